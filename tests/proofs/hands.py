"""What random hands do in the window: keys for whatever has the focus, clicks, drags, paste, menus, search, history.

They leave alone what cannot be taken back (people and their passphrases, papers on the disk) and what would end the program.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QMenu, QTextEdit, QWidget

from ala_wizard.flow.searchable import DO
from ala_wizard.ui.editors.cards.card import Card
from ala_wizard.ui.editors.rich.input import RichInput
from ala_wizard.ui.editors.table.view import RowsView
from ala_wizard.ui.editors.week.block import Block
from ala_wizard.ui.editors.week.grid import WeekGrid
from ala_wizard.ui.history import HistoryDialog
from ala_wizard.ui.page.checklist import ItemView
from ala_wizard.ui.page.checkrow import CheckRow
from ala_wizard.ui.page.parked import ParkedNote
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.ui.panels.menschen import MenschenPanel
from ala_wizard.ui.search.palette import Palette
from ala_wizard.ui.spelling.ownwords import OwnWords
from ala_wizard.ui.window import Window
from tests.ui.driver import above
from tests.ui.typing import press, type_text

Key = Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Stroke = tuple[Qt.Key, Qt.KeyboardModifier]

MOVES: tuple[Stroke, ...] = (
    (Key.Key_Tab, NONE),
    (Key.Key_Backtab, SHIFT),
    (Key.Key_Right, ALT),
    (Key.Key_Left, ALT),
    (Key.Key_F6, NONE),
    (Key.Key_F2, NONE),
)
GROUPS: tuple[Stroke, ...] = tuple((key, CONTROL) for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4))
DEEDS: tuple[Stroke, ...] = (
    (Key.Key_Return, NONE),
    (Key.Key_Space, NONE),
    (Key.Key_Up, NONE),
    (Key.Key_Down, NONE),
    (Key.Key_Left, NONE),
    (Key.Key_Right, NONE),
    (Key.Key_Delete, NONE),
    (Key.Key_Backspace, NONE),
    (Key.Key_Escape, NONE),
    (Key.Key_Return, CONTROL),
    (Key.Key_Delete, CONTROL),
    (Key.Key_A, CONTROL),
    (Key.Key_C, CONTROL),
    (Key.Key_X, CONTROL),
    (Key.Key_V, CONTROL),
    (Key.Key_Up, ALT),
    (Key.Key_Down, ALT),
    (Key.Key_F4, NONE),
)
WRITING: tuple[Stroke, ...] = (
    (Key.Key_B, CONTROL),
    (Key.Key_B, CONTROL),
    (Key.Key_Return, NONE),
    (Key.Key_Tab, NONE),
    (Key.Key_Left, SHIFT),
    (Key.Key_Up, SHIFT),
    (Key.Key_Home, SHIFT | CONTROL),
    (Key.Key_F10, ALT),
    (Key.Key_Return, CONTROL),
    (Key.Key_Backspace, NONE),
)
WEEK: tuple[Stroke, ...] = (
    *((key, held) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right) for held in (NONE, CONTROL, ALT, ALT | SHIFT)),
    (Key.Key_Insert, NONE),
    (Key.Key_Menu, NONE),
)
HISTORY: tuple[Stroke, ...] = ((Key.Key_Z, CONTROL), (Key.Key_Y, CONTROL))
WORDS = ("Öl", "12", "1.234,56", "1234.56", "abc", "31.12.2026", "-5", "8:30", "€ <b>", "5, 9", "🐑", "x" * 40)
LINES = ("- ", "1. ", "{", "Wir haben 3 Plätze. ", "Rechtschraibung ", "\n", "**fett** ", "[Wie viele?] ")
PASTED = (
    "<p class=MsoNormal>Ein <b>Satz</b></p><ul><li>eins<ul><li>zwei</li></ul></li></ul>",
    "<table><tr><td>1</td><td>2</td></tr></table>",
    "- eins\n- zwei\n\n3. drei",
    "7,5",
    "\x00\u200b\ufeff",
    "Zeile\r\nZeile\tTab",
)
QUERIES = ("Plätze", "miete", "KSV", "x", "tagessatz", "Öl", "§ 60", "rückgängig")
LEFT_ALONE = (MenschenPanel, ExportPanel)
"""Panels whose deeds nobody can take back."""
PATIENCE = 25
"""Looks at a menu or dialog until it is closed for good."""


class Hands:
    """One person at the window."""

    def __init__(self, window: Window, chance: random.Random, folder: Path) -> None:
        self.window, self.chance = window, chance
        self.did: dict[str, int] = {}
        """How often each kind of thing was done."""
        self._looks = 0
        self._files = [folder / "Rechnung Öl.txt", folder / "Foto.png", folder / "leer.pdf"]
        for file, content in zip(self._files, (b"12 Euro", _PICTURE, b""), strict=True):
            file.write_bytes(content)
        self._acts: tuple[tuple[int, Callable[[QWidget], str]], ...] = (
            (26, self._type),
            (18, self._move),
            (3, self._group),
            (6, self._run),
            (22, self._key),
            (8, self._back),
            (14, self._click),
            (5, self._go),
            (5, self._drag),
            (5, self._paste),
            (2, self._search),
            (1, self._jump),
            (2, self._spell),
            (2, self._menu),
            (3, self._park),
            (4, self._check),
        )

    def act(self) -> None:
        """One thing that hands may do just now."""
        with self.minded():
            popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
            if popup is not None or modal is not None:
                self.answer(popup or modal)
                return
            self._looks = 0
            focus = QApplication.focusWidget()
            if focus is None:
                self.window.activateWindow()
                self._page().setFocus()
                assert self.window.workspace is not None
                self.window.workspace.page.focus_first()
                return
            palette = above(focus, Palette)
            deed = self._in_palette if palette is not None else self._chosen()
            name = deed(focus)
            if name == "nothing":  # not here
                name = self._type(focus)
            self.did[name] = self.did.get(name, 0) + 1

    def _chosen(self) -> Callable[[QWidget], str]:
        weights = [weight for weight, _ in self._acts]
        return self.chance.choices([act for _, act in self._acts], weights)[0]

    def _page(self) -> QWidget:
        assert self.window.workspace is not None
        return self.window.workspace.page

    # -- what waits for an answer ------------------------------------------------

    @contextmanager
    def minded(self) -> Iterator[None]:
        """Menus and dialogs that wait for an answer get one; file dialogs give a file or none; no other program is opened."""
        timer = QTimer()
        timer.setInterval(5)
        timer.timeout.connect(self._look)
        timer.start()
        names = ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory")
        before = {name: getattr(QFileDialog, name) for name in names}
        opened = QDesktopServices.openUrl
        QFileDialog.getOpenFileNames = self._some_files  # type: ignore[method-assign,assignment]
        QFileDialog.getOpenFileName = QFileDialog.getSaveFileName = lambda *_a, **_k: ("", "")  # type: ignore[method-assign,assignment]
        QFileDialog.getExistingDirectory = lambda *_a, **_k: ""  # type: ignore[method-assign,assignment]
        QDesktopServices.openUrl = lambda _url: True  # type: ignore[method-assign,assignment]
        try:
            yield
        finally:
            timer.stop()
            for name, function in before.items():
                setattr(QFileDialog, name, staticmethod(function))
            QDesktopServices.openUrl = staticmethod(opened)  # type: ignore[method-assign,assignment]

    def _some_files(self, *_args: object, **_more: object) -> tuple[list[str], str]:
        return [str(self.chance.choice(self._files))] if self.chance.random() < 0.8 else [], ""

    def _look(self) -> None:
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if found is not None:
            self.answer(found)

    def answer(self, found: QWidget | None) -> None:
        """One key or click in a menu, list, small window or dialog; after a while it is closed."""
        self._looks += 1
        if found is None:
            return
        if self._looks > PATIENCE:
            found.close()
        elif isinstance(found, QDialog):
            self._in_dialog(found)
        elif isinstance(found, QMenu):
            press(self.chance.choice((Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_Right, Key.Key_Escape)))
        elif self.chance.random() < 0.2 and isinstance(found.focusWidget(), QLineEdit):
            type_text(found.focusWidget(), self.chance.choice(("a", "pl", "Öl")))
        else:
            press(self.chance.choice((Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_Tab, Key.Key_Escape)))

    def _in_dialog(self, dialog: QDialog) -> None:
        buttons = [button for button in dialog.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()]
        dice = self.chance.random()
        if isinstance(dialog, HistoryDialog) and dice < 0.5:
            press(self.chance.choice((Key.Key_Down, Key.Key_Up, Key.Key_PageDown, Key.Key_Return)))
        elif dice < 0.3 or isinstance(dialog, OwnWords):
            press(Key.Key_Escape)
        elif dice < 0.5:
            press(Key.Key_Tab)
        elif buttons:
            QTest.mouseClick(self.chance.choice(buttons), LEFT)

    # -- keys ----------------------------------------------------------------------

    def _type(self, focus: QWidget) -> str:
        rich = isinstance(focus, RichInput) and self.chance.random() < 0.6
        type_text(focus, self.chance.choice(LINES if rich else WORDS))
        return "type"

    def _move(self, _focus: QWidget) -> str:
        workspace = self.window.workspace
        assert workspace is not None
        key, modifier = self.chance.choice(MOVES)
        if (key, modifier) == (Key.Key_Right, ALT) and workspace.page.deed is not None:
            key = Key.Key_Left  # no papers
        press(key, modifier)
        return "move"

    def _group(self, _focus: QWidget) -> str:
        press(*self.chance.choice(GROUPS))
        return "move"

    def _run(self, _focus: QWidget) -> str:
        for _ in range(self.chance.randint(3, 25)):
            press(Key.Key_Tab)
        return "move"

    def _key(self, focus: QWidget) -> str:
        strokes, name = DEEDS, "key"
        if isinstance(focus, RichInput) and self.chance.random() < 0.7:
            strokes, name = WRITING, "write"
        elif isinstance(focus, (Block, WeekGrid)):
            strokes, name = WEEK + DEEDS, "week key"
        key, modifier = self.chance.choice(strokes)
        if key in (Key.Key_Return, Key.Key_Space) and not self._harmless(focus):
            key, modifier = Key.Key_Tab, NONE
        press(key, modifier)
        return name

    def _back(self, _focus: QWidget) -> str:
        press(*self.chance.choice(HISTORY))
        return "history"

    def _harmless(self, widget: QWidget) -> bool:
        """Is it on the page, and may it be pressed? Menus of the window may end it or open another case."""
        if not isinstance(widget, QAbstractButton):
            return above_any(widget, LEFT_ALONE) is None
        return self._page().isAncestorOf(widget) and above_any(widget, LEFT_ALONE) is None

    # -- mouse ---------------------------------------------------------------------

    def _click(self, _focus: QWidget) -> str:
        """Anything on the page that can be pressed, ticked, opened or typed into."""
        kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, RowsView)
        there = [w for kind in kinds for w in self._page().findChildren(kind) if w.isVisible() and w.isEnabled() and self._harmless(w)]
        if not there:
            return "nothing"
        widget = self.chance.choice(there)
        self._bring(widget)
        target = widget.viewport() if isinstance(widget, (RowsView, QTextEdit)) else widget
        room = target.rect()
        at = QPoint(self.chance.randrange(max(1, room.width())), self.chance.randrange(max(1, room.height())))
        QTest.mouseClick(
            target, LEFT, NONE, room.center() if isinstance(widget, QAbstractButton) and not isinstance(widget, CheckRow) else at
        )
        return f"click {type(widget).__name__}"

    def _bring(self, widget: QWidget) -> None:
        assert self.window.workspace is not None
        self.window.workspace.page.ensureWidgetVisible(widget)
        QApplication.processEvents()

    def _go(self, _focus: QWidget) -> str:
        """A step in the list at the left."""
        assert self.window.workspace is not None
        steps = self.window.workspace.step_list
        index = steps.steps.index(self.chance.randrange(steps.steps.rowCount()))
        steps.scrollTo(index)
        QTest.mouseClick(steps.viewport(), LEFT, NONE, steps.visualRect(index).center())
        return "step"

    def _drag(self, _focus: QWidget) -> str:
        """Draw, move or stretch in the timetable; there is one on one page only, so go there."""
        assert self.window.workspace is not None
        if not self._page().findChildren(WeekGrid):
            if self.chance.random() < 0.5:
                return self._select_by_mouse()
            self.window.workspace.go_to("k06")
            QApplication.processEvents()
        grid = next((found for found in self._page().findChildren(WeekGrid) if found.isVisible()), None)
        if grid is None:
            return "nothing"
        blocks = list(grid.blocks.values())
        target: QWidget = self.chance.choice(blocks) if blocks and self.chance.random() < 0.7 else grid
        self._bring(target)
        start = QPoint(self.chance.randrange(target.width()), self.chance.choice((1, target.height() // 2, target.height() - 2)))
        end = target.mapFrom(grid, QPoint(self.chance.randrange(grid.width()), self.chance.randrange(grid.height())))
        self._pull(target, start, end)
        return "drag"

    def _select_by_mouse(self) -> str:
        """Select in a text by pulling over it."""
        texts = [found for found in self._page().findChildren(RichInput) if found.isVisible()]
        if not texts:
            return "nothing"
        field = self.chance.choice(texts)
        self._bring(field)
        room = field.viewport().rect()
        points = [QPoint(self.chance.randrange(max(1, room.width())), self.chance.randrange(max(1, room.height()))) for _ in range(2)]
        if field.textCursor().hasSelection():  # pulling what is selected would wait for the operating system
            QTest.mouseClick(field.viewport(), LEFT, NONE, points[0])
            return "select"
        self._pull(field.viewport(), *points)
        return "select"

    @staticmethod
    def _pull(target: QWidget, start: QPoint, end: QPoint) -> None:
        where = target.mapToGlobal(end)
        QTest.mousePress(target, LEFT, NONE, start)
        for part in (0.5, 1.0):
            QTest.mouseMove(target, start + (target.mapFromGlobal(where) - start) * part)
            QApplication.processEvents()
        QTest.mouseRelease(target, LEFT, NONE, target.mapFromGlobal(where))

    def _menu(self, focus: QWidget) -> str:
        """The menu of what one types into, or of a block of the week."""
        if not isinstance(focus, (QLineEdit, QTextEdit, Block)):
            return "nothing"
        at = focus.rect().center()
        QApplication.sendEvent(focus, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, focus.mapToGlobal(at)))
        return "menu"

    # -- longer ways -----------------------------------------------------------------

    def _paste(self, focus: QWidget) -> str:
        words, data = self.chance.choice(PASTED), QMimeData()
        if words.startswith("<"):
            data.setHtml(words)
        else:
            data.setText(words)
        if self.chance.random() < 0.2:
            data.setUrls([QUrl.fromLocalFile(str(self._files[0]))])
        QApplication.clipboard().setMimeData(data)
        press(Key.Key_V, CONTROL)
        return "paste rich" if isinstance(focus, RichInput) else "paste"

    def _search(self, _focus: QWidget) -> str:
        press(Key.Key_K, CONTROL)
        return "search"

    def _in_palette(self, focus: QWidget) -> str:
        palette = above(focus, Palette)
        assert palette is not None
        dice = self.chance.random()
        if dice < 0.4:
            type_text(focus, self.chance.choice(QUERIES))
        elif dice < 0.7:
            press(self.chance.choice((Key.Key_Down, Key.Key_Up, Key.Key_Tab)))
        elif dice < 0.9 and palette.list.current is not None and not palette.list.current.target.startswith(f"{DO}:"):
            press(Key.Key_Return)
        else:
            press(Key.Key_Escape)
        return "search"

    def _jump(self, _focus: QWidget) -> str:
        press(Key.Key_H, CONTROL)
        return "jump"

    def _spell(self, _focus: QWidget) -> str:
        press(Key.Key_F7)
        return "spell"

    def _park(self, _focus: QWidget) -> str:
        """Bring back what rests, where something does."""
        notes = [found for found in self._page().findChildren(ParkedNote) if found.isVisible()]
        if not notes:
            return "nothing"
        note = self.chance.choice(notes)
        self._bring(note)
        QTest.mouseClick(self.chance.choice((note.look, note.back)), LEFT)
        return "parked"

    def _check(self, _focus: QWidget) -> str:
        """A point of a checklist ticked by its mark, or opened and answered by a letter; a card opened or moved."""
        cards = [found for found in self._page().findChildren(Card) if found.isVisible()]
        items = [found for found in self._page().findChildren(ItemView) if found.isVisible()]
        if items:
            item = self.chance.choice(items)
            self._bring(item.row)
            QTest.mouseClick(item.row, LEFT, NONE, QPoint(12, 20) if self.chance.random() < 0.6 else item.row.rect().center())
            press(self.chance.choice((Key.Key_E, Key.Key_O, Key.Key_Space, Key.Key_Escape)))
            return "checklist"
        if cards:
            card = self.chance.choice(cards)
            self._bring(card.opener)
            card.opener.setFocus()
            press(self.chance.choice((Key.Key_Up, Key.Key_Down)), ALT)
            return "card"
        return "nothing"


def above_any(widget: QWidget | None, kinds: tuple[type[QWidget], ...]) -> QWidget | None:
    """The widget or the nearest around it that is of one of these kinds."""
    while widget is not None and not isinstance(widget, kinds):
        widget = widget.parentWidget()
    return widget


_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
"""A PNG of one pixel."""
