"""Sets everything up and starts: `python3 packaging/dev.py run` opens the program, `test` runs all tests, `lint` the linters.

This file only looks at the version and stays readable for every Python 3; the work is done by devtools.py.
"""

import sys

NEEDED = (3, 11)


def main():
    """Hand over to devtools, or say which Python is needed."""
    if sys.version_info < NEEDED:
        found = str(sys.version_info[0]) + "." + str(sys.version_info[1])
        sys.stderr.write("Hier läuft Python " + found + ". Gebraucht wird Python 3.11 oder neuer.\n")
        sys.stderr.write("This is Python " + found + ". Python 3.11 or newer is needed.\n")
        return 1
    import devtools

    return devtools.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
