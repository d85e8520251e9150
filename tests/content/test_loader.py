"""The loader is stricter than the author: on copies of the real resources, each broken in one way."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ala_wizard.content.loader import Content, ContentError, content, load, read_toml
from ala_wizard.content.paths import resources

FOLDERS = ("parts", "choices", "checklists", "parameters", "profiles", "bausteine", "facts")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program's own resources that a test may break."""
    for folder in FOLDERS:
        shutil.copytree(resources() / folder, tmp_path / folder)
    return tmp_path


def _change(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    words = path.read_text(encoding="utf-8")
    assert old in words, f"{file} no longer holds {old!r}"
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def _add(root: Path, file: str, words: str) -> None:
    path = root / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + words, encoding="utf-8")


def _problems(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(root)
    return str(caught.value).splitlines()


def test_the_programs_own_resources_are_sound(copy: Path) -> None:
    """Nothing to complain about, from the tree and from a copy."""
    assert isinstance(content(), Content)
    assert load(copy).questions.keys() == content().questions.keys()


def test_unknown_key_is_refused(copy: Path) -> None:
    """A slip of the author is named with file and place."""
    _change(copy, "checklists/c1_arbeitsplaetze.toml", "text = ", "txt = ")
    problems = _problems(copy)
    assert any(re.match(r"checklists/c1_arbeitsplaetze\.toml \[1\] item\.0\.txt: ", problem) for problem in problems)
    assert any(re.match(r"checklists/c1_arbeitsplaetze\.toml \[1\] item\.0\.text: ", problem) for problem in problems)


def test_double_id_names_both_files(copy: Path) -> None:
    """Two items of one ID would share one answer."""
    _change(copy, "checklists/n_netzwerk.toml", 'id = "N1"', 'id = "C1.1"')
    assert "ID doppelt: C1.1 in checklists/c1_arbeitsplaetze.toml, checklists/n_netzwerk.toml" in _problems(copy)


def test_item_with_the_id_of_a_question_is_refused(copy: Path) -> None:
    """Questions and items share one name space."""
    _change(copy, "checklists/n_netzwerk.toml", 'id = "N1"', 'id = "W1"')
    assert any(problem.startswith("ID doppelt: W1 in ") for problem in _problems(copy))


def test_double_value_is_refused(copy: Path) -> None:
    """One legal value stands in one file only."""
    shutil.copy(copy / "parameters" / "wmvo.toml", copy / "parameters" / "noch_einmal.toml")
    assert "Rechtswert doppelt: wmvo_39_abs4 in parameters/noch_einmal.toml, parameters/wmvo.toml" in _problems(copy)


BAUSTEIN = """
[[baustein]]
id = "W1-probe"
question = "W1"
title = "Eine Probe"
text = "Ein Satz."
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"W1-probe"', '"W2-probe"', "the ID must begin with the question, W1-"),
        ('"W1-probe"', '"W1-familienhof"', "Baustein doppelt: W1-familienhof in bausteine/probe.toml, bausteine/w_kurzform.toml"),
        ("W1", "W9", "bausteine/probe.toml W9-probe: Frage W9 gibt es nicht"),
        ("W1", "K3.4", "bausteine/probe.toml K3.4-probe: Frage K3.4 hat keine Antwort als Text"),
        ('"Ein Satz."', '"Ein Satz. "', "W1-probe: blanks at the edge of the text or of a line"),
        ("title =", "titel =", "bausteine/probe.toml [1] titel: Extra inputs are not permitted"),
        ("[[baustein]]", "[[block]]", "bausteine/probe.toml: nur [[baustein]] ist erlaubt, gefunden ['block']"),
    ],
)
def test_broken_building_block_is_refused(copy: Path, old: str, new: str, problem: str) -> None:
    """A building block belongs to a question that takes a text, has an ID of its own, and says nothing unknown."""
    _add(copy, "bausteine/probe.toml", BAUSTEIN.replace(old, new))
    assert any(problem in found for found in _problems(copy))


def test_building_blocks_keep_the_order_of_their_file(copy: Path) -> None:
    """The first block of a question is the one a farm sees first."""
    _add(copy, "bausteine/probe.toml", BAUSTEIN + BAUSTEIN.replace("probe", "abend"))
    assert [entry.id for entry in load(copy).bausteine["W1"]][:2] == ["W1-probe", "W1-abend"]


def test_dangling_link_is_refused(copy: Path) -> None:
    """An item must lead to a page that exists."""
    _change(copy, "checklists/c1_arbeitsplaetze.toml", 'link = "K8.2"', 'link = "K88.2"')
    assert "checklists/c1_arbeitsplaetze.toml C1.1: Verweis K88.2 führt nirgendwohin" in _problems(copy)


def test_condition_on_an_unknown_question_is_refused(copy: Path) -> None:
    """An item that waits for a question nobody asks would never be ticked."""
    _change(copy, "checklists/c1_arbeitsplaetze.toml", '{ answered = "K8.2" }', '{ answered = "K8.99" }')
    assert "checklists/c1_arbeitsplaetze.toml C1.1: Frage K8.99 gibt es nicht" in _problems(copy)


@pytest.mark.parametrize("address", ["arbeitsergebnis.produktlinie", "nirgends", "arbeitsergebnis.produktlinien.name"])
def test_bad_address_is_refused(copy: Path, address: str) -> None:
    """A condition must point at a field of the case."""
    _change(copy, "checklists/c1_arbeitsplaetze.toml", 'rows = "arbeitsergebnis.produktlinien"', f'rows = "{address}"')
    assert f"checklists/c1_arbeitsplaetze.toml C1.7: Adresse {address} gibt es nicht" in _problems(copy)


PAGE = """
id = "Z"
step = "zusatz"
order = 99
group = "konzept"
title = "Zusatz"
short = "Zusatz"

[[question]]
id = "Z1"
ask = "Was fehlt?"
kind = "data"
help = "Nur für die Prüfung."

[[question.field]]
target = "farm.nam"
label = "Name"
kind = "line"

[[question.field]]
target = "farm.name"
label = "Wahl"
kind = "choice"
choices = "gibt_es_nicht"

[[question.table]]
target = "rooms"
title = "Räume"
add = "Raum hinzufügen"
empty = "Noch kein Raum."

[[question.table.column]]
key = "hoehe"
label = "Höhe"
kind = "decimal"

[[question]]
id = "Z2"
ask = "Welche Liste?"
kind = "checklist"
checklist = "ZZ"
help = "Nur für die Prüfung."
"""


def test_bad_targets_of_a_page_are_listed(copy: Path) -> None:
    """Field, column, choice set and checklist that are not there."""
    _add(copy, "parts/z_zusatz.toml", PAGE)
    problems = _problems(copy)
    for wanted in (
        "parts/z_zusatz.toml Z1: Adresse farm.nam gibt es nicht",
        "parts/z_zusatz.toml Z1: Spalte rooms.hoehe gibt es nicht",
        "parts/z_zusatz.toml Z1: Auswahl 'gibt_es_nicht' gibt es nicht",
        "parts/z_zusatz.toml Z2: Prüfliste ZZ gibt es nicht",
    ):
        assert wanted in problems


def test_outline_of_a_profile_must_exist(copy: Path) -> None:
    """A chapter that no page fills."""
    _change(copy, "profiles/sachsen_ksv.toml", '"K10"', '"K11"')
    assert "profiles/sachsen_ksv.toml sachsen_ksv: Teil K11 gibt es nicht" in _problems(copy)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('unit = "%"\n', "", "unit"),
        ('source = "§ 55 Abs. 1 SGB XI in der Fassung bis Juni 2023"\n', "", "source"),
        ("checked_on = 2026-08-19\n", "", "checked_on"),
        ('verified = "V"', 'verified = "ja"', "verified"),
        ("value = 3.05\n", "", ""),
        ("valid_from = 2023-07-01", "valid_from = 2018-07-01", ""),
    ],
)
def test_a_value_without_its_proof_is_refused(copy: Path, old: str, new: str, place: str) -> None:
    """Unit, source, proof and rising dates are no matter of taste."""
    _change(copy, "parameters/sgb_11.toml", old, new)
    assert any(problem.startswith("parameters/sgb_11.toml [1] ") and place in problem for problem in _problems(copy))


def test_foreign_block_in_a_list_file_is_named(copy: Path) -> None:
    """A file of values holds values only."""
    _add(copy, "parameters/wmvo.toml", "\n[sonstiges]\na = 1\n")
    assert any(problem.startswith("parameters/wmvo.toml: nur [[parameter]] ist erlaubt") for problem in _problems(copy))


def test_broken_file_is_named(copy: Path) -> None:
    """What is no TOML, and what is no text, is named by file."""
    _add(copy, "parameters/wmvo.toml", "\n[[parameter\n")
    (copy / "choices" / "kaputt.toml").write_bytes(b'a = "\xff"')
    problems = _problems(copy)
    assert any(problem.startswith("parameters/wmvo.toml: ") for problem in problems)
    assert any(problem.startswith("choices/kaputt.toml: ") for problem in problems)


def test_all_problems_come_at_once(copy: Path) -> None:
    """Four slips in four files: one message with all of them."""
    _change(copy, "checklists/c2_vollstaendig.toml", 'link = "K3.6"', 'link = "K33"')
    _change(copy, "checklists/n_netzwerk.toml", 'id = "N2"', 'id = "N1"')
    _change(copy, "parameters/sgb_11.toml", "unit", "einheit")
    _change(copy, "profiles/sachsen_ksv.toml", "region", "gegend")
    problems = _problems(copy)
    for start in (
        "checklists/c2_vollstaendig.toml C2.2: Verweis K33",
        "ID doppelt: N1 in checklists/n_netzwerk.toml, checklists/n_netzwerk.toml",
        "parameters/sgb_11.toml [1] value.0.einheit",
        "profiles/sachsen_ksv.toml [1] gegend",
    ):
        assert any(problem.startswith(start) for problem in problems), start


def test_numbers_are_exact(tmp_path: Path) -> None:
    """Figures never pass through binary fractions."""
    file = tmp_path / "zahl.toml"
    file.write_text("satz = 14.60\n", encoding="utf-8")
    assert str(read_toml(file)["satz"]) == "14.60"


# --- facts of the case -------------------------------------------------------------------------

FACT = """
[[fact]]
id = "probe"
label = "Probe"
group = "Probe"
question = "K3.1"
missing = "Probe fehlt"
"""


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('address = "offer.plaetze"', "facts/probe.toml probe: Adresse offer.plaetze gibt es nicht"),
        ('address = "farm.name"', "facts/probe.toml probe: Frage K3.1 fragt nicht nach farm.name"),
        ('address = "participants"\ntake = "names"\ncolumn = "alter"', "facts/probe.toml probe: Spalte participants.alter gibt es nicht"),
        ('address = "offer.places_start"\nkind = "number"\ntake = "count"', "facts/probe.toml probe: offer.places_start ist keine Tabelle"),
        ('legal = "gibt_es_nicht"\nkind = "money"', "facts/probe.toml probe: Rechtswert gibt_es_nicht gibt es nicht"),
        (
            'address = "offer.places_start"\nkind = "number"\n[fact.typed]\npatterns = ["{n} Probe"]\nalso = ["betrieb.name"]\nvalues = ["rooms.x"]',
            "facts/probe.toml probe: Angabe betrieb.name gibt es nicht als Zahl\nfacts/probe.toml probe: Adresse rooms.x gibt es nicht",
        ),
        ('address = "offer.start"\nfigure = "kosten.tage"', "a fact has exactly one source"),
        ('address = "offer.places_start"\none = "Platz"', "one and many belong together"),
        ('address = "offer.places_start"\ncolumn = "x"', "take, column and where belong to a table"),
        ('address = "offer.places_start"\nkind = "number"\n[fact.typed]\npatterns = ["Probe"]', "{n} must stand there once"),
        ('address = "offer.places_start"\nkind = "number"\n[fact.typed]\npatterns = ["({n}"]', "({n}: missing )"),
    ],
)
def test_a_fact_that_leads_nowhere_is_refused(copy: Path, block: str, said: str) -> None:
    """A chip that could never show a value would stay amber for ever."""
    _add(copy, "facts/probe.toml", FACT + block)
    assert said in "\n".join(_problems(copy))


def test_a_fact_twice_and_one_for_a_question_that_nobody_asks_are_refused(copy: Path) -> None:
    """The menu shows every fact once and leads to its question."""
    _add(copy, "facts/probe.toml", FACT.replace('"probe"', '"plaetze"').replace("K3.1", "K3.99") + 'address = "offer.places_target"')
    problems = _problems(copy)
    assert "Angabe doppelt: plaetze in facts/b_angebot.toml, facts/probe.toml" in problems
    assert any(problem.endswith("plaetze: Frage K3.99 gibt es nicht") for problem in problems)


def test_a_building_block_with_a_fact_that_nobody_knows_is_refused(copy: Path) -> None:
    """It would stay in braces in the farm's own text."""
    _change(copy, "bausteine/w_kurzform.toml", "{betrieb.ort}", "{betrieb.dorf}")
    assert any("Angabe betrieb.dorf gibt es nicht" in problem for problem in _problems(copy))
