"""The page Verhandlung by key presses: four rates on one scale, lower third, dates, and that no paper shows any of it.

Figures stand on example A of the Fachvorgabe (4.5): costs 144,257.05 € a year, n = 12, t = 250, Tagessatz 48.09 €.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ala_wizard.bundle.wishes import Wishes
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.content.texts import text
from ala_wizard.documents.charts import Box, Dot, Label, Stroke, scale
from ala_wizard.ui.chart import ChartView
from ala_wizard.ui.panels.verhandlung import VergleichPanel, VerhandlungPanel
from tests.calc.cases import example_a
from tests.ui.conftest import Opened
from tests.ui.screen import Screen, plain

Key = Qt.Key
PAGE = "verhandlung"


def chart_words(screen: Screen, kind: type[QWidget]) -> str:
    found = screen.workspace.page.findChild(kind)
    assert found is not None
    view = found.findChild(ChartView)
    assert isinstance(view, ChartView)
    return plain(view.accessibleDescription())


# --- floor, asked, agreed ---------------------------------------------------------------------------------------------


def test_the_page_says_first_that_it_is_private(opened: Opened) -> None:
    screen = opened(step=PAGE)
    part = next(part for part in content().parts if part.step == PAGE)
    assert "Nur für Sie" in part.lead
    assert "Nichts von dieser Seite kommt in die Unterlagen." in screen.said("H1")


def test_without_inputs_the_floor_is_the_plan(opened: Opened) -> None:
    """144,257.05 ÷ 3,000 paid days = 48.0857 → 48.09 €: nothing is left, 48.09 × 3,000 − 144,257.05 = 12.95 €."""
    screen = opened(example_a(), PAGE)
    words = screen.said("H1")
    assert "Noch ist nichts gefordert." in words
    assert "Der errechnete Satz trifft die Untergrenze genau." in words
    assert "12,95 €" in screen.said("H3")


def test_typed_figures_move_floor_distances_and_year(opened: Opened) -> None:
    """90 % of 12 × 250 = 2,700 days: 144,257.05 ÷ 2,700 = 53.43 €. 55 × 2,700 − 144,257.05 = 4,242.95 €; 55 − 48.09 = 6.91 €."""
    screen = opened(example_a(), PAGE)
    screen.fill("verhandlung.fehltage_realistisch", "60")
    screen.fill("verhandlung.belegung_realistisch", "90")
    assert "53,43 €" in screen.said("H2")
    assert "144.257,05 € ÷ 2.700" in screen.said("H2")
    screen.fill("verhandlung.asked_rate", "55")
    words = screen.said("H1")
    assert "Ihre Forderung liegt 1,57 € über der Untergrenze. Im Jahr bleiben 4.242,95 €." in words
    assert "Sie fordern 6,91 € mehr als errechnet." in words
    assert chart_words(screen, VerhandlungPanel) == (
        "Tagessätze auf einer Skala. Untergrenze: 53,43 €, Errechnet: 48,09 €, Gefordert: 55,00 €, Hier legt der Hof drauf."
    )
    assert screen.case.verhandlung.asked_rate == 55


def test_an_asked_rate_below_the_floor_says_what_is_missing(opened: Opened) -> None:
    """61 days missed: 249 paid days, 12 × 249 = 2,988; floor 48.28. 48 × 2,988 − 144,257.05 = −833.05 €."""
    screen = opened(example_a(), PAGE)
    screen.fill("verhandlung.fehltage_realistisch", "61")
    screen.fill("verhandlung.asked_rate", "48")
    assert "Ihre Forderung liegt 0,28 € unter der Untergrenze. Im Jahr fehlen 833,05 €." in screen.said("H1")
    assert "Sie fordern 0,09 € weniger als errechnet." in screen.said("H1")
    assert "forderung_untergrenze" in {finding.rule for finding in screen.session.findings}


def test_the_agreed_rate_is_told_by_day_and_year(opened: Opened) -> None:
    """50 − 48.09 = 1.91 € a day; × 3,000 = 5,730.00 €. At 2,700 days: 50 × 2,700 − 144,257.05 = −9,257.05 €."""
    screen = opened(example_a(), PAGE)
    screen.fill("verhandlung.belegung_realistisch", "90")
    screen.fill("kostenkalkulation.tagessatz_vereinbart", "50")
    words = screen.said("H1")
    assert "Vereinbart ist 1,91 € mehr als errechnet. Im Jahr macht das 5.730,00 € aus." in words
    assert "Mit dem vereinbarten Satz fehlen im Jahr 9.257,05 €." in words
    assert "5.730,00 €" in screen.said("H9")


def test_without_costs_a_dash_stands_there_with_the_reason(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    assert "Noch fehlen Plätze und Kosten." in screen.said("H1")
    words = screen.said("H3")
    assert "–" in words
    assert text("neben_grund.satz_fehlt") in words


# --- comparison, tariff, form -----------------------------------------------------------------------------------------


def test_rows_typed_into_the_comparison_show_the_lower_third(opened: Opened) -> None:
    """Three rates: one is the lower third, 45.00 € its edge (§ 124 Abs. 1 SGB IX). 48.09 − 45.00 = 3.09 €."""
    screen = opened(example_a(), PAGE)
    table = screen.table("verhandlung.comparison")
    table.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
    for place, (name, rate) in enumerate((("Werkstatt Nord", "50"), ("Werkstatt Süd", "45"), ("Ein Hof", "60"))):
        if place:
            table.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        screen.key(Key.Key_Space)
        screen.type(name)
        screen.key(Key.Key_Tab)
        screen.type(rate)
        screen.key(Key.Key_Tab)
    assert [(row.name, row.rate) for row in screen.case.verhandlung.comparison] == [
        ("Werkstatt Nord", Decimal(50)),
        ("Werkstatt Süd", Decimal(45)),
        ("Ein Hof", Decimal(60)),
    ]
    words = screen.said("H4")
    assert "Von 3 Sätzen zählt der günstigste zum unteren Drittel. Es endet bei 45,00 €." in words
    assert "Sie liegen 3,09 € darüber." in words
    assert "Günstiger als Sie: 1. Teurer: 2." in words
    assert chart_words(screen, VergleichPanel) == (
        "Ihr Satz neben den Vergleichssätzen. Werkstatt Süd: 45,00 €, Ihr errechneter Satz: 48,09 €, Werkstatt Nord: 50,00 €, "
        "Ein Hof: 60,00 €, Unteres Drittel."
    )


def test_a_rate_inside_the_lower_third_is_called_economical(opened: Opened) -> None:
    screen = opened(step=PAGE)
    screen.fill("verhandlung.asked_rate", "60,40")
    words = screen.said("H4")
    assert "Von 6 Sätzen zählen die 2 günstigsten zum unteren Drittel. Es endet bei 60,40 €." in words
    assert "Sie liegen mit 60,40 € darin. Ihr Satz gilt damit als wirtschaftlich." in words


def test_tariff_is_answered_by_a_letter_and_its_share_stands_apart(opened: Opened) -> None:
    screen = opened(example_a(), PAGE)
    screen.enter("verhandlung.tariff")
    screen.key(Key.Key_J)
    assert screen.case.verhandlung.tariff == "ja"
    assert text("neben_hinweis.tarif_ohne_zeile") in screen.said("H5")


def test_the_form_leads_to_its_question_and_shows_better_keys(opened: Opened) -> None:
    """Key 1:10 for 12 places: 12 ÷ 10 × 54,600 = 65,520 instead of 54,054 €; (144,257.05 + 11,466) ÷ 3,000 = 51.91 €."""
    screen = opened(example_a(), PAGE)
    words = screen.said("H7")
    assert "Noch ist offen" in words
    assert "Schlüssel von 1:10" not in words
    button = screen.button(text("verhandeln.form_stufen"), screen.panel("H7"))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Space)
    words = screen.said("H7")
    assert "Tagessatz bei einem Schlüssel von 1:10" in words
    assert "65.520,00 €" in words
    assert "51,91 €" in words
    screen.button(text("verhandeln.form_zur_frage")).setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    assert screen.step == "k05"
    assert screen.workspace.page.card_of("offer.only_betrieblich").isAncestorOf(screen.focus)  # type: ignore[union-attr]


# --- dates ------------------------------------------------------------------------------------------------------------


def test_dates_follow_from_what_was_typed(opened: Opened) -> None:
    """§ 126 Abs. 2 SGB IX: three months after 15.01.2026 end on 15.04.2026. Three months before 30.11.2028: 30.08.2028."""
    screen = opened(step=PAGE)
    assert text("neben_grund.aufforderung_fehlt") in screen.said("H8")
    screen.fill("verhandlung.called_on", "15.1.26")
    screen.fill("verhandlung.agreed_until", "30.11.2028")
    words = screen.said("H8")
    for label, day in (("frist_ende", "15.04.2026"), ("schiedsstelle_ab", "16.04.2026"), ("auffordern_bis", "30.08.2028")):
        assert f"{text(f'neben.{label}')}\n{text_between(words, label)}{day}" in words, label
    screen.fill("verhandlung.remind_on", "01.06.2028")
    assert "01.06.2028" in screen.said("H8")
    assert screen.case.verhandlung.remind_on == date(2028, 6, 1)


def text_between(words: str, label: str) -> str:
    """The source that stands between a date's words and the day, where it has one."""
    lines = words.split("\n")
    after = lines[lines.index(text(f"neben.{label}")) + 1]
    return "" if re.fullmatch(r"[\d.]+", after) else f"{after}\n"


