"""Work that can be done bit by bit: a generator that gives its result when it ends."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")


def finish(work: Generator[None, None, Result]) -> Result:
    """Do all of it at once."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            result: Result = done.value
            return result
