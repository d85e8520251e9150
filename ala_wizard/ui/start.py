"""The first page: go on, begin, open, look at the example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ala_wizard import __version__
from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.header import Mark
from ala_wizard.ui.kit import Words, box, button, column, hairline, menu_button, row


@dataclass(frozen=True)
class Known:
    """A case that was open before."""

    path: Path
    name: str
    changed: datetime
    tagessatz: str = ""
    ergebnis: str = ""


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


class StartPage(QWidget):
    """What a farmer sees first. Everything here leads to a case."""

    open_file = Signal(object)
    new_case = Signal()
    choose_file = Signal()
    show_example = Signal()

    def __init__(self, known: Sequence[Known], greeting: str, rechtsstand: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        left = self._cases(known, greeting)
        outer = QHBoxLayout(content)
        outer.setContentsMargins(theme.px(32), theme.px(44), theme.px(32), theme.px(32))
        outer.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(760))
        holder.setLayout(left)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
        foot = row(
            Words(text("start.fuss_links", stand=rechtsstand, version=__version__), "small", wrap=False),
            "*",
            Words(text("start.fuss_rechts"), "small", wrap=False),
            margins=(32, 10, 32, 14),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _head(self, menu: QMenu) -> QWidget:
        self.menu_button = menu_button(menu)
        head = box("header", row(self.menu_button, 8, Mark(), 12, Words("ALA-Wizard", "bold", wrap=False), "*", margins=(14, 0, 20, 0)))
        head.setFixedHeight(theme.px(68))
        return head

    def _cases(self, known: Sequence[Known], greeting: str) -> QVBoxLayout:
        left = column(Words(greeting, "title"), 4, Words(text("start.willkommen"), "second"), 24)
        self.first: QPushButton
        new = button(text("start.neu"), self.new_case.emit, "" if known else "primary", "plus")
        opened = button(text("start.oeffnen"), self.choose_file.emit, icon="folder")
        example = button(text("start.beispiel"), self.show_example.emit, "quiet", "eye")
        if known:
            latest = known[0]
            go_on = button(text("start.weiter"), lambda: self.open_file.emit(latest.path), "primary", "arrow-right", trailing=True)
            words = column(
                Words(text("start.zuletzt"), "small"),
                Words(latest.name, "section"),
                Words(text("start.geaendert", when=f"{latest.changed:%d.%m.%Y, %H:%M}"), "second"),
                12,
                row(go_on, "*"),
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
            inner = row(words, figures, gap=24, margins=(24, 20, 24, 22))
            inner.setStretch(0, 1)
            left.addWidget(box("card", inner))
            self.first = go_on
        else:
            steps = column(
                Words(text("start.erstes_titel"), "section"), Words(text("start.erstes"), "body"), gap=8, margins=(24, 20, 24, 22)
            )
            left.addWidget(box("card", steps))
            self.first = new
        if len(known) > 1:
            left.addSpacing(theme.px(28))
            left.addWidget(Words(text("start.weitere"), "section"))
            left.addSpacing(theme.px(10))
            rows = column()
            for place, entry in enumerate(known[1:6]):
                if place:
                    rows.addWidget(hairline())
                rows.addWidget(self._row(entry))
            left.addWidget(box("card", rows))
        left.addSpacing(theme.px(20))
        left.addLayout(row(new, opened, example, "*", gap=12))
        left.addStretch(1)
        return left

    def _row(self, entry: Known) -> QPushButton:
        made = QPushButton(self)
        made.setAccessibleName(text("start.fall", name=entry.name, when=f"{entry.changed:%d.%m.%Y}"))
        made.setStyleSheet(f"QPushButton {{ border: 0; border-radius: {theme.px(8)}px; min-height: {theme.px(56)}px; }}")
        made.clicked.connect(lambda: self.open_file.emit(entry.path))
        name = Words(entry.name, "bold", wrap=False)
        when = Words(f"{entry.changed:%d.%m.%Y}", "small", wrap=False)
        for words in (name, when):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.setLayout(row(name, "*", when, icons.Glyph("chevron-right", "ink2", 18), gap=12, margins=(20, 0, 16, 0)))
        return made

    def resizeEvent(self, event: object) -> None:
        high = min(theme.px(190), self.height() // 4)
        self._field.setGeometry(0, self.height() - high, self.width(), high)
        super().resizeEvent(event)  # type: ignore[arg-type]
