"""The tariff helper at the staff table by key presses: reckoned live, taken over in one step of undo.

S 8a step 3 from 01.05.2026: 3,977 € (Rechtswerte 8); Jahressonderzahlung 85 %, SuE-Zulage 130 €, employer's share 20.80 %
(Sachsen, 2026). The tariff means 39 hours a week, the case 40:
3,977 × 12 × 40 ÷ 39 = 48,947.69 · 3,977 × 85 % × 40 ÷ 39 = 3,467.13 · 130 × 12 × 40 ÷ 39 = 1,600.00 · sum 54,014.82 ·
× 20.8 % = 11,235.08 · together 65,249.90 €.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ala_wizard.content.samples import sample
from ala_wizard.content.texts import text
from ala_wizard.model.path import replace
from ala_wizard.ui.page.helper import HelperCard
from ala_wizard.ui.panels.tarif import STAFF, TarifPanel
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, chosen, plain
from tests.ui.test_every_page import clipped, nameless, overlapping

Key = Qt.Key
GROSS = Decimal("65249.90")


def helper(screen: Screen) -> HelperCard:
    found = next(card for card in screen.workspace.page.cards if card.question.id == "T2").helper
    assert found is not None
    return found


def panel(screen: Screen) -> TarifPanel:
    found = helper(screen).panel
    assert isinstance(found, TarifPanel)
    return found


def said(screen: Screen) -> str:
    return plain("\n".join(screen.words(helper(screen))))


def has_focus(screen: Screen, widget: QWidget) -> bool:
    return screen.focus is widget


def open_helper(screen: Screen) -> None:
    """From the table by Tab to the button, and Space."""
    screen.table(STAFF).focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
    opener = helper(screen).opener
    for _ in range(200):
        if has_focus(screen, opener):
            break
        screen.key(Key.Key_Tab)
    assert has_focus(screen, opener)
    assert opener.text() == text("helfer.tarif")
    screen.key(Key.Key_Space)


def choose(screen: Screen, group: str, step: int) -> None:
    """Letters choose the group, arrows the step."""
    assert has_focus(screen, panel(screen).group)
    for _ in range(panel(screen).group.count()):
        if panel(screen).group.currentData() == group:
            break
        screen.key(Key.Key_Down)
    screen.key(Key.Key_Tab)
    assert has_focus(screen, panel(screen).step)
    for _ in range(step):
        screen.key(Key.Key_Down)
    assert chosen(panel(screen).step) == f"Stufe {step}"


def test_the_card_opens_by_keys_and_closes_by_escape(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    assert not helper(screen).is_open
    open_helper(screen)
    assert helper(screen).is_open
    assert has_focus(screen, panel(screen).group)
    assert text("tarif.erst_waehlen") in said(screen)
    shown = screen.workspace.help_pane.shown
    assert shown is not None
    assert shown.title == text("tarif.titel")
    screen.key(Key.Key_Escape)
    assert not helper(screen).is_open
    assert has_focus(screen, helper(screen).opener)


def test_group_and_step_show_the_reckoning_at_once(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    open_helper(screen)
    choose(screen, "S 8a", 3)
    words = said(screen)
    for figure in ("48.947,69 €", "3.467,13 €", "1.600,00 €", "54.014,82 €", "11.235,08 €", "65.249,90 €"):
        assert figure in words, figure
    assert text("neben_hinweis.tvoed_orientierung") in words
    assert "Orientierung an TVöD SuE S 8a Stufe 3, Tabelle ab 01.05.2026" in words


def test_taking_over_sets_gross_basis_and_note_in_one_step_of_undo(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    before = screen.case
    open_helper(screen)
    choose(screen, "S 8a", 3)
    screen.key(Key.Key_Tab)
    assert has_focus(screen, panel(screen).row)
    assert chosen(panel(screen).row) == "Leitung"
    screen.key(Key.Key_Tab)
    assert has_focus(screen, panel(screen).take)
    screen.key(Key.Key_Space)
    row = screen.case.kostenkalkulation.personal[0]
    assert (row.id, row.yearly_gross, row.grundlage) == ("leitung", GROSS, "tarif")
    assert row.note.startswith("Orientierung an TVöD SuE S 8a Stufe 3")
    assert (row.hours, row.evidence) == (before.kostenkalkulation.personal[0].hours, before.kostenkalkulation.personal[0].evidence)
    assert screen.case.kostenkalkulation.personal[1:] == before.kostenkalkulation.personal[1:]
    assert "Leitung: 65.249,90 € sind eingetragen." in said(screen)
    # 0.40 h × 8 ÷ 40 × 65,249.90 = 5,219.99 €
    assert screen.session.results.kosten.amount_at({"kostenkalkulation.personal[leitung]"}) == Decimal("5219.99")
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case == before


def test_a_gross_that_could_not_be_read_gives_way(opened: Opened) -> None:
    case = replace(sample("hof-sonnenwiese"), f"unread[{STAFF}[gruppenleitung].yearly_gross]", "etwa 66")
    screen = opened(case, "tagessatz")
    open_helper(screen)
    choose(screen, "S 8b", 2)
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Down)
    assert chosen(panel(screen).row) == "Gruppenleitung, Fachkraft"
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Return)
    assert not screen.case.unread
    assert screen.case.kostenkalkulation.personal[1].grundlage == "tarif"


@pytest.mark.parametrize("start", [date(2019, 1, 1), date(2035, 1, 1)])
def test_a_day_without_a_table_is_said_and_nothing_can_be_taken(opened: Opened, start: date) -> None:
    screen = opened(replace(sample("hof-sonnenwiese"), "period.start", start), "tagessatz")
    open_helper(screen)
    choose(screen, "S 8a", 3)
    words = said(screen)
    assert text("neben_grund.tvoed_tabelle") in words
    assert "–" in words
    assert not panel(screen).take.isVisible()


def test_without_a_row_the_card_says_what_comes_first(opened: Opened) -> None:
    screen = opened(replace(sample("hof-sonnenwiese"), STAFF, ()), "tagessatz")
    helper(screen).opener.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    choose(screen, "S 8a", 3)
    assert text("tarif.keine_zeile") in said(screen)
    assert not panel(screen).take.isVisible()


def test_the_rows_follow_the_table(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    open_helper(screen)
    choose(screen, "S 8a", 3)
    rows = screen.case.kostenkalkulation.personal
    screen.session.change(STAFF, (rows[1].model_copy(update={"name": "Werkleitung"}), *rows[2:]), "Test")
    screen.settle()
    assert chosen(panel(screen).row) == "Werkleitung"
    assert panel(screen).row.count() == len(rows) - 1


@pytest.mark.parametrize(("size", "scale"), [((960, 540), 1.0), ((1440, 900), 1.0), ((1920, 1080), 2.0)])
def test_the_open_card_fits_at_every_size(opened: Opened, size: tuple[int, int], scale: float) -> None:
    screen = opened(step="tagessatz", size=size, scale=scale)
    open_helper(screen)
    choose(screen, "S 8a", 3)
    card = helper(screen)
    assert [*clipped(card), *overlapping(card), *nameless(card)] == []
    assert not screen.workspace.page.horizontalScrollBar().maximum()
