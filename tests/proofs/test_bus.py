"""The walk of `bus.py` in small; `python tests/proofs/run.py hoeren` goes through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs.bus import FEW, Node, missing, prove, wrong
from tests.proofs.dbus import split


@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a bus")
def test_everything_on_the_bus_has_a_name(tmp_path: Path, own_folders: Path) -> None:
    assert own_folders
    tally = prove(tmp_path, "hof-sonnenwiese", FEW, ("tasten",))
    assert tally.pages == len(FEW)
    assert tally.controls > 100
    assert tally.folds > 3, "cards say whether they are folded out"


def test_the_measure_itself_hears_what_is_wrong() -> None:
    def node(name: str, role: str, *states: int) -> Node:
        return Node(("a", "/b"), name, role, "", frozenset(states), 0)

    assert not list(wrong(node("", "label")))
    assert not list(wrong(node("Weiter", "button", 11)))
    assert len(list(wrong(node(" ", "button", 11)))) == 1
    assert len(list(wrong(node("Weiter", "unknown", 11)))) == 1
    assert len(list(wrong(node("Karte", "button", 11, 9)))) == 1
    assert not list(wrong(node("Karte", "button", 11, 9, 10)))


def test_signatures_fall_into_single_types() -> None:
    assert split("") == []
    assert split("sa(so)a{sv}u") == ["s", "a(so)", "a{sv}", "u"]
