"""Encrypted files on the command line: asked for at the terminal, read from the input on request, never an argument."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from ala_wizard import cli
from ala_wizard.content.samples import sample
from ala_wizard.store import age, casefile, keyring
from tests.store.test_protection import WORDS

NAME = "hof.ala"


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> keyring.Key:
    """The key of an encrypted sample farm, which nobody knows any more."""
    monkeypatch.setattr(age, "WORK", 4)
    made, case = keyring.create(WORDS), sample("hof-sonnenwiese")
    keyring.protect(case.case_id, made)
    casefile.save(case, tmp_path / NAME)
    keyring.keep_only(None)
    return made


class Input(io.TextIOWrapper):
    """What stands at the standard input, and whether somebody sits there."""

    def __init__(self, words: str, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(words.encode()), encoding="ascii")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def answer(monkeypatch: pytest.MonkeyPatch, given: Input, *words: object) -> int:
    monkeypatch.setattr(sys, "stdin", given)
    keyring.keep_only(None)
    return cli.main([str(word) for word in words])


def test_the_first_line_of_the_input_opens_it(
    key: keyring.Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / NAME
    for line in (f"{WORDS}\n", f"{WORDS}\r\nmehr\n", f"{key.identity.words.lower()}\n"):
        assert answer(monkeypatch, Input(line), "calc", file, "--password-stdin") == 0
        assert "65,05" in capsys.readouterr().out
    out = tmp_path / "aus"
    assert answer(monkeypatch, Input(WORDS), "export", file, "--password-stdin", "--out", out, "--only", "leistungsbeschreibung") == 0
    assert list(out.glob("*.pdf"))
    assert answer(monkeypatch, Input(WORDS), "open-points", file, "--password-stdin") == 0
    assert answer(monkeypatch, Input(WORDS), "questionnaire", file, "--filled", "--password-stdin", "--out", out / "f.pdf") == 0
    assert answer(monkeypatch, Input(WORDS), "check", file, "--password-stdin") in (0, 1)


def test_at_the_terminal_it_is_asked_and_not_shown(
    key: keyring.Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert key
    asked: list[str] = []

    def ask(prompt: str, stream: object) -> str:
        assert stream is sys.stderr
        asked.append(prompt)
        return WORDS

    monkeypatch.setattr("getpass.getpass", ask)
    assert answer(monkeypatch, Input("", terminal=True), "calc", tmp_path / NAME) == 0
    assert asked == ["Passwort für „hof.ala“: "] and "65,05" in capsys.readouterr().out


def test_without_a_fitting_passphrase_there_is_one_sentence(
    key: keyring.Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert key
    file = tmp_path / NAME
    cases = (
        (Input(""), (), "fragt er nach dem Passwort"),
        (Input("falsch\n"), ("--password-stdin",), "passt nicht"),
        (Input(age.Identity.new().words), ("--password-stdin",), "anderen Antrag"),
        (Input("AGE-SECRET-KEY-1QQQ"), ("--password-stdin",), "Tippfehler"),
    )
    for given, words, said in cases:
        assert answer(monkeypatch, given, "calc", file, *words) == 2
        told = capsys.readouterr()
        assert said in told.err and told.out == "" and len(told.err.splitlines()) == 1
    raw = bytearray(file.read_bytes())
    raw[200] ^= 1
    file.write_bytes(raw)
    assert answer(monkeypatch, Input(WORDS), "calc", file, "--password-stdin") == 2
    assert "beschädigt" in capsys.readouterr().err
    assert answer(monkeypatch, Input(""), "sample", "leer", "--out", file) == 2  # nor is it written over
