"""The whole set from one frozen case: papers in every format asked for, attachments, one merged file, lists, a ZIP.

Everything is made aside, step by step, and put in place at the end; who stops it in between finds nothing changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ala_wizard.bundle import names, pack
from ala_wizard.bundle.clean import Cleaned, cleaned
from ala_wizard.bundle.merge import About, Piece, merged
from ala_wizard.bundle.picture import page_of
from ala_wizard.bundle.place import INDEX, PACKED, Staging
from ala_wizard.bundle.problems import RefusedError, removed
from ala_wizard.bundle.wishes import Step, Watch, Wishes, ordered
from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.documents.anlagen import Anlage, anlagen
from ala_wizard.documents.bedarfsnachweis import bedarfsnachweis
from ala_wizard.documents.blocks import Document, DocumentKind, Paragraph
from ala_wizard.documents.common import farm_name
from ala_wizard.documents.mappe import Enclosed, Foreign, Listed, Maker, Part, words
from ala_wizard.documents.registry import FOR_AUTHORITY, FOR_OURSELVES
from ala_wizard.documents.stamp import Stamp
from ala_wizard.model.case import Attachment, Case
from ala_wizard.model.direction import straight
from ala_wizard.pdf.bundle import ExportError, explained
from ala_wizard.pdf.render import Press, Printed, unsearched
from ala_wizard.pdf.text import held, lacking
from ala_wizard.store import disk
from ala_wizard.word.file import docx_bytes
from ala_wizard.workbook.book import workbook

ENCLOSURES = "anlagen"
"""The word for the attachments where papers are chosen by name."""
WHOLE = "bundle.pdf"
"""Everything in one file."""
FOLDER, APART, OWN = "Anlagen", "Weitere_Dateien", "Nur_fuer_Sie"
"""Folders for what goes into the merged file, for what does not, and for papers that stay on the farm."""
LISTING = "anlagenverzeichnis"
"""The list of the attachments, for links."""
LETTER: DocumentKind = "anschreiben"
"""The paper that stands before the first number."""
TABLE: DocumentKind = "kostenkalkulation"
"""The paper that there is as a spreadsheet, too."""
WORDED: frozenset[DocumentKind] = frozenset({"konzept", "kostenkalkulation", "leistungsbeschreibung", "bedarfsnachweis"})
"""The papers that there are for a word processor, too."""
SHEET = "rechentabelle"
"""The word for that spreadsheet alone."""
PHONE = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
"""Kinds of photos (HEIC, AVIF) that telephones take and few programs read."""
PEOPLE: DocumentKind = "bedarfsnachweis"
"""The only paper that there is with names."""

Read = Callable[[Attachment], bytes]
"""The bytes of an attachment; raises an exception whose words are a German sentence."""


@dataclass(frozen=True)
class Hint:
    """Something to know about an attachment or a paper: it was changed, does not go along, or says something another way."""

    attachment: str
    """Its ID; empty where a paper is meant."""
    title: str
    words: str
    refused: bool = False


@dataclass(frozen=True)
class Made:
    """What lies in the folder now."""

    folder: Path
    files: tuple[Listed, ...]
    """In the order of the list."""
    hints: tuple[Hint, ...] = ()
    kept: tuple[str, ...] = ()
    """Files of somebody else that had to take another name."""
    kinds: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    """The files of each paper, and of `anlagen`."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where they lie."""
        return tuple(self.folder / file.path for file in self.files)

    @property
    def size(self) -> int:
        """Bytes of what is sent as single files: without the merged file and the ZIP, which hold the same once more."""
        return sum(file.size for file in self.files if file.path not in (WHOLE, PACKED) and not file.path.startswith(f"{OWN}/"))


def known_kinds(case: Case, content: Content) -> tuple[str, ...]:
    """Every word by which something can be chosen."""
    return (*ordered(case, content), SHEET, ENCLOSURES, *FOR_OURSELVES)


def make(
    case: Case, content: Content, results: Results, stamp: Stamp, folder: Path, wishes: Wishes, read: Read, watch: Watch = lambda _: None
) -> Made:
    """Make the set and put it in place. Raises ExportError or CancelledError; then the folder is as it was.

    The case names no file for attachments whose bytes cannot be had.
    """
    with Staging(folder) as staging, unsearched():
        return _Work(case, content, results, stamp, wishes, read, watch, staging).do()


