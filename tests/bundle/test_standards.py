"""What a file may say of itself: links that lead, pictures with words, and pages from elsewhere that were made for keeping."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import page as other_checker
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from ala_wizard.bundle.archive import keeps
from ala_wizard.bundle.clean import cleaned
from ala_wizard.bundle.merge import Piece, merged
from ala_wizard.bundle.wishes import Wishes
from ala_wizard.content.samples import sample
from ala_wizard.pdf.render import pdf_bytes
from tests.bundle import files
from tests.bundle.test_make import BYTES, PDF_ONLY, case, made
from tests.bundle.test_merge import ABOUT, paper
from tests.pdf.cases import chapters, document
from tests.pdf.matterhorn import check


def compliant(data: bytes, profile: str) -> None:
    report = other_checker.validate_pdf_bytes(data, profile=profile)
    assert report.is_compliant, (profile, [str(failure) for failure in report.failures][:5])


def claims(data: bytes) -> tuple[str, ...]:
    """Standards that a file says to keep to."""
    with pikepdf.open(BytesIO(data)) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode("utf-8")
    found = re.findall(r"<(pdf[ua]+id:(?:part|conformance))>(.)</", said)
    return tuple(f"{name.split(':')[0]}:{value}" for name, value in found)


BOTH = ("pdfuaid:1", "pdfaid:2", "pdfaid:A")
ARCHIVE = ("pdfaid:2", "pdfaid:B")


# --- links from one paper to another ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sonnenwiese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verweise") / "ziel"
    made(folder, sample("hof-sonnenwiese"), Wishes(None, PDF_ONLY))
    return folder


def links(data: bytes) -> list[tuple[int, str, int, float]]:
    """Every link: its page, its words, the page that it leads to and the height there (0 where it leads to the whole page)."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return [
            (number, str(note.Contents), numbers[note.Dest[0].objgen], float(note.Dest[3]) if len(note.Dest) > 3 else 0.0)
            for number, page in enumerate(pdf.pages)
            for note in page.obj.get("/Annots", [])
        ]


def test_references_to_the_konzept_lead_to_the_section_that_they_name(sonnenwiese: Path) -> None:
    data = (sonnenwiese / "bundle.pdf").read_bytes()
    found = [entry for entry in links(data) if entry[1].startswith("Konzept, Abschnitt ")]
    assert len(found) > 15
    viewer = pypdfium2.PdfDocument(data)
    for _, words, number, top in found:
        text = viewer[number].get_textpage()
        below = text.get_text_bounded(left=0, bottom=top - 40, right=595, top=top + 2).split()
        assert below[0] == words.removeprefix("Konzept, Abschnitt "), words


def test_the_single_paper_says_the_same_without_links_that_lead_nowhere(sonnenwiese: Path) -> None:
    alone = (sonnenwiese / "03_Leistungsbeschreibung.pdf").read_bytes()
    whole = (sonnenwiese / "bundle.pdf").read_bytes()
    assert not [entry for entry in links(alone) if "Konzept" in entry[1]]
    assert b"ALAWizardZiel" not in whole + alone
    named = {number for _, words, _, _ in links(whole) for number in re.findall(r"^Konzept, Abschnitt ([\d.]+)$", words)}
    printed = " ".join(files.texts(alone))
    said = {
        number
        for words in re.findall(r"im Konzept, Abschnitte? ((?:[\d.]+(?:, | und )?)+)\.", printed)
        for number in re.findall(r"\d+\.\d+", words)
    }
    headings = set(re.findall(r"(?<!\S)(\d+\.\d+)(?!\S)", " ".join(files.texts((sonnenwiese / "01_Konzept.pdf").read_bytes()))))
    assert said == named
    assert said <= headings


def test_without_the_konzept_in_the_file_nothing_leads_there(tmp_path: Path) -> None:
    made(tmp_path, sample("hof-sonnenwiese"), Wishes(frozenset({"leistungsbeschreibung"}), PDF_ONLY))
    assert not [entry for entry in links((tmp_path / "bundle.pdf").read_bytes()) if "Konzept" in entry[1]]


def test_the_contents_lead_to_every_part(tmp_path: Path) -> None:
    made(tmp_path, case(), Wishes(frozenset({"konzept", "anlagen"}), PDF_ONLY))
    data = (tmp_path / "bundle.pdf").read_bytes()
    texts = [words.replace("\u00a0", " ") for words in files.texts(data)]
    found = [(words, number) for at, words, number, _ in links(data) if at == 0]
    assert [words for words, _ in found][:3] == ["Konzept", "Anlagenverzeichnis", "Anlage 1: Angebot Zaun"]
    assert len(found) == 8
    for words, number in found:
        assert words.partition(": ")[2] in texts[number] and words.partition(": ")[0] in texts[number]


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_a_photo_alone_keeps_to_both_standards(tmp_path: Path) -> None:
    made(tmp_path, case(), Wishes(frozenset({"anlagen"}), PDF_ONLY))
    data = (tmp_path / "Anlagen/Anlage_03_Foto-vom-Stall.pdf").read_bytes()
    assert check(data) == []
    compliant(data, "ua1")
    compliant(data, "2a")
    assert claims(data) == BOTH
    assert claims((tmp_path / "Anlagen/Anlage_02_Gehaltsuebersicht.pdf").read_bytes()) == ()


