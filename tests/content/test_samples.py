"""The samples of Fachvorgabe section 9: the handbook's figures exactly, the sample farm complete and plausible.

Expected figures come from the handbook (seed 003, Tab. 1, 3 and 5), the WVO and the Fachvorgabe; what is
reckoned here is reckoned here, not with the program's own calculators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest

from ala_wizard import core
from ala_wizard.checks.answered import is_answered
from ala_wizard.checks.facts import shown
from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, example_answer, names, sample
from ala_wizard.content.schema import Question
from ala_wizard.documents.konzept import konzept
from ala_wizard.model import richtext
from ala_wizard.model.case import Case
from ala_wizard.model.costs import SACHARTEN, AssetLine, SachLine
from ala_wizard.model.people import FUNCTIONS
from ala_wizard.pdf.render import page_count

FARM = "hof-sonnenwiese"
HANDBOOK = "handbuch-rechnung"

TAB_1_HOURS = ("0.30", "3.30", "0.40", "0.50", "0.50", "0.80", "0.75", "1.00")
"""Handbook, Tab. 1: hours per person and week, from Leitung to Verwaltung."""

WRITTEN = (
    *(f"W{n}" for n in range(1, 6)),
    *(
        f"K{part}.{n}"
        for part, count in ((1, 5), (2, 5), (3, 6), (4, 4), (5, 10), (6, 4), (7, 6), (8, 5), (9, 3), (10, 2))
        for n in range(1, count + 1)
    ),
    "K5.G",
    *(f"K8.{field}" for field in "abcde"),
)
"""Fachvorgabe section 2 (and R2): everything the Konzept must answer."""


@pytest.fixture(scope="module")
def farm() -> Case:
    return sample(FARM)


@pytest.fixture(scope="module")
def handbook() -> Case:
    return sample(HANDBOOK)


def minutes(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def cent(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def strings(value: object) -> Iterator[str]:
    """All texts of a dumped case."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from strings(entry)


def test_these_samples_are_shipped() -> None:
    assert names() == (HANDBOOK, FARM, NEW)


@pytest.mark.parametrize("name", [HANDBOOK, FARM, NEW])
def test_a_sample_survives_writing_and_reading(name: str) -> None:
    case = sample(name)
    assert Case.model_validate_json(case.model_dump_json()) == case


@pytest.mark.parametrize("name", [HANDBOOK, FARM])
def test_examples_say_that_they_are_examples_and_not_handed_in(name: str) -> None:
    assert sample(name).example
    assert sample(name).handed_in is None


@pytest.mark.parametrize("name", [HANDBOOK, FARM, NEW])
def test_row_ids_are_readable_and_unique_within_their_table(name: str) -> None:
    def walk(value: object) -> Iterator[list[str]]:
        if isinstance(value, dict):
            for entry in value.values():
                yield from walk(entry)
        elif isinstance(value, list | tuple):
            yield [row["id"] for row in value if isinstance(row, dict) and "id" in row]
            for entry in value:
                yield from walk(entry)

    for ids in walk(sample(name).model_dump()):
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", row) for row in ids), ids


# --- the template of a new application ---------------------------------------------------------


def test_a_new_application_brings_rows_but_no_facts() -> None:
    case = sample(NEW)
    rows = case.kostenkalkulation
    assert [row.funktion for row in rows.personal] == list(FUNCTIONS)
    assert [row.kind for row in rows.fixe] == ["instandhaltung", "zinsen"]
    assert [row.kind for row in rows.sachaufwand] == list(SACHARTEN)
    assert {row.funktion: row.key for row in rows.personal if row.key} == {
        "gruppenleitung": 12,  # § 9 Abs. 3 WVO
        "begleitender_dienst": 120,  # § 10 Abs. 2 WVO
    }
    bare = case.model_copy(update={"kostenkalkulation": Case().kostenkalkulation, "case_id": "leer"})
    assert bare == Case(case_id="leer")
    allowed = set(FUNCTIONS) | set(SACHARTEN) | {"instandhaltung", "zinsen"}
    amounts = [
        row.model_dump(exclude={"id", "funktion", "kind", "key", "entry"}) for row in (*rows.personal, *rows.fixe, *rows.sachaufwand)
    ]
    assert all(value in (None, "") for row in amounts for value in row.values())
    assert {row.id for row in (*rows.personal, *rows.fixe, *rows.sachaufwand)} == allowed


