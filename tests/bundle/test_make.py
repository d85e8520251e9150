"""The whole set from one case: complete, numbered as the papers cite it, traceable, the same every time, and nothing half."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import page as other_checker
import pytest
from pikepdf import Encryption
from PIL import Image
from pypdf import PdfReader

from ala_wizard import core
from ala_wizard.bundle import make as work
from ala_wizard.bundle.make import Made, make
from ala_wizard.bundle.wishes import FORMATS, CancelledError, Format, Step, Wishes
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Attachment, Case
from ala_wizard.pdf.bundle import ExportError
from tests.bundle import files
from tests.documents.cases import STAMP, TODAY, small
from tests.pdf.matterhorn import check

PDF_ONLY: frozenset[Format] = frozenset({"pdf"})


def photo() -> bytes:
    target = BytesIO()
    Image.new("RGB", (300, 200), "green").save(target, "JPEG")
    return target.getvalue()


BYTES: dict[str, bytes] = {
    "gehalt.pdf": files.letter("Gehalt Seite eins", "Gehalt Seite zwei"),
    "foto.jpg": photo(),
    "plan.docx": b"PK not really",
    "geheim.pdf": files.changed(lambda _: None, encryption=Encryption(user="x", owner="y")),
    "skript.pdf": files.changed(files.opens({"/S": files.Name.JavaScript, "/JS": files.String("x")}), files.letter("mit Skript")),
}
ROWS = (
    {"id": "f", "title": "Foto vom Stall", "file": "foto.jpg", "kind": "plan"},
    {"id": "d", "title": "Plan", "file": "plan.docx", "kind": "plan"},
    {"id": "g", "title": "Gehaltsübersicht", "file": "gehalt.pdf", "evidence": ["Gehalt"]},
    {"id": "x", "title": "Geheim", "file": "geheim.pdf"},
    {"id": "s", "title": "Angebot Zaun", "file": "skript.pdf", "evidence": ["Zaun", "Tor"]},
    {"id": "w", "title": "Verloren", "file": ""},
)
LINES = [
    {"id": "z1", "kind": "eigene", "name": "Tor am Hof", "amount": 900, "grundlage": "angebot", "evidence": "Tor"},
    {"id": "z2", "kind": "eigene", "name": "Büro", "amount": 500, "grundlage": "vertrag", "evidence": "Gehalt"},
    {"id": "z3", "kind": "eigene", "name": "Zaun am Weg", "amount": 300, "grundlage": "angebot", "evidence": "Zaun"},
]


def case(**more: Any) -> Case:
    return small(case_id="mappe", kostenkalkulation={"belegte_plaetze": 8, "fixe": LINES}, attachments=ROWS, **more)


def read(row: Attachment) -> bytes:
    return BYTES[row.file]


def made(folder: Path, of: Case | None = None, wishes: Wishes | None = None, watch: Callable[[Step], None] = lambda _: None) -> Made:
    of = of or case()
    return make(of, content(), core.reckon(of, content(), TODAY), STAMP, folder, wishes or Wishes(None, PDF_ONLY), read, watch)


def names_in(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Everything in every format, made once."""
    return made(tmp_path_factory.mktemp("mappe") / "ziel", wishes=Wishes())


ATTACHED = [
    "Anlagen/00_Anlagenverzeichnis.pdf",
    "Anlagen/Anlage_01_Angebot-Zaun.pdf",
    "Anlagen/Anlage_02_Gehaltsuebersicht.pdf",
    "Anlagen/Anlage_03_Foto-vom-Stall.pdf",
    "Weitere_Dateien/Anlage_04_Plan.docx",
]


def test_every_file_is_there_under_a_name_for_the_authority(whole: Made) -> None:
    papers = ["01_Konzept", "02_Kostenkalkulation", "03_Leistungsbeschreibung", "04_Bedarfsnachweis"]
    wanted = [
        "00_Anschreiben.pdf",
        *(f"00_Verzeichnis.{ending}" for ending in ("pdf", "txt", "json")),
        *(f"{name}.{ending}" for name in papers for ending in ("pdf", "docx")),
        "02_Rechentabelle.xlsx",
        "05_Organisations-und-Stellenplan.pdf",
        *ATTACHED,
        "bundle.pdf",
        "Antrag.zip",
    ]
    assert names_in(whole.folder) == sorted(wanted)
    assert sorted(file.path for file in whole.files) == sorted(wanted)


