"""The triangle on the first page: it names the sides of this case, also for those who listen, and follows what is typed."""

from __future__ import annotations

from ala_wizard.ui.panels.dreieck import DreieckPanel
from tests.ui.conftest import Opened


def test_the_drawing_names_the_sides_and_follows_the_case(opened: Opened) -> None:
    screen = opened("leer", "orientierung")
    (panel,) = screen.workspace.page.findChildren(DreieckPanel)
    assert "Ihr Hof" in panel.drawing.accessibleDescription()
    assert "KSV Sachsen" in panel.drawing.accessibleDescription()
    screen.session.change("farm.name", "Hof Probe", "Name")
    screen.session.change("offer.places_target", 1, "Plätze")
    screen.settle()
    assert "Hof Probe" in panel.drawing.accessibleDescription()
    assert "ein Mensch" in panel.drawing.accessibleDescription()
    screen.session.undo()
    screen.session.undo()
    screen.settle()
    assert "Ihr Hof" in panel.drawing.accessibleDescription()
