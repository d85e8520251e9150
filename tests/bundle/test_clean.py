"""Attached PDFs go out harmless, with all that can be seen, or not at all and with a sentence."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name, String

from ala_wizard.bundle import clean
from ala_wizard.bundle.clean import cleaned
from ala_wizard.bundle.merge import About, Piece, merged, page_count
from ala_wizard.bundle.problems import RefusedError, removed
from tests.bundle import files
from tests.bundle.files import SENTENCE, annotated, changed, letter, opens, script
from tests.pdf.matterhorn import check

DANGEROUS = frozenset(
    {
        *("/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/GoToR", "/GoToE", "/URI", "/SubmitForm", "/ImportData"),
        *("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm", "/RichMedia", "/Movie", "/Sig", "/Annots", "/Names"),
    }
)


def names(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))


def page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=script())


def picture_action(pdf: pikepdf.Pdf) -> None:
    """A drawing on the page with a script hanging on it."""
    drawing = pikepdf.Stream(
        pdf, b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), AA=Dictionary(E=script())
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(D=drawing)


def xfa(pdf: pikepdf.Pdf) -> None:
    files.form(pdf, XFA=Array([String("template"), pikepdf.Stream(pdf, b"<xdp/>")]))


def signature(pdf: pikepdf.Pdf) -> None:
    held = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x" * 40)))
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("u"), V=held))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


LINK = {"/Subtype": Name.Link}
PLANTED: dict[str, tuple[Any, set[str]]] = {
    "script on opening": (opens({"/S": Name.JavaScript, "/JS": String("app.launchURL('x')")}), {"skripte"}),
    "script among the names": (names, {"skripte"}),
    "script of a page": (page_action, {"skripte"}),
    "script of a drawing": (picture_action, {"skripte"}),
    "script behind a link": (annotated({**LINK, "/A": script()}), {"skripte"}),
    "script hidden behind other letters": (
        lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary({"/S": Name("/Java#53cript"), "/#4aS": String("x")})),
        set(),
    ),
    "program on opening": (opens({"/S": Name.Launch, "/F": String("cmd.exe")}), {"aktionen"}),
    "another file behind a link": (annotated({**LINK, "/A": Dictionary(S=Name.GoToR, F=String("//host/x.pdf"))}), {"aktionen"}),
    "address behind a link": (annotated({**LINK, "/A": Dictionary(S=Name.URI, URI=String("https://example.org"))}), {"verweise"}),
    "form that sends": (annotated({**LINK, "/A": Dictionary(S=Name.SubmitForm, F=String("https://example.org"))}), {"aktionen"}),
    "embedded file": (files.embedded, {"dateien"}),
    "file on a page": (annotated({"/Subtype": Name.FileAttachment, "/FS": Dictionary(F=String("x"), EF=Dictionary())}), {"dateien"}),
    "form in other clothes": (xfa, {"formular"}),
    "film": (annotated({"/Subtype": Name.RichMedia, "/RichMediaContent": Dictionary()}), {"medien"}),
    "signature": (signature, {"unterschrift"}),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_alive_stays_behind_and_is_said(name: str) -> None:
    plant, said = PLANTED[name]
    made = cleaned(changed(plant))
    assert not files.keys(made.data) & DANGEROUS
    assert said <= set(made.removed)
    assert files.texts(made.data)[0].startswith(SENTENCE)
    assert all(removed(code).endswith(".") for code in made.removed)


def test_a_harmless_file_is_not_spoken_of() -> None:
    made = cleaned(letter("eins", "zwei", "drei"))
    assert (made.pages, made.removed, files.texts(made.data)) == (3, (), ["eins", "zwei", "drei"])


def test_the_same_file_gives_the_same_bytes() -> None:
    raw = changed(files.embedded)
    assert cleaned(raw).data == cleaned(raw).data


def test_what_was_typed_into_a_form_can_still_be_read() -> None:
    made = cleaned(changed(files.form))
    assert "Zwoelfhundert Euro" in files.texts(made.data)[0]


def test_layers_that_are_switched_off_stay_so() -> None:
    def layers(pdf: pikepdf.Pdf) -> None:
        groups = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("an", "aus")]
        pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(OFF=Array([groups[1]]), AS=Array()))
        pdf.pages[0].obj.Resources.Properties = Dictionary(An=groups[0], Aus=groups[1])

    made = cleaned(changed(layers))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        used = pdf.pages[0].obj.Resources.Properties
        assert [group.objgen for group in pdf.Root.OCProperties.D.OFF] == [used.Aus.objgen]


REFUSED: dict[str, tuple[Any, str]] = {
    "password": (lambda: changed(lambda _: None, encryption=Encryption(user="geheim", owner="auch")), "kennwort"),
    "lock without a password to read": (lambda: changed(lambda _: None, encryption=Encryption(user="", owner="auch")), "kennwort"),
    "no PDF": (lambda: b"MZ this is a program", "kaputt"),
    "nothing": (lambda: b"", "kaputt"),
    "only the head": (lambda: letter()[:200], "kaputt"),
    "no page": (lambda: changed(lambda pdf: pdf.pages.__delitem__(0)), "kaputt"),
    "form without pages of its own": (
        lambda: changed(lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(XFA=String("x"), Fields=Array()))),
        "formular",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_go_along_is_refused_with_a_sentence(name: str) -> None:
    make, code = REFUSED[name]
    with pytest.raises(RefusedError) as caught:
        cleaned(make())
    assert caught.value.code == code
    assert str(caught.value).endswith(".") and "{" not in str(caught.value)


def test_too_large_and_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(clean, "MAX_PAGES", 2)
        with pytest.raises(RefusedError, match="3 Seiten"):
            cleaned(letter("a", "b", "c"))
    monkeypatch.setattr(clean, "MAX_BYTES", 1 << 20)
    with pytest.raises(RefusedError, match="1 MB"):
        cleaned(letter() + b"\n%" + b"x" * (1 << 20))


def test_too_many_objects_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "MAX_OBJECTS", 5)
    with pytest.raises(RefusedError) as caught:
        cleaned(letter())
    assert caught.value.code == "bombe"


@pytest.mark.parametrize("make", [files.object_bomb, files.nested, files.bomb, files.wide])
def test_a_file_that_wants_the_whole_memory_does_no_harm(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "MAX_UNPACKED", 100 << 20)
    raw = make()
    assert len(raw) < 2 << 20
    with pytest.raises(RefusedError):
        cleaned(raw)


def test_the_same_file_without_its_weight_is_fine() -> None:
    """It was refused for its size, not because it was made badly."""
    assert cleaned(files.object_bomb(1 << 20)).pages == 1
    assert cleaned(files.nested(40)).pages == 1
    assert cleaned(files.bomb(1 << 20)).pages == 1
    assert cleaned(files.wide(200)).pages == 1


def test_pages_that_lead_in_a_circle_are_refused() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    with pytest.raises(RefusedError):
        cleaned(changed(circle))


@pytest.mark.parametrize("cut", [b"startxref", b"xref\n"])
def test_a_broken_file_that_can_be_repaired_is_repaired_and_said(cut: bytes) -> None:
    raw = letter("Seite eins", "Seite zwei")
    made = cleaned(raw[: raw.rindex(cut)])
    assert "repariert" in made.removed
    assert files.texts(made.data) == ["Seite eins", "Seite zwei"]


@pytest.mark.parametrize("box", [[0, 0, 0, 0], [0, 0, 1e9, 1e9], ["a", 0, 1, 1], [0, 0]])
def test_an_impossible_page_becomes_an_ordinary_one(box: list[Any]) -> None:
    values = Array([String(side) if isinstance(side, str) else side for side in box])
    made = cleaned(changed(lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", values)))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    assert (left, bottom) == (0, 0) and 590 < right < 620 and 790 < top < 850


def test_a_cut_that_shows_nothing_of_the_page_is_not_taken_over() -> None:
    made = cleaned(changed(lambda pdf: setattr(pdf.pages[0].obj, "CropBox", Array([1000, 1000, 2000, 2000]))))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert [float(side) for side in pdf.pages[0].cropbox] == [0, 0, 595, 842]


def strange(pdf: pikepdf.Pdf) -> None:
    """Everything that a file has beside its pages is of the wrong kind."""
    for key in ("Names", "OCProperties", "Outlines", "PageLabels", "StructTreeRoot", "AcroForm", "ViewerPreferences"):
        pdf.Root[f"/{key}"] = String("x")


def circle(pdf: pikepdf.Pdf) -> None:
    """A drawing that draws itself."""
    drawing = pdf.make_indirect(pikepdf.Stream(pdf, b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
    drawing.Resources = Dictionary(XObject=Dictionary(X=drawing))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=drawing)


ODD: dict[str, Any] = {
    "page labels": lambda pdf: setattr(pdf.Root, "PageLabels", Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))),
    "strange": strange,
    "notes that are none": lambda pdf: setattr(pdf.pages[0].obj, "Annots", Array([1, String("x"), Dictionary()])),
    "a page twice": lambda pdf: pdf.pages.append(pdf.pages[0]),
    "a drawing in a drawing": circle,
    "no resources": lambda pdf: pdf.pages[0].obj.__delattr__("Resources"),
    "no content": lambda pdf: pdf.pages[0].obj.__delattr__("Contents"),
    "content that is none": lambda pdf: setattr(
        pdf.pages[0].obj, "Contents", pikepdf.Stream(pdf, b"BT /N 1 Tf (x Tj [ << BI ID \xff EI q q")
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_a_file_that_is_odd_but_whole_goes_along(name: str) -> None:
    made = cleaned(changed(ODD[name]))
    data = merged([Piece(made.data, "Odd", "Anlage 1", own=False)], About("T", "A", "S", "P", datetime(2026, 1, 2)))
    assert page_count(data) == made.pages
    assert not [found for found in check(data) if found.startswith(("01-", "02-"))]
    assert not files.keys(data) & (DANGEROUS - {"/Annots", "/Names"})


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 1500), planted=st.binary(min_size=1, max_size=12))
def test_bytes_written_anywhere_into_a_file_are_cleaned_or_refused(place: int, planted: bytes) -> None:
    raw = changed(files.embedded)
    try:
        made = cleaned(raw[:place] + planted + raw[place + len(planted) :])
    except RefusedError:
        return
    assert not files.keys(made.data) & DANGEROUS