def test_every_new_application_has_its_own_case_id() -> None:
    assert sample(NEW).case_id != sample(NEW).case_id


# --- the handbook's own figures ----------------------------------------------------------------


def test_tab_1_is_printed_as_in_the_handbook(handbook: Case) -> None:
    rows = handbook.kostenkalkulation
    assert (str(handbook.period.start), str(handbook.period.end)) == ("2020-01-01", "2020-12-31")
    assert rows.belegte_plaetze == 12 and rows.tage == 250
    assert [row.funktion for row in rows.personal] == list(FUNCTIONS)
    assert [str(row.hours) for row in rows.personal] == list(TAB_1_HOURS)
    assert {row.yearly_gross for row in rows.personal} == {0}
    assert [row.kind for row in rows.sachaufwand] == list(SACHARTEN)
    amounts = [row.cost for row in (*rows.gebaeude, *rows.inventar)]
    amounts += [row.amount for row in rows.fixe] + [row.amount for row in rows.miete] + [row.amount for row in rows.sachaufwand]
    assert len(amounts) == 5 + 12  # Tab. 1: five fixed lines, twelve variable ones, all 0,00 €
    assert set(amounts) == {0}


def test_tab_3_is_entered_as_in_the_handbook(handbook: Case) -> None:
    entgelt = handbook.arbeitsentgelt
    (group,) = entgelt.gruppen
    assert group.anzahl == 1
    assert group.grundbetrag == 115 and group.steigerungsbetrag == 79
    assert entgelt.verfahren == "handbuch"
    assert entgelt.unfallversicherung is None  # Tab. 3: „- €“


def test_the_handbook_example_knows_nothing_else(handbook: Case) -> None:
    assert handbook.farm.name == "Kalkulationsbeispiel Handbuch"
    kept = {"case_id", "example", "period", "farm", "kostenkalkulation", "arbeitsentgelt"}
    assert handbook.model_dump(exclude=kept) == Case().model_dump(exclude=kept)
    assert handbook.farm.model_dump(exclude={"name"}) == Case().farm.model_dump(exclude={"name"})


# --- Hof Sonnenwiese: complete -----------------------------------------------------------------


@pytest.mark.parametrize("question_id", WRITTEN)
def test_every_question_of_the_konzept_is_answered(farm: Case, question_id: str) -> None:
    question: Question = content().questions[question_id]
    assert is_answered(question, farm)
    if question.kind in ("text", "line"):
        assert len(farm.answers[question_id].split()) >= (9 if question_id.startswith("W") else 30)


def test_no_answer_hides_where_the_wizard_shows_no_text_field(farm: Case) -> None:
    texts = {question.id for question in content().questions.values() if question.kind in ("text", "line")}
    assert set(farm.answers) <= texts


@pytest.mark.parametrize("question", [question.id for question in content().questions.values() if question.kind == "text"])
def test_every_text_question_has_a_whole_example_answer(farm: Case, question: str) -> None:
    """What „Ganzes Beispiel lesen“ shows is the sample farm's own answer."""
    assert example_answer(question) == farm.answers[question]
    assert len(example_answer(question).split()) >= (9 if question.startswith("W") else 30)


def test_an_example_answer_of_an_unknown_question_is_empty() -> None:
    assert example_answer("K99.1") == ""


def test_everything_that_is_required_is_there(farm: Case) -> None:
    assert [question.id for question in content().questions.values() if question.required and not is_answered(question, farm)] == []


