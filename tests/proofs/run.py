"""Runs the long proofs and writes what they saw to docs/nachweise.md.

`python tests/proofs/run.py [NAME=COUNT ...]`: all proofs in full, or only the named ones, so often; the sheet keeps what the
others saw. Names: speichern, tippen, schritte, dateien, netz, tasten, hoeren.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.proofs import bus, kill, monkey, mutate, offline, sealed, writing  # noqa: E402 - the path comes first
from tests.proofs.faults import prove_every_fault  # noqa: E402

REPORT = ROOT / "docs" / "nachweise.md"
HEAD = """# Nachweise

Dieses Blatt schreibt `python tests/proofs/run.py`. Es hält von jedem Nachweis den letzten Lauf fest. Ein Lauf bricht beim ersten
Verstoß ab und schreibt dann nichts. Kleine Fassungen aller Nachweise gehören zu den Tests.
"""
ACTS = 450

Rows = Sequence[tuple[str, str]]


def _saving(folder: Path, count: int, seed: int) -> Rows:
    seen = kill.prove(folder, count, seed)
    return (
        ("Abbrüche", f"{seen.kills}"),
        ("davon mitten im Schreiben", f"{seen.interrupted}"),
        ("gelungene Speicherungen dazwischen", f"{seen.saves}"),
        ("halbe, fehlende oder unlesbare Dateien", "0"),
    )


def _typing(folder: Path, count: int, seed: int) -> Rows:
    seen = writing.prove(folder, count, seed)
    return (
        ("Abbrüche", f"{seen.kills}"),
        ("Änderungen dazwischen", f"{seen.changes}"),
        ("Starts, bei denen ein neuerer Stand angeboten wurde", f"{seen.offered}"),
        ("verlorene Änderungen, alle jünger als eine Sekunde", f"{seen.lost}"),
        ("älteste davon vor dem Abbruch", f"{seen.worst:.2f} s".replace(".", ",")),
        ("unlesbare Dateien", "0"),
    )


def _steps(folder: Path, count: int, _seed: int) -> Rows:
    return (("Fälle, in denen ein Schritt misslang", f"{prove_every_fault(folder, count)}"), ("verlorene Stände", "0"))


def _damaged(folder: Path, count: int, seed: int) -> Rows:
    seen = mutate.prove(folder, count, seed)
    return (
        ("beschädigte Dateien", f"{seen.files}"),
        ("davon noch lesbar", f"{seen.cases}"),
        ("davon mit einem Satz abgelehnt", f"{seen.sentences}"),
        (f"längste Rechenzeit für eine Datei (erlaubt sind {mutate.SECONDS:.0f} s)", f"{seen.slowest:.2f} s".replace(".", ",")),
        (f"größter Speicher (erlaubt sind {mutate.MEGABYTES} MB)", f"{seen.megabytes} MB"),
    )


def _hands(folder: Path, count: int, seed: int) -> Rows:
    rounds = monkey.prove(folder, count, ACTS, seed)
    return (
        ("Runden", f"{len(rounds)}"),
        ("Handgriffe", f"{sum(entry.acts for entry in rounds)}"),
        ("zurückgenommene Schritte", f"{sum(entry.undone for entry in rounds)}"),
        ("besuchte Seiten je Runde, im Mittel", f"{sum(entry.steps for entry in rounds) / len(rounds):.0f}"),
        ("Abweichungen", "0"),
    )


def _offline(folder: Path, _count: int, _seed: int) -> Rows:
    shut = sealed.possible()
    held = offline.prove_sealed(folder / "a") if not shut else None
    apart = offline.prove_alone(folder / "b") if offline.namespace() else None
    seen = held or apart
    assert seen is not None, "this system can prove neither"
    return (
        ("mit Verbot durch den Systemkern", "bestanden" if held is not None else "hier nicht möglich"),
        ("im eigenen Netz ohne Ausgang, gesendete Pakete", "0" if apart is not None else "hier nicht möglich"),
        ("Dateien der ganzen Mappe", f"{seen.files}"),
        ("Befehle der Kommandozeile", ", ".join(dict.fromkeys(seen.commands))),
    )


def _heard(folder: Path, _count: int, _seed: int) -> Rows:
    seen = bus.prove_all(folder)
    return (
        ("Seiten", f"{seen.pages}"),
        ("Dialoge", f"{seen.dialogs}"),
        ("gehörte Dinge", f"{seen.nodes}"),
        ("davon zu bedienen", f"{seen.controls}"),
        ("davon auf- und zuzuklappen", f"{seen.folds}"),
        ("ohne Namen, Rolle oder Zustand", "0"),
    )


PROOFS: dict[str, tuple[str, str, int, Callable[[Path, int, int], Rows]]] = {
    "speichern": (
        "Speichern übersteht jeden Abbruch",
        """Ein Programmteil speichert pausenlos verschieden große Anträge in dieselbe Datei. Er wird zu zufälligen Zeitpunkten
hart beendet (`kill -9`). Danach muss sich die Datei ganz öffnen lassen: mit dem alten oder dem neuen Stand und mit
unveränderter Anlage. Was als gespeichert gemeldet war, darf nie fehlen.

