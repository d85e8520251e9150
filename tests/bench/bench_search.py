"""How long one key in the search takes on the full sample: `python tests/bench/bench_search.py`."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ala_wizard import core
from ala_wizard.checks.facts import showing
from ala_wizard.content.loader import content
from ala_wizard.content.reference import reference
from ala_wizard.content.samples import sample
from ala_wizard.flow.search import Index
from ala_wizard.flow.searchable import of_case, of_program

TYPED = ("arbeitsergebnis", "führungszeugniss", "menschen mit behinderung", "§ 58 SGB IX", "gruppenleitung")


def main() -> None:
    """Print the time to prepare, and of the slowest and the middle key."""
    case, day = sample("hof-sonnenwiese"), date.today()
    results = core.reckon(case, content(), day)
    findings = core.findings(case, content(), results, day, None)
    show = showing(case, results, content())
    start = time.perf_counter()
    program = Index(of_program(content(), reference()))
    first = time.perf_counter()
    own = Index(of_case(case, content(), findings, show))
    second = time.perf_counter()
    took = []
    for words in TYPED:
        for end in range(1, len(words) + 1):
            begin = time.perf_counter()
            program.find(words[:end])
            own.find(words[:end])
            took.append((1000 * (time.perf_counter() - begin), words[:end]))
    took.sort()
    print(f"prepared: program {1000 * (first - start):.1f} ms once, case {1000 * (second - first):.1f} ms after a change")
    print(f"one key: middle {took[len(took) // 2][0]:.1f} ms, slowest {took[-1][0]:.1f} ms ({took[-1][1]!r}); {len(took)} keys")


if __name__ == "__main__":
    main()
