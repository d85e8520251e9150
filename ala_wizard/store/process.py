"""Who runs this program: user, computer, process. And whether a process that once ran still does."""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import re
import secrets
import sys
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

LONGEST = 80
"""Letters kept of a name."""
_MARK = re.compile(r"([0-9a-f]{6})-(\d{1,9})-([0-9a-f]{6})")


@dataclass(frozen=True)
class Identity:
    """A running program, as others find it written."""

    owner: str = ""
    host: str = ""
    pid: int = 0
    begun: str = ""
    """When the process began, in the system's own count: a number that is given again later belongs to another one."""
    token: str = ""
    """Made anew by each run."""

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @classmethod
    def read(cls, data: Any) -> Identity:
        """From plain data; what makes no sense is empty."""
        if not isinstance(data, dict):
            return cls()
        found: dict[str, Any] = {}
        for spec in fields(cls):
            value = data.get(spec.name)
            if spec.name == "pid":
                if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 31:
                    found["pid"] = value
            elif isinstance(value, str):
                found[spec.name] = "".join(letter for letter in value if letter.isprintable())[:LONGEST]
        return cls(**found)

    @property
    def alive(self) -> bool | None:
        """Does it still run? None where that cannot be known: it ran on another computer."""
        if self.token == me().token:
            return True
        if self.host != me().host:
            return None
        return self.pid > 0 and running(self.pid, self.begun)


@cache
def me() -> Identity:
    """This program."""
    try:
        owner = getpass.getuser()
    except (OSError, KeyError, ImportError):
        owner = ""
    return Identity(owner[:LONGEST], platform.node()[:LONGEST], os.getpid(), _begun(os.getpid()), secrets.token_hex(8))


def mark() -> str:
    """A short sign of this run, for names of files that live only as long as it does."""
    return f"{_host_mark()}-{me().pid}-{me().token[:6]}"


def ended(mark: str) -> bool:
    """Is this the sign of a run on this computer that is over? Of other computers nobody knows."""
    found = _MARK.fullmatch(mark)
    if found is None or found[1] != _host_mark():
        return False
    return found[3] != me().token[:6] if int(found[2]) == me().pid else not running(int(found[2]), "")


def _host_mark() -> str:
    return hashlib.sha256(me().host.encode("utf-8", "replace")).hexdigest()[:6]


def running(pid: int, begun: str) -> bool:
    """Does this very process run on this computer?"""
    if sys.platform == "win32":
        now = _begun(pid)
        return bool(now) and (not begun or now == begun)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it runs and belongs to somebody else
        pass
    told = _told(pid)
    if told and told[0] == "Z":  # ended, and nobody has taken notice yet
        return False
    now = _begun(pid)
    return not (begun and now and now != begun)


def _told(pid: int) -> list[str]:
    """What Linux tells of a process, from its state on; nothing elsewhere."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _begun(pid: int) -> str:
    """When a process began; empty where the system does not tell or there is none."""
    if sys.platform == "win32":
        return _begun_windows(pid)
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot[:8]}-{_told(pid)[19]}"
    except (OSError, ValueError, IndexError):
        return ""


if sys.platform == "win32":

    def _begun_windows(pid: int) -> str:
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)
        if not handle:
            return ""
        try:
            code = ctypes.c_ulong()
            times = [ctypes.c_ulonglong() for _ in range(4)]
            kernel.GetExitCodeProcess(handle, ctypes.byref(code))
            if code.value != 259 or not kernel.GetProcessTimes(handle, *(ctypes.byref(entry) for entry in times)):
                return ""
            return str(times[0].value)
        finally:
            kernel.CloseHandle(handle)
