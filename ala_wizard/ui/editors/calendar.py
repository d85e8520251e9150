"""A month to pick a day from, in German, starting on Monday."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme


class CalendarPopup(QFrame):
    """Opens below a field and closes when a day is picked, with Escape, or with a click elsewhere."""

    picked = Signal(object)
    """The day as `date`, or None for „Leeren“."""

    def __init__(self, value: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "field")
        self.setWindowTitle(text("editor.kalender_titel"))
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(QLocale.Language.German, QLocale.Country.Germany))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateRange(QDate(1900, 1, 1), QDate(2199, 12, 31))
        self._dress()
        if value is not None:
            self.calendar.setSelectedDate(QDate(value.year, value.month, value.day))
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        for words, day in (("editor.heute", QDate.currentDate()), ("editor.leeren", None)):
            button = QPushButton(text(words), self)
            button.setProperty("role", "small_quiet")
            button.clicked.connect(lambda _checked, day=day: self._take(day))
            foot.addWidget(button)
        foot.insertStretch(1, 1)
        column = QVBoxLayout(self)
        margin = theme.px(8)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(4))
        column.addWidget(self.calendar)
        column.addLayout(foot)
        self.setFixedWidth(theme.px(320))

    def _dress(self) -> None:
        plain = QTextCharFormat()
        plain.setForeground(theme.color("ink"))
        head = QTextCharFormat()
        head.setForeground(theme.color("ink2"))
        head.setBackground(theme.color("surface"))
        self.calendar.setHeaderTextFormat(head)
        for day in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(day, plain)
        for name, sign, words in (
            ("qt_calendar_prevmonth", "chevron-left", "editor.monat_zurueck"),
            ("qt_calendar_nextmonth", "chevron-right", "editor.monat_vor"),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                icons.set_icon(button, sign, "ink", 18)
                button.setAccessibleName(text(words))
                button.setToolTip(text(words))

        self.calendar.setAccessibleName(text("editor.kalender_titel"))
        days = self.calendar.findChild(QAbstractItemView, "qt_calendar_calendarview")
        if days is not None:
            days.setAccessibleName(text("editor.kalender_titel"))

    def open_below(self, field: QWidget) -> None:
        """Show it under the field, inside the screen."""
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height() + theme.px(4)))
        screen = field.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place = field.mapToGlobal(QPoint(0, -self.height() - theme.px(4)))
        self.move(max(screen.left(), min(place.x(), screen.right() - self.width())), max(screen.top(), place.y()))
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _take(self, day: Any) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()) if day is not None else None)
        self.close()
