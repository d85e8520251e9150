"""The place to write in: letters, bold, lists and chips, with even lines. It keeps no history of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextFrameFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from ala_wizard.checks.facts import Shown
from ala_wizard.model.richtext import Line, Marker, Run, numbers, parse, store
from ala_wizard.ui import theme
from ala_wizard.ui.editors.base import is_undo_key, reveal
from ala_wizard.ui.editors.inputs import edit_menu
from ala_wizard.ui.editors.pasting import explain, plain_of
from ala_wizard.ui.editors.rich import clip, formats, ground, lists, placing
from ala_wizard.ui.editors.rich.chips import Chip, chip_between, chip_inside, chips_in, unglued, whole
from ala_wizard.ui.editors.rich.reading import blocks, line_of, selected
from ala_wizard.ui.editors.rich.underlines import Underlines
from ala_wizard.ui.editors.text import LINE, MIN_LINES
from ala_wizard.ui.kit import set_height
from ala_wizard.ui.spelling.marks import attach

Key = QKeySequence.StandardKey
Move = QTextCursor.MoveOperation
KEEP = QTextCursor.MoveMode.KeepAnchor

_ERASE: tuple[tuple[QKeySequence.StandardKey, QTextCursor.MoveOperation], ...] = (
    (Key.Backspace, Move.PreviousCharacter),
    (Key.Delete, Move.NextCharacter),
    (Key.DeleteStartOfWord, Move.PreviousWord),
    (Key.DeleteEndOfWord, Move.NextWord),
    (Key.DeleteEndOfLine, Move.EndOfLine),
    (Key.DeleteCompleteLine, Move.StartOfLine),
)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class RichInput(QTextEdit):
    """Lines with chips, as high as its content."""

    edited = Signal(str)
    """Something was typed or done by hand; the key of what was done in `texts` (`schreiben.tat_…`), empty for typing."""
    fact_wanted = Signal(bool)
    """Somebody wants to choose a fact; True when a brace was typed for it."""
    chip_asked = Signal(object)
    """A chip was clicked, or Enter was pressed on it."""
    bar_wanted = Signal()
    confirm_wanted = Signal()
    line_changed = Signal(int)
    """The cursor stands in another paragraph: its number, from 0."""

    def __init__(self, show: placing.Show, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._lines: list[Line] = [Line()]
        self._stored: list[str] = [""]
        self._known: dict[str, Shown] = {}
        """What the chips say, as of the last look at the case."""
        self._facts: tuple[str, ...] | None = ()
        self._deed = ""
        self.pasted_blocks: tuple[str, ...] = ()
        """The building blocks not yet edited in what is being pasted."""
        self._placing = False
        self._snapping = False
        self._counts: list[int] = [0]
        self._touched: tuple[int, int] | None = None
        """The lines that were read again and that nobody has looked at yet."""
        self._last = 0
        self._line = -1
        self._auto: tuple[int, str] | None = None
        self._pressed: QPoint | None = None
        self._open: tuple[range, ...] = ()
        self._numbers: tuple[int, ...] = (0,)
        self.underlines = Underlines(self)
        """Lines under parts of the text, by layer: numbers that contradict a fact."""
        self.setProperty("role", "bare")
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(0)
        self._shape()
        self.document().contentsChange.connect(self._on_contents)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.selectionChanged.connect(self._on_cursor)
        self.marks = attach(self, self.protected)
        """Marks unknown words; None without a spelling service."""

    # -- what stands there -----------------------------------------------------

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they stand there."""
        return tuple(self._lines)

    @property
    def stored_lines(self) -> Sequence[str]:
        """Each line in marks."""
        return self._stored

    @property
    def is_blank(self) -> bool:
        """Has nobody begun?"""
        return self._stored == [""]

    def stored(self) -> str:
        """The text as the case stores it."""
        return "\n".join(self._stored)

    @property
    def word_count(self) -> int:
        """How many words there are, with those of the facts."""
        return sum(self._counts)

    def position_of(self, line: int, letter: int) -> int:
        """The position of a letter of a line, where a chip counts as one."""
        block = self.document().findBlockByNumber(line)
        at = block.position()
        chips = {chip.start: chip.end for chip in chips_in(block)}
        for sign in self._lines[line].flat[:letter]:
            at = chips[at] if at in chips else at + (2 if sign > "\uffff" else 1)
        return at

    def place(self, stored: str) -> None:
        """Show a text by changing only what differs; the cursor ends behind the change, as after an undo."""
        if stored == self.stored():
            return
        with self._quietly():
            end = placing.place(self.document(), self._lines, parse(stored), self._show)
            if end is not None:
                cursor = self.textCursor()
                cursor.setPosition(end)
                self.setTextCursor(cursor)
        self._after_placing()

    def renew_facts(self) -> None:
        """Let all chips say what the case says now. The cursor stays, nothing is told."""
        known = {fact: self._show(fact) for fact in set(self.facts())}
        if known == self._known:
            return
        self._known = known
        at = [place for place, line in enumerate(self._lines) if any(run.fact for run in line.runs)]
        here = self.textCursor()
        anchor, position = here.anchor(), here.position()
        changed = False
        with self._quietly():
            for number in reversed(at):
                for chip, longer in placing.renew(self.document().findBlockByNumber(number), self._show):
                    anchor += longer if anchor >= chip.end else 0
                    position += longer if position >= chip.end else 0
                    changed = True
            if changed:
                here.setPosition(anchor)
                here.setPosition(position, KEEP)
                self.setTextCursor(here)
        if changed:
            self._after_placing()

    def facts(self) -> tuple[str, ...]:
        """IDs of the facts that stand in the text."""
        if self._facts is None:
            self._facts = tuple(run.fact for line in self._lines for run in line.runs if run.fact)
        return self._facts

    def words(self, fact: str) -> str:
        """The words of a fact as its chip shows them."""
        return self._show(fact).text

    @staticmethod
    def protected(block: QTextBlock) -> Sequence[tuple[int, int]]:
        """The places of a block that are chips, as the block counts: nobody typed these letters."""
        return [(chip.start - block.position(), chip.end - block.position()) for chip in chips_in(block)]

    def set_open(self, ranges: tuple[range, ...]) -> None:
        """Which lines are building blocks not yet edited."""
        if ranges != self._open:
            self._open = ranges
            self.viewport().update()

    @property
    def open_lines(self) -> tuple[range, ...]:
        """The building blocks not yet edited."""
        return self._open

    def open_at_cursor(self) -> range | None:
        """The building block not yet edited that the cursor stands in."""
        here = self.textCursor().blockNumber()
        return next((lines for lines in self._open if here in lines), None)

    def go_to_line(self, number: int) -> None:
        """Put the cursor at the end of a line and show it."""
        cursor = QTextCursor(self.document().findBlockByNumber(number))
        cursor.movePosition(Move.EndOfBlock)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what the hand does ----------------------------------------------------

    @contextmanager
    def deed(self, name: str) -> Iterator[QTextCursor]:
        """One deed with a name for undo, done with the cursor given."""
        self._deed = name
        cursor = self.textCursor()
        cursor.beginEditBlock()
        try:
            yield cursor
        finally:
            cursor.endEditBlock()
            self.setTextCursor(cursor)
            self._deed = ""

    def toggle_bold(self) -> None:
        """Bold on or off: for what is selected, else for what is typed next."""
        bold = not formats.is_bold(self.currentCharFormat())
        cursor = self.textCursor()
        if not cursor.hasSelection():
            self.setCurrentCharFormat(formats.letters(bold))
            return
        form = formats.letters()
        form.setFontWeight(formats.BOLD if bold else 400)
        with self.deed("fett") as cursor:
            cursor.mergeCharFormat(form)

    def toggle_list(self, mark: Marker) -> None:
        """Make the chosen lines a list, or paragraphs again."""
        with self.deed("liste") as cursor:
            lists.toggle(cursor, mark)

    @property
    def is_bold(self) -> bool:
        """Would a letter typed now be bold?"""
        return formats.is_bold(self.currentCharFormat())

    @property
    def marker(self) -> Marker:
        """The marker of the line with the cursor."""
        return lists.marker(self.textCursor().block())

    def put_fact(self, fact: str, over: tuple[int, int] | None = None) -> None:
        """Put a chip at the cursor, or over a range of the text."""
        bold = self.is_bold
        with self.deed("angabe") as cursor:
            if over is not None:
                cursor.setPosition(over[0])
                cursor.setPosition(over[1], KEEP)
            lists.remove(cursor)
            placing.insert_run(cursor, Run("", bold, fact), self._show)

    def put_paragraphs(self, stored: str) -> None:
        """Put lines as paragraphs of their own: in place of an empty line, else below the line with the cursor.

        A building block that nobody has edited stays whole: then they come below it.
        """
        added, standing = parse(stored), self.open_at_cursor()
        with self.deed("baustein") as cursor:
            cursor.clearSelection()
            if standing is not None:
                cursor.setPosition(self.document().findBlockByNumber(standing.stop - 1).position())
                cursor.movePosition(Move.EndOfBlock)
            if cursor.block().length() > 1 and cursor.atBlockStart():
                cursor.insertBlock(formats.paragraph(), formats.letters())
                cursor.movePosition(Move.PreviousBlock)
            elif cursor.block().length() > 1:
                cursor.movePosition(Move.EndOfBlock)
                cursor.insertBlock(formats.paragraph(), formats.letters())
            lists.shape(cursor.block(), added[0].marker, added[0].level)
            placing.insert_lines(cursor, added, self._show)

    def as_text(self, chip: Chip) -> None:
        """Make letters of a chip."""
        with self.deed("als_text") as cursor:
            cursor.setPosition(chip.start)
            cursor.setPosition(chip.end, KEEP)
            bold = formats.is_bold(cursor.charFormat())
            cursor.insertText(unglued(chip.letters), formats.letters(bold))

    def put_letters(self, words: str) -> None:
        """Put letters at the cursor, as if typed."""
        cursor = self.textCursor()
        form = formats.letters(self.is_bold)
        cursor.beginEditBlock()
        lists.remove(cursor)
        cursor.insertText(words, form)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(form)

    def select_chip(self, chip: Chip) -> None:
        """Select a chip."""
        cursor = self.textCursor()
        cursor.setPosition(chip.start)
        cursor.setPosition(chip.end, KEEP)
        self.setTextCursor(cursor)

    def chip_selected(self) -> Chip | None:
        """The chip that is all that is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return chip_between(self.document(), cursor.selectionStart(), cursor.selectionEnd())

    def chip_rect(self, chip: Chip) -> QRectF:
        """Where a chip stands in the viewport."""
        return next(ground.chip_rects(self.document().findBlock(chip.start), chip), QRectF())

    def chip_at(self, point: QPoint) -> Chip | None:
        """The chip under a point of the viewport."""
        block = self.cursorForPosition(point).block()
        return next((c for c in chips_in(block) for rect in ground.chip_rects(block, c) if rect.contains(point.toPointF())), None)

    # -- keys ------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_undo_key(event):
                event.ignore()
                return False
            if _is_own(event):
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._tabbed(event):
            return True
        return super().event(event)

    def _tabbed(self, event: QKeyEvent) -> bool:
        """Tab at the start of an item moves the item, as far as that goes; elsewhere it leaves the field."""
        back = event.key() == Qt.Key.Key_Backtab
        if not (back or event.key() == Qt.Key.Key_Tab) or event.modifiers() & (_CONTROL | Qt.KeyboardModifier.AltModifier):
            return False
        cursor = self.textCursor()
        block = cursor.block()
        can = bool(formats.level_of(block.blockFormat())) if back else lists.may_indent(block)
        if not (lists.at_item_start(cursor) and can):
            return False
        with self.deed("liste") as cursor:
            lists.indent(cursor, -1 if back else 1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
            return
        key, auto, self._auto = event.key(), self._auto, None
        if _is_own(event):
            self._own_key(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Backspace and auto is not None and self._take_back(auto):
            pass
        elif event.matches(Key.Cut):
            self.cut()
        elif (erasing := _erasing(event)) is not None:
            self._erase(erasing)
        elif _types(event):
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> None:
        if event.matches(Key.Bold):
            self.toggle_bold()
        elif event.key() == Qt.Key.Key_F10:
            self.bar_wanted.emit()
        else:
            self.confirm_wanted.emit()

    def _type(self, words: str) -> None:
        cursor = self.textCursor()
        if words == " " and (mark := lists.typed_mark(cursor)):
            number = cursor.blockNumber()
            with self.deed("liste") as cursor:
                lists.begin(cursor)
            self._auto = (number, mark)
        elif words == "{":
            self.fact_wanted.emit(True)
        else:
            self.put_letters(words)

    def _take_back(self, auto: tuple[int, str]) -> bool:
        """Backspace right after a line became a list by itself: it is a line again, with what was typed."""
        cursor = self.textCursor()
        if not lists.at_item_start(cursor) or cursor.blockNumber() != auto[0]:
            return False
        with self.deed("liste") as cursor:
            lists.shape(cursor.block(), "")
            cursor.insertText(f"{auto[1]} ", formats.letters())
        return True

    def _enter(self) -> None:
        chip = self.chip_selected()
        if chip is not None:
            self.chip_asked.emit(chip)
            return
        cursor = self.textCursor()
        lists.enter(cursor)
        self.setTextCursor(cursor)

    def _erase(self, move: QTextCursor.MoveOperation) -> None:
        """Take away what is selected, or what a key of this kind takes: a chip goes whole."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            back = move in (Move.PreviousCharacter, Move.PreviousWord, Move.StartOfLine)
            if back and lists.at_item_start(cursor):
                with self.deed("liste") as cursor:
                    lists.leave(cursor)
                return
            cursor.movePosition(move, KEEP)
            start, end = whole(self.document(), cursor.selectionStart(), cursor.selectionEnd())
            cursor.setPosition(start)
            cursor.setPosition(end, KEEP)
        bold = self.is_bold
        lists.remove(cursor)
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(formats.letters(bold and cursor.block().length() > 1))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() and self.textCursor().hasSelection():
            self._erase(Move.NextCharacter)
        self._settle_format()
        super().inputMethodEvent(event)

    # -- cursor ----------------------------------------------------------------

    def _on_cursor(self) -> None:
        if self._snapping or self._placing:
            return
        self._snapping = True
        try:
            self._snap()
            self._settle_format()
        finally:
            self._snapping = False
        cursor = self.textCursor()
        self._last = cursor.position()
        if self._auto is not None and (cursor.blockNumber() != self._auto[0] or not cursor.atBlockStart()):
            self._auto = None
        self._tell_line()
        if self.hasFocus():
            reveal(self.viewport(), self.cursorRect())

    def _tell_line(self) -> None:
        if self.textCursor().blockNumber() != self._line:
            self._line = self.textCursor().blockNumber()
            self.line_changed.emit(self._line)

    def _snap(self) -> None:
        """The cursor never stands inside a chip, and a selection never cuts one."""
        cursor = self.textCursor()
        position, anchor = cursor.position(), cursor.anchor()
        inside = chip_inside(self.document(), position)
        if inside is not None:
            forward = position > self._last
            if self._pressed is not None:
                halfway = position - inside.start > inside.end - position
                forward = halfway if position == anchor else position > anchor
            position = inside.end if forward else inside.start
            if anchor == cursor.position():
                anchor = position
        cut = chip_inside(self.document(), anchor)
        if cut is not None:
            anchor = cut.start if anchor < position else cut.end
        if (position, anchor) != (cursor.position(), cursor.anchor()):
            cursor.setPosition(anchor)
            cursor.setPosition(position, KEEP)
            self.setTextCursor(cursor)

    def _settle_format(self) -> None:
        """What is typed beside a chip is no part of it."""
        form = self.currentCharFormat()
        if form.hasProperty(formats.FACT) and not self.textCursor().hasSelection():
            self.setCurrentCharFormat(formats.letters(formats.is_bold(form)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.line_changed.emit(self.textCursor().blockNumber())

    # -- mouse -----------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        point = event.position().toPoint()
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (point - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        chip = self.chip_at(point)
        if chip is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.select_chip(chip)
            self.chip_asked.emit(chip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            over = self.chip_at(event.position().toPoint()) is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        filled = not self.document().isEmpty()
        edit_menu(self, event, selected=self.textCursor().hasSelection(), pastes=self.canPaste(), filled=filled)

    # -- clipboard -------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        return clip.mime(selected(self.textCursor()), self.words, self._open_selected())

    def _open_selected(self) -> list[str]:
        """The building blocks not yet edited that are selected whole."""
        cursor, document, found = self.textCursor(), self.document(), []
        for lines in self._open:
            first, last = document.findBlockByNumber(lines.start), document.findBlockByNumber(lines.stop - 1)
            if cursor.selectionStart() <= first.position() and last.position() + last.length() - 1 <= cursor.selectionEnd():
                found.append("\n".join(self._stored[lines.start : lines.stop]))
        return found

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasFormat(clip.OWN) or source.hasHtml() or bool(plain_of(source))

    def cut(self) -> None:
        """Put what is selected on the clipboard and take it away."""
        if self.textCursor().hasSelection():
            self.copy()
            with self.deed("ausschneiden") as cursor:
                lists.remove(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = clip.lines_from(source)
        if not lines:
            explain(self, source)
            return
        self.pasted_blocks = clip.blocks_from(source)
        with self.deed("einfuegen") as cursor:
            if not cursor.hasSelection():
                inside = chip_inside(self.document(), cursor.position())
                if inside is not None:
                    cursor.setPosition(inside.end)
            placing.insert_lines(cursor, lines, self._show)
        self.pasted_blocks = ()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        if event.mimeData().hasUrls() and not event.mimeData().hasFormat(clip.OWN):
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)

    # -- what changed ----------------------------------------------------------

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change the document without telling anybody."""
        self._placing = True
        blocked = self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(blocked)
            self._placing = False
            self._touched = None  # nobody will be told of it: the next wavy mark must not pass for typing

    def _after_placing(self) -> None:
        self._auto = None
        self._lower_blanks()
        self._last = self.textCursor().position()
        self._settle_format()
        self._tell_line()
        self._grow()
        self.viewport().update()

    def _on_contents(self, position: int, _removed: int, added: int) -> None:
        """Read again the lines that a change touched."""
        document = self.document()
        first = document.findBlock(position)
        last = document.findBlock(min(position + added, max(0, document.characterCount() - 1)))
        start = first.blockNumber() if first.isValid() else 0
        end = last.blockNumber() if last.isValid() else document.blockCount() - 1
        old_end = end - (document.blockCount() - len(self._lines))
        changed = list(blocks(document, start, end))
        fresh = [line_of(block) for block in changed]
        self._touched = (start, end)
        self._facts = None
        self._counts[start : old_end + 1] = [len(block.text().split()) for block in changed]
        self._lines[start : old_end + 1] = fresh
        self._stored[start : old_end + 1] = [store((line,)) for line in fresh]
        if len(fresh) > 1 or any(line.marker for line in fresh) or end != old_end or any(self._numbers):
            self._numbers = numbers(self._lines)

    def _on_text(self) -> None:
        """Qt tells this for every line that gets a wavy mark, too: then no letter was touched, and there is nothing to do."""
        touched, self._touched = self._touched, None
        if touched is not None and not self._placing:
            self._mend(*touched)
            self._lower_blanks(touched[0] - 1, touched[1] + 1)
            self.edited.emit(self._deed)

    def _mend(self, first: int, last: int) -> None:
        """A chip that got or lost letters is none any more: give its letters their own look."""
        if any(placing.is_damaged(block) for block in blocks(self.document(), first, last)):
            with self._quietly():
                for block in blocks(self.document(), first, last):
                    placing.mend(block)

    # -- look ------------------------------------------------------------------

    def _lower_blanks(self, first: int = 0, last: int | None = None) -> None:
        """Give lines left empty their lower height, and lines that were filled or emptied since theirs."""
        there = blocks(self.document(), max(0, first), last)
        wrong = [block for block in there if formats.height_of(block) != theme.px(formats.BLANK if formats.is_blank(block) else LINE)]
        if not wrong:
            return
        with self._quietly():
            for block in wrong:
                form, blank = block.blockFormat(), formats.is_blank(block)
                QTextCursor(block).setBlockFormat(formats.paragraph(formats.marker_of(form), formats.level_of(form), blank=blank))

    def _shape(self) -> None:
        """Give every line its measures and every chip its colour anew."""
        self._shaped = theme.current()
        with self._quietly():
            frame: QTextFrameFormat = self.document().rootFrame().frameFormat()
            frame.setMargin(0)
            frame.setTopMargin(theme.px(ground.EDGE))
            frame.setBottomMargin(theme.px(ground.EDGE))
            frame.setLeftMargin(theme.px(ground.SIDE))
            frame.setRightMargin(theme.px(ground.SIDE))
            self.document().rootFrame().setFrameFormat(frame)
            for block in blocks(self.document()):
                form, blank = block.blockFormat(), formats.is_blank(block)
                QTextCursor(block).setBlockFormat(formats.paragraph(formats.marker_of(form), formats.level_of(form), blank=blank))
                for chip in list(chips_in(block)):
                    cursor = QTextCursor(block)
                    cursor.setPosition(chip.start)
                    cursor.setPosition(chip.end, KEEP)
                    charform = cursor.charFormat()
                    charform.setForeground(theme.color("warn" if chip.missing else "soft_ink"))
                    cursor.setCharFormat(charform)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            if self._shaped is not theme.current():  # also told when a field only comes to its place
                self._shape()
            self._grow()

    def needed_height(self) -> int:
        """Height of the content, at least a few lines."""
        least = theme.px(LINE) * MIN_LINES + theme.px(formats.GAP)
        return max(int(self.document().size().height() + 0.5), least)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.needed_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(LINE))

    def _grow(self) -> None:
        set_height(self, self.needed_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        first = self.cursorForPosition(event.rect().topLeft()).block()
        before = first.previous()
        first = before if before.isValid() else first
        shown = QRectF(event.rect())
        painter = QPainter(self.viewport())
        ground.paint_ground(painter, self.document(), shown, first, self._open)
        ground.paint_marks(painter, shown, first, self._numbers)
        painter.end()
        super().paintEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    """Strg+B, Alt+F10, Strg+Eingabe: keys of the editor itself."""
    alt_f10 = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.AltModifier
    confirm = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == _CONTROL
    return event.matches(Key.Bold) or alt_f10 or confirm


def _erasing(event: QKeyEvent) -> QTextCursor.MoveOperation | None:
    if event.key() == Qt.Key.Key_Backspace and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    ):
        return Move.PreviousCharacter
    return next((move for key, move in _ERASE if event.matches(key)), None)


def _types(event: QKeyEvent) -> bool:
    """Does this key write letters? As Qt decides it: Strg alone never, AltGr does."""
    words = event.text()
    control = event.modifiers() in (_CONTROL, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
    return bool(words) and not control and (words[0].isprintable() or words[0] in "\u200c\u200d")
