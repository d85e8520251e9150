"""SMART goals as cards: the missing letter is seen, heard and said while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from ala_wizard.model.case import Case
from ala_wizard.model.farm import Goal
from ala_wizard.ui.editors.cards.goals import GoalCard, GoalsEditor
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen

Key = Qt.Key


def goals(screen: Screen) -> GoalsEditor:
    """The editor of the goals."""
    found = screen.workspace.page.findChild(GoalsEditor)
    assert found is not None
    return found


def card(screen: Screen, place: int = 0) -> GoalCard:
    """The card of a goal of the case."""
    found = goals(screen).cards[screen.case.goals[place].id]
    assert isinstance(found, GoalCard)
    return found


def signs(shown: GoalCard) -> str:
    """One letter each: large when there, small when missing."""
    return "".join(
        one.letter if one.state == "da" else "?" if one.state == "pruefen" else one.letter.lower() for one in shown.marks.letters
    )


def test_letters_come_as_one_types(opened: Opened) -> None:
    screen = opened("leer", step="k04")
    screen.workspace.page.ensureWidgetVisible(goals(screen).add_button)
    screen.settle()
    screen.click(goals(screen).add_button)
    assert signs(card(screen)) == "smart"
    screen.type("Jeder übt den Weg zur Arbeit allein.")
    assert signs(card(screen)) == "Smart"
    screen.key(Key.Key_Tab)
    screen.type("Es läuft gut")
    assert signs(card(screen)) == "S?art"
    assert "Woran merkt man es? Nennen Sie eine Zahl, eine Liste oder etwas, das man sieht." in screen.words()
    screen.key(Key.Key_A, CONTROL)
    screen.type("10 Tage ohne Begleitung")
    screen.key(Key.Key_Tab)
    screen.type("Sie sind freier.")
    screen.key(Key.Key_Tab)
    assert signs(card(screen)) == "SMArt"
    screen.type("Zwei Wochen geht jemand mit.")
    screen.key(Key.Key_Tab)
    screen.type("30.06.2027")
    screen.key(Key.Key_Tab)
    assert signs(card(screen)) == "SMART"
    assert "1 Ziel, alle fünf Buchstaben sind da" in screen.words()
    assert card(screen).title.text() == "Jeder übt den Weg zur Arbeit allein."


def test_the_summary_names_what_is_missing(opened: Opened) -> None:
    def goal(row: str, **gone: object) -> Goal:
        whole = {
            "id": row,
            "specific": "Alle kennen drei Arbeiten.",
            "indicator": "Liste mit 3 Häkchen",
            "attractive": "Die Menschen sind stolz.",
            "realistic": "Jede Woche zwei Stunden Zeit.",
            "due": "2027-01-01",
        }
        return Goal.model_validate(whole | gone)

    screen = opened(Case(goals=(goal("a"), goal("b"), goal("c", indicator=""))), step="k04")
    assert "3 Ziele, bei einem fehlt: messbar" in screen.words()
    assert [signs(card(screen, place)) for place in range(3)] == ["SMART", "SMART", "SmART"]
    assert [card(screen, place).is_open for place in range(3)] == [False, False, True]
    heard = QAccessible.queryAccessibleInterface(card(screen, 2).marks).text(QAccessible.Text.Name)
    assert heard == "Spezifisch: da. Messbar: fehlt. Attraktiv: da. Realistisch: da. Terminiert: da."
    card(screen, 1).opener.setFocus()
    screen.key(Key.Key_Return)
    card(screen, 1).editors["due"].focus_widget().setFocus()
    screen.key(Key.Key_A, CONTROL)
    screen.key(Key.Key_Delete)
    assert "3 Ziele, bei 2 fehlt etwas: terminiert, messbar" in screen.words()
    screen.key(Key.Key_Z, CONTROL)
    assert "3 Ziele, bei einem fehlt: messbar" in screen.words()


def test_a_day_that_cannot_be_read_is_kept(opened: Opened) -> None:
    screen = opened("leer", step="k04")
    screen.click(goals(screen).add_button)
    card(screen).editors["due"].focus_widget().setFocus()
    screen.type("bald")
    screen.key(Key.Key_Tab)
    row = screen.case.goals[0].id
    assert screen.case.unread[f"goals[{row}].due"] == "bald"
    assert signs(card(screen))[-1] == "t"


def test_a_finding_leads_to_the_missing_letter(opened: Opened) -> None:
    screen = opened(Case(goals=(Goal(id="a", specific="Alle kennen drei Arbeiten."),)), step="k04")
    found = next(one for one in screen.session.findings if one.rule == "ziele_smart")
    assert found.address == "goals[a].indicator"
    assert screen.workspace.page.reveal(found.address)
    screen.settle()
    assert card(screen).editors["indicator"].focus_widget().hasFocus()
