"""Make the pictures of README and manual from the program itself: `python packaging/screenshots.py [FOLDER]`.

Runs off screen with the sample farm. With `--all` every step of the sample and of the empty case is taken, at 100 % and
200 %, light and dark, for looking through them before a release.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
README = {"fenster": "k03", "tagessatz": "tagessatz", "arbeitsergebnis": "arbeitsergebnis", "unterlagen": "export"}
LOOKS = (
    ("light", 1.0, (1440, 900)),
    ("light", 1.0, (1280, 720)),
    ("light", 2.0, (1920, 1080)),
    ("dark", 1.0, (1440, 900)),
    ("contrast", 1.0, (1440, 900)),
)


def main() -> int:
    """Take the pictures; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "bilder")
    parser.add_argument("--all", action="store_true", help="every step in every look, into subfolders")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["ALA_WIZARD_HOME"] = home
        if chosen.all:
            for sample in ("hof-sonnenwiese", "leer"):
                for name, scale, size in LOOKS:
                    look = f"{sample}-{name}-{scale:.0%}-{size[0]}x{size[1]}".replace("%", "")
                    take(chosen.folder / look, sample, name, scale, size, None)
        else:
            take(chosen.folder, "hof-sonnenwiese", "light", 1.0, (1440, 900), README)
    return 0


def take(folder: Path, sample_name: str, look: str, scale: float, size: tuple[int, int], wanted: dict[str, str] | None) -> None:
    """One picture of each step; `wanted` names files and their steps, without it every step is taken under its own name."""
    from ala_wizard import app
    from ala_wizard.content.samples import sample
    from ala_wizard.ui import settings
    from ala_wizard.ui.session import Session

    folder.mkdir(parents=True, exist_ok=True)
    qt = app.prepare(sys.argv[:1])
    settings.save(settings.Settings(look, scale))  # type: ignore[arg-type]
    program = app.Program(qt)
    window = program.window
    window.resize(*size)
    if wanted is None:
        window.show_start()
        window.show()
        qt.processEvents()
        window.grab().save(str(folder / "start.png"))
    with tempfile.TemporaryDirectory() as place:
        session = Session(sample(sample_name), Path(place) / "Antrag.ala", program.engine)
        window.show_session(session)
        window.resize(*size)  # a case brings back the size that its window had
        window.show()
        steps = wanted or {part.step: part.step for part in program.engine.content.parts}
        for name, step in steps.items():
            assert window.workspace is not None
            window.workspace.go_to(step)
            for _ in range(5):
                qt.processEvents()  # a page that stands knows where its first field is
            window.workspace.page.focus_first()
            for _ in range(5):
                qt.processEvents()
            window.grab().save(str(folder / f"{name}.png"))
        window.close()
    qt.processEvents()


if __name__ == "__main__":
    sys.exit(main())
