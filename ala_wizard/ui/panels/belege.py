"""Evidence and attachments: what lies with the application, what is still to come, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ala_wizard.calc.belege import Announcement, Piece, State, pieces, unnamed
from ala_wizard.checks.bilder import KIND as PICTURE
from ala_wizard.checks.bilder import PRINTABLE
from ala_wizard.content.schema import FieldKind, FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.model.case import Attachment
from ala_wizard.model.german import format_date, format_size
from ala_wizard.store.inbox import MEDIA_TYPES
from ala_wizard.ui import icons, theme
from ala_wizard.ui.dialog import Dialog
from ala_wizard.ui.editors.base import Editor, restyle
from ala_wizard.ui.editors.factory import make_editor
from ala_wizard.ui.editors.reading import limits_of
from ala_wizard.ui.editors.row import FieldRow, Flow
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, box, button, clear, column, link, row
from ala_wizard.ui.panels.growing import Build, GrowingPanel
from ala_wizard.ui.session import Session
from ala_wizard.ui.speech import say

STATES: dict[State, tuple[str, str]] = {"da": ("check-circle", "accent"), "kommt": ("clock", "info"), "fehlt": ("triangle", "warn")}
LONGEST = 44
"""Letters of a file name on the page; of a longer one the beginning and the ending are shown."""
LABEL = 60
AT_ONCE = 5
"""So many cards are seen first."""
OTHER = "weitere"
"""Key of what is no piece of evidence."""


def short_name(name: str, limit: int = LONGEST) -> str:
    """A file name that fits on a line: its beginning and its end."""
    return name if len(name) <= limit else f"{name[: limit - 16].rstrip()}…{name[-15:]}"


def short(words: str, limit: int = LABEL) -> str:
    """Words of the user on one line."""
    line = " ".join(words.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def lying(entry: Attachment) -> str:
    """The words for a file that lies with the application."""
    if entry.size is None:
        return text("belege.liegt_bei_ohne", name=short_name(entry.file))
    return text("belege.liegt_bei", name=short_name(entry.file), size=format_size(entry.size))


def key_of(piece: Piece) -> str:
    """What names a piece on the page, also one without words of its own."""
    return f"B:{piece.key}" if piece.key else f"Z:{piece.lines[-1].address}"


Spec = tuple[str, FieldKind, str, str]
"""Field of an attachment, its kind, its choices, and its words under `belege.`."""


def _fields(entry: Attachment) -> tuple[Spec, ...]:
    """What is asked about an attachment; of a picture also where it stands, and what can be seen."""
    found: tuple[Spec, ...] = (("title", "line", "", "titel"), ("kind", "choice", "anlageart", "art"))
    if entry.kind == PICTURE and entry.media_type in PRINTABLE:
        found += (("question", "choice", "bildplatz", "platz"), ("caption", "line", "", "unterschrift"), ("alt", "line", "", "inhalt"))
    return found


class BelegePanel(GrowingPanel):
    """Every piece of evidence with its files, then all other attachments."""

    addresses = ("attachments",)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self._deeds: dict[tuple[str, str], QWidget] = {}
        """What can have the focus, by the card it stands on and what it does."""
        self._editors: dict[str, Editor] = {}
        self._wanted: tuple[str, str] | None = None
        self._known: object = None
        self._glyph = icons.Glyph("octagon", "err", 20)
        self._message = Words("", "bold")
        self._message.setAccessibleName(text("belege.meldung"))
        said = row(column(self._glyph, "*", margins=(0, 2, 0, 0)), self._message, gap=12, margins=(16, 12, 16, 12))
        said.setStretch(1, 1)
        self._said = box("errbox", said, self)
        self._said.hide()
        self._summary = Words("", "bold")
        hint = row(icons.Glyph("shield", "info", 20), Words(text("belege.namen")), gap=12, margins=(16, 12, 16, 12))
        hint.setStretch(1, 1)
        self._cited = QVBoxLayout()
        self._others = QVBoxLayout()
        for layout in (self._cited, self._others):
            layout.setSpacing(theme.px(12))
        self.add = button(text("belege.hinzufuegen"), self._choose_other, icon="plus", parent=self)
        self._watch(self.add, OTHER, "anhaengen")
        whole = column(
            self._said,
            box("infobox", hint),
            8,
            Words(text("belege.kosten"), "section"),
            self._summary,
            self._cited,
            8,
            Words(text("belege.weitere"), "section"),
            Words(text("belege.weitere_was"), "second"),
            self._others,
            row(self.add, "*"),
            gap=12,
        )
        self.setLayout(whole)

    # -- showing ---------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the case says now; built anew only when files, pieces or their states are others."""
        case, lines = self.session.case, self.session.results.kosten.lines
        cited, bare = pieces(lines, case), unnamed(lines, case)
        used = {entry.id for piece in cited for entry in piece.files}
        others = tuple(entry for entry in case.attachments if entry.kind or entry.id not in used)
        shape = (
            [(_plain(piece), [(entry.id, entry.file, entry.size) for entry in piece.files]) for piece in (*cited, *bare)],
            [(entry.id, entry.file, entry.size, entry.evidence, _fields(entry)) for entry in others],
            [(entry.id, short(entry.title)) for entry in case.attachments if entry.id in used],
        )
        if shape != self._known:
            self._known = shape
            self._build(cited, bare, others)
        for entry in others:
            self._show_fields(entry)

    def _show_fields(self, entry: Attachment) -> None:
        """The values of an attachment, as far as its card is there."""
        for key, *_ in _fields(entry):
            editor = self._editors.get(f"attachments[{entry.id}].{key}")
            if editor is not None:
                editor.set_value(getattr(entry, key))

    def _build(self, cited: Sequence[Piece], bare: Sequence[Piece], others: Sequence[Attachment]) -> None:
        had = self._wanted or self._focused()
        self._wanted = None
        self._deeds = {(OTHER, "anhaengen"): self.add}
        self._editors = {}
        clear(self._cited)
        clear(self._others)
        states = [piece.state for piece in (*cited, *bare)]
        self._summary.setVisible(bool(states))
        counts = [(state, states.count(state)) for state in STATES if state in states]
        parts = (text(f"belege.summe_{'eins_' if count == 1 else ''}{state}", count=count) for state, count in counts)
        self._summary.set_words(text("belege.summe", parts=", ".join(parts)))
        if not states:
            self._cited.addWidget(self._nothing())
        else:
            self._cited.addWidget(Words(text("belege.ziehen"), "second"))
        cards: list[Build] = [partial(self._place, piece) for piece in cited]
        cards += [self._begin_bare] * bool(bare) + [partial(self._place, piece) for piece in bare]
        if not others:
            self._others.addWidget(Words(text("belege.weitere_leer"), "small"))
        cards += [partial(self._place_other, entry) for entry in others]
        self.grow(cards, AT_ONCE)
        if had is not None:
            self._take_focus(*had)

    def _place(self, piece: Piece) -> None:
        self._cited.addWidget(self._card(piece))

    def _begin_bare(self) -> None:
        """What stands above the rows that name no evidence."""
        self._cited.addSpacing(theme.px(8))
        self._cited.addWidget(Words(text("belege.unbenannt"), "question"))
        self._cited.addWidget(Words(text("belege.unbenannt_was"), "second"))

    def _place_other(self, entry: Attachment) -> None:
        self._others.addWidget(self._other(entry))
        self._show_fields(next((row for row in self.session.case.attachments if row.id == entry.id), entry))

    def _nothing(self) -> QFrame:
        """What to do where no cost row names evidence."""
        deed = button(text("belege.zu_den_kosten"), lambda: self.go.emit("tagessatz", "T2"), icon="coins")
        self._watch(deed, "leer", "kosten")
        return box(
            "raised",
            column(
                Words(text("belege.leer_titel"), "bold"), Words(text("belege.leer")), 6, row(deed, "*"), gap=4, margins=(20, 16, 20, 16)
            ),
            self,
        )

    def _card(self, piece: Piece) -> QFrame:
        key = key_of(piece)
        title = short(piece.title, 2 * LABEL)
        number = [Words(text("belege.nummer", number=piece.number), "small_bold", wrap=False)] if piece.number else []
        head = row(*(column(label, "*", margins=(0, 2, 0, 0)) for label in number), Words(title, "bold"), gap=12)
        head.setStretch(len(number), 1)
        items: list[QWidget | QLayout | int] = [head]
        rows = {line.address: short(line.label) or "–" for line in piece.lines}
        links: list[QWidget] = []
        if piece.number:
            lead = Words(text("belege.gehoert_zu"), "small", wrap=False)
            lead.setMinimumHeight(theme.px(24))
            links = [lead, *(self._line_link(key, address, words, words) for address, words in rows.items())]
        else:
            links = [self._line_link(key, address, text("belege.zur_kostenzeile"), words) for address, words in rows.items()]
        items.append(_strip(links, across=12))
        for entry in piece.files:
            items.append(self._file(key, entry, piece.key))
        ways = list(self._ways(piece, key, title, next(iter(rows))))
        if not piece.files:
            glyph, token = STATES[piece.state]
            said = _said(glyph, token, "; ".join(map(_coming, piece.announced)) or text("belege.fehlt"))
            if len(ways) == 1:
                said = row(column("*", said, "*"), ways.pop(), gap=16)
                said.setStretch(0, 1)
            items.append(said)
        if ways:
            items.append(_strip(ways))
        card = box("card", column(*items, gap=6, margins=(16, 12, 16, 12)), self)
        card.setProperty("piece", key)
        card.setAccessibleName(title)
        return card

    def _line_link(self, key: str, address: str, words: str, label: str) -> QPushButton:
        made = link(words, lambda: self.go.emit("tagessatz", f"{address}.evidence"))
        made.setAccessibleName(text("belege.zur_zeile", title=label))
        self._watch(made, key, address)
        return made

    def _ways(self, piece: Piece, key: str, title: str, address: str) -> Iterator[QWidget]:
        """What can be done about a piece of evidence."""
        attach = button(
            text("belege.noch_eine" if piece.files else "belege.anhaengen"),
            partial(self._choose, piece),
            "small_quiet" if piece.files else "small",
            "" if piece.files else "clip",
        )
        attach.setAccessibleName(text("belege.anhaengen_zu", title=title))
        if piece.files:
            attach.setProperty("edge", True)
        self._watch(attach, key, "anhaengen")
        yield attach
        have = {entry.id for entry in piece.files}
        if piece.number and any(entry.id not in have for entry in self.session.case.attachments):
            present = button(text("belege.vorhandene"), partial(self._offer, piece, attach), "small_quiet")
            present.setAccessibleName(text("belege.vorhandene_zu", title=title))
            self._watch(present, key, "vorhandene")
            yield present
        if piece.state == "fehlt":
            who = button(text("belege.bringt"), lambda: self.go.emit("tagessatz", f"{address}.evidence_from"), "small_quiet")
            who.setAccessibleName(text("belege.bringt_zu", title=title))
            self._watch(who, key, "bringt")
            yield who

    def _file(self, key: str, entry: Attachment, evidence: str = "") -> QLayout:
        """One attached file with its deeds."""
        there = self.session.has_file(entry)
        glyph, token = STATES["da" if there else "fehlt"]
        words = lying(entry) if there else text("belege.nicht_da", name=short_name(entry.file))
        deeds = []
        if there:
            look = link(text("belege.oeffnen"), partial(self._view, entry.id))
            look.setAccessibleName(text("belege.oeffnen_zu", name=entry.file))
            self._watch(look, key, f"oeffnen {entry.id}")
            deeds.append(look)
        away = link(text("belege.entfernen"), partial(self._remove, key, entry.id, evidence))
        away.setAccessibleName(text("belege.entfernen_zu", name=entry.file))
        self._watch(away, key, f"entfernen {entry.id}")
        deeds.append(away)
        whole = row(_said(glyph, token, words), *deeds, gap=16)
        whole.setStretch(0, 1)
        return whole

    def _other(self, entry: Attachment) -> QFrame:
        """An attachment that is no evidence, with its title and kind to edit."""
        address = f"attachments[{entry.id}]"
        fields = []
        for key, kind, choices, label in _fields(entry):
            spec = FieldSpec(label=text(f"belege.{label}"), kind=kind, choices=choices, help=text(f"belege.{label}_hilfe"))
            editor = make_editor(spec, self.session.engine.content, None, None, limits_of(Attachment, key))
            editor.set_accessible(text(f"belege.{label}_zu", name=entry.file), spec.help)
            target = f"{address}.{key}"
            editor.setProperty("address", target)
            editor.value_changed.connect(partial(self._edited, target, spec.label))
            editor.focused.connect(partial(self.help_wanted.emit, Help(spec.label, spec.help)))
            editor.left.connect(self.session.end_typing)
            self._editors[target] = editor
            self._deeds[entry.id, key] = editor.focus_widget()
            fields.append((spec.label, editor))
        items: list[QWidget | QLayout | int] = [FieldRow(fields[place : place + 2]) for place in range(0, len(fields), 2)]
        items.append(self._file(entry.id, entry))
        lost = [words for words in entry.evidence if words.strip()]
        if lost and not entry.kind:
            items.append(Words(text("belege.ohne_beleg", label=short(lost[0])), "small"))
        card = box("card", column(*items, gap=8, margins=(16, 12, 16, 12)), self)
        card.setAccessibleName(entry.title or entry.file)
        return card

    def _edited(self, address: str, label: str, value: object) -> None:
        self.session.change(address, value or "", label)

    # -- deeds -----------------------------------------------------------------

    def _choose(self, piece: Piece) -> None:
        self._take(self._ask(), piece)

    def _choose_other(self) -> None:
        self._take(self._ask(), None)

    def _ask(self) -> list[Path]:
        kinds = " ".join(f"*{ending}" for ending in MEDIA_TYPES)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, text("belege.waehlen"), str(Path.home()), f"{text('belege.dateien')} ({kinds});;{text('belege.alle')} (*)"
        )
        return [Path(name) for name in chosen]

    def _take(self, files: Sequence[Path], piece: Piece | None) -> None:
        """Attach files to a piece of evidence, or as other attachments."""
        problems: list[str] = []
        for file in files:
            QApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
            try:
                self._attach(file, piece)
            except Exception as problem:
                problems.append(str(problem) or text("belege.unerwartet"))
            finally:
                QApplication.restoreOverrideCursor()
        if files:
            self._say("\n".join(problems))

    def _attach(self, file: Path, piece: Piece | None) -> None:
        name = text("belege.verlauf_anhaengen", name=short_name(file.name))
        if piece is None:
            found = self.session.attach(file, name=name)
            self._take_focus(found.id, "title")
        elif piece.number:
            self._wanted = (key_of(piece), "anhaengen")
            self.session.attach(file, evidence=piece.key, name=name)
        else:
            address = piece.lines[-1].address
            if self.session.value(f"{address}.evidence").strip():  # the first of several files has named it
                found = self.session.attach(file, evidence=self.session.value(f"{address}.evidence").strip(), name=name)
            else:
                found = self.session.attach(file, row=address, name=name)
            self._take_focus(f"B:{found.evidence[0]}", "anhaengen")

    def _remove(self, key: str, row_id: str, evidence: str) -> None:
        """Undo is the safety: nothing is asked."""
        entry = self.session.value(f"attachments[{row_id}]")
        self._wanted = (key, "anhaengen") if evidence else (OTHER, "anhaengen")
        self._say("")
        self.session.detach(row_id, evidence, text("belege.verlauf_entfernen", name=short_name(entry.file)))

    def _view(self, row_id: str) -> None:
        if self.session.protected:  # the one copy in plain that the program makes: never without being asked for
            buttons = (text("menschen.abbrechen"), text("ganz.ansicht"))
            if Dialog(text("ganz.ansicht_titel"), text("ganz.ansicht_was"), buttons, self).ask() != 1:
                return
        try:
            place = self.session.view(self.session.value(f"attachments[{row_id}]"))
        except Exception as problem:
            self._say(str(problem) or text("belege.unerwartet"))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def _offer(self, piece: Piece, at: QWidget) -> None:
        """The files that are there already, to serve this piece too."""
        have = {entry.id for entry in piece.files}
        menu = QMenu(self)
        menu.setAccessibleName(text("belege.vorhandene"))
        for entry in self.session.case.attachments:
            if entry.id not in have:
                words = f"{short(entry.title, LONGEST)} ({short_name(entry.file)})"
                menu.addAction(words.replace("&", "&&"), partial(self._cite, piece, entry.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))

    def _cite(self, piece: Piece, row_id: str) -> None:
        entry = self.session.value(f"attachments[{row_id}]")
        self._wanted = (key_of(piece), "anhaengen")
        self.session.cite(row_id, piece.key, text("belege.verlauf_anhaengen", name=short_name(entry.file)))

    def _say(self, words: str) -> None:
        self._message.set_words(words)
        self._said.setVisible(bool(words))
        if words:
            self.shown.emit(self._said)
            say(self._said, words, urgent=True)

    # -- dragging --------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()
        self._mark(self._card_at(event.position().toPoint()))

    def dragLeaveEvent(self, _event: QEvent) -> None:
        self._mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(None)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            self._say(text("belege.keine_datei"))
            return
        event.acceptProposedAction()
        card = self._card_at(event.position().toPoint())
        key = card.property("piece") if card is not None else ""
        lines, case = self.session.results.kosten.lines, self.session.case
        known = (*pieces(lines, case), *unnamed(lines, case))
        self._take(files, next((piece for piece in known if key_of(piece) == key), None))

    def _card_at(self, place: QPoint) -> QFrame | None:
        found = self.childAt(place)
        while found is not None and found is not self:
            if isinstance(found, QFrame) and found.property("piece"):
                return found
            found = found.parentWidget()
        return None

    def _mark(self, wanted: QFrame | None) -> None:
        """Show on which piece a file would land."""
        for card in self.findChildren(QFrame):
            if card.property("piece"):
                restyle(card, role="card_selected" if card is wanted else "card")

    # -- focus -----------------------------------------------------------------

    def _watch(self, widget: QWidget, key: str, deed: str) -> None:
        self._deeds[key, deed] = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            part = self.session.engine.content.part_of["belege"]
            self.help_wanted.emit(Help(part.title, part.help, (), "", part.source))
        return super().eventFilter(watched, event)

    def _focused(self) -> tuple[str, str] | None:
        focus = QApplication.focusWidget()
        return next((place for place, widget in self._deeds.items() if widget is focus), None) if focus is not None else None

    def _take_focus(self, key: str, deed: str) -> None:
        """Put the focus on a deed, on another of the same card, or on the button that is always there."""
        self.complete()
        same = next((widget for (card, _), widget in self._deeds.items() if card == key), self.add)
        self._deeds.get((key, deed), same).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_at(self, address: str = "") -> bool:
        """Go to an attachment; without one, or where it is gone, to the first thing to do."""
        row_id = address.removeprefix("attachments[").partition("]")[0]
        if address:
            self.complete()
        found = next((widget for (card, deed), widget in self._deeds.items() if card == row_id or deed.endswith(f" {row_id}")), None)
        if not address or found is None:
            first = (widget for (card, _), widget in self._deeds.items() if card != OTHER)
            found = next(first, self.add)
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _plain(piece: Piece) -> tuple[object, ...]:
    """What is seen of a piece."""
    return piece.number, piece.key, piece.title, tuple((line.address, line.label) for line in piece.lines), piece.announced


def _coming(announced: Announcement) -> str:
    who = short(announced.who)
    return text("belege.kommt_bis", who=who, due=format_date(announced.due)) if announced.due else text("belege.kommt", who=who)


def _said(glyph: str, token: str, words: str) -> QLayout:
    """A state in words with its sign."""
    whole = row(column(icons.Glyph(glyph, token, 18), "*", margins=(0, 4, 0, 0)), Words(words), gap=8)
    whole.setStretch(1, 1)
    return whole


def _strip(widgets: Sequence[QWidget], across: int = 8) -> QWidget:
    """Things side by side that go on below where they do not fit."""
    strip = QWidget()
    flow = Flow(strip, across=across, down=4)
    for widget in widgets:
        flow.addWidget(widget)
    return strip
