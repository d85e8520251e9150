"""The first page: go on, begin, open, look at the example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ala_wizard import __version__
from ala_wizard.checks.open_order import due_words
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date
from ala_wizard.ui import icons, theme
from ala_wizard.ui.header import Mark
from ala_wizard.ui.kit import Words, box, button, clear, column, hairline, link, menu_button, row
from ala_wizard.ui.printing import PaperMaker


@dataclass(frozen=True)
class Known:
    """A case that was open before."""

    path: Path
    name: str
    changed: datetime | None
    """When its file was written; None where it cannot be reached."""
    tagessatz: str = ""
    ergebnis: str = ""
    addressee: str = ""
    where: str = ""
    """Where one stopped, in words."""
    handed_in: date | None = None
    problem: str = ""
    """Why it cannot be opened just now; empty for a sound file."""
    locked: bool = False
    """Is the whole file encrypted? Then its name is all that is known."""
    waiting: str = ""
    """Says that this computer holds a newer state than the file; empty for none."""


@dataclass(frozen=True)
class Due:
    """A day that matters, and what for."""

    day: date
    title: str
    farm: str


@dataclass(frozen=True)
class Outlook:
    """What is open in a case, found out after the page is shown."""

    open: int
    late: int
    days: tuple[Due, ...]
    """The next days, the earliest first; those that are past stand first of all."""


@dataclass(frozen=True)
class Shelf:
    """What the page asks about the cases, one by one."""

    look: Callable[[Path], Outlook | None]
    """Raises nothing; None where the file cannot be read."""
    forget: Callable[[Path], int]
    """Takes a file off the list and gives its place there; the file stays."""
    put_back: Callable[[Path, int], None]
    questionnaire: Callable[[Path], Path]
    """Writes the blank questionnaire. Raises ExportError."""
    folder: Callable[[], Path]
    today: Callable[[], date]


FILTER_FROM = 6
"""So many farms, and one may look for one of them."""
DAYS = 4
"""Days shown at the right."""
SIDE = 320
BESIDE = 1160
"""Px at 100 % of the window from which the days stand beside the farms."""


class Field(QWidget):
    """The only ornament: furrows that lie wider towards the reader."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = float(self.width()), float(self.height())
        top = self._hill(wide, high, 0.0)
        ground = QPainterPath(top)
        ground.lineTo(wide, high)
        ground.lineTo(0, high)
        ground.closeSubpath()
        painter.fillPath(ground, theme.color("furrow"))
        painter.setClipPath(ground)
        deep, step = theme.px(5) * 1.0, 0
        while deep < high * 1.5:
            painter.setPen(QPen(theme.color("bg"), 1.0 + step * 0.08))
            painter.drawPath(self._hill(wide, high, deep))
            step += 1
            deep += theme.px(6) + step * theme.px(2)
        painter.end()

    @staticmethod
    def _hill(wide: float, high: float, down: float) -> QPainterPath:
        path = QPainterPath(QPointF(0, high * 0.38 + down))
        path.cubicTo(wide * 0.25, high * 0.05 + down, wide * 0.5, high * 0.02 + down, wide * 0.7, high * 0.26 + down)
        path.cubicTo(wide * 0.82, high * 0.4 + down, wide * 0.92, high * 0.36 + down, wide, high * 0.24 + down)
        return path


