"""Measures how readable the texts are and writes docs/lesbarkeit.md: `python tests/readability/run.py`; lists what is beyond a limit."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.readability.measure import ENOUGH, FLOOR, LONGEST, MEDIAN, MIDDLE, Row, offenders, table, texts  # noqa: E402

SHEET = ROOT / "docs" / "lesbarkeit.md"

HEAD = f"""# Lesbarkeit

Dieses Blatt schreibt `python tests/readability/run.py`. Es hält die letzte Messung fest.

Gemessen werden alle Sätze, die im Programm und in den Unterlagen zu lesen sind. Dazu kommen die Bausteine und die Antworten des
Beispielhofs. Der Index ist der von Flesch in der deutschen Fassung von Amstad: 180 − Wörter je Satz − 58,5 × Silben je Wort.
Ab 60 ist ein Text gut zu lesen, ab 70 leicht. Zeitungen liegen bei etwa 45, Gesetze unter 20. Fachwörter wie „Tagessatz“ oder
„Leistungsträger“ zählen höchstens zwei Silben, denn sie stehen im Antrag und sind erklärt. Die Liste steht in
`tests/readability/words.toml`, ebenso die Liste des Amtsdeutschs, das nirgends vorkommen darf.

Die Grenzen: kein Satz über {LONGEST} Wörter, der mittlere Satz jeder Art höchstens {MEDIAN} Wörter, der Index jedes Textes ab
{ENOUGH} Wörtern mindestens {FLOOR}, der mittlere Index jeder Art mindestens {MIDDLE}. `tests/content/test_readability.py` prüft sie bei
jedem Testlauf und nennt Datei und Stelle.

| Art | Texte | Sätze | mittlerer Satz | längster Satz | mittlerer Index | kleinster Index | mittlerer Index, Fachwörter voll gezählt |
|---|---:|---:|---:|---:|---:|---:|---:|
"""


def _row(row: Row) -> str:
    figures = [
        row.texts,
        row.sentences,
        *(f"{x:.0f}" if x is not None else "–" for x in (row.median, row.longest, row.index, row.lowest, row.full)),
    ]
    return f"| {row.name} | {' | '.join(map(str, figures))} |\n"


def main() -> int:
    """Write the sheet; 1 where a text is beyond a limit."""
    found = texts()
    SHEET.write_text(HEAD + "".join(map(_row, table(found))), encoding="utf-8")
    problems = offenders(found)
    print("\n".join([*(_row(row).strip() for row in table(found)), *problems, f"{len(problems)} über einer Grenze"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
