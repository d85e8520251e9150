"""The personal part while somebody works with it: shut by default, open after the passphrase, shut again after a pause.

What is open lives here in memory and nowhere else; the session's case holds sealed texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from ala_wizard.model.case import Case
from ala_wizard.model.direction import straight
from ala_wizard.model.people import Participant
from ala_wizard.model.personal import Personal, PersonData
from ala_wizard.store import personal
from ala_wizard.store.age import Identity
from ala_wizard.store.secret import SecretError

if TYPE_CHECKING:
    from ala_wizard.ui.session import Session

PAUSE_MS = 10 * 60 * 1000
"""So long after the last look or letter the part shuts by itself."""

State = Literal["leer", "zu", "offen"]
"""No passphrase chosen yet; shut; open."""


class Vault(QObject):
    """Opens, shuts and changes the personal part of the open case. Problems are `SecretError`s."""

    changed = Signal()
    """It was opened, shut or made."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._identity: Identity | None = None
        self._known: dict[str, tuple[str, PersonData | None]] = {}
        self.sheet_wanted = False
        """The recovery sheet of a new part was not made yet."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.lock)

    @property
    def _part(self) -> Personal:
        return self._session.case.personal

    @property
    def state(self) -> State:
        """What holds now."""
        if not self._part.exists:
            return "leer"
        return "offen" if self._identity is not None and self._identity.recipient == self._part.recipient else "zu"

    @property
    def recovery(self) -> str:
        """The words of the recovery sheet; only while open."""
        return self._identity.words if self._identity is not None and self.state == "offen" else ""

    # -- opening and shutting --------------------------------------------------

    def create(self, passphrase: str) -> None:
        """Choose the passphrase of a case that has none. This is no step of undo: names typed later shall not lose their key."""
        made, identity = personal.create(passphrase, self._session.engine.now().date())
        self._session.rewrite(lambda case: case.model_copy(update={"personal": made.model_copy(update={"whole": case.personal.whole})}))
        self.sheet_wanted = True
        self._open(identity)

    def unlock(self, passphrase: str) -> None:
        """Open by the passphrase."""
        self._open(personal.unlock(self._part, passphrase))

    def recover(self, words: str, passphrase: str) -> None:
        """Open by the recovery sheet, and choose a new passphrase."""
        identity = personal.recover(self._part, words)
        self._renew(identity, passphrase)
        self._open(identity)

    def renew(self, passphrase: str) -> None:
        """Choose a new passphrase while open."""
        if self._identity is not None:
            self._renew(self._identity, passphrase)
            self.touch()

    def _renew(self, identity: Identity, passphrase: str) -> None:
        key = personal.renewed(self._part, identity, passphrase).key

        def make(case: Case) -> Case:
            return case.model_copy(update={"personal": case.personal.model_copy(update={"key": key})})

        self._session.rewrite(make)

    def _open(self, identity: Identity) -> None:
        self._identity = identity
        self._known.clear()
        self.touch()
        self.changed.emit()

    def lock(self) -> None:
        """Forget everything that was open."""
        self._timer.stop()
        if self._identity is not None:
            self._identity = None
            self._known.clear()
            self.changed.emit()

    def touch(self) -> None:
        """Somebody works here: the pause begins anew."""
        if self._identity is not None:
            self._timer.start()

    # -- people ----------------------------------------------------------------

    def person(self, row: str) -> PersonData | None:
        """What is known of a person while open; None where the text was damaged and must not be written over."""
        text = self._part.people.get(row, "")
        if self._identity is None or not text:
            return PersonData()
        known = self._known.get(row)
        if known is None or known[0] != text:
            try:
                known = (text, personal.opened(text, self._identity, row))
            except SecretError:
                known = (text, None)
            self._known[row] = known
        return known[1]

    def names(self) -> dict[str, str]:
        """The names by row; empty while shut."""
        if self.state != "offen":
            return {}
        people = ((entry.id, self.person(entry.id)) for entry in self._session.case.participants)
        return {row: data.name.strip() for row, data in people if data is not None and data.name.strip()}

    def write(self, row: str, field: str, value: str, name: str) -> None:
        """Change one field of a person: one step of undo, as everywhere."""
        value, old = straight(value), self.person(row)
        if self._identity is None or old is None or getattr(old, field) == value:
            return
        data = old.model_copy(update={field: value})
        made = personal.sealed(self._part, self._identity, row, data)
        self._known[row] = (made.people.get(row, ""), data)
        self._session.edit(lambda case: case.model_copy(update={"personal": made}), name, f"personal.people[{row}].{field}")
        self.touch()

    def forget(self, rows: frozenset[str]) -> None:
        """Delete people for good: from the case, from undo, from every copy on this computer. Raises an exception with a sentence."""
        self._session.forget(rows)
        for row in rows:
            self._known.pop(row, None)


def called(entry: Participant, place: int) -> str:
    """What a person is called outside this part."""
    return entry.pseudonym.strip() or f"P{place}"
