"""The pay tables: raises follow from one another (Rechtswerte section 8), the loader is strict."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from ala_wizard.content.loader import ContentError
from ala_wizard.content.paths import resources
from ala_wizard.content.tvoed import load, tvoed

FILE = resources() / "reference" / "tvoed_sue.toml"
CENT = Decimal("0.01")


def raised(old: Decimal, new: str) -> Decimal:
    """What the agreement of 2025 makes of a step: 3.0 %, at least 110 €, from April 2025; 2.8 % from May 2026."""
    amount = max(old * Decimal("1.03"), old + 110) if new == "2025-04-01" else old * Decimal("1.028")
    return amount.quantize(CENT, ROUND_HALF_UP)


@pytest.mark.parametrize(("before", "after"), [("2024-03-01", "2025-04-01"), ("2025-04-01", "2026-05-01")])
def test_each_table_follows_from_the_one_before(before: str, after: str) -> None:
    """Tables in whole euros may differ by one euro."""
    seen = 0
    for gruppe in tvoed().gruppen:
        old, new = (tvoed().tabelle(gruppe, date.fromisoformat(day)) for day in (before, after))
        if old is None or new is None:
            continue
        for first, second in zip(old.stufen, new.stufen, strict=True):
            assert abs(raised(first, after) - second) <= (1 if new.rounded else CENT), (gruppe, first)
            seen += 1
    assert seen >= 12


def test_read_figures() -> None:
    """Read on the pages named in the research: S 11b and S 12 of April 2025, S 9 steps 1 to 3."""
    day = date(2025, 4, 1)
    spots = {("S 11b", 1): "3808.48", ("S 11b", 6): "5292.38", ("S 12", 4): "4769.97", ("S 9", 3): "4053.20", ("S 15", 6): "5665.23"}
    for (gruppe, stufe), amount in spots.items():
        table = tvoed().tabelle(gruppe, day)
        assert table is not None
        assert table.stufen[stufe - 1] == Decimal(amount)


def test_only_proven_figures() -> None:
    """No 180 € for S 11b and S 12, no bonus before 2026: general knowledge is no figure."""
    assert tvoed().zulage("S 11b", date(2026, 6, 1)) is None
    assert tvoed().sonderzahlung(date(2025, 12, 31)) is None
    assert tvoed().tabelle("S 9", date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('verified = "V"', 'verified = "G"', "verified"),
        ("3223.59", "9999.99", "steps must rise"),
        ("valid_until = 2025-03-31", "valid_until = 2025-04-01", "overlaps"),
        ("valid_until = 2025-03-31", "valid_until = 2024-02-01", "valid_until"),
        ('gruppe = "S 7"', 'gruppe = "E 7"', "gruppe"),
        ("prozent = 85", "prozent = 85\nextra = 1", "extra"),
        ('funktion = "gruppenleitung"\ngruppe = "S 7"', 'funktion = "gruppenleitung"\ngruppe = "S 17"', "no table for S 17"),
    ],
)
def test_the_loader_refuses(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "tvoed_sue.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load(file)
    assert problem in str(refused.value)
    assert "tvoed_sue.toml" in str(refused.value)
