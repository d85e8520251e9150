"""A person at the keyboard: looks where the focus is, types what fits there, goes on with Tab, and remembers every entry.

Only key events reach the program, always sent to the widget with the focus. The driver reads the window (which widget has
the focus, which field it belongs to, which words stand there) but never changes it in any other way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from ala_wizard.content.loader import content
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.cards.editor import CardsEditor
from ala_wizard.ui.editors.cards.steps import StepsEditor
from ala_wizard.ui.editors.coverage import CoverageEditor
from ala_wizard.ui.editors.options import OptionsEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.editors.table.view import RowsView
from ala_wizard.ui.editors.week.editor import WeekEditor
from ala_wizard.ui.page.checklist import ItemView
from ala_wizard.ui.page.question import QuestionCard
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.ui.window import Window
from ala_wizard.ui.workspace import Workspace
from tests.ui.typing import press, type_text

Kind = TypeVar("Kind", bound=QWidget)

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
MAX_STOPS = 1500
"""More Tab stops than any page has: then the focus runs in a circle."""
ITEMS = 2
"""Items of each checklist that get an answer."""
PREPARED_ROWS = 2
"""Rows of a prepared table that are filled in; the others are walked through."""


@dataclass(frozen=True)
class Entry:
    """What was put at an address of the case."""

    kind: str
    """Kind of the field; `words` for a choice that was recognised by its words, `tick` for a box."""
    typed: str
    choices: str = ""
    """Choice set of a picked answer, or `rows:<address>` for a row of another table."""


def until(condition: Callable[[], bool], what: str, timeout_ms: int = 20_000) -> None:
    """Let the program work until a condition holds. Raises AssertionError."""
    deadline = QTimer()
    deadline.setSingleShot(True)
    deadline.start(timeout_ms)
    beat = QTimer()
    beat.start(5)
    loop = QEventLoop()
    while not condition():
        assert deadline.isActive(), f"waited in vain: {what}"
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle() -> None:
    """Let the program answer all that waits now."""
    QApplication.processEvents()
    QApplication.processEvents()


def focus() -> QWidget:
    """The widget with the focus."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def above(widget: QWidget | None, kind: type[Kind]) -> Kind | None:
    """The widget itself or the nearest one around it that is of a kind."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget


class Driver:
    """Fills in one page after the other."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.typed: dict[str, Entry] = {}
        self.waiting: list[str] = []
        """Steps where a choice had nothing to choose from yet, because its rows are entered on a later page."""
        self._count = 0
        hanging = [entry.when for part in content().parts for question in part.questions for entry in (question, *question.fields)]
        hanging += [question.answer_when for part in content().parts for question in part.questions]
        self._openers = {when.address for when in hanging if when is not None}
        """Answers that decide whether something else is asked: always yes, so that everything is."""
        self._inside: RowsView | None = None

    @property
    def workspace(self) -> Workspace:
        """The open case on the screen, with all of its page: what lies out of sight is built a moment later."""
        assert self.window.workspace is not None
        page = self.window.workspace.page
        built = len(page.findChildren(QuestionCard))
        if len(page.cards) > built:
            for _ in range(4):
                settle()
        return self.window.workspace

    # -- walking ---------------------------------------------------------------

    def fill_page(self) -> None:
        """Walk from the first field to the foot of the page, and answer everything on the way."""
        first = focus()
        assert self.workspace.page.isAncestorOf(first), f"{self.workspace.step}: the focus is not on the page but at {first}"
        for _ in range(MAX_STOPS):
            here = focus()
            if self._at_foot(here):
                return
            assert self.workspace.page.isAncestorOf(here), f"{self.workspace.step}: Tab left the page for {here}"
            if not self._answer(here):
                press(Key.Key_Tab)
            settle()
        raise AssertionError(f"{self.workspace.step}: Tab never reached the foot")

    def _at_foot(self, widget: QWidget) -> bool:
        return widget in (self.workspace.back, self.workspace.forward)

    def _answer(self, here: QWidget) -> bool:
        """Answer what has the focus. True when the focus already is elsewhere."""
        view = above(here, RowsView)
        entered, self._inside = view is not self._inside, view
        if view is not None:
            if entered:
                press(Key.Key_Home, CONTROL)
            self._cell(view)
            return False
        table = above(here, TableEditor)
        if table is not None:
            return self._table_button(table, here)
        week = above(here, WeekEditor)
        if week is not None:
            return self._week(week, here)
        item = above(here, ItemView)
        if item is not None:
            return self._item(item, here)
        cards = above(here, CardsEditor)
        if cards is not None and here is cards.add_button:
            return self._first_card(cards)
        coverage = above(here, CoverageEditor)
        if coverage is not None:
            self._coverage(coverage, here)
            return False
        editor = above(here, Editor)
        if editor is not None and not isinstance(editor, StepsEditor):
            self._field(editor, here)
        panel = above(here, ExportPanel)
        if panel is not None and isinstance(here, QLineEdit):
            assert here.accessibleName() == text("export.ordner")
        return False

    # -- fields ----------------------------------------------------------------

    def answer_here(self) -> None:
        """Answer only the first field of the page, and stay in it."""
        while above(focus(), Editor) is None:
            assert not self._at_foot(focus()), "the page has no field"
            press(Key.Key_Tab)
            settle()
        here = focus()
        editor = above(here, Editor)
        assert editor is not None
        self._field(editor, here)

    def _field(self, editor: Editor, here: QWidget) -> None:
        address = str(editor.property("address") or "")
        assert address, f"{self.workspace.step}: no address at {here}"
        if address in self.typed:
            return
        spec = getattr(editor, "spec", None)
        kind = spec.kind if isinstance(spec, FieldSpec) else "text"
        if kind in ("choice", "row"):
            assert isinstance(here, QComboBox) and spec is not None
            press(Key.Key_Down)
            settle()
            self._chosen(address, spec, here.currentText())
        elif kind == "yesno":
            answer = "ja" if self._next() % 2 or address in self._openers else "nein"
            press(Key.Key_J if answer == "ja" else Key.Key_N)
            self.typed[address] = Entry(kind, answer)
        elif kind == "check":
            before = bool(editor.value())
            press(Key.Key_Space)
            self.typed[address] = Entry("tick", "ja" if not before else "nein")
        else:
            self._type(here, address, kind, self._words(kind, short=False))

    def _type(self, here: QWidget, address: str, kind: str, words: str) -> None:
        type_text(here, words)
        self.typed[address] = Entry(kind, words)

    def _chosen(self, address: str, spec: FieldSpec, words: str) -> None:
        nothing = words in (text("editor.bitte_waehlen"), text("editor.noch_keine"))
        if nothing:
            self.waiting.append(self.workspace.step)
        else:
            self.typed[address] = Entry("words", words, spec.choices or (f"rows:{spec.rows}" if spec.rows else "yesno"))

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _words(self, kind: str, *, short: bool) -> str:
        """Something that can be typed into a field of this kind, different each time, written as the program shows it."""
        number = self._next()
        match kind:
            case "money":
                return f"1.{number % 900 + 100},{number % 90 + 10}"
            case "count":
                return str(number % 7 + 2)
            case "decimal":
                return f"{number % 8 + 1},25"
            case "hours":
                return f"{number % 9 + 1},5"
            case "percent":
                return f"{number % 40 + 10},5"
            case "counts":
                return "0, 12, 65"
            case "date":
                return f"{number % 28 + 1:02}.{number % 12 + 1:02}.2026"
            case "time":
                return f"{number % 10 + 8:02}:30"
            case _ if short:
                return f"Öl{number}e"
            case "text":
                return f"Nr. {number}: Äpfel & „Süßes“ <b> für 5 €,\nzweite Zeile {number}."
            case _:
                return f"Grüner Weg {number}"

    # -- tables ----------------------------------------------------------------

    def _cell(self, view: RowsView) -> None:
        place = view.currentIndex()
        row, column = place.row(), place.column()
        if row >= PREPARED_ROWS or view.rows.is_result(column):
            return
        kind = view.rows.kinds[column]
        address = view.rows.address(row, column)
        if address in self.typed:
            return
        if kind.spec.kind == "check":
            before = bool(view.rows.value(row, column))
            press(Key.Key_Space)
            self.typed[address] = Entry("tick", "nein" if before else "ja")
        elif kind.picked:
            press(Key.Key_Return)
            until(lambda: QApplication.activePopupWidget() is not None, f"the list of {address}")
            press(Key.Key_Down)
            press(Key.Key_Return)
            until(lambda: QApplication.activePopupWidget() is None and view.open_cell() is None, f"the choice in {address}")
            self._chosen(address, kind.spec, view.rows.shown(row, column) or text("editor.noch_keine"))
        else:
            words = self._words(kind.spec.kind, short=True)
            type_text(view, words)
            self.typed[address] = Entry(kind.spec.kind, words)

    def _table_button(self, table: TableEditor, here: QWidget) -> bool:
        assert isinstance(here, QPushButton)
        if here is table.add_button and table.model.rowCount() < 1:
            press(Key.Key_Return)
            settle()
            assert above(focus(), RowsView) is table.view, f"a new row of {table.block.title} has no focus"
            return True
        return False

    @staticmethod
    def _week(week: WeekEditor, here: QWidget) -> bool:
        """The timetable has tests of its own; here its list is opened and filled in."""
        if here is week.list.opener and not week.list.is_open:
            press(Key.Key_Return)
            settle()
            assert week.table.isVisible(), "the list of the week plan did not open"
        return False

    @staticmethod
    def _first_card(cards: CardsEditor) -> bool:
        if cards.cards:
            return False
        press(Key.Key_Return)
        settle()
        editor = above(focus(), Editor)
        assert editor is not None and cards.isAncestorOf(editor), f"a new card of {cards.block.title} has no focus"
        return True

    # -- boxes and lists -------------------------------------------------------

    def _coverage(self, editor: CoverageEditor, here: QWidget) -> None:
        card = above(editor, QuestionCard)
        assert card is not None
        address = f"coverage[{card.question.id}]"
        if address not in self.typed:
            press(Key.Key_Space)
            self.typed[address] = Entry("covered", str(here.property("text")))

    def _item(self, item: ItemView, here: QWidget) -> bool:
        card = above(item, QuestionCard)
        assert card is not None and card.checklist is not None
        items = card.checklist.checklist.items
        place = items.index(item.item)
        if place >= ITEMS:
            return False
        address = f"checklist[{item.item.id}]"
        if here is item.row and not item.is_open:
            if f"{address}.state" in self.typed:
                return False
            press(Key.Key_Return)
            settle()
            assert focus() is not here, "the details did not open"
            return True
        state = above(here, OptionsEditor)
        if state is not None:
            if f"{address}.state" not in self.typed:
                said = "offen" if place or state.value() == "erledigt" else "erledigt"
                press(Key.Key_O if said == "offen" else Key.Key_E)
                self.typed[f"{address}.state"] = Entry("state", said)
            return False
        for key, kind in (("reason", "line"), ("note", "line"), ("person", "line"), ("due", "date")):
            if here.accessibleName() == text(f"prueflisten.{key}") and f"{address}.{key}" not in self.typed:
                self._type(here, f"{address}.{key}", kind, self._words(kind, short=False))
        return False

    # -- deeds -----------------------------------------------------------------

    def go_on(self) -> None:
        """The next step, by key."""
        press(Key.Key_Right, ALT)
        settle()

    def go_back(self) -> None:
        """The step before, by key."""
        press(Key.Key_Left, ALT)
        settle()

    def choose_folder(self, folder: Path) -> None:
        """Type the target folder of the papers; the focus goes there by Tab."""
        for _ in range(MAX_STOPS):
            here = focus()
            if here.accessibleName() == text("export.ordner"):
                press(Key.Key_A, CONTROL)
                type_text(here, str(folder))
                return
            press(Key.Key_Tab)
            settle()
        raise AssertionError("Tab never reached the folder")

    def saved(self) -> bool:
        """Does the header say that the file holds the case, and is it the case as it is now?"""
        session = self.window.session
        told = self.workspace.header.saved.text().startswith("gespeichert")
        return told and session is not None and session.save_state.kind == "gespeichert"

    def export_said(self) -> str:
        """What stands on the page about the papers."""
        labels = [label for label in self.workspace.page.findChildren(QLabel) if label.accessibleName() == text("export.ergebnis")]
        return labels[0].text() if labels and labels[0].isVisible() else ""
