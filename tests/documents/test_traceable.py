"""Every figure of every paper can be found again: in `calc --json`, with the legal values it prints, or in a text that the user typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from ala_wizard import cli, core
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents.registry import FOR_AUTHORITY
from ala_wizard.model.case import Case
from ala_wizard.store import casefile
from tests.documents.cases import STAMP, TODAY

FIGURE = re.compile(r"(?<![\d.,:/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d.:/])")
"""A number with decimals or thousands, in German notation; whole small ones are counts and numbers of sections."""


def number(german: str) -> Decimal:
    return Decimal(german.replace(".", "").replace(",", "."))


def numbers(data: Any) -> Iterator[Decimal]:
    """Every number in plain data, also inside its texts."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for entry in data:
            yield from numbers(entry)
    elif isinstance(data, str):
        if re.fullmatch(r"-?\d+(\.\d+)?", data):
            yield abs(Decimal(data))
        yield from (number(found) for found in re.findall(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", data))
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield abs(Decimal(str(data)))


def words(block: Any) -> Iterator[str]:
    """Every text of a block."""
    if isinstance(block, str):
        yield block
    elif isinstance(block, list | tuple):
        for entry in block:
            yield from words(entry)
    elif is_dataclass(block):
        for each in fields(block):
            yield from words(getattr(block, each.name))


def reported(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the command line says of a case on the day of the papers."""

    class Day(cli.date):
        @classmethod
        def today(cls) -> Any:
            return TODAY

    monkeypatch.setattr(cli, "date", Day)
    casefile.save(case, tmp_path / "hof.ala")
    assert cli.main(["calc", str(tmp_path / "hof.ala"), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["hof-sonnenwiese", "handbuch-rechnung"])
def test_every_figure_can_be_found_again(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = sample(name)
    results = core.reckon(case, content(), TODAY)
    known = set(numbers(reported(case, tmp_path, capsys, monkeypatch)))
    typed = set(numbers(case.model_dump(mode="json")))
    seen, lost = 0, set()
    for kind, build in FOR_AUTHORITY.items():
        for text in words(build(case, content(), results, STAMP).blocks):
            for found in FIGURE.findall(text):
                value, seen = number(found), seen + 1
                if value not in typed and not any(entry.quantize(value, ROUND_HALF_UP) == value for entry in known):
                    lost.add((kind, found, text[:60]))
    assert seen > (200 if name == "hof-sonnenwiese" else 30)
    assert lost == set()


def test_an_own_value_stands_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    full = sample("hof-sonnenwiese").model_dump(mode="json")
    full["kostenkalkulation"]["tage"] = None
    full["overrides"] = {"tage_im_jahr": {"value": "240", "reason": "so vereinbart"}}
    said = reported(Case.model_validate(full), tmp_path, capsys, monkeypatch)["rechtswerte"]["tage_im_jahr"]
    assert (said["value"], said["state"], said["source"], said["checked_on"]) == ("240", "eigen", "so vereinbart", None)
