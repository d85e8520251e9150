"""The words of a text in Rich Text Format: some programs put nothing else on the clipboard. Paragraphs stay, the look goes."""

from __future__ import annotations

import codecs
import re

KINDS = ("text/rtf", "text/richtext", "application/rtf", 'application/x-qt-windows-mime;value="Rich Text Format"')
"""Names of this format on a clipboard."""

_PART = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)", re.DOTALL)
_SIGNS = {
    **dict.fromkeys(("par", "line", "sect", "page", "row"), "\n"),
    "tab": "\t",
    "cell": "; ",
    "nestcell": "; ",
    "nestrow": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_ESCAPED = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
_AWAY = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "fldinst", "header", "headerl", "headerr", "headerf", "footer"}
    | {"footerl", "footerr", "footerf", "nonshppict", "listtable", "listoverridetable", "annotation", "xe", "tc", "deleted"}
)
_PLAIN = "cp1252"


def words(source: bytes) -> str:
    """The text as letters; empty where this is no such text, or where it has no words. Never raises."""
    if not source.lstrip().startswith(b"{\\rtf"):
        return ""
    return re.sub(r"(?:; )+(?=\n|$)", "", _read(source.decode("latin-1"))).strip("\n\r ")


def _read(source: str) -> str:
    found: list[str] = []
    raw, page = bytearray(), _PLAIN
    away, skip, left = False, 1, 0
    outer: list[tuple[bool, int]] = []
    at = 0

    def add(letters: str) -> None:
        nonlocal left
        cut, left = letters[left:], max(0, left - len(letters))
        if cut and not away:
            found.append(cut)

    while (part := _PART.match(source, at)) is not None:
        at = part.end()
        name, number, code, escaped, brace, plain = part.groups()
        if code is not None:
            if left:
                left -= 1
            elif not away:
                raw.append(int(code, 16))
            continue
        if raw:
            found.append(raw.decode(page, "replace"))
            raw.clear()
        if brace == "{":
            outer.append((away, skip))
        elif brace == "}":
            left = 0
            if outer:
                away, skip = outer.pop()
        elif plain is not None:
            add(plain.encode("latin-1").decode(page, "replace") if not plain.isascii() else plain)
        elif escaped == "*":
            away = True
        elif escaped is not None:
            add(_ESCAPED.get(escaped, ""))
        elif name == "u" and number:
            left = 0
            add(_letter(int(number)))
            left = skip
        elif name == "uc" and number:
            skip = min(max(0, int(number)), 9)
        elif name == "ansicpg" and number:
            page = _known(number)
        elif name == "bin" and number:
            at += max(0, int(number))
        elif name in _AWAY or (name == "v" and number != "0"):
            away = True
        elif name == "v":
            away = outer[-1][0] if outer else False
        elif name in _SIGNS:
            add(_SIGNS[name])
    if raw:
        found.append(raw.decode(page, "replace"))
    return _whole("".join(found))


def _letter(number: int) -> str:
    return chr(number % 0x10000)


def _whole(letters: str) -> str:
    """Letters beyond the first plane come in two halves; a half alone is none."""
    return letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _known(number: str) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return _PLAIN
