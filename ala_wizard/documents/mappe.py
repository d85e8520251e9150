"""What leads through the whole set: contents of the merged file, divider pages, list of attachments, list of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.documents.anlagen import Anlage
from ala_wizard.documents.blocks import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Document,
    DocumentKind,
    Heading,
    ListBlock,
    ListItem,
    Note,
    Row,
    Span,
    Table,
)
from ala_wizard.documents.common import paper
from ala_wizard.documents.evidence import lines_of
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.typed import plain
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_size


def words(key: str, **given: object) -> str:
    """The words of the set."""
    return _words(f"mappe.{key}", **given)


@dataclass(frozen=True)
class Enclosed:
    """An Anlage as it goes along."""

    anlage: Anlage
    file: str
    """Its place in the folder; empty where it does not go along."""
    pages: int = 0
    """0 for a file that is no part of the merged file."""
    notes: tuple[str, ...] = ()
    """What is another in the copy than in the original."""
    refused: str = ""
    """Why it does not go along."""


@dataclass(frozen=True)
class Listed:
    """A file of the folder."""

    path: str
    title: str
    pages: int
    """0 where nobody counts pages."""
    size: int
    digest: str


Foreign = Literal["", "archive", "plain"]
"""Pages that this program did not make: none, all of them made for keeping (PDF/A), or any."""


@dataclass(frozen=True)
class Part:
    """A part of the merged file."""

    title: str
    start: int
    """Its first page, counted from 1."""
    pages: int
    key: str = ""
    """Its name for links."""


@dataclass(frozen=True)
class Maker:
    """Makes the papers of one set: the same farm, moment and state in the head of each."""

    case: Case
    content: Content
    results: Results
    stamp: Stamp

    def _sheet(self, kind: DocumentKind, title: str, blocks: Iterable[Block], subtitle: str = "") -> Document:
        made = paper(kind, title, "", self.case, self.content, self.results, self.stamp)
        return replace(
            made,
            subtitle=subtitle,
            cover=(),
            rechtsstand="",
            blocks=tuple(blocks),
            covered=False,
            contents="never",
            overline=words("title"),
        )

    def contents(self, papers: Sequence[Part], attached: Sequence[Part], foreign: Foreign) -> Document:
        """What the merged file holds, with the pages on which its parts begin."""
        return self._sheet("mappe", words("inhalt.title"), self._contents(papers, attached, foreign))

    def _contents(self, papers: Sequence[Part], attached: Sequence[Part], foreign: Foreign) -> Iterator[Block]:
        yield plain(words("inhalt.lead"))
        rows = [_part(part) for part in papers]
        if attached:
            rows.append(Row((Cell(words("enclosures")),), "section"))
            rows += [_part(part) for part in attached]
        whole = sum(part.pages for part in (*papers, *attached))
        rows.append(Row((Cell(words("inhalt.total")), Cell(str(whole))), "total"))
        heads = [words(f"inhalt.{name}") for name in ("paper", "start", "pages")]
        yield Table((Column(heads[0]), Column(heads[1], "right"), Column(heads[2], "right")), tuple(rows))
        if foreign:
            standard = words("inhalt.standard_archive" if foreign == "archive" else "inhalt.standard_none")
            yield plain(f"{words('inhalt.plain_note')} {standard}", quiet=True)

    def divider(self, entry: Enclosed) -> Document:
        """The page before an Anlage: number, title, what it proves, which lines rest on it."""
        return self._sheet("trennblatt", entry.anlage.name, self._divider(entry), entry.anlage.title)

    def _divider(self, entry: Enclosed) -> Iterator[Block]:
        rows = [("file", entry.anlage.entry.file)]
        if entry.anlage.serves:
            rows.append(("proves", "\n".join(f"{evidence_number(piece.number)} {piece.title}" for piece in entry.anlage.serves)))
            rows.append(("lines", "\n".join(dict.fromkeys(label for piece in entry.anlage.serves for label in lines_of(piece)))))
        if entry.anlage.entry.kind:
            rows.append(("kind", self.content.label("anlageart", entry.anlage.entry.kind)))
        if place := self._question(entry.anlage.entry.question):
            rows.append(("question", place))
        if entry.pages:
            rows.append(("pages", words("trennblatt.one_page") if entry.pages == 1 else words("trennblatt.many_pages", count=entry.pages)))
        yield Definitions(tuple(Definition(words(f"trennblatt.{name}"), value) for name, value in rows if value))
        if not entry.anlage.is_there:
            yield Note("gap", words("trennblatt.lost"))
        elif entry.refused:
            yield Note("gap", words("trennblatt.refused", why=entry.refused))
        elif not entry.pages:
            yield Note("info", words("trennblatt.apart", file=entry.file))
        for note in entry.notes:
            yield Note("info", note)

    def _question(self, question_id: str) -> str:
        question = self.content.questions.get(question_id)
        return question.ask if question is not None else ""

    def enclosures(self, entries: Sequence[Enclosed]) -> Document:
        """The list of the attachments."""
        return self._sheet("anlagen", words("anlagen.title"), self._enclosures(entries))

    @staticmethod
    def _enclosures(entries: Sequence[Enclosed]) -> Iterator[Block]:
        if not entries:
            yield Note("info", words("anlagen.none"))
            return
        yield plain(words("anlagen.lead"))
        heads = [words(f"anlagen.{name}") for name in ("number", "what", "proves", "pages")]
        columns = (
            Column(heads[0], quiet=True, weight=10),
            Column(heads[1], weight=62),
            Column(heads[2], weight=58),
            Column(heads[3], "right", weight=20),
        )
        yield Table(columns, tuple(_enclosure(entry) for entry in entries))
        for key, found in (
            ("absent", [(entry, entry.refused or words("trennblatt.lost")) for entry in entries if not entry.file]),
            ("changed", [(entry, note) for entry in entries for note in entry.notes]),
        ):
            if found:
                yield Heading(1, words(f"anlagen.{key}"), anchor=key)
                said = (words("anlagen.changed_line", name=entry.anlage.name, note=note) for entry, note in found)
                yield ListBlock(tuple(ListItem("•", (Span(line),)) for line in said))

    def index(self, files: Sequence[Listed], whole: Listed | None) -> Document:
        """The list of the files with pages, bytes and checksums; `whole` is the file that holds them all."""
        return self._sheet("verzeichnis", words("verzeichnis.title"), self._index(files, whole))

    def _index(self, files: Sequence[Listed], whole: Listed | None) -> Iterator[Block]:
        yield plain(words("verzeichnis.lead"))
        rows = [_listed(file) for file in files]
        pages, size = sum(file.pages for file in files), sum(file.size for file in files)
        rows.append(Row((Cell(words("verzeichnis.total")), Cell(str(pages)), Cell(format_size(size))), "total"))
        if whole is not None:
            rows.append(Row((Cell(words("verzeichnis.all")),), "section"))
            rows.append(_listed(whole))
        heads = [words(f"verzeichnis.{name}") for name in ("file", "content", "pages", "size")]
        columns = (
            Column(heads[0], weight=66),
            Column(heads[1], weight=46),
            Column(heads[2], "right", weight=14),
            Column(heads[3], "right", weight=19),
        )
        yield Table(columns, tuple(rows), note_columns=(0, 4))
        yield plain(self.made, quiet=True)

    @property
    def made(self) -> str:
        """By which version and when."""
        known = paper("verzeichnis", "", "", self.case, self.content, self.results, self.stamp)
        return words("verzeichnis.made", producer=known.producer, stand=known.stand)


def evidence_number(number: int) -> str:
    """„B 3“, as the calculation cites it."""
    return _words("kostenkalkulation.evidence_number", number=number)


def _part(part: Part) -> Row:
    return Row((Cell(part.title, leads_to=f"{part.key}#" if part.key else ""), Cell(str(part.start)), Cell(str(part.pages))))


def _enclosure(entry: Enclosed) -> Row:
    proves = ", ".join(f"{evidence_number(piece.number)} {piece.title}" for piece in entry.anlage.serves)
    if entry.pages:
        extent = Cell(str(entry.pages))
    else:
        extent = Cell(words("anlagen.single")) if entry.file else Cell(words("anlagen.missing"), missing=True)
    return Row((Cell(str(entry.anlage.number)), Cell(entry.anlage.title, note=entry.file), Cell(proves), extent))


def _listed(file: Listed) -> Row:
    pages = str(file.pages) if file.pages else "–"
    cells = (Cell(file.path, strong=True), Cell(file.title), Cell(pages), Cell(format_size(file.size)))
    return Row(cells, note=words("verzeichnis.digest", digest=file.digest))