@pytest.mark.parametrize(
    ("start", "said"),
    [(b"\x00\x00\x00\x18ftypheic", "HEIC"), (b"II*\x00", "Bildart"), (b"RIFF\x00\x00\x00\x00WEBP", "Bildart"), (b"PK\x03\x04", "Dateiart")],
)
def test_other_pictures_are_named_and_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: bytes, said: str) -> None:
    raw = start + bytes(60)
    monkeypatch.setitem(BYTES, "plan.docx", raw)
    result = made(tmp_path, case(), Wishes(frozenset({"anlagen"}), PDF_ONLY))
    hint = next(hint for hint in result.hints if hint.attachment == "d")
    assert said in hint.words and "Weitere_Dateien" in hint.words and not hint.refused
    assert (tmp_path / "Weitere_Dateien/Anlage_04_Plan.docx").read_bytes() == raw


# --- pages from elsewhere ---------------------------------------------------------------------------------------------


def kept(change: Any = None) -> bytes:
    """A PDF/A of somebody else: a paper of ours without its tags, changed if wanted."""

    def make(pdf: pikepdf.Pdf) -> None:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            del pdf.Root[key]
        said = pdf.Root.Metadata.read_bytes().replace(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")
        pdf.Root.Metadata = pdf.make_indirect(
            Stream(pdf, said.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""), Type=Name.Metadata, Subtype=Name.XML)
        )
        if change is not None:
            change(pdf)

    return files.changed(make, pdf_bytes(document(*chapters(2, "Ein fremder Satz. ")))[0])


def whole(raw: bytes) -> bytes:
    copy = cleaned(raw)
    return merged([paper(), Piece(copy.data, "Rechnung", "Anlage 1", own=False, archival=copy.archival)], ABOUT)


def test_pages_made_for_keeping_keep_their_promise() -> None:
    data = whole(kept())
    compliant(data, "2b")
    assert claims(data) == ARCHIVE
    assert "Ein fremder Satz." in " ".join(files.texts(data))


def test_the_contents_say_which_standard_the_whole_keeps_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BYTES, "gehalt.pdf", kept())
    for name, wanted, standards in (("skript.pdf", "PDF/A-2b", ARCHIVE), ("x", "gelten nur für die einzelnen", ())):
        if name in BYTES:
            monkeypatch.setitem(BYTES, name, kept())
        else:
            monkeypatch.setitem(BYTES, "gehalt.pdf", files.letter())
        made(tmp_path / name, case(), Wishes(frozenset({"anlagen"}), PDF_ONLY))
        data = (tmp_path / name / "bundle.pdf").read_bytes()
        assert wanted in files.texts(data)[0]
        assert claims(data) == standards
        if standards:
            compliant(data, "2b")


def resource(pdf: pikepdf.Pdf, kind: str, entry: Any) -> None:
    held = pdf.pages[1].obj.Resources
    held[f"/{kind}"] = Dictionary(X=pdf.make_indirect(entry))


def draws(words: bytes) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1].obj
        page.Contents = Array([page.Contents, pdf.make_indirect(Stream(pdf, words))])

    return change


def bare_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Resources.Font.Z = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def picture(**more: Any) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        head = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
        resource(pdf, "XObject", Stream(pdf, b"x", **{**head, **more}))

    return change


BREACHES: dict[str, Any] = {
    "a font that is not there": bare_font,
    "inks that nobody names": draws(b" 0 0 0 1 k 0 0 5 5 re f"),
    "a picture of four inks": picture(ColorSpace=Name.DeviceCMYK),
    "four inks inside a list": picture(ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 0, String("abcd")])),
    "a picture that is to be smoothed": picture(Interpolate=True),
    "an operator that nobody knows": draws(b" 1 2 zz"),
    "nested too deep": draws(b" q" * 29 + b" Q" * 29),
    "a way of packing that not everybody knows": picture(Filter=Name.JPXDecode),
    "layers": lambda pdf: pdf.Root.__setattr__(
        "OCProperties", Dictionary(OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))]), D=Dictionary())
    ),
    "a curve for the printer": lambda pdf: resource(pdf, "ExtGState", Dictionary(TR=Name.Identity)),
    "letters that are drawings": lambda pdf: pdf.pages[1].obj.Resources.Font.__setattr__(
        "Z", Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary())
    ),
    "no claim": lambda pdf: pdf.Root.__delattr__("Metadata"),
}


@pytest.mark.parametrize("name", BREACHES)
def test_who_only_says_so_is_not_believed(name: str) -> None:
    raw = kept(BREACHES[name])
    assert not cleaned(raw).archival
    assert claims(whole(raw)) == ()


def test_the_look_finds_nothing_wrong_with_our_own_papers() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(document(*chapters(3, "Satz. ")))[0])) as pdf:
        assert keeps(pdf)


def test_a_photo_in_four_inks_becomes_one_in_three() -> None:
    from ala_wizard.bundle.picture import page_of

    target = BytesIO()
    Image.new("CMYK", (60, 40), (0, 200, 200, 0)).save(target, "JPEG")
    data = merged([Piece(page_of(target.getvalue()).data, "Foto", "Anlage 1", own=False, picture=True)], ABOUT)
    compliant(data, "2a")
