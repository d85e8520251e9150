"""The Leistungsbeschreibung as content: minimum content of § 125 Abs. 2 SGB IX, true references, same facts as the other papers."""

from __future__ import annotations

import re

import pytest

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents import blocks
from ala_wizard.documents.konzept import konzept
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.documents.leistungsbeschreibung import leistungsbeschreibung
from ala_wizard.model.case import Case
from tests.documents.cases import STAMP, after, cells, full_text, results, small, words_of


def made(case: Case) -> blocks.Document:
    return leistungsbeschreibung(case, content(), results(case), STAMP)


def test_the_minimum_content_has_its_chapters() -> None:
    titles = [block.text for block in made(Case()).blocks if isinstance(block, blocks.Heading)]
    # § 125 Abs. 2 SGB IX und Fachvorgabe Abschnitt 1
    for wanted in (
        "Betriebsdaten",
        "Personenkreis",
        "Platzzahl",
        "Ziel",
        "Art",
        "Umfang",
        "Qualität",
        "Sächliche",
        "Personelle",
        "Anlagen",
    ):
        assert any(title.startswith(wanted) or wanted in title for title in titles), wanted


def test_references_name_true_sections_of_the_konzept() -> None:
    case = sample("hof-sonnenwiese")
    true = {block.number for block in konzept(case, content(), results(case), STAMP).blocks if isinstance(block, blocks.Heading)}
    lines = [block.text for block in made(case).blocks if isinstance(block, blocks.Paragraph) and "im Konzept, Abschnitt" in block.text]
    cited = [number for line in lines for number in re.findall(r"\d+\.\d+", line)]
    assert len(lines) >= 10
    assert set(cited) <= true
    goals = content().questions["K4.3"].heading
    number = next(
        block.number
        for block in konzept(case, content(), results(case), STAMP).blocks
        if isinstance(block, blocks.Heading) and block.text == goals
    )
    assert number in words_of(after(made(case), "ziel")[-1])


def test_the_three_papers_share_their_facts() -> None:
    case = sample("hof-sonnenwiese")
    figures = results(case)
    papers = [build(case, content(), figures, STAMP) for build in (konzept, kostenkalkulation, leistungsbeschreibung)]
    assert len({(p.farm, p.cover[:4], p.status, p.stand, p.rechtsstand, p.example) for p in papers}) == 1
    rate = f"{figures.kosten.tagessatz_angesetzt}".replace(".", ",")
    assert all(f"{rate}\u00a0€" in full_text(paper) for paper in papers)


def test_posts_name_qualification_and_hours_by_function() -> None:
    case = small(people=[{"name": "Fachkraft", "qualification": "gFAB", "gruppenleitung": "26.5", "verwaltung": 3}])
    (table,) = [block for block in after(made(case), "personal") if isinstance(block, blocks.Table)]
    assert cells(table) == [("Fachkraft", "gFAB", "Gruppenleitung\u00a026,5 · Verwaltung\u00a03")]


def test_disabilities_that_fit_and_those_that_do_not_are_told_apart() -> None:
    case = small(offer={"physical": "nein", "psychological": "ja", "catchment_km": 25, "catchment": "Probedorf"})
    (rows,) = [block for block in after(made(case), "personenkreis") if isinstance(block, blocks.Definitions)]
    assert {row.label: row.value for row in rows.rows} == {
        "Geeignet bei": "seelischer Behinderung",
        "Nicht geeignet bei": "körperlicher Behinderung",
        "Einzugsgebiet": "Umkreis von 25 km: Probedorf",
    }


def test_necessary_assets_carry_the_amounts_of_the_kostenkalkulation() -> None:
    case = small(kostenkalkulation={"gebaeude": [{"name": "Scheune", "cost": 180000, "funding": 40000, "share": 60}]})
    (table,) = [block for block in after(made(case), "anlagen") if isinstance(block, blocks.Table)]
    # (180.000 − 40.000) × 60 % × 2,45 % (Fachvorgabe 4.5 A)
    assert cells(table) == [("Scheune", "Gebäude", "2.058,00")]


def test_quality_says_what_is_done_planned_open_and_not_applicable() -> None:
    case = small(
        checklist={
            "QE1": {"state": "erledigt", "note": "Befragung im Mai"},
            "QE2": {"state": "offen"},
            "QE3": {"state": "entfaellt", "reason": "noch keine Menschen da"},
        }
    )
    table = next(
        block for block in after(made(case), "qualitaet") if isinstance(block, blocks.Table) and block.caption == "Ergebnisqualität"
    )
    assert [row[1:] for row in cells(table)][:4] == [
        ("umgesetzt", "Befragung im Mai"),
        ("vorgesehen", ""),
        ("entfällt", "noch keine Menschen da"),
        ("noch offen", ""),
    ]


