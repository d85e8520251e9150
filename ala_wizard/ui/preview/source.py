"""Asks the preview's helper for the newest state only, and tells the window what comes back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal

from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import DocumentKind
from ala_wizard.model.case import Case
from ala_wizard.preview.helper import Gone, Helper, Within, Worker
from ala_wizard.preview.wishes import Answer, Trouble, View, Wish
from ala_wizard.store import keyring
from ala_wizard.ui.engine import Engine

PAUSE_MS = 90
"""A pause in typing after which the page is made anew. The helper needs about as long again."""
COUNT_MS = 500
"""A pause after which the pages are counted while nobody looks at the preview."""
THREAD_PAUSE_MS = 700
"""The pause where no helper process can be had: the window shares its time with the layout then."""
PATIENCE_MS = 30_000
"""A helper that says nothing for so long is taken for hung."""


@dataclass(frozen=True)
class Stand:
    """What a page is made from."""

    case: Case
    """As the papers print it."""
    content: Content
    file: Path | None = None
    """Holds the pictures."""


class _Mail(QObject):
    """Carries what the helper says from its thread to the window's."""

    came = Signal(object, object)


class Source(QObject):
    """One wish at a time is under way; what became old meanwhile is asked again, and old answers are dropped."""

    answered = Signal(object)
    """A page (`Answer`) for the newest view of the newest case."""
    counted = Signal(object)
    """The `Lengths` of the newest case."""
    working = Signal(bool)
    """A page is being made, or it is there."""

    def __init__(self, engine: Engine, stand: Callable[[], Stand], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._stand = stand
        self._edition = 1
        self._renewed = False
        self._view: View | None = None
        self._counting = False
        self._shown: tuple[int, View] | None = None
        self._counted = 0
        self._under_way: Wish | None = None
        self._held = 0
        """The edition that the helper holds."""
        self._crashes = 0
        self._given_up: dict[DocumentKind | None, int] = {}
        """Wishes at which the helper ended twice, by their edition."""
        self.within = not engine.own_process
        """Is the layout done in this program, since no process could be had?"""
        self._helper: Worker | None = None
        self._mail: _Mail | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._go)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._hung)

    # -- what the window wants -------------------------------------------------

    @property
    def papers(self) -> tuple[DocumentKind, ...]:
        """What the export writes now, in its order."""
        stand = self._stand()
        return cast(tuple[DocumentKind, ...], stand.content.profile(stand.case.profile).documents)

    def changed(self, *, renewed: bool = False) -> None:
        """The case, or with `renewed` the legal values, are new."""
        self._edition += 1
        self._renewed |= renewed
        if self._view is not None or self._counting:
            self._wait()

    def look(self, view: View | None) -> None:
        """The pane shows this from now on; None: nobody looks."""
        if view == self._view:
            return
        self._view = view
        if view is not None and not self._pause.isActive():
            self._pause.start(0)

    def count(self, wanted: bool) -> None:
        """Keep the lengths of the Konzept up to date, or no longer."""
        if wanted and not self._counting and self._counted != self._edition and not self._pause.isActive():
            self._pause.start(COUNT_MS)
        self._counting = wanted

    def again(self) -> None:
        """Try once more what did not work."""
        self._given_up.clear()
        self._crashes = 0
        self._shown = None
        self._pause.start(0)

    def stop(self) -> None:
        """End the helper; it is started again with the next wish."""
        self._pause.stop()
        self._patience.stop()
        self._under_way = None
        self._held = 0
        if self._mail is not None:
            self._mail.came.disconnect()
            self._mail = None
        if self._helper is not None:
            self._helper.stop()
            self._helper = None

    @property
    def pid(self) -> int | None:
        """The number of the helper process; None where there is none."""
        return self._helper.pid if self._helper is not None else None

    @property
    def busy(self) -> bool:
        """Is something under way or about to be?"""
        return self._under_way is not None or self._pause.isActive()

    # -- one wish at a time ----------------------------------------------------

    def _wait(self) -> None:
        self._pause.start(THREAD_PAUSE_MS if self.within else PAUSE_MS if self._view is not None else COUNT_MS)

    def _next(self) -> View | bool | None:
        """What to ask now: a view, None for the lengths alone, False for nothing."""
        view = self._view
        if view is not None and self._shown != (self._edition, view) and self._given_up.get(view.paper) != self._edition:
            return view
        return None if self._counting and self._counted != self._edition and self._given_up.get(None) != self._edition else False

    def _go(self) -> None:
        if self._under_way is not None:
            return
        view = self._next()
        if isinstance(view, bool):
            return
        stand = self._stand()
        helper = self._helper or self._start()
        case = stand.case if self._held != self._edition else None
        key = keyring.of(stand.case.case_id)
        self._under_way = Wish(self._edition, self._engine.now(), view, case, self._renewed, stand.file, key)
        self._renewed = False
        self._held = self._edition
        self._patience.start()
        if view is not None:
            self.working.emit(True)
        helper.ask(self._under_way)

    def _start(self) -> Worker:
        mail = _Mail()
        mail.came.connect(self._on_mail)

        def told(said: Answer | Gone) -> None:
            with contextlib.suppress(RuntimeError):  # the window may be gone by now
                mail.came.emit(helper, said)

        helper: Worker = Within(told, lambda: self._stand().content) if self.within else Helper(told)
        # Whatever way the session goes, the process goes with it.
        self.destroyed.connect(helper.stop)
        self._mail, self._helper, self._held = mail, helper, 0
        return helper

    def _on_mail(self, helper: object, said: Answer | Gone) -> None:
        if helper is not self._helper:
            return
        wish, self._under_way = self._under_way, None
        self._patience.stop()
        if not isinstance(said, Answer):
            self._lost(said, wish)
            return
        self._crashes = 0
        if said.lengths is not None and said.edition == self._edition and self._counted != self._edition:
            self._counted = self._edition
            self.counted.emit(said.lengths)
        if said.view is None and said.trouble:
            self._given_up[None] = said.edition
        if said.view is not None and said.edition == self._edition and said.view == self._view:
            self._shown = (said.edition, said.view)
            self.working.emit(False)
            self.answered.emit(said)
        if not self._pause.isActive():
            self._go()

    # -- when the helper is gone -----------------------------------------------

    def _hung(self) -> None:
        if self._helper is not None:
            wish = self._under_way
            self._drop()
            self._lost("weg", wish)

    def _drop(self) -> None:
        if self._helper is not None:
            self._helper.stop()
        if self._mail is not None:
            self._mail.came.disconnect()
        self._helper = self._mail = self._under_way = None
        self._held = 0

    def _lost(self, said: Gone, wish: Wish | None) -> None:
        """Start again once; where no process can be had at all, do the work in a thread of this program."""
        self._drop()
        if said == "nie" and not self.within:
            self.within = True
            self._pause.start(0)
            return
        self._crashes += 1
        if wish is not None and self._crashes > 1:
            self._give_up(wish, "beendet")
        else:
            self._pause.start(0)

    def _give_up(self, wish: Wish, trouble: Trouble) -> None:
        """Ask no more for this until something changes."""
        self._given_up[wish.view.paper if wish.view is not None else None] = wish.edition
        if wish.view is not None and wish.edition == self._edition:
            self.working.emit(False)
            self.answered.emit(Answer(wish.edition, wish.view, trouble=trouble))