def test_the_texts_fill_a_konzept_of_seven_to_fourteen_pages(farm: Case) -> None:
    now = datetime(2026, 11, 20)
    results = core.reckon(farm, content(), now.date())
    assert 7 <= page_count(konzept(farm, content(), results, core.stamp(now))) <= 14  # U1
    assert sum(len(answer.split()) for answer in farm.answers.values()) >= 2000


def test_the_tone_is_plain(farm: Case) -> None:
    told = " ".join(strings(farm.model_dump(mode="json")))
    assert not re.search(r"!|\bFehler\b|ungültig", told)
    for answer in farm.answers.values():
        for sentence in re.split(r"(?<=[.:?])(?:\*\*)?\s+|\n+", answer):
            assert len(re.sub(r"^(?:-|1\.) |\*\*", "", sentence).split()) <= 16, sentence


def test_answers_are_paragraphs_and_lists_in_the_marks_of_rich_text(farm: Case) -> None:
    """Stored as the editor stores them, with a blank line round every list; nothing that looks like another markup."""
    for answer in farm.answers.values():
        assert answer == answer.strip() == richtext.store(richtext.parse(answer))
        assert "\n\n\n" not in answer
        assert not re.search(r"[#_<>]", answer)
        for paragraph in answer.split("\n\n"):
            lines = richtext.parse(paragraph)
            assert len(lines) == 1 or all(line.marker for line in lines), paragraph


def test_answers_show_what_rich_text_can(farm: Case) -> None:
    """Bold, both kinds of list, and facts, each of which has its value; the farm's own figures are never typed."""
    lines = [line for answer in farm.answers.values() for line in richtext.parse(answer)]
    assert {line.marker for line in lines} == {"", "-", "1."}
    assert sum(run.bold for line in lines for run in line.runs) >= 10
    used = {fact for answer in farm.answers.values() for fact in richtext.facts_in(answer)}
    assert len(used) >= 12
    results = core.reckon(farm, content(), date(2026, 11, 20))
    assert not [fact for fact in used if shown(fact, farm, results, content()).missing]
    told = " ".join(farm.answers.values())
    assert not re.search(r"Hof Sonnenwiese|Beispielau|37,5|17,5|\b8 Plätze|65,05|13,54", told)


def test_goals_are_smart_and_fall_into_the_period(farm: Case) -> None:
    assert len(farm.goals) == 5
    for goal in farm.goals:
        assert goal.specific and goal.indicator and goal.attractive and goal.realistic
        assert farm.period.start and farm.period.end and goal.due
        assert farm.period.start <= goal.due <= farm.period.end


def test_tables_are_full(farm: Case) -> None:
    assert len(farm.work_areas) == 6
    assert {area.assignment for area in farm.work_areas} == {"ala", "produktion"}
    assert all(len(area.steps) >= 4 and area.season for area in farm.work_areas)
    steps = [step for area in farm.work_areas for step in area.steps]
    assert all(step.text for step in steps) and sum(not step.aid for step in steps) == 1
    assert sum((offer.hours_week or Decimal(0) for offer in farm.accompanying), Decimal(0)) == 3  # section 9: about 3 h/week
    assert len(farm.rooms) >= 8
    assert sum(room.sanitary == "ja" for room in farm.rooms) >= 4
    assert len(farm.equipment) >= 10
    assert {partner.kind for partner in farm.partners} >= {f"N{n}" for n in range(1, 11)}
    assert all(partner.state and partner.purpose for partner in farm.partners)
    assert {service.kind for service in farm.external_services} >= {
        "betriebsarzt",
        "arbeitssicherheit",
        "begleitender_dienst",
        "psychologie",
    }  # Q3 to Q5 and section 9


