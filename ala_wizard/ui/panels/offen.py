"""Everything that is open: by day or by person, one person's alone, with a place to go and somebody to ask."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ala_wizard.checks.open_list import OpenPoint, assign, bundled, due_address, people
from ala_wizard.checks.open_order import Bunch, By, due_words, grouped, late
from ala_wizard.content.texts import text
from ala_wizard.ui import folded, icons, theme
from ala_wizard.ui.editors.inputs import Combo
from ala_wizard.ui.kit import Words, box, button, clear, column, hairline, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.vormerken import Assign
from ala_wizard.ui.printing import PaperMaker, beside
from ala_wizard.ui.session import Session

SIGNS = {"frage": "pencil", "befund": "triangle", "liste": "checklist", "beleg": "clip", "unterlage": "file", "termin": "calendar"}
EVERYBODY, NOBODY = "*", ""
"""What the choice of a person holds for all, and for what nobody has taken."""
SIGN = 20
"""Px at 100 % of the sign before a point."""
PAD = 16
"""Room at either side of a pill's words, which are bold when it is chosen."""
SHOWN = 12
"""Points of a group that are shown at once; the others on request."""


class PointRow(QWidget):
    """One point: sign, words, place, who and when. The form opens below it, and so do the parts of a bundle."""

    def __init__(self, point: OpenPoint, panel: OffenPanel, *, inside: bool = False) -> None:
        super().__init__(panel)
        self.point, self._panel = point, panel
        content = panel.session.engine.content
        part = content.part_of[point.step]
        today = panel.today
        overdue = point.due is not None and point.due < today
        title = Words(point.title, "body" if inside else "bold")
        why: list[QWidget | int] = [Words(point.why, "small"), 2] if point.why and not inside else []
        place = text("pruefung.teil", number=part.number, name=part.short) if part.number else part.short
        self.jump = link(place, partial(panel.go.emit, point.step, "" if point.parts else point.target), self)
        self.jump.setAccessibleName(text("offenseite.zur_stelle", place=place, name=point.title))
        links: list[QWidget] = [self.jump]
        if point.parts:
            self.single = link(text("offenseite.einzeln"), self.toggle_parts, self)
            self.single.setAccessibleName(text("offenseite.einzeln_von", name=point.title))
            folded.tell(self.single, False)
            links.append(self.single)
        words = due_words(point.due, today)
        when = [Words(words, "warn" if overdue else "small")] if words else []
        self.edit = button(text("vormerken.knopf"), self.toggle, "small", parent=self)
        self.edit.setAccessibleName(text("vormerken.knopf_zu", what=point.title))
        folded.tell(self.edit, False)
        care = column(Words(point.who or text("offen.niemand"), "small_strong" if point.who else "small"), *when, gap=2)
        left = column(title, 2, *why, row(*links, "*", gap=16), "*")
        sign = icons.Glyph("triangle" if overdue else SIGNS[point.kind], "err" if overdue else "ink2", SIGN)
        holder = QWidget(self)
        holder.setLayout(care)
        holder.setFixedWidth(theme.px(168))
        line = row(column(sign, "*", margins=(0, 1, 0, 0)), left, column(holder, 6, row(self.edit, "*"), "*"), gap=16)
        line.setStretch(1, 1)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(theme.px(SIGN + 16), 0, 0, 0)
        self._form: Assign | None = None
        self._parts: list[PointRow] = []
        self.setLayout(column(line, self._below, margins=(0, 10, 0, 10) if inside else (16, 12, 16, 12)))

    @property
    def busy(self) -> bool:
        """Is a form open here? Then nothing moves."""
        return (self._form is not None and not self._form.isHidden()) or any(part.busy for part in self._parts)

    def toggle(self) -> None:
        """Open the form for person and day, or close it."""
        if self._form is not None and not self._form.isHidden():
            self.close_form()
            return
        session = self._panel.session
        if self._form is None:
            names = people(session.case, session.open_list)
            self._form = Assign(self.point.title, session.engine.content, names, dated=self.point.dated, parent=self)
            self._form.changed.connect(self._assign)
            name, address = text("vormerken.verlauf", what=self.point.title), due_address(self.point)
            self._form.unread_changed.connect(lambda typed: session.set_unread(address, typed, name, f"todo[{self.point.key}]"))
            self._form.left.connect(session.end_typing)
            self._form.done.connect(self.close_form)
            self._below.insertWidget(0, self._form)
        self._form.show_values(self.point.who, self.point.due, session.case.unread.get(due_address(self.point), ""))
        self._form.show()
        folded.tell(self.edit, True)
        self._form.focus_first()
        self._panel.shown.emit(self)

    def close_form(self) -> None:
        """Put the form away; the list takes its new order and the focus stays with the point."""
        if self._form is not None:
            self._form.hide()
        folded.tell(self.edit, False)
        self._panel.session.end_typing()
        self._panel.settle(self.point.key)

    def _assign(self, who: str, due: date | None) -> None:
        point = self.point
        name = text("vormerken.verlauf", what=point.title)
        self._panel.session.edit(lambda case: assign(case, point, who, due), name, f"todo[{point.key}]")

    def toggle_parts(self) -> None:
        """Show the single points of a bundle, or put them away."""
        if self._parts:
            for part in self._parts:
                part.hide()
                part.deleteLater()
            self._parts = []
        else:
            self._parts = [PointRow(part, self._panel, inside=True) for part in self.point.parts]
            for part in self._parts:
                self._below.addWidget(part)
                part.show()
        self.single.setText(text("offenseite.zusammen" if self._parts else "offenseite.einzeln"))
        self.single.setAccessibleName(text("offenseite.zusammen_von" if self._parts else "offenseite.einzeln_von", name=self.point.title))
        folded.tell(self.single, bool(self._parts))
        self._panel.remember(self.point.key, opened=bool(self._parts))


