"""The helper process in which the papers are laid out, so that the window never waits for them.

It is the program itself, started with one word, and speaks through its standard input and output only. It writes nothing
to the disk, and it ends by itself as soon as the window is gone.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from ala_wizard.content import loader
from ala_wizard.content.loader import Content
from ala_wizard.preview import pipe

WORD = "vorschau-helfer"
"""The argument that makes the program a helper."""
HELLO = "ala-wizard"
"""The first message: the helper is ready."""
TIDY = 25
"""After so many answers the memory is tidied up thoroughly."""
NICE = 5
"""The helper gives way to the window by so much (POSIX)."""


def command() -> list[str]:
    """How the helper is started: this Python with this program, or this program itself when it is frozen."""
    return [sys.executable, WORD] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ala_wizard", WORD]


def folder() -> Path:
    """Where it is started, so that `-m` finds this very program: the folder that holds the package."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else Path(__file__).resolve().parents[2]


def serve() -> int:
    """Be the helper: answer wishes until the window is gone. Gives the exit code."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # whatever prints does not disturb the messages
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        from ala_wizard import core
        from ala_wizard.preview.desk import Desk

        core.use_kept_values()
        desk = Desk(_content)
        pipe.send(target, HELLO)
        gc.disable()  # so that nobody waits for it: it is done after an answer, when the window has what it wanted
        count = 0
        while True:
            wish = pipe.receive(source)
            core.use_key(wish.key, wish.case)
            pipe.send(target, desk.answer(wish))
            count += 1
            gc.collect(2 if count % TIDY == 0 else 1)
    except (EOFError, OSError, KeyboardInterrupt):
        return 0


def _content(renewed: bool) -> Content:
    if renewed:
        loader.content.cache_clear()
    return loader.content()