def test_what_points_at_a_row_finds_it(farm: Case) -> None:
    people = {person.id for person in farm.people}
    assert {group.led_by for group in farm.groups} <= people
    known = people | {service.id for service in farm.external_services}
    assert all(row in known for rows in farm.coverage.values() for row in rows)
    rooms = {room.id for room in farm.rooms}
    depreciated = {line.room for line in (*farm.kostenkalkulation.gebaeude, *farm.kostenkalkulation.inventar) if line.room}
    rented = {line.room for line in farm.kostenkalkulation.miete if line.room}
    assert depreciated | rented <= rooms
    assert not depreciated & rented  # Fachvorgabe 4.1: rent instead of, never beside, depreciation
    assert {room.id for room in farm.rooms if room.ownership == "miete"} == rented


# --- Hof Sonnenwiese: the week, the staff, the people ------------------------------------------


def test_the_week_has_35_to_40_hours_without_overlaps(farm: Case) -> None:
    total = 0
    for day in ("mo", "di", "mi", "do", "fr"):
        blocks = sorted((minutes(entry.start), minutes(entry.end)) for entry in farm.week_plan if entry.day == day)
        assert blocks
        assert all(start < end for start, end in blocks)
        assert all(before[1] == after[0] for before, after in pairwise(blocks)), day
        total += sum(end - start for start, end in blocks)
    assert {entry.day for entry in farm.week_plan} == {"mo", "di", "mi", "do", "fr"}
    assert 35 * 60 <= total <= 40 * 60  # § 6 Abs. 1 WVO
    assert Decimal(total) / 60 == farm.offer.hours_week
    assert all(entry.kind and entry.activity for entry in farm.week_plan)


def test_the_accompanying_offers_have_their_time_in_the_week(farm: Case) -> None:
    planned: dict[str, Decimal] = {}
    for entry in farm.week_plan:
        if entry.kind == "massnahme":
            planned[entry.activity] = planned.get(entry.activity, Decimal(0)) + Decimal(minutes(entry.end) - minutes(entry.start)) / 60
    assert planned == {offer.name: offer.hours_week for offer in farm.accompanying}


def test_nobody_gives_more_hours_than_the_contract_holds(farm: Case) -> None:
    for person in farm.people:
        assert person.contract_hours is not None
        assert sum((getattr(person, function) or Decimal(0) for function in FUNCTIONS), Decimal(0)) <= person.contract_hours


def test_staff_covers_the_hours_that_eight_places_need(farm: Case) -> None:
    # Fachvorgabe 4.1: needed = h × n, or W ÷ key × n; here n = 8 and W = 40.
    needed: dict[str, Decimal] = {
        row.funktion: (row.hours if row.hours is not None else Decimal(40) / (row.key or Decimal(1))) * 8
        for row in farm.kostenkalkulation.personal
    }
    assert set(needed) == set(FUNCTIONS)
    assert round(needed["gruppenleitung"], 2) == Decimal("26.67")  # § 9 Abs. 3 WVO: 8/12 of 40 h
    for function in FUNCTIONS:
        covered = sum((getattr(person, function) or Decimal(0) for person in farm.people), Decimal(0))
        covered += sum((service.hours_week or Decimal(0) for service in farm.external_services if service.funktion == function), Decimal(0))
        assert covered >= needed[function], function


def test_certificates_were_seen_and_hold_for_the_whole_period(farm: Case) -> None:
    for person in farm.people:  # R3, § 124 Abs. 2 SGB IX
        assert person.fuehrungszeugnis_seen and person.fuehrungszeugnis_until and farm.period.end
        assert person.fuehrungszeugnis_seen.year == 2026
        assert person.fuehrungszeugnis_until > farm.period.end
        assert person.substitute


def test_future_employees_are_pseudonyms_with_consent_and_deletion_date(farm: Case) -> None:
    assert [person.pseudonym for person in farm.participants] == [f"P{n}" for n in range(1, 9)]  # R11
    assert all(person.consent and person.delete_by and person.consent < person.delete_by for person in farm.participants)
    first = [person for person in farm.participants if person.start == farm.offer.start]
    assert len(first) == farm.offer.places_start == 2
    assert {person.state for person in first} == {"zusage"}
    assert len(farm.participants) == farm.offer.places_target == 8
    assert farm.offer.hours_week_min and farm.offer.hours_week
    assert all(farm.offer.hours_week_min <= (person.hours_week or 0) <= farm.offer.hours_week for person in farm.participants)