def test_the_list_is_true(whole: Made) -> None:
    data = json.loads((whole.folder / "00_Verzeichnis.json").read_bytes())
    assert {entry["datei"] for entry in data["dateien"]} == {
        name for name in names_in(whole.folder) if not name.startswith("00_Verzeichnis") and name != "Antrag.zip"
    }
    printed = "".join(files.texts((whole.folder / "00_Verzeichnis.pdf").read_bytes())).replace(" ", "")
    plain = (whole.folder / "00_Verzeichnis.txt").read_text(encoding="utf-8")
    for entry in data["dateien"]:
        raw = (whole.folder / entry["datei"]).read_bytes()
        assert entry["bytes"] == len(raw)
        assert entry["sha256"] == hashlib.sha256(raw).hexdigest()
        assert entry["sha256"] in printed and entry["sha256"] in plain
        assert entry["seiten"] == (len(PdfReader(BytesIO(raw)).pages) if entry["datei"].endswith(".pdf") else None)
        assert entry["datei"] in printed and entry["datei"] in plain
    assert data["stand"] == "Entwurf, noch nicht eingereicht" and data["eingereicht_am"] is None
    assert data["programm"].startswith("ALA-Wizard ")
    assert "noch nicht eingereicht" in plain


def test_every_page_of_the_whole_is_that_of_a_single_file_a_divider_or_a_list(whole: Made) -> None:
    pages = files.texts((whole.folder / "bundle.pdf").read_bytes())
    at = 1
    papers = [name for name in names_in(whole.folder) if name.startswith("0") and name.endswith(".pdf") and "Verzeichnis" not in name]
    assert len(papers) == 6
    for name in papers:
        single = files.texts((whole.folder / name).read_bytes())
        assert pages[at : at + len(single)] == single, name
        at += len(single)
    rest = pages[at:]
    assert "Anlagenverzeichnis" in rest[0]
    begins = [words for words in rest if " Anlage 1 Angebot Zaun" in words]
    assert begins and rest[rest.index(begins[0]) + 1] == "mit Skript"
    assert rest[-1].count("Anlage 6") and "liegt nicht bei" in rest[-1]
    contents = pages[0].replace("\u00a0", " ")
    assert f"Stellenplan {at} 1" in contents
    assert f"Anlage 1: Angebot Zaun {at + 2} 2" in contents


def test_numbers_are_those_that_the_papers_cite(whole: Made) -> None:
    cited = " ".join(files.texts((whole.folder / "02_Kostenkalkulation.pdf").read_bytes())).replace("\u00a0", " ")
    assert "Anlage 1 (skript.pdf)" in cited and "Anlage 2 (gehalt.pdf)" in cited
    divider = next(words for words in files.texts((whole.folder / "bundle.pdf").read_bytes()) if " Anlage 1 Angebot Zaun" in words)
    divider = divider.replace("\u00a0", " ")
    assert "B 1 Tor" in divider and "B 3 Zaun" in divider
    assert "Tor am Hof" in divider and "Zaun am Weg" in divider and "Büro" not in divider


def test_what_was_done_to_attachments_is_said_everywhere(whole: Made) -> None:
    hints = {(hint.attachment, hint.refused) for hint in whole.hints}
    assert hints == {("s", False), ("d", False), ("x", True), ("w", True)}
    listed = " ".join(files.texts((whole.folder / "Anlagen/00_Anlagenverzeichnis.pdf").read_bytes()))
    for part in ("Kennwort", "verstecktes Programm", "liegt nicht bei"):
        assert part in listed
    data = json.loads((whole.folder / "00_Verzeichnis.json").read_bytes())
    assert {(entry["anlage"], entry["liegt_bei"]) for entry in data["hinweise"]} == {
        ("Anlage 1: Angebot Zaun", True),
        ("Anlage 4: Plan", True),
        ("Anlage 5: Geheim", False),
        ("Anlage 6: Verloren", False),
    }
    assert not files.keys((whole.folder / ATTACHED[1]).read_bytes()) & {"/JS", "/JavaScript", "/OpenAction"}
    assert (whole.folder / ATTACHED[4]).read_bytes() == BYTES["plan.docx"]


