"""Which words are known: asked in a thread of its own, remembered for all fields. Without an engine nothing is ever marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from ala_wizard.spelling import personal
from ala_wizard.ui.worker import Worker

if TYPE_CHECKING:  # the start page comes before the first word that is looked up
    from ala_wizard.model.case import Case
    from ala_wizard.spelling.speller import Speller

BATCH = 200
"""Words looked up in one go: a few milliseconds, so that the thread never holds up the window."""
PAUSE_MS = 60
"""Words that come in quickly are asked together."""


def _load() -> Speller:
    """The checker, with all that it needs. Raises NoEngineError."""
    from ala_wizard.spelling.speller import load

    return load()


class Spelling(QObject):
    """Answers at once from memory, and asks for the rest."""

    told = Signal()
    """Words that were asked are known now."""
    changed = Signal()
    """What counts as known is another: look at everything again."""

    def __init__(self, load: Callable[[], Speller] = _load, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._speller: Speller | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._verdicts: dict[str, bool] = {}
        self._asked: dict[str, None] = {}
        self._busy = False
        self._on = True
        self._closed = False
        self._ignored: set[str] = set()
        self._own: tuple[str, ...] | None = None
        self._names: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    # -- asking ----------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Are unknown words to be marked?"""
        return self._on

    def switch(self, on: bool) -> None:
        """Mark unknown words, or leave them alone."""
        if on != self._on:
            self._on = on
            self.changed.emit()

    def wrong(self, forms: Iterable[str]) -> bool | None:
        """Is one of these forms unknown? None: not looked up yet; `told` comes when it is."""
        if not self._on:
            return False
        answer: bool | None = False
        for form in forms:
            if form in self._ignored:
                continue
            verdict = self._verdicts.get(form)
            if verdict is None:
                self._asked[form] = None
                answer = None
            elif not verdict:
                return True
        if self._asked and not self._timer.isActive():
            self._timer.start()
        return answer

    def suggest(self, form: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """What an unknown form could be; `then` is called in the window's thread."""

        def done(found: Any, _problem: Exception | None) -> None:
            then(found or ())

        Worker(lambda: self._engine().suggest(form), done).start(self._pool)

    # -- words of one's own ----------------------------------------------------

    @property
    def own_words(self) -> tuple[str, ...]:
        """The user's own words."""
        if self._own is None:
            self._own = personal.own_words()
        return self._own

    def learn(self, word: str) -> None:
        """Keep a word for good. Raises OSError when the list cannot be written; the word counts until the program ends."""
        self._ignored.add(word)
        self._forget()
        self._own = personal.add(word)

    def unlearn(self, word: str) -> None:
        """Take a word off the list. Raises OSError."""
        self._own = personal.remove(word)
        self._ignored.discard(word)
        self._forget()

    def ignore(self, word: str) -> None:
        """Leave a word alone until the program ends."""
        self._ignored.add(word)
        self._forget()

    def set_names(self, names: frozenset[str]) -> None:
        """The names in the open case are right."""
        if names != self._names:
            self._names = names
            self._forget()

    def _forget(self) -> None:
        self._verdicts.clear()
        self.changed.emit()

    # -- the thread ------------------------------------------------------------

    def _engine(self) -> Speller:
        """In the thread: the checker, loaded with the first question. Raises NoEngineError."""
        if self._speller is None:
            self._speller = self._load()
        return self._speller

    def _ask(self) -> None:
        if self._busy or not self._asked:
            return
        batch = list(self._asked)[:BATCH]
        for form in batch:
            del self._asked[form]
        self._busy = True
        own, names = self.own_words, self._names

        def look() -> dict[str, bool]:
            from ala_wizard.spelling.speller import NoEngineError

            try:
                speller = self._engine()
            except NoEngineError:
                return dict.fromkeys(batch, True)
            speller.learn(own)
            speller.name(names)
            return {form: speller.knows(form) for form in batch}

        def done(found: dict[str, bool] | None, _problem: Exception | None) -> None:
            if self._closed:  # the answer was on its way when the program left
                return
            self._busy = False
            if (own, names) == (self.own_words, self._names):
                self._verdicts.update(found if found is not None else dict.fromkeys(batch, True))
                self.told.emit()
            else:
                self._asked.update(dict.fromkeys(batch))
            if self._asked:
                self._timer.start()

        Worker(look, done).start(self._pool)

    def close(self) -> None:
        """Wait for the thread; nothing is asked any more."""
        self._closed = True
        self._asked.clear()
        self._timer.stop()
        self._pool.waitForDone()


def names_of(case: Case) -> frozenset[str]:
    """The words of all names in a case: farm, place, people, services, partners, rooms, groups, work areas."""
    farm = case.farm
    texts = [farm.name, farm.traeger, farm.contact, farm.street, farm.town, farm.county, case.offer.title, case.offer.stop]
    for rows in (case.people, case.external_services, case.partners, case.groups, case.work_areas, case.rooms, farm.branches):
        texts += [row.name for row in rows]
    texts += [entry.kind for entry in farm.livestock]
    return frozenset(word for entry in texts for word in re.findall(r"[^\W\d_]{2,}", entry))


class _Installed:
    service: Spelling | None = None


def install(service: Spelling | None) -> None:
    """From now on the text fields that are made ask this service; None: they ask nobody."""
    _Installed.service = service


def installed() -> Spelling | None:
    """The service of the program, if it has one."""
    return _Installed.service
