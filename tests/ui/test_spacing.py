"""All gaps of the window come from one scale: read from the source, so that a new page cannot bring a new number."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import ala_wizard.ui

SCALE = frozenset({0, 4, 8, 12, 16, 24, 32, 48})
BETWEEN = frozenset({1, 2, 6, 20})
"""Width of a hairline, two lines of one thing, label to field, inside of a card."""
SETTERS = ("addSpacing", "setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "setContentsMargins")


def numbers(node: ast.expr) -> Iterator[float]:
    """The numbers written in an argument: plain, inside of `px(…)`, or in a tuple of margins."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "px":
        yield from numbers(node.args[0])
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from numbers(part)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield node.value


def gaps(tree: ast.AST) -> Iterator[tuple[int, float]]:
    """Line and size of every gap."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        asked: list[ast.expr] = []
        if isinstance(node.func, ast.Name) and node.func.id in ("row", "column"):
            asked = [*node.args, *(entry.value for entry in node.keywords)]
        elif isinstance(node.func, ast.Attribute) and node.func.attr in SETTERS:
            asked = list(node.args)
        for entry in asked:
            if not (isinstance(entry, ast.Call) and isinstance(entry.func, ast.Name)):
                yield from ((node.lineno, size) for size in numbers(entry))


def test_all_gaps_are_of_the_scale() -> None:
    place = Path(ala_wizard.ui.__file__).parent
    found, off = 0, []
    for file in sorted(place.rglob("*.py")):
        for line, size in gaps(ast.parse(file.read_text(encoding="utf-8"))):
            found += 1
            if size not in SCALE | BETWEEN:
                off.append(f"{file.relative_to(place)}:{line}: {size}")
    assert found > 500, "the measure sees nothing"
    assert not off, "\n".join(off)


def test_the_measure_sees_a_gap_off_the_scale() -> None:
    written = "row(a, 10, b, gap=7)\nx.setContentsMargins(theme.px(8), 0, theme.px(15), 0)\ncolumn(Words('x'), margins=(16, 14, 16, 12))"
    assert [size for _, size in gaps(ast.parse(written)) if size not in SCALE | BETWEEN] == [10, 7, 15, 14]