def test_the_zip_holds_the_single_files_and_only_those_of_the_authority(whole: Made) -> None:
    with zipfile.ZipFile(whole.folder / "Antrag.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    loose = [name for name in names_in(whole.folder) if name not in ("bundle.pdf", "Antrag.zip")]
    assert held == {name: (whole.folder / name).read_bytes() for name in loose}


def test_the_same_case_gives_the_same_bytes(whole: Made, tmp_path: Path) -> None:
    again = made(tmp_path / "noch einmal", wishes=Wishes())
    assert {name: (again.folder / name).read_bytes() for name in names_in(again.folder)} == {
        name: (whole.folder / name).read_bytes() for name in names_in(whole.folder)
    }


@pytest.mark.parametrize("name", ["hof-sonnenwiese", "leer"])
def test_without_files_from_elsewhere_the_whole_keeps_to_both_standards(tmp_path: Path, name: str) -> None:
    result = made(tmp_path / "ziel", sample(name))
    for file in ("bundle.pdf", "00_Verzeichnis.pdf"):
        data = (result.folder / file).read_bytes()
        assert check(data) == []
        for profile in ("ua1", "2a"):
            report = other_checker.validate_pdf_bytes(data, profile=profile)
            assert report.is_compliant, (file, profile, [str(failure) for failure in report.failures][:5])


def test_lists_and_dividers_are_tagged_like_all_papers(whole: Made) -> None:
    for name in ("00_Verzeichnis.pdf", "Anlagen/00_Anlagenverzeichnis.pdf"):
        assert check((whole.folder / name).read_bytes()) == []


@pytest.mark.parametrize(
    ("only", "formats", "wanted"),
    [
        ({"konzept"}, {"pdf"}, ["01_Konzept.pdf", "bundle.pdf"]),
        ({"kostenkalkulation"}, {"xlsx"}, ["02_Rechentabelle.xlsx"]),
        ({"konzept", "kostenkalkulation"}, {"docx", "xlsx"}, ["01_Konzept.docx", "02_Kostenkalkulation.docx", "02_Rechentabelle.xlsx"]),
        ({"anlagen"}, {"pdf"}, [*ATTACHED, "bundle.pdf"]),
        ({"konzept"}, {"zip"}, ["Antrag.zip"]),
    ],
)
def test_only_what_was_asked_for_is_made(tmp_path: Path, only: set[str], formats: set[Any], wanted: list[str]) -> None:
    result = made(tmp_path, wishes=Wishes(frozenset(only), frozenset(formats)))
    assert [name for name in names_in(tmp_path) if not name.startswith("00_Verzeichnis")] == sorted(wanted)
    assert sorted(file.path for file in result.files) == names_in(tmp_path)


def test_a_zip_alone_holds_the_papers(tmp_path: Path) -> None:
    made(tmp_path, wishes=Wishes(frozenset({"konzept", "anlagen"}), frozenset({"zip"})))
    with zipfile.ZipFile(tmp_path / "Antrag.zip") as packed:
        assert {"01_Konzept.pdf", "00_Verzeichnis.pdf", *ATTACHED} <= set(packed.namelist())


def test_papers_for_oneself_are_never_part_of_what_is_sent(tmp_path: Path) -> None:
    result = made(tmp_path, wishes=Wishes(frozenset({"konzept", "luecken"}), frozenset({"pdf", "zip"})))
    own = [name for name in names_in(tmp_path) if name.startswith("Nur_fuer_Sie/")]
    assert len(own) == 1
    with zipfile.ZipFile(tmp_path / "Antrag.zip") as packed:
        assert not [name for name in packed.namelist() if "Nur" in name]
    assert own[0] not in (tmp_path / "00_Verzeichnis.txt").read_text(encoding="utf-8")
    pages = [file.pages for file in result.files if file.path in ("01_Konzept.pdf", "bundle.pdf")]
    assert pages[1] == pages[0] + 1


def test_names_only_on_purpose_and_never_beside_the_version_without(tmp_path: Path) -> None:
    people = [{"id": "p1", "pseudonym": "M. K.", "start": "2027-03-01"}]
    made(tmp_path, case(participants=people), Wishes(frozenset({"bedarfsnachweis"}), PDF_ONLY, with_names=True))
    found = [name for name in names_in(tmp_path) if name.startswith("04")]
    assert found == ["04_Bedarfsnachweis_mit_Namen.pdf"]


def test_nothing_chosen_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        made(tmp_path / "ziel", wishes=Wishes(frozenset()))
    assert caught.value.code == "nichts"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "form"), [("konzept", "xlsx"), ("anschreiben", "docx"), ("luecken", "xlsx"), ("rechentabelle", "docx")])
def test_what_there_is_in_no_form_asked_for_is_said_and_the_old_set_stays(tmp_path: Path, kind: str, form: Format) -> None:
    made(tmp_path, wishes=Wishes(frozenset({"bedarfsnachweis"}), PDF_ONLY))
    before = names_in(tmp_path)
    with pytest.raises(ExportError) as caught:
        made(tmp_path, wishes=Wishes(frozenset({kind}), frozenset({form})))
    assert caught.value.code == ("nichts" if kind == "rechentabelle" else "nichts_in_dieser_art")
    assert names_in(tmp_path) == before


def test_every_step_is_told_once_and_the_last_is_the_last(tmp_path: Path) -> None:
    told: list[Step] = []
    made(tmp_path / "ziel", wishes=Wishes(None, frozenset(FORMATS) - {"docx"}), watch=told.append)
    assert [step.number for step in told[:-1]] == list(range(1, len(told)))
    assert {step.total for step in told} == {told[-1].number}
    assert "Leistungsbeschreibung" in [step.title for step in told]
    assert "Anlage 2: Gehaltsübersicht" in [step.title for step in told]


