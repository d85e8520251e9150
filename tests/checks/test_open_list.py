"""Everything open in one list: nothing forgotten, nothing twice, each with person and day at its place."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard import core
from ala_wizard.checks.open_list import OpenPoint, assign, bundled, people
from ala_wizard.checks.open_order import due_words, grouped, late, next_point, span
from ala_wizard.checks.papers import Known, PaperState, paper_states
from ala_wizard.checks.ticks import ticks
from ala_wizard.content.loader import content
from ala_wizard.content.papers import papers, stages
from ala_wizard.content.samples import NEW, sample
from ala_wizard.flow.steps import step_states, unfinished
from ala_wizard.model.case import Attachment, Case, ChecklistState
from ala_wizard.model.path import get, replace
from ala_wizard.model.people import ExternalService, Partner, Person
from tests.checks.cases import cases

TODAY = date(2027, 1, 20)


def points(case: Case, today: date = TODAY) -> tuple[OpenPoint, ...]:
    results = core.reckon(case, content(), today)
    return core.open_list(case, content(), results, core.findings(case, content(), results, today), today)


def states(case: Case, today: date = TODAY) -> dict[str, PaperState]:
    results = core.reckon(case, content(), today)
    found = core.findings(case, content(), results, today)
    known = Known(case, content(), results, ticks(case, content(), found), unfinished(step_states(case, content(), results, found)), today)
    return {state.paper.id: state for state in paper_states(known)}


def by_key(case: Case, key: str) -> OpenPoint:
    return next(point for point in points(case) if point.key == key)


# --- the data ---------------------------------------------------------------------------------------------------------


def test_way_and_papers_lead_to_places_that_exist() -> None:
    steps = {part.step for part in content().parts}
    choices = {choice.value for choice in content().choices["anlageart"].choices}
    for stage in stages():
        assert set(stage.steps) <= steps
    for paper in papers():
        assert paper.place in content().part_of, paper.id
        assert set(paper.steps) <= steps
        assert set(paper.items) <= set(content().items)
        assert not paper.answered or paper.answered in content().questions
        assert not paper.attachment or paper.attachment in choices
        for address in filter(None, (paper.rows, paper.filled, paper.only_with, paper.evidence_of)):
            get(Case(), address)  # raises where there is no such address


# --- papers -----------------------------------------------------------------------------------------------------------


def test_a_new_case_has_no_paper_and_needs_no_rent_contract() -> None:
    found = states(sample(NEW))
    assert {state.state for name, state in found.items() if name != "D9"} == {"offen"}
    assert found["D9"].state == "entfaellt"


def test_papers_follow_the_case() -> None:
    case = sample(NEW)
    assert states(replace(case, "attachments", (Attachment(file="a.pdf", kind="plan"),)))["D8"].state == "da"
    service = ExternalService(kind="betriebsarzt", contract="zugesagt")
    assert states(replace(case, "external_services", (service,)))["D12"].state == "kommt"
    signed = service.model_copy(update={"contract": "vertrag"})
    assert states(replace(case, "external_services", (signed,)))["D12"].state == "da"
    seen = Person(name="Anna", fuehrungszeugnis_seen=date(2026, 1, 1), fuehrungszeugnis_until=TODAY)
    assert states(replace(case, "people", (seen,)))["D14"].state == "da"
    old = seen.model_copy(update={"fuehrungszeugnis_until": TODAY - timedelta(days=1)})
    assert states(replace(case, "people", (old,)))["D14"].state == "offen"
    assert states(replace(case, "verhandlung.called_on", TODAY))["D11"].state == "da"


def test_the_users_word_counts_first_and_a_person_announces() -> None:
    case = sample(NEW)
    assert states(replace(case, "todo", {"D18": ChecklistState(person="Steuerbüro")}))["D18"].state == "kommt"
    assert states(replace(case, "todo", {"D18": ChecklistState(state="erledigt")}))["D18"].state == "da"
    assert states(replace(case, "todo", {"D8": ChecklistState(state="entfaellt", reason="alles offen")}))["D8"].state == "entfaellt"


def test_the_sample_has_its_evidence_announced() -> None:
    found = states(sample("hof-sonnenwiese"))
    assert found["D5"].state == "kommt"
    assert "31 angekündigt" in found["D5"].reason
    assert found["D1"].state == found["D2"].state == found["D3"].state == "da"


# --- the list ---------------------------------------------------------------------------------------------------------


def test_a_new_case_asks_for_every_needed_answer_once() -> None:
    case = sample(NEW)
    found = [point for point in points(case) if point.kind == "frage"]
    results = core.reckon(case, content(), TODAY)
    wanted = [f for f in core.findings(case, content(), results, TODAY) if f.rule == "offen"]
    assert len(found) == len(wanted) == len({point.key for point in found})
    grouped_ = [point for point in bundled(points(case), content()) if point.kind == "frage"]
    assert sum(point.count for point in grouped_) == len(found)
    assert len({point.step for point in grouped_}) == len(grouped_), "one line for each page"


def test_what_is_answered_is_no_point_any_more() -> None:
    case = replace(sample(NEW), "answers[K1.1]", "Weil es hier keine Plätze gibt.")
    assert "offen.K1.1" not in {point.key for point in points(case)}


def test_dates_of_partners_and_deadlines() -> None:
    case = replace(sample(NEW), "partners", (Partner(id="x", name="Schule", next_date=date(2027, 2, 1)),))
    point = by_key(case, "partner.x")
    assert (point.due, point.title, point.target) == (date(2027, 2, 1), "Termin: Schule", "partners[x].next_date")
    case = replace(case, "verhandlung.called_on", date(2026, 11, 30))
    assert by_key(case, "frist.frist_ende").due == date(2027, 2, 28)
    far = Person(id="p", name="Anna", fuehrungszeugnis_until=TODAY + timedelta(days=400))
    assert not [p for p in points(replace(case, "people", (far,))) if p.key.startswith("frist.zeugnis")]
    near = far.model_copy(update={"fuehrungszeugnis_until": TODAY + timedelta(days=30)})
    assert by_key(replace(case, "people", (near,)), "frist.zeugnis.p").step == "k08"


def test_person_and_day_go_where_they_belong() -> None:
    day = date(2027, 3, 1)
    case = sample("hof-sonnenwiese")
    evidence = by_key(case, "beleg.Rechnungen 2025")
    new = assign(case, evidence, "Ina", day)
    assert {(p.who, p.due) for p in points(new) if p.key == evidence.key} == {("Ina", day)}
    row = new.kostenkalkulation.sachaufwand[0]
    assert (row.evidence_from, row.evidence_due) == ("Ina", day)
    new = assign(case, by_key(case, "N2"), "Ina", day)
    assert (new.checklist["N2"].person, new.checklist["N2"].due, new.checklist["N2"].note) == ("Ina", day, case.checklist["N2"].note)
    new = assign(case, by_key(case, "D18"), "Steuerbüro", day)
    assert (new.todo["D18"].person, new.todo["D18"].due) == ("Steuerbüro", day)
    assert assign(new, by_key(new, "D18"), "", None).todo == {}


def test_a_date_of_a_partner_moves_in_its_row() -> None:
    case = replace(sample(NEW), "partners", (Partner(id="x", name="Schule", next_date=date(2027, 2, 1)),))
    new = assign(case, by_key(case, "partner.x"), "Ina", date(2027, 4, 1))
    assert new.partners[0].next_date == date(2027, 4, 1)
    assert by_key(new, "partner.x").who == "Ina"
    assert new.todo["partner.x"].due is None, "a day stands in one place"


def test_a_legal_day_cannot_be_moved() -> None:
    case = replace(sample(NEW), "verhandlung.called_on", date(2026, 11, 30))
    new = assign(case, by_key(case, "frist.frist_ende"), "Ina", date(2030, 1, 1))
    point = by_key(new, "frist.frist_ende")
    assert (point.who, point.due) == ("Ina", date(2027, 2, 28))


def test_a_whole_page_can_be_given_away_and_one_question_taken_back() -> None:
    case = sample(NEW)
    whole = next(point for point in bundled(points(case), content()) if point.key == "k08")
    case = assign(case, whole, "Fachkraft", date(2027, 2, 10))
    assert {point.who for point in points(case) if point.step == "k08" and point.kind == "frage"} == {"Fachkraft"}
    case = assign(case, by_key(case, "offen.K8.2"), "Beratung", None)
    assert by_key(case, "offen.K8.2").who == "Beratung"
    again = next(point for point in bundled(points(case), content()) if point.key == "k08")
    assert again.count == whole.count - 1
    lists = next(point for point in bundled(points(case), content()) if point.key == "L.C1")
    case = assign(case, lists, "Ina", None)
    assert {case.checklist[f"C1.{number}"].person for number in range(1, 11)} == {"Ina"}


def test_names_to_choose_from() -> None:
    case = sample("hof-sonnenwiese")
    names = people(case, points(case))
    assert names.index("Steuerbüro") < names.index("Fachkraft mit gFAB")
    assert len(names) == len(set(names))


# --- the order --------------------------------------------------------------------------------------------------------


def point(key: str, who: str = "", due: date | None = None, must: bool = False) -> OpenPoint:
    return OpenPoint(key, "befund", key, "", "k01", "", who, due, must)


def test_late_comes_first_and_is_said() -> None:
    some = [point("a"), point("b", due=TODAY), point("c", due=TODAY - timedelta(days=3)), point("d", due=TODAY + timedelta(days=7))]
    some += [point("e", due=TODAY + timedelta(days=8)), point("f", due=TODAY + timedelta(days=32))]
    found = grouped(some, "wann", TODAY)
    assert [(bunch.key, [entry.key for entry in bunch.points]) for bunch in found] == [
        ("ueberfaellig", ["c"]),
        ("heute", ["b"]),
        ("woche", ["d"]),
        ("monat", ["e"]),
        ("spaeter", ["f"]),
        ("ohne", ["a"]),
    ]
    assert due_words(TODAY - timedelta(days=3), TODAY) == "17.01.2027, seit 3 Tagen überfällig"
    assert due_words(TODAY - timedelta(days=1), TODAY) == "19.01.2027, seit gestern überfällig"
    assert due_words(TODAY + timedelta(days=1), TODAY) == "21.01.2027, morgen"
    assert due_words(date(2027, 9, 1), TODAY) == "01.09.2027"
    assert late(some, TODAY) == 1
    nearest = next_point(some)
    assert nearest is not None
    assert nearest.key == "c"


def test_by_person_nobody_comes_last_and_spelling_does_not_matter() -> None:
    some = [point("a", "Ina", TODAY), point("b", "ina "), point("c"), point("d", "Bo", TODAY - timedelta(days=1))]
    found = grouped(some, "wer", TODAY)
    assert [bunch.title for bunch in found] == ["Bo", "Ina", "Noch niemand"]
    assert [entry.key for entry in found[1].points] == ["a", "b"]
    assert [entry.key for bunch in grouped(some, "wann", TODAY, "INA") for entry in bunch.points] == ["a", "b"]
    assert [entry.key for bunch in grouped(some, "wann", TODAY, "") for entry in bunch.points] == ["c"]


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(st.lists(st.builds(point, st.text(max_size=3), st.sampled_from(["", "Ina", "INA ", "Bo"]), st.none() | days, st.booleans())), days)
def test_no_point_is_lost_and_days_rise(some: list[OpenPoint], today: date) -> None:
    for by in ("wer", "wann"):
        found = grouped(some, by, today)  # type: ignore[arg-type]
        assert sorted(map(repr, some)) == sorted(repr(entry) for bunch in found for entry in bunch.points)
        for bunch in found:
            assert all((a.due or date.max) <= (b.due or date.max) for a, b in pairwise(bunch.points))
            assert by == "wer" or {span(entry.due, today) for entry in bunch.points} == {bunch.key}


@settings(max_examples=25, deadline=None)
@given(cases())
def test_any_case_has_a_list(case: Case) -> None:
    """No case stops the list; every point leads to a page, and giving it away changes only who and when."""
    found = points(case)
    assert len({entry.key for entry in found if entry.kind in ("liste", "unterlage")}) == sum(
        entry.kind in ("liste", "unterlage") for entry in found
    )
    for entry in bundled(found, content())[:12]:
        assert entry.step in content().part_of
        assert entry.title.strip()
        new = assign(case, entry, "Ina", TODAY)
        assert new.model_copy(
            update={"todo": case.todo, "checklist": case.checklist, "partners": (), "kostenkalkulation": case.kostenkalkulation}
        ) == (case.model_copy(update={"partners": ()}))
