"""Modules that are loaded when something of them is used for the first time, so that the first picture does not wait for them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any


class Later:
    """Stands for a module and gives what it holds."""

    def __init__(self, load: Callable[[], ModuleType]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:
        """Something of the module. Raises AttributeError as the module would."""
        return getattr(self._load(), name)
