"""Rooms and equipment added up, and what one easily forgets, to tick (K7.1, K7.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ala_wizard.calc.ausstattung import geraete, raeume, stufen, zu_hoch_gefoerdert
from ala_wizard.content.texts import text
from ala_wizard.content.vorlagen import EquipmentIdea, RoomIdea, covers, vorlagen
from ala_wizard.model.base import Row
from ala_wizard.model.farm import Equipment, Room
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.ui import theme
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.kit import FigureRow, FigureTable, Words
from ala_wizard.ui.panels.base import Panel
from ala_wizard.ui.sentences import Sentence, Sentences
from ala_wizard.ui.session import Session

Idea = RoomIdea | EquipmentIdea


class Ideas(QWidget):
    """Boxes for what is easily forgotten: ticked when it stands in the list, and a tick puts it there."""

    def __init__(self, ideas: Sequence[Idea], toggled: Callable[[Idea, bool], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, CheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(4))
        for place, idea in enumerate(ideas):
            box = CheckBox(idea.name, self)
            box.setToolTip(idea.use if isinstance(idea, RoomIdea) else idea.purpose)
            box.setAccessibleDescription(box.toolTip())
            box.clicked.connect(lambda on, idea=idea: toggled(idea, on))
            self.boxes[idea.name] = box
            grid.addWidget(box, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)


class ListPanel(Panel):
    """Totals, sentences, and boxes below a table."""

    target = ""
    key = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.table = FigureTable(self.heads())
        self.sentences = Sentences(self)
        self.ideas = Ideas(self.every_idea(), self._ticked, self)
        self.answer = Words("", "info")
        self.answer.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(self.table)
        whole.addWidget(self.sentences)
        whole.addWidget(Words(text(f"listen.{self.key}_ideen"), "bold"))
        whole.addWidget(self.ideas)
        whole.addWidget(self.answer)

    def heads(self) -> list[str]:
        """Heads of the totals."""
        raise NotImplementedError

    def every_idea(self) -> Sequence[Idea]:
        """What is offered."""
        raise NotImplementedError

    def made(self, idea: Idea) -> Row:
        """The row of an idea."""
        raise NotImplementedError

    def rows(self) -> list[FigureRow]:
        """The totals."""
        raise NotImplementedError

    def said(self) -> list[Sentence]:
        """What the totals mean."""
        raise NotImplementedError

    def refresh(self) -> None:
        rows = self.rows()
        self.table.setVisible(bool(rows))
        self.table.show_rows(rows)
        self.sentences.say(self.said())
        for idea in self.every_idea():
            self.ideas.boxes[idea.name].setChecked(bool(self._found(idea)))

    def _found(self, idea: Idea) -> list[Row]:
        """The rows that are it already."""
        return [row for row in self.session.value(self.target) if covers(idea.words, _words(row))]

    def _ticked(self, idea: Idea, on: bool) -> None:
        self.answer.hide()
        rows: tuple[Row, ...] = self.session.value(self.target)
        if on:
            self.session.end_typing()
            name = text("listen.dazu", name=idea.name)
            self.session.change(self.target, (*rows, self.made(idea)), name, f"{self.target}|idee:{idea.name}")
            self.session.end_typing()
            return
        fresh = self.made(idea).model_dump(exclude={"id"})
        untouched = [row for row in self._found(idea) if row.model_dump(exclude={"id"}) == fresh]
        if untouched and len(untouched) == len(self._found(idea)):
            gone = {row.id for row in untouched}
            self.session.end_typing()
            kept = tuple(row for row in rows if row.id not in gone)
            self.session.change(self.target, kept, text("listen.weg", name=idea.name), f"{self.target}|idee:{idea.name}")
            self.session.end_typing()
            return
        self.answer.set_words(text("listen.schon_da", name=idea.name))
        self.answer.show()
        self.refresh()


def _words(row: Row) -> str:
    return f"{row.name} {row.use}" if isinstance(row, Room) else row.name if isinstance(row, Equipment) else ""


class RaeumePanel(ListPanel):
    """Rooms."""

    target = "rooms"
    key = "raeume"

    def heads(self) -> list[str]:
        return [text("listen.stand"), text("listen.raeume"), text("listen.flaeche")]

    def every_idea(self) -> Sequence[Idea]:
        return vorlagen().rooms

    def made(self, idea: Idea) -> Row:
        assert isinstance(idea, RoomIdea)
        return Room(name=idea.name, use=idea.use, sanitary=idea.sanitary)

    def rows(self) -> list[FigureRow]:
        rooms = self.session.case.rooms
        if not rooms:
            return []
        label = self.session.engine.content.label
        states = [
            ("vorhanden", label("room_status", "vorhanden")),
            ("geplant", label("room_status", "geplant")),
            ("", text("listen.ohne_stand")),
        ]
        sums = [(words, raeume(rooms, state)) for state, words in states]
        found: list[FigureRow] = [("row", (words, str(one.anzahl), format_decimal(one.flaeche, 1))) for words, one in sums if one.anzahl]
        area = sum((one.flaeche for _, one in sums), Decimal(0))
        return [*found, ("total", (text("listen.zusammen"), str(len(rooms)), format_decimal(area, 1)))]

    def said(self) -> list[Sentence]:
        case = self.session.case
        if not case.rooms:
            return []
        found: list[Sentence] = []
        area = sum((room.area_m2 for room in case.rooms if room.area_m2 is not None), Decimal(0))
        if case.offer.places_target and area:
            each = format_decimal(area / case.offer.places_target, 1)
            found.append(("hinweis", text("listen.je_platz", each=each, places=case.offer.places_target)))
        without = [room.name.strip() or text("listen.ohne_namen") for room in case.rooms if room.area_m2 is None]
        if without:
            found.append(("achtung", text("listen.ohne_flaeche", names=", ".join(without))))
        steps, unknown = stufen(case.rooms)
        if steps:
            found.append(("hinweis", text("listen.mit_stufen", names=", ".join(name or text("listen.ohne_namen") for name in steps))))
        elif not unknown:
            found.append(("gut", text("listen.ohne_stufen")))
        return found


class AusstattungPanel(ListPanel):
    """Equipment."""

    target = "equipment"
    key = "geraete"

    def heads(self) -> list[str]:
        return [text("listen.stand"), text("listen.zeilen"), text("listen.preis"), text("listen.foerderung"), text("listen.eigen")]

    def every_idea(self) -> Sequence[Idea]:
        return vorlagen().equipment

    def made(self, idea: Idea) -> Row:
        assert isinstance(idea, EquipmentIdea)
        return Equipment(name=idea.name, purpose=idea.purpose)

    def rows(self) -> list[FigureRow]:
        lines = self.session.case.equipment
        if not lines:
            return []
        label = self.session.engine.content.label
        states = [(state, label("equipment_status", state)) for state in ("vorhanden", "anschaffen")] + [("", text("listen.ohne_stand"))]
        sums = [(words, geraete(lines, state)) for state, words in states]
        found: list[FigureRow] = [
            ("row", (words, str(one.zeilen), *_amounts(one.preis, one.foerderung))) for words, one in sums if one.zeilen
        ]
        price = sum((one.preis for _, one in sums), Decimal(0))
        funding = sum((one.foerderung for _, one in sums), Decimal(0))
        return [*found, ("total", (text("listen.zusammen"), str(len(lines)), *_amounts(price, funding)))]

    def said(self) -> list[Sentence]:
        lines = self.session.case.equipment
        found: list[Sentence] = []
        missing = geraete(lines, "anschaffen").ohne_preis
        if missing:
            found.append(("achtung", text("listen.ein_preis_fehlt" if missing == 1 else "listen.preise_fehlen", count=missing)))
        high = zu_hoch_gefoerdert(lines)
        if high:
            found.append(("achtung", text("listen.foerderung_hoch", names=", ".join(high))))
        if geraete(lines, "anschaffen").foerderung:
            found.append(("hinweis", text("listen.foerderung_abziehen")))
        return found


def _amounts(price: Decimal, funding: Decimal) -> tuple[str, str, str]:
    return format_money(price), format_money(funding), format_money(price - funding)
