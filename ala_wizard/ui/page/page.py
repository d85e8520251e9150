"""One page of the wizard, drawn from its part of the content."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ala_wizard.content.schema import Part
from ala_wizard.content.texts import text
from ala_wizard.ui import theme
from ala_wizard.ui.editors.row import Flow
from ala_wizard.ui.focusring import RING_CHILD
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, box, row
from ala_wizard.ui.kit import column as layout_of
from ala_wizard.ui.page.checklist import FILTERS, ChecklistView
from ala_wizard.ui.page.question import MakePanel, QuestionCard
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.later import LaterPanel
from ala_wizard.ui.session import Session
from ala_wizard.ui.taborder import stops

TABLE_COLUMN = 752
BROAD_COLUMN, MANY_COLUMNS = 960, 7
"""On a large screen a page of figures takes so much room, if one of its tables has more columns than so many."""
PICTURE_MS = 1
"""Before more is built the picture comes: what waits for no time at all would be done before it."""
SIDE = 24
"""Least room at either side of the column, px at 100 %."""


def length_words(pages: float) -> str:
    """A length in words: „wenige Zeilen“, „etwa eine halbe Seite“, „etwa 1,3 Seiten“."""
    if pages < 0.15:
        return text("umfang.zeilen")
    if 0.4 <= pages < 0.6:
        return text("umfang.halbe")
    if 0.95 <= pages < 1.05:
        return text("umfang.eine")
    return text("umfang.seiten", pages=f"{pages:.1f}".replace(".", ","))


class Gutter(QScrollBar):
    """A scroll bar whose place is always there: without it the page would be wider, its tables lower, and the bar be needed again."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class Page(QScrollArea):
    """Title, lead and the questions below each other in one column."""

    help_wanted = Signal(object)
    go = Signal(str, str)
    resized = Signal()
    look_wanted = Signal(str)
    """Address of the case to show, on whichever page it is."""

    def __init__(self, part: Part, session: Session, make_panel: MakePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self._session = session
        self.setWidgetResizable(True)
        self.setVerticalScrollBar(Gutter(Qt.Orientation.Vertical, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self.setAccessibleName(part.title)
        self.wide = any(question.tables or question.panel or question.kind == "checklist" for question in part.questions)
        tables = [table for question in part.questions for table in question.tables]
        self._broad = part.group == "rechnen" and any(len(table.columns) > MANY_COLUMNS for table in tables)
        self.column_width = theme.px(TABLE_COLUMN)
        """Px on the screen from the page's left edge to the right one of its tables, for what stands on the same edges."""
        self._content = QWidget()
        self._content.setObjectName("page_content")
        self._content.setProperty(RING_CHILD, "page_title")
        if session.view_only:
            self._content.setEnabled(False)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the keys can scroll
        if part.intros:
            self._content.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._content.setAccessibleName(part.title)
            self._content.setAccessibleDescription(" ".join(f"{intro.title}. {intro.text}" for intro in part.intros))
        self._column_holder = QWidget(self._content)
        self._column_holder.setMaximumWidth(theme.px(TABLE_COLUMN))
        outer = QHBoxLayout(self._content)
        outer.setContentsMargins(theme.px(SIDE), theme.px(24), theme.px(SIDE), theme.px(48))
        outer.addStretch(1)
        outer.addWidget(self._column_holder, 100)
        outer.addStretch(1)
        column = QVBoxLayout(self._column_holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        overline = self._overline()
        column.addWidget(Words(overline, "small"))
        column.addSpacing(theme.px(4))
        title = Words(part.title, "title")
        title.setObjectName("page_title")
        column.addWidget(title)
        for paragraph in part.lead.split("\n\n"):
            if paragraph.strip():
                column.addSpacing(theme.px(8))
                column.addWidget(Words(" ".join(paragraph.split()), "second"))
        self._length = Words("", "second")
        self._length.setVisible(False)
        if part.group == "konzept":
            column.addSpacing(theme.px(4))
            column.addWidget(self._length)
        if part.intros:
            column.addSpacing(theme.px(20))
            column.addWidget(self._intro())
        column.addSpacing(theme.px(32))
        column.addStretch(1)
        self._column = column
        self._make_panel = make_panel
        self._cards: list[QuestionCard] = []
        self._lists: list[ChecklistView] = []
        if any(question.checklist for question in part.questions):
            self._build_checklists()
        else:
            self._build_first(parent.height() if parent is not None else 0)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._stale = self._stale_checks = False
        session.changed.connect(self._on_changed)
        session.checked.connect(self._on_checked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All pages have the same column, so that nothing jumps from page to page; figures take more where there is room."""
        super().resizeEvent(event)
        broad = self._broad and self.viewport().width() >= theme.px(BROAD_COLUMN + 2 * SIDE)
        self.column_width = theme.px(BROAD_COLUMN if broad else TABLE_COLUMN)
        self._column_holder.setMaximumWidth(self.column_width)
        self.resized.emit()

    # -- the cards, built as they come into sight --------------------------------

    @property
    def cards(self) -> list[QuestionCard]:
        """All questions of the page; those that nobody has seen yet are built for it."""
        before = len(self._cards)
        while self._build_next():
            pass
        if before and len(self._cards) > before and self.isVisible():
            self._settle()
        return self._cards

    def _settle(self) -> None:
        """Let what was built take its room now; Qt would need several rounds of events for it."""
        for _ in range(2):  # widths first, then heights
            for inside in (*self._cards, self._column_holder, self._content):
                layout = inside.layout()
                if layout is not None:
                    layout.activate()
            QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _make_room(self) -> None:
        if self.isVisible():
            self._settle()

    def complete(self) -> None:
        """Build what is still missing, at once, for somebody who looks for a field or row: all cards, all rows of the lists."""
        assert len(self.cards) == len(self.part.questions)
        for view in self._lists:
            if not view.built:
                view.build()
        for card in self._cards:
            for panel in card.panels():
                panel.complete()

    def _build_first(self, room: int) -> None:
        """Build what one sees first, so that a long page stands there at once; the rest follows between the events."""
        filled = 0
        while filled <= room and self._build_next():
            filled += 0 if self._cards[-1].isHidden() and self._cards[-1].question.when else self._cards[-1].sizeHint().height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(PICTURE_MS, self, self._build_more)

    def _build_more(self) -> None:
        """One more card, and the next one after the window had its say; who leaves the page stops it."""
        if self.isVisible() and self._build_next():
            self._settle()
            QTimer.singleShot(PICTURE_MS, self, self._build_more)

    def _build_next(self) -> bool:
        """Build the next card. False when all are there."""
        place = len(self._cards)
        if place == len(self.part.questions):
            return False
        question = self.part.questions[place]
        card = QuestionCard(question, self._session, self._make_panel, self._column_holder)
        if place and question.when is None and card.checklist is None:
            self._column.insertSpacing(self._column.count() - 1, theme.px(32))
        elif place:
            # goes with the card where it is not asked, or has nothing to show
            card.setContentsMargins(0, theme.px(28 if card.checklist is not None else 32), 0, 0)
        card.help_wanted.connect(self.help_wanted)
        card.go.connect(self.look_wanted)
        for panel in card.panels():
            panel.go.connect(self.go)
            panel.shown.connect(self._bring)
            panel.built.connect(self._make_room)
        if card.checklist is not None:
            card.checklist.go.connect(lambda link: self.go.emit("", link))
            self._lists.append(card.checklist)
        self._cards.append(card)
        self._column.insertWidget(self._column.count() - 1, card)
        if not card.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            width, layout = self._column_holder.width(), card.layout()
            if self.isVisible() and layout is not None:  # what is shown at its size need not be laid out twice
                card.resize(width, max(layout.totalHeightForWidth(width), layout.totalSizeHint().height()))
                layout.activate()
            card.show()  # not only with the next round of events: the focus may go there now
        return True

    def _build_checklists(self) -> None:
        """All cards at once: the pills above count what is in them. Their rows come one list after the other."""
        column = self._column
        first = next(card for card in self.cards if card.checklist is not None)
        column.insertWidget(column.indexOf(first), self._filter())
        column.insertWidget(column.indexOf(first), self._nothing)
        if first is not self._cards[0]:
            column.insertSpacing(column.indexOf(first) - 2, theme.px(28))
        column.insertSpacing(column.indexOf(first), theme.px(4))
        self._lists[0].build()
        QTimer.singleShot(0, self, self._build_lists)

    def show_lengths(self) -> None:
        """Say how long this chapter of the Konzept is in its real layout, as soon as that is known."""
        known = self._session.lengths
        pages = known.parts.get(self.part.id) if known is not None else None
        if pages is not None:
            self._length.set_words(text("umfang.kapitel", number=self.part.number, length=length_words(pages)))
            self._length.setVisible(True)

    def _overline(self) -> str:
        group = text(f"schritte.gruppe_{self.part.group}")
        return text("seite.teil", group=group, number=self.part.number, count=10) if self.part.number else group

    def _filter(self) -> QWidget:
        """Which points of the lists are shown."""
        self._pills = {name: QPushButton(self) for name in FILTERS}
        group = QButtonGroup(self)
        for name, pill in self._pills.items():
            pill.setCheckable(True)
            pill.setProperty("role", "pill")
            group.addButton(pill)
            pill.clicked.connect(lambda _checked, name=name: self._show_only(name))
        self._pills["alle"].setChecked(True)
        self._nothing = Words(text("punkt.nichts"), "second", parent=self)
        self._nothing.hide()
        self._count_items()
        holder = QWidget(self)
        line = Flow(holder, 8, 8)
        for pill in self._pills.values():
            pill.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(pill)
        return holder

    def _build_lists(self) -> None:
        """Make the rows of one more list, until all are there; between them the window answers."""
        for view in self._lists:
            if not view.built:
                view.build()
                QTimer.singleShot(0, self, self._build_lists)
                return

    def _show_only(self, name: str) -> None:
        """Show the points of a pill; a list without any gives way."""
        found = 0
        for card in self.cards:
            if card.checklist is not None:
                count = card.checklist.show_only(name)
                card.setVisible(count > 0)
                found += count
            else:
                card.setVisible(name == "alle")
        self._nothing.setVisible(found == 0)
        self._count_items()

    def _count_items(self) -> None:
        for name, pill in self._pills.items():
            count = sum(view.count_of(name) for view in self._lists)
            pill.setText(text(f"punkt.filter_{name}", count=count))
            pill.setVisible(count > 0 or pill.isChecked() or name in ("alle", "offen"))

    def _intro(self) -> QWidget:
        """The sentences to read first, on soft ground; lines with a dash hang as a list."""
        items: list[QWidget | QHBoxLayout | int] = []
        for place, intro in enumerate(self.part.intros):
            items += [16] if place else []
            items += [Words(intro.title, "bold"), 4]
            for paragraph in intro.text.strip().split("\n\n"):
                for line in paragraph.split("\n- ") if paragraph.startswith("- ") else [paragraph]:
                    listed = paragraph.startswith("- ")
                    words = Words(" ".join(line.removeprefix("- ").split()))
                    if listed:
                        dot = Words("•", wrap=False)
                        entry = row(dot, words, gap=8)
                        entry.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
                        entry.setStretch(1, 1)
                        items += [entry, 2]
                    else:
                        items += [words, 6]
        return box("raised", layout_of(*items, margins=(20, 16, 20, 16)))

    def default_help(self) -> Help:
        """What the help pane says before a field has the focus."""
        if self.part.help:
            return Help(self.part.title, self.part.help, (), "", self.part.source)
        first = self._helpful(self._cards) or self._helpful(self.cards)
        return first.help() if first is not None else Help(self.part.title, self.part.lead, (), "", self.part.source)

    @staticmethod
    def _helpful(cards: list[QuestionCard]) -> QuestionCard | None:
        return next((card for card in cards if card.question.help), None)

    def _on_changed(self) -> None:
        """A page that nobody sees catches up when it is shown."""
        if self.isVisible():
            self._refresh()
        else:
            self._stale = True

    def _on_checked(self) -> None:
        if self.isVisible():
            self._show_checks()
        else:
            self._stale_checks = True

    def catch_up(self) -> None:
        """To be called before the page is shown."""
        if self._stale:
            self._refresh()
        if self._stale_checks:
            self._show_checks()

    def _refresh(self) -> None:
        self._stale = False
        for card in self._cards:
            card.refresh()

    def _show_checks(self) -> None:
        self._stale_checks = False
        for card in self._cards:
            card.show_checks()
        if self._lists:
            self._count_items()  # what was just ticked stays in sight until a pill is chosen again

    @property
    def deed(self) -> Panel | None:
        """The panel that does something on this page, if there is one."""
        return next((card.panel for card in self._cards if card.panel is not None and card.panel.deed), None)

    def focus_first(self) -> None:
        """Put the focus on the first field of the page (results come after); a page to read first keeps its head in sight."""
        if self.part.intros:
            self._read_first()
            return
        every = self._first_stops()
        if not every and self.isVisible():
            self.complete()
            every = self._first_stops() or stops((self,))
        if every:
            first = every[0]
            if self._results() and self._below_the_fold(first):
                self._content.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                self._content.setAccessibleName(self.part.title)
                self._read_first()
            else:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not any(card.focus_at() for card in self._cards):
            any(card.focus_at() for card in self.cards)

    def _read_first(self) -> None:
        """Begin at the very top, also where the page was scrolled while it was built."""
        self._content.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def _results(self) -> list[QuestionCard]:
        return [card for card in self._cards if card.question.kind == "panel"]

    def _first_stops(self) -> list[QWidget]:
        """The controls that stand in no result, as far as the page is built."""
        results = self._results()
        return [stop for stop in stops((self,)) if not any(card.isAncestorOf(stop) for card in results)]

    def _below_the_fold(self, widget: QWidget) -> bool:
        """Would the page have to scroll to show this? Then a page that begins with its result stays at its head."""
        if any(isinstance(card.panel, LaterPanel) for card in self._cards[:1]):
            return True  # how high its picture will be is not known yet
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        return widget.mapTo(self._content, widget.rect().topLeft()).y() + theme.px(40) > self.viewport().height()

    def card_of(self, target: str) -> QuestionCard | None:
        """The card of a question ID, a checklist item or an address of the case."""
        for card in self.cards:
            if card.question.id == target or (card.checklist is not None and card.checklist.holds(target)):
                return card
        owners = [(len(address), card) for card in self.cards for address in card.addresses() if target.startswith(address)]
        return max(owners, key=lambda entry: entry[0])[1] if owners else None

    def reveal(self, target: str) -> bool:
        """Scroll to a question or address and put the focus there."""
        card = self.card_of(target)
        if card is None:
            return False
        item = card.checklist.item(target) if card.checklist is not None else None
        shown: QWidget = item or card
        if item is None:
            card.focus_at(target if target != card.question.id else "")
        else:
            item.focus_state()
        QTimer.singleShot(0, shown, lambda: self._scroll_to(shown))
        return True

    def _bring(self, widget: QWidget) -> None:
        """Scroll until something that appeared is seen, with what stands below it."""
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget, 0, theme.px(160)))

    def _scroll_to(self, widget: QWidget) -> None:
        top = widget.mapTo(self._content, widget.rect().topLeft()).y()
        bar = self.verticalScrollBar()
        if not bar.value() <= top <= bar.value() + self.viewport().height() - min(widget.height(), theme.px(200)):
            bar.setValue(max(0, top - theme.px(24)))
