"""Sign files with new legal values, so that the program names their sender as proven.

`python packaging/sign_values.py key NAME FILE` makes a key: the private half goes into FILE, locked with a passphrase; the
public half is printed as a block for `resources/keys/werte.toml`. `python packaging/sign_values.py sign VALUES NAME FILE` writes
the signature below VALUES. The private file stays with whoever signs; it never belongs into the project.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cryptography.hazmat.primitives import serialization  # noqa: E402 - the path comes first
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402

from ala_wizard.content import signature, update  # noqa: E402
from ala_wizard.store import disk  # noqa: E402

LEAST = 12
"""Letters of the passphrase, at least."""


def new_key(name: str, file: Path, passphrase: str) -> str:
    """Make a key; gives the block for the list of public keys. Raises ValueError, or FileExistsError: no key is written over."""
    if len(passphrase) < LEAST:
        raise ValueError(f"Das Passwort braucht mindestens {LEAST} Zeichen.")
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii")
    signature.Key.model_validate({"id": name, "owner": "?", "public": public})
    locked = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(passphrase.encode())
    )
    with file.open("xb") as target:
        file.chmod(0o600)
        target.write(locked)
    return f'[[key]]\nid = "{name}"\nowner = "Name der Stelle"\npublic = "{public}"\n'


def sign(values: Path, name: str, file: Path, passphrase: str) -> None:
    """Sign a file in its place; an older signature of it is replaced. Raises UpdateError where the program would not take it."""
    raw = values.read_bytes()
    body = raw.partition(signature.SIGN.encode("ascii"))[0]
    update.read(body)
    private = serialization.load_pem_private_key(file.read_bytes(), passphrase.encode())
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError("Das ist kein Schlüssel für Ed25519.")
    disk.put(values, signature.signed(body, name, private.sign(signature.message(body))))


def main(words: list[str], ask: Callable[[str], str] = getpass) -> int:
    """One of the two commands; gives the exit code."""
    try:
        match words:
            case ["key", name, file]:
                print(new_key(name, Path(file), ask("Neues Passwort: ")))
            case ["sign", values, name, file]:
                sign(Path(values), name, Path(file), ask("Passwort: "))
                print(f"Unterschrieben: {values}")
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except (OSError, ValueError, TypeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
