"""Letters of goals: what is missing is told apart from what raises a question."""

from __future__ import annotations

from datetime import date

import pytest

from ala_wizard.checks import smart
from ala_wizard.content.samples import sample
from ala_wizard.content.vorlagen import vorlagen
from ala_wizard.model.farm import Goal

TODAY, START = date(2026, 3, 2), date(2026, 12, 1)
GOOD = Goal(
    specific="Jede Person führt drei Arbeiten allein aus.",
    indicator="Drei Häkchen in der Arbeitsliste.",
    attractive="Die Menschen trauen sich mehr zu.",
    realistic="Jede Woche sind zwei Stunden zum Üben da.",
    due=date(2027, 11, 30),
)


def states(goal: Goal, start: date | None = START) -> str:
    """One sign per letter: + there, - missing, ? a question."""
    signs = {"da": "+", "fehlt": "-", "pruefen": "?"}
    return "".join(signs[one.state] for one in smart.judge(goal, vorlagen().smart, TODAY, start))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "+++++"),
        ({"indicator": ""}, "+-+++"),
        ({"indicator": "  \n"}, "+-+++"),
        ({"indicator": "Die Stimmung ist gut."}, "+?+++"),
        ({"indicator": "Die Stimmung ist bei 8 von 10 gut."}, "+++++"),
        ({"indicator": "Die Fachkraft beobachtet es."}, "+++++"),
        ({"attractive": "Der Betrieb macht mehr Umsatz."}, "++?++"),
        ({"attractive": "Mehr Umsatz, und die Beschäftigten bekommen mehr Lohn."}, "+++++"),
        ({"specific": "Selbstständigkeit"}, "?++++"),
        ({"realistic": "geht schon"}, "+++?+"),
        ({"due": None}, "++++-"),
        ({"due": date(2026, 11, 30)}, "++++?"),
        ({"due": date(2026, 12, 1)}, "+++++"),
        ({"due": date(2033, 1, 1)}, "++++?"),
        ({"specific": "", "indicator": "", "attractive": "", "realistic": "", "due": None}, "-----"),
    ],
)
def test_letters(change: dict[str, object], expected: str) -> None:
    assert states(GOOD.model_copy(update=change)) == expected


def test_without_a_start_the_day_is_compared_with_today() -> None:
    assert states(GOOD.model_copy(update={"due": date(2026, 3, 1)}), None) == "++++?"
    assert states(GOOD.model_copy(update={"due": date(2026, 3, 2)}), None) == "+++++"


def test_the_sample_farm_has_good_goals() -> None:
    case = sample("hof-sonnenwiese")
    for goal in case.goals:
        assert not smart.missing(smart.judge(goal, vorlagen().smart, TODAY, smart.first_day(case))), goal.specific
