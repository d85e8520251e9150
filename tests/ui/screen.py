"""What a person sees and does in a window: short words for the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.app import Program
from ala_wizard.model.case import Case
from ala_wizard.ui.dialog import Dialog as Asked
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.page.question import QuestionCard
from ala_wizard.ui.session import Session
from ala_wizard.ui.window import Window
from ala_wizard.ui.workspace import Workspace
from tests.ui.typing import press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def plain(words: str) -> str:
    """Words with ordinary spaces."""
    return words.replace("\u00a0", " ").replace("\u202f", " ").replace("\u00ad", "")


class Screen:
    """A window with an open case."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.qtbot = qtbot

    # -- what is there ---------------------------------------------------------

    @property
    def window(self) -> Window:
        """The window, also after it was built anew."""
        return self.program.window

    @property
    def workspace(self) -> Workspace:
        """The open case on the screen, with all of its page: what lies out of sight is built a moment later."""
        assert self.window.workspace is not None
        page = self.window.workspace.page
        built = len(page.findChildren(QuestionCard))
        if len(page.cards) > built:
            for _ in range(4):
                self.settle()
        return self.window.workspace

    @property
    def session(self) -> Session:
        """The open case."""
        assert self.window.session is not None
        return self.window.session

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.session.case

    @property
    def step(self) -> str:
        """The step shown."""
        return self.workspace.step

    @property
    def focus(self) -> QWidget:
        """The widget with the focus."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def editor(self, address: str) -> Editor:
        """The editor of an address on the page."""
        return next(entry for entry in self.workspace.page.findChildren(Editor) if entry.property("address") == address)

    def table(self, target: str) -> TableEditor:
        """The table of an address on the page."""
        return next(entry for entry in self.workspace.page.findChildren(TableEditor) if entry.block.target == target)

    def words(self, inside: QWidget | None = None) -> list[str]:
        """All words that can be seen."""
        place = inside or self.workspace.page
        return [label.text() for label in place.findChildren(QLabel) if label.isVisible() and label.text()]

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """The visible button with these words."""
        found = [b for b in (inside or self.window).findChildren(QAbstractButton) if b.isVisible() and b.text().startswith(words)]
        assert found, f"no button {words!r}"
        return found[0]

    # -- what a person does ----------------------------------------------------

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, or on a place in it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
        self.settle()

    def click_step(self, step: str) -> None:
        """Click on a step in the list at the left."""
        steps = self.workspace.step_list
        index = steps.steps.index(steps.steps.place(step))
        steps.scrollTo(index)
        self.click(steps.viewport(), steps.visualRect(index).center())

    def enter(self, address: str) -> None:
        """Click into the field of an address."""
        widget = self.editor(address).focus_widget()
        self.workspace.page.ensureWidgetVisible(widget)
        self.settle()
        self.click(widget)

    def type(self, words: str) -> None:
        """Type where the focus is."""
        type_text(self.focus, words)
        self.settle()

    def type_in_popup(self, words: str) -> None:
        """Type into the small window that is open: keys go there, not to the window."""
        popup = QApplication.activePopupWidget()
        assert popup is not None, "no popup is open"
        type_text(popup.focusWidget(), words)
        self.settle()

    def fill(self, address: str, words: str) -> None:
        """Click into a field, replace what stands there, and leave it by Tab."""
        self.enter(address)
        self.key(Qt.Key.Key_A, CONTROL)
        self.type(words)
        self.key(Qt.Key.Key_Tab)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        press(key, modifier)
        self.settle()

    def enter_cell(self, target: str, row: int, key: str) -> None:
        """Click on a cell of a table; a text cell opens."""
        view = self.table(target).view
        column = [kind.key for kind in view.rows.kinds].index(key)
        index = view.rows.index(row, column)
        view.scrollTo(index)
        self.workspace.page.ensureWidgetVisible(view)
        self.settle()
        if view.currentIndex() != index:
            self.click(view.viewport(), view.visualRect(index).center())

    def wait_for_pages(self) -> None:
        """Wait until the pages of the Konzept are counted, beside the window, and all that hangs on it is shown."""
        self.qtbot.waitUntil(lambda: not self.session.preview.busy)
        self.settle()
        self.settle()

    def wait_until_built(self) -> None:
        """Wait until the page stands still: some cards follow one by one between the events."""
        content, same = self.workspace.page.widget(), 0
        while same < 4:
            before = content.height(), len(content.findChildren(QLabel))
            self.settle()
            same = same + 1 if before == (content.height(), len(content.findChildren(QLabel))) else 0

    def panel(self, question: str) -> QWidget:
        """The panel in the card of a question."""
        found = next(card for card in self.workspace.page.cards if card.question.id == question).panel
        assert found is not None
        return found

    def said(self, question: str) -> str:
        """All words of that panel, with ordinary spaces."""
        return plain("\n".join(self.words(self.panel(question))))

    @staticmethod
    def settle() -> None:
        """Let the window answer all that waits."""
        QApplication.processEvents()
        QApplication.processEvents()

    def choose(self, *words: str) -> None:
        """Choose from the menu by its words, one level after the other."""
        menu: QMenu = self.window.menu
        for word in words[:-1]:
            menu = next(inner for action in menu.actions() if (inner := _menu_of(action)) is not None and action.text() == word)
        next(action for action in menu.actions() if action.text() == words[-1]).trigger()
        self.settle()

    def put_away(self) -> None:
        """Hide and delete the window without asking anything."""
        self.window.hide()
        if self.window.session is not None:
            session = self.window.session
            session.engine = replace(session.engine, save=lambda _case, _file, _attachments: None)
            session.saver.finish()
            session.deleteLater()  # a session that the garbage collector finds in a worker would stop its timers there
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _menu_of(action: QAction) -> QMenu | None:
    found = action.menu()
    return found if isinstance(found, QMenu) else None


class Dialog:
    """A dialog as it stood there, before it was answered."""

    def __init__(self, box: Asked) -> None:
        shown = [label.text() for label in box.findChildren(QLabel)]
        self.title, self.words = shown[0], "\n".join(shown[1:])
        self.buttons = [button.text() for button in box.buttons]


def _watched(act: Callable[[], object], look: Callable[[], object]) -> None:
    """Do something that does not come back by itself, and look again and again meanwhile."""
    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(look)
    timer.start()
    try:
        act()
    finally:
        timer.stop()


def answering(answer: str, act: Callable[[], object]) -> list[Dialog]:
    """Do something that asks back, and click the button with these words; gives the dialogs that stood there."""
    seen: list[Dialog] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Asked):
            seen.append(Dialog(box))
            button = next((b for b in box.buttons if b.text() == answer), None)
            QTest.mouseClick(button or box.buttons[0], Qt.MouseButton.LeftButton)

    _watched(act, look)
    return seen


def popping(act: Callable[[], object], look: Callable[[QWidget], object]) -> None:
    """Do something that opens a menu or a list; look at it and close it with Escape."""
    seen: list[QWidget] = []

    def watch() -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            if not seen:
                seen.append(popup)
                look(popup)
            QTest.keyClick(popup, Qt.Key.Key_Escape)

    _watched(act, watch)
    assert seen, "nothing opened"


def chosen(combo: QWidget) -> str:
    """The words that a choice shows."""
    assert isinstance(combo, QComboBox)
    return combo.currentText()
