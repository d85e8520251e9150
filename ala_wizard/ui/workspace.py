"""The open case: header, steps, page, help, foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ala_wizard.content.schema import Part
from ala_wizard.content.texts import text
from ala_wizard.flow.steps import next_step, previous_step, steps
from ala_wizard.flow.whereabouts import whereabouts
from ala_wizard.ui import icons, theme
from ala_wizard.ui.editors.base import restyle
from ala_wizard.ui.header import Header
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.history import OWN_PAGES
from ala_wizard.ui.kit import Words, button, hairline, link, row
from ala_wizard.ui.page.page import TABLE_COLUMN, Page
from ala_wizard.ui.panels.anerkennung import AnerkennungPanel
from ala_wizard.ui.panels.anfahrt import AnfahrtPanel
from ala_wizard.ui.panels.arbeitsentgelt import ArbeitsentgeltPanel
from ala_wizard.ui.panels.arbeitsergebnis import AntwortenPanel, ArbeitsergebnisPanel
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.panels.belege import BelegePanel
from ala_wizard.ui.panels.belegung import BelegungPanel
from ala_wizard.ui.panels.dreieck import DreieckPanel
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.ui.panels.fragebogen import FragebogenPanel
from ala_wizard.ui.panels.hochlauf import HochlaufPanel
from ala_wizard.ui.panels.listen import AusstattungPanel, RaeumePanel
from ala_wizard.ui.panels.menschen import MenschenPanel
from ala_wizard.ui.panels.nebenrechnungen import (
    FahrdienstPanel,
    GwgPanel,
    MittagessenPanel,
    ModellePanel,
    SabPanel,
    SchwellenPanel,
    VertretungPanel,
)
from ala_wizard.ui.panels.offen import OffenPanel
from ala_wizard.ui.panels.papiere import PapierePanel
from ala_wizard.ui.panels.partner import PartnerPanel
from ala_wizard.ui.panels.personalplan import PersonalplanPanel
from ala_wizard.ui.panels.pruefung import PruefungPanel
from ala_wizard.ui.panels.rechtsstand import RechtsstandPanel
from ala_wizard.ui.panels.stunden import StundenPanel
from ala_wizard.ui.panels.szenarien import SzenarienPanel
from ala_wizard.ui.panels.tagessatz import TagessatzPanel
from ala_wizard.ui.panels.tarif import TarifPanel
from ala_wizard.ui.panels.verhandlung import (
    BetrieblicheFormPanel,
    ForderungPanel,
    FristenPanel,
    TarifanteilPanel,
    UntergrenzePanel,
    VereinbartPanel,
    VergleichPanel,
    VerhandlungPanel,
)
from ala_wizard.ui.panels.vorfinanzierung import VorfinanzierungPanel
from ala_wizard.ui.panels.weg import WegPanel
from ala_wizard.ui.panels.wochenplan import WochenplanPanel
from ala_wizard.ui.preview.place import Follower
from ala_wizard.ui.resume import Place
from ala_wizard.ui.savealarm import SaveAlarm
from ala_wizard.ui.session import Session
from ala_wizard.ui.sidepane import FACES, Face, SidePane
from ala_wizard.ui.stand import Returner
from ala_wizard.ui.steplist import MARK_AT, StepList
from ala_wizard.ui.taborder import neighbour

PANELS: dict[str, type[Panel]] = {
    "tagessatz": TagessatzPanel,
    "arbeitsentgelt": ArbeitsentgeltPanel,
    "antworten": AntwortenPanel,
    "arbeitsergebnis": ArbeitsergebnisPanel,
    "belege": BelegePanel,
    "pruefung": PruefungPanel,
    "export": ExportPanel,
    "rechtsstand": RechtsstandPanel,
    "belegung": BelegungPanel,
    "vorfinanzierung": VorfinanzierungPanel,
    "hochlauf": HochlaufPanel,
    "szenarien": SzenarienPanel,
    "stunden": StundenPanel,
    "personalplan": PersonalplanPanel,
    "tarif": TarifPanel,
    "sab": SabPanel,
    "schwellen": SchwellenPanel,
    "mittagessen": MittagessenPanel,
    "fahrdienst": FahrdienstPanel,
    "vertretung": VertretungPanel,
    "modelle": ModellePanel,
    "gwg": GwgPanel,
    "verhandlung": VerhandlungPanel,
    "untergrenze": UntergrenzePanel,
    "forderung": ForderungPanel,
    "vergleich": VergleichPanel,
    "tarifanteil": TarifanteilPanel,
    "betriebliche_form": BetrieblicheFormPanel,
    "fristen": FristenPanel,
    "vereinbart": VereinbartPanel,
    "weg": WegPanel,
    "dreieck": DreieckPanel,
    "wochenplan": WochenplanPanel,
    "anerkennung": AnerkennungPanel,
    "fragebogen": FragebogenPanel,
    "papiere": PapierePanel,
    "offen": OffenPanel,
    "raeume": RaeumePanel,
    "ausstattung": AusstattungPanel,
    "anfahrt": AnfahrtPanel,
    "partner": PartnerPanel,
    "menschen": MenschenPanel,
}
STEPS_WIDTH = 280
STEPS_RAIL = 68
BELOW = 30
LOW = 800
"""Below this height (px at 100 %) head and foot draw together."""
HELP_WIDTH = 336
UNBOUNDED = 16777215
"""What Qt calls no limit of a width."""
FLOOR, WIDE_FLOOR = 580, 712
"""A page without and with tables needs so much, px at 100 %. Where a pane wanted beside it would leave less, it goes below."""
PREVIEW_LOW = 380
"""The preview needs so much for its own buttons."""
STEPS_RANGE, HELP_RANGE = (240, 340), (280, 440)
"""How narrow and how wide the outer panes may be drawn."""
COUNTED = ("konzept", "abgeben")
"""Groups of steps that say how long the Konzept is."""
RAIL = 1000
"""Below this width at 100 % the step list folds."""
PREVIEW_RAIL = 1560
"""Beside the preview it folds below this width, so that a page can be read."""
PREVIEW_LEAST = 480
BESIDE = 700
"""Beside the preview a page with tables makes do with so much: tables put away columns."""
PREVIEW_MOST = 860


@dataclass(frozen=True)
class PaneState:
    """What is remembered of the right pane."""

    face: Face = "hilfe"
    zoom: float = 0.0
    open: bool | None = None
    """Opened or folded by hand; None: the width decides."""


def make_panel(name: str, session: Session, parent: QWidget) -> Panel:
    """The panel of a name in the content. Raises KeyError."""
    return PANELS[name](session, parent)


class Workspace(QWidget):
    """Everything that one sees of an open case."""

    step_changed = Signal(str)
    save_elsewhere = Signal()
    copy_wanted = Signal()
    compare_wanted = Signal()
    moved = Signal()
    """One stands elsewhere: another page, field, cursor, scroll, width of a pane."""
    pane_changed = Signal()
    """`pane_state` is another one."""

    def __init__(self, session: Session, menu: QMenu, step: str = "", parent: QWidget | None = None, pane: PaneState | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._parts: dict[str, Part] = {part.step: part for part in steps(session.engine.content)}
        self._pages: dict[str, Page] = {}
        self.step = ""
        self.header = Header(session, menu, self)
        self.header.go.connect(self.go_to)
        self.header.save_elsewhere.connect(self.save_elsewhere)
        self.header.copy_wanted.connect(self.copy_wanted)
        self.header.compare_wanted.connect(self.compare_wanted)
        self.step_list = StepList(tuple(self._parts.values()), self)
        self.step_list.chosen.connect(self.go_to)
        self._stack = QStackedWidget()
        pane = pane or PaneState()
        self.side = SidePane(session.preview, pane.face, pane.zoom)
        self.help_pane, self.preview = self.side.help, self.side.preview
        self.side.folded.connect(lambda: self.fold_help(True))
        self.side.face_changed.connect(self._face_changed)
        self.preview.zoom_changed.connect(lambda _zoom: self.pane_changed.emit())
        self._follower = Follower(self)
        self._follower.moved.connect(self.preview.show_place)
        self._help_wish: bool | None = pane.open
        self._widths = [0, 0]
        self._rail = self._below_page = False
        self._foot_words: tuple[tuple[str, str], ...] = ()
        """What the two buttons at the foot say, the longest first."""
        self._build()
        session.checked.connect(self._show_states)
        session.measured.connect(self._show_lengths)
        self._show_states()
        self.go_to(step if step in self._parts else next(iter(self._parts)))
        self._going_on.hide()
        session.changed.connect(self.moved)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.moved.emit()

    def return_to(self, place: Place, *, say: bool = True) -> None:
        """Put everything back as it was when the case was left, and on request say quietly where that is."""
        self._widths = [place.steps_width, place.help_width]
        self._help_wish = place.pane
        if place.step not in self._parts:
            self._fold()
            self.page.focus_first()
            return
        self.go_to(place.step)
        self._fold()
        Returner(self, place)
        words = whereabouts(place.step, place.address, self.session.engine.content)
        self._going_on.set_words(text("weiter.bei", place=words))
        self._going_on.setVisible(say and bool(words))

    @property
    def pane_widths(self) -> tuple[int, int]:
        """Widths of steps and help that somebody chose, px at 100 %; 0: as drawn."""
        return self._widths[0], self._widths[1]

    def _dragged(self, _place: int, handle: int) -> None:
        """A pane was made wider or narrower by hand."""
        pane = self._left if handle == 1 else self.side
        self._widths[handle - 1] = round(pane.width() / theme.current().scale)
        self.moved.emit()

    def _build(self) -> None:
        self._summary = Words("", "small", wrap=False)
        self._summary_mark = icons.StateMark("begonnen")
        self._look = link(text("schritte.ansehen"), self._go_to_open)
        self._look.setAccessibleName(text("schritte.ansehen_name"))
        self._left_foot = QWidget()
        foot_line = row(self._summary_mark, self._summary, "*", self._look, gap=8, margins=(MARK_AT, 0, 20, 0))
        self._left_foot.setLayout(foot_line)
        self._left = QFrame()
        self._left.setProperty("role", "steps")
        left = QVBoxLayout(self._left)
        left.setSpacing(0)
        left.addWidget(self.step_list, 1)
        self._below = Words("", "small", wrap=False)
        self._below.setContentsMargins(theme.px(MARK_AT), 0, 0, 0)
        self._below.setFixedHeight(theme.px(BELOW))
        self._below.hide()
        left.addWidget(self._below)
        bar = self.step_list.verticalScrollBar()
        bar.valueChanged.connect(self._count_below)
        bar.rangeChanged.connect(self._count_below)
        left.addWidget(hairline())
        left.addWidget(self._left_foot)
        self.back = button("", self._back, icon="arrow-left")
        self.forward = button("", self._forward, "primary", "arrow-right", trailing=True)
        self._show_help = button(text("hilfe.auf"), lambda: self.show_face("hilfe"), "quiet", "help")
        self._show_preview = button(text("vorschau.vorschau"), lambda: self.show_face("vorschau"), "quiet", "eye")
        self._show_preview.setToolTip(text("vorschau.auf_tip"))
        self._foot_holder = QWidget()
        foot_row = QHBoxLayout(self._foot_holder)
        foot_row.setContentsMargins(0, 0, 0, 0)
        foot_row.addWidget(self.back)
        foot_row.addStretch(1)
        foot_row.addWidget(self._show_preview)
        foot_row.addWidget(self._show_help)
        foot_row.addSpacing(theme.px(8))
        foot_row.addWidget(self.forward)
        self._foot = foot = QFrame()
        foot.setProperty("role", "foot")
        self._foot_outer = foot_outer = QHBoxLayout(foot)
        foot_outer.addStretch(1)
        foot_outer.addWidget(self._foot_holder, 100)
        foot_outer.addStretch(1)
        middle = QFrame()
        middle.setProperty("role", "page")
        mid = QVBoxLayout(middle)
        mid.setContentsMargins(0, 0, 0, 0)
        mid.setSpacing(0)
        self._going_on = Words("", "small")
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        strip.addStretch(1)
        strip.addWidget(self._going_on, 100)
        strip.addStretch(1)
        self._going_on.setContentsMargins(0, theme.px(8), 0, 0)
        mid.addLayout(strip)
        mid.addWidget(self._stack, 11)
        mid.addWidget(foot)
        self._middle = mid
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)  # Qt lets one grab a line of one pixel two pixels beside it, too
        self._splitter.splitterMoved.connect(self._dragged)
        self._splitter.setChildrenCollapsible(False)
        for pane in (self._left, middle, self.side):
            self._splitter.addWidget(pane)
        for place, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(place, stretch)
        self._left.setFixedWidth(theme.px(STEPS_WIDTH))
        self.side.setFixedWidth(theme.px(HELP_WIDTH))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._splitter, 1)
        whole.insertWidget(0, self.header)
        whole.insertWidget(1, SaveAlarm(self.session, self))
        self._stretch(low=False)

    def _stretch(self, *, low: bool) -> None:
        """Head and foot take less height in a low window: the page and the steps need it."""
        self.header.set_low(low=low)
        self._foot.setFixedHeight(theme.px(64 if low else 72))
        self._left_foot.setFixedHeight(theme.px(40 if low else 52))
        layout = self._left.layout()
        if layout is not None:
            layout.setContentsMargins(0, theme.px(4 if low else 12), 1, 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes in reading order: page, foot, help, steps, header last."""
        foot = (self.side, self._foot_holder) if self._below_page else (self._foot_holder, self.side)
        parts = (self._stack, *foot, self._left, self.header)
        target = neighbour(parts, self.focusWidget(), forward=forward)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _align_foot(self) -> None:
        """The buttons at the foot stand on the edges of the page's column."""
        wide = self.page.verticalScrollBar().sizeHint().width()
        self._foot_outer.setContentsMargins(theme.px(24), 0, theme.px(24) + wide, 0)
        self._foot_holder.setMaximumWidth(self.page.column_width)
        self._name_foot(min(self.page.column_width, self._stack.width() - 2 * theme.px(24) - wide))
        self._going_on.setMaximumWidth(self.page.column_width)

    def _name_foot(self, room: int) -> None:
        """Say on both buttons where they lead; in a narrow window the way back says less first."""
        for words in self._foot_words:
            for made, shown, whole in zip((self.back, self.forward), words, self._foot_words[0], strict=True):
                made.setText(shown)
                made.setAccessibleName(whole if shown != whole else "")
            if self._foot_holder.sizeHint().width() <= room:
                return

    def _count_below(self) -> None:
        """Say how many steps lie below what one sees of the list."""
        there = not self._below.isHidden()
        needed = self.step_list.below(theme.px(BELOW) if there else 0) > 0
        count = self.step_list.below()
        key = "weitere_eins" if count == 1 else "weitere"
        self._below.set_words(f"↓  {text(f'schritte.{key}', count=count)}")
        self._below.setVisible(needed and not self._rail)
        self.step_list.lent = 0 if self._below.isHidden() else theme.px(BELOW)

    # -- going places ----------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page shown now."""
        return self._pages[self.step]

    def go_to(self, step: str) -> None:
        """Show a step; every step may be visited at any time."""
        if step == self.step or step not in self._parts:
            return
        self.session.end_typing()
        self.step = step
        self._going_on.hide()
        if step not in self._pages:
            page = Page(self._parts[step], self.session, make_panel, self._stack)
            page.help_wanted.connect(self._show_help_for)
            page.go.connect(self.jump)
            page.look_wanted.connect(self.show_place)
            page.verticalScrollBar().rangeChanged.connect(self._align_foot)
            page.resized.connect(self._align_foot)
            page.verticalScrollBar().valueChanged.connect(self.moved)
            self._pages[step] = page
            self._stack.addWidget(page)
        page = self._pages[step]
        page.catch_up()
        self._show_help_for(page.default_help())
        self._stack.setCurrentWidget(page)
        self.step_list.show_step(step)
        before, after = previous_step(self.session.engine.content, step), next_step(self.session.engine.content, step)
        self.back.setVisible(before is not None)
        deed = page.deed
        self.forward.setVisible(after is not None or deed is not None)
        back = text("seite.zurueck", name=self._parts[before].short) if before is not None else ""
        onward = text("seite.weiter", name=self._parts[after].short) if after is not None else text(deed.deed) if deed is not None else ""
        brief = text("seite.weiter_kurz") if after is not None else onward
        self._foot_words = ((back, onward), (text("seite.zurueck_kurz"), onward), (text("seite.zurueck_kurz"), brief))
        self.back.setText(back)
        self.forward.setText(onward)
        icons.set_icon(self.back, "arrow-left", "ink2")
        icons.set_icon(self.forward, "download" if deed is not None else "arrow-right", "on_accent", trailing=deed is None)
        self._fold()
        self._align_foot()
        self.session.count_pages(self._parts[step].group in COUNTED)
        page.show_lengths()
        self._follower.follow(page)
        self.step_changed.emit(step)
        self.moved.emit()

    def jump(self, step: str, target: str) -> None:
        """Show a step, or the page of a question or address, and put the focus there."""
        if not step:
            part = self.session.engine.content.part_of.get(target)
            step = part.step if part is not None else self.step
        self.go_to(step)
        target = _item_of(target)
        if not (target and self.page.reveal(target)):
            self.page.focus_first()

    def show_place(self, address: str) -> None:
        """Show where something was changed, after undo and redo."""
        address = _item_of(address.split("|")[0])
        if self.page.card_of(address) is None:
            lists = {entry.id: entry.items for entry in self.session.engine.content.checklists}
            for step, part in self._parts.items():
                known = [f"answers[{q.id}]" for q in part.questions] + [f.target for q in part.questions for f in q.fields]
                known += [f"coverage[{q.id}]" for q in part.questions] + [t.target for q in part.questions for t in q.tables]
                known += [address for q in part.questions if q.panel for address in PANELS[q.panel].addresses]
                items = [item.id for q in part.questions if q.checklist for item in lists[q.checklist]]
                items += [q.id for q in part.questions]
                if address in items or any(address.startswith(target) for target in known):
                    self.go_to(step)
                    break
            else:
                own = self.session.engine.content.part_of.get(OWN_PAGES.get(address.partition("[")[0], ""))
                if own is not None:
                    self.go_to(own.step)
        self.page.reveal(address)
        QTimer.singleShot(0, self, self._keep_focus)

    def _keep_focus(self) -> None:
        """What had the focus may have gone with the step that was taken back: keys must still lead somewhere."""
        if self.isVisible() and self.isActiveWindow() and QApplication.focusWidget() is None:
            self.page.focus_first()

    def _back(self) -> None:
        before = previous_step(self.session.engine.content, self.step)
        if before is not None:
            self.go_to(before)
            self.page.focus_first()

    def _forward(self) -> None:
        after = next_step(self.session.engine.content, self.step)
        if after is not None:
            self.go_to(after)
            self.page.focus_first()
        elif self.page.deed is not None:
            self.page.deed.act()

    def turn(self, forward: bool) -> None:
        """Alt+→ and Alt+←."""
        if forward:
            self._forward()
        else:
            self._back()

    def next_pane(self) -> None:
        """F6: steps, page, help in turn."""
        panes: list[QWidget] = [self.step_list, self._stack, self.header]
        focus = self.focusWidget()
        here = next((place for place, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), -1)
        after = panes[(here + 1) % len(panes)]
        if after is self._stack:
            self.page.focus_first()
        elif after is self.header:
            self.header.menu_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            after.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- states and help -------------------------------------------------------

    def _show_states(self) -> None:
        states = self.session.states
        self.step_list.steps.show_states(states)
        open_ = len(self.session.open_list)
        empty = sum(1 for state in states.values() if state.state == "leer")
        key = "alles" if not open_ else "offen" if not empty else "offen_leer" if empty > 1 else "offen_ein_leer"
        self._summary.set_words(text(f"schritte.summe_{key}", open=open_, empty=empty))
        self._summary_mark.set_state("begonnen" if open_ else "vollstaendig")

    def _go_to_open(self) -> None:
        """The list of everything that is open."""
        self.go_to("offen")
        self.page.focus_first()

    def _show_help_for(self, help_: Help) -> None:
        self.help_pane.show_help(help_)

    def _show_lengths(self) -> None:
        """The Konzept was counted."""
        self.page.show_lengths()
        lengths = self.session.lengths
        if lengths is not None:
            profile = self.session.engine.content.profile(self.session.case.profile)
            self.step_list.steps.show_pages(lengths.pages, profile.pages_min, profile.pages_max)

    def fold_help(self, folded: bool) -> None:
        """Put the right pane away or bring it back, with the face that it had."""
        self._help_wish = not folded
        self._fold()
        self.pane_changed.emit()

    def show_face(self, face: Face) -> None:
        """F2 and Strg+P: show help or preview; what is seen already is folded."""
        if self.help_visible and self.side.face == face:
            self.fold_help(True)
            return
        self._help_wish = True
        self.side.show_face(face)
        self._fold()
        self.pane_changed.emit()

    def _face_changed(self, _face: str) -> None:
        self._fold()
        self.pane_changed.emit()

    @property
    def help_visible(self) -> bool:
        """Is the right pane there, whatever its face?"""
        return not self.side.isHidden()

    @property
    def pane_state(self) -> PaneState:
        """The right pane as it is, to be given to the next workspace."""
        return PaneState(self.side.face, self.preview.area.zoom, self._help_wish)

    def _fold(self) -> None:
        """Let panes give way when the window is narrow: the right one first, then the names of the steps."""
        wide = self.width() / theme.current().scale
        preview = self.side.face == FACES[1]
        page = self._pages.get(self.step)
        least = (BESIDE if preview else TABLE_COLUMN + 48) if page is not None and page.wide else 560
        asked = self._help_wish is not False
        rail = self._rail = wide < (PREVIEW_RAIL if preview and asked else RAIL)
        steps_width = _within(self._widths[0], STEPS_RANGE) or STEPS_WIDTH
        rest = wide - (STEPS_RAIL if rail else steps_width)
        pane = min(max(rest - TABLE_COLUMN - 48, PREVIEW_LEAST), PREVIEW_MOST) if preview else self._help_width(rest, least)
        if preview and rest - pane < least:
            pane = max(HELP_WIDTH, rest - least)
        fits = rest - pane >= least
        shown = fits if self._help_wish is None else self._help_wish
        floor, low = WIDE_FLOOR if page is not None and page.wide else FLOOR, PREVIEW_LOW if preview else HELP_RANGE[0]
        self._place_side(below=bool(self._help_wish) and rest - low < WIDE_FLOOR)
        if rest - pane < floor:
            pane = max(low, rest - floor)
        if rail and not shown and wide >= RAIL:
            rail = self._rail = False
        if not shown and self.side.isAncestorOf(self.focusWidget() or self):
            self._follower.give_back()
        self.side.setVisible(shown)
        self._show_help.setVisible(not shown)
        self._show_preview.setVisible(not shown)
        left, right = theme.px(STEPS_RAIL if rail else steps_width), 0 if self._below_page else theme.px(pane)
        for widget, width, room, fixed in ((self._left, left, STEPS_RANGE, rail), (self.side, right, HELP_RANGE, preview)):
            if width:
                widget.setMinimumWidth(width if fixed else min(width, theme.px(room[0])))
                widget.setMaximumWidth(width if fixed else max(width, theme.px(room[1])))
        self._splitter.setSizes([left, max(1, self.width() - left - (right if shown else 0)), right if shown else 0])
        self._left_foot.setVisible(not rail)
        self._count_below()
        QTimer.singleShot(0, self, self._count_below)  # once more when the rows have the height that they want now

    def _place_side(self, *, below: bool) -> None:
        """Put the right pane below the page where it would leave too little room beside it, and back."""
        if below == self._below_page:
            return
        self._below_page = below
        focus = self.focusWidget()
        inside = focus if focus is not None and self.side.isAncestorOf(focus) else None
        if below:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(UNBOUNDED)
            self._middle.insertWidget(self._middle.indexOf(self._stack) + 1, self.side, 9)
        else:
            self._splitter.addWidget(self.side)
        restyle(self.side, role="help_below" if below else "help")
        if inside is not None:
            inside.setFocus(Qt.FocusReason.OtherFocusReason)

    def _help_width(self, rest: float, least: float) -> int:
        """As wide as somebody wants it, as long as the page keeps its room."""
        wish = _within(self._widths[1], HELP_RANGE) or HELP_WIDTH
        return min(wish, max(HELP_WIDTH, int(rest - least)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch(low=self.height() < theme.px(LOW))
        self._fold()
        self.moved.emit()


def _within(width: int, room: tuple[int, int]) -> int:
    """A width that somebody chose, within what a pane may have; 0 where nobody chose."""
    return min(max(width, room[0]), room[1]) if width > 0 else 0


def _item_of(address: str) -> str:
    """What is said about an item of a checklist is found at the item; other addresses as they are."""
    return address.removeprefix("checklist[").partition("]")[0] if address.startswith("checklist[") else address
