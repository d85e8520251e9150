"""„Menschen mit Namen“: who stands behind the pseudonyms. Shut by default; what is typed here is sealed before it reaches the case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ala_wizard.checks.menschen import agrees, due, names_a_diagnosis
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date
from ala_wizard.model.people import Participant
from ala_wizard.model.personal import PersonData
from ala_wizard.store.secret import SecretError
from ala_wizard.ui import icons, theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.editors.base import MessageLine
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Item, Words, box, button, clear, column, link, row
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.printing import PaperMaker, beside
from ala_wizard.ui.private import PrivateLine, PrivateText
from ala_wizard.ui.secretdialog import SecretDialog
from ala_wizard.ui.session import Session
from ala_wizard.ui.vault import called

LONG = "support"
"""The field that takes several lines."""
FIELDS = tuple(PersonData.model_fields)
SIGNS = {"leer": ("lock", "ink2"), "zu": ("lock", "ink2"), "offen": ("shield", "accent")}


class MenschenPanel(Panel):
    """A soft card that says what holds; while open one card for each person."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.vault = session.vault
        self._known: object = None
        self._known_late: object = ()
        self._inputs: dict[tuple[str, str], PrivateLine | PrivateText] = {}
        self._glyph = icons.Glyph("lock", "ink2", 22)
        self._state = Words("", "bold")
        self._more = Words("", "second")
        self._deeds = QVBoxLayout()
        self._late = QVBoxLayout()
        self._people = QVBoxLayout()
        self._people.setSpacing(theme.px(12))
        self.message = MessageLine(self)
        self.maker = PaperMaker(self)
        self.maker.finished.connect(self._made)
        head = row(column(self._glyph, "*", margins=(0, 2, 0, 0)), column(self._state, self._more, gap=2), gap=12)
        head.setStretch(1, 1)
        papers = row(
            link(text("menschen.information"), partial(self._paper, "information"), self),
            link(text("menschen.einwilligung"), partial(self._paper, "einwilligung"), self),
            "*",
            gap=20,
        )
        whole = column(
            Words(text("menschen.titel"), "section"),
            Words(text("menschen.was"), "second"),
            self._late,
            box("soft", column(head, self._deeds, self.message, gap=8, margins=(16, 12, 16, 16)), self),
            self._people,
            column(Words(text("menschen.blaetter"), "small"), papers, gap=4),
            self.maker,
            gap=12,
        )
        self.setLayout(whole)
        self.vault.changed.connect(self.refresh)

    # -- showing ---------------------------------------------------------------

    def refresh(self) -> None:
        """Show what holds now; cards are built anew only when other people stand here or the part was opened or shut."""
        state, case = self.vault.state, self.session.case
        self._show_late()
        people = tuple((entry, called(entry, place)) for place, entry in enumerate(case.participants, 1))
        shown = tuple((entry.id, who, self.vault.person(entry.id) is None) for entry, who in people) if state == "offen" else ()
        shape = (state, shown, self.vault.sheet_wanted, len(case.personal.people) if state == "zu" else 0)
        if shape != self._known:
            self._known = shape
            self._build(people)
        for (row_id, field), line in self._inputs.items():
            data = self.vault.person(row_id)
            if data is not None:
                line.place_text(getattr(data, field))

    def _show_late(self) -> None:
        """Whose day of deletion is past: one click deletes them, no passphrase is needed."""
        today = self.session.engine.now().date()
        late = tuple((entry.id, called(entry, place), entry.delete_by) for place, entry in self._numbered() if due(entry, today))
        if late == self._known_late:
            return
        self._known_late = late
        clear(self._late)
        if not late:
            return
        who = ", ".join(name for _, name, _ in late)
        first = late[0]
        head = text("menschen.faellig_eins", who=who, day=format_date(first[2])) if len(late) == 1 and first[2] else ""
        rows = frozenset(row_id for row_id, _, _ in late)
        self.delete_late = button(text("menschen.faellig_loeschen"), partial(self._forget, rows, who), "primary", "trash")
        again = button(text("menschen.faellig_neu"), lambda: self.go.emit("k03", f"participants[{first[0]}].delete_by"), "quiet")
        words = column(
            Words(head or text("menschen.faellig", who=who), "warn_bold"),
            Words(text("menschen.faellig_was")),
            row(self.delete_late, again, "*", gap=12),
            gap=8,
        )
        line = row(column(icons.Glyph("triangle", "warn", 20), "*", margins=(0, 2, 0, 0)), words, gap=12, margins=(16, 12, 16, 16))
        line.setStretch(1, 1)
        self._late.addWidget(box("warnbox", line, self))

    def _numbered(self) -> list[tuple[int, Participant]]:
        return list(enumerate(self.session.case.participants, 1))

    def _build(self, people: tuple[tuple[Participant, str], ...]) -> None:
        had = self._focused()
        state = self.vault.state
        self._inputs = {}
        clear(self._people)
        clear(self._deeds)
        glyph, token = SIGNS[state]
        self._glyph.set_glyph(glyph, token)
        self._state.set_words(text(f"menschen.{state}"))
        count = len(self.session.case.personal.people)
        told = text("menschen.zu_keiner" if not count else "menschen.zu_einer" if count == 1 else "menschen.zu_viele", count=count)
        self._more.set_words(told if state == "zu" else "")
        self._more.setVisible(state == "zu")
        for line in self._ways(state):
            self._deeds.addLayout(line)
        if state == "offen":
            if not people:
                self._people.addWidget(Words(text("menschen.niemand")))
            for entry, who in people:
                self._people.addWidget(self._card(entry, who))
        if had is not None and had in self._inputs:
            self._inputs[had].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways(self, state: str) -> list[QLayout]:
        """What can be done now."""
        if state == "leer":
            return [row(button(text("menschen.anlegen"), self._create, "", "lock"), "*")]
        if state == "zu":
            deed = button(text("menschen.aufschliessen"), self._unlock, "", "lock")
            return [row(deed, button(text("menschen.vergessen"), self._recover, "quiet"), "*", gap=12)]
        lines: list[QLayout] = []
        if self.vault.sheet_wanted:
            said = row(column(icons.Glyph("triangle", "warn", 20), "*", margins=(0, 2, 0, 0)), Words(text("menschen.blatt_fehlt"), "warn"))
            said.setSpacing(theme.px(8))
            said.setStretch(1, 1)
            lines.append(said)
        sheet = button(text("menschen.blatt"), self._sheet, "primary" if self.vault.sheet_wanted else "", "print")
        shut = button(text("menschen.zuschliessen"), self.vault.lock, "", "lock")
        renew = button(text("menschen.neues_passwort"), self._renew, "quiet")
        lines.append(row(sheet, shut, renew, "*", gap=12) if self.vault.sheet_wanted else row(shut, sheet, renew, "*", gap=12))
        if self.session.case.participants:
            lines.append(row(button(text("menschen.mit_namen"), self._named, "quiet", "file"), "*"))
        lines.append(row(Words(text("menschen.zwischenablage"), "small")))
        return lines

    def _card(self, entry: Participant, who: str) -> QFrame:
        away = button(text("menschen.loeschen"), partial(self._forget, frozenset({entry.id}), who), "small_quiet", "trash")
        away.setAccessibleName(text("menschen.loeschen_zu", who=who))
        items: list[Item] = [row(Words(text("menschen.karte", who=who), "question"), "*", away, gap=12)]
        if self.vault.person(entry.id) is None:
            said = MessageLine(self)
            said.say(text("menschen.kaputt"))
            items.append(said)
        else:
            items += [self._field(entry.id, who, field) for field in FIELDS]
        card = box("card", column(*items, gap=8, margins=(16, 12, 16, 16)), self)
        card.setAccessibleName(who)
        card.setProperty("person", entry.id)
        return card

    def _field(self, row_id: str, who: str, field: str) -> QWidget:
        label = Words(text(f"menschen.{field}"))
        line: PrivateLine | PrivateText
        shown: QWidget
        hint = MessageLine()
        if field == LONG:
            line = PrivateText()
            shown = box("field", column(line, margins=(12, 8, 12, 8)))
            shown.setProperty("ring_target", True)
            line.textChanged.connect(lambda: self._typed(row_id, who, field, hint))
        else:
            line = PrivateLine()
            line.setMaxLength(2000)
            shown = line
            line.textEdited.connect(lambda _words: self._typed(row_id, who, field, hint))
        line.setAccessibleName(text(f"menschen.{field}_zu", who=who))
        line.setAccessibleDescription(text(f"menschen.hilfe_{field}"))
        line.setProperty("private", f"{row_id}.{field}")
        line.installEventFilter(self)
        label.setBuddy(line)
        self._inputs[row_id, field] = line
        data = self.vault.person(row_id) or PersonData()
        line.place_text(getattr(data, field))
        self._hint(hint, getattr(data, field))
        holder = QWidget()
        holder.setLayout(column(label, shown, hint, gap=4))
        return holder

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Help follows the focus; a field that is left ends its step of undo."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            field = str(watched.property("private") or "").rpartition(".")[2]
            if field:
                self.vault.touch()
                self.help_wanted.emit(Help(text(f"menschen.{field}"), text(f"menschen.hilfe_{field}")))
        elif event.type() == QEvent.Type.FocusOut:
            self.session.end_typing()
        return super().eventFilter(watched, event)

    def _focused(self) -> tuple[str, str] | None:
        return next((key for key, line in self._inputs.items() if line.hasFocus()), None)

    def focus_at(self, address: str = "") -> bool:  # noqa: ARG002 - one place, whatever is asked
        found = next((line for line in self._inputs.values()), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        return found is not None

    # -- typing ----------------------------------------------------------------

    def _typed(self, row_id: str, who: str, field: str, hint: MessageLine) -> None:
        line = self._inputs.get((row_id, field))
        if line is None:
            return
        words = line.raw() if isinstance(line, PrivateText) else line.text()
        self.vault.write(row_id, field, words, text("menschen.verlauf", field=text(f"menschen.verlauf_{field}"), who=who))
        self._hint(hint, words)

    @staticmethod
    def _hint(hint: MessageLine, words: str) -> None:
        hint.say(text("menschen.diagnose") if names_a_diagnosis(words) else "", "warn")

    # -- opening and shutting --------------------------------------------------

    def _asked(self, key: str, fields: tuple[tuple[str, bool], ...], deed: str, act: Callable[[list[str]], None]) -> bool:
        """A dialog about passphrases; the last two hidden fields are a new one and its repetition."""

        def check(typed: list[str]) -> str:
            try:
                act(typed)
            except SecretError as error:
                return text(f"menschen.{error.code}")
            except Exception:
                return text("menschen.unerwartet")
            return ""

        labels = tuple((text(f"menschen.{name}"), hidden) for name, hidden in fields)
        self.message.say("")
        asked = SecretDialog(text(f"menschen.{key}_titel"), text(f"menschen.{key}_was"), labels, text(f"menschen.{deed}"), check, self)
        return asked.ask() == 1

    NEW = (("passwort_neu", True), ("passwort_noch_einmal", True))

    def _create(self) -> None:
        self._asked("anlegen", self.NEW, "anlegen", lambda typed: self.vault.create(same(typed)))

    def _unlock(self) -> None:
        if self._asked("aufschliessen", (("passwort_feld", True),), "aufschliessen", lambda typed: self.vault.unlock(typed[0])):
            self.focus_at()

    def _recover(self) -> None:
        fields = (("schluessel_feld", False), *self.NEW)
        self._asked("not", fields, "aufschliessen", lambda typed: self.vault.recover(typed[0], same(typed)))

    def _renew(self) -> None:
        self._asked("neu", self.NEW, "neu_ja", lambda typed: self.vault.renew(same(typed)))

    # -- papers ----------------------------------------------------------------

    def _sheet(self) -> None:
        session, words = self.session, self.vault.recovery
        if words:
            self._sheet_asked = True
            name = text("menschen.blatt_name")
            home = Path.home() / f"{name}.pdf"  # not beside the application: who finds one has not found the other
            self.maker.ask(text("menschen.blatt"), home, partial(session.engine.private.sheet, session.case, words))

    _sheet_asked = False

    def _made(self, made: Path | None) -> None:
        if self._sheet_asked and made is not None:
            self.vault.sheet_wanted = False
            self.refresh()
        self._sheet_asked = False
        self.shown.emit(self.maker)

    def _paper(self, kind: str) -> None:
        session = self.session
        self._sheet_asked = False
        self.maker.ask(
            text(f"menschen.{kind}"),
            beside(session.file, text(f"menschen.{kind}")),
            partial(session.engine.private.paper, kind, session.case, session.results),
        )

    def _named(self) -> None:
        """The one way by which names leave: asked, only of people who agreed, to a place chosen by hand."""
        session, today = self.session, self.session.engine.now().date()
        names = self.vault.names()
        people = [(entry, called(entry, place)) for place, entry in self._numbered() if entry.id in names]
        agreed = [(entry, who) for entry, who in people if agrees(entry, today)]
        without = ", ".join(who for entry, who in people if (entry, who) not in agreed)
        if not agreed:
            self.message.say(text("menschen.mit_namen_keiner"), "warn")
            return
        parts = [text("menschen.mit_namen_was"), text("menschen.mit_namen_zusage", who=", ".join(who for _, who in agreed))]
        if without:
            parts.append(text("menschen.mit_namen_fehlt", who=without))
        parts.append(text("menschen.mit_namen_bis", day=format_date(min(entry.delete_by for entry, _ in agreed if entry.delete_by))))
        self.message.say("")
        buttons = (text("menschen.abbrechen"), text("menschen.mit_namen_ja"))
        if Dialog(text("menschen.mit_namen_frage"), "\n\n".join(parts), buttons, self).ask() != 1:
            return
        self._sheet_asked = False
        chosen = {entry.id: names[entry.id] for entry, _ in agreed}
        self.maker.ask(
            text("menschen.mit_namen"),
            beside(session.file, text("menschen.mit_namen_name")),
            partial(session.engine.private.named, session.case, session.results, chosen),
        )

    def _forget(self, rows: frozenset[str], who: str) -> None:
        buttons = (text("menschen.behalten"), text("menschen.loeschen"))
        if Dialog(text("menschen.loeschen_frage", who=who), text("menschen.loeschen_was"), buttons, self).ask() != 1:
            return
        try:
            self.vault.forget(rows)
        except Exception as problem:
            self.message.say(str(problem) or text("menschen.unerwartet"))
        else:
            self.message.say(text("menschen.geloescht", who=who), "warn")


def same(typed: list[str]) -> str:
    """The new passphrase, typed twice at the end. Raises SecretError."""
    if typed[-1] != typed[-2]:
        raise SecretError("ungleich")
    return typed[-1]
