"""What leaves the editor and what comes in, by clipboard or by drag and drop."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from PySide6.QtCore import QMimeData

from ala_wizard.model.richtext import Line, Run, parse, plain, store
from ala_wizard.ui import clipdata
from ala_wizard.ui.editors.pasting import plain_of
from ala_wizard.ui.editors.rich.paste import html_lines, plain_lines

OWN = "application/x-ala-wizard-text"
"""Our own kind on the clipboard: the stored text with its marks and facts."""
OPEN = "application/x-ala-wizard-blocks"
"""Beside it: the building blocks in it that nobody has edited, as a list in JSON."""

Words = Callable[[str], str]
"""The words of a fact, by its ID."""


def mime(lines: Sequence[Line], words: Words, blocks: Sequence[str] = ()) -> QMimeData:
    """The lines for the clipboard: with chips for ourselves, with their words for others. `blocks` are not edited yet."""
    stored = store(lines)
    data = clipdata.empty()
    data.setData(OWN, stored.encode())
    if blocks:
        data.setData(OPEN, json.dumps(blocks).encode())
    data.setText(plain(stored, words))
    data.setHtml(_html(lines, words))
    return data


def lines_from(data: QMimeData) -> tuple[Line, ...]:
    """The lines that lie on a clipboard; empty where there is no text."""
    if data.hasFormat(OWN):
        return parse(bytes(data.data(OWN).data()).decode("utf-8", "replace"))
    if data.hasHtml() and (found := html_lines(data.html())):
        return found
    words = plain_of(data)
    return plain_lines(words) if words else ()


def blocks_from(data: QMimeData) -> tuple[str, ...]:
    """The building blocks on a clipboard that nobody has edited; none where it says nothing of them."""
    try:
        found = json.loads(bytes(data.data(OPEN).data()) or b"[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(entry for entry in found if isinstance(entry, str)) if isinstance(found, list) else ()


def _html(lines: Sequence[Line], words: Words) -> str:
    written = []
    for marker, group in groupby(lines, key=lambda line: line.marker):
        pieces = ["".join(_piece(run, words) for run in line.runs) for line in group]
        if marker:
            tag = "ul" if marker == "-" else "ol"
            written.append(f"<{tag}>{''.join(f'<li>{piece}</li>' for piece in pieces)}</{tag}>")
        else:
            written += [f"<p>{piece}</p>" for piece in pieces]
    return "".join(written)


def _piece(run: Run, words: Words) -> str:
    letters = escape(words(run.fact) if run.fact else run.text)
    return f"<b>{letters}</b>" if run.bold else letters
