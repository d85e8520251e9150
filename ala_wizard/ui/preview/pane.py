"""The preview's pane: which paper, the page itself, its number, and how large it is."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ala_wizard.content.texts import text
from ala_wizard.documents.blocks import DocumentKind
from ala_wizard.documents.wording import entry_of
from ala_wizard.preview.wishes import Answer, Place, Sheet, View
from ala_wizard.ui import icons, theme
from ala_wizard.ui.kit import Words, button, hairline, row
from ala_wizard.ui.preview.paper import PaperArea
from ala_wizard.ui.preview.source import Source

ZOOMS = (0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
SLOW_MS = 1000
"""Only after so long the pane says that a page is being made."""


def paper_for(step: str) -> DocumentKind:
    """The paper that a step is written for."""
    return cast(DocumentKind, entry_of("vorschau.papier").get(step, "konzept"))


class PreviewPane(QFrame):
    """Shows the page of the place with the cursor, of the paper that the export would write now."""

    zoom_changed = Signal(float)

    def __init__(self, source: Source, zoom: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._place = Place()
        self._paper: DocumentKind | None = None
        """The paper chosen by hand; None: the one that belongs to the place."""
        self._page = 0
        self._sheet: Sheet | None = None
        self._followed: tuple[DocumentKind, Place, int] | None = None
        self.area = PaperArea(self)
        self.area.setAccessibleName(text("vorschau.vorschau"))
        self.area.zoom = zoom
        self._build()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self.area.room_changed.connect(self._look)
        self.area.turned.connect(self.turn)
        self.area.zoomed.connect(self.change_zoom)
        source.answered.connect(self._show)
        source.working.connect(self._working)
        self._show_zoom()

    # -- building --------------------------------------------------------------

    def _build(self) -> None:
        self.choice = button("", self._open_menu, "small", "chevron-down", trailing=True)
        self.choice.setToolTip(text("vorschau.papier_tip"))
        self.menu = QMenu(self.choice)
        self.menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # not turned round as the sign at the right is
        self._note = Words("", "small", wrap=False)
        self.to_place = button(text("vorschau.stelle"), self.follow_again, "small_quiet")
        self.to_place.setToolTip(text("vorschau.stelle_tip"))
        top = row(self.choice, "*", self._note, self.to_place, gap=4, margins=(20, 2, 12, 6))
        self.back = self._tool("chevron-left", "zurueck", lambda: self.turn(-1))
        self.forward = self._tool("chevron-right", "weiter", lambda: self.turn(1))
        self.number = Words("", "small_ink", wrap=False)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller = self._tool("minus", "kleiner", lambda: self.change_zoom(-1))
        self.larger = self._tool("plus", "groesser", lambda: self.change_zoom(1))
        self.fit = button("", lambda: self.change_zoom(0), "small_quiet")
        foot = row(self.back, self.number, self.forward, "*", self.smaller, self.fit, self.larger, gap=2, margins=(8, 6, 8, 6))
        self._trouble = Words("", "second")
        self.again = button(text("vorschau.nochmal"), self._source.again, "small")
        apart = QWidget()
        box = QVBoxLayout(apart)
        box.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        box.setSpacing(theme.px(16))
        box.addWidget(self._trouble)
        box.addWidget(self.again)
        box.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(apart)
        self._within = Words(text("vorschau.langsam"), "small")
        self._within.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._within)
        self._within.setVisible(self._source.within)  # now that it has a parent: before, it would be a window of its own
        whole.addWidget(hairline())
        whole.addLayout(foot)
        self._show_names()

    @staticmethod
    def _tool(icon: str, name: str, act: object) -> QToolButton:
        made = QToolButton()
        made.setToolTip(text(f"vorschau.{name}"))
        made.setAccessibleName(text(f"vorschau.{name}"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_icon(made, icon, "ink2", 20)
        made.clicked.connect(act)
        return made

    def _open_menu(self) -> None:
        """All papers that the export writes now: the Leistungsträger, and with it the papers, may have changed."""
        self.menu.clear()
        group = QActionGroup(self.menu)
        kinds: tuple[DocumentKind | None, ...] = (None, *self._source.papers)
        for kind in kinds:
            action = QAction(text(f"vorschau.{kind or 'passend'}"), self.menu)
            action.setCheckable(True)
            action.setChecked(kind == self._paper)
            action.triggered.connect(lambda _checked=False, kind=kind: self.choose(kind))
            group.addAction(action)
            self.menu.addAction(action)
        self.menu.popup(self.choice.mapToGlobal(self.choice.rect().bottomLeft()))

    # -- what is wanted --------------------------------------------------------

    @property
    def paper(self) -> DocumentKind:
        """The paper on show."""
        chosen = self._paper if self._paper in self._source.papers else None
        return chosen or paper_for(self._place.step)

    @property
    def sheet(self) -> Sheet | None:
        """The page on show; None before the first."""
        return self._sheet

    def show_place(self, place: Place) -> None:
        """Follow the cursor to this place."""
        self._place = place
        self._page = 0
        self._look()

    def choose(self, kind: DocumentKind | None) -> None:
        """Show a certain paper, or with None again the one that belongs to the place."""
        self._paper = kind
        self._page = 0
        self._look()

    def turn(self, pages: int) -> None:
        """Turn so many pages forward; the pane then stays there until the cursor moves."""
        if self._sheet is not None:
            self._page = min(max((self._page or self._sheet.page) + pages, 1), self._sheet.pages)
            self._look()

    def follow_again(self) -> None:
        """Back to the page of the place."""
        self._page = 0
        self._followed = None
        self._look()

    def change_zoom(self, steps: int) -> None:
        """A step larger or smaller; 0: as wide as the pane."""
        now = self.area.page_width / 794
        if steps > 0:
            self.area.zoom = next((zoom for zoom in ZOOMS if zoom > now * 1.02), ZOOMS[-1])
        elif steps < 0:
            self.area.zoom = next((zoom for zoom in reversed(ZOOMS) if zoom < now / 1.02), ZOOMS[0])
        else:
            self.area.zoom = 0.0
        self.area.fit()
        self._show_zoom()
        self.zoom_changed.emit(self.area.zoom)
        self._look()

    def _look(self) -> None:
        self._show_names()
        if not self.isVisible():
            return
        width = round(self.area.page_width * self.area.devicePixelRatioF())
        self._source.look(View(self.paper, self._place, width, self._page))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.area.fit()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._slow.stop()
        self._source.look(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._look()

    # -- what is there ---------------------------------------------------------

    def _working(self, busy: bool) -> None:
        if busy and not self._slow.isActive():
            self._slow.start()
        elif not busy:
            self._slow.stop()
            self._note.set_words("")

    def _say_slow(self) -> None:
        self._note.set_words(text("vorschau.erneuert" if self._sheet is not None else "vorschau.entsteht"))

    def _show(self, answer: Answer) -> None:
        self._within.setVisible(self._source.within)
        if answer.sheet is None or answer.view is None:
            self._trouble.set_words(text(f"vorschau.{answer.trouble}"))
            self._stack.setCurrentIndex(1)
            self._show_names()
            return
        sheet = self._sheet = answer.sheet
        self._stack.setCurrentIndex(0)
        self.area.paper.show_sheet(sheet)
        followed = (answer.view.paper, replace(answer.view.place, words="", share=0.0), answer.view.page)
        if not answer.view.page:
            self.area.bring(self.area.paper.spot())
        elif followed != self._followed:
            self.area.verticalScrollBar().setValue(0)
        self._followed = followed
        self._show_names()

    def _show_names(self) -> None:
        """Everything in words: paper, page, what can be done."""
        sheet = self._sheet
        self.choice.setText(text(f"vorschau.{self.paper}"))
        self.choice.setAccessibleName(f"{text('vorschau.papier')} {self.choice.text()}")
        self.number.set_words(text("vorschau.seite", page=sheet.page, pages=sheet.pages) if sheet is not None else "")
        away = sheet is not None and self._page > 0 and sheet.place_page not in (0, sheet.page)
        useful = {
            self.back: sheet is not None and sheet.page > 1,
            self.forward: sheet is not None and sheet.page < sheet.pages,
            self.to_place: away,
        }
        if any(tool.hasFocus() and not needed for tool, needed in useful.items()):
            self.area.setFocus()  # else Qt would send the focus, and with it the preview, somewhere else
        self.back.setEnabled(useful[self.back])
        self.forward.setEnabled(useful[self.forward])
        self.to_place.setVisible(away)
        if sheet is not None:
            self.area.setAccessibleName(text("vorschau.name", paper=text(f"vorschau.{self.paper}"), page=sheet.page, pages=sheet.pages))
            self.area.setAccessibleDescription(" ".join(sheet.words.split()))

    def _show_zoom(self) -> None:
        zoom = self.area.zoom
        self.fit.setText(text("vorschau.prozent", percent=round(zoom * 100)) if zoom else text("vorschau.breite"))
        self.fit.setAccessibleName(f"{self.fit.text()}, {text('vorschau.breite')}" if zoom else text("vorschau.breite"))