@dataclass
class _Paper:
    """A paper while the set is made."""

    kind: DocumentKind
    stem: str
    document: Document
    own: bool
    press: Press = field(default_factory=Press)
    printed: Printed | None = None

    def among(self, others: frozenset[str]) -> bytes:
        """The pages as they are together with other papers: references to those are links."""
        assert self.printed is not None
        refers = any(span.refers for block in self.document.blocks if isinstance(block, Paragraph) for span in block.spans)
        return self.press.print(self.document, others).data if refers else self.printed.data


class _Work:
    """One making, from the first paper to the last list."""

    def __init__(
        self, case: Case, content: Content, results: Results, stamp: Stamp, wishes: Wishes, read: Read, watch: Watch, staging: Staging
    ) -> None:
        self.case, self.content, self.results, self.stamp = case, content, results, stamp
        self.wishes, self.read, self.watch, self.staging = wishes, read, watch, staging
        self.maker = Maker(case, content, results, stamp)
        self.listed: list[Listed] = []
        self.kinds: dict[str, list[Listed]] = {}
        self.hints: list[Hint] = []
        self._step = self._steps = 0

    def do(self) -> Made:
        """All steps in order."""
        formats = self.wishes.formats
        single = bool(formats & {"pdf", "zip"})
        numbered = [
            (kind, number, False) for number, kind in enumerate(ordered(self.case, self.content), 0 if self._begins_with_letter else 1)
        ]
        chosen = [entry for entry in numbered if self.wishes.wants(entry[0])]
        if self.wishes.only is not None:
            chosen += [(kind, 0, True) for kind in FOR_OURSELVES if kind in self.wishes.only]
        attached = anlagen(self.results.kosten.lines, self.case) if self.wishes.wants(ENCLOSURES) and single else ()
        gathers = "pdf" in formats and (bool(attached) or any(not own for _, _, own in chosen))
        table = "xlsx" in formats and (self.wishes.wants(TABLE) or self.wishes.wants(SHEET)) and TABLE in ordered(self.case, self.content)
        if not table and not attached and not any(single or ("docx" in formats and kind in WORDED) for kind, _, _ in chosen):
            raise ExportError("nichts_in_dieser_art" if chosen else "nichts")
        self._steps = len(chosen) + len(attached) + table + 2 * single + gathers + ("zip" in formats)
        papers = [self._paper(*entry) for entry in chosen]
        entries = [self._enclosed(anlage) for anlage in attached]
        for_authority = [paper for paper in papers if not paper.own]
        if single:
            self._list_of_enclosures([entry for entry, _ in entries])
        if table:
            self._spreadsheet()
        whole = self._whole(for_authority, entries) if gathers else None
        self._index(whole)
        if "zip" in formats:
            self._pack()
        self._tell(text("mappe.ablegen"), count=False)
        self._drop_loose()
        kept = self.staging.put()
        return Made(
            self.staging.target, tuple(self.listed), tuple(self.hints), kept, {kind: tuple(files) for kind, files in self.kinds.items()}
        )

    @property
    def _begins_with_letter(self) -> bool:
        """The letter lies on top of what is numbered."""
        return ordered(self.case, self.content)[:1] == (LETTER,)

    def _tell(self, title: str, *, count: bool = True) -> None:
        self._step += count
        self.watch(Step(self._step, self._steps, title))

    def _add(self, kind: str, name: str, title: str, data: bytes, pages: int = 0) -> Listed:
        """Write a file of the set and list it."""
        self.staging.write(name, data)
        found = Listed(name, title, pages, len(data), hashlib.sha256(data).hexdigest())
        self.listed.append(found)
        self.kinds.setdefault(kind, []).append(found)
        return found

    # -- papers ----------------------------------------------------------------

    def _paper(self, kind: DocumentKind, number: int, own: bool) -> _Paper:
        build = (FOR_OURSELVES if own else FOR_AUTHORITY)[kind]
        document = build(self.case, self.content, self.results, self.stamp)
        self._tell(document.title)
        stem = names.plain(document.title, kind.capitalize())
        if kind == PEOPLE and self.wishes.with_names:
            document = bedarfsnachweis(self.case, self.content, self.results, self.stamp, self.wishes.names)
            stem = f"{stem}_mit_Namen"
        if strange := lacking("\n".join(_texts(document))):
            self.hints.append(Hint("", document.title, text("mappe.zeichen", example=f"[U+{ord(strange[0]):04X}]")))
        made = _Paper(kind, f"{OWN}/{stem}" if own else f"{number:02}_{stem}", document, own)
        formats = self.wishes.formats
        if formats & {"pdf", "zip"}:
            made.printed = made.press.print(document)
            self._add(kind, f"{made.stem}.pdf", document.title, made.printed.data, made.printed.pages)
        if "docx" in formats and kind in WORDED:
            places = made.printed.places if made.printed is not None else {}
            self._add(kind, f"{made.stem}.docx", words("verzeichnis.word", title=document.title), docx_bytes(document, places))
        return made

    def _spreadsheet(self) -> None:
        title = words("verzeichnis.table")
        self._tell(title)
        number = ordered(self.case, self.content).index(TABLE) + (0 if self._begins_with_letter else 1)
        data = workbook(self.case, self.content, self.results, self.stamp)
        self._add(SHEET, f"{number:02}_{names.plain(title, 'Rechentabelle')}.xlsx", title, data)

    # -- attachments -----------------------------------------------------------

    def _enclosed(self, anlage: Anlage) -> tuple[Enclosed, Cleaned | None]:
        self._tell(f"{anlage.name}: {anlage.title}")
        if not anlage.is_there:
            self._hint(anlage, text("anlage.weg"), refused=True)
            return Enclosed(anlage, ""), None
        stem = f"Anlage_{anlage.number:02}_{names.plain(anlage.title, 'Datei')}"
        try:
            raw = self.read(anlage.entry)
        except Exception as problem:  # whatever the store says, in its own words
            return self._refused(anlage, str(problem) or text("anlage.weg"))
        try:
            copy = _copy(raw)
        except RefusedError as problem:
            return self._refused(anlage, str(problem))
        if copy is None:
            return self._apart(anlage, stem, raw), None
        notes = tuple(removed(code) for code in copy.removed)
        for note in notes:
            self._hint(anlage, note)
        name = f"{FOLDER}/{stem}.pdf"
        about = self._about(f"{anlage.name}: {anlage.title}")
        alone = merged([_piece(copy, anlage.title, anlage.name)], about)
        self._add(ENCLOSURES, name, f"{anlage.name}: {anlage.title}", alone, copy.pages)
        return Enclosed(anlage, name, copy.pages, notes), copy

    def _apart(self, anlage: Anlage, stem: str, raw: bytes) -> Enclosed:
        """A file that cannot become pages goes along as it is, in a folder of its own."""
        ending = names.plain(Path(anlage.entry.file).suffix, "dat").lower()
        name = f"{APART}/{stem}.{ending}"
        self._add(ENCLOSURES, name, f"{anlage.name}: {anlage.title}", raw)
        self._hint(anlage, text(f"anlage.{_kind(raw)}", folder=APART))
        return Enclosed(anlage, name)

    def _refused(self, anlage: Anlage, why: str) -> tuple[Enclosed, None]:
        self._hint(anlage, why, refused=True)
        return Enclosed(anlage, "", refused=why), None

    def _hint(self, anlage: Anlage, said: str, *, refused: bool = False) -> None:
        self.hints.append(Hint(anlage.entry.id, f"{anlage.name}: {anlage.title}", said, refused))

    def _list_of_enclosures(self, entries: list[Enclosed]) -> None:
        self._tell(words("anlagen.title"))
        if not entries:
            return
        printed = Press().print(self.maker.enclosures(entries))
        self._add(
            ENCLOSURES,
            f"{FOLDER}/00_{names.plain(words('anlagen.title'), 'Anlagen')}.pdf",
            words("anlagen.title"),
            printed.data,
            printed.pages,
        )

    # -- the whole -------------------------------------------------------------

    def _about(self, title: str) -> About:
        made = self.maker.enclosures(())
        farm = farm_name(self.case)
        whole = words("file_title", title=title, farm=farm) if farm else title
        return About(whole, made.farm, made.status, made.producer, self.stamp.now)

    def _whole(self, papers: list[_Paper], entries: list[tuple[Enclosed, Cleaned | None]]) -> Listed:
        self._tell(words("title"))
        pieces: list[Piece] = []
        parts: list[Part] = []
        attached: list[Part] = []
        printed = [(paper, paper.printed) for paper in papers if paper.printed is not None]
        kinds = frozenset(paper.kind for paper in papers)
        keys = kinds | {LISTING, *(_key(entry) for entry, _ in entries)}
        foreign = _foreign(copy for _, copy in entries if copy is not None)
        press = Press()
        front = self._front(press, [(paper.document.title, made.pages) for paper, made in printed], entries, foreign)
        parts.append(Part(words("inhalt.title"), 1, front.pages))
        page = front.pages + 1
        pieces.append(Piece(front.data, words("inhalt.title"), words("label", name=words("title"))))
        for paper, made in printed:
            title = paper.document.title
            pieces.append(Piece(paper.among(kinds), title, words("label", name=title), key=paper.kind, places=made.headings))
            parts.append(Part(title, page, made.pages, paper.kind))
            page += made.pages
        if entries:
            bunch = words("enclosures")
            listing = Press().print(self.maker.enclosures([entry for entry, _ in entries]))
            name = words("anlagen.title")
            pieces.append(Piece(listing.data, name, words("label", name=name), below=bunch, key=LISTING))
            attached.append(Part(name, page, listing.pages, LISTING))
            page += listing.pages
            for entry, copy in entries:
                divider = Press().print(self.maker.divider(entry))
                title, label = f"{entry.anlage.name}: {entry.anlage.title}", words("label", name=entry.anlage.name)
                pieces.append(Piece(divider.data, title, label, below=bunch, key=_key(entry)))
                pages = divider.pages
                if copy is not None:
                    pieces.append(_piece(copy, "", label, entry.anlage.title))
                    pages += copy.pages
                attached.append(Part(title, page, pages, _key(entry)))
                page += pages
        contents = press.print(self.maker.contents(parts, attached, foreign), keys)
        pieces[0] = replace(pieces[0], data=contents.data)
        assert contents.pages == front.pages
        return self._add("mappe", WHOLE, words("subject"), merged(pieces, self._about(words("title"))), page - 1)

    def _front(
        self, press: Press, papers: list[tuple[str, int]], entries: list[tuple[Enclosed, Cleaned | None]], foreign: Foreign
    ) -> Printed:
        """The contents as long as they will be: their own length moves all that follows."""
        parts = [Part(title, 1, pages) for title, pages in ((words("inhalt.title"), 1), *papers)]
        attached = [Part(f"{entry.anlage.name}: {entry.anlage.title}", 1, 1) for entry, _ in entries]
        if entries:
            attached.insert(0, Part(words("anlagen.title"), 1, 1))
        return press.print(self.maker.contents(parts, attached, foreign))

    def _index(self, whole: Listed | None) -> None:
        """The lists: for people, for mail programs, for machines."""
        for_authority = [file for file in self.listed if file is not whole and not file.path.startswith(f"{OWN}/")]
        for_authority.sort(key=lambda file: _place(file.path))
        self._tell(words("verzeichnis.title"), count=bool(self.wishes.formats & {"pdf", "zip"}))
        stem = INDEX.removesuffix(".json")
        title = words("verzeichnis.title")
        plain = straight(_as_text(self.maker, for_authority, whole)).encode("utf-8")
        data = _as_json(self.case, self.stamp, self.maker, [*for_authority, *([whole] if whole is not None else [])], self.hints)
        if self.wishes.formats & {"pdf", "zip"}:
            printed = Press().print(self.maker.index(for_authority, whole))
            self._add("verzeichnis", f"{stem}.pdf", title, printed.data, printed.pages)
        self._add("verzeichnis", f"{stem}.txt", title, plain)
        self._add("verzeichnis", INDEX, title, data)
        self.listed.sort(key=lambda file: (file.path == WHOLE, _place(file.path)))

    def _pack(self) -> None:
        self._tell(PACKED)
        target = self.staging.place_of(PACKED)
        files = [file for file in self.listed if file.path != WHOLE and not file.path.startswith(f"{OWN}/")]
        try:
            pack.pack(((file.path, self.staging.files / file.path) for file in files), target)
        except OSError as error:
            raise explained(error, self.staging.target, PACKED) from error
        self.listed.append(Listed(PACKED, words("verzeichnis.packed"), 0, target.stat().st_size, disk.digest(target)))
        self.kinds["zip"] = [self.listed[-1]]

    def _drop_loose(self) -> None:
        """Where only the ZIP was asked for, the files that it holds do not lie beside it once more."""
        if "zip" not in self.wishes.formats or "pdf" in self.wishes.formats:
            return
        for file in [file for file in self.listed if file.path.endswith(".pdf") or file.path.startswith((f"{FOLDER}/", f"{APART}/"))]:
            if not file.path.startswith(f"{OWN}/"):
                (self.staging.files / file.path).unlink()
                self.listed.remove(file)


