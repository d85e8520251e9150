"""Names leave by the command line only on purpose, with the passphrase, and only those of people who agreed."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from ala_wizard import cli
from ala_wizard.model.case import Case
from ala_wizard.model.people import Participant
from ala_wizard.model.personal import PersonData
from ala_wizard.store import age, casefile, keyring, personal

WORDS = "vier kleine Worte mehr"
NAMES = {"a": "Beispiel Einverstanden", "b": "Beispiel Ohnezusage", "c": "Beispiel Laengstvorbei"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with three sealed names; only one of them may be given away."""
    monkeypatch.setattr(age, "WORK", 4)
    part, identity = personal.create(WORDS, date(2026, 1, 2))
    for row, name in NAMES.items():
        part = personal.sealed(part, identity, row, PersonData(name=name, contact="Weg 1"))
    people = (
        Participant(id="a", pseudonym="P1", consent=date(2026, 1, 2), delete_by=date(2099, 1, 1)),
        Participant(id="b", pseudonym="P2", delete_by=date(2099, 1, 1)),
        Participant(id="c", pseudonym="P3", consent=date(2020, 1, 2), delete_by=date(2021, 1, 2)),
    )
    path = tmp_path / "hof.ala"
    casefile.save(Case(case_id="namen", participants=people, personal=part), path)
    return path


class Keyboard(io.TextIOWrapper):
    """What is piped in."""

    def __init__(self, raw: bytes, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(raw), encoding="utf-8")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def export(file: Path, *words: object, only: str = "bedarfsnachweis") -> int:
    out = file.parent / "ziel"
    return cli.main(["export", str(file), "--out", str(out), "--only", only, "--format", "pdf,zip,docx", "--with-names", *map(str, words)])


def printed(folder: Path) -> dict[str, str]:
    found = {path.name: " ".join(page.extract_text() for page in PdfReader(path).pages) for path in folder.glob("*.pdf")}
    with zipfile.ZipFile(folder / "04_Bedarfsnachweis_mit_Namen.docx") as packed:
        found["docx"] = packed.read("word/document.xml").decode("utf-8")
    return found


def check(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found, said = printed(file.parent / "ziel"), capsys.readouterr()
    for name in ("04_Bedarfsnachweis_mit_Namen.pdf", "bundle.pdf", "docx"):
        assert NAMES["a"] in found[name], name
        assert NAMES["b"] not in found[name] and NAMES["c"] not in found[name]
    assert "Klartext" in said.err and "P2, P3" in said.err
    assert not [name for name in (*NAMES.values(), WORDS) if name in said.out + said.err]


def test_the_passphrase_is_typed_unseen(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys, "stdin", Keyboard(b"", terminal=True))
    monkeypatch.setattr("getpass.getpass", lambda prompt, **_options: asked.append(prompt) or WORDS)
    assert export(file) == 0
    assert asked == ["Passwort der Namen: "]
    check(file, capsys)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\nzweite Zeile"])
def test_the_passphrase_comes_from_a_file(file: Path, end: str, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "wort.txt").write_bytes((WORDS + end).encode())
    assert export(file, "--names-password-file", file.parent / "wort.txt") == 0
    check(file, capsys)


def test_the_passphrase_is_piped_in(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(WORDS.encode() + b"\n"))
    assert export(file, "--names-password-file", "-") == 0
    check(file, capsys)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_encrypted_file_and_its_names_are_opened_by_two_lines(
    file: Path, mark: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.protect("namen", keyring.create("ganz andere Worte hier"))
    casefile.save(casefile.load(file).case, file)
    keyring.keep_only(None)
    monkeypatch.setattr(sys, "stdin", Keyboard(mark + b"ganz andere Worte hier\r\n" + WORDS.encode() + b"\r\n"))
    try:
        assert export(file, "--password-stdin", "--names-password-file", "-") == 0
    finally:
        keyring.keep_only(None)
    check(file, capsys)


@pytest.mark.parametrize(
    ("words", "piped", "said"),
    [
        (("--names-password-file", "-"), b"falsch geraten\n", "passt nicht"),
        (("--names-password-file", "-"), b"", "passt nicht"),
        (("--names-password-file", "-"), b"\xff\xfe\n", "nicht aus"),
        (("--names-password-file", "fehlt.txt"), b"", "nicht aus"),
        ((), b"", "fehlt das Passwort"),
    ],
)
def test_without_the_right_words_nothing_is_made(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], piped: bytes, said: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(piped))
    assert export(file, *words) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1
    assert not (file.parent / "ziel").exists()


def test_who_ends_the_input_is_told(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def ended(_prompt: str, **_options: object) -> str:
        raise EOFError

    monkeypatch.setattr(sys, "stdin", Keyboard(b"", terminal=True))
    monkeypatch.setattr("getpass.getpass", ended)
    assert export(file) == 2
    assert "fehlt das Passwort" in capsys.readouterr().err


def test_a_changed_name_is_not_believed(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    case = casefile.load(file).case
    people = dict(case.personal.people)
    people["a"], people["b"] = people["b"], people["a"]
    casefile.save(case.model_copy(update={"personal": case.personal.model_copy(update={"people": people})}), file)
    monkeypatch.setattr(sys, "stdin", Keyboard(WORDS.encode()))
    assert export(file, "--names-password-file", "-") == 2
    assert "beschädigt" in capsys.readouterr().err


def test_a_passphrase_without_names_to_print_is_asked_about(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", str(file), "--out", str(file.parent / "ziel"), "--names-password-file", "-"]) == 2
    assert "wenn Namen gedruckt" in capsys.readouterr().err


def test_without_the_paper_nobody_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(b""))
    assert export(file, only="konzept") == 0
    assert "nur im Bedarfsnachweis" in capsys.readouterr().err
