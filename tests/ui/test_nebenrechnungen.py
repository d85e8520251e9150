"""The page Nebenrechnungen by key presses: every side calculation with its lines, its result and why it has none yet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ala_wizard.calc.zeilen import Rechnung, Zeile
from ala_wizard.content.loader import content
from ala_wizard.content.texts import text
from ala_wizard.model.costs import AssetLine
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.panels.rechnung import RechnungView
from tests.calc.cases import example_a
from tests.ui.conftest import Opened
from tests.ui.screen import Screen, plain
from tests.ui.test_every_page import clipped, nameless, overlapping

Key = Qt.Key
PAGE = "nebenrechnungen"


def press_button(screen: Screen, words: str, question: str) -> None:
    screen.button(words, screen.panel(question)).setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)


def test_every_question_is_optional_and_every_field_is_one_of_the_plan() -> None:
    part = next(part for part in content().parts if part.step == PAGE)
    assert not [question.id for question in part.questions if question.required]
    assert all(field.target.startswith("planung.") for question in part.questions for field in question.fields)


def test_funding_of_the_equipment(opened: Opened) -> None:
    """8 × 3,500 = 28,000 €; 26,000 × 80 % = 20,800 €, own share 5,200 €; 20,800 × 12.5 % = 2,600 €; ÷ (12 × 250) = 0.87 €."""
    screen = opened(example_a(), PAGE)
    assert "–" in screen.said("S1")
    screen.fill("planung.sab_places", "8")
    screen.fill("planung.sab_cost", "26000")
    words = screen.said("S1")
    for figure in ("28.000,00 €", "20.800,00 €", "5.200,00 €", "2.600,00 €", "0,87 €"):
        assert figure in words, figure
    assert text("neben_hinweis.sab_ungeprueft") in words


def test_thresholds_say_what_is_reached_and_what_comes_next(opened: Opened) -> None:
    """§ 60 Abs. 2 Nr. 5 SGB IX: from five; § 9 Abs. 3 WVO: a group of twelve, a second Gruppenleitung at thirteen."""
    screen = opened(step=PAGE)
    words = screen.said("S2")
    assert "Eine Schwelle ist erreicht. Die nächste kommt bei 12 Plätzen." in words
    assert "Die Beschäftigten wählen eine Vertretung\n8 von 5 Plätzen · § 60 Abs. 2 Nr. 5 SGB IX\nerreicht" in words
    assert "Eine zweite Gruppenleitung ist nötig\n8 von 13 Plätzen · § 9 Abs. 3 WVO\nab 13 Plätzen" in words
    screen = opened("leer", PAGE)
    assert "Noch ist keine Schwelle erreicht. Die nächste kommt bei 5 Plätzen." in screen.said("S2")


def test_lunch(opened: Opened) -> None:
    """137 € ÷ 30 = 4.57 € (§ 42b Abs. 2 SGB XII, 2026); 4.90 − 4.57 = 0.33 €; 4.90 − 4.60 = 0.30 €; × 7 × 220 = 462.00 €."""
    screen = opened(example_a(), PAGE)
    assert text("neben_grund.mittag_preis_fehlt") in screen.said("S3")
    for field, words in (("price", "4,90"), ("cost", "4,60"), ("persons", "7"), ("days", "220")):
        screen.fill(f"planung.lunch_{field}", words)
    words = screen.said("S3")
    for figure in ("4,57 €", "0,33 €", "0,30 €", "462,00 €"):
        assert figure in words, figure
    assert text("neben_grund.mittag_preis_fehlt") not in words


def test_transport(opened: Opened) -> None:
    """64 × 0.42 = 26.88; 2.5 × 19 = 47.50; 74.38 a day; ÷ 5 = 14.88; × 220 = 16,363.60; ÷ 5 ÷ 12 = 272.73 €."""
    screen = opened(example_a(), PAGE)
    fields = (("km", "64"), ("cost_km", "0,42"), ("hours", "2,5"), ("wage", "19"), ("persons", "5"), ("days", "220"))
    for field, words in fields:
        screen.fill(f"planung.transport_{field}", words)
    words = screen.said("S4")
    for figure in ("26,88 €", "47,50 €", "74,38 €", "14,88 €", "16.363,60 €", "272,73 €"):
        assert figure in words, figure


def test_council(opened: Opened) -> None:
    """60 × 12 = 720.00; 24 × 25 = 600.00; + 180.00 = 780.00; 720 − 780 = −60.00 €."""
    screen = opened(example_a(), PAGE)
    assert text("neben_grund.rat_pauschale_fehlt") in screen.said("S5")
    for field, words in (("lump", "60"), ("hours", "24"), ("wage", "25"), ("other", "180")):
        screen.fill(f"planung.council_{field}", words)
    words = screen.said("S5")
    for figure in ("720,00 €", "600,00 €", "180,00 €", "−60,00 €"):
        assert figure in words, figure


def test_other_models_stand_side_by_side_and_the_way_folds_out(opened: Opened) -> None:
    """Zuverdienst 10 × 13.90 × 13 ÷ 3 = 602.33; 75 % = 451.75; 150.58 €. Budget 2,260 + 20.8 % (470.08) − 75 % (1,695.00) = 1,035.08 €."""
    screen = opened(example_a(), PAGE)
    assert text("neben_grund.zuverdienst_fehlt") in screen.said("S6")
    for field, words in (("budget_gross", "2260"), ("budget_share", "75"), ("zuverdienst_hours", "10"), ("zuverdienst_wage", "13,90")):
        screen.fill(f"planung.{field}", words)
    words = screen.said("S6")
    for figure in ("602,33 €", "451,75 €", "150,58 €", "2.260,00 €", "1.695,00 €", "1.035,08 €"):
        assert figure in words, figure
    assert "470,08 €" not in words
    press_button(screen, text("rechnung.weg"), "S6")
    assert "470,08 €" in screen.said("S6")
    press_button(screen, text("rechnung.weg_zu"), "S6")
    assert "470,08 €" not in screen.said("S6")


def test_small_assets_are_told_apart_for_calculation_and_tax(opened: Opened) -> None:
    """Handbook Tab. 2: 51 and 410 €. § 6 Abs. 2, 2a EStG: 250, 800 and 1,000 €."""
    prices = {"Zange": "40", "Stuhl": "300", "Schrank": "900", "Presse": "5000"}
    rows = tuple(AssetLine(name=name, cost=Decimal(price)) for name, price in prices.items())
    case = example_a().model_copy(update={"kostenkalkulation": example_a().kostenkalkulation.model_copy(update={"inventar": rows})})
    words = opened(case, PAGE).said("S7")
    assert "bis 51 € Material, bis 410 € geringwertig" in words
    for line in (
        "Zange\nKalkulation: Materialaufwand · Steuer: sofort, ohne Verzeichnis\n40,00 €",
        "Stuhl\nKalkulation: geringwertig, mit dem Inventar abschreiben · Steuer: sofort, mit Verzeichnis oder Sammelposten\n300,00 €",
        "Schrank\nKalkulation: Inventar · Steuer: Sammelposten über fünf Jahre möglich\n900,00 €",
        "Presse\nKalkulation: Inventar · Steuer: über die Nutzungsdauer\n5.000,00 €",
    ):
        assert line in words, line


def test_nothing_typed_here_moves_the_rate(opened: Opened) -> None:
    screen = opened(example_a(), PAGE)
    before = screen.session.results
    for address in ("planung.sab_cost", "planung.lunch_price", "planung.transport_km", "planung.budget_gross"):
        screen.fill(address, "1234")
    assert screen.session.results == before


def test_the_page_is_never_open_unless_something_cannot_be_read(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    assert (screen.session.states[PAGE].state, screen.session.states[PAGE].open) == ("ohne", 0)
    screen.fill("planung.sab_cost", "viel Geld")
    assert (screen.session.states[PAGE].state, screen.session.states[PAGE].open) == ("begonnen", 1)
    screen.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    screen.fill("planung.sab_cost", "26000")
    assert (screen.session.states[PAGE].state, screen.session.states[PAGE].open) == ("ohne", 0)


def test_a_page_that_nobody_sees_reckons_nothing(opened: Opened) -> None:
    """Side calculations are asked for by a page in sight only: typing elsewhere stays quick."""
    screen = opened(step=PAGE)
    screen.click_step("tagessatz")
    screen.fill("kostenkalkulation.tage", "240")
    assert screen.session._neben is None


# --- the view itself --------------------------------------------------------------------------------------------------


def view_words(view: RechnungView) -> list[str]:
    return [plain(label.text()) for label in view.findChildren(QLabel) if label.isVisibleTo(view) and label.text()]


def test_a_calculation_shows_way_source_unit_reason_and_note(opened: Opened) -> None:
    opened("leer")
    view = RechnungView("Titel", ("kosten_jahr",))
    lines = (
        Zeile("kosten_jahr", "2 × 3,00 €", Decimal("6"), source="Quelle 1"),
        Zeile("tage_realistisch", "", Decimal("1960.5"), "Tage"),
        Zeile("tarif_anteil", "", None),
    )
    view.show_rechnung(Rechnung(lines=lines, reasons=("satz_fehlt",), notes=("kosten_bleiben",)))
    words = view_words(view)
    assert words[:4] == ["Titel", text("neben.kosten_jahr"), "2 × 3,00 € · Quelle 1", "6,00 €"]
    assert "1.960,5 Tage" in words
    assert "–" in words
    assert words[-2:] == [text("neben_grund.satz_fehlt"), text("neben_hinweis.kosten_bleiben")]
    view.show_rechnung(Rechnung(reasons=("satz_fehlt",)))
    assert view_words(view) == ["Titel", text("rechnung.leer"), "–", text("neben_grund.satz_fehlt")]
    view.show_rechnung(Rechnung(lines=lines[:1]))
    assert view_words(view) == ["Titel", text("neben.kosten_jahr"), "2 × 3,00 € · Quelle 1", "6,00 €"]
    view.deleteLater()


@pytest.mark.parametrize("step", [PAGE, "verhandlung"])
@pytest.mark.parametrize(("size", "scale"), [((960, 540), 1.0), ((1920, 1080), 2.0)])
def test_everything_folded_out_fits(opened: Opened, step: str, size: tuple[int, int], scale: float) -> None:
    screen = opened(step=step, size=size, scale=scale)
    page = screen.workspace.page
    folds = page.findChildren(Fold)
    assert folds
    for fold in folds:
        fold.opener.setFocus(Qt.FocusReason.TabFocusReason)
        screen.key(Key.Key_Space)
        assert fold.is_open
    screen.settle()
    assert [*clipped(page), *overlapping(page), *nameless(page)] == []
    assert not page.horizontalScrollBar().maximum()
