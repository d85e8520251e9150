"""Tables of figures keep the room between their columns at every text size."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ala_wizard.ui import theme
from ala_wizard.ui.kit import PAD, FigureTable


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_figures_beside_each_other_never_touch(qapp: QApplication, qtbot: QtBot, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    try:
        table = FigureTable(("", "bisher", "neu"))
        qtbot.addWidget(table)
        table.show_rows([("row", ("Entgelte", "18.348,00 €", "19.020,00 €")), ("note", ("je Monat", "1,00 €", "2,00 €"))])
        table.show()
        for label in table.findChildren(QLabel):
            margins = label.contentsMargins()
            assert margins.left() >= theme.px(PAD), label.text()
            assert margins.top() >= theme.px(6), label.text()
    finally:
        theme.apply(qapp, "light")
