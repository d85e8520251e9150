"""A small client of D-Bus over a Unix socket: as much of it as it takes to ask the accessibility bus what a program tells it."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Sequence
from typing import Any

CALL, REPLY, PROBLEM = 1, 2, 3
PATH, INTERFACE, MEMBER, REPLY_TO, DESTINATION, SIGNATURE = 1, 2, 3, 5, 6, 8
_FIXED = {"y": (1, "B"), "n": (2, "h"), "q": (2, "H"), "i": (4, "i"), "u": (4, "I"), "x": (8, "q"), "t": (8, "Q"), "d": (8, "d")}
SECONDS = 20.0


class BusError(RuntimeError):
    """The other side answered with an error, or not at all."""


def split(signature: str) -> list[str]:
    """The single complete types of a signature."""
    found, place = [], 0
    while place < len(signature):
        end = _end(signature, place)
        found.append(signature[place:end])
        place = end
    return found


def _end(signature: str, place: int) -> int:
    kind = signature[place]
    if kind == "a":
        return _end(signature, place + 1)
    if kind not in "({":
        return place + 1
    deep = 0
    for number in range(place, len(signature)):
        deep += {"(": 1, "{": 1, ")": -1, "}": -1}.get(signature[number], 0)
        if not deep:
            return number + 1
    raise BusError(f"signature {signature!r}")


def _align(kind: str) -> int:
    if kind in _FIXED:
        return _FIXED[kind][0]
    return {"b": 4, "s": 4, "o": 4, "a": 4, "g": 1, "v": 1, "h": 4}.get(kind, 8)


class _Writer:
    def __init__(self) -> None:
        self.data = bytearray()

    def put(self, kind: str, value: Any) -> None:
        self.data += bytes(-len(self.data) % _align(kind[0]))
        if kind in _FIXED:
            self.data += struct.pack("<" + _FIXED[kind][1], value)
        elif kind in ("s", "o"):
            words = value.encode()
            self.data += struct.pack("<I", len(words)) + words + b"\0"
        elif kind == "g":
            self.data += bytes((len(value),)) + value.encode() + b"\0"
        elif kind[0] == "(":
            for inner, entry in zip(split(kind[1:-1]), value, strict=True):
                self.put(inner, entry)
        elif kind == "v":
            inner, entry = value
            self.put("g", inner)
            self.put(inner, entry)
        else:
            raise BusError(f"cannot write {kind!r}")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def get(self, kind: str) -> Any:
        self.at += -self.at % _align(kind[0])
        if kind in _FIXED or kind in ("b", "h"):
            size, code = _FIXED["u" if kind in ("b", "h") else kind]
            (value,) = struct.unpack_from("<" + code, self.data, self.at)
            self.at += size
            return bool(value) if kind == "b" else value
        if kind in ("s", "o", "g"):
            size = self.get("y") if kind == "g" else self.get("u")
            words = self.data[self.at : self.at + size].decode()
            self.at += size + 1
            return words
        if kind == "v":
            return self.get(self.get("g"))
        if kind[0] == "a":
            size = self.get("u")
            self.at += -self.at % _align(kind[1])
            end, found = self.at + size, []
            while self.at < end:
                found.append(self.get(kind[1:]))
            return dict(found) if kind[1] == "{" else found
        return tuple(self.get(inner) for inner in split(kind[1:-1]))


class Bus:
    """One connection. Only calls are made; what others send unasked is dropped."""

    def __init__(self, address: str) -> None:
        """`address` as a bus tells it. Raises BusError or OSError."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(SECONDS)
        self._socket.connect(_place(address))
        self._rest = b""
        self._serial = 0
        self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        if not self._line().startswith(b"OK"):
            raise BusError("the bus does not know this user")
        self._socket.sendall(b"BEGIN\r\n")
        self.name: str = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")[0]

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def _line(self) -> bytes:
        while b"\r\n" not in self._rest:
            self._rest += self._more(1)
        line, _, self._rest = self._rest.partition(b"\r\n")
        return line

    def _more(self, least: int) -> bytes:
        found = self._socket.recv(max(least, 65536))
        if not found:
            raise BusError("the bus is gone")
        return found

    def _bytes(self, count: int) -> bytes:
        while len(self._rest) < count:
            self._rest += self._more(count - len(self._rest))
        found, self._rest = self._rest[:count], self._rest[count:]
        return found

    def call(self, name: str, path: str, interface: str, member: str, kinds: str = "", values: Sequence[Any] = ()) -> list[Any]:
        """Call a method and wait for what it gives. Raises BusError."""
        self._serial += 1
        body = _Writer()
        for kind, value in zip(split(kinds), values, strict=True):
            body.put(kind, value)
        fields = [(PATH, "o", path), (INTERFACE, "s", interface), (MEMBER, "s", member), (DESTINATION, "s", name)]
        if kinds:
            fields.append((SIGNATURE, "g", kinds))
        listed = _Writer()
        for code, kind, value in fields:
            listed.put("(yv)", (code, (kind, value)))
        head = struct.pack("<cBBBIII", b"l", CALL, 0, 1, len(body.data), self._serial, len(listed.data)) + bytes(listed.data)
        self._socket.sendall(head + bytes(-len(head) % 8) + bytes(body.data))
        while True:
            kind, fields_in, data = self._message()
            if fields_in.get(REPLY_TO) != self._serial:
                continue
            reader = _Reader(data)
            found = [reader.get(one) for one in split(fields_in.get(SIGNATURE, ""))]
            if kind == PROBLEM:
                raise BusError(f"{member} at {path}: {found}")
            return found

    def get(self, name: str, path: str, interface: str, what: str) -> Any:
        """A property. Raises BusError."""
        return self.call(name, path, "org.freedesktop.DBus.Properties", "Get", "ss", (interface, what))[0]

    def _message(self) -> tuple[int, dict[int, Any], bytes]:
        start = self._bytes(16)
        order, kind, _flags, _version, size, _serial, listed = struct.unpack("<cBBBIII", start)
        if order != b"l":
            raise BusError("bytes in the other order")
        raw = self._bytes(listed + -listed % 8)
        fields = _Reader(struct.pack("<I", listed) + b"\0" * 4 + raw)
        found, end = {}, 8 + listed
        fields.at = 8
        while fields.at < end:
            code, value = fields.get("(yv)")
            found[code] = value
        return kind, found, self._bytes(size)


def _place(address: str) -> str:
    """Where the socket lies."""
    for one in address.split(";"):
        kind, _, rest = one.partition(":")
        values = dict(part.partition("=")[::2] for part in rest.split(","))
        if kind == "unix" and "path" in values:
            return values["path"]
        if kind == "unix" and "abstract" in values:
            return "\0" + values["abstract"]
    raise BusError(f"no socket in {address!r}")