def quality(case: Case, caption: str) -> list[str]:
    tables = [block for block in after(made(case), "qualitaet") if isinstance(block, blocks.Table) and block.caption == caption]
    return [row[1] for row in cells(tables[0])]


@pytest.mark.parametrize("start", [None, "2027-03-01", "2026-11-20"], ids=["no start", "still ahead", "today"])
def test_before_the_first_day_of_work_nothing_is_done_yet(start: str | None) -> None:
    """The stamp's day is 20.11.2026: on the first day itself nothing has been tried out yet."""
    done = {name: {"state": "erledigt"} for name in ("QS1", "QP5", "QE1")}
    case = small(offer={"start": start}, checklist={**done, "QE3": {"state": "entfaellt"}, "QS2": {"state": "offen"}})
    assert quality(case, "Strukturqualität")[:2] == ["geregelt", "vorgesehen"]
    assert quality(case, "Prozessqualität")[4] == "vorgesehen"
    assert quality(case, "Ergebnisqualität")[:3] == ["vorgesehen", "noch offen", "entfällt"]


def test_once_the_work_has_begun_what_is_done_is_called_so() -> None:
    case = small(offer={"start": "2026-11-19"}, checklist={name: {"state": "erledigt"} for name in ("QS1", "QP5", "QE1")})
    assert [quality(case, f"{name}qualität").count("umgesetzt") for name in ("Struktur", "Prozess", "Ergebnis")] == [1, 1, 1]


def test_the_sample_that_begins_later_calls_nothing_done() -> None:
    assert "umgesetzt" not in full_text(made(sample("hof-sonnenwiese")))


SEEN = "Die erweiterten Führungszeugnisse des Personals sind eingesehen (§ 124 Abs. 2 SGB IX)."
NOT_ALL = "Die erweiterten Führungszeugnisse sind noch nicht alle eingesehen (§ 124 Abs. 2 SGB IX)."


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([{"fuehrungszeugnis_seen": "2026-05-04"}, {"fuehrungszeugnis_seen": "2026-05-05", "fuehrungszeugnis_until": "2031-05-05"}], SEEN),
        ([{"fuehrungszeugnis_seen": "2026-05-04"}, {}], NOT_ALL),
        ([{}, {}], NOT_ALL),
        ([{"fuehrungszeugnis_seen": "2021-05-04", "fuehrungszeugnis_until": "2026-05-04"}], NOT_ALL),
    ],
    ids=["all", "one missing", "none", "run out"],
)
def test_certificates_of_conduct_are_one_sentence_without_names_and_dates(records: list[dict[str, str]], sentence: str) -> None:
    case = small(people=[{"name": f"Stelle {number}"} | record for number, record in enumerate(records)])
    section = after(made(case), "personal")
    assert [words_of(block) for block in section if "Führungszeugnis" in words_of(block)] == [sentence]
    text = full_text(made(case))
    assert not {day for day in ("04.05.2026", "05.05.2026", "05.05.2031", "04.05.2021") if day in text}


def test_without_staff_nothing_is_said_about_certificates_of_conduct() -> None:
    assert "Führungszeugnis" not in full_text(made(small()))


def test_no_table_says_the_same_twice_in_a_row() -> None:
    for table in (block for block in made(sample("hof-sonnenwiese")).blocks if isinstance(block, blocks.Table)):
        for row in table.rows:
            for cell in row.cells:
                parts = [part for text in (cell.text, cell.note) for part in re.split(r" · |: ", text) if part]
                assert len(parts) == len(set(parts)), parts


def test_sections_of_the_konzept_are_cited_in_their_order() -> None:
    lines = [block.text for block in made(sample("hof-sonnenwiese")).blocks if isinstance(block, blocks.Paragraph)]
    for line in lines:
        if "im Konzept, Abschnitt" in line:
            cited = [tuple(map(int, number.split("."))) for number in re.findall(r"\d+\.\d+", line)]
            assert cited == sorted(cited)


def test_no_name_of_origin_of_future_employees() -> None:
    case = small(participants=[{"pseudonym": "P1", "origin": "Wohnheim am Fluss", "state": "zusage", "consent": "2026-05-05"}])
    text = full_text(made(case))
    assert "P1" in text
    assert "Wohnheim am Fluss" not in text
    assert "05.05.2026" not in text


def test_answers_bring_their_bold_words_and_facts_along() -> None:
    case = small(answers={"K4.1": "Wir geben **Arbeit** auf {plaetze.zahl} Plätzen."})
    paragraph = next(
        block for block in made(case).blocks if isinstance(block, blocks.Paragraph) and "Arbeit" in block.text and block.spans[1:]
    )
    assert [(span.text, span.bold) for span in paragraph.spans] == [("Wir geben ", False), ("Arbeit", True), (" auf 8 Plätzen.", False)]
