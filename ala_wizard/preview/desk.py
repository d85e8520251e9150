"""Answers wishes: prints the papers that somebody looks at, and keeps what did not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import localcontext
from pathlib import Path

from ala_wizard import core
from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.documents.blocks import Bild, DocumentKind
from ala_wizard.documents.outline import outline
from ala_wizard.documents.wording import entry_of
from ala_wizard.model.case import Case
from ala_wizard.model.money import DIGITS
from ala_wizard.pdf.bundle import PAPERS
from ala_wizard.pdf.page import HEIGHT, WIDTH, Drawn
from ala_wizard.pdf.places import Section, find, lengths, sections
from ala_wizard.pdf.render import Press, Printed
from ala_wizard.preview.wishes import Answer, Lengths, Picture, Place, Sheet, Spot, View, Wish

ROOM = 3.0
"""The mark leaves so much room around the words, points."""


@dataclass
class _Paper:
    """A printed paper of the present edition."""

    printed: Printed
    sections: tuple[Section, ...]


class Desk:
    """Holds the case of the last wish and the papers printed from it."""

    def __init__(self, content: Callable[[bool], Content]) -> None:
        """`content(renewed)` gives the content; True when its legal values have to be read anew."""
        self._content_of = content
        self._content: Content | None = None
        self._case: Case | None = None
        self._results: Results | None = None
        self._presses: dict[DocumentKind, Press] = {}
        self._papers: dict[DocumentKind, _Paper] = {}
        self._bilder: dict[str, Bild] = {}
        """Pictures made ready, by the check sum of their file."""

    def answer(self, wish: Wish) -> Answer:
        """What there is to show. Never raises: what cannot be laid out or drawn is said in the answer."""
        try:
            self._take(wish)
            measured = self._lengths(wish) if wish.view is None or wish.view.paper == "konzept" else None
            paper = self._paper(wish.view.paper, wish) if wish.view is not None else None
        except Exception:
            self._presses.clear()  # what a broken layout left behind is not built upon
            return Answer(wish.edition, wish.view, trouble="satz")
        if wish.view is None or paper is None:
            return Answer(wish.edition, lengths=measured)
        try:
            return Answer(wish.edition, wish.view, self._sheet(paper, wish.view), measured)
        except Exception:
            return Answer(wish.edition, wish.view, lengths=measured, trouble="bild")

    def _take(self, wish: Wish) -> None:
        """Go over to the case of the wish; papers of an older one are put away."""
        if wish.renewed or self._content is None:
            self._content = self._content_of(wish.renewed)
        if wish.case is not None:
            self._case = wish.case
        if wish.case is not None or wish.renewed:
            self._papers.clear()
            assert self._case is not None
            self._results = core.reckon(self._case, self._content, wish.now.date())

    def _paper(self, kind: DocumentKind, wish: Wish) -> _Paper:
        if kind not in self._papers:
            assert self._case is not None and self._content is not None and self._results is not None
            with localcontext(prec=DIGITS):
                document = PAPERS[f"{kind}.pdf"](self._case, self._content, self._results, core.stamp(wish.now, self._pictures(wish.file)))
            printed = self._presses.setdefault(kind, Press()).print(document)
            self._papers[kind] = _Paper(printed, sections(printed.drawn))
        return self._papers[kind]

    def _pictures(self, file: Path | None) -> Mapping[str, Bild]:
        """The pictures of the case; those of before are kept as long as the case names them."""
        assert self._case is not None
        found = core.pictures(self._case, file, self._bilder)
        self._bilder = {row.sha256: found[row.id] for row in self._case.attachments if row.id in found}
        return found

    def _lengths(self, wish: Wish) -> Lengths:
        paper = self._paper("konzept", wish)
        assert self._case is not None and self._content is not None
        by_anchor = lengths(paper.sections)
        plan = outline(self._case, self._content)
        parts = {chapter.part.id: by_anchor[chapter.part.id] for chapter in plan.chapters if chapter.part.id in by_anchor}
        questions = {
            question.id: by_anchor[section.anchor]
            for chapter in plan.chapters
            for section in chapter.sections
            for question in section.questions
            if section.anchor in by_anchor
        }
        return Lengths(paper.printed.pages, parts, questions)

    def _sheet(self, paper: _Paper, view: View) -> Sheet:
        marked = self._marked(paper, view)
        place_page = _piece(marked, view.place.share).page if marked else 0
        page = min(max(view.page or place_page or 1, 1), paper.printed.pages)
        here = [item for item in marked if item.page == page]
        from ala_wizard.pdf.raster import Sheets  # where only the lengths are wanted, nothing is drawn

        with Sheets(paper.printed.data) as sheets:
            picture, words = Picture(*sheets.picture(page, view.width)), sheets.words(page)
        return Sheet(paper.printed.pages, page, picture, _spot(here) if here else None, place_page, words)

    def _marked(self, paper: _Paper, view: View) -> tuple[Drawn, ...]:
        """What stands for the place: its words, else the heading of its section."""
        section = self._section(paper, view)
        if section is None:
            return ()
        index = paper.sections.index(section)
        inner = [section]
        for other in paper.sections[index + 1 :]:
            if other.level <= section.level:
                break
            inner.append(other)
        for part in inner:
            if found := find(part, view.place.words):
                return found
        return section.items[:1]

    def _section(self, paper: _Paper, view: View) -> Section | None:
        by_anchor = {section.anchor: section for section in paper.sections}
        return next((by_anchor[anchor] for anchor in self._anchors(view.paper, view.place) if anchor in by_anchor), None)

    def _anchors(self, paper: DocumentKind, place: Place) -> list[str]:
        """Where the place may stand in a paper, the closest first."""
        assert self._case is not None and self._content is not None
        found: list[str] = []
        if paper == "konzept":
            for chapter in outline(self._case, self._content).chapters:
                for section in chapter.sections:
                    if any(question.id == place.question for question in section.questions):
                        found.append(section.anchor)
        elif paper == "leistungsbeschreibung":
            for name, entry in entry_of("leistungsbeschreibung.section").items():
                if place.question in (*entry.get("answers", ()), *entry.get("refer", ())):
                    found.append(name)
        entry = entry_of(f"vorschau.{paper}")
        found += [entry[name] for name in (place.question, place.step) if name in entry]
        part = self._content.part_of.get(place.step)
        return [*found, part.id] if part is not None else found


def _piece(items: tuple[Drawn, ...], share: float) -> Drawn:
    """The piece of a torn paragraph in which this part of it stands."""
    left = share * sum(item.top - item.bottom for item in items)
    for item in items:
        left -= item.top - item.bottom
        if left < 0:
            return item
    return items[-1]


def _spot(items: list[Drawn]) -> Spot:
    left, right = min(item.left for item in items), max(item.right for item in items)
    top, bottom = max(item.top for item in items), min(item.bottom for item in items)
    return Spot((left - ROOM) / WIDTH, (HEIGHT - top - ROOM) / HEIGHT, (right + ROOM) / WIDTH, (HEIGHT - bottom + ROOM) / HEIGHT)
