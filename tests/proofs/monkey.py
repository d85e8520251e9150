"""Random hands at the window: whatever they do, no exception, and undoing it all gives the very case one began with.

`hands.py` says what they do: keys, clicks, drags, paste, menus, search, history. They choose no files of the user, make no papers
and do not end the program.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ala_wizard.app import Program, prepare
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.store import casefile
from ala_wizard.ui.session import MAX_UNDO, Session
from ala_wizard.ui.spelling import service as spelling
from ala_wizard.ui.window import Window
from tests.conftest import PLATFORM_LIMITS
from tests.proofs.hands import CONTROL, Hands
from tests.ui.typing import press

Key = Qt.Key
ROOM = 30
"""So many steps of undo stay free: one deed may be several."""
CLOSINGS = 60


@dataclass(frozen=True)
class Tally:
    """What the monkey did."""

    acts: int
    undone: int
    steps: int
    """Different pages it was on."""
    did: Counter[str] = field(default_factory=Counter)
    """How often each kind of thing was done."""


def play(folder: Path, case: Case, acts: int, seed: int) -> Tally:
    """Let the monkey play so long. Raises AssertionError at the first broken promise."""
    app = prepare([])
    spelling.install(words := spelling.Spelling(parent=app))
    program = Program(app)
    problems: list[str] = []

    def hear(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f" ({trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno})" if trace is not None else ""
        problems.append(f"{kind.__name__}: {problem}{place}")

    def warned(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg) and not re.search(PLATFORM_LIMITS, words):
            problems.append(f"Qt: {words}")
        if callable(before_qt):
            before_qt(kind, context, words)

    before, sys.excepthook = sys.excepthook, hear
    before_qt = qInstallMessageHandler(warned)
    window = program.window
    session = Session(case, folder / f"affe-{seed}.ala", program.engine, saved=True)
    try:
        window.show_session(session)
        window.show()
        window.activateWindow()
        chance = random.Random(seed)
        tally = _play(app, window, Hands(window, chance, folder), acts, problems)
        session.save()
        assert casefile.load(session.file).case.model_copy(update={"removed_files": ()}) == case
    finally:
        qInstallMessageHandler(before_qt if callable(before_qt) else None)
        sys.excepthook = before
        window.hide()
        session.engine = replace(session.engine, save=lambda _case, _file, _attachments: None)
        session.saver.finish()
        session.deleteLater()
        window.deleteLater()
        spelling.install(None)
        words.close()
        app.clipboard().clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return tally


def _play(app: QApplication, window: Window, hands: Hands, acts: int, problems: list[str]) -> Tally:
    session, workspace = window.session, window.workspace
    assert session is not None and workspace is not None
    start, pages = session.case, set()
    done = 0
    while done < acts and len(session.done_steps) < MAX_UNDO - ROOM:
        hands.act()
        app.processEvents()
        pages.add(workspace.step)
        assert not problems, f"after {done} acts on {workspace.step}: {problems}"
        done += 1
    _close(app, hands)
    workspace.page.focus_first()
    while session.redo_name:
        _again(app, Key.Key_Y)
    end, undone = session.case, 0
    while session.undo_name:
        _again(app, Key.Key_Z)
        undone += 1
        assert undone <= MAX_UNDO, f"undo goes round in a circle at {session.undo_name!r} with {QApplication.focusWidget()}"
    assert session.case == start, f"undoing everything gives another case: {_differs(start, session.case)}"
    while session.redo_name:
        _again(app, Key.Key_Y)
    assert session.case == end, f"doing everything again gives another case: {_differs(end, session.case)}"
    for _ in range(undone):
        press(Key.Key_Z, CONTROL)
    app.processEvents()
    assert session.case == start
    assert not problems, problems
    return Tally(done, undone, len(pages), Counter(hands.did))


def _close(app: QApplication, hands: Hands) -> None:
    """Close what still stands over the window."""
    with hands.minded():
        for _ in range(CLOSINGS):
            found = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if found is None:
                return
            press(Key.Key_Escape)
            app.processEvents()
    raise AssertionError(f"Escape does not close {found}")


def _again(app: QApplication, key: Qt.Key) -> None:
    press(key, CONTROL)
    app.processEvents()


def _differs(one: Case, other: Case) -> list[str]:
    return [name for name in Case.model_fields if getattr(one, name) != getattr(other, name)]


def prove(folder: Path, rounds: int, acts: int, seed: int) -> list[Tally]:
    """Several rounds, each with the sample and with the empty case in turn."""
    names = ("hof-sonnenwiese", "leer")
    return [play(folder, sample(names[number % 2]), acts, seed + number) for number in range(rounds)]