class OffenPanel(Panel):
    """Order and person at the head, then the groups. While a form is open the list stands still."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._by: By = "wann"
        self._whose = EVERYBODY
        self._open: set[str] = set()
        self._whole: set[str] = set()
        self._known: object = None
        self.today = session.engine.now().date()
        self.rows: list[PointRow] = []
        group = QButtonGroup(self)
        self.pills: dict[By, QPushButton] = {}
        for by in ("wann", "wer"):
            pill = QPushButton(text(f"offenseite.nach_{by}"), self)
            pill.setCheckable(True)
            pill.setChecked(by == self._by)
            pill.setProperty("role", "pill")
            pill.clicked.connect(lambda _on, chosen=by: self._order(chosen))
            group.addButton(pill)
            self.pills[by] = pill
            pill.setMinimumWidth(QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text()) + theme.px(2 * PAD))
        self.person = Combo(self)
        self.person.setAccessibleName(text("offenseite.person"))
        self.person.activated.connect(self._filter)
        self.print = button(text("offenseite.drucken"), self._print, "quiet", "print", parent=self)
        self.maker = PaperMaker(self)
        self._sum = Words("", "second")
        self._late = Words("", "warn_bold")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addLayout(row(*self.pills.values(), "*", self.print, gap=8))
        whole.addLayout(row(Words(text("offenseite.person"), "small", wrap=False), self.person, "*", gap=12))
        whole.addWidget(self.maker)
        whole.addLayout(column(self._sum, self._late, gap=2))
        whole.addLayout(self._list)
        self.maker.finished.connect(lambda _made: self.shown.emit(self.maker))

    # -- choosing --------------------------------------------------------------

    def _order(self, by: By) -> None:
        self._by = by
        self._refill()

    def _filter(self, index: int) -> None:
        self._whose = self.person.itemData(index)
        self._refill()

    def remember(self, key: str, *, opened: bool) -> None:
        """Keep a bundle open when the list is built anew."""
        (self._open.add if opened else self._open.discard)(key)

    def settle(self, key: str) -> None:
        """A form was closed: show the new order, with the focus where it was."""
        self.pills[self._by].setFocus(Qt.FocusReason.OtherFocusReason)
        self._refill()
        entry = next((entry for entry in self._every() if entry.point.key == key), None)
        if entry is not None:
            self._lead_to(entry.edit, entry)

    def _lead_to(self, target: QWidget, entry: PointRow) -> None:
        """Put the focus on something of a row that was built a moment ago: only what is shown can take it."""

        def lead() -> None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.shown.emit(entry)

        QTimer.singleShot(0, target, lead)

    def _every(self) -> list[PointRow]:
        return [entry for shown in self.rows for entry in (shown, *shown._parts)]

    def focus_at(self, address: str = "") -> bool:
        """Put the focus on the point of an address `todo[…]`, else on the first choice."""
        key = address.removeprefix("todo[").rpartition("]")[0]
        entry = next((entry for entry in self._every() if entry.point.key == key), None)
        (entry.edit if entry is not None else self.pills[self._by]).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # -- showing ---------------------------------------------------------------

    @property
    def _points(self) -> tuple[OpenPoint, ...]:
        return self.session.open_list

    def show_checks(self) -> None:
        if any(entry.busy for entry in self.rows):
            return
        self.today = self.session.engine.now().date()
        if (self._points, self.today) != self._known:
            self._refill()

    def _refill(self) -> None:
        """Build the list anew; the focus stays with its point."""
        here = self._focused()
        self._build(self._points)
        if here is not None:
            key, control = here
            entry = next((entry for entry in self._every() if entry.point.key == key), None)
            target = getattr(entry, control, None)
            if isinstance(target, QWidget):
                QTimer.singleShot(0, target, lambda: target.setFocus(Qt.FocusReason.OtherFocusReason))

    def _focused(self) -> tuple[str, str] | None:
        """The point and the control that have the focus."""
        focus = self.focusWidget()
        for entry in self._every():
            for control in ("edit", "jump", "single"):
                if focus is not None and getattr(entry, control, None) is focus and focus.hasFocus():
                    return entry.point.key, control
        return None

    def _build(self, points: tuple[OpenPoint, ...]) -> None:
        self._known = (points, self.today)
        self._fill_names(points)
        whose = None if self._whose == EVERYBODY else self._whose
        bunches = grouped(bundled(points, self.session.engine.content), self._by, self.today, whose)
        count = sum(bunch.count for bunch in bunches)
        overdue = late((point for bunch in bunches for point in bunch.points), self.today)
        self._sum.set_words(text(f"offenseite.summe_{'keins' if not count else 'eins' if count == 1 else 'viele'}", count=count))
        self._late.set_words(text("offenseite.spaet_eins" if overdue == 1 else "offenseite.spaet", count=overdue))
        self._late.setVisible(bool(overdue))
        self.print.setVisible(bool(count))
        clear(self._list)
        self.rows = []
        for bunch in bunches:
            self._add(bunch)

    def _fill_names(self, points: tuple[OpenPoint, ...]) -> None:
        names = sorted(
            {point.who.strip().casefold(): point.who.strip() for point in points if point.who.strip()}.values(), key=str.casefold
        )
        entries = [(EVERYBODY, text("offenseite.alle")), (NOBODY, text("offen.niemand")), *((name, name) for name in names)]
        if self._whose not in [value for value, _ in entries]:
            self._whose = EVERYBODY
        shown = [(self.person.itemData(index), self.person.itemText(index)) for index in range(self.person.count())]
        if shown != entries:
            self.person.clear()
            for value, words in entries:
                self.person.addItem(words, value)
        self.person.setCurrentIndex([value for value, _ in entries].index(self._whose))

    def _add(self, bunch: Bunch) -> None:
        head = row(Words(bunch.title, "section"), Words(f"{bunch.count}", "second", wrap=False), gap=8, margins=(0, 12, 0, 0))
        head.setStretch(0, 1)
        title = QWidget(self)
        title.setLayout(head)
        self._list.addWidget(title)
        body = column()
        some = bunch.points if bunch.key in self._whole or len(bunch.points) <= SHOWN + 2 else bunch.points[:SHOWN]
        for place, point in enumerate(some):
            if place:
                body.addWidget(hairline())
            entry = PointRow(point, self)
            self.rows.append(entry)
            body.addWidget(entry)
            if point.parts and point.key in self._open:
                entry.toggle_parts()
        card = box("card", body, self)
        self._list.addWidget(card)
        for widget in (title, card):
            widget.show()  # at once: the layouts inside would show their content only one after the other
        more = len(bunch.points) - len(some)
        if more:
            self._list.addWidget(link(text("offenseite.weitere", count=more, name=bunch.title), partial(self._show_all, bunch.key), self))

    def _show_all(self, key: str) -> None:
        place = len(self.rows)
        self._whole.add(key)
        self._refill()
        if place < len(self.rows):
            entry = self.rows[min(place, len(self.rows) - 1)]
            self._lead_to(entry.jump, entry)

    # -- printing --------------------------------------------------------------

    def _print(self) -> None:
        session = self.session
        whose = None if self._whose == EVERYBODY else self._whose
        case, results, points, by, write = session.case, session.results, self._points, self._by, session.engine.open_paper
        self.maker.ask(
            text("offenseite.waehlen"),
            beside(session.file, text("offenseite.name")),
            lambda path: write(case, results, points, path, by, whose),
        )
