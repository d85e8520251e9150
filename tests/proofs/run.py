"""Runs the long proofs and writes what they saw to docs/nachweise.md: `python tests/proofs/run.py [KILLS]`."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.proofs import monkey, mutate, writing  # noqa: E402 - the path comes first
from tests.proofs.faults import prove_faults  # noqa: E402
from tests.proofs.kill import Tally, prove  # noqa: E402

REPORT = ROOT / "docs" / "nachweise.md"
KILLS = 500
DAMAGED = 10_000
ROUNDS = 30
ACTS = 450


@dataclass(frozen=True)
class Proofs:
    """What all proofs saw."""

    kill: Tally
    typing: writing.Tally | None
    """None where the system cannot fork."""
    damaged: mutate.Tally
    steps: int
    rounds: list[monkey.Tally]


def report(seen: Proofs, seed: int, seconds: float) -> str:
    """The report in German, for readers of the documentation."""
    tally, rounds, typing, damaged = seen.kill, seen.rounds, seen.typing, seen.damaged
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
| Dauer aller Nachweise | {seconds:.0f} Sekunden |

Der Lauf bricht beim ersten Verstoß ab und schreibt dann kein Blatt. Eine kleine Fassung mit 15 Abbrüchen gehört zu den
Tests. `tests/store/test_faults.py` lässt außerdem jeden einzelnen Schreibschritt einmal misslingen.

Nicht nachgewiesen ist ein Stromausfall: Er hängt davon ab, ob die Platte hält, was sie dem Betriebssystem meldet.

{_typing(typing)}
## Kein Schreibschritt darf etwas kosten

Journal, Datei und frühere Stände werden geschrieben, und jeder einzelne Schritt auf der Platte misslingt einmal. Danach muss die
Datei ganz sein, und der neue Stand steht in ihr oder wird angeboten.

| | |
|---|---|
| Schritte, die einmal misslangen | {seen.steps} |
| verlorene Stände | 0 |

## Beschädigte Dateien

Dateien werden zufällig beschädigt: abgeschnitten, Bits gekippt, genullt, vertauscht, falsche Arten, riesige Zahlen, tiefe
Verschachtelung. Betroffen sind Antrag, Journal und frühere Stände. Jede muss einen Antrag oder einen deutschen Satz ergeben.

| | |
|---|---|
| beschädigte Dateien | {damaged.files} |
| davon noch lesbar | {damaged.cases} |
| davon mit einem Satz abgelehnt | {damaged.sentences} |
| längste Rechenzeit für eine Datei (erlaubt sind {mutate.SECONDS:.0f} s) | {damaged.slowest:.2f} s |
| größter Speicher (erlaubt sind {mutate.MEGABYTES} MB) | {damaged.megabytes} MB |

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


def _typing(typing: writing.Tally | None) -> str:
    if typing is None:
        return ""
    worst = f"{typing.worst:.2f}".replace(".", ",")
    return f"""## Tippen übersteht jeden Abbruch

Ein Programm wird beim Tippen zu zufälligen Zeitpunkten hart beendet. Das nächste öffnet dieselbe Datei, nimmt an, was angeboten wird,
und tippt weiter. Jeder Stand muss ganz sein, und höchstens eine Sekunde Tippen darf fehlen.

| | |
|---|---|
| Abbrüche | {typing.kills} |
| Änderungen dazwischen | {typing.changes} |
| Starts, bei denen ein neuerer Stand angeboten wurde | {typing.offered} |
| verlorene Änderungen | {typing.lost}, alle jünger als eine Sekunde |
| älteste davon vor dem Abbruch | {worst} s |
| unlesbare Dateien | 0 |
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
        typed = writing.prove(Path(folder) / "typing", kills, seed) if sys.platform != "win32" else None
        damaged = mutate.prove(Path(folder) / "damaged", DAMAGED * kills // KILLS, seed)
        (Path(folder) / "faults").mkdir()
        steps = prove_faults(Path(folder) / "faults")
        rounds = monkey.prove(Path(folder), ROUNDS, ACTS, seed)
    REPORT.parent.mkdir(exist_ok=True)
    seen = Proofs(tally, typed, damaged, steps, rounds)
    REPORT.write_text(report(seen, seed, time.monotonic() - begun), encoding="utf-8")
    print(f"{tally.kills} kills, {tally.interrupted} in the middle of a save, {tally.saves} saves between: every file whole")
    if typed is not None:
        print(f"{typed.kills} kills under typing, {typed.lost} changes gone, the oldest {typed.worst:.2f} s old")
    print(f"{damaged.files} damaged files: {damaged.cases} cases, {damaged.sentences} sentences; {steps} failing steps: nothing lost")
    print(f"{len(rounds)} rounds of {ACTS} random acts: nothing broke, undo took all of it back")
    return 0


if __name__ == "__main__":
    sys.exit(main())
