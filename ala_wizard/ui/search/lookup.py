"""What the window does for searching and looking up: opens the palette and the reader, and goes where they lead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow, QMenu

from ala_wizard.content.reference import reference
from ala_wizard.flow.search import Found
from ala_wizard.flow.searchable import DO, READ, not_asked, where
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.search.finder import Finder, only_articles, split
from ala_wizard.ui.search.palette import Palette
from ala_wizard.ui.search.reader import Reader
from ala_wizard.ui.session import Session
from ala_wizard.ui.workspace import Workspace


class Lookup(QObject):
    """Search and reference of one window."""

    def __init__(self, window: QMainWindow, menu: QMenu, workspace: Callable[[], Workspace | None]) -> None:
        super().__init__(window)
        self._window, self._menu, self._workspace = window, menu, workspace
        self._finder = Finder()
        self.palette: Palette | None = None
        self.reader: Reader | None = None

    def attend(self, workspace: Workspace) -> None:
        """Another case is open."""
        self._finder.forget()
        self._finder.visited(workspace.step)
        workspace.step_changed.connect(self._finder.visited)
        workspace.header.search_wanted.connect(self.search)
        workspace.help_pane.look_up.connect(self.read_source)

    @property
    def _session(self) -> Session | None:
        workspace = self._workspace()
        return workspace.session if workspace is not None else None

    # -- the palette ---------------------------------------------------------------

    def search(self) -> None:
        """Strg+K."""
        if self.palette is None:
            self.palette = Palette(self._find, lambda: self._finder.starts(self._session), self._window)
            self.palette.chosen.connect(self.follow)
        self.palette.open_palette()
        QTimer.singleShot(0, self, lambda: self._finder.prepare(self._session))

    def _find(self, query: str) -> list[Found]:
        return self._finder.find(query, self._session, self._menu)

    def follow(self, target: str) -> None:
        """Go where a row leads: to a place, to an article, or do a deed."""
        kind, rest, place = split(target)
        workspace = self._workspace()
        if kind == READ:
            self.read(rest)
        elif kind == DO:
            self._finder.deeds[target].trigger()
        elif workspace is not None:
            workspace.jump(rest, place)

    # -- the reader ----------------------------------------------------------------

    def read(self, key: str = "") -> None:
        """Open an article; without a key the list of all."""
        self._open().open_at(key)

    def here(self) -> None:
        """F3: what belongs to the place where one is; without a case the list of all."""
        workspace = self._workspace()
        self._open().open_at(here=workspace.help_pane.shown if workspace is not None else None)

    def read_source(self, source: str) -> None:
        """A source that somebody clicked: its article, or the places that it names together."""
        cited = reference().cited(source)
        if len(cited) == 1:
            self.read(cited[0].key)
        elif cited:
            self._open().open_at(here=Help(source, "", source=(source,)))

    def _open(self) -> Reader:
        if self.palette is not None:
            self.palette.close_palette()
        reader = Reader(
            reference(), lambda query: only_articles(self._find(query)), self._place_name if self._session else None, self._window
        )
        reader.go.connect(self._go)
        self.reader = reader
        return reader

    def _place_name(self, link: str) -> str:
        """A question, part or step in words."""
        session = self._session
        if session is None:
            return ""
        content = session.engine.content
        question = content.questions.get(link)
        name = where(content.part_of[link])
        return f"{name}, {question.heading or question.ask}" if question is not None else name

    def _go(self, link: str) -> None:
        """To a question or step; to the field that decides about it, where it is not asked now."""
        workspace = self._workspace()
        if workspace is None:
            return
        session = workspace.session
        decides = not_asked(session.case, session.engine.content).get(link)
        if decides is not None:
            self.follow(decides)
        else:
            workspace.jump("", link)
