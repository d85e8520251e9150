"""All legal values of the Stichtag: those in use first, missing ones marked, the user's own instead; files with new ones."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ala_wizard.content.groups import grouped
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date, format_decimal
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, box, clear, column, link, row
from ala_wizard.ui.panels.growing import GrowingPanel
from ala_wizard.ui.panels.valuefiles import ValueFiles
from ala_wizard.ui.panels.valuerow import Stand, ValueRow, stand
from ala_wizard.ui.session import Session

PAD = 16
"""Room at either side of a pill's words, which are bold when it is chosen."""
FILTERS = ("rechnung", "alle", "fehlt", "eigene")
AT_ONCE = 6
"""So many rows are seen first."""


class RechtsstandPanel(GrowingPanel):
    """Stichtag and what is missing, files, a line of filters, the values in groups."""

    addresses = ("overrides[",)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._stands: dict[str, Stand] = {}
        self._order: object = None
        self._rows: dict[str, ValueRow] = {}
        self._groups: dict[str, tuple[Words, QVBoxLayout]] = {}
        self._filter = "rechnung" if session.engine.values.used(session.case) else "alle"
        self.files = ValueFiles(session, self)
        self._pills: dict[str, QPushButton] = {}
        self._strangers = QVBoxLayout()
        self._strangers.setSpacing(theme.px(8))
        self._strange: object = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(16))
        whole.addWidget(self._day_box())
        whole.addWidget(self._missing_box())
        whole.addLayout(self._strangers)
        whole.addWidget(self.files)
        whole.addSpacing(theme.px(8))
        whole.addLayout(self._filter_line())
        self._nothing = Words("", "body")
        whole.addWidget(self._nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(20))
        whole.addLayout(self._list)

    # -- building --------------------------------------------------------------

    def _day_box(self) -> QWidget:
        self._day = Words("", "bold")
        self._day_why = Words("", "body")
        jump = link(text("rechtsstand.beginn"), lambda: self.go.emit("orientierung", "period.start"))
        self._beyond = Words("", "warn_bold")
        self._beyond_mark = icons.Glyph("triangle", "warn", 20)
        beyond = row(column(self._beyond_mark, "*"), self._beyond, gap=8)
        beyond.setStretch(1, 1)
        words = column(self._day, self._day_why, beyond, gap=2)
        line = row(icons.Glyph("calendar", "info", 20), words, jump, gap=16, margins=(20, 12, 20, 12))
        line.setStretch(1, 1)
        return box("infobox", line)

    def _missing_box(self) -> QWidget:
        self._lack = Words("", "warn_bold")
        self._lack_names = Words("", "body")
        show = link(text("rechtsstand.zeigen"), lambda: self._pills["fehlt"].click())
        words = column(self._lack, self._lack_names, Words(text("rechtsstand.rat")), row(show, "*"), gap=6)
        line = row(column(icons.Glyph("triangle", "warn", 20), "*", margins=(0, 2, 0, 0)), words, gap=16, margins=(20, 12, 20, 12))
        line.setStretch(1, 1)
        self._lack_box = box("warnbox", line)
        return self._lack_box

    def _filter_line(self) -> QVBoxLayout:
        group = QButtonGroup(self)
        pills = row(gap=8)
        for name in FILTERS:
            pill = QPushButton(self)
            pill.setCheckable(True)
            pill.setChecked(name == self._filter)
            pill.setProperty("role", "pill")
            pill.toggled.connect(lambda on, chosen=name: self._choose(chosen) if on else None)
            group.addButton(pill)
            self._pills[name] = pill
            pills.addWidget(pill)
        pills.addStretch(1)
        return column(Words(text("rechtsstand.filter"), "question"), pills, gap=8)

    def _row(self, name: str) -> ValueRow:
        if name not in self._rows:
            self._rows[name] = ValueRow(name, self.session, self)
            self._rows[name].help_wanted.connect(self.help_wanted)
        return self._rows[name]

    # -- showing ---------------------------------------------------------------

    def refresh(self) -> None:
        case, content = self.session.case, self.session.engine.content
        used = self.session.engine.values.used(case)
        day = self.session.results.stichtag
        self._stands = {name: stand(name, case, content, day, name in used) for name in content.parameters}
        self._day.set_words(text("rechtsstand.stichtag", day=format_date(day)))
        self._day_why.set_words(text("rechtsstand.stichtag_beginn" if case.period.start else "rechtsstand.stichtag_heute"))
        lacking = [found for found in self._stands.values() if found.missing and found.used]
        self._lack.set_words(
            text("rechtsstand.es_fehlt" if len(lacking) == 1 else "rechtsstand.es_fehlen", year=day.year, count=len(lacking))
        )
        self._lack_names.set_words(text("rechtsstand.fehlende", names=" · ".join(found.parameter.label for found in lacking)))
        self._lack_box.setVisible(bool(lacking))
        self.files.refresh()
        self._show_strangers()
        self._show_values()

    def _show_values(self) -> None:
        """Show the values of the filter; a row is made when somebody wants to see it."""
        self.grow([partial(self._row, name) for name in self._not_built()], max(0, AT_ONCE - len(self._rows)))
        self._lay_out()

    def _not_built(self) -> list[str]:
        """The values of the filter that have no row yet, in the order in which they are seen."""
        used = frozenset(name for name, found in self._stands.items() if found.used)
        order = (name for _, names in grouped(self._stands, used) for name in names)
        return [name for name in order if name not in self._rows and _fits(self._stands[name], self._filter)]

    def grown(self) -> None:
        self._lay_out()
        super().grown()

    def _lay_out(self) -> None:
        """The rows that there are in their order and as they stand."""
        self._arrange(frozenset(name for name, found in self._stands.items() if found.used))
        for name, entry in self._rows.items():
            entry.refresh(self._stands[name])
            entry.mark_used(self._stands[name].used and self._filter != "rechnung")
        self._show_filter()

    def _show_strangers(self) -> None:
        """Own values whose name the program does not know, as from another version: they can only be taken away."""
        found = tuple((name, own.value) for name, own in self.session.case.overrides.items() if name not in self._stands)
        if found == self._strange:
            return
        self._strange = found
        clear(self._strangers)
        for name, value in found:
            away = link(text("rechtsstand.entfernen"), partial(self._forget, name), self)
            away.setAccessibleName(text("rechtsstand.entfernen_zu", name=name))
            words = Words(text("rechtsstand.unbekannt", name=name[:60], value=format_decimal(value)))
            line = row(icons.Glyph("triangle", "warn", 20), words, away, gap=16, margins=(20, 12, 20, 12))
            line.setStretch(1, 1)
            self._strangers.addWidget(box("warnbox", line, self))

    def _forget(self, name: str) -> None:
        others = {key: own for key, own in self.session.case.overrides.items() if key != name}
        words = text("rechtsstand.entfernen_zu", name=name[:60])
        self.session.edit(lambda case: case.model_copy(update={"overrides": others}), words, f"overrides[{name}]")

    def show_checks(self) -> None:
        """A period that goes on after the newest values."""
        found = next((finding.text for finding in self.session.findings if finding.rule == "rechtswerte_zeitraum"), "")
        self._beyond.set_words(found)
        self._beyond.setVisible(bool(found))
        self._beyond_mark.setVisible(bool(found))

    def _arrange(self, used: frozenset[str]) -> None:
        """Put the rows below their headings, those in use first."""
        order = grouped(self._stands, used)
        key = (order, frozenset(self._rows))
        if key == self._order:
            return
        self._order = key
        for title, names in order:
            if title not in self._groups:
                head, rows = Words(title, "section"), QVBoxLayout()
                rows.setSpacing(0)
                self._groups[title] = (head, rows)
                self._list.addLayout(column(head, rows, gap=4))
            rows = self._groups[title][1]
            for entry in (self._rows[name] for name in names if name in self._rows):
                rows.removeWidget(entry)
                rows.addWidget(entry)

    def _choose(self, name: str) -> None:
        self._filter = name
        for entry in self._rows.values():
            entry.hide()
        self._show_values()

    def _show_filter(self) -> None:
        """Show the rows of the filter; one that is being edited stays until another filter is chosen."""
        for name, pill in self._pills.items():
            count = sum(1 for found in self._stands.values() if _fits(found, name))
            pill.setText(f"{text(f'rechtsstand.filter_{name}')} {count}")
            pill.setMinimumWidth(QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text()) + theme.px(2 * PAD))
        for name, entry in self._rows.items():
            found = self._stands[name]
            editing = entry.opened and not entry.isHidden()
            entry.setVisible(_fits(found, self._filter) or editing)
        for title, names in grouped(self._stands):
            self._groups[title][0].setVisible(any(name in self._rows and not self._rows[name].isHidden() for name in names))
        empty = all(entry.isHidden() for entry in self._rows.values())
        self._nothing.set_words(text(f"rechtsstand.nichts_{self._filter}") if empty and self._filter != "alle" else "")
        self._nothing.setVisible(empty)

    # -- going there -----------------------------------------------------------

    def row_of(self, name: str) -> ValueRow:
        """The row of a value. Raises KeyError."""
        if name not in self._rows:
            self._row(name).refresh(self._stands[name])
            self._show_values()
        return self._rows[name]

    def focus_at(self, address: str = "") -> bool:
        name, _, key = address.removeprefix("overrides[").partition("].")
        if address:
            self.complete()
        if not address.startswith("overrides[") or name not in self._stands:
            self._pills[self._filter].setFocus()
            return True
        if name not in self._rows or self._rows[name].isHidden():
            self._pills["alle"].click()
            self.complete()
        self._rows[name].focus_at(key)
        return True


def _fits(found: Stand, name: str) -> bool:
    """Does a value belong to a filter?"""
    return {"rechnung": found.used, "alle": True, "fehlt": found.missing, "eigene": found.replaced}[name]
