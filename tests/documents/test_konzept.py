"""The Konzept as content: order, numbers, gaps, tables, figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents import blocks, values
from ala_wizard.documents.konzept import konzept
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.documents.leistungsbeschreibung import leistungsbeschreibung
from ala_wizard.documents.outline import outline
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_money
from ala_wizard.model.path import replace as put
from ala_wizard.pdf.render import page_count
from tests.calc.cases import example_a, example_b
from tests.documents.cases import STAMP, after, cells, full_text, results, small, words_of

GAP = blocks.Note("gap", "Dazu fehlt noch eine Angabe.")


def made(case: Case) -> blocks.Document:
    return konzept(case, content(), results(case), STAMP)


def test_the_chapters_follow_the_outline_of_the_profile() -> None:
    chapters = [block for block in made(small()).blocks if isinstance(block, blocks.Heading) and block.level == 1]
    assert [block.number for block in chapters] == ["", *map(str, range(1, 11))]
    assert chapters[0].text == "Das Wichtigste in fünf Sätzen"
    assert [block.text for block in chapters[1:]] == [content().part_of[f"K{number}"].title for number in range(1, 11)]


def test_another_profile_has_its_own_outline_and_the_papers_agree_with_it() -> None:
    """Another Leistungsträger wants other chapters in another order: they count anew, and references name their true sections."""
    case = sample("hof-sonnenwiese")
    other = content().profile(case.profile).model_copy(update={"outline": ("K2", "K5", "K3", "K9")})
    changed = replace(content(), profiles={other.id: other})
    paper = konzept(case, changed, results(case), STAMP)
    chapters = [block for block in paper.blocks if isinstance(block, blocks.Heading) and block.level == 1]
    assert [(block.number, block.anchor) for block in chapters] == [("", "W"), ("1", "K2"), ("2", "K5"), ("3", "K3"), ("4", "K9")]
    numbers = outline(case, changed).numbers
    sections = [block.number for block in paper.blocks if isinstance(block, blocks.Heading) and block.level == 2 and block.number]
    assert list(dict.fromkeys(numbers.values())) == sections
    said = full_text(leistungsbeschreibung(case, changed, results(case), STAMP))
    named = {number for line in re.findall(r"im Konzept, Abschnitte? (.*)", said) for number in re.findall(r"\d+\.\d+", line)}
    assert named and named <= set(sections)
    assert page_count(paper) > 3


def test_sections_carry_the_number_of_their_chapter_without_holes() -> None:
    for chapter in outline(small(), content()).chapters:
        assert [section.number for section in chapter.sections] == [
            f"{chapter.number}.{place}" for place in range(1, len(chapter.sections) + 1)
        ]


def test_every_answered_question_leaves_its_text() -> None:
    """Each question of the ten parts and the short form gets a text of its own; each must be found again."""
    parts = [part for part in content().parts if part.group == "konzept" or part.id == "W"]
    questions = [question for part in parts for question in part.questions if question.kind in ("text", "line")]
    answers = {question.id: f"Antwort <{question.id}> & mehr" for question in questions}
    text = full_text(made(small(answers=answers)))
    assert [answer for answer in answers.values() if answer not in text] == []
    assert len(answers) > 45


def test_every_question_of_the_sample_has_its_section() -> None:
    case = sample("hof-sonnenwiese")
    numbers = outline(case, content()).numbers
    wanted = [question.id for number in range(1, 11) for question in content().part_of[f"K{number}"].questions]
    assert [question for question in wanted if question not in numbers] == []
    assert GAP not in made(case).blocks


def test_the_answer_stands_as_typed_below_its_heading() -> None:
    section = after(made(small(answers={"K1.1": "Eins.\n\n- a\n- b"})), "K1.1")
    assert [words_of(block) for block in section] == ["Eins.", "• a\n• b"]


def test_facts_in_an_answer_have_todays_value_in_every_paper() -> None:
    case = small(
        answers={
            "K1.1": "Wir, {betrieb.name}, planen {plaetze} ab {start}.",
            "W1": "Wir sind **{betrieb.name}**.",
            "K4.1": "{plaetze.zahl}!",
        }
    )
    assert words_of(after(made(case), "K1.1")[0]) == "Wir, Hof Probe, planen 8\u00a0Plätze ab 01.03.2026."
    assert "Wir sind Hof Probe." in full_text(made(case))
    more = put(case, "offer.places_target", 1)
    assert words_of(after(made(more), "K1.1")[0]) == "Wir, Hof Probe, planen 1\u00a0Platz ab 01.03.2026."
    less = put(case, "offer.places_target", None)
    assert words_of(after(made(less), "K1.1")[0]) == "Wir, Hof Probe, planen [Zahl der Plätze fehlt] ab 01.03.2026."


def test_an_answer_of_facts_alone_is_printed_but_still_open() -> None:
    section = after(made(small(answers={"K1.1": "{betrieb.name}"})), "K1.1")
    assert [words_of(block) for block in section] == ["Hof Probe", words_of(GAP)]


# --- the sample farm's text in a real application ----------------------------------------------


def test_the_text_of_the_sample_farm_is_never_printed_as_the_farms_own() -> None:
    copied = sample("hof-sonnenwiese").answers["K1.1"]
    section = after(made(small(answers={"K1.1": f"Eigenes.\n\n{copied}", "K1.2": copied})), "K1.1")
    assert [type(block).__name__ for block in section] == ["Paragraph", "Note", "Paragraph"]
    assert isinstance(section[1], blocks.Note)
    assert section[1].kind == "warn"
    assert "Beispielhof" in section[1].text
    assert (
        len([block for block in made(small(answers={"K1.1": copied})).blocks if isinstance(block, blocks.Note) and block.kind == "warn"])
        == 1
    )


def test_the_short_form_says_which_sentences_are_those_of_the_sample_farm() -> None:
    answers = {"W1": "Wir sind Hof Probe.", "W2": sample("hof-sonnenwiese").answers["W2"], "W3": "Weil es fehlt."}
    found = after(made(small(answers=answers)), "W")
    assert [type(block).__name__ for block in found] == ["Definitions", "Note", "Definitions", "Definitions", "Note"]
    assert [block.kind for block in found if isinstance(block, blocks.Note)] == ["warn", "gap"]


def test_the_sample_itself_carries_no_remark() -> None:
    assert not [block for block in made(sample("hof-sonnenwiese")).blocks if isinstance(block, blocks.Note) and block.kind == "warn"]
    real = sample("hof-sonnenwiese").model_copy(update={"example": False})
    assert len([block for block in made(real).blocks if isinstance(block, blocks.Note) and block.kind == "warn"]) > len(
        [key for key in real.answers if key.startswith("K")]
    )


def test_an_unanswered_question_leaves_a_quiet_note_and_nothing_else() -> None:
    assert after(made(small()), "K1.2") == [GAP]
    assert GAP not in after(made(small()), "K1.1")


def test_an_optional_question_without_an_answer_leaves_no_heading() -> None:
    known = content()
    part = known.part_of["K1"]
    questions = tuple(question.model_copy(update={"required": question.id != "K1.2"}) for question in part.questions)
    eased = part.model_copy(update={"questions": questions})
    changed = replace(known, parts=tuple(eased if entry.id == "K1" else entry for entry in known.parts))
    numbers = outline(small(), changed).numbers
    assert "K1.2" not in numbers
    assert numbers["K1.3"] == "1.2"
    assert outline(small(answers={"K1.2": "Doch."}), changed).numbers["K1.2"] == "1.2"


def test_short_fields_stand_as_key_figures() -> None:
    strip = next(block for block in after(made(small()), "K3.1") if isinstance(block, blocks.Facts))
    assert [fact.value for fact in strip.items] == ["8", "2", "01.03.2026"]


def test_the_steckbrief_comes_from_the_farm() -> None:
    case = small(
        farm={
            "name": "Hof Probe",
            "postcode": "01234",
            "town": "Probedorf",
            "land": [{"use": "Grünland", "hectares": "12.5"}, {"use": "Wald"}],
            "livestock": [{"kind": "Schafe", "count": 14, "note": "mit Nachzucht"}],
            "staff_count": 3,
            "staff_note": "zwei in Teilzeit",
        }
    )
    (rows,) = [block for block in after(made(case), "K2.1") if isinstance(block, blocks.Definitions)]
    assert {row.label: row.value for row in rows.rows} == {
        "Betrieb": "Hof Probe",
        "Anschrift": "01234 Probedorf",
        "Flächen": "12,5\u00a0ha Grünland; Wald",
        "Tiere": "14 Schafe (mit Nachzucht)",
        "Mitarbeitende": "3: zwei in Teilzeit",
    }


def test_tables_drop_empty_columns_and_empty_rows_and_keep_what_is_private_back() -> None:
    case = small(partners=[{"name": "Werkstatt", "state": "zugesagt"}, {}, {"name": "Schule"}])
    (table,) = [block for block in after(made(case), "K3.6") if isinstance(block, blocks.Table)]
    assert len(table.columns) == 2
    assert cells(table) == [("Werkstatt", content().label("partner_state", "zugesagt")), ("Schule", "")]
    private = small(
        people=[{"name": "Fachkraft", "fuehrungszeugnis_seen": "2026-05-04"}], participants=[{"pseudonym": "P1", "consent": "2026-05-05"}]
    )
    assert "04.05.2026" not in full_text(made(private))
    assert "05.05.2026" not in full_text(made(private))


def test_rows_that_point_at_rows_print_the_name() -> None:
    case = small(people=[{"id": "p", "name": "Hofleitung"}], groups=[{"name": "Garten", "size": 4, "led_by": "p"}])
    assert "Hofleitung" in words_of(next(block for block in after(made(case), "K6.1") if isinstance(block, blocks.Table)))


def test_coverage_prints_who_covers_which_field() -> None:
    case = small(
        people=[{"id": "p", "name": "Hofleitung"}],
        external_services=[{"id": "d", "name": "Praxis"}],
        coverage={"K8.a": ["p", "d"], "K8.b": ["gone"]},
        offer={"care_needed": "nein"},
    )
    table, care = after(made(case), "K8.a")
    assert words_of(care).endswith(": nein")
    assert isinstance(table, blocks.Table)
    found = dict(cells(table))
    headings = {name: content().questions[name].heading for name in ("K8.a", "K8.b", "K8.e")}
    assert found[headings["K8.a"]] == "Hofleitung, Praxis"
    assert found[headings["K8.b"]] == "noch offen"
    assert headings["K8.e"] not in found


def week(*entries: dict[str, str]) -> blocks.Table:
    (table,) = [block for block in after(made(small(week_plan=list(entries))), "K6.4") if isinstance(block, blocks.Table)]
    return table


def test_a_week_of_days_with_their_own_times_stands_day_by_day_in_the_order_of_time() -> None:
    table = week(
        {"day": "mo", "start": "10:00", "end": "12:00", "activity": "Ernten"},
        {"day": "mo", "start": "8:30", "end": "10:00", "activity": "Gießen"},
        {"day": "fr", "start": "09:00", "end": "10:30", "kind": "pause"},
    )
    assert [column.head for column in table.columns] == ["Montag", "Freitag"]
    assert cells(table) == [("Gießen", content().label("week_kind", "pause")), ("Ernten", "")]
    assert table.rows[0].cells[0].note == "8:30–10:00"


def test_days_that_share_their_times_stand_in_a_timetable() -> None:
    table = week(
        {"day": "di", "start": "8:30", "end": "10:00", "activity": "Lesen", "kind": "massnahme"},
        {"day": "mo", "start": "10:00", "end": "10:30", "activity": "Frühstück", "kind": "pause"},
        {"day": "mo", "start": "08:30", "end": "10:00", "activity": "Gießen", "kind": "arbeit"},
        {"day": "di", "start": "10:00", "end": "10:30", "activity": "Frühstück", "kind": "pause"},
        {"day": "mo", "start": "10:30", "end": "12:00", "activity": "Ernten", "kind": "arbeit"},
    )
    assert [column.head for column in table.columns] == ["Zeit", "Montag", "Dienstag"]
    assert [row.cells[0].text for row in table.rows] == ["08:30–10:00", "10:00–10:30", "10:30–12:00"]
    work, lesson = table.rows[0].cells[1:]
    # work, accompanying and break are told apart by words, not by colours
    assert (work.text, work.note, work.ground) == ("Gießen", "", False)
    assert (lesson.text, lesson.note, lesson.ground) == ("Lesen", "begleitend", True)
    assert [(cell.text, cell.span) for cell in table.rows[1].cells[1:]] == [("Frühstück (Pause)", 2)]
    assert [cell.text for cell in table.rows[2].cells[1:]] == ["Ernten", ""]


@pytest.mark.parametrize(
    "second",
    [
        {"day": "mo", "start": "08:00", "end": "10:00", "activity": "B"},
        {"day": "di", "start": "09:00", "end": "11:00", "activity": "B"},
        {"day": "", "start": "08:00", "end": "10:00", "activity": "B"},
        {"day": "di", "start": "08:00", "activity": "B"},
    ],
    ids=["twice", "overlapping", "without a day", "without an end"],
)
def test_no_entry_of_the_week_is_lost_where_no_timetable_is_possible(second: dict[str, str]) -> None:
    table = week({"day": "mo", "start": "08:00", "end": "10:00", "activity": "A"}, second)
    assert {"A", "B"} <= {cell.text for row in table.rows for cell in row.cells}


def test_kinds_of_disability_stand_on_one_line() -> None:
    case = small(offer={"physical": "ja", "sensory": "ja", "psychological": "nein"})
    (rows,) = [block for block in after(made(case), "K3.2") if isinstance(block, blocks.Definitions)]
    assert {row.label: row.value for row in rows.rows} == {
        "Geeignet bei": "körperlicher Behinderung, Beeinträchtigung der Sinne",
        "Nicht geeignet bei": "seelischer Behinderung",
    }


def test_people_stand_in_two_tables_and_nothing_about_them_is_lost() -> None:
    person = {"name": "Fachkraft", "qualification": "gFAB", "tasks": "Anleitung", "contract_hours": 30}
    case = small(people=[person | {"gruppenleitung": "26.5", "verwaltung": 3, "substitute": "Hofleitung"}])
    first, second = [table for name in ("K8.1", "K8.4", "K8.5") for table in after(made(case), name) if isinstance(table, blocks.Table)]
    assert cells(first) == [("Fachkraft", "gFAB", "Anleitung")]
    assert cells(second) == [("Fachkraft", "Gruppenleitung\u00a026,5 · Verwaltung\u00a03", "Hofleitung", "30")]


def test_prices_of_equipment_are_left_to_the_kostenkalkulation() -> None:
    case = small(equipment=[{"name": "Presse", "price": 12345, "funding": 2345, "status": "anschaffen"}])
    assert "Presse" in full_text(made(case))
    assert "12.345" not in full_text(made(case))
    paper = full_text(kostenkalkulation(case, content(), results(case), STAMP))
    assert "12.345,00" in paper
    assert "2.345,00" in paper


def test_a_partner_s_kind_is_said_only_where_the_name_does_not_say_it() -> None:
    case = small(
        partners=[{"name": "IFD Musterland", "kind": "N7"}, {"name": "Haus am Markt", "kind": "N2"}, {"name": "Hof", "kind": "andere"}]
    )
    (table,) = [block for block in after(made(case), "K3.6") if isinstance(block, blocks.Table)]
    assert [row.cells[0].note for row in table.rows] == ["", content().label("partner_kind", "N2"), ""]


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("Tagesklinik Musterstadt", "Wohngruppen und Kliniken", True),
        ("Betriebsärztlicher Dienst", "Betriebsarzt, Betriebsärztin", True),
        ("IFD Musterland", "Integrationsfachdienst", True),
        ("Sozialpädagogischer Dienst", "Begleitender Dienst", False),
        ("Praxis am Markt", "Psychologische Betreuung", False),
        ("", "Förderschulen", False),
    ],
)
def test_what_a_name_says(name: str, kind: str, said: bool) -> None:
    assert values.says(name, kind) is said


def test_the_finance_chapter_shows_the_calculators_figures() -> None:
    case = small(kostenkalkulation={"tage": 250, "fixe": [{"kind": "zinsen", "amount": 100000}]})
    strip = next(block for block in after(made(case), "K9") if isinstance(block, blocks.Facts))
    # 100.000 € ÷ 8 Plätze ÷ 250 Tage = 50,00 € (Fachvorgabe 4.1)
    assert strip.items[0] == blocks.Fact("50,00\u00a0€", "Tagessatz")
    assert strip.items[1].value == "100.000,00\u00a0€"
    assert strip.items[2].value == format_money(results(case).ergebnis.arbeitsergebnis, "€")


def figures(case: Case, question: str) -> dict[str, str]:
    (table,) = [block for block in after(made(case), question) if isinstance(block, blocks.Table)]
    return {row[0]: row[1] for row in cells(table)}


def test_the_costs_of_support_stand_in_a_table() -> None:
    # Fachvorgabe 4.5 A
    assert figures(example_a(), "K9.1") == {
        "Personalkosten": "113.121,00",
        "Feste Kosten (Investitionen)": "9.358,00",
        "Sachaufwand": "21.778,05",
        "Summe der Kosten": "144.257,05",
        "Tagessatz (Summe ÷ 12 Plätze ÷ 250 Tage)": "48,09",
    }


def test_an_agreed_rate_stands_below_the_reckoned_one() -> None:
    # 100.000 € ÷ 8 Plätze ÷ 250 Tage = 50,00 €
    costs = {"tage": 250, "fixe": [{"kind": "zinsen", "amount": 100000}], "tagessatz_vereinbart": "62.40"}
    found = figures(small(kostenkalkulation=costs), "K9.1")
    assert list(found.values())[-2:] == ["50,00", "62,40"]


def test_the_way_from_sales_to_the_entgelte_stands_in_a_table() -> None:
    # Fachvorgabe 4.5 B: 42.700 + 640 + 514 − 12.300 − 9.860 = 21.694
    (table,) = [block for block in after(made(example_b()), "K9.2") if isinstance(block, blocks.Table)]
    assert [row[1] for row in cells(table)] == [
        "28.500,00",
        "14.200,00",
        "42.700,00",
        "640,00",
        "514,00",
        "12.300,00",
        "9.860,00",
        "21.694,00",
        "16.608,00",
    ]
    assert [row.kind for row in table.rows if row.kind != "body"] == ["sum", "total"]


def test_the_whole_financing_stands_in_a_table() -> None:
    # Fachvorgabe 4.5 B
    assert figures(example_b(), "K9.3") == {
        "Kostensätze": "123.864,00",
        "Umsatz": "42.700,00",
        "Sonstige Erträge": "640,00",
        "Zinserträge": "0,00",
        "Summe der Erträge": "167.204,00",
        "abzüglich notwendige Kosten": "145.510,00",
        "Arbeitsergebnis": "21.694,00",
        "Daraus zu zahlen: Arbeitsentgelte": "16.608,00",
    }


@pytest.mark.parametrize("question", ["K9.1", "K9.2", "K9.3"])
def test_without_figures_the_financing_says_that_something_is_missing(question: str) -> None:
    assert after(made(Case()), question) == [GAP]
    assert words_of(after(made(small(answers={question: "Wir sparen."})), question)[0]) == "Wir sparen."
    assert GAP not in after(made(Case(answers={question: "Wir sparen."})), question)


def test_the_tables_are_numbered_through() -> None:
    tables = [block for block in made(sample("hof-sonnenwiese")).blocks if isinstance(block, blocks.Table) and block.caption]
    assert [table.number for table in tables] == list(range(1, len(tables) + 1))


def test_draft_hand_in_and_example_are_said() -> None:
    draft, handed = made(small(example=True)), made(small(handed_in="2026-11-18"))
    assert (draft.status, draft.handed_in) == ("Entwurf, noch nicht eingereicht", False)
    assert (handed.status, handed.handed_in) == ("eingereicht am 18.11.2026", True)
    assert draft.example == "Beispiel mit erfundenen Angaben"
    assert handed.example == ""
    assert draft.stand == "Stand 20.11.2026, 14:32"


def test_overrides_are_printed_with_their_reason() -> None:
    text = full_text(made(small(overrides={"tage_im_jahr": {"value": 240, "reason": "Betriebsferien"}})))
    assert "Abweichende Rechtswerte" in text
    assert "240" in text
    assert "Betriebsferien" in text
    assert "Abweichende Rechtswerte" not in full_text(made(small()))


@pytest.mark.parametrize("profile", ["sachsen_ksv", "gibt_es_nicht"])
def test_an_unknown_profile_does_not_stop_the_papers(profile: str) -> None:
    assert made(small(profile=profile)).cover[1].value.startswith("Kommunaler Sozialverband Sachsen")


def test_all_kinds_of_blocks_are_known_to_the_tests() -> None:
    assert {kind.__name__ for kind in get_args(blocks.Block)} == {
        "Heading",
        "Paragraph",
        "ListBlock",
        "Picture",
        "Table",
        "Definitions",
        "Facts",
        "ResultStrip",
        "Note",
        "Figure",
        "PageBreak",
        "Prompt",
        "Lines",
        "Ticks",
        "Sheet",
    }


def test_papers_never_print_the_id_of_somebody_who_is_gone() -> None:
    case = sample("hof-sonnenwiese")
    leader = case.groups[0].led_by
    alone = put(case, "people", tuple(person for person in case.people if person.id != leader))
    for paper in (konzept, leistungsbeschreibung):
        said = full_text(paper(alone, content(), results(alone), STAMP))
        assert case.groups[0].name in said and leader not in said
