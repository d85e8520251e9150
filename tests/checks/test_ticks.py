"""Items that the case's own data answers, and the reason in words."""

from __future__ import annotations

import dataclasses

import pytest

from ala_wizard.checks.listen import item_state
from ala_wizard.checks.ticks import Tick, ticks
from ala_wizard.content.schema import Checklist
from ala_wizard.model.case import Case, ChecklistState
from ala_wizard.model.path import replace
from tests.checks import small


def ticked(case: Case, *, pages: int | None = None) -> dict[str, Tick]:
    return ticks(case, small.content(), small.check(case, pages=pages), pages=pages)


def test_items_say_why_they_are_done() -> None:
    found = ticked(small.healthy())
    assert found["C1"] == Tick(done=True, reason="weil „Wie ist es bei K5.G?“ beantwortet ist")
    assert found["C3"] == Tick(done=True, reason="weil jede Kostenzeile ihre Grundlage nennt")
    assert found["C5"].reason == (
        "weil „Wie ist es bei K3.1?“ und „Wie ist es bei K5.G?“ beantwortet sind, in der Tabelle „Mitarbeitende“ 2 Einträge stehen, "
        "„Name des Betriebs“ ausgefüllt ist und „Ihre Angaben“ mit Ja beantwortet ist"
    )
    assert "C2" not in found


def test_all_conditions_must_hold() -> None:
    for address, value in (
        ("answers[K5.G]", ""),
        ("people", small.healthy().people[:1]),
        ("farm.name", ""),
        ("arbeitsergebnis.trennung", "nein"),
    ):
        assert ticked(replace(small.healthy(), address, value))["C5"] == Tick(done=False)


def test_a_finding_unticks() -> None:
    case = replace(small.healthy(), "kostenkalkulation.personal[leitung].grundlage", "")
    assert ticked(case)["C3"] == Tick(done=False)


def test_nothing_to_look_at_is_no_tick() -> None:
    """An empty case has no line without basis; that does not make the lines good."""
    assert not any(tick.done for tick in ticked(Case()).values())


def test_unknown_pages_tick_nothing() -> None:
    assert not ticked(small.healthy())["C4"].done
    assert ticked(small.healthy(), pages=9)["C4"] == Tick(done=True, reason="weil die Seitenzahl des Konzepts passt")
    assert not ticked(small.healthy(), pages=20)["C4"].done


@pytest.mark.parametrize(
    ("said", "expected"), [("", "automatisch"), ("offen", "offen"), ("erledigt", "erledigt"), ("entfaellt", "entfaellt")]
)
def test_the_user_has_the_last_word(said: str, expected: str) -> None:
    case = small.healthy().model_copy(update={"checklist": {"C1": ChecklistState.model_validate({"state": said})}})
    assert item_state(small.content().items["C1"], case, ticked(case)) == expected
    assert item_state(small.content().items["C2"], case, ticked(case)) == "offen"


def test_checks_that_found_nothing_are_the_whole_reason() -> None:
    """C2.4 asks for entries and for three checks: that something was entered goes without saying."""
    auto = [{"rows": "people"}, {"answered": "K3.1"}, {"no_finding": "personal_grundlage"}, {"no_finding": "kernpersonal"}]
    item = {"id": "C9", "text": "Gerechnet.", "help": "Hilfe.", "auto": auto}
    listed = Checklist.model_validate({"id": "C", "title": "Liste", "lead": "Liste.", "order": 1, "item": [item]})
    content = dataclasses.replace(small.content(), checklists=(listed,))
    reason = "weil jede Kostenzeile ihre Grundlage nennt und Gruppenleitung und begleitender Dienst gerechnet sind"
    assert ticks(small.healthy(), content, ())["C9"] == Tick(done=True, reason=reason)
    assert ticks(replace(small.healthy(), "answers[K3.1]", ""), content, ())["C9"] == Tick(done=False)


def test_an_amount_of_nothing_unticks() -> None:
    """The absence of „zeile_ohne_betrag“ says something only while every row has its amount."""
    auto = [{"no_finding": "zeile_ohne_betrag"}]
    item = {"id": "C9", "text": "Gerechnet.", "help": "Hilfe.", "auto": auto}
    listed = Checklist.model_validate({"id": "C", "title": "Liste", "lead": "Liste.", "order": 1, "item": [item]})
    content = dataclasses.replace(small.content(), checklists=(listed,))
    case = small.healthy()
    assert ticks(case, content, small.check(case))["C9"].done
    case = replace(case, "kostenkalkulation.personal[verwaltung].yearly_gross", None)
    assert not ticks(case, content, small.check(case))["C9"].done
