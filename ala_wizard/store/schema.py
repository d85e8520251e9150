"""The JSON Schema of `case.json`: the models' own descriptions in German, without the words meant for programmers."""

from __future__ import annotations

from typing import Any

from ala_wizard.model.case import Case

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema() -> dict[str, Any]:
    """The schema; every field carries a German description."""
    schema = Case.model_json_schema(mode="validation")
    for model in (schema, *schema["$defs"].values()):
        model.pop("description", None)
    return {"$schema": DIALECT, **_without_titles(schema)}


def _without_titles(node: Any) -> Any:
    """Drop the titles that were made from the field names; they say nothing new."""
    if isinstance(node, list):
        return [_without_titles(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _without_titles(value) for name, value in entry.items()} if key in ("properties", "$defs") else _without_titles(entry)
        for key, entry in node.items()
        if key != "title"
    }