def _texts(document: Document) -> tuple[str, ...]:
    """Every text of a paper, each once."""
    found: dict[str, None] = {}
    _gather(document, found)
    return tuple(found)


def _gather(block: Any, found: dict[str, None]) -> None:
    if isinstance(block, str):
        found[block] = None
    elif isinstance(block, tuple):
        for entry in block:
            _gather(entry, found)
    else:
        for name in _fields(block.__class__):
            _gather(getattr(block, name), found)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """What a block is made of; nothing where it is something else."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def _key(entry: Enclosed) -> str:
    """The name of an Anlage for links."""
    return f"anlage-{entry.anlage.number}"


def _piece(copy: Cleaned, title: str, label: str, alt: str = "") -> Piece:
    """The pages of an attachment as a part of a file."""
    return Piece(copy.data, title, label, own=False, picture=copy.picture, archival=copy.archival, alt=alt)


def _foreign(copies: Iterable[Cleaned]) -> Foreign:
    """Are there pages that this program did not make, and are all of them made for keeping?"""
    found = [copy for copy in copies if not copy.picture]
    return ("archive" if all(copy.archival for copy in found) else "plain") if found else ""


def _copy(raw: bytes) -> Cleaned | None:
    """The harmless copy of what can become pages; by what a file is, not by what it is called. Raises RefusedError."""
    if raw.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return page_of(raw)
    return cleaned(raw) if b"%PDF-" in raw[:1024] else None


def _kind(raw: bytes) -> str:
    """Why it cannot become pages: a photo as telephones take it, another kind of picture, or something else."""
    if raw[4:8] == b"ftyp" and raw[8:12] in PHONE:
        return "art_foto"
    picture = raw.startswith((b"II*\0", b"MM\0*", b"GIF8", b"BM")) or (raw.startswith(b"RIFF") and raw[8:12] == b"WEBP")
    return "art_bild" if picture else "art"


def _place(path: str) -> tuple[bool, str]:
    """Files before folders."""
    return "/" in path, path


def _as_text(maker: Maker, files: Iterable[Listed], whole: Listed | None) -> str:
    """The list as plain text, one file after the other."""
    document = maker.index((), None)
    lines = [f"{words('title')}: {document.farm}", f"{document.status}. {maker.made}", ""]
    for file in (*files, *([whole] if whole is not None else [])):
        pages = words("trennblatt.one_page") if file.pages == 1 else words("trennblatt.many_pages", count=file.pages)
        lines += [
            file.path,
            f"  {file.title}",
            "  " + ", ".join([*([pages] if file.pages else []), words("verzeichnis.bytes", count=file.size)]),
        ]
        lines += [f"  {words('verzeichnis.digest', digest=file.digest)}", ""]
    return "\r\n".join(held(line) for line in lines)


def _as_json(case: Case, stamp: Stamp, maker: Maker, files: Iterable[Listed], hints: Iterable[Hint]) -> bytes:
    """The list for machines."""
    document = maker.index((), None)
    data: dict[str, Any] = {
        "fassung": 1,
        "betrieb": farm_name(case),
        "erstellt": stamp.now.isoformat(timespec="seconds"),
        "programm": document.producer,
        "stand": document.status,
        "eingereicht_am": case.handed_in.isoformat() if case.handed_in else None,
        "dateien": [
            {"datei": file.path, "inhalt": file.title, "seiten": file.pages or None, "bytes": file.size, "sha256": file.digest}
            for file in files
        ],
        "hinweise": [{"anlage": hint.title, "liegt_bei": not hint.refused, "text": hint.words} for hint in hints if hint.attachment],
    }
    return straight(held(json.dumps(data, ensure_ascii=False, indent=2)) + "\n").encode("utf-8")
