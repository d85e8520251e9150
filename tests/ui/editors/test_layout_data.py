"""What the resource files may say about the look of fields and tables; anything else is refused when they are loaded."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ala_wizard.content.loader import content
from ala_wizard.content.schema import Column, FieldSpec, TableBlock


def table(**more: Any) -> TableBlock:
    columns = [{"key": "day", "label": "Tag", "kind": "choice", "choices": "day"}, {"key": "activity", "label": "Was", "kind": "line"}]
    entry = {"target": "week_plan", "title": "Woche", "add": "Zeit hinzufügen", "empty": "Noch leer.", "column": columns}
    return TableBlock.model_validate(entry | more)


def test_only_lines_have_a_size() -> None:
    assert FieldSpec.model_validate({"label": "Ort", "kind": "line", "size": "short"}).size == "short"
    for wrong in ({"kind": "money", "size": "short"}, {"kind": "line", "size": "tiny"}):
        with pytest.raises(ValidationError):
            FieldSpec.model_validate({"label": "Ort", **wrong})
    with pytest.raises(ValidationError):
        Column.model_validate({"key": "name", "label": "Ort", "kind": "line", "size": "short"})


def test_rows_are_grouped_by_a_choice_of_the_table() -> None:
    assert table(group_by="day", group_copy="Tag übernehmen").group_by == "day"
    for wrong in ({"group_by": "gibt_es_nicht"}, {"group_by": "activity"}, {"group_copy": "Tag übernehmen"}):
        with pytest.raises(ValidationError):
            table(**wrong)
    with pytest.raises(ValidationError):
        table(group_by="day", group_copy="Tag übernehmen", add="")


def test_the_week_plan_is_grouped_by_day() -> None:
    blocks = [block for question in content().questions.values() for block in question.tables if block.target == "week_plan"]
    assert [(block.group_by, block.group_copy) for block in blocks] == [("day", "Tag übernehmen")]
