"""How long a full recalculation takes: the sample farm grown to 200 people and 300 cost lines.

Run by hand: `python tests/bench/bench_calc.py`. The figure to look at is the ratio to a plain loop of Decimal work that
is measured in the same run, for it hardly depends on the machine. The aim is one frame of the window (16 ms).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ala_wizard.calc.compute import compute, side
from ala_wizard.checks.facts import all_shown
from ala_wizard.checks.zahlen import clashes
from ala_wizard.content.loader import content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.samples import sample
from ala_wizard.model.base import Row
from ala_wizard.model.case import Case
from ala_wizard.model.money import DIGITS
from ala_wizard.model.richtext import parse

R = TypeVar("R", bound=Row)

PEOPLE = 200
LINES = 300
ROUNDS = 60
FRAME_MS = 16
BASELINE_STEPS = 10_000
DAY = date(2026, 7, 1)


def grown() -> Case:
    """The sample farm with 200 people on the staff list, 200 people in groups of their own, and 300 cost lines."""
    case = sample("hof-sonnenwiese")
    kosten, entgelt = case.kostenkalkulation, case.arbeitsentgelt

    def many(rows: Sequence[R], count: int) -> tuple[R, ...]:
        return tuple(rows[at % len(rows)].model_copy(update={"id": f"{rows[at % len(rows)].id}{at}"}) for at in range(count))

    tables = {"personal": 90, "gebaeude": 30, "inventar": 50, "fixe": 20, "miete": 10, "sachaufwand": 100}
    assert sum(tables.values()) == LINES
    groups = tuple(
        entgelt.gruppen[0].model_copy(update={"id": f"p{at}", "anzahl": 1, "steigerungsbetrag": Decimal(at)}) for at in range(PEOPLE)
    )
    return case.model_copy(
        update={
            "people": many(case.people, PEOPLE),
            "kostenkalkulation": kosten.model_copy(
                update={
                    "belegte_plaetze": Decimal(PEOPLE),
                    "fehltage": tuple(range(PEOPLE)),
                    **{name: many(getattr(kosten, name), count) for name, count in tables.items()},
                }
            ),
            "arbeitsentgelt": entgelt.model_copy(update={"gruppen": groups, "insolvenz_verlangt": True}),
        }
    )


def baseline() -> Decimal:
    """Plain work of the same kind: multiply, divide, round, add."""
    found = Decimal(0)
    for at in range(1, BASELINE_STEPS):
        found += (Decimal(at) * Decimal("48.09") / 12).quantize(Decimal("0.01"))
    return found


def milliseconds(work: Callable[[], object]) -> float:
    """Median time of one round."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return median(times)


def main() -> None:
    """Measure and print."""
    case = grown()
    rates = Rates(content().parameters, DAY, case.overrides)
    with localcontext(prec=DIGITS):
        results = compute(case, rates)
        base = milliseconds(baseline)
        whole = milliseconds(lambda: compute(case, rates))
        beside = milliseconds(lambda: side(case, rates, results))
        facts = milliseconds(lambda: all_shown(case, results, content()))
        told = "Wir, {betrieb.name}, planen **{plaetze}** und nicht 12 Plätze.\n- " * 170
        read = milliseconds(lambda: parse(told))
        looked = milliseconds(lambda: clashes(told, case, results, content()))
    print(f"baseline loop                 {base:8.2f} ms")
    print(f"compute, {PEOPLE} people, {LINES} lines {whole:8.2f} ms   ratio {whole / base:5.2f}   frame {FRAME_MS} ms")
    print(f"side calculators, on demand   {beside:8.2f} ms   ratio {beside / base:5.2f}")
    print(f"all facts in words            {facts:8.2f} ms   ratio {facts / base:5.2f}")
    print(f"rich text, {len(told)} letters     {read:8.2f} ms   ratio {read / base:5.2f}")
    print(f"its numbers against the facts {looked:8.2f} ms   ratio {looked / base:5.2f}")


if __name__ == "__main__":
    main()
