"""The page Hochlauf: steps and money typed, the curve follows; variants beside the plan. And what the charts say in words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ala_wizard.content.samples import sample
from ala_wizard.documents import charts, rechenbilder
from ala_wizard.documents.charts import Box, Chart, Dot, Label, Stroke
from ala_wizard.model.case import Case
from ala_wizard.model.planning import Planning, Scenario
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureTable
from ala_wizard.ui.panels.hochlauf import HochlaufPanel
from ala_wizard.ui.panels.szenarien import SzenarienPanel
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain
from tests.ui.test_erklaerung import back, dialog, panel, said

Key = Qt.Key


def unplanned() -> Case:
    """The sample without any planning."""
    return sample("hof-sonnenwiese").model_copy(update={"planung": Planning()})


def amount(words: str) -> Decimal:
    """A German amount read here, not by the program."""
    found = re.search(r"[−-]?[\d.]+,\d\d", plain(words))
    assert found is not None, words
    return Decimal(found[0].replace("−", "-").replace(".", "").replace(",", "."))


def german(value: Decimal) -> str:
    """An amount as it is written in German, reckoned here."""
    digits = f"{abs(value):,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")
    return f"{'−' if value < 0 else ''}{digits} €"


# -- ramp-up -------------------------------------------------------------------


def test_money_at_the_start_lifts_every_month(opened: Opened, qtbot: QtBot) -> None:
    """10.000 € more at the start are 10.000 € more at the lowest point: nothing else changes."""
    screen = opened(unplanned(), "hochlauf")
    shown = panel(screen, HochlaufPanel)
    low = amount(said(shown))
    assert low < 0 and "Es fehlen bis zu" in said(shown)
    screen.fill("planung.start_cash", "10.000")
    qtbot.waitUntil(lambda: amount(said(shown)) == low + 10_000, timeout=3000)


def test_steps_typed_in_the_table_change_the_curve(opened: Opened, qtbot: QtBot) -> None:
    screen = opened(unplanned(), "hochlauf")
    chart = panel(screen, HochlaufPanel).findChild(ChartView)
    assert isinstance(chart, ChartView)
    before = chart.accessibleDescription()
    button = screen.button("Stufe hinzufügen")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    screen.type("1")
    screen.key(Key.Key_Tab)
    screen.type("3")
    screen.key(Key.Key_Return)
    assert [(row.month, row.places) for row in screen.case.planung.ramp] == [(1, Decimal(3))]
    qtbot.waitUntil(lambda: chart.accessibleDescription() != before, timeout=3000)


def test_all_months_add_up_and_one_can_be_asked(opened: Opened) -> None:
    screen = opened(step="hochlauf")
    shown = panel(screen, HochlaufPanel)
    fold = shown.findChildren(Fold)[0]
    fold.opener.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    table = fold.findChild(FigureTable)
    assert table is not None
    rows = [[plain(label.text()) for label in labels] for labels in table._labels]
    assert len(rows) == 36 and rows[0][0] == "Dezember 2026" and rows[-1][0] == "November 2029"
    stand = Decimal(78000)  # the sample's money at the start
    for _, _, income, expense, balance, end in rows:
        assert amount(balance) == amount(income) - amount(expense)
        stand += amount(balance)
        assert amount(end) == stand
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Space)
    words = said(dialog(screen))
    assert "Geld am Ende von Dezember 2026" in words and "78.000,00 €" in words and "Möbel" not in words
    assert "−9.200,00 €" in words  # furniture in month 1
    screen.key(Key.Key_Escape)
    back(screen)


def test_an_empty_case_says_what_is_missing(opened: Opened) -> None:
    screen = opened("leer", "hochlauf")
    assert "Ohne belegte Plätze" in said(panel(screen, HochlaufPanel))
    assert screen.session.states["hochlauf"].state == "ohne"
    assert screen.session.states["hochlauf"].open == 0


# -- variants ------------------------------------------------------------------


def test_four_usual_variants_in_one_step(opened: Opened, qtbot: QtBot) -> None:
    screen = opened(unplanned(), "hochlauf")
    shown = panel(screen, SzenarienPanel)
    start = screen.button("Vier übliche Varianten", shown)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    qtbot.waitUntil(lambda: shown.findChild(FigureTable) is not None, timeout=3000)
    found = screen.case.planung.scenarios
    # the plan has 8 places and pays 80 € at most
    assert [(row.places, row.occupancy, row.sales, row.steigerungsbetrag) for row in found] == [
        (Decimal(7), None, None, None),
        (None, Decimal(90), None, None),
        (None, None, Decimal(80), None),
        (None, None, None, Decimal(90)),
    ]
    screen.key(Key.Key_Z, CONTROL)
    assert screen.case.planung.scenarios == ()


def test_what_differs_is_bold_and_said(opened: Opened) -> None:
    """90 % of 1.996 paid days × 65,05 € = 116.855,82 €; the costs stay, so the result of the Vergütung falls as much."""
    screen = opened(step="hochlauf")
    shown = panel(screen, SzenarienPanel)
    table = shown.findChild(FigureTable)
    assert table is not None
    rows = {labels[0].text(): labels[1:] for labels in table._labels}
    use = rows["Vergütung im Jahr"]
    assert [plain(label.text()) for label in use] == ["129.839,80", "118.396,26", "122.754,00", "116.855,82", "129.839,80"]
    assert [label.property("role") for label in use] == ["body", "bold", "bold", "bold", "second"]
    costs = rows["Kosten der Leistung im Jahr"]
    assert [label.property("role") for label in costs] == ["body", "bold", "second", "second", "second"]
    assert "90 % Auslastung: Tagessatz unverändert" in said(shown)
    assert "Satz wie im Vergleich: Tagessatz −3,55 €" in said(shown)  # 65,05 − 61,50


def test_six_variants_stand_in_two_tables(opened: Opened) -> None:
    many = tuple(Scenario(name=f"Nummer {number}", places=Decimal(number)) for number in range(1, 7))
    case = sample("hof-sonnenwiese")
    screen = opened(case.model_copy(update={"planung": Planning(scenarios=many)}), "hochlauf")
    tables = panel(screen, SzenarienPanel).findChildren(FigureTable)
    assert len(tables) == 2
    assert [len(table._labels[0]) for table in tables] == [6, 4]  # label and plan, then four and two variants


def test_the_picture_can_show_the_arbeitsergebnis(opened: Opened) -> None:
    screen = opened(step="hochlauf")
    shown = panel(screen, SzenarienPanel)
    chart = shown.findChild(ChartView)
    assert isinstance(chart, ChartView) and "61,50" in chart.accessibleDescription()
    pill = next(one for one in shown.findChildren(QPushButton) if one.text() == "Arbeitsergebnis")
    pill.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    assert "21.602,97" in plain(chart.accessibleDescription())


# -- charts --------------------------------------------------------------------


def all_charts(screen: Screen) -> dict[str, tuple[Chart, list[Decimal]]]:
    """Every chart with the figures that its words must name."""
    side, kosten = screen.session.side, screen.session.results.kosten
    days = kosten.plaetze * kosten.tage
    sums = (kosten.personalkosten, kosten.fixe_kosten, kosten.variable_kosten)
    columns = (side.szenarien.plan, *side.szenarien.varianten)
    shown = {
        key: [line.amount for one in columns for line in one.lines if line.key == name and line.amount is not None]
        for key, name in rechenbilder.SHOWN.items()
    }
    occupancies = [*side.belegung.zeilen, *([side.belegung.start] if side.belegung.start else [])]
    low = side.hochlauf.tiefpunkt
    assert low is not None
    return {
        "kosten": (rechenbilder.kostenstruktur(kosten), [(part / days).quantize(Decimal("0.01")) for part in sums]),
        "belegung": (rechenbilder.belegung(side.belegung), [row.tagessatz for row in occupancies if row.tagessatz is not None]),
        "vor": (rechenbilder.vorfinanzierung(side.vorfinanzierung), [row.offen for row in side.vorfinanzierung.monate]),
        "hochlauf": (rechenbilder.liquiditaet(side.hochlauf), [low, side.hochlauf.startgeld, side.hochlauf.monate[-1].stand]),
        "satz": (rechenbilder.szenarien(side.szenarien, "satz"), shown["satz"]),
        "ergebnis": (rechenbilder.szenarien(side.szenarien, "ergebnis"), shown["ergebnis"]),
    }


def test_every_figure_of_a_chart_stands_in_its_words(opened: Opened) -> None:
    for name, (chart, figures) in all_charts(opened()).items():
        assert figures, name
        for figure in figures:
            assert german(figure) in plain(chart.alt), (name, figure)


@pytest.mark.parametrize("name", ["hof-sonnenwiese", "handbuch-rechnung"])
def test_every_shape_stays_inside_its_chart(opened: Opened, name: str) -> None:
    for what, (chart, _) in all_charts(opened(name)).items():
        for shape in chart.shapes:
            assert inside(chart, shape), (what, shape)


def inside(chart: Chart, shape: Box | Stroke | Dot | Label) -> bool:
    """Does the shape lie on the chart's ground? Words may need as much room as letters 8 px wide take."""
    match shape:
        case Box():
            corners = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        case Stroke():
            corners = list(shape.points)
        case Dot():
            corners = [(shape.x - shape.radius, shape.y - shape.radius), (shape.x + shape.radius, shape.y + shape.radius)]
        case Label():
            wide = 8 * len(shape.words)
            left = shape.x - {"start": 0.0, "middle": wide / 2, "end": float(wide)}[shape.anchor]
            corners = [(left, shape.y - 11), (left + wide, shape.y + 4)]
    return all(-0.5 <= x <= chart.width + 0.5 and -0.5 <= y <= chart.height + 0.5 for x, y in corners)


def test_long_names_of_variants_give_way_in_the_picture_only() -> None:
    name = "Eine Variante mit einem ganz ungewöhnlich langen Namen"
    chart = charts.bars("Bild", [(name, Decimal(1), "1,00 €")])
    drawn = next(shape.words for shape in chart.shapes if isinstance(shape, Label) and shape.anchor == "start")
    assert drawn.endswith("…") and name in chart.alt
    assert all(inside(chart, shape) for shape in chart.shapes)


def test_a_key_in_a_field_never_waits_for_side_calculations(opened: Opened) -> None:
    """While one types, the panels keep their figures; they follow a pause later."""
    screen = opened(step="hochlauf")
    shown = panel(screen, HochlaufPanel)
    before = said(shown)
    screen.enter("planung.start_cash")
    QApplication.processEvents()
    screen.key(Key.Key_A, CONTROL)
    screen.type("1")
    assert screen.case.planung.start_cash == 1
    assert said(shown) == before
    screen.qtbot.waitUntil(lambda: said(shown) != before, timeout=3000)
