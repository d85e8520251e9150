"""Several PDFs as one: bookmarks, page labels, one structure tree with a part for each, the same bytes for the same input.

Papers of ours bring their tags along. Of a page that came from elsewhere nobody knows the order of reading: it becomes one
element, its text as a paragraph, a page without text as a figure with words of ours.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from ala_wizard.content.paths import resources
from ala_wizard.content.texts import text
from ala_wizard.pdf.metadata import LANGUAGE, Claims, described
from ala_wizard.pdf.page import OUTWARD
from ala_wizard.pdf.text import line


@dataclass(frozen=True)
class Piece:
    """A file that becomes a part of the whole."""

    data: bytes
    title: str
    """Its bookmark; without one it belongs to the piece before."""
    label: str
    """Stands before its page numbers in the reader's list of pages."""
    own: bool = True
    """Made by this program, with tags."""
    picture: bool = False
    """Not tagged, but everything on it is made by this program."""
    alt: str = ""
    """What a page without text shows, where the piece has no title of its own."""
    below: str = ""
    """The bookmark under which its own stands; made with the first piece that names it."""
    archival: bool = False
    """Not made by this program, but for keeping: it keeps to PDF/A-2b."""
    key: str = ""
    """Its name for links of other pieces."""
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    """Where they may lead inside it: page, counted from 0, and height on it, points."""


@dataclass(frozen=True)
class About:
    """What the whole says of itself."""

    title: str
    author: str
    subject: str
    producer: str
    made_at: datetime


@dataclass
class _Tags:
    """The structure tree while it grows."""

    made: Pdf
    root: Any
    top: Any
    numbers: list[Any] = field(default_factory=list)
    """Key and owner, key and owner ..."""
    next_key: int = 0


def merged(pieces: Sequence[Piece], about: About) -> bytes:
    """The pieces in order, as one file."""
    with pikepdf.new() as made:
        made.Root.Lang = String(LANGUAGE)
        tags = _tree(made)
        starts: list[int] = []
        outlines: list[list[OutlineItem]] = []
        layers: list[Any] = []
        for piece in pieces:
            start = len(made.pages)
            starts.append(start)
            with pikepdf.open(BytesIO(piece.data)) as source:
                if piece.own:
                    outlines.append(_take(made, source, tags, start))
                else:
                    outlines.append([])
                    _wrap(made, source, tags, piece)
                    layers += _layers(made, source)
                if "/OutputIntents" not in made.Root:
                    _colours(made, source)
        tags.root.ParentTree = made.make_indirect(Dictionary(Nums=Array(tags.numbers)))
        tags.root.ParentTreeNextKey = tags.next_key
        _lead(made, pieces, starts)
        _bookmarks(made, pieces, starts, outlines)
        _labels(made, pieces, starts)
        _together(made, layers)
        if "/OutputIntents" not in made.Root:
            _usual_colours(made)
        ours = all(piece.own or piece.picture for piece in pieces)
        kept = all(piece.own or piece.picture or piece.archival for piece in pieces)
        _describe(made, about, "both" if ours else "archive" if kept else "none")
        _pad(made)
        return _saved(made)


HALF_END = b"\r"
"""Together with the line feed before `endstream` it reads like an end of line, and the length of the stream seems wrong (ISO 19005-2, 6.1.7.1)."""
TRIES = 50


def _pad(made: Pdf) -> None:
    """A byte behind the packed content of streams that end in half an end of line; unpacking stops before it.

    What is not packed yet is packed here: on saving nobody could look at its end.
    """
    for entry in made.objects:
        if not isinstance(entry, Stream) or entry.get("/Type") == Name.Metadata:
            continue
        packing = entry.get("/Filter")
        if packing == Name.FlateDecode or packing == Array([Name.FlateDecode]):
            raw, new = entry.read_raw_bytes(), False
        elif packing is None:
            raw, new = zlib.compress(entry.read_raw_bytes(), 6), True
        else:
            continue
        if raw.endswith(HALF_END) or new:
            parms = entry.get("/DecodeParms")
            known = parms if isinstance(parms, (Dictionary, Array)) else None
            entry.write(raw + b"\0" if raw.endswith(HALF_END) else raw, filter=Name.FlateDecode, decode_parms=known)


