"""What is asked when a file is opened: which state to go on with, who else has it open; and when it was changed from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.flow.compare import Difference, differences
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date
from ala_wizard.store.rescue import Found
from ala_wizard.ui import theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.kit import Words

SHOWN = 6
"""So many differences are shown; the rest is counted."""
WIDE, GAP, WIDTHS = 680, 16, (184, 196, 196)
"""Px at 100 %: the dialog, between its columns, and its columns."""


@dataclass(frozen=True)
class How:
    """How a file is to be opened."""

    case: Case | None = None
    """The state to go on with; None for the file's own."""
    file: Path | None = None
    """Where to go on writing, if not in the file itself."""
    view: str = ""
    """Why it is only looked at; empty for writing."""
    copy: bool = False
    """A copy is wanted at once."""
    take_over: bool = False
    """Take the file over from whoever has it open."""


def when(at: datetime | None, today: date) -> str:
    """A moment that is past, as one says it."""
    if at is None:
        return "–"
    left = (today - at.date()).days
    key = "heute" if left == 0 else "gestern" if left == 1 else "am"
    return text(f"sicherung.{key}", time=f"{at:%H:%M}", day=format_date(at.date()))


def compared(heads: tuple[str, str], found: Sequence[Difference], most: int) -> list[QWidget]:
    """What differs between two states as a table with these heads, at most so high; and in words how much more there is."""
    if not found:
        return [Words(text("vergleich.gleich"), "second")]
    inner = QWidget()
    inner.setObjectName("compared")
    inner.setStyleSheet("QWidget#compared { background: transparent; }")
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, theme.px(8), theme.px(8), 0)
    grid.setHorizontalSpacing(theme.px(GAP))
    grid.setVerticalSpacing(theme.px(8))
    rows = [("", heads[0], heads[1]), *((entry.label, entry.old, entry.new) for entry in found[:SHOWN])]
    for place, row in enumerate(rows):
        for column, said in enumerate(row):
            if not said:
                continue
            label = Words(said, "small_bold" if not (place and column) else "small")
            label.ensurePolished()  # its height is measured in its own type
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            label.setFixedWidth(theme.px(WIDTHS[column]))
            label.setFixedHeight(label.heightForWidth(theme.px(WIDTHS[column])))
            grid.addWidget(label, place, column, Qt.AlignmentFlag.AlignTop)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(", ".join(heads))
    area.setAccessibleDescription("\n".join(f"{entry.label}: {entry.old} – {entry.new}" for entry in found[:SHOWN]))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inner)
    area.setMinimumHeight(theme.px(80))
    area.setMaximumHeight(min(inner.sizeHint().height() + theme.px(4), most))
    more = len(found) - SHOWN
    if more <= 0:
        return [area]
    return [area, Words(text("vergleich.weitere_eins") if more == 1 else text("vergleich.weitere", count=more), "second")]


class CompareDialog(Dialog):
    """Two states beside each other, value by value."""

    def __init__(
        self, title: str, words: str, heads: tuple[str, str], found: Sequence[Difference], buttons: Sequence[str], parent: QWidget | None
    ) -> None:
        super().__init__(title, words, buttons, parent)
        self.setFixedWidth(theme.px(WIDE))
        self.differences = tuple(found)
        for part in compared(heads, found, self.screen().availableGeometry().height() * 2 // 5):
            self.body.addWidget(part)
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


def ask(found: Found, content: Content, now: datetime, beside: Path, parent: QWidget | None) -> How | None:
    """Ask what has to be asked before a file is opened; None when it is to stay closed.

    `beside` is where one would go on when the file itself cannot be read.
    """
    name = found.file.name
    if found.holder is not None and found.loaded is not None:
        return _open_elsewhere(found, now, parent)
    if found.newer:
        words = f"{text('sicherung.neue_fassung', name=name)}\n\n{text('sicherung.neue_fassung_kopie')}"
        chosen = Dialog(
            text("sicherung.neue_fassung_titel"), words, (text("sicherung.ansehen"), text("sicherung.nicht_oeffnen")), parent
        ).ask()
        return How(view=text("sicherung.warum_neu")) if chosen == 0 else None
    if found.offer is None:
        return How()
    at = when(found.offer.at, now.date())
    if found.loaded is None:
        farm = found.offer.case.farm.name.strip() or text("kopf.ohne_namen")
        gone = found.problem is not None and found.problem.code == "fehlt"
        key = "kaputt_weiter" if gone else "kaputt_bleibt"
        problem = text("sicherung.kaputt_fehlt" if gone else "sicherung.kaputt_datei", name=name, folder=found.file.parent)
        words = "\n\n".join(
            (problem, text("sicherung.kaputt_stand", farm=farm, when=at), text(f"sicherung.{key}", name=name, new=beside.name))
        )
        buttons = (text("sicherung.kaputt_nehmen"), text("sicherung.nicht_oeffnen"))
        return How(found.offer.case, beside) if Dialog(text("sicherung.kaputt_titel"), words, buttons, parent).ask() == 0 else None
    dialog = CompareDialog(
        text("sicherung.neuer_titel"),
        f"{text(f'sicherung.neuer_{found.offer.kind}', name=name)} {text('sicherung.neuer_beide')}",
        (text("sicherung.spalte_datei", when=when(found.written, now.date())), text("sicherung.spalte_hier", when=at)),
        differences(found.loaded.case, found.offer.case, content),
        (text("sicherung.neuer_nehmen"), text("sicherung.neuer_datei")),
        parent,
    )
    return How(found.offer.case) if dialog.ask() == 0 else How()


def _open_elsewhere(found: Found, now: datetime, parent: QWidget | None) -> How | None:
    holder = found.holder
    assert holder is not None
    name, owner = found.file.name, holder.who.owner or text("sicherung.offen_jemand")
    if holder.here:
        who = text("sicherung.offen_hier", name=name)
    elif holder.seen is not None:
        who = text("sicherung.offen_dort", owner=owner, name=name, host=holder.who.host, when=when(holder.seen, now.date()))
    else:
        who = text("sicherung.offen_dort_ohne", owner=owner, name=name, host=holder.who.host)
    buttons = (text("sicherung.ansehen"), text("sicherung.kopie_oeffnen"), text("sicherung.hier_schreiben"))
    chosen = Dialog(text("sicherung.offen_titel"), f"{who}\n\n{text('sicherung.offen_wahl')}", buttons, parent).ask()
    if chosen == 2:
        return How(take_over=True)
    return How(view=text("sicherung.warum_offen", host=holder.who.host), copy=chosen == 1)


def ask_stopped(
    code: str, name: str, theirs: Case, mine: Case, written: datetime | None, now: datetime, content: Content, parent: QWidget | None
) -> int:
    """The file is not the one that was last seen: 0 decide later, 1 the state of the file, 2 the own one."""
    heads = (
        text("sicherung.spalte_datei", when=when(written, now.date())),
        text("sicherung.spalte_meine", when=when(now, now.date())),
    )
    buttons = (text("sicherung.spaeter"), text("sicherung.stand_datei"), text("sicherung.mein_stand"))
    words = text("sicherung.geaendert_was", name=name)
    return CompareDialog(text(f"sicherung.{code}_titel"), words, heads, differences(theirs, mine, content), buttons, parent).ask()
