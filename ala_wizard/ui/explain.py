"""Where a figure comes from: asked by a click on it, answered in one calm dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ala_wizard.calc.erklaerung import SECTIONS, Erklaerung, Probe
from ala_wizard.content.loader import Content
from ala_wizard.content.texts import keys, text
from ala_wizard.model.german import format_money
from ala_wizard.ui import icons, theme
from ala_wizard.ui.dialog import SIDE, Sheet, scrolled
from ala_wizard.ui.kit import Words, column, hairline, link, row
from ala_wizard.ui.panels.base import Panel

WIDTH = 540
PARTS_HEIGHT, PARTS_LEAST = 335, 90
"""The list of parts scrolls beyond this height, px at 100 %; in a low window it is lower, but never below the second."""
LABEL_WIDTH = 320
"""Room for the name of a part beside its amount, px at 100 %."""


@dataclass(frozen=True)
class Part:
    """One part of a figure, as printed; with an address it leads to its place."""

    label: str
    formula: str
    amount: str
    address: str = ""
    more: str = ""
    """Name of the figure in `calc.erklaerung` that explains this part."""


@dataclass(frozen=True)
class Origin:
    """A figure and its way, as printed."""

    label: str
    amount: str
    unit: str = ""
    formula: str = ""
    parts: tuple[Part, ...] = ()
    source: str = ""
    check: str = ""
    fits: bool = True


def origin(found: Erklaerung) -> Origin:
    """The words of an explained figure."""
    unit = f"woher_einheit.{found.name}"
    return Origin(
        label=found.label,
        amount=format_money(found.amount, found.unit),
        unit=text(unit) if unit in keys() else "",
        formula=found.formula,
        parts=tuple(
            Part(part.label, part.formula, format_money(part.amount, found.unit), part.address, _more(found.name, place))
            for place, part in enumerate(found.teile)
        ),
        source=found.source,
        check=_check(found),
        fits=found.probe.passt,
    )


def _more(name: str, place: int) -> str:
    """The parts of the Tagessatz are sums that have parts themselves."""
    sums = tuple(SECTIONS)
    return sums[place] if name == "tagessatz" and place < len(sums) else ""


def _check(found: Erklaerung) -> str:
    probe: Probe = found.probe
    if not probe.formula:
        return text("woher.probe_summe", amount=format_money(probe.amount, found.unit)) if found.teile and probe.passt else ""
    reached, wanted = format_money(probe.amount, found.unit), format_money(probe.ziel, found.unit)
    key = "gleich" if reached == wanted else "anders" if not probe.passt else "genug" if not found.amount else "gerundet"
    return text(f"woher.probe_{key}", formula=probe.formula, amount=reached, target=wanted)


def place_of(content: Content, address: str) -> tuple[str, str] | None:
    """Step and cell where an address of the case is edited; None where no page has it."""
    for part in content.parts:
        for question in part.questions:
            if any(field.target == address for field in question.fields):
                return part.step, address
            for table in question.tables:
                if address.startswith(f"{table.target}["):
                    return part.step, f"{address}.{table.columns[0].key}" if address.endswith("]") else address
    return None


def explain(panel: Panel, name: str, opener: QWidget) -> None:
    """Explain a figure of the case by its name in `calc.erklaerung`; nothing happens where there is no such figure."""
    found = next((one for one in panel.session.side.erklaerungen if one.name == name), None)
    if found is not None:
        ask(panel, origin(found), opener)


def ask(panel: Panel, what: Origin, opener: QWidget) -> OriginDialog:
    """Open the dialog over the window; afterwards the focus is where it was, or at the place that was chosen."""
    content = panel.session.engine.content
    dialog = OriginDialog(what, lambda address: place_of(content, address), opener.window())

    def closed() -> None:
        dialog.deleteLater()
        if dialog.more:
            explain(panel, dialog.more, opener)
        elif dialog.place is not None:
            panel.activateWindow()
            panel.go.emit(*dialog.place)
        elif isValid(opener):
            opener.activateWindow()
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    dialog.finished.connect(closed)
    dialog.open()
    return dialog


def _broken(words: str, width: int) -> str:
    """The words on as many lines as they need: a button does not wrap by itself."""
    measure = QFontMetrics(theme.font("body"))
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word if measure.horizontalAdvance(word) <= width else measure.elidedText(word, Qt.TextElideMode.ElideRight, width))
    return "\n".join(lines).replace("&", "&&")


class OriginDialog(Sheet):
    """Woher kommt diese Zahl? Label, amount, way of reckoning, parts, check, source. Escape closes it."""

    def __init__(self, what: Origin, place_of: Callable[[str], tuple[str, str] | None], parent: QWidget | None = None) -> None:
        super().__init__(text("woher.titel"), WIDTH, parent)
        self.what = what
        self.place: tuple[str, str] | None = None
        """Where to go when the dialog is closed."""
        self.more = ""
        """Which figure to explain next."""
        self._place_of = place_of
        self._area: QScrollArea | None = None
        self.setAccessibleName(text("woher.name", label=what.label, amount=f"{what.amount} {what.unit}".strip()))
        self.setAccessibleDescription(" ".join(filter(None, (what.formula, what.check, what.source))))
        inner = self.inner
        inner.addWidget(Words(text("woher.titel"), "small"))
        inner.addSpacing(theme.px(8))
        inner.addWidget(Words(what.label, "question"))
        unit = Words(what.unit, "second", wrap=False)
        inner.addLayout(row(Words(what.amount, "result", wrap=False), column("*", unit, 8), "*", gap=8))
        if what.formula:
            inner.addSpacing(theme.px(4))
            inner.addWidget(Words(f"= {what.formula}", "second"))
        if what.parts:
            inner.addSpacing(theme.px(16))
            inner.addWidget(Words(text("woher.teile"), "small_bold"))
            inner.addSpacing(theme.px(4))
            inner.addWidget(hairline(role="rule"))
            inner.addWidget(self._parts())
        if what.check:
            inner.addSpacing(theme.px(16))
            inner.addLayout(self._line("check-circle" if what.fits else "triangle", "accent" if what.fits else "warn", what.check))
        if what.source:
            inner.addSpacing(theme.px(8))
            inner.addLayout(self._line("book", "ink2", what.source))
        self.end(text("woher.zu"))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need now that they wear their type."""
        layout, parent = self.layout(), self.parentWidget()
        if layout is not None:
            height = layout.heightForWidth(self.width())
            over = height - (parent.height() if parent is not None else height)
            if self._area is not None and over > 0:
                less = min(over, max(0, self._area.height() - theme.px(PARTS_LEAST)))
                self._area.setFixedHeight(self._area.height() - less)
                height -= less
            self.setFixedHeight(height)
        super().showEvent(event)

    @staticmethod
    def _line(glyph: str, token: str, words: str) -> QVBoxLayout:
        line = row(column(icons.Glyph(glyph, token, 18), "*", margins=(0, 2, 0, 0)), Words(words, "small"), gap=8)
        line.setStretch(1, 1)
        return column(line)

    def _parts(self) -> QWidget:
        """Every part on its line: a link where it has a place, its way of reckoning below, the amount at the right."""
        holder = QWidget()
        holder.setObjectName("parts")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(theme.px(4), 0, 0, 0)  # room for the focus ring of a name
        lines.setSpacing(0)
        for number, part in enumerate(self.what.parts):
            if number:
                lines.addWidget(hairline(holder))
            amount = Words(part.amount, wrap=False)
            name = column(self._name(part), *([Words(part.formula, "small")] if part.formula else []), margins=(0, 8, 0, 8))
            line = row(name, column(amount, "*", margins=(0, 8, 0, 0)), gap=16)
            line.setStretch(0, 1)
            lines.addLayout(line)
        lines.addStretch(1)
        area = scrolled(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wanted = holder.heightForWidth(theme.px(WIDTH - 2 * SIDE - 12)) if holder.hasHeightForWidth() else holder.sizeHint().height()
        area.setFixedHeight(min(wanted, theme.px(PARTS_HEIGHT)))
        self._area = area
        return area

    def _name(self, part: Part) -> QWidget:
        place = self._place_of(part.address) if part.address else None
        if place is None and not part.more:
            return Words(part.label)
        made = link(_broken(part.label, theme.px(LABEL_WIDTH)), lambda: self._leave(place, part.more))
        made.setAccessibleName(text("woher.weiter" if part.more else "woher.zur_stelle", label=part.label))
        return made

    def _leave(self, place: tuple[str, str] | None, more: str) -> None:
        self.place, self.more = place, more
        self.accept()
