"""What the window searches: the program's own words, the open case and the deeds of the menu, each prepared when first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ala_wizard.checks.answered import open_points
from ala_wizard.checks.facts import showing
from ala_wizard.content.loader import Content
from ala_wizard.content.loader import content as shipped
from ala_wizard.content.reference import reference
from ala_wizard.content.texts import text
from ala_wizard.flow.search import Found, Index, Item
from ala_wizard.flow.searchable import DO, GO, READ, go_to, not_asked, of_case, of_program, where
from ala_wizard.ui.keynames import spoken_keys
from ala_wizard.ui.search.rows import ICONS, Row
from ala_wizard.ui.session import Session

CONTENTS = f"{READ}:"
"""Target of the whole list of words and laws."""
OPEN = "offen"
"""The page of everything that is still open."""
RECENT = 4
"""So many places that one came from are offered."""


class Finder:
    """Searches everything there is. Without a case only words, laws and deeds."""

    def __init__(self) -> None:
        self._program: tuple[Content, Index] | None = None
        self._case: tuple[object, object, Index] | None = None
        self.deeds: dict[str, QAction] = {}
        """The actions of the menu by the name in their target, as they were when somebody last searched."""
        self._visited: list[str] = []

    def visited(self, step: str) -> None:
        """A page was shown."""
        self._visited = [step, *(name for name in self._visited if name != step)]

    def forget(self) -> None:
        """Another case is open: its pages and answers are not those of before."""
        self._case = None
        self._visited = []

    def prepare(self, session: Session | None) -> None:
        """Build what is not there yet, so that the first key is as quick as the others."""
        self._of_program(session)
        if session is not None:
            self._of_case(session)

    def find(self, query: str, session: Session | None, menu: QMenu) -> list[Found]:
        """Everything that is found, the nearest first."""
        found = self._of_program(session).find(query)
        if session is None:
            found = only_articles(found)
        else:
            found += self._of_case(session).find(query)
            hidden = not_asked(session.case, session.engine.content)
            found = [_reachable(entry, hidden) for entry in found]
        found += Index(self._of_menu(menu)).find(query)
        return sorted(found, key=lambda entry: entry.off)

    def _of_program(self, session: Session | None) -> Index:
        content = session.engine.content if session is not None else None
        if self._program is None or (content is not None and content is not self._program[0]):
            content = content or shipped()
            self._program = (content, Index(of_program(content, reference())))
        return self._program[1]

    def _of_case(self, session: Session) -> Index:
        case, found = session.case, session.findings
        if self._case is None or self._case[0] is not case or self._case[1] is not found:
            content = session.engine.content
            self._case = (case, found, Index(of_case(case, content, found, showing(case, session.results, content))))
        return self._case[2]

    def _of_menu(self, menu: QMenu) -> Iterator[Item]:
        self.deeds = {}
        for words, action in deeds(menu):
            name = f"{DO}:{words}"
            self.deeds[name] = action
            yield Item("befehle", words, name, place=", ".join(spoken_keys(key) for key in action.shortcuts()))

    def starts(self, session: Session | None) -> list[Row]:
        """What is offered before anything is typed: what is still open here, where one came from, and where all is listed."""
        rows: list[Row] = []
        if session is not None:
            rows += self._around(session)
        rows.append(Row(text("suche.anfang")))
        if session is not None:
            rows.append(Row(text("suche.fehlt"), go_to(OPEN), ICONS["fehlt"], text("suche.fehlt_wo")))
        rows.append(Row(text("suche.wortliste"), CONTENTS, ICONS["gesetze"], text("suche.wortliste_wo")))
        return rows

    def _around(self, session: Session) -> Iterator[Row]:
        parts = {part.step: part for part in session.engine.content.parts}
        here = parts.get(self._visited[0]) if self._visited else None
        if here is not None:
            open_ = [question for question in here.questions if open_points(question, session.case)]
            if open_:
                yield Row(text("suche.offen_hier"))
            for question in open_:
                yield Row(question.ask, go_to(here.step, question.id), ICONS["offen"])
        before = [parts[step] for step in self._visited[1 : RECENT + 1] if step in parts]
        if before:
            yield Row(text("suche.besucht"))
        for part in before:
            yield Row(part.title, go_to(part.step), ICONS["besucht"], where(part) if part.number else "")


def deeds(menu: QMenu, above: str = "") -> Iterator[tuple[str, QAction]]:
    """Every deed of a menu and the menus in it that can be done now, with its words; those of an inner menu begin with its name."""
    for action in menu.actions():
        inner = action.menu()
        words = action.text().removesuffix("…").strip()
        if isinstance(inner, QMenu):
            yield from deeds(inner, f"{words}: ")
        elif words and action.isEnabled():
            yield f"{above}{words}", action


def split(target: str) -> tuple[str, str, str]:
    """Kind of a target (`geh`, `lies`, `tu`), and for a place its page and its question or address; else the rest and nothing."""
    kind, _, rest = target.partition(":")
    if kind == GO:
        step, _, place = rest.partition("|")
        return kind, step, place
    return kind, rest, ""


def _reachable(entry: Found, hidden: Mapping[str, str]) -> Found:
    """What is not asked now leads to the field that decides about it, and says so."""
    place = split(entry.target)[2]
    decides = hidden.get(place) or hidden.get(place.partition("].")[0].rpartition("[")[0])
    if not place or decides is None:
        return entry
    words = " · ".join(filter(None, (entry.item.place, text("suche.nicht_gefragt"))))
    return replace(entry, item=replace(entry.item, place=words), target=decides)


def only_articles(found: Iterable[Found]) -> list[Found]:
    """Of what was found only words, laws and addresses."""
    return [entry for entry in found if entry.item.target.startswith(READ)]
