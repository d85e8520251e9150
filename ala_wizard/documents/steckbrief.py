"""The farm's profile in two columns: made from what stands under „Unser Betrieb“ (K2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.documents.blocks import Block, Definition, Definitions, Note
from ala_wizard.documents.common import address, farm_name, reach
from ala_wizard.documents.wording import entry_of, names, words
from ala_wizard.model.case import Case
from ala_wizard.model.farm import Farm
from ala_wizard.model.german import format_decimal


def steckbrief(case: Case) -> Iterator[Block]:
    """The rows that hold something; a quiet note while nothing is known."""
    labels = entry_of("konzept.steckbrief.labels")
    rows = [(labels[name], _value(name, case)) for name in names("konzept.steckbrief.order")]
    filled = tuple(Definition(label, value) for label, value in rows if value.strip())
    yield Definitions(filled) if filled else Note("gap", words("common.gap"))


def _value(name: str, case: Case) -> str:
    farm = case.farm
    made = {
        "name": lambda: farm_name(case),
        "address": lambda: address(case),
        "reach": lambda: reach(case),
        "land": lambda: _land(farm),
        "livestock": lambda: _livestock(farm),
        "branches": lambda: ", ".join(branch.name.strip() for branch in farm.branches if branch.name.strip()),
        "staff": lambda: _staff(farm),
    }
    return made[name]() if name in made else str(getattr(farm, name))


def _land(farm: Farm) -> str:
    lines = []
    for land in farm.land:
        size = f"{format_decimal(land.hectares)}\u00a0ha" if land.hectares is not None else ""
        lines.append(" ".join(part for part in (size, land.use.strip()) if part))
    return "; ".join(line for line in lines if line)


def _livestock(farm: Farm) -> str:
    lines = []
    for animals in farm.livestock:
        words_ = f"{animals.count} {animals.kind.strip()}" if animals.count is not None else animals.kind.strip()
        lines.append(f"{words_} ({animals.note.strip()})" if animals.note.strip() else words_)
    return "; ".join(line for line in lines if line.strip())


def _staff(farm: Farm) -> str:
    count = str(farm.staff_count) if farm.staff_count is not None else ""
    return ": ".join(part for part in (count, farm.staff_note.strip()) if part)