def test_no_person_is_named(farm: Case) -> None:
    told = " ".join(strings(farm.model_dump(mode="json")))
    assert not re.search(r"\b(Frau|Herrn?|Dr\.) [A-ZÄÖÜ]\w+", told)
    assert farm.farm.email.endswith(".example")  # RFC 2606: belongs to nobody


def test_the_farm_is_not_the_one_of_tab_5(farm: Case) -> None:
    # Handbook, Tab. 5: 3 ha fruit, 1 ha vegetables, 2 tunnels, 12 ewes, a manager and 3 part-time workers.
    hectares = {row.id: row.hectares for row in farm.farm.land}
    assert hectares["streuobst"] != 3 and (hectares["streuobst"] or 0) + (hectares["beeren"] or 0) != 3
    assert hectares["feldgemuese"] != 1
    assert not any("Zwei Folien" in row.use or "2 Folien" in row.use for row in farm.farm.land)
    assert 12 not in {row.count for row in farm.farm.livestock}
    assert farm.farm.staff_count != 4
    hours = [str(row.hours) for row in farm.kostenkalkulation.personal if row.hours is not None]
    assert hours != [TAB_1_HOURS[n] for n in (0, 3, 4, 5, 6, 7)]


# --- Hof Sonnenwiese: the figures --------------------------------------------------------------


def costs(case: Case) -> Decimal:
    """All cost lines by Fachvorgabe 4.1, each rounded to the cent, reckoned here."""
    n, week = Decimal(8), Decimal(40)
    rows = case.kostenkalkulation
    lines = [(row.hours * n / week if row.hours is not None else n / (row.key or 1)) * (row.yearly_gross or 0) for row in rows.personal]

    def asset(row: AssetLine, rate: str) -> Decimal:
        return (
            ((row.cost or Decimal(0)) - (row.funding or 0)) * (row.share if row.share is not None else Decimal(100)) / 100 * Decimal(rate)
        )

    def running(row: SachLine) -> Decimal:
        amount = row.amount or Decimal(0)
        if row.entry == "anteil":
            return amount * (row.share_part or Decimal(0)) / (row.share_whole or 1)
        return amount * n if row.entry == "je_platz" else amount

    lines += [asset(row, "0.0245") for row in rows.gebaeude] + [asset(row, "0.125") for row in rows.inventar]
    lines += [row.amount or Decimal(0) for row in rows.fixe]
    area = {room.id: room.area_m2 or Decimal(0) for room in case.rooms}
    lines += [area[row.room] * (row.price_m2 or 0) * 12 * (row.share or 0) / 100 for row in rows.miete]
    lines += [running(row) for row in rows.sachaufwand]
    lines.append(Decimal("11.50") * 8 * 12)  # Unfallversicherung of the eight Beschäftigten, a line of its own
    return sum((cent(line) for line in lines), Decimal(0))


def entgelte(case: Case) -> Decimal:
    """Entgelte of a year: 133 € Grundbetrag since 2024-08-01 (§ 221 Abs. 2 SGB IX) + Steigerungsbetrag."""
    return sum(
        ((group.anzahl or 0) * (133 + (group.steigerungsbetrag or Decimal(0))) * 12 for group in case.arbeitsentgelt.gruppen), Decimal(0)
    )


def test_the_tagessatz_is_plausible(farm: Case) -> None:
    rate = cent(costs(farm) / (8 * 250))
    assert Decimal(60) <= rate <= Decimal(68)
    assert farm.kostenkalkulation.vergleichssatz is not None
    assert rate > farm.kostenkalkulation.vergleichssatz
    assert farm.kostenkalkulation.vergleich_grund  # R7: above the comparison a reason is given


