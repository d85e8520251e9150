"""Every single thing that the store does to a disk is counted, and made to fail at one of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Faults:
    """Counts the steps of a deed and fails at one of them, or with `lasting` from that one on; `stepped` names them."""

    def __init__(self, at: int | None, number: int, *, lasting: bool = False) -> None:
        self.at = at
        self.number = number
        self.lasting = lasting
        self.stepped: list[str] = []

    def step(self, name: str) -> None:
        self.stepped.append(name)
        if self.at is not None and (len(self.stepped) == self.at or (self.lasting and len(self.stepped) > self.at)):
            raise OSError(self.number, f"planted at {name}")

    def wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            self.step(name)
            return function(*args, **named)

        return wrapped


class File:
    """A file whose write, flush, read, seek and close count as steps. A write that fails leaves half of it behind."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._file, name)
        return self._faults.wrap(f"file.{name}", found) if name in ("flush", "read", "truncate", "seek") else found

    def write(self, raw: bytes) -> int:
        try:
            self._faults.step("file.write")
        except OSError:
            self._file.write(raw[: len(raw) // 2])
            raise
        return int(self._file.write(raw))

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._faults.step("file.close")


def install(monkeypatch: pytest.MonkeyPatch, faults: Faults) -> None:
    """Let every step that leads to a disk be counted from now on."""
    real_open = Path.open

    def opened(self: Path, *args: Any, **named: Any) -> File:
        faults.step("open")
        return File(real_open(self, *args, **named), faults)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(os, "replace", faults.wrap("replace", os.replace))
    monkeypatch.setattr(os, "fsync", faults.wrap("fsync", os.fsync))
    monkeypatch.setattr(os, "open", faults.wrap("open folder", os.open))
    for name in ("chmod", "stat", "unlink", "mkdir", "iterdir"):
        monkeypatch.setattr(Path, name, faults.wrap(name, getattr(Path, name)))


def at_every_step(
    number: int,
    deed: Callable[[], object],
    between: Callable[[list[str]], object],
    before: Callable[[], object],
    stride: int = 1,
    *,
    lasting: bool = False,
) -> int:
    """Do the same deed again and again, with a failure one step (or `stride`) later each time, until it ends before the failure's turn.

    `before` sets the scene, `between` looks at what is left. Gives the number of steps.
    """
    at = 1
    while True:
        before()
        faults = Faults(at, number, lasting=lasting)
        with pytest.MonkeyPatch.context() as monkeypatch:
            install(monkeypatch, faults)
            deed()
        between(faults.stepped)
        if len(faults.stepped) < at:
            return len(faults.stepped)
        at += stride
