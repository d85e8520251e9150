"""Answers that rest: gone from the page but named there, brought back unchanged, all of it one step of undo each."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt

from ala_wizard.content.samples import sample
from ala_wizard.model.path import replace
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, plain

Key = Qt.Key
FARM = sample("hof-sonnenwiese")


def test_the_transport_rests_and_comes_back(opened: Opened) -> None:
    """Said no on one page, an answer rests on another one and says so; the button there brings it back."""
    case = replace(replace(FARM, "planung.transport_km", Decimal("64.5")), "offer.transport_service", "ja")
    screen = opened(case, "nebenrechnungen")
    before = screen.case
    assert screen.editor("planung.transport_km").isVisible()
    screen.click_step("k03")
    screen.enter("offer.transport_service")
    screen.key(Key.Key_N)
    assert screen.case.offer.transport_service == "nein"
    screen.click_step("nebenrechnungen")
    assert not screen.editor("planung.transport_km").isVisible()
    words = plain("\n".join(screen.words()))
    assert "Antworten ruhen: „Kilometer am Tag“" in words or "1 Antwort ruht: „Kilometer am Tag“" in words
    assert "64,5" not in words
    screen.click(screen.button("Ansehen"))
    assert "Kilometer am Tag: 64,5" in plain("\n".join(screen.words()))
    assert screen.case.planung.transport_km == Decimal("64.5")
    back = screen.button("Wieder einschalten")
    back.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    assert screen.editor("planung.transport_km").isVisible()
    assert screen.session.undo_name == "Wieder eingeschaltet: Gibt es einen Fahrdienst?"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.offer.transport_service == "nein"
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == before


def test_a_field_is_asked_only_where_it_counts(opened: Opened) -> None:
    screen = opened(FARM, "arbeitsentgelt")
    rate = screen.editor("arbeitsentgelt.u2_satz")
    assert not rate.isVisible()
    screen.enter("arbeitsentgelt.u2_verlangt")  # a click ticks the box
    assert screen.case.arbeitsentgelt.u2_verlangt and rate.isVisible()
    screen.fill("arbeitsentgelt.u2_satz", "0,24")
    screen.enter("arbeitsentgelt.u2_verlangt")  # a click ticks the box
    assert not rate.isVisible()
    assert screen.case.arbeitsentgelt.u2_satz == Decimal("0.24")
    assert any("1 Antwort ruht" in words for words in screen.words())


def test_nobody_is_asked_who_cares_where_nobody_needs_care(opened: Opened) -> None:
    screen = opened("leer", "k08")
    card = next(card for card in screen.workspace.page.cards if card.question.id == "K8.e")
    assert card._coverage is not None
    assert not card._coverage.isVisible()
    screen.enter("offer.care_needed")
    screen.key(Key.Key_J)
    assert card._coverage.isVisible()
    screen.session.check_now()
    assert "noch offen" in screen.words(card)
    screen.key(Key.Key_N)
    assert not card._coverage.isVisible()
    screen.session.check_now()
    assert "vollständig" in screen.words(card)
