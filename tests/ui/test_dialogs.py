"""Every dialog, menu and small window of the program: all that can be used in it has a name and shows its focus.

The places that open one are found in the program's source; one that nobody opens here fails the first test.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.content.texts import text
from ala_wizard.model.case import Attachment, Case
from ala_wizard.model.people import Participant
from ala_wizard.store import age, lock
from ala_wizard.store.casefile import Loaded
from ala_wizard.store.generations import Generation
from ala_wizard.store.process import Identity
from ala_wizard.store.rescue import Candidate, Found
from ala_wizard.ui import focusring, opening, protection, theme
from ala_wizard.ui.editors.cards.areas import AreasEditor
from ala_wizard.ui.editors.rich.answer import AnswerEditor
from ala_wizard.ui.editors.week.editor import WeekEditor
from ala_wizard.ui.kit import FigureLink
from ala_wizard.ui.panels import valuefiles
from ala_wizard.ui.panels.belege import BelegePanel
from ala_wizard.ui.panels.export import ExportPanel
from ala_wizard.ui.panels.menschen import MenschenPanel
from ala_wizard.ui.panels.valuefiles import ValueFiles
from ala_wizard.ui.secretdialog import SecretDialog
from ala_wizard.ui.session import Session
from ala_wizard.ui.spelling import service as spelling
from ala_wizard.ui.spelling.marks import Marks
from ala_wizard.ui.spelling.menu import offer, open_at
from tests.ui.conftest import Opened
from tests.ui.heard import opened_by, wrong
from tests.ui.screen import CONTROL, Screen
from tests.ui.seen import focus_faults

SOURCE = Path(__file__).resolve().parents[2] / "ala_wizard"
BEGIN = frozenset({"QDialog", "QMenu", "QMessageBox", "QInputDialog", "Palette"})
NOON = datetime(2026, 3, 2, 12, 0)
Key = Qt.Key
TAB_STOPS = 14
"""So many stops of a dialog are looked at: its lists may be long."""


# -- what there is -----------------------------------------------------------------


def _bases(trees: dict[str, ast.Module]) -> frozenset[str]:
    """All classes that are windows of their own: dialogs and what derives from them, and what calls itself a popup."""
    classes = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = set(BEGIN) | {node.name for node in classes if "WindowType.Popup" in ast.unparse(node)}
    while True:
        more = {node.name for node in classes if {ast.unparse(base) for base in node.bases} & found} - found
        if not more:
            return frozenset(found)
        found |= more


def sites() -> set[str]:
    """Where one is made: `file:function class`."""
    files = (*sorted((SOURCE / "ui").rglob("*.py")), SOURCE / "app.py")
    texts = {str(path.relative_to(SOURCE)): path.read_text("utf-8") for path in files}
    trees = {
        name: ast.parse(words) for name, words in texts.items() if any(kind in words for kind in ("Dialog", "QMenu", "Popup", "Palette"))
    }
    kinds, found = _bases(trees), set()
    for name, tree in trees.items():
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in kinds:
                    found.add(f"{name}:{function.name} {call.func.id}")
    return found


# -- how each is opened --------------------------------------------------------------


@dataclass(frozen=True)
class Opener:
    """How one gets to see it."""

    site: str
    act: Callable[[Screen], object]
    step: str = ""
    case: str | Case = "hof-sonnenwiese"


def _deed(name: str) -> Callable[[Screen], object]:
    return lambda screen: screen.window.deeds[name].trigger()


def _only(kind: type[QWidget], screen: Screen) -> QWidget:
    return next(found for found in screen.workspace.page.findChildren(kind) if found.isVisible())


def _editor(screen: Screen) -> AnswerEditor:
    found = screen.workspace.page.findChildren(AnswerEditor)
    return next(entry for entry in found if content().bausteine.get(entry.question_id))


def _rich(screen: Screen, what: str) -> None:
    editor = _editor(screen)
    editor.input.setFocus()
    if what == "chip":
        editor.input.put_fact("plaetze")
        chip = editor.input.facts() and editor.input.chip_at(editor.input.cursorRect().center() - QPoint(6, 0))
        assert chip
        editor.explain(chip)
    else:
        getattr(editor.bar, what).click()


def _edit_menu(screen: Screen) -> None:
    field = _editor(screen).input
    field.setFocus()
    QApplication.sendEvent(field, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(9, 9), field.mapToGlobal(QPoint(9, 9))))


def _spelling(screen: Screen) -> None:
    field = _editor(screen).input
    screen.click(field.viewport())
    screen.key(Key.Key_A, CONTROL)
    screen.type("Rechtschraibung ist gut. ")
    marks = field.marks
    assert isinstance(marks, Marks)
    screen.qtbot.waitUntil(lambda: marks.unknown_after(0) is not None)
    found = marks.unknown_after(0)
    assert found is not None
    open_at(field, marks, found)


def _week(screen: Screen, what: str) -> None:
    editor = _only(WeekEditor, screen)
    assert isinstance(editor, WeekEditor)
    screen.workspace.page.ensureWidgetVisible(editor.grid)
    if what == "day":
        editor.heads[0].showMenu()
    elif what == "templates":
        editor.templates.click()
    else:
        editor.grid.focus_block(next(iter(editor.grid.blocks)))
        screen.key(Key.Key_Menu)


def _calendar(screen: Screen) -> None:
    screen.editor("period.start").focus_widget().setFocus()
    screen.key(Key.Key_F4)


def _remove_area(screen: Screen) -> None:
    areas = _only(AreasEditor, screen)
    assert isinstance(areas, AreasEditor)
    areas.remove_row("a")


def _found(**more: object) -> Found:
    case = sample("hof-sonnenwiese")
    whole: dict[str, object] = {"file": Path("antrag.ala"), "loaded": Loaded(case, (), "ala"), "written": NOON}
    return Found(**{**whole, **more})  # type: ignore[arg-type]


def _opening(**more: object) -> Callable[[Screen], object]:
    def act(screen: Screen) -> None:
        opening.ask(_found(**more), content(), NOON, Path("neu.ala"), screen.window)

    return act


def _stopped(screen: Screen) -> None:
    other = screen.case.model_copy(update={"farm": screen.case.farm.model_copy(update={"name": "Hof Neu"})})
    opening.ask_stopped("geaendert", "antrag.ala", other, screen.case, NOON, NOON, content(), screen.window)


def _offer() -> Candidate:
    case = sample("hof-sonnenwiese")
    changed = case.model_copy(update={"farm": case.farm.model_copy(update={"name": "Hof Neu"})})
    return Candidate("journal", changed, NOON, Path("antrag.journal"))


def _states(screen: Screen) -> None:
    desk = screen.window._desk
    case = screen.case.model_copy(update={"farm": screen.case.farm.model_copy(update={"name": "Hof Alt"})})
    states = tuple(Generation(number, NOON, "ort", "zeichen", Path("stand")) for number in (2, 1))
    screen.window._desk = replace(desk, states=lambda *_: states, load_state=lambda _state: case)
    screen.window.show_states()


def _menschen(screen: Screen, what: str) -> None:
    panel = _only(MenschenPanel, screen)
    assert isinstance(panel, MenschenPanel)
    if what == "_create":
        panel._create()
        return
    panel.vault.create("vier kleine Worte mehr")
    panel.vault.write("p1", "name", "Vera Beispiel", "")
    if what == "_named":
        panel._named()
    else:
        panel._forget("p1", "P1")


def _belege(screen: Screen) -> None:
    panel = _only(BelegePanel, screen)
    assert isinstance(panel, BelegePanel)
    screen.button(text("belege.vorhandene"), panel).click()


def _export(screen: Screen) -> None:
    panel = _only(ExportPanel, screen)
    assert isinstance(panel, ExportPanel)
    panel._ask_limit()


def _origin(screen: Screen) -> None:
    figure = next(entry for entry in screen.workspace.page.findChildren(FigureLink) if entry.isVisible() and entry.isEnabled())
    figure.click()


def _example(screen: Screen) -> None:
    _editor(screen).input.setFocus()
    screen.settle()
    next(button for button in screen.workspace.side.findChildren(QWidget) if button.property("text") == text("beispiel.ganz")).click()  # type: ignore[attr-defined]


def _preview(screen: Screen) -> None:
    screen.window.act_preview.trigger()
    screen.workspace.preview.choice.click()


def _protection(screen: Screen, what: str) -> None:
    if what == "manage":
        protection.manage(screen.session, screen.window)
        return
    dialog = protection.ProtectionDialog(screen.session, screen.window, fresh=True)
    if what == "lift":
        with patch.object(protection, "_asked", return_value=1):
            dialog._lift()
    else:
        dialog.ask()


def _look_at_file(screen: Screen) -> None:
    panel = _only(BelegePanel, screen)
    assert isinstance(panel, BelegePanel)
    with patch.object(Session, "protected", new=True):
        panel._view("neu")


def _unknown_sender(screen: Screen) -> None:
    files = _only(ValueFiles, screen)
    assert isinstance(files, ValueFiles)
    with patch.object(valuefiles, "_sentence", return_value="Absender"), patch.object(files, "_refuse"):
        files._knows(SimpleNamespace(sender=SimpleNamespace(proven=False)))  # type: ignore[arg-type]


def _people() -> Case:
    agreed = date(2026, 1, 5)
    return Case(participants=(Participant(id="p1", pseudonym="P1", consent=agreed, delete_by=date(2027, 1, 1)),))


def _areas() -> Case:
    return Case.model_validate({"work_areas": [{"id": "a", "name": "Hühnerstall"}], "answers": {"K5.2": "Im Hühnerstall beginnt der Tag."}})


def _with_file() -> Case:
    case = sample("hof-sonnenwiese")
    return case.model_copy(update={"attachments": (*case.attachments, Attachment(id="neu", title="Vertrag", file="0-vertrag.pdf"))})


PEOPLE, AREAS, WITH_FILE = _people(), _areas(), _with_file()
HOLDER = lock.Holder(Identity("Vera", "hof-pc", 7, "1", "2"), NOON, here=False)
OPENERS = (
    Opener("app.py:catch Dialog", lambda screen: screen.program.catch(ValueError, ValueError("x"), None)),
    Opener("ui/editors/fields.py:open_calendar CalendarPopup", _calendar, "orientierung"),
    Opener("ui/editors/inputs.py:edit_menu QMenu", _edit_menu, "k03"),
    Opener("ui/editors/rich/editor.py:choose_block BlockPicker", lambda screen: _rich(screen, "block"), "k03"),
    Opener("ui/editors/rich/editor.py:choose_fact FactPicker", lambda screen: _rich(screen, "fact"), "k03"),
    Opener("ui/editors/rich/editor.py:explain OriginPopup", lambda screen: _rich(screen, "chip"), "k03"),
    Opener("ui/editors/week/editor.py:__init__ QMenu", lambda screen: _week(screen, "day"), "k06"),
    Opener("ui/editors/week/editor.py:_open_templates QMenu", lambda screen: _week(screen, "templates"), "k06"),
    Opener("ui/editors/week/grid.py:_menu QMenu", lambda screen: _week(screen, "block"), "k06"),
    Opener("ui/explain.py:ask OriginDialog", _origin, "tagessatz"),
    Opener("ui/helppane.py:_read ExampleDialog", _example, "k03"),
    Opener("ui/opening.py:_open_elsewhere Dialog", _opening(holder=HOLDER)),
    Opener("ui/opening.py:ask CompareDialog", lambda screen: _opening(offer=_offer())(screen)),
    Opener("ui/opening.py:ask Dialog", lambda screen: _opening(loaded=None, offer=_offer())(screen)),
    Opener("ui/opening.py:ask_stopped CompareDialog", _stopped),
    Opener("ui/page/question.py:_may_remove Dialog", _remove_area, "k05", AREAS),
    Opener("ui/panels/belege.py:_offer QMenu", _belege, "belege", WITH_FILE),
    Opener("ui/panels/export.py:_ask_limit Dialog", _export, "export"),
    Opener("ui/panels/menschen.py:_asked SecretDialog", lambda screen: _menschen(screen, "_create"), "k03", PEOPLE),
    Opener("ui/panels/menschen.py:_forget Dialog", lambda screen: _menschen(screen, "_forget"), "k03", PEOPLE),
    Opener("ui/panels/menschen.py:_named Dialog", lambda screen: _menschen(screen, "_named"), "k03", PEOPLE),
    Opener("ui/panels/belege.py:_view Dialog", _look_at_file, "belege", WITH_FILE),
    Opener("ui/panels/valuefiles.py:_knows Dialog", _unknown_sender, "rechtsstand"),
    Opener("ui/protection.py:_asked SecretDialog", lambda screen: _protection(screen, "manage")),
    Opener("ui/protection.py:_lift Dialog", lambda screen: _protection(screen, "lift")),
    Opener("ui/protection.py:manage ProtectionDialog", lambda screen: _protection(screen, "show")),
    Opener("ui/preview/pane.py:_build QMenu", _preview, "k03"),
    Opener("ui/search/lookup.py:_open Reader", _deed("woerter")),
    Opener("ui/spelling/menu.py:open_at QMenu", _spelling, "k03"),
    Opener("ui/window.py:_actions QMenu", lambda screen: screen.window.open_menu()),
    Opener("ui/window.py:_ask Dialog", _deed("ueber")),
    Opener("ui/window.py:show_history HistoryDialog", _deed("verlauf")),
    Opener("ui/window.py:show_keys KeyMap", _deed("tasten")),
    Opener("ui/window.py:show_own_words OwnWords", lambda screen: screen.window.show_own_words(), "k03"),
    Opener("ui/window.py:show_states StatesDialog", _states),
)
ELSEWHERE = {"ui/search/lookup.py:search Palette": "test_accessible.test_the_search_is_told"}


def test_no_dialog_is_forgotten() -> None:
    assert sites() == {opener.site for opener in OPENERS} | set(ELSEWHERE)


# -- what is wrong with them -----------------------------------------------------------


@pytest.fixture
def words(prepared: QApplication) -> Iterator[spelling.Spelling]:
    """The spelling service with two words of one's own."""
    made = spelling.Spelling(parent=prepared)
    spelling.install(made)
    for word in ("Gänsemast", "Sonnenwiese"):
        made.learn(word)
    yield made
    spelling.install(None)
    made.close()
    made.deleteLater()


