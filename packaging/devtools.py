"""The set-up behind dev.py, with nothing but the standard library.

Makes `.venv` in the project folder, installs the pinned requirements (each file checked by its hash) and the project itself,
and skips all that when nothing changed. On Linux it first looks for the system libraries that Qt needs.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
SAMPLE = "hof-sonnenwiese"
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
"""How pytest runs the whole suite; single files are quicker without."""

OFFSCREEN_LIBRARIES: Mapping[str, str] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
}
"""What Qt needs even without a display: library → Debian package."""
X11_LIBRARIES: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""What Qt needs in addition for a window."""
WAYLAND_LIBRARIES: Mapping[str, str] = {"libwayland-cursor.so.0": "libwayland-cursor0"}

RENAMED: Mapping[str, str] = {"libglib2.0-0": "libglib2.0-0t64"}
"""Packages that carry another name since Debian 13 and Ubuntu 24.04."""
RENAMED_SINCE: Mapping[str, tuple[int, ...]] = {"debian": (13,), "ubuntu": (24, 4)}


class SetupError(Exception):
    """The set-up cannot go on; the message says in German what to do."""


@dataclass
class System:
    """What the set-up asks and does outside its own process; tests hand in another one."""

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    name: str = field(default_factory=platform.system)

    def run(self, command: Sequence[str], **extra: str) -> int:
        """Run a command in the project folder, with additional environment variables, and give its exit code."""
        return subprocess.run(list(command), cwd=ROOT, env={**self.environment, **extra}, check=False).returncode

    def answers(self, command: Sequence[str]) -> bool:
        """Does a command succeed, whatever it says?"""
        return subprocess.run(list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0

    def loads(self, library: str) -> bool:
        """Is a system library there?"""
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    def has_module(self, name: str) -> bool:
        """Does this Python have a module?"""
        return importlib.util.find_spec(name) is not None

    def has_program(self, name: str) -> bool:
        """Is a program on the path?"""
        return shutil.which(name) is not None

    def is_root(self) -> bool:
        """May this user install system packages?"""
        return sys.platform != "win32" and os.geteuid() == 0

    def release(self) -> tuple[str, tuple[int, ...]]:
        """Name and version of the Linux distribution."""
        try:
            found = platform.freedesktop_os_release()
        except OSError:
            return "", ()
        digits = tuple(int(part) for part in found.get("VERSION_ID", "").split(".") if part.isdigit())
        return found.get("ID", ""), digits

    @property
    def has_display(self) -> bool:
        """Is there a screen to open a window on?"""
        return self.name != "Linux" or bool(self.environment.get("DISPLAY") or self.environment.get("WAYLAND_DISPLAY"))


# --- system packages --------------------------------------------------------------------------------------------------


def missing_libraries(system: System, window: bool) -> dict[str, str]:
    """Libraries that Qt needs and the system lacks, with their Debian packages."""
    if system.name != "Linux":
        return {}
    wanted = dict(OFFSCREEN_LIBRARIES)
    if window:
        wanted |= X11_LIBRARIES
        if system.environment.get("WAYLAND_DISPLAY"):
            wanted |= WAYLAND_LIBRARIES
    return {library: package for library, package in wanted.items() if not system.loads(library)}


def package_name(system: System, package: str) -> str:
    """The name of a package on this system."""
    newer = RENAMED.get(package)
    if newer is None:
        return package
    for name in (newer, package):
        if system.answers(["apt-cache", "show", name]):
            return name
    distribution, version = system.release()
    since = RENAMED_SINCE.get(distribution)
    return newer if since and version >= since else package


def ensure_packages(system: System, libraries: Mapping[str, str], modules: Sequence[str]) -> None:
    """Install what is missing as root on Debian and its relatives, else name the exact command. Raises SetupError."""
    if not libraries and not modules:
        return
    if not system.has_program("apt-get"):
        wanted = [*libraries, *(f"das Python-Modul {name}" for name in modules)]
        raise SetupError(
            "Auf diesem Rechner fehlt: " + ", ".join(wanted) + ".\nInstallieren Sie das mit der Paketverwaltung Ihres Systems."
        )
    if system.is_root():
        system.run(["apt-get", "update", "-qq"])
    packages = [package_name(system, package) for package in libraries.values()]
    if modules:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(set(packages))]
    if not system.is_root():
        raise SetupError("Auf diesem Rechner fehlen Systempakete. Dieser Befehl installiert sie:\n\n  sudo " + " ".join(command))
    print("Es fehlen Systempakete. Wir installieren: " + " ".join(command[4:]), flush=True)
    if system.run(command, DEBIAN_FRONTEND="noninteractive") != 0:
        raise SetupError("Die Systempakete ließen sich nicht installieren. Der Befehl war:\n\n  " + " ".join(command))


