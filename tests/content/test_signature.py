"""Signed update files: proven is who signed with a known key; a wrong signature is refused; everything else says that it is not proven."""

from __future__ import annotations

import base64
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ala_wizard.content import signature, update
from ala_wizard.content.signature import Key, keys, message, sender, signed
from ala_wizard.content.update import UpdateError, merge
from tests.content.update_files import file, known, percent, satz

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


@pytest.fixture(autouse=True)
def one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    public = base64.b64encode(PRIVATE.public_key().public_bytes_raw()).decode()
    monkeypatch.setattr(signature, "keys", lambda: {"probe-1": Key(id="probe-1", owner="Probestelle", public=public)})


def made(body: bytes, key: Ed25519PrivateKey = PRIVATE, ident: str = "probe-1") -> bytes:
    return signed(body, ident, key.sign(message(body)))


def why(raw: bytes) -> str:
    with pytest.raises(UpdateError) as refused:
        update.read(raw)
    return str(refused.value)


def test_the_signature_is_plain_ed25519() -> None:
    """RFC 8032 test vector 1 checks the library; what is signed is said in docs/werte-aktualisieren.md."""
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    known_answer = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert Ed25519PrivateKey.from_private_bytes(secret).sign(b"").hex() == known_answer
    assert message(b"\xef\xbb\xbfa = 1\r\n\r\n") == b"ALA-Wizard Rechtswerte 1\na = 1\n"


def test_a_signed_file_names_its_sender_and_stays_a_file_of_values() -> None:
    raw = made(satz(percent()))
    assert sender(raw).kind == "nachgewiesen" and sender(raw).name == "Probestelle"
    assert update.read(raw) == update.read(satz(percent()))
    for mailed in (raw.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + raw, raw.rstrip(b"\n")):
        assert sender(mailed).proven
        update.read(mailed)


def test_every_changed_byte_is_refused() -> None:
    raw = made(satz(percent()))
    end = raw.index(b"# Unterschrift:")
    for place in range(0, end, 9):
        bent = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(signature.SignatureError):
            sender(bent)
    assert "Unterschrift passt nicht" in why(made(satz(percent()), OTHER))
    assert "Unterschrift passt nicht" in why(raw.replace(b"3.9", b"3.8"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw + b"# noch etwas\n",
        lambda raw: raw + raw[raw.index(b"# Unter") :],
        lambda raw: b"# Unterschrift: probe-1 x\n" + raw,
        lambda raw: raw[:-8] + b"\n",
        lambda raw: raw.replace(b"probe-1", b"PROBE"),
        lambda raw: raw.replace(b"\n# Unter", b" # Unter"),
    ],
    ids=["behind", "twice", "before", "cut", "name", "line"],
)
def test_a_line_that_is_no_signature_is_refused(spoil: object) -> None:
    assert callable(spoil)
    assert "Unterschrift passt nicht" in why(spoil(made(satz(percent()))))


def test_an_unknown_key_and_none_prove_nothing() -> None:
    unknown = sender(made(satz(percent()), OTHER, "fremd-7"))
    assert (unknown.kind, unknown.name, unknown.proven) == ("unbekannt", "fremd-7", False)
    assert sender(satz(percent())).kind == "ohne"


def test_values_of_unproven_files_say_so_in_their_source() -> None:
    """The source is what window, papers, spreadsheet and command line print beside the value."""
    proven = merge([("a", made(satz(percent())))], known())
    bare = merge([("a", satz(percent()))], known())
    assert proven.parameters["satz"].values[-1].source == "§ 1 einer erfundenen Verordnung"
    assert "Absender nicht nachgewiesen" in bare.parameters["satz"].values[-1].source
    first, second = proven.parameters["satz"].values[-1], bare.parameters["satz"].values[-1]
    assert first.value == second.value
    again = merge([("a", satz(percent())), ("b", satz(percent()))], known())
    assert again.refused == {} and again.parameters["satz"].values[-1] == second
    wrong = merge([("a", made(satz(percent()), OTHER))], known())
    assert wrong.parameters == known() and "Unterschrift" in wrong.refused["a"][0]


def test_the_shipped_list_of_keys_is_sound_and_says_that_there_is_none_yet() -> None:
    assert keys() == {}
    assert "sign_values.py" in (ROOT / "docs" / "werte-aktualisieren.md").read_text(encoding="utf-8")


def test_the_tool_makes_keys_and_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import sign_values

    words = "vier kleine Worte mehr"
    private, values = tmp_path / "schluessel.pem", tmp_path / "ala-werte-2026-12.toml"
    assert sign_values.main(["key", "probe-2", str(private)], lambda _: "kurz") == 1
    assert sign_values.main(["key", "probe-2", str(private)], lambda _: words) == 0
    assert b"ENCRYPTED" in private.read_bytes() and (sys.platform == "win32" or private.stat().st_mode & 0o077 == 0)
    assert sign_values.main(["key", "probe-2", str(private)], lambda _: words) == 1  # no key is written over
    public = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("public")).split('"')[1]
    monkeypatch.setattr(signature, "keys", lambda: {"probe-2": Key(id="probe-2", owner="Probe zwei", public=public)})
    values.write_bytes(file())
    for _ in range(2):  # signing anew replaces the old line
        assert sign_values.main(["sign", str(values), "probe-2", str(private)], lambda _: words) == 0
        assert sender(values.read_bytes()).name == "Probe zwei"
    assert update.read(values.read_bytes()).issued == date(2026, 12, 15)
    assert sign_values.main(["sign", str(values), "probe-2", str(private)], lambda _: "falsches Passwort") == 1
    values.write_bytes(b"das ist ein Brief")
    assert sign_values.main(["sign", str(values), "probe-2", str(private)], lambda _: words) == 1
    assert sign_values.main([]) == 2


def test_a_proven_name_is_not_for_everybody() -> None:
    with pytest.raises(ValueError):
        Key(id="Groß", owner="x", public="x")
    assert replace(signature.UNSIGNED, name="x").proven is False
