"""A process that may open no socket but a local one, and neither may any process that it starts: a rule of the Linux kernel (seccomp).

The rule ends whoever tries: so nothing can try unnoticed, in Python or below. `seal` cannot be undone.
"""

from __future__ import annotations

import ctypes
import platform
import socket
import struct
import sys

NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2
KILL_PROCESS, ALLOW = 0x80000000, 0x7FFF0000
ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Sign of the architecture and number of the call `socket`."""
FAMILIES = (int(socket.AF_INET), int(socket.AF_INET6), 17)
"""Networks: Internet of both versions, and raw frames. Local sockets and the kernel's own news (netlink) stay."""
KILLED = -31
"""How a process ends that tried (SIGSYS)."""


def possible() -> str:
    """Why it cannot be done here; empty where it can."""
    if sys.platform != "linux" or platform.machine() not in ARCHITECTURES:
        return "no seccomp for this system"
    return ""


def seal() -> None:
    """From now on no network, for this process and all that it starts. Raises OSError where the system refuses."""
    sign, call = ARCHITECTURES[platform.machine()]
    load, same, back = 0x20, 0x15, 0x06
    steps = [
        (load, 0, 0, 4),  # the architecture
        (same, 1, 0, sign),
        (back, 0, 0, KILL_PROCESS),
        (load, 0, 0, 0),  # the number of the call
        (same, 0, len(FAMILIES) + 1, call),
        (load, 0, 0, 16),  # its first argument
        *((same, len(FAMILIES) - place, 0, family) for place, family in enumerate(FAMILIES)),
        (back, 0, 0, ALLOW),
        (back, 0, 0, KILL_PROCESS),
    ]
    raw = b"".join(struct.pack("HBBI", *step) for step in steps)
    rules = ctypes.create_string_buffer(raw, len(raw))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(rules))
    libc = ctypes.CDLL(None, use_errno=True)
    for words in ((NO_NEW_PRIVS, 1, 0, 0, 0), (SET_SECCOMP, FILTER, ctypes.c_char_p(program), 0, 0)):
        if libc.prctl(*words):
            raise OSError(ctypes.get_errno(), "prctl")