Nicht nachgewiesen ist ein Stromausfall: Er hängt davon ab, ob die Platte hält, was sie dem Betriebssystem meldet.""",
        500,
        _saving,
    ),
    "tippen": (
        "Tippen übersteht jeden Abbruch",
        """Ein Programm wird beim Tippen zu zufälligen Zeitpunkten hart beendet (`kill -9`). Das nächste öffnet dieselbe Datei, nimmt
an, was angeboten wird, und tippt weiter. Jeder Stand muss ganz sein, und höchstens eine Sekunde Tippen darf fehlen.""",
        500,
        _typing,
    ),
    "schritte": (
        "Kein Schreibschritt darf etwas kosten",
        """Journal, Datei und frühere Stände werden geschrieben, und jeder einzelne Schritt auf der Platte misslingt: einmal, oder von
da an alles. Die Platte antwortet dabei: defekt, voll, schreibgeschützt, verboten. Danach muss die Datei ganz sein, und der neue Stand
steht in ihr oder wird angeboten. Bleibt die Platte weg, muss das Programm es gesagt haben.""",
        1,
        _steps,
    ),
    "dateien": (
        "Beschädigte Dateien richten nichts an",
        """Dateien werden zufällig beschädigt: abgeschnitten, Bits gekippt, genullt, vertauscht, falsche Arten, riesige Zahlen, tiefe
Verschachtelung. Betroffen sind Antrag, Antrag der ersten Fassung, Journal, frühere Stände und neue Rechtswerte. Jede muss einen Antrag ergeben, mit dem sich rechnen lässt, oder
einen deutschen Satz.""",
        10_000,
        _damaged,
    ),
    "netz": (
        "Nichts verlässt den Rechner",
        """Der ganze Weg läuft ohne Netz: starten, öffnen, jede Seite, tippen, Vorschau, suchen, alle Unterlagen, Rechentabelle
zurücklesen, neue Werte, jeder Befehl der Kommandozeile. Einmal beendet der Systemkern jeden Prozess, der eine Netzverbindung auch nur
anlegt, auch jeden gestarteten. Einmal zählt ein eigenes Netz ohne Ausgang mit, ob jemand etwas sendet.""",
        1,
        _offline,
    ),
    "tasten": (
        "Zufällige Hände machen nichts kaputt",
        """Zufällige Hände arbeiten im Fenster, mit Tasten und Maus: Sie tippen, schreiben fett und in Listen, setzen Angaben und Bausteine
ein, fügen Fremdes ein, ziehen im Wochenplan, haken ab, hängen Dateien an, suchen und springen im Verlauf. Danach wird
alles zurückgenommen, wiederholt und wieder zurückgenommen. Am Ende müssen Fenster und Datei genau den Antrag vom Anfang
zeigen. Keine Taste darf das Programm aus dem Tritt bringen.""",
        30,
        _hands,
    ),
    "hoeren": (
        "Ein Vorleseprogramm hört alles",
        """Das Programm läuft auf einem echten Bus für Hilfsmittel (AT-SPI). Wie ein Vorleseprogramm geht der Nachweis durch jede Seite
aller Muster mit aufgeklappten Karten, durch die Dialoge des Menüs und die Startseite. Alles, was sich bedienen lässt, muss
einen Namen und eine Rolle haben. Was sich aufklappen lässt, muss sagen, ob es offen ist.""",
        1,
        _heard,
    ),
}
"""Name: heading, what is done, how often (for the steps: every how many-th), and who does it."""


def section(name: str, rows: Rows, seed: int, seconds: float) -> str:
    """One part of the sheet in German, for readers of the documentation."""
    title, words, _, _ = PROOFS[name]
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    every = (
        ("Tag", f"{date.today():%d.%m.%Y}"),
        ("Rechner", system),
        ("Startzahl des Zufalls", f"{seed}"),
        *rows,
        ("Dauer", f"{seconds:.0f} Sekunden"),
    )
    table = "\n".join(f"| {left} | {right} |" for left, right in every)
    return f"## {title}\n\n{words}\n\n| | |\n|---|---|\n{table}\n"


def known() -> dict[str, str]:
    """The parts of the sheet as it stands, by their headings."""
    try:
        parts = REPORT.read_text(encoding="utf-8").split("\n## ")[1:]
    except FileNotFoundError:
        return {}
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def main() -> int:
    """Run the proofs; the exit code is 0 when all held."""
    wanted = dict(word.split("=") if "=" in word else (word, "") for word in sys.argv[1:]) or dict.fromkeys(PROOFS, "")
    seed = time.time_ns() % 1_000_000
    for name, often in wanted.items():
        title, _, full, prove = PROOFS[name]
        if name == "hoeren" and (lacks := bus.missing()):
            print(f"{name}: {lacks}", flush=True)
            continue
        print(f"{name}: {title} ({seed})", flush=True)
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ALA_WIZARD_HOME"] = str(Path(folder) / "home")
            (Path(folder) / "work").mkdir()
            rows = prove(Path(folder) / "work", int(often or full), seed)
        sheet = known() | {title: section(name, rows, seed, time.monotonic() - begun)}
        ordered = [sheet[heading] for heading, *_ in PROOFS.values() if heading in sheet]
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text("\n".join((HEAD, *ordered)), encoding="utf-8")
        print(f"{name}: {'; '.join(f'{left} {right}' for left, right in rows)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
