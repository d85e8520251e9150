"""The covering letter: true sender, addressee and list of what lies with it; a draft until the hand-in; one page, whatever the case."""

from __future__ import annotations

from typing import Any

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.anschreiben import anschreiben
from ala_wizard.model.case import Case
from ala_wizard.pdf.bundle import builders
from ala_wizard.pdf.render import pdf_bytes
from tests.documents.cases import STAMP, full_text, results, small
from tests.pdf.cases import pages
from tests.pdf.test_tags import valid


def made(case: Case) -> blocks.Document:
    return anschreiben(case, content(), results(case), STAMP)


def listed(case: Case) -> list[str]:
    (found,) = [block for block in made(case).blocks if isinstance(block, blocks.ListBlock)]
    return [item.text for item in found.items]


def test_the_head_names_sender_addressee_day_and_subject() -> None:
    case = small(farm={"name": "Hof Probe", "traeger": "Probe GbR", "street": "Weg 1", "postcode": "01234", "town": "Probedorf"})
    head = made(case).letterhead
    assert head is not None
    assert head.sender == ("Hof Probe", "Probe GbR", "Weg 1, 01234 Probedorf")
    assert head.addressee == ("Kommunaler Sozialverband Sachsen", "Fachbereich 3")
    assert head.day == "Probedorf, 20.11.2026"
    assert head.subject.replace("\u00a0", " ") == "Antrag als Anderer Leistungsanbieter (§ 60 SGB IX)"


def test_it_is_a_draft_until_the_hand_in_and_then_has_that_day() -> None:
    draft = made(small())
    assert draft.status == "Entwurf, noch nicht eingereicht"
    assert [block.text for block in draft.blocks if isinstance(block, blocks.Note)] == [draft.status]
    handed = made(small(handed_in="2026-12-03"))
    assert handed.letterhead is not None
    assert handed.letterhead.day == "Probedorf, 03.12.2026"
    assert "noch nicht" not in full_text(handed)
    assert "eingereicht am 03.12.2026" in full_text(handed)


def test_the_list_is_the_bundle() -> None:
    """As many papers are listed as the bundle holds beside the letter, in its order."""
    case = small(participants=[{"pseudonym": "P1"}, {"pseudonym": "P2"}])
    papers = [
        paper
        for paper in (build(case, content(), results(case), STAMP) for build in builders(case, content()).values())
        if paper.kind != "anschreiben"
    ]
    lines = listed(case)
    assert len(lines) == len(papers)
    assert all(line.startswith(paper.title) for line, paper in zip(lines, papers, strict=True))
    assert "Bedarfsnachweis, 2 Menschen, nur mit Kürzel" in lines


def test_attachments_are_counted_by_what_they_are_and_lost_files_are_not() -> None:
    case = small(
        kostenkalkulation={"sachaufwand": [{"kind": "material", "entry": "direkt", "amount": 100, "evidence": "Angebot"}]},
        attachments=[
            {"id": "b", "title": "Angebot", "file": "angebot.pdf", "evidence": ["Angebot"]},
            {"id": "q1", "title": "Zeugnis", "file": "z.pdf", "kind": "qualifikation"},
            {"id": "q2", "title": "Zeugnis 2", "file": "z2.pdf", "kind": "qualifikation"},
            {"id": "p", "title": "Lageplan", "file": "plan.png", "kind": "plan"},
            {"id": "x", "title": "verloren", "kind": "vertrag"},
            {"id": "s", "title": "ohne Art", "file": "s.pdf"},
        ],
    )
    assert listed(case)[-4:] == [
        "1 Beleg zu den Kosten (Anlage 1)",
        "2 Nachweise zur Qualifikation",
        "1 Plan oder Foto",
        "1 weitere Anlage",
    ]


def test_evidence_that_somebody_brings_is_promised_and_missing_evidence_is_not() -> None:
    rows = [
        {"kind": "material", "entry": "direkt", "amount": 100, "evidence": "Angebot", "evidence_from": "Steuerbüro"},
        {"kind": "treibstoffe", "entry": "direkt", "amount": 100, "evidence": "Rechnung"},
    ]
    assert "Einen Beleg reichen wir nach." in full_text(made(small(kostenkalkulation={"sachaufwand": rows})))
    assert "reichen wir nach" not in full_text(made(small()))


def test_the_call_to_negotiate_stands_in_it_unless_it_was_sent_before() -> None:
    assert "fordern Sie auf" in full_text(made(small()))
    called = full_text(made(small(verhandlung={"called_on": "2026-10-01"})))
    assert "am 01.10.2026 schriftlich aufgefordert" in called
    assert "fordern Sie auf" not in called


def _long() -> Case:
    """Long names everywhere, and attachments of every kind."""
    name = "Hofgemeinschaft Obstwiesen und Gemüsegärten " * 8
    kinds = ["", "qualifikation", "vertrag", "werkstattvertrag", "gewaltschutz", "plan", "bedarf", "sonstiges"]
    attachments: list[Any] = [{"file": f"f{number}.pdf", "kind": kind} for number, kind in enumerate(kinds * 3)]
    farm = {"name": name, "traeger": "T" + name, "street": name, "town": name, "email": name, "contact": name}
    return small(farm=farm, offer={"title": name, "places_target": 8}, attachments=attachments)


def test_every_letter_has_one_page_and_is_valid() -> None:
    for case in (*(sample(name) for name in names()), Case(), _long()):
        data, count = pdf_bytes(made(case))
        assert count == 1
        valid(data)


def test_the_page_says_what_the_blocks_say() -> None:
    (page,) = pages(made(sample("hof-sonnenwiese")))
    order = [
        "Hof Sonnenwiese",
        "Kommunaler Sozialverband",
        "20.11.2026",
        "Antrag als",
        "Entwurf",
        "Konzept",
        "Mit freundlichen",
        "Unterschrift",
    ]
    body = page[page.index("Musterweg") - 40 :]
    places = [body.index(words) for words in order]
    assert places == sorted(places)