# --- the environment --------------------------------------------------------------------------------------------------


def venv_python(venv: Path) -> Path:
    """The Python of the environment."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def fingerprint() -> str:
    """Changes whenever the environment must be made anew."""
    content = b"\0".join([REQUIREMENTS.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()])
    return hashlib.sha256(content).hexdigest()


def prepare(system: System, window: bool, venv: Path = ROOT / ".venv") -> Path:
    """Make the environment where it is missing or old, and give its Python. Raises SetupError."""
    libraries = missing_libraries(system, window)
    python, marker = venv_python(venv), venv / "ala-wizard-ready"
    wanted = fingerprint()
    current = python.exists() and marker.exists() and marker.read_text(encoding="utf-8") == wanted
    modules = [] if current else [name for name in ("venv", "ensurepip") if not system.has_module(name)]
    ensure_packages(system, libraries, modules)
    if current:
        return python
    print("Wir richten die Umgebung ein. Beim ersten Mal dauert das ein bis zwei Minuten.", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(venv)],
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(REQUIREMENTS)],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    )
    for step in steps:
        if system.run(step) != 0:
            raise SetupError("Die Umgebung ließ sich nicht einrichten. Der Befehl war:\n\n  " + " ".join(step))
    marker.write_text(wanted, encoding="utf-8")
    return python


# --- the commands -----------------------------------------------------------------------------------------------------


def run(system: System, python: Path) -> int:
    """Open the window with a copy of the sample; without a display make the sample's documents."""
    folder = Path(tempfile.mkdtemp(prefix="ala-wizard-beispiel-"))
    sample = folder / f"{SAMPLE}.ala"
    program = [str(python), "-m", "ala_wizard"]
    if code := system.run([*program, "sample", SAMPLE, "--out", str(sample)]):
        return code
    if system.has_display:
        return system.run([*program, str(sample)])
    print("Hier gibt es keinen Bildschirm. Wir erstellen die Unterlagen des Beispielhofs ohne Fenster.", flush=True)
    if code := system.run([*program, "export", str(sample), "--out", str(folder)]):
        return code
    print(f"Die Unterlagen liegen in: {folder}", flush=True)
    return 0


def test(system: System, python: Path, more: Sequence[str]) -> int:
    """Run the tests, off screen where there is no display; all of them side by side, a file to each processor."""
    extra = {} if system.has_display else {"QT_QPA_PLATFORM": "offscreen"}
    return system.run([str(python), "-m", "pytest", *(more or SIDE_BY_SIDE)], **extra)


def lint(system: System, python: Path) -> int:
    """Run the linters; all of them, also after one found something."""
    commands = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
    return max(abs(system.run([str(python), "-m", *command])) for command in commands)


def main(arguments: Sequence[str], system: System | None = None) -> int:
    """One of the three commands."""
    system = system or System()
    command, more = (arguments[0] if arguments else ""), list(arguments[1:])
    if command not in ("run", "test", "lint") or (more and command != "test"):
        print("Aufruf: python3 packaging/dev.py run | test [Angaben für pytest] | lint", file=sys.stderr)
        return 2
    try:
        python = prepare(system, window=command == "run" and system.has_display)
        if command == "run":
            return run(system, python)
        return test(system, python, more) if command == "test" else lint(system, python)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
