"""Every answer the model allows can be chosen, and no other: the choice sets against the Literals of `model/`."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from ala_wizard.content.loader import content
from ala_wizard.content.schema import FieldSpec
from ala_wizard.model.base import Grundlage
from ala_wizard.model.case import Case
from ala_wizard.model.costs import SACHARTEN, Sachart
from ala_wizard.model.people import FUNCTIONS, Funktion


def _annotation(address: str) -> Any:
    """The type of the field at an address without row IDs."""
    kind: Any = Case
    for step in address.split("."):
        kind = next((part for part in get_args(kind) if hasattr(part, "model_fields")), kind).model_fields[step].annotation
    return kind


def _choices() -> list[tuple[str, FieldSpec]]:
    found: list[tuple[str, FieldSpec]] = []
    for question in content().questions.values():
        found += [(field.target, field) for field in question.fields if field.kind == "choice"]
        found += [
            (f"{table.target}.{column.key}", column) for table in question.tables for column in table.columns if column.kind == "choice"
        ]
    return found


@pytest.mark.parametrize(("address", "spec"), _choices(), ids=[address for address, _ in _choices()])
def test_choices_are_those_of_the_model(address: str, spec: FieldSpec) -> None:
    """A value missing here could never be entered; one too many could never be stored."""
    allowed = [value for value in get_args(_annotation(address)) if value]
    assert allowed, address
    assert sorted(choice.value for choice in content().choices[spec.choices].choices) == sorted(allowed)


def test_rows_keep_the_handbooks_order() -> None:
    """Tab. 1 has eight functions and Tab. 2 twelve kinds of cost; own rows come last."""
    sets = content().choices
    assert [choice.value for choice in sets["funktion"].choices] == [*FUNCTIONS, "eigene"]
    assert [choice.value for choice in sets["sachart"].choices] == [*SACHARTEN, "eigene"]
    assert (len(FUNCTIONS), len(SACHARTEN)) == (8, 12)


@pytest.mark.parametrize(("name", "kind"), [("funktion", Funktion), ("sachart", Sachart), ("grundlage", Grundlage)])
def test_what_belongs_in_a_cost_row_is_said(name: str, kind: Any) -> None:
    """Fachvorgabe 4.1: what belongs in each row stands beside it."""
    choices = {choice.value: choice for choice in content().choices[name].choices}
    assert [value for value in get_args(kind) if value and not choices[value].help] == []


def test_every_cost_line_carries_its_evidence() -> None:
    """R1: basis, calculation note and evidence for every line of the Kostenkalkulation."""
    tables = [table for part in content().parts if part.id == "T" for question in part.questions for table in question.tables]
    assert len(tables) == 6
    for table in tables:
        assert {"grundlage", "note", "evidence"} <= {column.key for column in table.columns}, table.target


def test_dates_of_the_fuehrungszeugnis_are_not_printed() -> None:
    """§ 124 Abs. 2 SGB IX: these dates serve the check of the person and nothing else."""
    for question in content().questions.values():
        for table in question.tables:
            if any(column.key.startswith("fuehrungszeugnis") for column in table.columns):
                assert not table.document
