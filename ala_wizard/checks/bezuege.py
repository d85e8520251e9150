"""Rows that point at a row which is gone: a group led by somebody who is no longer in the list of the staff."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.context import Context, Finding, short
from ala_wizard.model import path


def gone(ctx: Context) -> Iterator[Finding]:
    """Every cell that says a row by its ID, where nobody has this ID any more. Papers leave such a cell empty."""
    for question in ctx.content.questions.values():
        for block in question.tables:
            for column in (one for one in block.columns if one.kind == "row"):
                there = {row.id for row in path.get(ctx.case, column.rows)}
                for number, row in enumerate(path.get(ctx.case, block.target), 1):
                    said = getattr(row, column.key)
                    if said and said not in there:
                        name = short(str(getattr(row, "name", "")) or str(getattr(row, "label", ""))) or str(number)
                        yield ctx.found(
                            "bezug_weg",
                            f"{block.target}.{row.id}",
                            address=f"{block.target}[{row.id}].{column.key}",
                            question=question.id,
                            table=block.title,
                            name=name,
                            column=column.label,
                        )


RULES = (gone,)
