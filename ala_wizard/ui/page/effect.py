"""What a change does, beside the field while one still thinks about it: old and new figures, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ala_wizard.checks.effects import Effect
from ala_wizard.content.effects import effective
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.documents.values import shown, with_unit
from ala_wizard.model import path
from ala_wizard.model.case import Case
from ala_wizard.model.path import AddressError
from ala_wizard.ui import icons, theme
from ala_wizard.ui.bits import Bits
from ala_wizard.ui.editors.row import Flow
from ala_wizard.ui.kit import FigureTable, Words, box, button, clear, column, link, row
from ala_wizard.ui.session import Session
from ala_wizard.ui.speech import say

FIGURES = 3
"""Figures that are shown at once; the others fold out."""
PLACES = 3
"""Places that are listed at once."""
SIGNS = {
    "schwelle": ("flag", "info"),
    "deckung": ("triangle", "warn"),
    "widerspruch": ("triangle", "warn"),
    "text": ("pencil", "ink2"),
    "angabe": ("check", "accent"),
    "bezug": ("people", "ink2"),
    "ruht": ("clock", "info"),
    "unterlage": ("file", "ink2"),
}
"""Sign and colour of each kind of effect."""
AHEAD = frozenset({"zahl", "schwelle", "deckung", "widerspruch", "text", "angabe", "bezug", "ruht"})
"""Kinds that make a change worth a word; that papers read differently goes without saying."""


GONE = object()


@dataclass
class Watched:
    """A value from the moment at which its field got the focus."""

    address: str
    spec: FieldSpec
    old: Any
    widget: QWidget


class EffectLine(QWidget):
    """One consequence in words, with the way to its place."""

    go = Signal(str)

    def __init__(self, effect: Effect, *, linked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        glyph, token = SIGNS[effect.kind]
        items: list[QWidget] = [Words(effect.label, "small_ink")]
        if linked:
            jump = link(text("wirkung.ansehen"), lambda: self.go.emit(effect.address), self)
            jump.setAccessibleName(f"{text('wirkung.ansehen')}: {effect.label}")
            items.append(jump)
        line = row(column(icons.Glyph(glyph, token, 18), "*", margins=(0, 1, 0, 0)), *items, gap=8)
        line.setStretch(1, 1)
        if linked:
            line.setAlignment(items[-1], Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


class EffectCard(QWidget):
    """Below a field whose value was changed; there as long as nobody said that it may stay."""

    go = Signal(str)
    """Address to look at."""
    placed = Signal(QWidget)
    """The card belongs below this widget now."""
    done = Signal(QWidget)
    """The change was answered; the focus goes back to this widget."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._watched: Watched | None = None
        self._next: Watched | None = None
        self._known: tuple[Effect, ...] = ()
        self._weighing: Bits[tuple[Effect, ...]] = Bits(self)
        self._weighed: tuple[Case, Case] | None = None
        """Between which two cases the effects are known, or under way."""
        self._all = False
        self._head = Words("", "bold")
        self._figures = FigureTable(("", text("wirkung.bisher"), text("wirkung.jetzt")))
        self._more = link("", self._show_all)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(6))
        self.keep = button(text("wirkung.lassen"), self.dismiss, "small")
        self.back = button("", self.take_back, "small", "undo")
        self._esc = Words(text("wirkung.esc"), "small", wrap=False)
        self._esc.setMinimumHeight(theme.px(30))  # as high as the buttons beside it, so that all stand on one line
        deeds = QWidget(self)
        line = Flow(deeds, 12, 8)
        for made in (self.keep, self.back, self._esc):
            line.addWidget(made)
        inner = column(self._head, 12, deeds, 12, self._figures, 8, self._lines, 6, self._more, margins=(16, 12, 16, 12))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.px(12), 0, 0)
        whole.addWidget(box("raised", inner))
        self.hide()

    def watch(self, address: str, spec: FieldSpec, widget: QWidget) -> None:
        """A field got the focus: remember what stands there. A change that was not answered yet stays in sight meanwhile."""
        if effective().of(address) is None or (self._next is not None and self._next.address == address):
            return
        if self._watched is not None and self._watched.address == address and not self.isHidden():
            self._next = self._watched
            return
        self.refresh()
        self._next = Watched(address, spec, path.get(self._session.case, address), widget)

    def leave(self) -> None:
        """The field was left: the next visit starts from what stands there then."""
        self.refresh()
        self._next = None

    def dismiss(self) -> None:
        """The change stays as it is."""
        widget, inside = self._put_away(), self.hasFocus() or self.isAncestorOf(self.focusWidget() or self)
        if widget is not None and inside:
            self.done.emit(widget)

    def take_back(self) -> None:
        """Put the old value back; one step of undo."""
        watched = self._watched
        if watched is None:
            return
        name = text("wirkung.verlauf", old=self._words(watched, watched.old), what=watched.spec.label)
        self._put_away()
        self._session.end_typing()
        self._session.change(watched.address, watched.old, name)
        self._session.end_typing()
        self.done.emit(watched.widget)

    def _put_away(self) -> QWidget | None:
        widget = self._watched.widget if self._watched is not None else None
        self._watched, self._next, self._all = None, None, False
        self._silent()
        return widget

    def refresh(self) -> None:
        """Say what the change does, or be silent where there is none."""
        if self._next is not None and self._next is not self._watched and self._now(self._next) not in (self._next.old, GONE):
            self._watched, self._known, self._weighed, self._all = self._next, (), None, False
            self.placed.emit(self._watched.widget)
        watched = self._watched
        if watched is None:
            return
        now = self._now(watched)
        if now is GONE or now == watched.old:
            self._silent()
            return
        sides = (path.replace(self._session.case, watched.address, watched.old), self._session.case)
        if sides != self._weighed:
            self._weighed = sides
            self._weighing.start(self._session.engine.effects(*sides), lambda found: self._tell(watched, now, found))

    @property
    def busy(self) -> bool:
        """Is it still being reckoned what a change does?"""
        return self._weighing.busy

    def _tell(self, watched: Watched, now: Any, found: tuple[Effect, ...]) -> None:
        """Show what came out; a first answer is no change of mind."""
        if watched.old in (None, "", ()):
            found = tuple(effect for effect in found if effect.kind in ("ruht", "unterlage"))
        if not any(effect.kind in AHEAD for effect in found):
            self._known = ()
            self.hide()
            return
        appears = self.isHidden()
        head = text(
            "wirkung.von_auf",
            label=watched.spec.label.rstrip("?"),
            old=self._words(watched, watched.old),
            new=self._words(watched, now),
        )
        self._head.set_words(head)
        self.setAccessibleName(head)
        self.back.setText(text("wirkung.zurueck", old=self._words(watched, watched.old)))
        if found != self._known or appears:
            self._known = found
            self._fill()
        self.show()
        if appears:
            say(self, f"{head}. {self._spoken()}")

    def _silent(self) -> None:
        self._weighing.stop()
        self._known, self._weighed = (), None
        self.hide()

    def _spoken(self) -> str:
        """The first consequences, for a screen reader."""
        figures = [f"{effect.label}: {effect.old}, {effect.new}" for effect in self._known if effect.kind == "zahl"]
        others = [effect.label for effect in self._known if effect.kind != "zahl"]
        return ". ".join([*figures[:2], *others[:2], text("wirkung.esc")])

    def _fill(self) -> None:
        figures = [effect for effect in self._known if effect.kind == "zahl"]
        others = [effect for effect in self._known if effect.kind != "zahl"]
        shown_now = figures if self._all else figures[:FIGURES]
        self._figures.show_rows([("row", (effect.label, (effect.old, "second"), (effect.new, "bold"))) for effect in shown_now])
        self._figures.setVisible(bool(figures))
        hidden = len(figures) - len(shown_now)
        listed: list[Effect] = []
        for kind in ("schwelle", "deckung", "widerspruch", "ruht", "text", "angabe", "bezug", "unterlage"):
            same = [effect for effect in others if effect.kind == kind]
            kept = same if self._all else same[:PLACES]
            hidden += len(same) - len(kept)
            listed += kept
        self._more.setText(text("wirkung.mehr", count=hidden))
        self._more.setVisible(hidden > 0)
        clear(self._lines)
        for effect in listed:
            line = EffectLine(effect, linked=bool(effect.address) and effect.kind in ("text", "angabe", "bezug", "widerspruch", "deckung"))
            line.go.connect(self.go)
            self._lines.addWidget(line)

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _now(self, watched: Watched) -> Any:
        """What stands there; GONE where the row does not exist any more."""
        try:
            return path.get(self._session.case, watched.address)
        except AddressError:
            return GONE

    def _words(self, watched: Watched, value: Any) -> str:
        if isinstance(value, bool):
            return text("editor.ja" if value else "editor.nein")
        words = shown(watched.spec, value, self._session.case, self._session.engine.content)
        return with_unit(watched.spec, words, watched.spec.label) if words else text("wirkung.ohne_wert")


def consequences(effects: Sequence[Effect]) -> tuple[str, list[tuple[str, str]]]:
    """What a removal means, for a dialog: sentences one below the other, and figures old → new."""
    figures = [(effect.label, f"{effect.old} → {effect.new}") for effect in effects if effect.kind == "zahl"][: FIGURES + 2]
    lost = [effect.label for kind in ("bezug", "deckung", "schwelle", "widerspruch") for effect in effects if effect.kind == kind]
    shown_now = lost[: PLACES + 2]
    if len(lost) > len(shown_now):
        shown_now.append(text("wirkung.und_weitere", count=len(lost) - len(shown_now)))
    return "\n\n".join(shown_now), figures
