"""docs/dateiformat.md tells the truth: its example opens, its limits are the program's."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from ala_wizard.model.case import SCHEMA_VERSION, Attachment, Case
from ala_wizard.store import casefile, disk, generations, inbox, journal, lock
from ala_wizard.store.casefile import parse
from ala_wizard.store.recovery import FOLDER

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "dateiformat.md").read_text(encoding="utf-8")


def test_the_example_opens() -> None:
    [example] = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    case = parse(example.encode("utf-8"), Path("case.json"))
    assert case.offer.places_target == 8
    assert case.kostenkalkulation.personal[0].hours == Decimal("0.30")


def test_an_empty_object_is_an_empty_case() -> None:
    assert parse(b"{}", Path("case.json")).model_copy(update={"case_id": ""}) == Case(case_id="")


def test_the_limits_are_the_programs() -> None:
    assert f"{casefile.MAX_CASE >> 20} MiB" in TEXT
    assert f"{casefile.MAX_ATTACHMENTS >> 30} GiB" in TEXT
    assert f"{casefile.MAX_VALUES:,}".replace(",", ".") in TEXT
    assert f"{casefile.MAX_ENTRIES:,}".replace(",", ".") in TEXT


def test_attachments_are_told_as_they_are() -> None:
    assert f"{inbox.MAX_FILE >> 20} MB je Datei" in TEXT
    assert f"{inbox.MAX_TOGETHER >> 20} MB für alle Anlagen" in TEXT
    assert all(f"`{name}`" in TEXT for name in (inbox.FOLDER, inbox.VIEWS, "removed_files", "evidence", "kind"))
    assert {"removed_files", "attachments"} <= set(Case.model_fields)
    assert {"evidence", "kind"} <= set(Attachment.model_fields)


def test_the_journal_can_be_read_by_its_description() -> None:
    """A reader made from the words of the document alone."""
    kept = journal.Journal("k", Path("/hof.ala"), "", lambda: datetime(2026, 3, 2))
    first, last = Case(case_id="k", answers={"K1.1": "ä", "W1": "weg"}), Case(case_id="k", answers={"K1.1": "neu"})
    kept.note(first)
    kept.note(last)
    before, case = "", None
    for row in kept.path.read_text(encoding="ascii").splitlines():
        sign, length, total, content = row.split(" ", 3)
        assert (sign, int(length)) == ("ALA1", len(content))
        assert total == hashlib.sha256((before + content).encode()).hexdigest()
        before, data = total, json.loads(content)
        if data["art"] == "stand":
            case = data["fall"]
        for way, *value in data.get("neu", ()):
            inner = case
            for step in way[:-1]:
                inner = inner[step]
            if value:
                inner[way[-1]] = value[0]
            else:
                del inner[way[-1]]
        lean = json.dumps({k: v for k, v in case.items() if k != "removed_files"}, sort_keys=True, separators=(",", ":"))
        assert data["zeichen"] == hashlib.sha256(lean.encode()).hexdigest()[:32]
    assert parse(json.dumps(case).encode(), Path("x")) == last


def test_the_spans_of_earlier_states_are_the_programs() -> None:
    assert (timedelta(minutes=5), timedelta(hours=4), timedelta(days=1)) == (generations.SPACING, generations.DENSE, generations.SPARSE)
    assert (generations.DAYS, generations.WEEKS, generations.MONTHS) == (14, 8, 36)


def test_the_names_are_the_programs() -> None:
    assert f"`{casefile.CASE}`" in TEXT
    assert f"`{casefile.ATTACHMENTS}`" in TEXT
    assert disk.TEMPORARY in TEXT
    assert f"`{FOLDER}`" in TEXT
    assert all(f"`{name}`" in TEXT for name in (journal.FOLDER, generations.FOLDER, journal.SUFFIX, journal.SUFFIX + journal.OLD))
    assert f"{disk.TEMPORARY}….{lock.ENDING[1:]}" in TEXT
    assert SCHEMA_VERSION == 2  # raise it here and in the text, together with a migration
    assert f"Heute ist es die Fassung {SCHEMA_VERSION}" in TEXT
    assert "bausteine" in Case.model_fields and "`bausteine`" in TEXT
