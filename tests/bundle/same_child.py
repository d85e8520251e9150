"""Makes a set of the sample in every format and says the checksum of every file. Run in a process of its own, in another surrounding."""

from __future__ import annotations

import hashlib
import json
import locale
import sys
from datetime import UTC, datetime
from pathlib import Path

from ala_wizard import core
from ala_wizard.bundle.wishes import Wishes
from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample

PAPERS = frozenset({"konzept", "kostenkalkulation", "rechentabelle"})
NOW = datetime(2026, 11, 20, 14, 32, tzinfo=UTC)


def main(folder: Path) -> None:
    """Make it there."""
    locale.setlocale(locale.LC_ALL, "")
    case = sample("hof-sonnenwiese").model_copy(update={"case_id": "gleich"})
    core.export(case, content(), core.reckon(case, content(), NOW.date()), NOW, folder, None, Wishes(PAPERS))
    print(json.dumps({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
