"""What comes from elsewhere, as lines: from Word, LibreOffice or a browser bold, lists and paragraphs stay, the rest goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from unicodedata import normalize

from ala_wizard.model.richtext import LEVELS, Line, Marker, Run
from ala_wizard.ui.editors.rich.reading import joined

_FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)(?:<!--EndFragment-->|$)", re.DOTALL)
_JUNK = re.compile(r"<!--.*?(?:-->|$)|<!\[.*?\]>|<(style|script|head|svg|title|xml)\b.*?</\1\s*>|<img\b[^>]*>", re.DOTALL | re.IGNORECASE)
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ufdd0-\ufdef\ud800-\udfff]"
)
"""What nobody sees: control letters, soft hyphens, marks of direction, joiners, leftovers of pictures."""
_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\u0085\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u202f\u3000]+")
_MANY_BLANKS = re.compile(r"\u00a0{2,}|(?:\u00a0 )+\u00a0?|(?: \u00a0)+ ?")
_ITEM = re.compile(r"^([ \t]*)(?:([-*•·◦▪–\uf0a7\uf0b7])|\d{1,3}[.)])[ \t]+(?=\S)")
_WORD_LEVEL = re.compile(r"mso-list:[^;\"']*level(\d)", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"(?:\d+|[a-zA-Z]|[ivxIVX]+)[.)]")
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(\w+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|mso-element\s*:\s*comment", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)

_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "section", "article", "header", "footer", "main", "pre"}
    | {"ul", "ol", "table", "dl", "dt", "dd", "address", "figure", "figcaption", "caption", "hr", "form", "center", "body"}
)
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track"})
_AWAY = frozenset({"style", "script", "head", "title", "svg", "object", "select", "textarea", "button", "del", "s", "strike", "template"})


def clean(words: str) -> str:
    """A line without letters that nobody sees; runs of hard blanks become one blank, an umlaut is one letter."""
    return normalize("NFC", _MANY_BLANKS.sub(" ", _CONTROL.sub("", words)))


def plain_lines(words: str) -> tuple[Line, ...]:
    """A plain text as lines: nothing in it is a mark, but items that follow each other become a list."""
    texts = [clean(line).rstrip() if "\t" in line else clean(line) for line in _ENDS.split(words)]
    if len(texts) > 1 and not texts[-1]:
        texts.pop()
    items = [_ITEM.match(line) for line in texts]
    found = []
    for place, (item, line) in enumerate(zip(items, texts, strict=True)):
        beside = (*items[max(0, place - 1) : place], *items[place + 1 : place + 2])
        if item is not None and any(beside):
            level = min(LEVELS - 1, len(item[1].replace("\t", "  ")) // 2)
            found.append(Line((Run(line[item.end() :].strip()),), "-" if item[2] else "1.", level))
        else:
            found.append(Line((Run(line),)) if line else Line())
    return tuple(found)


def html_lines(source: str) -> tuple[Line, ...]:
    """The lines of a text as other programs put it on the clipboard."""
    fragment = _FRAGMENT.search(source)
    reader = _Reader()
    reader.feed(normalize("NFC", _JUNK.sub("", fragment[1] if fragment else source)))
    reader.close()
    return reader.lines()


@dataclass(frozen=True)
class _Element:
    """An open element, and what holds inside of it."""

    tag: str
    bold: bool = False
    hidden: bool = False
    mark: bool = False
    """The mark of an item of Word, written as letters."""
    cell: bool = False
    """In a cell of a table: no line ends there."""
    head: bool = False
    pre: bool = False


_NOTHING = _Element("")


class _Reader(HTMLParser):
    """Collects lines; knows which open element is bold, hidden, or a list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Element] = []
        self._lists: list[Marker] = []
        self._runs: list[Run] = []
        self._shape: tuple[Marker, int] = ("", 0)
        self._word_item = False
        self._mark = ""
        self._lines: list[Line] = []
        self._gaps = 0
        self._next_cell = False
        """The next words belong to another cell than the last."""

    # -- what the parser finds -------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        style = known.get("style", "")
        if tag == "br":
            self._break()
            return
        outer = self._inner
        if tag in _BLOCKS:
            self._edge(outer.cell)
        if tag in ("td", "th") and any(run.text.strip() for run in self._runs):
            self._next_cell = True
        if tag in ("ul", "ol"):
            self._lists.append("-" if tag == "ul" else "1.")
        elif tag == "li" and not outer.cell:
            self._shape = (self._lists[-1] if self._lists else "-", min(LEVELS, max(1, len(self._lists))) - 1)
        elif tag == "p" and not outer.cell:
            self._word_list(style)
        if tag in _VOID:
            return
        weight = _WEIGHT.search(style)
        head = outer.head or tag in _HEADS
        bold = head or outer.bold or tag in ("b", "strong")
        if weight is not None and not head:
            bold = weight[1].lower() in ("bold", "bolder") or (weight[1].isdigit() and int(weight[1]) >= 600)
        comment = known.get("class") == "MsoCommentReference" or "_msocom" in known.get("href", "")
        away = tag in _AWAY or comment or bool(_HIDDEN.search(style))
        mark, cell = bool(_MARK.search(style)), tag in ("td", "th")
        self._open.append(
            _Element(tag, bold, outer.hidden or away, outer.mark or mark, outer.cell or cell, head, outer.pre or tag == "pre")
        )

    def handle_endtag(self, tag: str) -> None:
        if all(element.tag != tag for element in self._open):
            return
        while self._open and self._open.pop().tag != tag:
            pass
        if tag in _BLOCKS:
            self._edge(self._inner.cell, paragraph=tag == "p")
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in ("li", "ul", "ol"):
            self._shape = ("", 0)

    def handle_data(self, data: str) -> None:
        inner = self._inner
        if inner.mark:
            self._mark += data
        elif inner.hidden:
            pass
        elif inner.pre:
            first, *rest = _ENDS.split(data)
            self._add(first)
            for line in rest:
                self._break()
                self._add(line)
        else:
            self._add(data)

    # -- lines -----------------------------------------------------------------

    @property
    def _inner(self) -> _Element:
        return self._open[-1] if self._open else _NOTHING

    def _add(self, words: str) -> None:
        words = _CONTROL.sub("", _BLANKS.sub(" ", words))
        if not words or (words == " " and not self._runs):
            return
        if words[0] == " " and (not self._runs or self._runs[-1].text.endswith(" ")):
            words = words[1:]
        if words.strip() and self._next_cell:
            self._runs, self._next_cell = [*_trimmed(self._runs), Run("; ", self._inner.bold)], False
            words = words.lstrip()
        if words:
            self._runs.append(Run(words, self._inner.bold))

    def _word_list(self, style: str) -> None:
        """Word writes items of a list as paragraphs with a style and their mark as letters."""
        found = _WORD_LEVEL.search(style)
        self._word_item, self._mark = found is not None, ""
        if found is not None:
            self._shape = ("-", min(LEVELS, max(1, int(found[1]))) - 1)

    def _break(self) -> None:
        if self._shape[0] or self._inner.cell:
            self._add(" ")
        elif not self._inner.hidden:
            self._end_line(paragraph=True)

    def _edge(self, cell: bool, *, paragraph: bool = False) -> None:
        """A block begins or ends: a line does so too, but not in the cells of a table."""
        if cell:
            self._add(" ")
        else:
            self._end_line(paragraph=paragraph)

    def _end_line(self, *, paragraph: bool = False) -> None:
        runs = _trimmed(self._runs)
        self._runs, self._next_cell = [], False
        if self._word_item and _WORD_NUMBER.match(self._mark.strip()):
            self._shape = ("1.", self._shape[1])
        if runs:
            if self._lines and self._gaps and not self._shape[0] and not self._lines[-1].marker:
                self._lines.append(Line())
            self._lines.append(Line(runs, *self._shape))
            self._gaps = 0
        elif paragraph:
            self._gaps += 1
        if self._word_item and (runs or paragraph):
            self._word_item, self._shape = False, ("", 0)

    def lines(self) -> tuple[Line, ...]:
        """All lines; blank ones only between paragraphs, never two."""
        self._end_line()
        return tuple(self._lines)


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    found = list(joined(runs))
    while found and not found[-1].text.rstrip():
        found.pop()
    if found:
        found[-1] = Run(found[-1].text.rstrip(), found[-1].bold)
    if found:
        found[0] = Run(found[0].text.lstrip(), found[0].bold)
    return joined(found)
