"""What holds for every test: no display, no network, no user folders, nothing said or left behind unasked.

- Qt draws off screen; any Qt warning fails the test (checked by pytest-qt through a marker set here, and after teardown).
- A window that is still visible after its test fails it.
- A log record of level WARNING or above fails, unless the test carries the marker `expects_log`.
- A connection to anything but a local (Unix) socket fails.
- The program's own folders for settings and recovery copies lie in the test's temporary folder.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from ala_wizard.store import keyring

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parents[1]

PLATFORM_LIMITS = r"^This plugin does not support "
"""What the offscreen platform says about itself (raising, size hints); it says nothing about the program."""


class NetworkUseError(AssertionError):
    """The program tried to reach a network; it works offline."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the project's own markers known."""
    config.addinivalue_line("markers", "expects_log: the test reads log records of level WARNING or above itself")


def pytest_sessionfinish() -> None:
    """What a test copied goes while there still is somebody to take it away: after Python has ended that would be a crash."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pytest-qt fail every test that made Qt warn."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore(PLATFORM_LIMITS))


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid connections to other machines, and to this one by network."""

    def forbid(name: str) -> Any:
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, *rest: Any) -> Any:
            if self.family == getattr(socket, "AF_UNIX", None):
                return original(self, address, *rest)
            raise NetworkUseError(f"{name} to {address!r}")

        return guarded

    def no_lookup(host: Any, *_: Any, **__: Any) -> Any:
        raise NetworkUseError(f"look-up of {host!r}")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, forbid(name))
    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the user's folders for this test (settings, recovery copies, home)."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ALA_WIZARD_HOME", str(home / "ala-wizard"))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


class _Records(logging.Handler):
    """Collects records of level WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_keys() -> Iterator[None]:
    """What one test encrypted, the next one knows nothing of."""
    yield
    keyring.keep_only(None)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on log records that the test did not expect."""
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.records and request.node.get_closest_marker("expects_log") is None:
        pytest.fail("unexpected log: " + "; ".join(record.getMessage() for record in handler.records), pytrace=False)


@pytest.fixture(autouse=True)
def tidy_qt() -> Iterator[None]:
    """Fail on windows that are still visible after the test.

    As in the program (`ui.tidy`), nobody but the main thread looks for circles of unused objects once there are widgets.
    """
    if "PySide6.QtWidgets" in sys.modules:
        gc.disable()
    yield
    if not gc.isenabled():
        gc.enable()
        gc.collect(1)
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if widgets is None or app is None:
        return
    core = sys.modules["PySide6.QtCore"]
    app.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    app.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    if names:
        pytest.fail("windows left open: " + ", ".join(names), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Fail on Qt warnings said while windows close; pytest-qt listens only until the test itself ends."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        yield
        return
    bad: list[str] = []

    def hear(kind: Any, context: Any, message: str) -> None:  # noqa: ARG001 (Qt's signature)
        if kind not in (core.QtMsgType.QtDebugMsg, core.QtMsgType.QtInfoMsg) and not re.search(PLATFORM_LIMITS, message):
            bad.append(message)

    before = core.qInstallMessageHandler(hear)
    try:
        yield
    finally:
        core.qInstallMessageHandler(before)
    if bad:
        pytest.fail(f"Qt warned while {item.name} was cleaned up: " + "; ".join(bad), pytrace=False)
