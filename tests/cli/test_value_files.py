"""What the window accepted holds on the command line, too; a broken file there stops nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ala_wizard import cli, core
from ala_wizard.content import loader, samples
from ala_wizard.content.update import UpdateError
from ala_wizard.model.case import Case, Period
from ala_wizard.store import updates
from tests.content.update_files import entry, file, parameter

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Content that looks at the folders of this test, and forgets them afterwards."""
    loader.content.cache_clear()
    yield
    loader.content.cache_clear()


def values(capsys: pytest.CaptureFixture[str], day: str) -> dict[str, dict[str, str]]:
    loader.content.cache_clear()  # as in a new process
    assert cli.main(["values", "--date", day, "--json"]) == 0
    caught = capsys.readouterr()
    assert caught.err == ""
    found: dict[str, dict[str, str]] = json.loads(caught.out)
    return found


def test_values_sees_accepted_files(capsys: pytest.CaptureFixture[str]) -> None:
    """The law's 133 € hold until August 2026, the file's invented 140 € from September on."""
    name = updates.keep(file(), date(2026, 12, 15))
    assert values(capsys, "2026-08-31")["grundbetrag"]["value"] == "133"
    found = values(capsys, "2026-12-01")["grundbetrag"]
    assert (found["value"], found["valid_from"], found["source"]) == (
        "140",
        "2026-09-01",
        "§ 1 einer erfundenen Verordnung (Datei „Neue Werte“, Absender nicht nachgewiesen)",
    )
    updates.remove(name)
    assert values(capsys, "2026-12-01")["grundbetrag"]["value"] == "133"


def test_a_broken_file_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    updates.folder().mkdir(parents=True)
    (updates.folder() / "ala-werte-2026-12.toml").write_bytes(b"\x00kaputt")
    updates.keep(file(), date(2026, 12, 15))
    assert values(capsys, "2026-12-01")["grundbetrag"]["value"] == "140"


def test_a_broken_file_is_a_finding() -> None:
    updates.folder().mkdir(parents=True)
    (updates.folder() / "ala-werte-2026-12.toml").write_bytes(b"\x00kaputt")
    core.use_kept_values()
    found = loader.content()
    case = Case(period=Period(start=TODAY))
    ((finding),) = [f for f in core.findings(case, found, core.reckon(case, found, TODAY), TODAY) if f.rule == "werte_datei"]
    assert (finding.severity, finding.step) == ("sollte", "rechtsstand")
    assert finding.text == "Die Datei mit Werten „ala-werte-2026-12.toml“ gilt nicht."
    assert "Diese Datei können wir nicht lesen." in finding.why


def test_an_offer_changes_nothing_until_it_is_accepted(tmp_path: Path) -> None:
    core.use_kept_values()
    path = tmp_path / "ala-werte-2026-12.toml"
    path.write_bytes(file())
    case = Case(period=Period(start=date(2026, 12, 1)))
    offered = core.offer_values(path, case, TODAY)
    assert [(change.name, change.kind) for change in offered.changes] == [("grundbetrag", "neu")]
    assert updates.kept() == ()
    assert core.rates(case, loader.content(), TODAY).get("grundbetrag") == 133
    core.accept_values(offered)
    assert core.rates(case, loader.content(), TODAY).get("grundbetrag") == 140
    core.remove_values(updates.kept()[0][0])
    assert core.rates(case, loader.content(), TODAY).get("grundbetrag") == 133


def test_an_offer_is_compared_with_what_was_accepted_before(tmp_path: Path) -> None:
    core.use_kept_values()
    path = tmp_path / "ala-werte.toml"
    path.write_bytes(file())
    core.accept_values(core.offer_values(path, Case(), TODAY))
    assert [change.kind for change in core.offer_values(path, Case(), TODAY).changes] == ["gleich"]
    path.write_bytes(file(parameter(entry(value="141"))))
    with pytest.raises(UpdateError, match="Die Datei nennt 141, das Programm 140"):
        core.offer_values(path, Case(), TODAY)


def test_used_values_are_those_that_the_figures_hang_on() -> None:
    """§ 221 SGB IX and § 12 WVO rule the sample's Entgelte; the yearly fee of § 39 Abs. 4 WMVO is in none of its sums."""
    core.use_kept_values()
    used = core.used(samples.sample("hof-sonnenwiese"), loader.content(), TODAY)
    assert {"grundbetrag", "entgelt_mindestquote"} <= used
    assert "wmvo_39_abs4" not in used
