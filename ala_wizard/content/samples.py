"""Sample cases (Fachvorgabe section 9) and the template of a new application."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ala_wizard.content.loader import read_toml
from ala_wizard.content.paths import resources
from ala_wizard.model.base import new_id
from ala_wizard.model.case import Case

NEW = "leer"
"""The sample that a new application starts from."""

FARM = "hof-sonnenwiese"
"""The sample farm whose answers are shown as examples."""


def names() -> tuple[str, ...]:
    """The names of the samples."""
    return tuple(sorted(file.stem for file in _folder().glob("*.toml")))


def sample(name: str) -> Case:
    """A sample by name, with a case ID of its own. Raises KeyError for an unknown name, ContentError."""
    file = _folder() / f"{name}.toml"
    if name not in names():
        raise KeyError(name)
    return Case.model_validate({**read_toml(file), "case_id": name if name != NEW else new_id()})


def example_answer(question_id: str) -> str:
    """What the sample farm answers to a question of kind `text`, as stored; empty where it has no answer. Raises ContentError."""
    return example_farm().answers.get(question_id, "")


@cache
def example_farm() -> Case:
    """The sample farm, loaded once: facts inside its answers take their values from it. Raises ContentError."""
    return sample(FARM)


def _folder() -> Path:
    return resources() / "samples"
