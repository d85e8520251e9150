"""`python -m ala_wizard` is the same as `ala-wizard`."""

from __future__ import annotations

import sys

from ala_wizard.cli import main

if __name__ == "__main__":
    sys.exit(main())
