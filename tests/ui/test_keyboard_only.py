"""A new case is filled from empty to export with the keyboard alone, killed, and reopened with all that was typed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ala_wizard.app import Program, prepare
from ala_wizard.content.loader import Content, content
from ala_wizard.flow.steps import steps
from ala_wizard.model import path as address_path
from ala_wizard.model.case import Case
from ala_wizard.store import casefile
from ala_wizard.ui.checks import CheckBox
from ala_wizard.ui.editors.base import Editor
from ala_wizard.ui.editors.cards.card import Card
from ala_wizard.ui.editors.coverage import CoverageEditor
from ala_wizard.ui.editors.table.editor import TableEditor
from ala_wizard.ui.page.checklist import ItemView
from tests.conftest import PLATFORM_LIMITS
from tests.ui.driver import ITEMS, Entry

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Killed:
    """What is left of a killed program."""

    file: Path
    typed: dict[str, Entry]
    folder: Path


def work_and_kill(mode: str, folder: Path) -> Killed:
    """Let the program be worked in a process of its own, and kill it as soon as it says that all is saved."""
    noise = folder / "noise.txt"
    papers = folder / "papiere"
    with (
        noise.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.ui.keyboard_child", mode, str(papers)],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "error"},
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        ) as child,
    ):
        assert child.stdout is not None
        line = child.stdout.readline()
        child.kill()
    said = [entry for entry in noise.read_text(encoding="utf-8").splitlines() if not re.search(PLATFORM_LIMITS, entry)]
    assert line.startswith("READY "), "\n".join(said)
    assert said == [], "the program said something on the way"
    told = json.loads(line.removeprefix("READY "))
    return Killed(Path(told["file"]), {address: Entry(**entry) for address, entry in told["typed"].items()}, papers)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """The case that was filled from empty to export."""
    folder = tmp_path_factory.mktemp("keyboard")
    before = os.environ.get("ALA_WIZARD_HOME")
    os.environ["ALA_WIZARD_HOME"] = str(folder / "home")
    try:
        return work_and_kill("all", folder)
    finally:
        if before is None:
            del os.environ["ALA_WIZARD_HOME"]
        else:
            os.environ["ALA_WIZARD_HOME"] = before


def wanted(entry: Entry) -> Any:
    """The value that an entry means, reckoned here and not by the program."""
    match entry.kind:
        case "money" | "decimal" | "hours" | "percent":
            return Decimal(entry.typed.replace(".", "").replace(",", "."))
        case "count":
            return int(entry.typed)
        case "counts":
            return tuple(int(part) for part in entry.typed.split(", "))
        case "date":
            day, month, year = entry.typed.split(".")
            return date(int(year), int(month), int(day))
        case "tick":
            return entry.typed == "ja"
        case _:
            return entry.typed


def words_of(case: Case, known: Content, entry: Entry, value: Any) -> str:
    """The words that stand for a picked value."""
    if entry.choices == "yesno":
        return {"ja": "ja", "nein": "nein"}.get(value, "")
    if entry.choices.startswith("rows:"):
        rows = address_path.get(case, entry.choices.removeprefix("rows:"))
        return next((getattr(row, "name", "") or row.id for row in rows if row.id == value), "")
    return known.choices[entry.choices].label(value) if value else ""


def test_every_question_got_an_answer(filled: Killed) -> None:
    missed = []
    for part in content().parts:
        for question in part.questions:
            wanted_here = [field.target for field in question.fields]
            if question.kind in ("text", "line"):
                wanted_here.append(f"answers[{question.id}]")
            elif question.kind == "coverage":
                wanted_here.append(f"coverage[{question.id}]")
            for target in wanted_here:
                if target not in filled.typed:
                    missed.append(target)
            for table in question.tables:
                cells = [address for address in filled.typed if address.startswith(table.target + "[")]
                missed += [
                    f"{table.target}.{column.key}"
                    for column in table.columns
                    if not any(cell.endswith("." + column.key) or f".{column.key}[" in cell for cell in cells)
                ]
            if question.kind == "checklist":
                listed = next(entry for entry in content().checklists if entry.id == question.checklist)
                missed += [item.id for item in listed.items[:ITEMS] if f"checklist[{item.id}].state" not in filled.typed]
    assert not missed, missed


def test_the_file_of_the_killed_program_holds_all_that_was_typed(filled: Killed) -> None:
    case = casefile.load(filled.file).case
    known = content()
    lost = {}
    for address, entry in filled.typed.items():
        value = address_path.get(case, address)
        if entry.kind == "covered":
            names = {**{row.id: row.name for row in case.people}, **{row.id: row.name for row in case.external_services}}
            right = [names.get(row) for row in value or ()] == [entry.typed]
        elif entry.kind == "words":
            right = words_of(case, known, entry, value).lower() == entry.typed.lower()
        else:
            right = value == wanted(entry)
        if not right:
            lost[address] = (entry, value)
    assert lost == {}
    assert case.unread == {}


def test_a_new_window_shows_all_that_was_typed(filled: Killed, qapp: QApplication, qtbot: QtBot) -> None:
    prepare([])
    program = Program(qapp)
    window = program.window
    qtbot.addWidget(window)
    window.open_file(filled.file)
    window.show()
    workspace = window.workspace
    assert workspace is not None and window.session is not None
    seen: set[str] = set()
    differ = {}
    for part in steps(window.session.engine.content):
        workspace.go_to(part.step)
        page = workspace.page
        page.complete()
        for folded in page.findChildren(Card):
            folded.set_open(True)  # its fields are made when it opens
        for editor in page.findChildren(Editor):
            address = str(editor.property("address") or "")
            entry = filled.typed.get(address)
            if entry is not None:
                seen.add(address)
                words = shown(editor, entry)
                if words.lower() != entry.typed.lower():
                    differ[address] = (entry.typed, words)
        for card in page.cards:
            for coverage in card.findChildren(CoverageEditor):
                address = f"coverage[{card.question.id}]"
                seen.add(address)
                ticked = [box.text() for box in coverage.findChildren(CheckBox) if box.isChecked()]
                if ticked != [filled.typed[address].typed]:
                    differ[address] = (filled.typed[address].typed, " ".join(ticked))
        for table in page.findChildren(TableEditor):
            model = table.model
            for row in range(model.rowCount()):
                for column, kind in enumerate(model.kinds):
                    address = model.address(row, column)
                    entry = filled.typed.get(address)
                    if entry is None:
                        continue
                    seen.add(address)
                    words = ("ja" if model.value(row, column) else "nein") if kind.spec.kind == "check" else model.shown(row, column)
                    if words != entry.typed and not same_number(words, entry):
                        differ[address] = (entry.typed, words)
        for card in page.cards:
            if card.checklist is not None:
                card.checklist.build()
        for item in page.findChildren(ItemView):
            address = f"checklist[{item.item.id}].state"
            entry = filled.typed.get(address)
            if entry is not None:
                seen.update(other for other in filled.typed if other.startswith(f"checklist[{item.item.id}]."))
                if item.point.state != entry.typed:
                    differ[address] = (entry.typed, item.point.state)
    assert differ == {}
    assert set(filled.typed) - seen == set()
    assert window.close()


def shown(editor: Editor, entry: Entry) -> str:
    """The words on the screen."""
    value = editor.value()
    if entry.kind == "tick":
        return "ja" if value else "nein"
    widget = editor.focus_widget()
    for name in ("currentText", "toPlainText"):
        if hasattr(widget, name):
            return str(getattr(widget, name)())
    if entry.kind == "yesno":
        return str(value)
    words = str(widget.property("text"))
    return entry.typed if same_number(words, entry) else words


def same_number(words: str, entry: Entry) -> bool:
    """Decimals may be filled up with zeros: a column shows as many as its longest number."""
    if entry.kind not in ("money", "decimal", "hours", "percent"):
        return False
    number: Decimal = wanted(entry)
    return Decimal(words.replace(".", "").replace(",", ".")) == number


ELSEWHERE = "answers[X2]"
"""An answer for the page in Einfache Sprache alone."""


def test_the_papers_exist_and_hold_the_typed_texts(filled: Killed) -> None:
    texts = {
        name: "".join("".join(page.extract_text() for page in PdfReader(next(filled.folder.glob(f"*{name}.pdf"))).pages).split())
        for name in ("Konzept", "Kostenkalkulation", "Leistungsbeschreibung")
    }
    missing = [
        address
        for address, entry in filled.typed.items()
        if re.match(r"(answers|rooms|equipment|goals|work_areas|accompanying|groups)\[", address)
        and entry.kind in ("text", "line")
        and address != ELSEWHERE
        and "".join(entry.typed.split()) not in texts["Konzept"]
    ]
    assert missing == []
    for name in texts:
        assert "".join(filled.typed["farm.name"].typed.split()) in texts[name], name


def test_killed_right_after_one_field_was_saved(tmp_path: Path, own_folders: Path) -> None:
    assert own_folders
    left = work_and_kill("one", tmp_path)
    assert list(left.typed) == ["offer.title"]
    assert casefile.load(left.file).case.offer.title == left.typed["offer.title"].typed
