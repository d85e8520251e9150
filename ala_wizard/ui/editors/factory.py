"""The right editor for a field of the content."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from ala_wizard.content.loader import Content
from ala_wizard.content.schema import FieldSpec
from ala_wizard.content.texts import text
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.fields import CheckEditor, DateEditor, LineEditor, Rows, TypedEditor, YesNoEditor, choice_editor, row_editor
from ala_wizard.ui.editors.reading import Limits, limits_for
from ala_wizard.ui.editors.text import TextEditor

MAX_PLACEHOLDER = 60
"""Letters of an example that stand in an empty text field: less than a line."""


def make_editor(
    spec: FieldSpec, content: Content, rows: Rows | None = None, parent: QWidget | None = None, limits: Limits | None = None
) -> Editor:
    """An editor for the kind of the field, named for screen readers; without `limits` those of the model hold."""
    editor = _make(spec, content, rows, limits or limits_for(spec), parent)
    editor.set_accessible(spec.label, spec.help)
    return editor


def _make(spec: FieldSpec, content: Content, rows: Rows | None, limits: Limits, parent: QWidget | None) -> Editor:
    match spec.kind:
        case "text":
            return TextEditor(text("editor.beispiel", example=first_words(spec.example)) if spec.example else "", parent)
        case "line":
            return LineEditor(spec, parent)
        case "date":
            return DateEditor(spec, limits, parent)
        case "choice":
            return choice_editor(spec, content, limits, parent)
        case "row":
            return row_editor(spec, rows or (lambda _address: []), parent)
        case "yesno":
            return YesNoEditor(spec, parent)
        case "check":
            return CheckEditor(spec, parent)
        case _:
            return TypedEditor(spec, limits, parent)


def first_words(example: str) -> str:
    """How an example begins: its first sentence, or the start of a long one. The whole stands in the help."""
    sentence = re.split(r"(?<=[.:?])\s", example.strip(), maxsplit=1)[0]
    if len(sentence) <= MAX_PLACEHOLDER:
        return sentence
    return sentence[: MAX_PLACEHOLDER + 1].rpartition(" ")[0].rstrip(",;:") + " …"
