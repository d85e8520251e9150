"""Click a figure: where it comes from. And what moved the Tagessatz, what free places cost, what refunds cost in advance."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.ui.explain import OriginDialog
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureLink
from ala_wizard.ui.panels.belegung import BelegungPanel
from ala_wizard.ui.panels.tagessatz import TagessatzPanel
from ala_wizard.ui.panels.vorfinanzierung import VorfinanzierungPanel
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain

Key = Qt.Key


def panel(screen: Screen, kind: type[QWidget]) -> QWidget:
    """The panel of a kind on the page."""
    found = screen.workspace.page.findChild(kind)
    assert isinstance(found, QWidget)
    return found


def figure(screen: Screen, words: str) -> FigureLink:
    """The figure with this amount that can be asked."""
    links = screen.workspace.page.findChildren(FigureLink)
    return next(link for link in links if link.isVisible() and plain(link.text()) == words)


def dialog(screen: Screen) -> OriginDialog:
    """The dialog that stands there."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, OriginDialog), "no dialog"
    screen.qtbot.waitUntil(lambda: (focus := QApplication.focusWidget()) is not None and found.isAncestorOf(focus))
    return found


def back(screen: Screen) -> None:
    """The dialog is gone and the window has the focus again."""
    assert QApplication.activeModalWidget() is None
    screen.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def said(widget: QWidget) -> str:
    """All words inside, one after the other."""
    return plain(" | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible()))


def test_space_on_the_tagessatz_explains_it_and_escape_leads_back(opened: Opened) -> None:
    """Figures: 130.090,83 € of the sample's cost lines ÷ (8 × 250) = 65,045415 €, printed 65,05 €."""
    screen = opened(step="tagessatz")
    rate = figure(screen, "65,05 €")
    rate.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    shown = dialog(screen)
    words = said(shown)
    assert "Woher kommt diese Zahl?" in words
    assert "130.090,83 € ÷ (8 × 250)" in words
    assert "Handbuch Tab. 1" in words
    # the check: 65,05 × 8 × 250 is 130.100,00, and half a cent on 2.000 days is 10 €: rounding explains it
    assert "65,05 € × 8 × 250 = 130.100,00 €. Der Unterschied zu 130.090,83 € kommt vom Runden." in words
    assert "65,05" in plain(shown.accessibleName())
    screen.key(Key.Key_Escape)
    back(screen)
    assert screen.focus is rate


def test_a_part_leads_to_its_own_parts_and_to_its_place(opened: Opened) -> None:
    screen = opened(step="tagessatz")
    figure(screen, "65,05 €").setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    screen.button("Personalkosten", dialog(screen)).setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    inner = dialog(screen)
    words = said(inner)
    # 8 places by the key 1:12 and 66.400 € a full post: 8 ÷ 12 × 66.400 = 44.266,67
    assert "44.266,67 €" in words and "8 ÷ 12 × 66.400 €" in words
    assert "Alle Teile zusammen ergeben 93.699,07 €." in words
    screen.button("Gruppenleitung", inner).setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    back(screen)
    table = screen.table("kostenkalkulation.personal")
    assert table.isAncestorOf(screen.focus)


def test_a_part_of_the_arbeitsergebnis_leads_to_another_page(opened: Opened) -> None:
    screen = opened(step="arbeitsergebnis")
    figure(screen, "129.839,80").setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    shown = dialog(screen)
    # four persons miss more than 60 days: 64 − 60 = 4 days are not paid; 1.996 × 65,05 = 129.839,80
    assert "1.996 × 65,05 €" in said(shown)
    screen.button("Tage, die nicht bezahlt werden", shown).setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    back(screen)
    assert screen.step == "tagessatz"
    assert screen.editor("kostenkalkulation.fehltage").isAncestorOf(screen.focus)


def test_both_answers_of_the_arbeitsergebnis_show_their_check(opened: Opened) -> None:
    screen = opened(step="arbeitsergebnis")
    for amount, check in (
        ("49.669,03 €", "Das stimmt auf den Cent."),  # put back in, the result is exactly the Entgelte
        ("92,03 €", "kommt vom Runden"),  # rounded down to the cent: 8 × 12 × half a cent at most
    ):
        figure(screen, amount).setFocus(Qt.FocusReason.TabFocusReason)
        screen.key(Key.Key_Space)
        assert check in said(dialog(screen)), amount
        screen.key(Key.Key_Escape)
        back(screen)


def test_nothing_known_cannot_be_asked(opened: Opened) -> None:
    screen = opened("leer", "tagessatz")
    rate = next(link for link in screen.workspace.page.findChildren(FigureLink) if link.text() == "–")
    assert not rate.isEnabled()
    screen.click(rate)
    assert QApplication.activeModalWidget() is None


def test_the_dialog_never_scrolls_sideways_at_200_percent(opened: Opened) -> None:
    screen = opened(step="tagessatz", size=(1920, 1080), scale=2.0)
    for amount in ("93.699,07 €", "9.279,14 €", "27.112,62 €"):
        figure(screen, amount).setFocus(Qt.FocusReason.TabFocusReason)
        screen.key(Key.Key_Space)
        shown = dialog(screen)
        for label in shown.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width() + 1, label.text()
        assert shown.height() <= screen.window.height()
        screen.key(Key.Key_Escape)
        back(screen)


# -- what moved the rate -------------------------------------------------------


def test_the_last_change_is_named_with_its_effect(opened: Opened) -> None:
    """Leitung from 0,40 to 0,50 h: 0,10 × 8 ÷ 40 × 76.000 = 1.520 € a year, ÷ 2.000 days = 0,76 € in the rate."""
    screen = opened(step="tagessatz")
    card = panel(screen, TagessatzPanel)
    assert "noch nichts" in said(card)
    table = screen.table("kostenkalkulation.personal")
    table.focus_cell("leitung", "hours")
    screen.key(Key.Key_F2)
    screen.key(Key.Key_A, CONTROL)
    screen.type("0,5")
    screen.key(Key.Key_Return)
    assert next(row.hours for row in screen.case.kostenkalkulation.personal if row.id == "leitung") == Decimal("0.5")
    assert "Leitung: +0,76 €" in said(card)
    screen.key(Key.Key_Z, CONTROL)
    assert "Leitung: +0,76 €" not in said(card)


def test_other_places_are_named_as_one_reason(opened: Opened) -> None:
    """With 4 places instead of 8 many lines change; the reason is one. What is left of hours and heads is reckoned by the core."""
    screen = opened(step="tagessatz")
    before = screen.session.results.kosten.tagessatz
    screen.fill("kostenkalkulation.belegte_plaetze", "4")
    after = screen.session.results.kosten.tagessatz
    assert before is not None and after is not None and after > before
    difference = f"{after - before:.2f}".replace(".", ",")
    assert f"Andere Plätze oder Tage: +{difference} €" in said(panel(screen, TagessatzPanel))


# -- occupancy and pre-financing -----------------------------------------------


def test_free_places_are_shown_and_follow_the_last_key(opened: Opened, qtbot: QtBot) -> None:
    """All values of the chart come from the calculator and stand in its words; the rate at 90 % is 129.721,63 ÷ (7,2 × 250)."""
    screen = opened(step="tagessatz")
    shown = panel(screen, BelegungPanel)
    found = screen.session.side.belegung
    words = said(shown)
    assert [row.auslastung for row in found.zeilen] == [100, 90, 80]
    assert "72,07" in words  # 129.721,63 ÷ 1.800 = 72,0676
    for row in (*found.zeilen, found.start):
        assert row is not None and row.tagessatz is not None
        assert f"{row.tagessatz:.2f}".replace(".", ",") in words
    old = words
    screen.fill("kostenkalkulation.tagessatz_vereinbart", "80")
    qtbot.waitUntil(lambda: said(shown) != old, timeout=3000)
    assert "Die Vergütung deckt die Kosten ab 81," in said(shown)  # 80 € bring more than the costs: fewer places are enough


def test_what_is_advanced_until_refunds_come(opened: Opened, qtbot: QtBot) -> None:
    """First instalment of the Bund on 1 February 2027: two months of 6.459,28 € are outstanding before, 12.918,56 €."""
    screen = opened(step="arbeitsentgelt")
    shown = panel(screen, VorfinanzierungPanel)
    assert "12.918,56 €" in said(shown) and "Ende Januar 2027" in said(shown)
    screen.fill("arbeitsentgelt.traeger_verzug", "0")
    # the Träger pays in the same month: only the Bund's part of 4.423,67 € a month stays open, two months
    bund = next(line.amount for line in screen.session.side.vorfinanzierung.lines if line.key == "vor_bund")
    assert bund is not None
    expected = f"{2 * bund:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")
    qtbot.waitUntil(lambda: f"{expected} €" in said(shown), timeout=3000)


def test_months_fold_out_and_escape_folds_them_away(opened: Opened) -> None:
    screen = opened(step="arbeitsentgelt")
    shown = panel(screen, VorfinanzierungPanel)
    fold = shown.findChildren(Fold)[0]
    fold.opener.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    assert fold.is_open and "Dezember 2026" in said(fold) and "Mai 2028" in said(fold)  # 18 months
    screen.key(Key.Key_Escape)
    assert not fold.is_open
    assert screen.focus is fold.opener
