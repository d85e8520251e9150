"""With help or preview opened by hand in a window too narrow for both, everything still can be read: beside the page or below it."""

from __future__ import annotations

import pytest

from ala_wizard.ui.sidepane import FACES
from tests.ui.conftest import Opened
from tests.ui.test_every_page import STEPS, broken, clipped, overlapping


@pytest.mark.parametrize(("width", "height", "below"), [(1280, 720, False), (960, 540, True)])
def test_nothing_is_clipped_beside_or_above_the_pane(opened: Opened, width: int, height: int, below: bool) -> None:
    screen = opened("hof-sonnenwiese", "k03", size=(width, height))
    place = screen.workspace
    wrong: list[str] = []
    for face in FACES:
        place.show_face(face)
        for step in STEPS:
            place.go_to(step)
            assert screen.workspace.help_visible, step
            screen.wait_for_pages()
            screen.wait_until_built()
            roots = (place.page, place._foot_holder, place.side)
            found = [words for root in roots for words in (*clipped(root), *broken(root), *overlapping(root))]
            wide = place.page.horizontalScrollBar().maximum()
            wrong += [f"{face}, {step}: {words}" for words in (*found, *([f"too wide by {wide}"] if wide else []))]
            under = place.side.mapTo(place, place.side.rect().topLeft()).y() >= place.page.mapTo(place, place.page.rect().bottomLeft()).y()
            assert under == below, step
    assert not wrong, "\n".join(wrong)
