"""Runs the long proofs and writes what they saw to docs/nachweise.md: `python tests/proofs/run.py [KILLS]`."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.proofs import monkey  # noqa: E402 - the path comes first
from tests.proofs.kill import Tally, prove  # noqa: E402

REPORT = ROOT / "docs" / "nachweise.md"
KILLS = 500
ROUNDS = 30
ACTS = 450


def report(tally: Tally, rounds: list[monkey.Tally], seed: int, seconds: float) -> str:
    """The report in German, for readers of the documentation."""
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"""# Nachweise

Dieses Blatt schreibt `python tests/proofs/run.py`. Es hält den letzten Lauf fest.

## Speichern übersteht jeden Abbruch

Ein Programmteil speichert pausenlos verschieden große Anträge in dieselbe Datei. Er wird zu zufälligen Zeitpunkten
hart beendet (`kill -9`). Danach muss sich die Datei ganz öffnen lassen: mit dem alten oder dem neuen Stand und mit
unveränderter Anlage. Was als gespeichert gemeldet war, darf nie fehlen.

| | |
|---|---|
| Tag | {date.today():%d.%m.%Y} |
| Rechner | {system} |
| Startzahl des Zufalls | {seed} |
| Abbrüche | {tally.kills} |
| davon mitten im Schreiben | {tally.interrupted} |
| gelungene Speicherungen dazwischen | {tally.saves} |
| halbe, fehlende oder unlesbare Dateien | 0 |
| Dauer mit dem zweiten Nachweis | {seconds:.0f} Sekunden |

Der Lauf bricht beim ersten Verstoß ab und schreibt dann kein Blatt. Eine kleine Fassung mit 15 Abbrüchen gehört zu den
Tests. `tests/store/test_faults.py` lässt außerdem jeden einzelnen Schreibschritt einmal misslingen.

Nicht nachgewiesen ist ein Stromausfall: Er hängt davon ab, ob die Platte hält, was sie dem Betriebssystem meldet.

## Zufällige Tasten machen nichts kaputt

Das Fenster bekommt zufällige Tasten: Es wird getippt, gewählt, gelöscht, geblättert und rückgängig gemacht. Danach wird
alles zurückgenommen, wiederholt und wieder zurückgenommen. Am Ende müssen Fenster und Datei genau den Antrag vom Anfang
zeigen. Keine Taste darf das Programm aus dem Tritt bringen.

| | |
|---|---|
| Runden | {len(rounds)} |
| Handgriffe | {sum(entry.acts for entry in rounds)} |
| zurückgenommene Schritte | {sum(entry.undone for entry in rounds)} |
| besuchte Seiten je Runde, im Mittel | {sum(entry.steps for entry in rounds) / len(rounds):.0f} |
| Abweichungen | 0 |
"""


def main() -> int:
    """Run the proofs; the exit code is 0 when all held."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    seed = time.time_ns() % 1_000_000
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ALA_WIZARD_HOME"] = str(Path(folder) / "home")
        (Path(folder) / "kill").mkdir()
        tally = prove(Path(folder) / "kill", kills, seed)
        rounds = monkey.prove(Path(folder), ROUNDS, ACTS, seed)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report(tally, rounds, seed, time.monotonic() - begun), encoding="utf-8")
    print(f"{tally.kills} kills, {tally.interrupted} in the middle of a save, {tally.saves} saves between: every file whole")
    print(f"{len(rounds)} rounds of {ACTS} random acts: nothing broke, undo took all of it back")
    return 0


if __name__ == "__main__":
    sys.exit(main())
