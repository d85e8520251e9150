"""Messages through a pipe: a length, then a pickle. Both ends are the same program; nothing else ever writes here."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("<Q")


def send(target: IO[bytes], message: Any) -> None:
    """Write one message. Raises OSError or ValueError when the other end is gone."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    target.write(_LENGTH.pack(len(data)))
    target.write(data)
    target.flush()


def receive(source: IO[bytes]) -> Any:
    """Wait for one message. Raises EOFError when the other end is gone."""
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    return pickle.loads(_exactly(source, length))


def _exactly(source: IO[bytes], count: int) -> bytes:
    data = source.read(count)
    if len(data) < count:
        raise EOFError
    return data
