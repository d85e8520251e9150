"""The whole program over a real accessibility bus (AT-SPI), as a screen reader on Linux meets it.

A bus, a screen without a picture (Xvfb) and the program are started for it alone. Where the machine has no bus or no screen,
`missing` says what it lacks.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ala_wizard.content.loader import content
from ala_wizard.content.samples import names
from ala_wizard.flow.steps import steps
from tests.proofs.dbus import Bus, BusError

ROOT = Path(__file__).resolve().parents[2]
SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
TOOLS = ("dbus-daemon", "Xvfb")
ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
ROOT_PATH = "/org/a11y/atspi/accessible/root"
COLLAPSED, DEFUNCT, EXPANDABLE, EXPANDED, FOCUSABLE, SHOWING = 5, 6, 9, 10, 11, 25
"""States by their number in the specification of the bus."""
SILENT = frozenset({"unknown", "filler", "panel", "invalid", "redundant object"})
"""Roles that do not say what one can do."""
READ = frozenset({"panel", "filler", "scroll pane", "viewport"})
"""Roles that may take the focus to be read and scrolled."""
DEEDS = ("tasten", "ueber", "verlauf", "fruehere", "woerter", "nachschlagen", "rechner")
FEW = ("k05",)

Place = tuple[str, str]


@dataclass(frozen=True)
class Node:
    """What the bus tells of one thing."""

    place: Place
    name: str
    role: str
    description: str
    states: frozenset[int]
    actions: int
    """What one can do with it: press, tick, increase."""

    @property
    def operable(self) -> bool:
        """Can one do something with it?"""
        return FOCUSABLE in self.states or self.actions > 0


@dataclass
class Tally:
    """What was heard."""

    pages: int = 0
    dialogs: int = 0
    nodes: int = 0
    controls: int = 0
    folds: int = 0
    """Controls that say whether they are folded out."""


def missing() -> str:
    """What this machine lacks for an accessibility bus; empty where it has all."""
    if sys.platform != "linux":
        return "no AT-SPI on this system"
    lacks = [tool for tool in TOOLS if shutil.which(tool) is None]
    lacks += [] if SERVICE.exists() else ["at-spi2-core"]
    return f"no accessibility bus here: {', '.join(lacks)} missing" if lacks else ""


@contextmanager
def _started(command: list[str], **more: object) -> Iterator[subprocess.Popen[str]]:
    """A process for as long as it is needed."""
    process: subprocess.Popen[str] = subprocess.Popen(command, encoding="utf-8", **more)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Program:
    """The running program and what can be heard of it."""

    def __init__(self, process: subprocess.Popen[str], bus: Bus) -> None:
        self._process, self.bus = process, bus

    def show(self, line: str) -> None:
        """Let the program show something, and wait until it does."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        self.wait()

    def wait(self) -> None:
        """Until the program says that it stands there."""
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        assert said == "READY", said or f"the program ended with {self._process.poll()}"

    def end(self) -> int:
        """Let it end; gives its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.write("end\n")
        self._process.stdin.flush()
        return self._process.wait(60)

    # -- hearing ---------------------------------------------------------------

    def _children(self, place: Place) -> list[Place]:
        found = self.bus.call(*place, ACCESSIBLE, "GetChildren")[0]
        return [(name, path) for name, path in found]

    def root(self) -> Place:
        """The program among those on the bus."""
        there = self._children(("org.a11y.atspi.Registry", ROOT_PATH))
        assert len(there) == 1, there
        return there[0]

    def node(self, place: Place) -> Node:
        """One thing."""
        low, high = self.bus.call(*place, ACCESSIBLE, "GetState")[0]
        states = frozenset(number for number in range(64) if (low | high << 32) >> number & 1)
        role = self.bus.call(*place, ACCESSIBLE, "GetRoleName")[0]
        name, description = (self.bus.get(*place, ACCESSIBLE, what) for what in ("Name", "Description"))
        interfaces = self.bus.call(*place, ACCESSIBLE, "GetInterfaces")[0]
        actions = self.bus.get(*place, ACTION, "NActions") if ACTION in interfaces and FOCUSABLE not in states else 0
        return Node(place, name, role, description, states, actions)

    def heard(self) -> Iterator[Node]:
        """Everything that is shown."""
        waiting = self._children(self.root())
        while waiting:
            place = waiting.pop()
            try:
                node = self.node(place)
            except BusError:
                continue  # gone while one asked
            if SHOWING not in node.states or DEFUNCT in node.states:
                continue
            yield node
            if node.role != "combo box":
                with contextlib.suppress(BusError):
                    waiting += self._children(place)


def wrong(node: Node) -> Iterator[str]:
    """What a screen reader could not tell of it."""
    if not node.operable or node.role == "scroll bar":  # a part of what it scrolls, which has a name; no key goes there
        return
    words = f"{node.role} {node.name[:50]!r} {node.description[:50]!r}"
    if not node.name.strip():
        yield f"without a name: {words}"
    if node.role in SILENT and node.role not in READ:
        yield f"role says nothing: {words}"
    if EXPANDABLE in node.states and "button" in node.role and (EXPANDED in node.states) == (COLLAPSED in node.states):
        yield f"neither open nor closed: {words}"


@contextmanager
def program(folder: Path, sample: str) -> Iterator[Program]:
    """The program with a sample, on a bus and a screen of its own."""
    place = {**os.environ, "ALA_WIZARD_HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder), "PYTHONWARNINGS": "error"}
    for name in ("AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY"):
        place.pop(name, None)
    folder.chmod(0o700)
    with contextlib.ExitStack() as ends:
        screen = ends.enter_context(
            _started(["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"], stdout=-1, stderr=-3)
        )
        assert screen.stdout is not None
        place["DISPLAY"] = ":" + screen.stdout.readline().strip()
        session = ends.enter_context(
            _started(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=-1, stderr=-3, env=place)
        )
        assert session.stdout is not None
        place["DBUS_SESSION_BUS_ADDRESS"] = session.stdout.readline().strip()
        own = Bus(place["DBUS_SESSION_BUS_ADDRESS"])
        ends.callback(own.close)
        address = own.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0]
        bus = Bus(address)
        ends.callback(bus.close)
        place |= {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
        command = [sys.executable, "-X", "utf8", "-m", "tests.proofs.bus_child", sample, str(folder / "antrag.ala")]
        child = ends.enter_context(_started(command, stdin=-1, stdout=-1, env=place, cwd=ROOT))
        running = Program(child, bus)
        running.wait()
        yield running
        assert running.end() == 0


def prove(folder: Path, sample: str, pages: tuple[str, ...] = (), deeds: tuple[str, ...] = DEEDS) -> Tally:
    """Walk through pages (all without a name), dialogs and the start page. Raises AssertionError with all that is wrong."""
    tally, found = Tally(), list[str]()
    with program(folder, sample) as running:

        def hear(where: str) -> None:
            for node in running.heard():
                tally.nodes += 1
                tally.controls += node.operable
                tally.folds += EXPANDABLE in node.states and "button" in node.role
                found.extend(f"{sample}, {where}: {words}" for words in wrong(node))

        for step in pages or tuple(part.step for part in steps(content())):
            running.show(f"step {step}")
            hear(step)
            tally.pages += 1
        for deed in deeds:
            running.show(f"deed {deed}")
            hear(deed)
            tally.dialogs += 1
        running.show("start")
        hear("start")
    assert not found, "\n".join(sorted(set(found)))
    return tally


def prove_all(folder: Path) -> Tally:
    """Every sample, every page."""
    whole = Tally()
    for name in names():
        place = folder / name
        place.mkdir()
        seen = prove(place, name)
        for what in vars(whole):
            setattr(whole, what, getattr(whole, what) + getattr(seen, what))
    return whole