class CaseRow(QFrame):
    """One farm: open it, or take it off the list."""

    def __init__(self, known: Known, shelf: Shelf, open_: Callable[[Path], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known, self._shelf = known, shelf
        self._place = -1
        today = shelf.today()
        when = day_words(known.changed.date(), today) if known.changed else ""
        self.opener = QPushButton(self)
        self.opener.setAccessibleName(text("start.fall", name=known.name, when=when) if when else known.name)
        self.opener.setAccessibleDescription(known.problem or known.waiting or locked_words(known))
        self.opener.setStyleSheet(f"QPushButton {{ border: 0; border-radius: {theme.px(8)}px; min-height: {theme.px(64)}px; }}")
        self.opener.clicked.connect(lambda: open_(known.path))
        below = known.problem or known.waiting or locked_words(known) or " · ".join(part for part in (known.addressee, known.where) if part)
        second = Words(below, "warn" if known.problem or known.waiting else "small")
        self._open = Words("", "small", wrap=False)
        self._when = Words(when, "small", wrap=False)
        name = Words(known.name, "bold")
        left = column("*", name, second, "*", gap=2)
        sign = [column("*", icons.Glyph("lock", "ink2", 20), "*")] if known.locked else []
        inner = row(
            *sign,
            left,
            column("*", self._open, self._when, "*", gap=2),
            icons.Glyph("chevron-right", "ink2", 18),
            gap=16,
            margins=(20, 8, 8, 8),
        )
        inner.setStretch(len(sign), 1)
        for words in (name, second, self._open, self._when):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for words in (self._open, self._when):
            words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.opener.setLayout(inner)
        self.opener.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.remove = QToolButton(self)
        self.remove.setAccessibleName(text("start.vergessen_was", name=known.name))
        self.remove.setToolTip(text("start.vergessen"))
        self.remove.clicked.connect(self._forget)
        icons.set_icon(self.remove, "close", "ink2", 18)
        self._gone = QWidget(self)
        self._gone_words = Words(text("start.vergessen_ist", name=known.name), "small")
        self.back = link(text("start.zuruecknehmen"), self._put_back, self)
        self.back.setAccessibleName(text("start.zuruecknehmen_was", name=known.name))
        gone = row(self._gone_words, self.back, gap=16, margins=(20, 12, 20, 12))
        gone.setStretch(0, 1)
        self._gone.setLayout(gone)
        self._there = QWidget(self)
        there = row(self.opener, self.remove, gap=4, margins=(0, 0, 12, 0))
        there.setStretch(0, 1)
        self._there.setLayout(there)
        self.setLayout(column(self._there, self._gone))
        self._gone.hide()

    @property
    def forgotten(self) -> bool:
        """Was it taken off the list?"""
        return self._place >= 0

    def _forget(self) -> None:
        self._place = self._shelf.forget(self.known.path)
        self._there.hide()
        self._gone.show()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        self._shelf.put_back(self.known.path, self._place)
        self._place = -1
        self._gone.hide()
        self._there.show()
        self.opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outlook(self, outlook: Outlook) -> None:
        """Say how much is open, or that it was handed in."""
        self._open.set_words(open_words(outlook, self.known.handed_in))
        self.opener.setAccessibleDescription(self._open.text())


def locked_words(known: Known) -> str:
    """What can be said of an encrypted file."""
    return text("ganz.auf_liste") if known.locked else ""


def open_words(outlook: Outlook, handed_in: date | None) -> str:
    """What is left to do in a case, in words."""
    if handed_in is not None:
        return text("start.eingereicht", day=format_date(handed_in))
    if not outlook.open:
        return text("start.nichts_offen")
    words = text("start.offen_eins" if outlook.open == 1 else "start.offen", count=outlook.open)
    return text("start.davon_spaet", words=words, count=outlook.late) if outlook.late else words


def day_words(day: date, today: date) -> str:
    """A day that is past, as one says it."""
    left = (today - day).days
    return text("start.heute") if left == 0 else text("start.gestern") if left == 1 else format_date(day)


class StartPage(QWidget):
    """What a farmer sees first. Everything here leads to a case."""

    open_file = Signal(object)
    open_points = Signal(object)
    """The same, at the list of open points."""
    new_case = Signal()
    choose_file = Signal()
    show_example = Signal()

    seen = Signal()
    """The page was painted for the first time."""

    def __init__(
        self,
        known: Sequence[Known],
        shelf: Shelf,
        greeting: str,
        rechtsstand: Callable[[], str],
        menu: QMenu,
        parent: QWidget | None = None,
        *,
        named: bool = False,
    ) -> None:
        """`rechtsstand` is asked after the first picture; with `named` no case is looked into, only names are shown."""
        super().__init__(parent)
        self.setObjectName("start_page")
        self._known, self._shelf, self._rechtsstand = tuple(known), shelf, rechtsstand
        self._days: list[Due] = []
        self._waiting: list[Known] = [entry for entry in known if not entry.problem and not named]
        self._painted, self._named = False, named and bool(known)
        self.rows: list[CaseRow] = []
        self._latest = next((entry for entry in known if not entry.problem), None)
        self._field = Field(self)
        self._field.lower()
        head = self._head(menu)
        content = QWidget()
        content.setObjectName("start_content")
        content.setStyleSheet("QWidget#start_content { background: transparent; }")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        area.viewport().setAutoFillBackground(False)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(760))
        holder.setLayout(self._cases(greeting))
        self._side = QWidget()
        self._side.setLayout(self._beside())
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(theme.px(48))
        self._both.addWidget(holder, 100)
        self._both.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        outer = QHBoxLayout(content)
        outer.setContentsMargins(theme.px(32), theme.px(48), theme.px(32), theme.px(32))
        outer.addStretch(1)
        outer.addLayout(self._both, 100)
        outer.addStretch(1)
        self._foot = Words("", "small", wrap=False)
        foot = row(
            self._foot,
            "*",
            Words(text("start.fuss_rechts"), "small", wrap=False),
            margins=(32, 12, 32, 12),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        self._looking = QTimer(self)
        self._looking.setInterval(0)
        self._looking.timeout.connect(self._look_on)
        self.seen.connect(self._begin)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.seen.emit)

    @property
    def busy(self) -> bool:
        """Is there something that is still looked up?"""
        return not self._painted or self._looking.isActive() or not self._foot.text()

    def _begin(self) -> None:
        """The page is seen: now what takes longer. Where only names are shown, another page follows."""
        if self._named:
            return
        self._foot.set_words(text("start.fuss_links", stand=self._rechtsstand(), version=__version__))
        self._looking.start()

    def _head(self, menu: QMenu) -> QWidget:
        self.menu_button = menu_button(menu)
        head = box("header", row(self.menu_button, 8, Mark(), 12, Words("ALA-Wizard", "bold", wrap=False), "*", margins=(16, 0, 20, 0)))
        head.setFixedHeight(theme.px(68))
        return head

    # -- the farms -------------------------------------------------------------

    def _cases(self, greeting: str) -> QVBoxLayout:
        left = column(Words(greeting, "title"), 4, Words(text("start.willkommen"), "second"), 24)
        self.first: QPushButton
        new = button(text("start.neu"), self.new_case.emit, "" if self._latest else "primary", "plus")
        opened = button(text("start.oeffnen"), self.choose_file.emit, icon="folder")
        example = button(text("start.beispiel"), self.show_example.emit, "quiet", "eye")
        if self._latest is not None:
            left.addWidget(self._latest_card(self._latest))
        else:
            steps = column(
                Words(text("start.erstes_titel"), "section"), Words(text("start.erstes"), "body"), gap=8, margins=(24, 20, 24, 24)
            )
            left.addWidget(box("card", steps))
            self.first = new
        others = [entry for entry in self._known if entry is not self._latest]
        if others:
            left.addSpacing(theme.px(32))
            left.addLayout(self._others_head(len(self._known)))
            left.addSpacing(theme.px(8))
            rows = column()
            self._lines: list[QFrame] = []
            for entry in others:
                line = hairline()
                if not self.rows:
                    line.hide()
                made = CaseRow(entry, self._shelf, self.open_file.emit, self)
                self._lines.append(line)
                self.rows.append(made)
                rows.addWidget(line)
                rows.addWidget(made)
            left.addWidget(box("card", rows))
            self._nobody = Words(text("start.nicht_gefunden"), "second")
            self._nobody.hide()
            left.addWidget(self._nobody)
        left.addSpacing(theme.px(20))
        left.addLayout(row(new, opened, example, "*", gap=12))
        left.addStretch(1)
        return left

    def _latest_card(self, latest: Known) -> QFrame:
        go_on = button(text("start.weiter"), lambda: self.open_file.emit(latest.path), "primary", "arrow-right", trailing=True)
        self._points = button("", lambda: self.open_points.emit(latest.path), "quiet", "list")
        self._points.hide()
        changed = f"{latest.changed:%d.%m.%Y, %H:%M}" if latest.changed else ""
        saved = text("start.geaendert", when=changed)
        called = Words(latest.name, "section")
        called.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = column(
            Words(text("start.zuletzt"), "small"),
            row(*([column(icons.Glyph("lock", "ink", 22), "*", margins=(0, 2, 0, 0))] if latest.locked else []), called, gap=8),
            *([Words(locked_words(latest), "body")] if latest.locked else []),
            *([Words(latest.where, "body")] if latest.where else []),
            *([Words(saved, "second")] if changed else []),
            *([Words(latest.waiting, "warn")] if latest.waiting else []),
            12,
            row(go_on, self._points, "*", gap=12),
            gap=4,
        )
        figures = column(gap=0)
        for name, value in ((text("kopf.tagessatz"), latest.tagessatz), (text("kopf.arbeitsergebnis"), latest.ergebnis)):
            if value:
                for label in (Words(name, "small", wrap=False), Words(value, "section", wrap=False)):
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                    figures.addWidget(label)
                figures.addSpacing(theme.px(6))
        figures.addStretch(1)
        inner = row(words, figures, gap=24, margins=(24, 20, 24, 24))
        inner.setStretch(0, 1)
        self.first = go_on
        return box("card", inner)

    def _others_head(self, count: int) -> QHBoxLayout:
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(text("start.filtern"))
        self.filter.setAccessibleName(text("start.filtern"))
        self.filter.setFixedWidth(theme.px(240))
        self.filter.textChanged.connect(self._filter)
        self.filter.setVisible(count >= FILTER_FROM)
        return row(Words(text("start.weitere"), "section", wrap=False), "*", self.filter, gap=12)

    def _filter(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        seen = 0
        for line, entry in zip(self._lines, self.rows, strict=True):
            known = entry.known
            shown = wanted in " ".join((known.name, known.addressee, known.path.name)).casefold()
            entry.setVisible(shown)
            line.setVisible(shown and bool(seen))
            seen += shown
        self._nobody.setVisible(not seen)

    # -- beside ----------------------------------------------------------------

    def _beside(self) -> QVBoxLayout:
        self._days_title = Words(text("start.termine"), "section")
        self._days_card = column(margins=(16, 8, 16, 12))
        self._days_box = box("card", self._days_card)
        self.maker = PaperMaker(self)
        self.paper = button(text("start.fragebogen"), self._print, "", "print")
        paper = box(
            "soft",
            column(
                Words(text("fragebogen.titel"), "bold"),
                4,
                Words(text("start.fragebogen_was")),
                12,
                row(self.paper, "*"),
                self.maker,
                margins=(20, 16, 20, 16),
            ),
        )
        self._days_gap = QWidget()
        self._days_gap.setFixedHeight(theme.px(14))
        self._air = QWidget()
        found = column(self._air, self._days_title, 12, self._days_box, self._days_gap, paper)
        found.setSpacing(0)
        for widget in (self._days_title, self._days_box, self._days_gap):
            widget.hide()
        return found

    def _print(self) -> None:
        folder = self._shelf.folder()
        self.maker.ask(text("fragebogen.waehlen"), folder / f"{text('fragebogen.name')}.pdf", self._shelf.questionnaire)

    def _show_days(self) -> None:
        clear(self._days_card)
        today = self._shelf.today()
        for due in sorted(self._days, key=lambda entry: entry.day)[:DAYS]:
            words = due_words(due.day, today)
            second = " · ".join(part for part in (due.farm, words) if part)
            line = column(Words(due.title, "bold"), Words(second, "warn" if due.day < today else "small"), gap=2, margins=(0, 8, 0, 8))
            self._days_card.addLayout(line)
        for widget in (self._days_title, self._days_box, self._days_gap):
            widget.setVisible(bool(self._days))
        self._level()

    def _level(self) -> None:
        """Without a heading of its own, what stands beside the farms begins where their first card begins."""
        wide = self.width() >= theme.px(BESIDE)
        heading = sum(QFontMetrics(theme.font(role)).height() for role in ("title", "body")) + theme.px(4 + 24 - 12)
        self._air.setFixedHeight(heading if wide and not self._days else 0)

    def _look_on(self) -> None:
        """One case after the other, so that the page is there at once."""
        if not self._waiting:
            self._looking.stop()
            return
        known = self._waiting.pop(0)
        outlook = self._shelf.look(known.path)
        if outlook is None:
            return
        self._days += outlook.days
        self._show_days()
        if known is self._latest:
            self._points.setText(text("start.offene_punkte", count=outlook.open))
            icons.set_icon(self._points, "list", "accent")  # beside words it needs its gap
            self._points.setVisible(bool(outlook.open))
        for entry in self.rows:
            if entry.known is known:
                entry.show_outlook(outlook)

    def resizeEvent(self, event: QResizeEvent) -> None:
        high = min(theme.px(190), self.height() // 4)
        self._field.setGeometry(0, self.height() - high, self.width(), high)
        wide = self.width() >= theme.px(BESIDE)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._both.setAlignment(self._side, Qt.AlignmentFlag.AlignTop)
        self._level()
        self._side.setMinimumWidth(theme.px(SIDE) if wide else 0)
        self._side.setMaximumWidth(theme.px(SIDE if wide else 760))
        super().resizeEvent(event)
