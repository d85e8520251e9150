"""Papers about people by name: they tell what the law asks for, name nobody, and hold the key only where it belongs."""

from __future__ import annotations

import re

import pytest

from ala_wizard.content.loader import content
from ala_wizard.documents import blocks
from ala_wizard.documents.menschen import einwilligung, grouped, information, notfallblatt
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import pdf_bytes
from ala_wizard.store.age import Identity
from tests.documents.cases import STAMP, full_text, results, small
from tests.pdf.cases import pages
from tests.pdf.test_tags import valid

PEOPLE = [{"id": "p1", "pseudonym": "Kürzelxy", "origin": "Herkunftxy"}]


def case(**more: object) -> Case:
    farm = {
        "name": "Hof Probe",
        "traeger": "Probe GbR",
        "street": "Weg 1",
        "postcode": "01234",
        "town": "Probedorf",
        "contact": "Frau Probe",
    }
    return small(participants=PEOPLE, farm=farm, **more)


def text(made: blocks.Document) -> str:
    return full_text(made).replace("\u00a0", " ")


def test_people_are_told_what_the_law_wants_them_to_know() -> None:
    """Art. 13 DSGVO: who, what for, on what ground, for whom, how long, which rights, and that it is voluntary."""
    made = information(case(), content(), results(case()), STAMP)
    said = text(made)
    for part in (
        "Probe GbR", "Weg 1", "Frau Probe", "Kommunaler Sozialverband Sachsen", "Art. 6 Abs. 1 Buchst. a", "Art. 9 Abs. 2 Buchst. a",
        "löschen wir", "zurücknehmen", "Kopie", "ändern", "Aufsicht", "müssen nichts angeben", "Diagnosen schreiben wir nicht auf",
    ):  # fmt: skip
        assert part in said, part


def test_the_form_is_empty_and_leaves_room_to_sign() -> None:
    made = einwilligung(case(), content(), results(case()), STAMP)
    ticks = [option for block in made.blocks if isinstance(block, blocks.Ticks) for option in block.options]
    assert len(ticks) == 4 and not any(option.ticked for option in ticks)
    assert sum(isinstance(block, blocks.Lines) and block.below for block in made.blocks) == 2


@pytest.mark.parametrize("build", [information, einwilligung])
@pytest.mark.parametrize("full", [True, False])
def test_both_are_valid_name_nobody_and_take_one_or_two_pages(build: type, full: bool) -> None:
    some = case() if full else small()
    made = build(some, content(), results(some), STAMP)
    data = pdf_bytes(made)[0]
    valid(data)
    assert len(pages(made)) <= 2
    assert "Kürzelxy" not in text(made) and "Herkunftxy" not in text(made)


def test_the_key_can_be_typed_from_the_sheet() -> None:
    identity = Identity.new()
    some = case()
    made = notfallblatt(some, content(), results(some), STAMP, identity.words)
    data = pdf_bytes(made)[0]
    valid(data)
    (page,) = pages(made)
    table = next(block for block in made.blocks if isinstance(block, blocks.Table))
    typed = "".join(row.cells[1].text for row in table.rows)
    assert Identity.parse(typed).secret == identity.secret
    assert all(group in page for group in grouped(identity.words))
    assert re.fullmatch(r"[0-9A-Z]{4}", grouped(identity.words)[0])
