"""Totals and boxes below rooms and equipment; the way against the week plan; partners step by step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from ala_wizard.content.vorlagen import covers, vorlagen
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.panels.anfahrt import AnfahrtPanel
from ala_wizard.ui.panels.listen import RaeumePanel
from ala_wizard.ui.panels.partner import PartnerPanel, Progress
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain

Key = Qt.Key


def rooms_panel(screen: Screen) -> RaeumePanel:
    """The panel below the rooms, in sight."""
    found = screen.panel("K7.1")
    assert isinstance(found, RaeumePanel)
    screen.workspace.page.ensureWidgetVisible(found)
    screen.settle()
    return found


def box(screen: Screen, name: str) -> CheckBox:
    """The box of an idea."""
    found = rooms_panel(screen).ideas.boxes[name]
    screen.workspace.page.ensureWidgetVisible(found)
    screen.settle()
    return found


def test_a_tick_puts_a_room_into_the_list_and_takes_it_out_again(opened: Opened) -> None:
    screen = opened("leer", step="k07")
    assert not box(screen, "Ruheraum").isChecked()
    screen.click(box(screen, "Ruheraum"))
    (room,) = screen.case.rooms
    assert (room.name, room.sanitary, room.status) == ("Ruheraum", "ja", "")
    assert screen.session.undo_name == "Ruheraum in die Liste genommen"
    assert box(screen, "Ruheraum").isChecked()
    assert "noch ohne Stand" in screen.said("K7.1") and "Die Fläche fehlt noch: Ruheraum." in screen.said("K7.1")
    box(screen, "Ruheraum").setFocus()
    screen.key(Key.Key_Space)
    assert screen.case.rooms == ()
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.rooms == (room,) and box(screen, "Ruheraum").isChecked()


def test_a_room_with_own_words_is_never_taken_away(opened: Opened) -> None:
    screen = opened(step="k07")
    before = screen.case.rooms
    assert box(screen, "Ruheraum").isChecked() and box(screen, "Umkleide").isChecked()
    screen.click(box(screen, "Umkleide"))
    assert screen.case.rooms == before and box(screen, "Umkleide").isChecked()
    assert "„Umkleide“ steht mit eigenen Angaben in der Tabelle." in screen.said("K7.1")


def test_totals_of_rooms_and_equipment(opened: Opened) -> None:
    """Sample: 10 rooms with 292 m² there, one with 16 planned; equipment by hand from the table."""
    screen = opened(step="k07")
    said = screen.said("K7.1").split("\n")
    at = said.index("Zusammen")
    assert said[at : at + 3] == ["Zusammen", "11", "308,0"]
    assert "Das sind 38,5 m² je Platz, bei 8 Plätzen." in said
    assert "Nur über Stufen zu erreichen: Mosterei." in screen.said("K7.1")
    price = sum(line.price or 0 for line in screen.case.equipment)
    funding = sum(line.funding or 0 for line in screen.case.equipment)
    shown = screen.said("K7.4").split("\n")
    at = shown.index("Zusammen")
    figures = [figure.replace(".", "").replace(",", ".") for figure in shown[at + 2 : at + 5]]
    assert [float(figure) for figure in figures] == [float(price), float(funding), float(price - funding)]


def test_every_idea_knows_itself() -> None:
    """What a tick puts into the list is recognised there."""
    for room in vorlagen().rooms:
        assert covers(room.words, room.name, room.use), room.name
    for thing in vorlagen().equipment:
        assert covers(thing.words, thing.name), thing.name


def test_the_way_is_compared_with_the_week_plan(opened: Opened) -> None:
    """The sample's days go from 8:00 to 15:30; ten minutes on foot."""
    screen = opened(step="k03")
    assert isinstance(screen.panel("K3.5"), AnfahrtPanel)
    assert "Um 7:52 Uhr ist man auf dem Hof, um 8:00 Uhr beginnt die Arbeit. Das passt." in screen.said("K3.5")
    screen.fill("offer.arrival", "8:05")
    assert "Um 8:15 Uhr ist man erst auf dem Hof. Das ist zu spät: Montag 15 Minuten, Dienstag 15 Minuten" in screen.said("K3.5")
    screen.fill("offer.departure", "16:30")
    assert "Die Arbeit endet um 15:30 Uhr, los geht man erst um 16:20 Uhr. Wer ist in den 50 Minuten da?" in screen.said("K3.5")
    screen.fill("offer.way_minutes", "75")
    assert "Der längste Weg dauert 75 Minuten." in screen.said("K3.5")
    screen.click(screen.button("Zum Wochenplan", screen.panel("K3.5")))
    assert screen.step == "k06"


def test_neither_bus_nor_transport_is_asked_about(opened: Opened) -> None:
    screen = opened("leer", step="k03")
    assert not screen.panel("K3.5").isVisible()
    screen.fill("offer.stop", "keine")
    screen.editor("offer.transport_service").focus_widget().setFocus()
    screen.key(Key.Key_N)
    assert "Es gibt weder Haltestelle noch Fahrdienst. Wie kommen die Menschen zum Hof?" in screen.said("K3.5")


def test_partners_go_on_step_by_step(opened: Opened) -> None:
    screen = opened(step="k03")
    found = screen.panel("K3.6")
    assert isinstance(found, PartnerPanel)
    screen.workspace.page.ensureWidgetVisible(found)
    screen.settle()
    place = next(number for number, one in enumerate(screen.case.partners) if one.state == "angefragt")
    partner = screen.case.partners[place]
    bar = found.findChildren(Progress)[place]
    heard = QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name)
    assert heard == f"{partner.name}: Angefragt, 2 von 5"
    deed = next(b for b in found.findChildren(type(screen.button("Jetzt:", found))) if b.property("partner") == partner.id)
    screen.workspace.page.ensureWidgetVisible(deed)
    deed.setFocus()
    screen.key(Key.Key_Return)
    assert screen.case.partners[place].state == "im_gespraech"
    assert screen.session.undo_name == "Stand des Partners: Im Gespräch"
    assert screen.focus.property("partner") == partner.id, "the focus stays on the line"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.partners[place].state == "angefragt"


def test_the_next_date_stands_beside_the_partner(opened: Opened) -> None:
    screen = opened(step="k03")
    first = screen.case.partners[0].id
    screen.session.change(f"partners[{first}].next_date", date(2027, 3, 12), "Termin")
    screen.settle()
    assert "Vereinbart · nächster Termin 12.03.2027" in screen.said("K3.6")


def test_who_is_missing_can_be_planned(opened: Opened) -> None:
    screen = opened("leer", step="k03")
    found = screen.panel("K3.6")
    assert isinstance(found, PartnerPanel)
    assert "Von den 10 Arten aus dem Handbuch sind 10 noch nicht dabei." in plain(found.missing_words.text())
    screen.workspace.page.ensureWidgetVisible(found)
    screen.settle()
    screen.click(found.fold.opener)
    deed = screen.button("Kontakt planen", found)
    screen.workspace.page.ensureWidgetVisible(deed)
    screen.settle()
    screen.click(deed)
    (partner,) = screen.case.partners
    assert (partner.kind, partner.state, partner.name) == ("N1", "geplant", "")
    assert "sind 9 noch nicht dabei" in found.missing_words.text()
    screen.type("Wohngruppe Lindenhof")
    screen.key(Key.Key_Return)
    assert screen.case.partners[0].name == "Wohngruppe Lindenhof"
