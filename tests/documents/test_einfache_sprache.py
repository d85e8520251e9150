"""The page in Einfache Sprache: one page, 14 points, short main clauses from the case's own facts, marked as not tested."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.einfache_sprache import einfache_sprache
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import Press, pdf_bytes
from tests.documents.cases import STAMP, after, full_text, results, small, words_of
from tests.pdf.cases import body
from tests.pdf.test_tags import valid
from tests.readability.measure import Text, amstad, officialese, tokens

EASY = 75
"""Index of Einfache Sprache; ordinary texts of the program need 60."""
LONGEST = 12
"""Words in any sentence."""


def made(case: Case) -> blocks.Document:
    return einfache_sprache(case, content(), results(case), STAMP)


def said(case: Case, anchor: str) -> str:
    return "\n".join(words_of(block) for block in after(made(case), anchor))


def running(document: blocks.Document) -> str:
    return "\n".join(words_of(block).strip() for block in document.blocks)


@pytest.mark.parametrize("name", names())
def test_it_is_easy_to_read(name: str) -> None:
    text = Text("paper", "", "", running(made(sample(name))))
    assert amstad(text.sentences) >= EASY
    assert [sentence for sentence in text.sentences if len(tokens(sentence)) > LONGEST] == []
    assert officialese(text.words) == []


def test_main_clauses_only() -> None:
    """No word that begins a subordinate clause, no abbreviation, no statute."""
    text = running(made(sample("hof-sonnenwiese"))).casefold()
    for word in ("weil ", "dass ", "damit ", "obwohl ", "welche", "sobald ", "§", "sgb", "z. b.", "ggf"):
        assert word not in text


def test_it_says_that_no_reader_has_tested_it_and_that_nothing_is_sure() -> None:
    first = made(small()).blocks[0]
    assert isinstance(first, blocks.Note)
    assert "Noch nicht von Lesenden geprüft" in first.text
    assert "noch nicht sicher" in full_text(made(small()))


def test_its_facts_are_those_of_the_case() -> None:
    case = small(
        farm={"name": "Hof Probe", "town": "Probedorf", "livestock": [{"kind": "Ziegen"}, {"kind": "Gänse"}], "phone": "0123 45"},
        offer={"places_target": 8, "start": "2027-03-01", "hours_week": "37.5", "hours_week_min": "17.5", "transport_service": "ja"},
        work_areas=[{"name": "Mosten", "assignment": "ala"}, {"name": "Heuernte", "assignment": "produktion"}],
        week_plan=[
            {"day": "mo", "start": "8:30", "end": "12:00", "kind": "arbeit"},
            {"day": "di", "start": "09:00", "end": "15:00", "kind": "pause"},
            {"day": "mi", "start": "09:00", "end": "14:00"},
        ],
    )
    assert said(case, "who") == "Wir sind Hof Probe. Der Hof ist in Probedorf.\nBei uns leben Tiere: Ziegen und Gänse."
    assert "• Mosten" in said(case, "work")
    assert "Heuernte" not in said(case, "work")
    assert "Am 1. März 2027 geht es los." in said(case, "work")
    assert said(case, "time").splitlines() == [
        "Wir arbeiten von Montag bis Mittwoch.",
        "Beginn ist um 8:30 Uhr. Schluss ist um 15 Uhr. Es gibt Pausen.",
        "Sie arbeiten bis zu 37,5 Stunden in der Woche.",
        "Sie können auch weniger arbeiten: ab 17,5 Stunden.",
    ]
    assert "Rufen Sie uns an: 0123 45." in said(case, "contact")
    assert "Ein Auto holt Sie ab" in said(case, "contact")


def test_the_amount_is_the_lowest_that_is_paid_out() -> None:
    """Grundbetrag 133 € + 40 € or + 79 €, each with 52 € Arbeitsförderungsgeld: the lower is 225 € (Fachvorgabe 4.2)."""
    groups = [{"name": "A", "anzahl": 2, "steigerungsbetrag": 79}, {"name": "B", "anzahl": 1, "steigerungsbetrag": 40}]
    case = small(arbeitsentgelt={"gruppen": [{**group, "grundbetrag": 133} for group in groups]})
    assert said(case, "money") == "Ja. Geplant sind jeden Monat mindestens 225 Euro."
    assert said(small(), "money") == "Ja. Wie viel es ist, sagen wir Ihnen gern."


def test_the_farms_own_sentence_stands_with_the_work() -> None:
    assert "Mittags gibt es Suppe." in said(small(answers={"X2": "Mittags gibt es Suppe."}), "work")


def test_days_apart_are_named_one_by_one() -> None:
    assert said(small(week_plan=[{"day": "mo"}, {"day": "fr"}]), "time") == "Wir arbeiten am Montag und Freitag."


def _everywhere(name: str, own: str) -> Case:
    data: dict[str, Any] = sample("hof-sonnenwiese").model_dump()
    data["farm"].update(name=name, town=name, phone=name, email=name, contact=name, street=name)
    data["offer"]["stop"] = name
    for row in (*data["work_areas"], *data["accompanying"]):
        row["name"] = name
    data["answers"]["X2"] = own
    return Case.model_validate(data)


def test_it_has_one_page_and_letters_of_14_points() -> None:
    own = "Bei uns ist immer jemand da. Und mittags gibt es Suppe für alle, die auf dem Hof sind."
    for case in (*(sample(name) for name in names()), _everywhere("Langer Name mit Gemüsegarten " * 4, own)):
        data, count = pdf_bytes(made(case))
        assert count == 1
        valid(data)
    printed = Press().print(made(sample("hof-sonnenwiese")))
    sizes = {item.text.style.fontSize for item in printed.drawn if "Mosten" in "".join(getattr(f, "text", "") for f in item.text.frags)}
    assert sizes == {14.0}


WORDS = ("Hof", "Gemüsegarten", "am", "Obstwiesengenossenschaft", "Mühlbachtal", "und", "Ziegen-", "Straße 12", "der")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_name_leaves_one_page(name: list[str]) -> None:
    assert pdf_bytes(made(_everywhere(" ".join(name), "")))[1] == 1


def test_the_page_says_what_the_blocks_say() -> None:
    printed = body(made(sample("hof-sonnenwiese")))
    for words in ("Wer sind wir?", "Mosten und Abfüllen", "Beginn ist um 8 Uhr.", "Möchten Sie mehr wissen?"):
        assert words in printed
