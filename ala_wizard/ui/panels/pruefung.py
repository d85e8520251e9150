"""What the authority would see today: findings, and where each is solved."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from ala_wizard.checks.findings import Finding
from ala_wizard.content.texts import text
from ala_wizard.ui import icons, theme
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, button, clear, column, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.session import Session

LINES = 6
"""Open questions named on one card; the others are counted."""
PAD = 16
"""Room at either side of a pill's words, which are bold when it is chosen."""
ICON, ICON_GAP = 18, 8
"""Side of a pill's icon, and the room between it and the words."""
SEVERITIES = {"muss": ("octagon", "err"), "sollte": ("triangle", "warn"), "hinweis": ("info", "info")}


class PruefungPanel(Panel):
    """Cards by weight; open questions of one step stand on one card."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._filter = ""
        self._pills: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        pills = row(gap=8)
        for name in ("", *SEVERITIES):
            pill = QPushButton(self)
            pill.setCheckable(True)
            pill.setChecked(not name)
            pill.setProperty("role", "pill")
            pill.clicked.connect(lambda _on, chosen=name: self._choose(chosen))
            group.addButton(pill)
            self._pills[name] = pill
            pills.addWidget(pill)
        pills.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(12))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(20))
        whole.addLayout(pills)
        whole.addLayout(self._list)
        self._known: object = None

    def _choose(self, name: str) -> None:
        self._filter = name
        self.show_checks()

    def show_checks(self) -> None:
        findings = self.session.findings
        if (findings, self._filter) == self._known:
            return
        self._known = (findings, self._filter)
        cards = [tuple(sorted(card, key=self._place)) for card in _cards(findings)]
        for name, pill in self._pills.items():
            count = sum(1 for finding in findings if not name or finding.severity == name)
            pill.setText(f"{text(f'pruefung.{name}' if name else 'pruefung.alle')} {count}")
            room = 2 * PAD
            if name:  # only after its words, which the icon keeps clear of
                icons.set_icon(pill, *SEVERITIES[name], ICON)
                room += ICON + ICON_GAP
            pill.setMinimumWidth(QFontMetrics(theme.font("bold")).horizontalAdvance(pill.text()) + theme.px(room))
        clear(self._list)
        shown = [entry for entry in cards if not self._filter or entry[0].severity == self._filter]
        for severity, entries in groupby(shown, key=lambda entry: entry[0].severity):
            title = row(
                Words(text(f"pruefung.{severity}_titel"), "section", wrap=False),
                column("*", Words(text(f"pruefung.{severity}_was"), "small", wrap=False), 4),
                "*",
                gap=12,
                margins=(0, 8, 0, 0),
            )
            self._list.addLayout(title)
            for entry in entries:
                self._list.addWidget(self._card(entry))
        if not shown:
            self._list.addWidget(Words(text("pruefung.nichts"), "body"))

    def _card(self, entry: tuple[Finding, ...]) -> QFrame:
        first = entry[0]
        glyph, token = SEVERITIES[first.severity]
        part = self.session.engine.content.part_of.get(first.step)
        place = text("pruefung.teil", number=part.number, name=part.short) if part and part.number else part.short if part else ""
        if len(entry) > 1:
            title = text("pruefung.mehrere", count=len(entry), place=part.short if part else "")
            shown = [f"• {self._short(finding)}" for finding in entry[:LINES]]
            more = len(entry) - LINES
            why = "\n".join(
                [*shown, text("pruefung.weitere", count=more)] if more > 1 else [f"• {self._short(finding)}" for finding in entry]
            )
        else:
            title, why = first.text, first.why
        target = first.question or first.address
        card = QFrame(self)
        card.setProperty("role", "card")
        jump = button(
            text("pruefung.ausfuellen" if first.rule == "offen" else "pruefung.ansehen"), lambda: self.go.emit(first.step, target), "small"
        )
        jump.setAccessibleName(f"{jump.text()}: {title}")
        jump.installEventFilter(self)
        jump.setProperty("finding", first.id)
        where: list[QWidget] = [link(place, lambda: self.go.emit(first.step, target))] if place else []
        line = row(*where, Words(" · ".join(first.source), "small"), gap=12)
        line.setStretch(len(where), 1)
        body = column(Words(title, "bold"), Words(why, "second"), line, gap=4)
        icon = column(icons.Glyph(glyph, token, 22), "*", margins=(0, 1, 0, 0))
        whole = row(icon, body, column("*", jump, "*"), gap=16, margins=(16, 12, 16, 12))
        whole.setStretch(1, 1)
        card.setLayout(whole)
        card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.setAccessibleName(title)
        return card

    def _place(self, finding: Finding) -> tuple[int, int]:
        """Where a finding stands on its page, so that a card reads from top to bottom."""
        content = self.session.engine.content
        part = content.part_of.get(finding.step)
        ids = [question.id for question in part.questions] if part is not None else []
        question = content.questions.get(finding.question)
        targets = [field.target for field in question.fields] if question is not None else []
        return (
            ids.index(finding.question) if finding.question in ids else len(ids),
            targets.index(finding.address) if finding.address in targets else len(targets),
        )

    def _short(self, finding: Finding) -> str:
        """A line on a card of open questions: the question's own words, or the field's; that they are missing, the title says."""
        question = self.session.engine.content.questions.get(finding.question)
        if not finding.address.startswith(("answers[", "coverage[")):
            fields = question.fields if question is not None else ()
            return next((field.label for field in fields if field.target == finding.address), finding.text)
        return (question.heading or question.ask) if question is not None else finding.text

    def help(self) -> Help:
        """What the page is for."""
        return Help(text("pruefung.hilfe_titel"), text("pruefung.hilfe"))


def _cards(findings: tuple[Finding, ...]) -> list[tuple[Finding, ...]]:
    """Open questions of one step together, everything else by itself; the order stays."""
    cards: list[list[Finding]] = []
    open_: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.rule == "offen":
            key = (finding.severity, finding.step)
            if key in open_:
                open_[key].append(finding)
                continue
            open_[key] = [finding]
            cards.append(open_[key])
        else:
            cards.append([finding])
    return [tuple(card) for card in cards]
