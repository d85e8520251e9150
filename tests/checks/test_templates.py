"""The words of the findings: complete, in the tone of the program, and no more values than the rules give."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ala_wizard import checks
from ala_wizard.checks.ticks import has_subject
from ala_wizard.content.findings import findings, load
from ala_wizard.content.loader import ContentError
from ala_wizard.content.paths import resources
from ala_wizard.content.schema import Auto
from ala_wizard.content.texts import keys
from ala_wizard.model.case import Case

SENTENCES = [words for template in findings().templates.values() for words in (template.text, template.why)]


def test_sentences_end_and_keep_the_tone() -> None:
    for words in SENTENCES:
        assert re.search(r"[.?…}]$", words), words
        assert not re.search(r"!|\b(ungültig|Fehler|Pflichtfeld|Case|Export|Parameter)\b", words), words
        assert "  " not in words


def test_sentences_are_short() -> None:
    for words in SENTENCES:
        for sentence in re.split(r"(?<=[.?:])\s", words):
            assert len(sentence.split()) <= 15, sentence


def test_rules_give_the_values_that_the_words_expect() -> None:
    """Read from the sources: every call of `found` with a written-out name."""
    seen: set[str] = set()
    for file in sorted(Path(checks.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "found"):
                continue
            name = node.args[0]
            if not isinstance(name, ast.Constant) or not isinstance(name.value, str) or any(word.arg is None for word in node.keywords):
                continue
            given = {word.arg for word in node.keywords} - {"address", "question", "step", "id_"}
            assert findings().templates[name.value].placeholders <= given, name.value
            seen.add(name.value)
    assert len(seen) > 50


def test_steps_exist() -> None:
    known = {"orientierung", "betrieb", "kurzform", *(f"k{n:02d}" for n in range(1, 11)), "tagessatz", "arbeitsentgelt", "arbeitsergebnis"}
    known |= {"rechtsstand", "verhandlung", "belege", "checklisten", "pruefung", "export"}
    assert {template.step for template in findings().templates.values()} <= known


def test_subjects_point_into_the_case() -> None:
    for template in findings().templates.values():
        for address in template.subject:
            assert has_subject(Case(), address) is False


def test_checklists_name_rules_that_exist() -> None:
    rules = {template.family for template in findings().templates.values()}
    named = {
        name
        for file in (resources() / "checklists").glob("*.toml")
        for name in re.findall(r'no_finding = "([^"]+)"', file.read_text(encoding="utf-8"))
    }
    assert named <= rules
    for name in named:
        assert any(template.tick for template in findings().of_rule(name)), name
        assert Auto(no_finding=name)


def test_texts_of_ticks_are_there() -> None:
    assert {
        f"checks.{name}" for name in ("weil", "und", "answered", "answered_all", "rows", "row", "filled", "yes", "no_finding")
    } <= keys()


def test_all_problems_are_listed_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[[finding]]\nname = "Groß"\nseverity = "schlimm"\nextra = 1\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text("nicht toml", encoding="utf-8")
    (tmp_path / "c.toml").write_text('[[words]]\nname = "x"\npatterns = ["("]\n', encoding="utf-8")
    (tmp_path / "d.toml").write_text('[[words]]\nname = "y"\n', encoding="utf-8")
    (tmp_path / "e.toml").write_text('[[words]]\nname = "y"\n', encoding="utf-8")
    with pytest.raises(ContentError) as problem:
        load(tmp_path)
    message = str(problem.value)
    for part in ("a.toml", "severity", "extra", "b.toml", "c.toml", "e.toml: y"):
        assert part in message
