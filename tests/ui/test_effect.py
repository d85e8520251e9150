"""Changed your mind? What a change means stands beside the field at once, and one key takes it back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.core import reckon
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_money
from ala_wizard.model.path import replace
from ala_wizard.ui.page.effect import EffectCard
from tests.ui.conftest import NOON, Opened
from tests.ui.screen import CONTROL, Screen, answering, plain

Key = Qt.Key
FARM = sample("hof-sonnenwiese")
PLACES = "offer.places_target"


def farm() -> Case:
    """The sample farm, whose forecast follows its places and whose text names them in a word."""
    case = replace(FARM, "kostenkalkulation.belegte_plaetze", None)
    return replace(case, "answers[K3.1]", "Bei uns arbeiten acht neue Menschen. Der Hof hat 8 Hektar.")


def card(screen: Screen) -> EffectCard:
    """The one card on the page that shows something."""
    (found,) = cards(screen)
    return found


def cards(screen: Screen) -> list[EffectCard]:
    """The cards that show something, as soon as all is reckoned."""
    there = screen.workspace.page.findChildren(EffectCard)
    screen.qtbot.waitUntil(lambda: not any(entry.busy for entry in there))
    return [entry for entry in there if entry.isVisible()]


def retype(screen: Screen, address: str, typed: str) -> None:
    screen.enter(address)
    screen.key(Key.Key_A, CONTROL)
    screen.type(typed)
    screen.session.check_now()
    screen.settle()
    cards(screen)


def test_places_show_what_they_change(opened: Opened) -> None:
    """From 8 to 13: the rate, the hours (13 × 3,33 …), the second Gruppenleitung, and the text that still says eight."""
    screen = opened(farm(), "k03")
    old = reckon(screen.case, content(), NOON.date())
    assert cards(screen) == []
    retype(screen, PLACES, "13")
    new = reckon(screen.case, content(), NOON.date())
    said = plain("\n".join(screen.words(card(screen))))
    assert "Plätze im Ziel: bisher 8, jetzt 13" in said
    for result in (old, new):
        assert plain(format_money(result.kosten.tagessatz_angesetzt, "€")) in said
        assert plain(format_money(result.ergebnis.arbeitsergebnis, "€")) in said
    assert "Neu ab 13: Eine zweite Gruppenleitung ist nötig." in said
    assert "steht noch „acht neue Menschen“" in said
    assert "8 Hektar" not in said


@pytest.mark.parametrize("way", ["escape", "button"])
def test_one_key_or_one_button_takes_it_back(opened: Opened, way: str) -> None:
    screen = opened(farm(), "k03")
    before = screen.case
    retype(screen, PLACES, "13")
    if way == "escape":
        screen.key(Key.Key_Escape)
    else:
        screen.click(screen.button("Zurück auf 8"))
    assert screen.case == before
    assert cards(screen) == []
    assert screen.editor(PLACES).focus_widget().hasFocus()
    assert screen.session.undo_name == "Zurück auf 8: Plätze im Ziel"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.offer.places_target == 13
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == before


def test_it_may_stay_and_the_next_change_starts_there(opened: Opened) -> None:
    screen = opened(farm(), "k03")
    retype(screen, PLACES, "13")
    screen.click(screen.button("So lassen"))
    assert cards(screen) == []
    assert screen.case.offer.places_target == 13
    screen.enter("offer.places_start")
    retype(screen, PLACES, "14")
    assert screen.words(card(screen))[0] == "Plätze im Ziel: bisher 13, jetzt 14"


def test_typing_the_old_value_again_is_no_change(opened: Opened) -> None:
    screen = opened(farm(), "k03")
    retype(screen, PLACES, "13")
    assert cards(screen)
    retype(screen, PLACES, "8")
    assert cards(screen) == []


def test_a_first_answer_is_no_change_of_mind(opened: Opened) -> None:
    screen = opened("leer", "k03")
    retype(screen, PLACES, "13")
    assert cards(screen) == []


def test_a_cell_of_the_calculation(opened: Opened) -> None:
    screen = opened(farm(), "tagessatz")
    before = screen.case
    number = next(place for place, line in enumerate(before.kostenkalkulation.personal) if line.hours)
    screen.enter_cell("kostenkalkulation.personal", number, "hours")
    screen.type("9")
    screen.key(Key.Key_Return)
    screen.session.check_now()
    said = plain("\n".join(screen.words(card(screen))))
    assert "Tagessatz" in said and "jetzt 9" in said
    card(screen).take_back()
    assert screen.case == before


def test_a_switch_says_what_rests(opened: Opened) -> None:
    case = replace(replace(farm(), "planung.transport_km", Decimal("64.5")), "offer.transport_service", "ja")
    screen = opened(case, "k03")
    screen.editor("offer.transport_service").focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_N)
    screen.session.check_now()
    said = plain("\n".join(screen.words(card(screen))))
    assert "Gibt es einen Fahrdienst: bisher ja, jetzt nein" in said
    assert "ruhen dann" in said or "ruht dann" in said
    screen.key(Key.Key_Escape)
    assert screen.case.offer.transport_service == "ja"


def test_who_leaves_the_page_lets_it_stand(opened: Opened) -> None:
    screen = opened(farm(), "k03")
    retype(screen, PLACES, "13")
    screen.click_step("k04")
    screen.click_step("k03")
    assert cards(screen) == []
    assert screen.case.offer.places_target == 13


def remove_first(screen: Screen, answer: str) -> list[str]:
    """Remove the first person by keys; gives what the dialog said."""
    screen.enter_cell("people", 0, "name")
    table = screen.table("people")

    def press() -> None:
        screen.click(table.remove_button)

    return [f"{dialog.title}\n{dialog.words}" for dialog in answering(answer, press)]


def test_a_person_with_functions_does_not_go_unasked(opened: Opened) -> None:
    screen = opened(FARM, "k08")
    before = screen.case
    (said,) = remove_first(screen, "Behalten")
    said = plain(said)
    assert said.startswith("„Hofleitung“ entfernen?")
    assert "Leitung: 3,50 Stunden je Woche sind dann nicht mehr geplant." in said
    assert "kümmert sich um" in said or "weitere Stellen" in said
    assert screen.case == before
    assert screen.table("people").model.rowCount() == len(before.people)
    remove_first(screen, "Entfernen")
    assert [person.id for person in screen.case.people] == [person.id for person in before.people[1:]]
    assert screen.session.undo_name.startswith("Zeile entfernt: ")
    screen.window.act_undo.trigger()
    assert screen.case == before


def test_a_person_nobody_refers_to_goes_at_once(opened: Opened) -> None:
    case = Case.model_validate({"people": [{"id": "p", "name": "Neu"}, {"id": "q", "name": "Anders"}]})
    screen = opened(case, "k08")
    assert remove_first(screen, "Behalten") == []
    assert [person.id for person in screen.case.people] == ["q"]


def test_a_row_goes_with_what_could_not_be_read_in_it(opened: Opened) -> None:
    """One step of undo brings back both."""
    case = Case.model_validate({"people": [{"id": "p", "name": "Neu"}], "unread": {"people[p].contract_hours": "viele"}})
    screen = opened(case, "k08")
    assert remove_first(screen, "Behalten") == []
    assert screen.case == Case.model_validate({**case.model_dump(), "people": [], "unread": {}})
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == case


def test_a_key_while_it_is_reckoned_is_not_lost(opened: Opened) -> None:
    """What a change means is reckoned bit by bit; the card that comes speaks of what was typed last."""
    screen = opened(farm(), "k03")
    screen.enter(PLACES)
    screen.key(Key.Key_A, CONTROL)
    screen.type("1")
    screen.session.check_now()
    assert any(entry.busy for entry in screen.workspace.page.findChildren(EffectCard))
    screen.type("4")
    screen.session.check_now()
    assert screen.words(card(screen))[0] == "Plätze im Ziel: bisher 8, jetzt 14"