def _saved(made: Pdf) -> bytes:
    """The file's bytes. The streams made on saving end as they do: until none ends in half an end of line, one object more shifts them."""
    for number in range(TRIES):
        target = BytesIO()
        made.save(
            target,
            deterministic_id=True,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        data = target.getvalue()
        if HALF_END + b"\nendstream" not in data:
            break
        made.Root["/ALAWizard"] = Array([made.make_indirect(Dictionary(Nummer=place)) for place in range(number + 1)])
    return data


def page_count(data: bytes) -> int:
    """How many pages a file has that this program made."""
    with pikepdf.open(BytesIO(data)) as source:
        return len(source.pages)


# --- the tree of tags -------------------------------------------------------------------------------------------------


def _tree(made: Pdf) -> _Tags:
    root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = Array([top])
    made.Root.StructTreeRoot = root
    made.Root.MarkInfo = Dictionary(Marked=True)
    return _Tags(made, root, top)


def _take(made: Pdf, source: Pdf, tags: _Tags, start: int) -> list[OutlineItem]:
    """A paper of ours with its tags and links; gives its bookmarks."""
    made.pages.extend(source.pages)
    old = {page.objgen: number for number, page in enumerate(source.pages)}
    links = [_targets(page, old) for page in source.pages]
    here = [made.pages[start + number] for number in range(len(source.pages))]
    for page, targets in zip(here, links, strict=True):
        page.obj.StructParents = int(page.obj.StructParents) + tags.next_key
        for annotation, target in zip(page.obj.get("/Annots") or (), targets, strict=True):
            annotation.StructParent = int(annotation.StructParent) + tags.next_key
            if target is not None:
                number, *place = target
                annotation.Dest = Array([here[number].obj, *place])
    copied = made.copy_foreign(source.Root.StructTreeRoot)
    numbers = list(copied.ParentTree.Nums)
    for key, owner in zip(numbers[::2], numbers[1::2], strict=True):
        tags.numbers += [int(key) + tags.next_key, owner]
    tags.next_key += int(copied.ParentTreeNextKey)
    for part in copied.K:
        part.S, part.P = Name.Part, tags.top
        tags.top.K.append(part)
    return [_entry(item, old, here) for item in _outline(source)]


def _targets(page: Any, old: dict[Any, int]) -> list[tuple[Any, ...] | None]:
    """Where the links of a page lead: number of the page, and the place on it."""
    found: list[tuple[Any, ...] | None] = []
    for annotation in page.obj.get("/Annots") or ():
        target = annotation.get("/Dest")
        found.append((old[target[0].objgen], *_plain(target)) if target is not None else None)
    return found


def _lead(made: Pdf, pieces: Sequence[Piece], starts: Sequence[int]) -> None:
    """Links to other papers know those by name only: now they get their pages."""
    known = {piece.key: (start, piece.places) for piece, start in zip(pieces, starts, strict=True) if piece.key}
    for page in made.pages:
        for annotation in page.obj.get("/Annots") or ():
            if f"/{OUTWARD}" not in annotation:
                continue
            key, _, anchor = str(annotation[f"/{OUTWARD}"]).partition("#")
            del annotation[f"/{OUTWARD}"]
            start, places = known[key]
            number, top = places.get(anchor, (0, None))
            target = made.pages[start + number].obj
            annotation.Dest = Array([target, Name.XYZ, 0, round(top, 2), 0]) if top is not None else Array([target, Name.Fit])


def _plain(target: Any) -> list[Any]:
    """The place on a page as plain values, without what belongs to the file."""
    return [Name(str(value)) if isinstance(value, Name) else value for value in list(target)[1:]]


def _outline(source: Pdf) -> list[OutlineItem]:
    with source.open_outline() as outline:
        return list(outline.root)


def _entry(item: OutlineItem, old: dict[Any, int], here: list[Any]) -> OutlineItem:
    target = item.destination
    number = old[target[0].objgen]  # type: ignore[index]
    copy = OutlineItem(item.title, Array([here[number].obj, *_plain(target)]))
    copy.is_closed = True
    copy.children.extend(_entry(child, old, here) for child in item.children)
    return copy


# --- pages from elsewhere ---------------------------------------------------------------------------------------------


def _wrap(made: Pdf, source: Pdf, tags: _Tags, piece: Piece) -> None:
    """Each page as one piece of content that belongs to one element."""
    part = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=tags.top, K=Array()))
    tags.top.K.append(part)
    count = len(source.pages)
    for number, page in enumerate(source.pages, 1):
        form = made.copy_foreign(source.make_indirect(page.as_form_xobject()))
        width, height, place = _placed(form)
        written = "/Font" in (form.get("/Resources") or {}) and not piece.picture
        tag = "P" if written else "Figure"
        draw = f"/{tag} <</MCID 0>> BDC q {place} cm /Page Do Q EMC".encode("ascii")
        leaf = made.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, width, height]),
                Resources=Dictionary(XObject=Dictionary(Page=form)),
                Contents=Stream(made, draw),
                StructParents=tags.next_key,
                Tabs=Name.S,
            )
        )
        made.pages.append(pikepdf.Page(leaf))
        leaf = made.pages[-1].obj
        element = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=part, Pg=leaf, K=Array([0])))
        if not written:
            words = text(
                "mappe.bild" if count == 1 else "mappe.bild_seite",
                title=line(piece.alt or piece.title or piece.label),
                page=number,
                total=count,
            )
            element.Alt = String(words)
            element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([0, 0, width, height]))
        part.K.append(element)
        tags.numbers += [tags.next_key, Array([element])]
        tags.next_key += 1


