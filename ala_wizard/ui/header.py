"""The header: whose application, the two figures, and whether everything is saved."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.model.german import MINUS, format_date, format_money
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, column, menu_button, row, vline
from ala_wizard.ui.speech import say

if TYPE_CHECKING:
    from ala_wizard.ui.session import Session

DIFFERENCE_MS = 5000
NARROW = 1180
"""Px at 100 % of window width below which the difference gives way."""
SEARCH_KEY, SEARCH_WORD = 1360, 1180
"""Below these widths the search, which gives way first, loses its key and then its word; its icon stays."""
WAY_OUT = 1080
"""Below this width a button beside the save state takes the place of the second figure."""
SAVED_WORDS = ("kopf.gespeichert", "kopf.speichert", "kopf.nicht_gespeichert")
SLOW_MS = 1000
"""Something unsaved is spoken of when it lasts longer; the time of the last save stays true until then."""


class Mark(QWidget):
    """The sign of the program: furrows below a rising sun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(theme.px(36), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / 36
        painter.scale(unit, unit)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(0, 0, 36, 36), 9, 9)
        painter.fillPath(ground, theme.color("accent"))
        ink = theme.color("on_accent")
        painter.setPen(QPen(ink, 2.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(5, 16), QPointF(31, 16))
        for top, bottom in ((14.5, 6.5), (18, 18), (21.5, 29.5)):
            painter.drawLine(QPointF(top, 20.5), QPointF(bottom, 30.5))
        sun = QPainterPath()
        sun.moveTo(12.5, 12)
        sun.arcTo(QRectF(12.5, 6.5, 11, 11), 180, -180)
        sun.closeSubpath()
        painter.fillPath(sun, ink)
        painter.end()


class Pill(Words):
    """A word on a small ground, such as „Beispiel“."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "small", wrap=False)
        colors = theme.current().colors
        pad, high = theme.px(9), theme.px(10)
        self.setStyleSheet(f"background: {colors['sunken']}; border-radius: {high}px; padding: {theme.px(1)}px {pad}px;")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Figure(QPushButton):
    """A label, an amount that keeps its width, and for a while by how much it moved."""

    def __init__(self, label: str, unit: str, widest: str) -> None:
        super().__init__()
        self._label_words = label
        self._unit = unit
        self._amount: Decimal | None = None
        self._before = Decimal(0)
        self._known = False
        self.setProperty("role", "figure")
        self.setFlat(True)
        self.setStyleSheet("QPushButton { border: 0; background: transparent; text-align: left; padding: 0; }")
        self._caption = Words(label, "small", wrap=False)
        self._figure = Words("–", "section", wrap=False)
        self._difference = Words("", "small", wrap=False)
        for part in (self._caption, self._figure, self._difference):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        layout.setSpacing(0)
        layout.addLayout(row(self._caption, "*", self._difference, gap=8))
        layout.addWidget(self._figure)
        figure, caption = (
            QFontMetrics(theme.font(role)).horizontalAdvance(words) for role, words in (("section", widest), ("small", label))
        )
        moved = QFontMetrics(theme.font("small")).horizontalAdvance(text("kopf.groesste_differenz"))
        self._narrow = max(figure, caption) + theme.px(8)
        self._wide = max(figure, caption + moved + theme.px(8)) + theme.px(8)
        self.set_narrow(narrow=False)
        self.setFixedHeight(theme.px(52))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DIFFERENCE_MS)
        self._timer.timeout.connect(lambda: self._difference.set_words(""))

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the name of the farm needs the room of the difference."""
        self.setMinimumWidth(self._narrow if narrow else self._wide)
        self.setMaximumWidth(self._narrow if narrow else self._wide * 2)
        self._difference.setVisible(not narrow)

    def show_amount(self, amount: Decimal | None, missing: str) -> None:
        """Show an amount; what is missing stands in the tooltip."""
        words = format_money(amount, self._unit)
        if self._known and amount != self._amount and amount is not None and self._amount is not None:
            if not self._timer.isActive():
                self._before = self._amount
            moved = amount - self._before
            self._difference.set_words(f"{'+' if moved > 0 else MINUS}{format_money(abs(moved), self._unit)}" if moved else "")
            self._timer.start()
        elif amount is None or self._amount is None:
            self._difference.set_words("")
            self._timer.stop()
        self._known = True
        self._amount = amount
        self._figure.set_words(words)
        self.setToolTip(missing if amount is None else text("kopf.zur_rechnung"))
        self.setAccessibleName(f"{self._label_words}: {words if amount is not None else missing}")

    @property
    def words(self) -> str:
        """The amount as shown."""
        return self._figure.text()


class Elided(Words):
    """Words on one line that give way: what does not fit becomes an ellipsis, the tooltip has it whole."""

    def __init__(self, role: str) -> None:
        super().__init__("", role, wrap=False)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def set_words(self, words: str) -> None:
        super().set_words(words)
        self.setToolTip(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class SearchButton(QPushButton):
    """Looks like the field that it opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setAccessibleName(text("suche.feld"))
        self.setToolTip(text("suche.feld_tip"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._word = self._key = True
        self.setMinimumWidth(theme.px(40))  # never more, or the window could not be small
        self.setFixedHeight(theme.px(36))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """Show what has room in a header of this width: word and key, the word, or the icon alone."""
        self._word, self._key = width >= theme.px(SEARCH_WORD), width >= theme.px(SEARCH_KEY)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200 if self._key else 112 if self._word else 40), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(18)
        left = theme.px(12) if self._word else (self.width() - side) / 2
        icons.paint(painter, "search", QRectF(left, (self.height() - side) / 2, side, side), theme.color("ink2"))
        inside = QRectF(self.rect()).adjusted(theme.px(40), 0, -theme.px(12), 0)
        painter.setPen(theme.color("ink2"))
        if self._word:
            painter.setFont(theme.font("body"))
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text("suche.feld"))
        if self._key:
            painter.setFont(theme.font("small"))
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text("suche.taste"))
        painter.end()


class Header(QFrame):
    """One line across the window."""

    go = Signal(str)
    search_wanted = Signal()
    save_elsewhere = Signal()
    copy_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, session: Session, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "header")
        self.set_low(low=False)
        self.menu_button = menu_button(menu, self)
        self._name = Elided("bold")
        self._pill = Pill(text("kopf.beispiel"))
        self._sub = Elided("small")
        for words in (self._name, self._sub):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tagessatz = Figure(text("kopf.tagessatz"), "€", "1.000,00 €")
        self.tagessatz.clicked.connect(lambda: self.go.emit("tagessatz"))
        self.ergebnis = Figure(text("kopf.arbeitsergebnis"), "€", "−100.000,00 €")
        self.ergebnis.clicked.connect(lambda: self.go.emit("arbeitsergebnis"))
        self.search = SearchButton(self)
        self.search.clicked.connect(self.search_wanted)
        self._glyph = icons.Glyph("check-circle", "accent", 20)
        self.saved = Words("", "small", wrap=False)
        widest = max(QFontMetrics(theme.font("small")).horizontalAdvance(text(key, time="00:00")) for key in SAVED_WORDS)
        self.saved.setMinimumWidth(widest + theme.px(4))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._show_saved)
        self._elsewhere = QPushButton(text("kopf.anderer_ort"), self)
        self._elsewhere.setProperty("role", "small")
        self._elsewhere.clicked.connect(self._way_out)
        self._last_line = vline(36)
        title = QHBoxLayout()
        title.setSpacing(theme.px(8))
        self._lock = icons.Glyph("lock", "ink2", 18)
        self._lock.setToolTip(text("ganz.im_kopf"))
        title.addWidget(self._lock, 0)
        title.addWidget(self._name, 0)
        title.addWidget(self._pill, 0)
        title.addStretch(1)
        who = column("*", title, self._sub, "*", gap=1)
        air = QSpacerItem(theme.px(8), 0, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)  # gives way in a small window
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(16), 0, theme.px(20), 0)
        layout.setSpacing(0)
        for item in (
            self.menu_button,
            8,
            Mark(),
            12,
            who,
            12,
            self.search,
            12,
            air,
            self.tagessatz,
            16,
            vline(36),
            16,
            self.ergebnis,
            16,
            self._last_line,
            16,
        ):
            if isinstance(item, int):
                layout.addSpacing(theme.px(item))
            elif isinstance(item, QWidget):
                layout.addWidget(item)
            elif isinstance(item, QSpacerItem):
                layout.addItem(item)
            else:
                layout.addLayout(item, 1)
        layout.addWidget(self._glyph)
        layout.addSpacing(theme.px(8))
        layout.addWidget(self.saved)
        layout.addWidget(self._elsewhere)
        session.changed.connect(self.refresh)
        session.protection_changed.connect(self.refresh)
        session.save_state_changed.connect(self.refresh_saved)
        self.refresh()
        self.refresh_saved()

    def set_low(self, *, low: bool) -> None:
        """Take less height: in a low window the page needs it."""
        self.setFixedHeight(theme.px(60 if low else 68))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()
        self.search.fit(self.width())
        for figure in (self.tagessatz, self.ergebnis):
            figure.set_narrow(narrow=self.width() < theme.px(NARROW))

    def _give_way(self) -> None:
        """In a narrow window the second figure makes room for the way out."""
        room = self._elsewhere.isHidden() or self.width() >= theme.px(WAY_OUT)
        self.ergebnis.setVisible(room)
        self._last_line.setVisible(room)

    def refresh(self) -> None:
        """Show name, addressee and figures as they are now."""
        case = self._session.case
        self._lock.setVisible(self._session.protected)
        self._name.setAccessibleDescription(text("ganz.im_kopf") if self._session.protected else "")
        self._name.set_words(case.farm.name.strip() or text("kopf.ohne_namen"))
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._pill.setVisible(case.example)
        profile = self._session.engine.content.profile(case.profile)
        since = text("kopf.ab", date=format_date(case.period.start)) if case.period.start else text("kopf.ohne_zeitraum")
        self._sub.set_words(f"{profile.short} · {since}")
        self.tagessatz.show_amount(self._session.results.kosten.tagessatz, text("kopf.tagessatz_fehlt"))
        ergebnis = self._session.results.ergebnis
        known = bool(ergebnis.ertraege or ergebnis.kosten)
        self.ergebnis.show_amount(ergebnis.arbeitsergebnis if known else None, text("kopf.ergebnis_fehlt"))

    def refresh_saved(self) -> None:
        """Say the truth about the file; a save that takes less than a second is not worth a word."""
        state = self._session.save_state
        self._elsewhere.setToolTip("")
        if state.kind in ("offen", "laeuft") and state.at is not None and self.saved.text():
            if not self._slow.isActive():
                self._slow.start()
            return
        self._slow.stop()
        self._show_saved()

    def _show_saved(self) -> None:
        state = self._session.save_state
        failed = state.kind == "misslungen"
        self._elsewhere.setVisible(failed or state.kind == "ansicht")
        self._give_way()
        if state.kind == "ansicht":
            self.saved.set_words(text("sicherung.nur_ansehen"))
            self.saved.setToolTip(self._session.view_only)
            self.saved.setStyleSheet(f"color: {theme.current().colors['ink']};")
            self._glyph.set_glyph("eye", "info")
            self._elsewhere.setText(text("sicherung.kopie_oeffnen"))
            self._elsewhere.setToolTip(self._session.view_only)
            return
        self._elsewhere.setText(text("sicherung.vergleichen" if self._session.stopped else "kopf.anderer_ort"))
        if failed:
            words = text("kopf.nicht_gespeichert")
            tip = str(state.problem)
            if state.rescued is not None:
                tip = f"{tip} {text('kopf.gerettet', path=state.rescued)}"
            self.saved.setToolTip(tip)
        else:
            words = (
                text("kopf.gespeichert", time=f"{state.at:%H:%M}") if state.at and state.kind == "gespeichert" else text("kopf.speichert")
            )
            self.saved.setToolTip(text("kopf.datei", path=self._session.file))
        self.saved.set_words(words)
        self.saved.setAccessibleDescription(self.saved.toolTip())
        if failed:
            say(self.saved, f"{words}. {tip}", urgent=True)
        self.saved.setStyleSheet(f"color: {theme.current().colors['err' if failed else 'ink']};")
        self._glyph.set_glyph(
            "octagon" if failed else "check-circle" if state.kind == "gespeichert" else "clock", "err" if failed else "accent"
        )

    def _way_out(self) -> None:
        """What helps now: a copy, a look at both states, or another place."""
        if self._session.view_only:
            self.copy_wanted.emit()
        elif self._session.stopped:
            self.compare_wanted.emit()
        else:
            self.save_elsewhere.emit()