# --- private, optional ------------------------------------------------------------------------------------------------


def test_nothing_typed_here_is_in_any_paper(opened: Opened, tmp_path: Path) -> None:
    """Marks that stand nowhere else are typed into every field of the page, then all papers are read."""
    screen = opened(step=PAGE)
    typed = {
        "verhandlung.fehltage_realistisch": "47,31",
        "verhandlung.belegung_realistisch": "93,17",
        "verhandlung.asked_rate": "87,93",
        "verhandlung.reasons": "Grundwortmarke",
        "verhandlung.called_on": "13.07.2031",
        "verhandlung.remind_on": "17.05.2033",
        "verhandlung.agreed_from": "19.03.2032",
        "verhandlung.agreed_until": "23.09.2034",
        "verhandlung.agreed_on": "29.02.2032",
        "verhandlung.note": "Notizwortmarke",
    }
    for address, words in typed.items():
        screen.fill(address, words)
    for column, words in (("rate", "83,71"), ("note", "Herkunftswortmarke"), ("name", "Anbieterwortmarke")):
        screen.enter_cell("verhandlung.comparison", 0, column)
        screen.key(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        screen.type(words)
        screen.key(Key.Key_Tab)
    inputs = screen.case.verhandlung
    assert (inputs.reasons, inputs.note, inputs.asked_rate) == ("Grundwortmarke", "Notizwortmarke", Decimal("87.93"))
    assert (inputs.comparison[0].name, inputs.comparison[0].rate) == ("Anbieterwortmarke", Decimal("83.71"))
    assert not screen.case.unread
    marks = [*typed.values(), "Anbieterwortmarke", "83,71", "Herkunftswortmarke", *(row.name for row in inputs.comparison[1:])]
    made = screen.program.engine.export(
        screen.case, screen.session.results, tmp_path, None, Wishes(None, frozenset({"pdf"})), lambda _: None
    )
    files = [file for file in made.paths if file.name.startswith("0") and file.suffix == ".pdf" and "Verzeichnis" not in file.name]
    assert {file.name for file in files} >= {"01_Konzept.pdf", "02_Kostenkalkulation.pdf", "03_Leistungsbeschreibung.pdf"}
    for file in files:
        reader = PdfReader(file)
        words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        words += " ".join(str(value) for value in (reader.metadata or {}).values())
        assert len(words) > 1000
        called = {typed["verhandlung.called_on"]} if file.name == "00_Anschreiben.pdf" else set()  # the letter reminds of that day
        assert {mark for mark in marks if mark in words} == called, file.name


def test_an_untouched_page_is_never_open_but_what_cannot_be_read_is(opened: Opened) -> None:
    screen = opened("leer", PAGE)
    state = screen.session.states[PAGE]
    assert (state.state, state.open) == ("ohne", 0)
    screen.fill("verhandlung.asked_rate", "viel")
    assert (screen.session.states[PAGE].state, screen.session.states[PAGE].open) == ("begonnen", 1)
    screen.fill("verhandlung.asked_rate", "66")
    assert (screen.session.states[PAGE].state, screen.session.states[PAGE].open) == ("ohne", 0)


def test_the_sample_has_nothing_to_mend_here(opened: Opened) -> None:
    screen = opened(step=PAGE)
    assert [finding.id for finding in screen.session.findings if finding.step == PAGE and finding.severity != "hinweis"] == []
    assert sample("hof-sonnenwiese").verhandlung.reasons


# --- the chart --------------------------------------------------------------------------------------------------------


def test_the_scale_places_every_value_inside_and_in_order() -> None:
    values = [Decimal("66.37"), Decimal("65.05"), Decimal("67.20"), Decimal("66.80")]
    rows = [(f"Satz {place}", value, f"{value} €") for place, value in enumerate(values)]
    chart = scale("Titel", rows, (values[0], "warn_soft", "darunter"), [2])
    dots = [shape for shape in chart.shapes if isinstance(shape, Dot)]
    assert sorted(range(4), key=lambda place: dots[place].x) == sorted(range(4), key=lambda place: values[place])
    for shape in chart.shapes:
        match shape:
            case Box():
                assert shape.x >= 0 and shape.x + shape.width <= chart.width and shape.y + shape.height <= chart.height
            case Stroke():
                assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in shape.points)
            case Dot() | Label():
                assert 0 <= shape.x <= chart.width and 0 <= shape.y <= chart.height
    zone = next(shape for shape in chart.shapes if isinstance(shape, Box))
    assert abs(zone.x + zone.width - dots[0].x) < 0.01
    for name, _, words in rows:
        assert f"{name}: {words}" in chart.alt


def test_a_scale_without_values_says_so() -> None:
    chart = scale("Titel", [("Satz", None, "–")])
    assert chart.alt == "Titel. noch keine Zahlen."
    assert scale("Titel", [("Satz", Decimal(0), "0,00 €")]).shapes