def look(widget: QWidget) -> Iterator[str]:
    """What is wrong with an open dialog, menu or small window: names, roles, states, and the focus at every stop of Tab."""
    yield from wrong(widget)
    if isinstance(widget, QMenu):
        return
    first = None
    for _ in range(TAB_STOPS):
        here = widget.focusWidget()
        if here is None:
            yield "nothing has the focus"
            return
        if here is first:
            return
        first = first or here
        yield from (f"{type(here).__name__} {here.accessibleName()!r}: {fault}" for fault in focus_faults(here))
        QTest.keyClick(here, Key.Key_Tab)


CASES: tuple[str | Case, ...] = tuple({id(opener.case): opener.case for opener in OPENERS}.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case if isinstance(case, str) else "small")
def test_all_are_told_and_show_their_focus(
    opened: Opened, words: spelling.Spelling, case: str | Case, monkeypatch: pytest.MonkeyPatch, prepared: QApplication
) -> None:
    assert words
    monkeypatch.setattr(age, "WORK", 4)
    screen = opened(case)
    monkeypatch.setattr(screen.program, "app", _NeverEnding())
    found: list[str] = []
    for opener in (opener for opener in OPENERS if opener.case is case):
        if opener.step:
            screen.workspace.go_to(opener.step)
            screen.workspace.page.complete()
            screen.settle()
        seen: list[QWidget] = []

        def see(widget: QWidget, site: str = opener.site, seen: list[QWidget] = seen) -> None:
            seen.append(widget)
            found.extend(f"{site}: {fault}" for fault in look(widget))

        opened_by(partial(opener.act, screen), see)
        assert [type(widget).__name__ for widget in seen] == [opener.site.split()[-1]]
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        screen.window.activateWindow()
        screen.qtbot.waitUntil(lambda: prepared.activeWindow() is screen.window)
    assert not found, "\n".join(dict.fromkeys(found))