@pytest.mark.parametrize("at", [1, 7, 10])
def test_who_cancels_finds_everything_as_it_was(tmp_path: Path, at: int) -> None:
    (tmp_path / "01_Konzept.pdf").write_bytes(b"alt")

    def stop(step: Step) -> None:
        if step.number == at:
            raise CancelledError

    little = Wishes(frozenset({"bedarfsnachweis", "anlagen"}), PDF_ONLY)
    with pytest.raises(CancelledError):
        made(tmp_path, wishes=little, watch=stop)
    assert names_in(tmp_path) == ["01_Konzept.pdf"]
    with pytest.raises(CancelledError):
        made(tmp_path / "neu" / "ziel", wishes=little, watch=stop)
    assert not (tmp_path / "neu").exists()


def test_a_paper_that_cannot_be_made_touches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "01_Konzept.pdf").write_bytes(b"alt")

    def broken(*_: Any) -> None:
        raise ValueError("planted")

    monkeypatch.setitem(work.FOR_AUTHORITY, "leistungsbeschreibung", broken)
    with pytest.raises(ValueError, match="planted"):
        made(tmp_path)
    assert names_in(tmp_path) == ["01_Konzept.pdf"]


def test_an_attachment_that_cannot_be_read_is_named_and_the_rest_goes_along(tmp_path: Path) -> None:
    def broken(row: Attachment) -> bytes:
        if row.id == "g":
            raise OSError("Die Datei ist gerade nicht zu haben.")
        return read(row)

    of = case()
    result = make(of, content(), core.reckon(of, content(), TODAY), STAMP, tmp_path, Wishes(frozenset({"anlagen"}), PDF_ONLY), broken)
    assert [hint.words for hint in result.hints if hint.attachment == "g"] == ["Die Datei ist gerade nicht zu haben."]
    assert ATTACHED[1] in names_in(tmp_path) and ATTACHED[2] not in names_in(tmp_path)


def test_extreme_amounts_and_names_can_be_exported(tmp_path: Path) -> None:
    huge = "9" * 15
    lines = [{"kind": "material", "entry": "je_platz", "amount": huge}]
    odd = [{"id": "o", "title": "../../<b>" + "Ä" * 300, "file": "gehalt.pdf"}]
    of = small(kostenkalkulation={"belegte_plaetze": huge, "tage": huge, "sachaufwand": lines}, attachments=odd)
    result = made(tmp_path / "ziel", of, Wishes(frozenset({"kostenkalkulation", "anlagen"}), PDF_ONLY))
    assert names_in(tmp_path) == sorted(f"ziel/{file.path}" for file in result.files)


def test_the_day_of_the_hand_in_stands_in_every_list(tmp_path: Path) -> None:
    result = made(tmp_path, case(handed_in="2026-11-19"), Wishes(frozenset({"konzept"}), PDF_ONLY))
    assert json.loads((tmp_path / "00_Verzeichnis.json").read_bytes())["eingereicht_am"] == "2026-11-19"
    for file in result.paths:
        if file.suffix == ".pdf":
            assert all(
                "eingereicht am 19.11.2026" in words and "noch nicht eingereicht" not in words for words in files.texts(file.read_bytes())
            )


def test_letters_that_no_font_has_are_said_and_stand_as_codes(tmp_path: Path) -> None:
    of = case(farm={"name": "Hof \u4e2d \u0633\u0644\u0627\u0645 🚜"})
    result = made(tmp_path, of, Wishes(frozenset({"konzept"}), PDF_ONLY))
    assert [(hint.attachment, hint.title, hint.refused) for hint in result.hints] == [("", "Konzept", False)]
    assert "[U+4E2D]" in result.hints[0].words
    assert "[U+4E2D]" in files.texts((tmp_path / "01_Konzept.pdf").read_bytes())[0]
    assert json.loads((tmp_path / "00_Verzeichnis.json").read_bytes())["hinweise"] == []


def test_what_is_no_character_stands_as_its_code_in_every_list(tmp_path: Path) -> None:
    odd = [{"id": "o", "title": "Plan \ud83d\x07", "file": "gehalt.pdf"}]
    of = small(farm={"name": "Hof \ud83d\udc00"}, attachments=odd)
    made(tmp_path, of, Wishes(frozenset({"konzept", "anlagen"}), frozenset({"pdf", "zip"})))
    assert json.loads((tmp_path / "00_Verzeichnis.json").read_bytes())["betrieb"] == "Hof [U+D83D][U+DC00]"
    assert "Plan [U+D83D]" in (tmp_path / "00_Verzeichnis.txt").read_text(encoding="utf-8")