def _placed(form: Any) -> tuple[float, float, str]:
    """Width and height of a page as it is seen, and how its content is moved there."""
    left, bottom, right, top = (float(side) for side in form.BBox)
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    low, deep = min(x for x, _ in corners), min(y for _, y in corners)
    high, tall = max(x for x, _ in corners), max(y for _, y in corners)
    return round(high - low, 3), round(tall - deep, 3), f"1 0 0 1 {-low:.3f} {-deep:.3f}"


def _layers(made: Pdf, source: Pdf) -> list[Any]:
    held = source.Root.get("/OCProperties")
    return [made.copy_foreign(held if held.is_indirect else source.make_indirect(held))] if held is not None else []


def _together(made: Pdf, layers: Sequence[Any]) -> None:
    """The layers of all attachments; switched off as they were."""
    if not layers:
        return
    every = [group for held in layers for group in held.OCGs]
    off: list[Any] = []
    for held in layers:
        if "/BaseState" in held.D:
            shown = {group.objgen for group in held.D.get("/ON", ())}
            off += [group for group in held.OCGs if group.objgen not in shown]
        else:
            off += list(held.D.get("/OFF", ()))
    made.Root.OCProperties = Dictionary(OCGs=Array(every), D=Dictionary(OFF=Array(off), Name=String("Anlagen")))


# --- the whole --------------------------------------------------------------------------------------------------------


def _colours(made: Pdf, source: Pdf) -> None:
    """What the numbers of the colours mean: the same in all our papers."""
    intents = source.Root.get("/OutputIntents")
    if intents is not None:
        made.Root.OutputIntents = made.copy_foreign(intents if intents.is_indirect else source.make_indirect(intents))


def _usual_colours(made: Pdf) -> None:
    """The same where no paper of ours is among the pieces."""
    profile = Stream(made, zlib.compress((resources() / "pdf" / "srgb.icc").read_bytes(), 9), Filter=Name.FlateDecode, N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=made.make_indirect(profile),
    )
    made.Root.OutputIntents = made.make_indirect(Array([intent]))


def _bookmarks(made: Pdf, pieces: Sequence[Piece], starts: Iterable[int], outlines: Iterable[list[OutlineItem]]) -> None:
    with made.open_outline() as outline:
        bunch: OutlineItem | None = None
        for piece, start, inside in zip(pieces, starts, outlines, strict=True):
            if not piece.title:
                continue
            target = Array([made.pages[start].obj, Name.Fit])
            entry = OutlineItem(line(piece.title), target)
            entry.is_closed = True
            entry.children.extend(inside)
            if not piece.below:
                bunch = None
                outline.root.append(entry)
                continue
            if bunch is None or bunch.title != piece.below:
                bunch = OutlineItem(piece.below, Array([made.pages[start].obj, Name.Fit]))
                outline.root.append(bunch)
            bunch.children.append(entry)


def _labels(made: Pdf, pieces: Iterable[Piece], starts: Iterable[int]) -> None:
    numbers: list[Any] = []
    before = None
    for piece, start in zip(pieces, starts, strict=True):
        if piece.label == before:
            continue
        before = piece.label
        numbers += [start, Dictionary(S=Name.D, P=String(f"{line(piece.label)} "))]
    made.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _describe(made: Pdf, about: About, claims: Claims) -> None:
    moment = f"{about.made_at:%Y%m%d%H%M%S}"
    title, author, subject = line(about.title), line(about.author), line(about.subject)
    info = {
        "Title": title,
        "Author": author,
        "Subject": subject,
        "Creator": about.producer,
        "Producer": about.producer,
        "CreationDate": f"D:{moment}+00'00'",
        "ModDate": f"D:{moment}+00'00'",
    }
    made.trailer.Info = made.make_indirect(Dictionary({f"/{key}": String(value) for key, value in info.items()}))
    packet = described(title, author, subject, about.producer, about.producer, about.made_at, claims)
    made.Root.Metadata = made.make_indirect(Stream(made, packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML))
    made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    made.Root.PageMode = Name.UseOutlines