class _NeverEnding:
    """In place of the application, for a program that wants to end after its last words."""

    def exit(self, code: int) -> None:
        assert code == 1


# -- where the screen is low ---------------------------------------------------------


def test_a_dialog_higher_than_the_screen_keeps_title_and_buttons(prepared: QApplication, qtbot: QtBot) -> None:
    theme.apply(prepared, "light", 2.0)
    focusring.install(prepared)
    fields = [(f"Feld {number}", True) for number in range(8)]
    box = SecretDialog("Wie lautet das Passwort?", "Sie finden es auf Ihrem Blatt.", fields, "Öffnen", lambda _typed: "Das passt nicht.")
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
    high = box.screen().availableGeometry().height()
    assert box.height() <= high
    assert box.focusWidget() is box.inputs[0]
    for line in box.inputs:
        line.setFocus(Qt.FocusReason.TabFocusReason)
        assert focus_faults(line) == []
    box.buttons[1].click()
    assert box.height() <= high
    for made in box.buttons:
        assert box.rect().contains(made.geometry())
        assert made.visibleRegion().boundingRect() == made.rect()
    theme.apply(prepared, "light")


def test_a_dialog_that_fits_does_not_scroll(prepared: QApplication, qtbot: QtBot) -> None:
    theme.apply(prepared, "light")
    box = SecretDialog("Wie lautet das Passwort?", "Sie finden es.", [("Passwort", True)], "Öffnen", lambda _typed: "")
    qtbot.addWidget(box)
    box.show()
    assert box.findChildren(QScrollArea) == []


def test_a_menu_that_grows_stays_on_the_screen(prepared: QApplication, qtbot: QtBot) -> None:
    asked: list[Callable[[tuple[str, ...]], None]] = []
    found = SimpleNamespace(selectedText=lambda: "Menschn")
    service = SimpleNamespace(ignore=lambda _word: None, suggest=lambda _word, show: asked.append(show))
    menu = QMenu()
    qtbot.addWidget(menu)
    assert offer(menu, QTextEdit(), SimpleNamespace(unknown_at=lambda _place: found, service=service), 0)  # type: ignore[arg-type]
    room = prepared.primaryScreen().availableGeometry()
    menu.popup(QPoint(room.left() + 20, room.bottom() - menu.sizeHint().height() - 4))
    asked[0](tuple(f"Mensch {number}" for number in range(8)))
    assert menu.isVisible()
    assert menu.geometry().bottom() <= room.bottom()
    menu.close()
