"""Hours by person and function against what the places need; keys and hours each reckoned from the other."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.calc.stunden import stunden, zusammen
from ala_wizard.content.samples import sample
from ala_wizard.model.case import Case
from ala_wizard.ui.editors.matrix import MatrixEditor
from ala_wizard.ui.fold import Fold
from ala_wizard.ui.kit import FigureTable
from ala_wizard.ui.panels.personalplan import PersonalplanPanel
from ala_wizard.ui.panels.stunden import StundenPanel
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, plain
from tests.ui.test_erklaerung import panel, said

Key = Qt.Key


def matrix(shown: QWidget) -> dict[str, list[str]]:
    """The rows of the matrix by their name."""
    table = shown.findChild(FigureTable)
    assert table is not None
    return {plain(labels[0].text()): [plain(label.text()) for label in labels[1:]] for labels in table._labels}


def hours(screen: Screen) -> MatrixEditor:
    """The matrix of people and functions."""
    found = screen.workspace.page.findChild(MatrixEditor)
    assert found is not None
    return found


def totals(screen: Screen, name: str) -> dict[str, str]:
    """What stands below each function: `geplant`, `noetig`, `stand`, or the ID of a service."""
    return {key: plain(words.text()) for (row, key), words in hours(screen)._totals.items() if row == name}


def into_cell(screen: Screen, row: str, key: str, words: str) -> None:
    """Type into a cell of the matrix."""
    assert hours(screen).focus_cell(row, key)
    screen.settle()
    screen.key(Key.Key_A, CONTROL)
    screen.type(words)
    screen.key(Key.Key_Return)


def test_needed_and_planned_hours_stand_in_words(opened: Opened) -> None:
    """The sample: 8 places; Leitung 0,40 × 8 = 3,20; Gruppenleitung by the key 40 ÷ 12 × 8 = 26,67; Verwaltung 0,80 × 8 = 6,40."""
    screen = opened(step="k08")
    shown = panel(screen, PersonalplanPanel)
    words = said(shown)
    assert "Leitung | Für 8 Plätze sind 3,20 Stunden nötig. Geplant sind 3,50." in words
    assert "Für 8 Plätze sind 26,67 Stunden nötig. Geplant sind 30,00." in words
    assert "Verwaltung | Für 8 Plätze sind 6,40 Stunden nötig. Geplant sind 7,00." in words
    assert "Alle verteilten Stunden liegen innerhalb der Verträge." in words
    assert "Für alle ist eine Vertretung bei Krankheit eingetragen." in words
    given, contract = (words.text() for words in hours(screen)._sums["fachkraft-gfab"])
    assert (given, contract) == ("31,50", "34,00")
    # the service from outside counts in its function, and has no contract hours here
    service = next(one for one in screen.case.external_services if one.funktion == "begleitender_dienst")
    assert totals(screen, service.id)["begleitender_dienst"] == "3,00"
    assert [words.text() for words in hours(screen)._sums[service.id]] == ["3,00", ""]
    # 3,5 + 30 + 3 + 4,5 + 6,5 + 7 + 4,5 + 7 = 66
    assert totals(screen, "geplant")[""] == "66,00"
    assert totals(screen, "noetig")["gruppenleitung"] == "26,67"
    assert set(totals(screen, "stand").values()) == {"reicht", ""}


def test_the_matrix_says_what_is_missing_while_one_types(opened: Opened) -> None:
    screen = opened(step="k08")
    into_cell(screen, "fachkraft-gfab", "gruppenleitung", "20")
    assert totals(screen, "geplant")["gruppenleitung"] == "23,00"
    assert totals(screen, "stand")["gruppenleitung"] == "3,67 fehlen"
    cell = hours(screen).cells["fachkraft-gfab", "gruppenleitung"]
    heard = QAccessible.queryAccessibleInterface(cell.input).text(QAccessible.Text.Name)
    assert heard == "Fachkraft mit gFAB, Gruppenleitung"
    screen.key(Key.Key_Z, CONTROL)
    assert totals(screen, "stand")["gruppenleitung"] == "reicht"


def test_arrows_go_through_the_matrix_and_odd_hours_are_kept(opened: Opened) -> None:
    screen = opened(step="k08")
    found = hours(screen)
    rows = [person.id for person in screen.case.people]
    assert found.focus_cell(rows[0], "leitung")
    screen.key(Key.Key_Down)
    assert screen.focus is found.cells[rows[1], "leitung"].input
    screen.key(Key.Key_End)
    screen.key(Key.Key_Right)
    assert screen.focus is found.cells[rows[1], "gruppenleitung"].input
    screen.key(Key.Key_Up)
    assert screen.focus is found.cells[rows[0], "gruppenleitung"].input
    screen.type("viel")
    screen.key(Key.Key_Return)
    assert screen.case.unread[f"people[{rows[0]}].gruppenleitung"] == "viel"
    assert found.cells[rows[0], "gruppenleitung"].message.text.startswith("Hofleitung, Gruppenleitung:")


def test_too_few_hours_and_too_small_contracts_are_named(opened: Opened, qtbot: QtBot) -> None:
    screen = opened(step="k08")
    shown = panel(screen, PersonalplanPanel)
    into_cell(screen, "fachkraft-gfab", "gruppenleitung", "20")
    # 20 + 3 of the Gärtnerei are 23 of 26,67
    qtbot.waitUntil(lambda: "Für 8 Plätze sind 26,67 Stunden nötig. Geplant sind 23,00." in said(shown))
    into_cell(screen, "fachkraft-gfab", "gruppenleitung", "32")
    # 32 + 4,5 are 36,5 in a contract of 34
    qtbot.waitUntil(lambda: "Fachkraft mit gFAB: verteilt sind 36,50 Stunden, im Vertrag stehen 34,00." in said(shown))


def test_the_handbooks_case_of_one_person_with_14_hours(opened: Opened) -> None:
    """Fachvorgabe 4.1: three participants, one person with 14 h as Leitung, Verwaltung and Fachkraft.

    Needed with the hours of Tab. 1: 0,30 × 3 = 0,90; 3,30 × 3 = 9,90; 1,00 × 3 = 3,00; together 13,80 of 14.
    """
    case = Case.model_validate(
        {
            "offer": {"places_target": 3},
            "people": [{"id": "hof", "name": "Hofleitung", "contract_hours": 14, "leitung": 1, "gruppenleitung": 10, "verwaltung": 3}],
            "kostenkalkulation": {
                "personal": [
                    {"funktion": "leitung", "hours": "0.30"},
                    {"funktion": "gruppenleitung", "hours": "3.30"},
                    {"funktion": "verwaltung", "hours": "1.00"},
                ]
            },
        }
    )
    screen = opened(case, "k08")
    words = said(panel(screen, PersonalplanPanel))
    for needed, planned in (("0,90", "1,00"), ("9,90", "10,00"), ("3,00", "3,00")):
        assert f"Für 3 Plätze sind {needed} Stunden nötig. Geplant sind {planned}." in words
    # nobody is a begleitender Dienst: its key 1:120 is due all the same, 40 ÷ 120 × 3 = 1,00
    assert "Für 3 Plätze sind 1,00 Stunden nötig. Geplant sind 0,00." in words
    assert "Ohne Vertretung bei Krankheit: Hofleitung." in words


def test_an_empty_case_asks_for_places(opened: Opened) -> None:
    screen = opened("leer", "k08")
    assert "Tragen Sie Plätze und Personalkosten ein." in said(panel(screen, PersonalplanPanel))


def test_keys_and_hours_convert_both_ways(opened: Opened) -> None:
    """Full time 40 h, 8 places: 1:12 is 40 ÷ 12 = 3,33 h and 26,67 h a week; 0,40 h are 1:100 and 3,20 h, 0,080 posts."""
    screen = opened(step="tagessatz")
    shown = panel(screen, StundenPanel)
    fold = shown.findChild(Fold)
    assert fold is not None
    fold.opener.setFocus(Qt.FocusReason.TabFocusReason)
    screen.key(Key.Key_Return)
    rows = matrix(shown)
    assert rows["Leitung"] == ["0,40", "1:100", "3,20", "0,080"]
    assert rows["Gruppenleitung, Fachkraft"] == ["3,33", "1:12", "26,67", "0,667"]
    assert rows["Unterstützung, Assistenz, Pflege"][1] == "1:53,33"  # 40 ÷ 0,75
    screen.fill("kostenkalkulation.vollzeit", "39")
    assert matrix(shown)["Gruppenleitung, Fachkraft"] == ["3,25", "1:12", "26,00", "0,667"]  # Handbuch: 3,25 h at 39 h


def test_hours_of_the_rows_are_the_posts_of_the_calculation() -> None:
    """Rows without hours and key count nothing; the sum of the posts is h × n ÷ W of the others."""
    case = sample("hof-sonnenwiese")
    rows = stunden(case, Decimal(40), lambda _set, value: value)
    hours, posts = zusammen(rows)
    by_hand = 8 * (sum(map(Decimal, ("0.4", "0.5", "0.75", "0.8", "0.5", "0.8"))) + Decimal(40) / 12 + Decimal(40) / 120)
    assert abs(hours - by_hand) < Decimal("1E-20") and abs(posts - by_hand / 40) < Decimal("1E-20")
    empty = stunden(
        Case.model_validate({"kostenkalkulation": {"personal": [{"funktion": "leitung"}]}}), Decimal(40), lambda _set, value: value
    )
    assert empty[0].je_woche is None and empty[0].schluessel is None and zusammen(empty) == (Decimal(0), Decimal(0))