def test_every_cost_line_has_basis_note_and_evidence(farm: Case) -> None:
    rows = farm.kostenkalkulation
    for row in (*rows.personal, *rows.gebaeude, *rows.inventar, *rows.fixe, *rows.miete, *rows.sachaufwand):
        assert row.grundlage and row.note and row.evidence, row.id  # R1
    assert {row.kind for row in rows.sachaufwand} == {*SACHARTEN, "eigene"}
    assert any(row.funding for row in rows.gebaeude)  # R5


def test_what_is_to_be_bought_is_what_is_depreciated(farm: Case) -> None:
    to_buy = [row for row in farm.equipment if row.status == "anschaffen"]
    inventory = farm.kostenkalkulation.inventar
    assert sum((row.price or Decimal(0) for row in to_buy), Decimal(0)) == sum((row.cost or Decimal(0) for row in inventory), Decimal(0))
    funding = sum((row.funding or Decimal(0) for row in to_buy), Decimal(0))
    assert funding == sum((row.funding or Decimal(0) for row in inventory), Decimal(0))
    assert funding <= 8 * 3500  # Fachvorgabe 4.4: up to 3,500 € a place


def test_the_products_earn_the_entgelte(farm: Case) -> None:
    result = farm.arbeitsergebnis
    assert result.personal_fachlich is None and result.sach_fachlich is None
    days = sum(250 - max(0, away - 60) for away in farm.kostenkalkulation.fehltage)
    assert len(farm.kostenkalkulation.fehltage) == 8
    paid = cent(costs(farm) / 2000) * days
    sales = sum(((line.quantity or 0) * (line.price or 0) for line in result.produktlinien), Decimal(0))
    income = sales + (result.zinsertraege or 0) + (result.sonstige_ertraege or 0) + paid
    spent = costs(farm) + (result.personal_ueblich or 0) + (result.sach_ueblich or 0)
    spent += sum((line.direct_costs or Decimal(0) for line in result.produktlinien), Decimal(0))
    left = income - spent
    assert entgelte(farm) == Decimal(5 * (133 + 45) * 12 + 3 * (133 + 80) * 12)
    assert entgelte(farm) <= left  # the Entgelte are earned
    assert entgelte(farm) / left >= Decimal("0.70")  # § 12 Abs. 5 Nr. 1 WVO


def test_the_accident_insurance_stands_in_one_place(farm: Case) -> None:
    assert farm.arbeitsentgelt.unfallversicherung_in == "kostenkalkulation"
    assert farm.arbeitsentgelt.unfallversicherung == Decimal("11.50")
    assert sum(group.anzahl or 0 for group in farm.arbeitsentgelt.gruppen) == 8
    (line,) = [row for row in farm.kostenkalkulation.sachaufwand if row.kind == "steuern_versicherung"]
    assert line.amount == 980 + 876  # liability and dues alone
    (derived,) = [found for found in core.reckon(farm, content(), date(2026, 11, 20)).kosten.variable if found.id == "unfallversicherung"]
    assert derived.amount == Decimal("1104.00")  # 11.50 × 8 × 12


def test_staff_paid_by_the_tariff_is_scaled_to_full_time(farm: Case) -> None:
    # Rechtswerte 8: S 8a step 3 3,977 €, 85 % yearly bonus, 130 € allowance, 39 h; the farm's full time is 40 h.
    yearly = (Decimal(3977) * Decimal("12.85") + 130 * 12) * Decimal("1.23") * 40 / 39
    paid = [row.yearly_gross for row in farm.kostenkalkulation.personal if row.grundlage == "tarif"]
    assert farm.kostenkalkulation.vollzeit == 40
    assert paid == [Decimal(66400)] * 2 == [yearly.quantize(Decimal("1E2"))] * 2


def test_no_required_item_of_a_checklist_waits_for_a_word(farm: Case) -> None:
    items = content().items
    assert set(farm.checklist) <= set(items)
    for item in items.values():
        state = farm.checklist.get(item.id)
        assert not item.required or item.auto or (state is not None and state.state == "erledigt"), item.id
    assert all(entry.note for entry in farm.checklist.values())
