"""How long the papers take: against a bare reportlab script that sets the same words without tags, and with ten times the text.

Run by hand: `python tests/bench/bench_export.py`. Medians of rounds in turn; look at the ratios, they hardly depend on the machine.
"""

from __future__ import annotations

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pypdf import PdfReader
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ala_wizard import core
from ala_wizard.bundle.make import Wishes
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents.registry import FOR_AUTHORITY
from ala_wizard.model.case import Case
from ala_wizard.pdf.render import pdf_bytes
from ala_wizard.pdf.text import markup

CORE = ("konzept", "kostenkalkulation", "leistungsbeschreibung")
NOW = datetime(2026, 11, 20, 14, 32)
ROUNDS = 7


def papers(case: Case) -> list[bytes]:
    """The three core papers, tagged."""
    results = core.reckon(case, content(), NOW.date())
    return [pdf_bytes(FOR_AUTHORITY[kind](case, content(), results, core.stamp(NOW)))[0] for kind in CORE]


def bare(lines: list[str]) -> None:
    """The same words, one paragraph for each line, without anything else."""
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(BytesIO()).build([Paragraph(markup(line), style) for line in lines])


def whole(case: Case) -> None:
    """The whole set as PDF, put in place."""
    with TemporaryDirectory() as folder:
        wishes = Wishes(None, frozenset({"pdf"}))
        core.export(case, content(), core.reckon(case, content(), NOW.date()), NOW, Path(folder) / "x", None, wishes)


def timed(*deeds: object) -> list[float]:
    """The median of each, measured in turn."""
    found: list[list[float]] = [[] for _ in deeds]
    for _ in range(ROUNDS):
        for times, deed in zip(found, deeds, strict=True):
            start = perf_counter()
            deed()  # type: ignore[operator]
            times.append(perf_counter() - start)
    return [median(times) for times in found]


def main() -> None:
    """Print the ratios."""
    case = sample("hof-sonnenwiese")
    long = case.model_copy(update={"answers": {key: "\n\n".join([words] * 10) for key, words in case.answers.items()}})
    lines = [line for data in papers(case) for page in PdfReader(BytesIO(data)).pages for line in page.extract_text().splitlines()]
    plain, three, grown, everything = timed(lambda: bare(lines), lambda: papers(case), lambda: papers(long), lambda: whole(case))
    print(f"bare reportlab, same words, untagged: 1 ({plain * 1000:.0f} ms)")
    print(f"three papers, tagged: {three / plain:.1f}")
    print(f"the same with ten times the answers: {grown / three:.1f} times that")
    print(f"whole set as PDF, merged and listed: {everything / three:.1f} times the three papers")


if __name__ == "__main__":
    main()
