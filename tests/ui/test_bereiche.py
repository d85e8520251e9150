"""Work areas as cards with steps, driven by keys; a pasted list becomes steps; the Konzept prints them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from ala_wizard.content.loader import content
from ala_wizard.documents.arbeitsbereiche import steps_table
from ala_wizard.model.case import Case
from ala_wizard.model.farm import WorkArea, WorkStep
from ala_wizard.ui.editors.cards.areas import AreaCard, AreasEditor
from ala_wizard.ui.editors.cards.card import Card
from tests.ui.conftest import Opened
from tests.ui.screen import ALT, CONTROL, Screen, answering

Key = Qt.Key


def areas(screen: Screen) -> AreasEditor:
    """The editor of the work areas."""
    found = screen.workspace.page.findChild(AreasEditor)
    assert found is not None
    return found


def steps(screen: Screen, place: int = 0) -> list[tuple[str, str]]:
    """The steps of an area of the case."""
    return [(step.text, step.aid) for step in screen.case.work_areas[place].steps]


def new_area(screen: Screen) -> AreaCard:
    """A new area by its button; the focus is in its name."""
    screen.workspace.page.ensureWidgetVisible(areas(screen).add_button)
    screen.settle()
    screen.click(areas(screen).add_button)
    card = list(areas(screen).cards.values())[-1]
    assert isinstance(card, AreaCard) and card.is_open
    return card


def test_steps_are_typed_line_by_line(opened: Opened) -> None:
    screen = opened("leer", step="k05")
    card = new_area(screen)
    screen.type("Schafe versorgen")
    assert card.steps.focus_step(screen.case.work_areas[0].steps[0].id)
    for number, words in enumerate(("Tränke füllen", "Heu verteilen", "Tiere zählen")):
        if number:
            screen.key(Key.Key_Return)
        screen.type(words)
    screen.key(Key.Key_Tab)
    screen.type("Zähltafel")
    assert steps(screen) == [("Tränke füllen", ""), ("Heu verteilen", ""), ("Tiere zählen", "Zähltafel")]
    screen.key(Key.Key_Up, ALT)
    assert [step for step, _ in steps(screen)] == ["Tränke füllen", "Tiere zählen", "Heu verteilen"]
    assert screen.session.undo_name == "Arbeitsschritt verschoben"
    screen.type("!")
    assert steps(screen)[1] == ("Tiere zählen", "Zähltafel!"), "the focus stays in the step that moved"
    screen.key(Key.Key_Delete, CONTROL)
    assert [step for step, _ in steps(screen)] == ["Tränke füllen", "Heu verteilen"]
    assert screen.session.undo_name == "Arbeitsschritt entfernt"
    screen.key(Key.Key_Z, CONTROL)
    assert steps(screen)[1] == ("Tiere zählen", "Zähltafel!")
    assert "1 Bereich, noch keiner gehört zum ALA" in screen.words()
    assert card.title.text() == "Schafe versorgen"


def test_backspace_in_an_empty_step_goes_back(opened: Opened) -> None:
    screen = opened("leer", step="k05")
    card = new_area(screen)
    card.steps.focus_step(screen.case.work_areas[0].steps[0].id)
    screen.type("Äpfel waschen")
    screen.key(Key.Key_Return)
    assert len(steps(screen)) == 2
    screen.key(Key.Key_Backspace)
    assert steps(screen) == [("Äpfel waschen", "")]
    screen.type(" und verlesen")
    assert steps(screen) == [("Äpfel waschen und verlesen", "")]


def test_a_pasted_list_becomes_steps(opened: Opened) -> None:
    screen = opened("leer", step="k05")
    card = new_area(screen)
    card.steps.focus_step(screen.case.work_areas[0].steps[0].id)
    QApplication.clipboard().setText("- Kisten holen\n- Äpfel waschen\n\n- pressen\n")
    screen.key(Key.Key_V, CONTROL)
    assert [step for step, _ in steps(screen)] == ["Kisten holen", "Äpfel waschen", "pressen"]
    QApplication.clipboard().setText("sauber")
    screen.type(" ")
    screen.key(Key.Key_V, CONTROL)
    assert steps(screen)[2] == ("pressen sauber", "")


def test_cards_fold_move_and_go(opened: Opened) -> None:
    screen = opened(step="k05")
    found = areas(screen)
    assert not any(card.is_open for card in found.cards.values())
    card = found.cards["mosterei"]
    assert card.note.text() == "4 Schritte, alle mit Hilfsmittel · Gehört zum Angebot · August bis November · neu geschaffen"
    heard = QAccessible.queryAccessibleInterface(card.opener).text(QAccessible.Text.Name)
    assert heard.startswith("Mosten und Abfüllen. 4 Schritte") and heard.endswith("Aufklappen")
    assert "6 Bereiche, 3 davon gehören zum ALA" in screen.words()
    card.opener.setFocus()
    screen.key(Key.Key_Down, ALT)
    assert [area.id for area in screen.case.work_areas][:2] == ["aufstriche", "mosterei"]
    assert card.opener.hasFocus()
    screen.key(Key.Key_Return)
    assert card.is_open
    screen.key(Key.Key_Return)
    assert not card.is_open
    screen.key(Key.Key_Delete)
    assert "mosterei" not in [area.id for area in screen.case.work_areas]
    assert screen.session.undo_name == "Arbeitsbereiche und ihre Schritte: Eintrag entfernt"
    screen.key(Key.Key_Z, CONTROL)
    assert [area.id for area in screen.case.work_areas][:2] == ["aufstriche", "mosterei"]


def test_a_link_leads_into_the_step(opened: Opened) -> None:
    screen = opened(step="k05")
    assert screen.workspace.page.reveal("work_areas[tiere].steps[tiere-2].aid")
    screen.settle()
    line = areas(screen).cards["tiere"]
    assert isinstance(line, AreaCard) and line.is_open
    assert line.steps.lines["tiere-2"].editors["aid"].input.hasFocus()
    assert QAccessible.queryAccessibleInterface(screen.focus).text(QAccessible.Text.Name) == "Hilfsmittel zu Schritt 2"


def test_the_konzept_prints_every_step_beside_its_aid() -> None:
    case = Case(
        work_areas=(
            WorkArea(
                name="Saft",
                assignment="ala",
                season="Herbst",
                new="ja",
                aids="Hocker",
                steps=(WorkStep(text="waschen", aid="Bild"), WorkStep()),
            ),
            WorkArea(name="Stall"),
        )
    )
    table = steps_table(case, content(), "Bereiche")
    assert table is not None
    assert [(row.kind, [cell.text for cell in row.cells]) for row in table.rows] == [
        ("section", ["Saft (Gehört zum Angebot, Herbst, neu)"]),
        ("body", ["1", "waschen", "Bild"]),
        ("body", ["", "im ganzen Bereich", "Hocker"]),
        ("section", ["Stall"]),
        ("body", ["", "Die Schritte stehen noch nicht fest.", ""]),
    ]
    assert steps_table(Case(), content(), "Bereiche") is None


def forward(screen: Screen, card: Card) -> None:
    """The focus on the head of a card; off screen the window must be called back behind a dialog."""
    screen.window.activateWindow()
    screen.qtbot.waitUntil(lambda: QApplication.activeWindow() is screen.window)
    card.opener.setFocus()


def test_an_area_that_others_name_does_not_go_unasked(opened: Opened) -> None:
    """The week plan calls the area by its name: the question says so, and „Behalten“ leaves everything as it was."""
    case = Case.model_validate(
        {
            "work_areas": [{"id": "a", "name": "Hühnerstall"}, {"id": "b", "name": "Hofladen"}],
            "answers": {"K5.2": "Im Hühnerstall beginnt der Tag."},
        }
    )
    screen = opened(case, step="k05")
    for row_id, answer in (("a", "Behalten"), ("a", "Entfernen")):
        card = areas(screen).cards[row_id]
        forward(screen, card)
        (asked,) = answering(answer, lambda: screen.key(Key.Key_Delete))
        assert asked.title == "„Hühnerstall“ entfernen?"
        assert content().questions["K5.2"].ask in asked.words or (content().questions["K5.2"].heading or "–") in asked.words
        if answer == "Behalten":
            assert screen.case == case
            assert screen.window.focusWidget() is card.opener
    assert [area.id for area in screen.case.work_areas] == ["b"]
    forward(screen, areas(screen).cards["b"])
    assert answering("Behalten", lambda: screen.key(Key.Key_Delete)) == [], "nothing refers to it"
    assert screen.case.work_areas == ()
    screen.key(Key.Key_Z, CONTROL)
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == case
