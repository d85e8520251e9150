"""Writing an answer in the window: building blocks, live facts, numbers that contradict, examples, and one history over all of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ala_wizard.content.loader import content
from ala_wizard.content.samples import example_answer, sample
from ala_wizard.content.texts import text
from ala_wizard.model.richtext import parse, plain
from ala_wizard.ui.editors.rich.answer import AnswerEditor
from ala_wizard.ui.editors.rich.blockpicker import BlockPicker
from ala_wizard.ui.editors.rich.chips import chips_in
from ala_wizard.ui.editors.rich.factpicker import FactPicker
from ala_wizard.ui.editors.rich.origin import OriginPopup
from ala_wizard.ui.editors.rich.popup import Popup
from ala_wizard.ui.editors.rich.reading import blocks as document_blocks
from ala_wizard.ui.example import ExampleDialog
from tests.ui.conftest import Opened
from tests.ui.screen import ALT, CONTROL, Screen
from tests.ui.screen import plain as with_blanks
from tests.ui.typing import press

Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def answer(screen: Screen, question: str) -> AnswerEditor:
    """The editor of an answer on the page, with the focus in it."""
    found = screen.editor(f"answers[{question}]")
    assert isinstance(found, AnswerEditor)
    found.input.setFocus()
    screen.settle()
    return found


def popup(kind: type[Popup]) -> Popup:
    found = QApplication.activePopupWidget()
    assert isinstance(found, kind)
    return found


def shown(editor: AnswerEditor) -> str:
    return with_blanks(editor.input.toPlainText()).replace("\u2060", "")


def stored(screen: Screen, question: str) -> str:
    return screen.case.answers.get(question, "")


def test_a_building_block_by_keys_until_it_is_edited(opened: Opened) -> None:
    screen = opened("leer", "k03")
    editor = answer(screen, "K3.1")
    assert editor.empty.isVisible()
    screen.key(Key.Key_F10, ALT)
    assert screen.focus is editor.bar.bold
    screen.key(Key.Key_End)
    screen.key(Key.Key_Left)
    assert screen.focus is editor.bar.block
    screen.key(Key.Key_Return)
    picker = popup(BlockPicker)
    assert isinstance(picker, BlockPicker)
    blocks = content().bausteine["K3.1"]
    assert len(picker.cards) == len(blocks) >= 2
    heard = QAccessible.queryAccessibleInterface(picker.cards[0]).text(QAccessible.Text.Name)
    assert heard.startswith(blocks[0].title)
    assert "{" not in heard
    screen.key(Key.Key_Down)
    screen.key(Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert screen.focus is editor.input
    assert stored(screen, "K3.1") == blocks[1].text
    assert screen.case.bausteine == {"K3.1": (blocks[1].text,)}
    assert not editor.empty.isVisible()
    assert editor.foot.open_words == "1 Baustein noch nicht bearbeitet"
    assert "1 Baustein noch nicht bearbeitet" in QAccessible.queryAccessibleInterface(editor.input).text(QAccessible.Text.Description)
    screen.type("!")
    assert editor.foot.open_words == ""
    screen.key(Key.Key_Backspace)
    assert editor.foot.open_words == "1 Baustein noch nicht bearbeitet"
    screen.key(Key.Key_Return, CONTROL)
    assert editor.foot.open_words == ""
    assert screen.case.bausteine == {}
    assert stored(screen, "K3.1") == blocks[1].text
    assert screen.session.undo_name.startswith("Baustein bestätigen")
    for _ in range(3):
        screen.key(Key.Key_Z, CONTROL)
    assert stored(screen, "K3.1") == ""
    assert screen.case.bausteine == {}
    assert editor.empty.isVisible()
    screen.key(Key.Key_Y, CONTROL)
    assert stored(screen, "K3.1") == blocks[1].text
    assert editor.foot.open_words == "1 Baustein noch nicht bearbeitet"


def test_a_building_block_by_mouse_from_the_empty_text(opened: Opened) -> None:
    screen = opened("leer", "k03")
    editor = answer(screen, "K3.1")
    height = editor.height()
    screen.click(editor.empty.choose)
    picker = popup(BlockPicker)
    assert isinstance(picker, BlockPicker)
    screen.click(picker.cards[0])
    first = content().bausteine["K3.1"][0]
    assert stored(screen, "K3.1") == first.text
    assert editor.height() >= height
    screen.type(" Und mehr.")
    screen.click(editor.bar.block)
    picker = popup(BlockPicker)
    assert isinstance(picker, BlockPicker)
    assert text("schreiben_baustein.benutzt") in screen.words(picker)
    assert picker.cards[1].hasFocus(), "the first that does not stand there yet"
    press(Key.Key_Escape)
    screen.settle()
    assert screen.focus is editor.input
    screen.click(editor.bar.block)
    picker = popup(BlockPicker)
    assert isinstance(picker, BlockPicker)
    screen.click(picker.cards[1])
    assert stored(screen, "K3.1") == f"{first.text} Und mehr.\n{content().bausteine['K3.1'][1].text}"
    assert editor.foot.deed.text() == "Passt so"
    screen.click(editor.foot.deed)
    assert editor.foot.open_words == ""


def test_several_open_building_blocks_are_shown_one_after_the_other(opened: Opened) -> None:
    one, two = (block.text for block in content().bausteine["K3.1"][:2])
    case = sample("leer").model_copy(update={"answers": {"K3.1": f"{one}\nDazwischen.\n{two}"}, "bausteine": {"K3.1": (one, two)}})
    screen = opened(case, "k03")
    editor = answer(screen, "K3.1")
    editor.input.go_to_line(1)
    screen.settle()
    assert (editor.foot.open_words, editor.foot.deed.text()) == ("2 Bausteine noch nicht bearbeitet", "Ansehen")
    screen.key(Key.Key_Return, CONTROL)
    assert len(screen.case.bausteine["K3.1"]) == 2, "no block is confirmed that one does not stand in"
    screen.click(editor.foot.deed)
    assert editor.input.textCursor().blockNumber() == 2
    assert editor.foot.deed.text() == "Passt so"
    screen.click(editor.foot.deed)
    assert screen.case.bausteine == {"K3.1": (one,)}


def test_a_building_block_is_not_torn_apart_by_the_next(opened: Opened) -> None:
    one, two = next((a, b) for a, b, *_ in content().bausteine.values() if "\n" in a.text)
    case = sample("leer").model_copy(update={"answers": {one.question: one.text}, "bausteine": {one.question: (one.text,)}})
    part = content().part_of[one.question]
    screen = opened(case, part.step)
    editor = answer(screen, one.question)
    screen.key(Key.Key_Home, CONTROL)
    screen.click(editor.bar.block)
    picker = popup(BlockPicker)
    assert isinstance(picker, BlockPicker)
    screen.click(picker.cards[1])
    assert stored(screen, one.question) == f"{one.text}\n{two.text}"
    assert editor.foot.open_words == "2 Bausteine noch nicht bearbeitet"


def test_a_fact_by_brace_and_search(opened: Opened) -> None:
    screen = opened(step="k03")
    editor = answer(screen, "K3.1")
    before = stored(screen, "K3.1")
    screen.key(Key.Key_End, CONTROL)
    screen.type(" Auf {")
    popup(FactPicker)
    screen.type_in_popup("name des hof")
    screen.key(Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    screen.type(" gern.")
    assert stored(screen, "K3.1") == f"{before} Auf {{betrieb.name}} gern."
    assert shown(editor).endswith(" Auf  Hof Sonnenwiese  gern.")
    screen.type(" {")
    screen.type_in_popup("xyz")
    assert text("schreiben_angabe.nichts") in screen.words(popup(FactPicker))
    screen.key(Key.Key_Return)
    screen.key(Key.Key_Escape)
    assert stored(screen, "K3.1").endswith(" gern. \\{xyz"), "nothing typed is lost"
    assert screen.focus is editor.input


def test_who_types_the_whole_brace_gets_the_fact(opened: Opened) -> None:
    screen = opened(step="k03")
    editor = answer(screen, "K3.1")
    screen.key(Key.Key_A, CONTROL)
    screen.type("Es sind {")
    screen.type_in_popup("plaetze}")
    assert QApplication.activePopupWidget() is None
    screen.type(", siehe {")
    screen.type_in_popup("Anlage 3}")
    assert QApplication.activePopupWidget() is None
    screen.type(".")
    assert stored(screen, "K3.1") == "Es sind {plaetze}, siehe \\{Anlage 3}."
    screen.type(" {")
    screen.type_in_popup("plaetze start")
    screen.key(Key.Key_Return)
    assert stored(screen, "K3.1").endswith(" {plaetze.start}")
    assert editor.input.hasFocus()


def test_a_fact_from_the_list_by_arrows(opened: Opened) -> None:
    screen = opened("leer", "k03")
    editor = answer(screen, "K3.1")
    screen.click(editor.bar.fact)
    picker = popup(FactPicker)
    assert isinstance(picker, FactPicker)
    screen.key(Key.Key_Down)
    assert picker.list.hasFocus()
    heard = picker.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Hof: ")
    assert heard.endswith(", noch leer")
    screen.key(Key.Key_Up)
    screen.key(Key.Key_Up)
    assert picker.search.hasFocus()
    screen.key(Key.Key_Down)
    screen.key(Key.Key_Return)
    facts = list(content().facts)
    assert stored(screen, "K3.1") == f"{{{facts[1]}}}"
    (chip,) = chips_in(editor.input.document().firstBlock())
    assert chip.missing
    assert "fehlt" in shown(editor)


def test_values_change_everywhere_while_one_types_elsewhere(opened: Opened) -> None:
    case = sample("hof-sonnenwiese")
    case = case.model_copy(update={"answers": {**case.answers, "K3.1": "Es sind {plaetze}.", "K3.2": "- {plaetze} und {betrieb.name}"}})
    screen = opened(case, "k03")
    screen.fill("offer.places_target", "11")
    one, two = (screen.editor(f"answers[{name}]") for name in ("K3.1", "K3.2"))
    assert isinstance(one, AnswerEditor)
    assert isinstance(two, AnswerEditor)
    assert shown(one) == "Es sind  11 Plätze ."
    assert shown(two) == " 11 Plätze  und  Hof Sonnenwiese "
    assert stored(screen, "K3.1") == "Es sind {plaetze}."
    screen.key(Key.Key_Z, CONTROL)
    assert shown(one) == "Es sind  8 Plätze ."


def test_where_a_fact_comes_from_and_as_text(opened: Opened) -> None:
    case = sample("hof-sonnenwiese")
    case = case.model_copy(update={"answers": {**case.answers, "K3.1": "Der Hof heißt {betrieb.name} hier."}})
    screen = opened(case, "k03")
    editor = answer(screen, "K3.1")
    for _ in range(2):
        (chip,) = chips_in(editor.input.document().firstBlock())
        screen.click(editor.input.viewport(), editor.input.chip_rect(chip).center().toPoint())
        origin = popup(OriginPopup)
        assert {"Name des Hofs", "Hof Sonnenwiese"} <= set(screen.words(origin))
        if _:
            break
        screen.click(origin.letters) if isinstance(origin, OriginPopup) else None
        assert stored(screen, "K3.1") == "Der Hof heißt Hof Sonnenwiese hier."
        assert screen.session.undo_name.startswith("Angabe als Text")
        screen.key(Key.Key_Z, CONTROL)
    assert isinstance(origin, OriginPopup)
    assert origin.place is not None
    screen.click(origin.place)
    assert screen.step == "betrieb"
    assert screen.focus is screen.editor("farm.name").focus_widget()


def test_a_typed_number_that_contradicts_is_pointed_out_and_put_right(opened: Opened) -> None:
    screen = opened(step="k03")
    editor = answer(screen, "K3.1")
    screen.key(Key.Key_A, CONTROL)
    screen.type("Wir schaffen 12 Plätze.")
    screen.session.check_now()
    screen.settle()
    assert editor.number.words == "", "nobody is interrupted"
    assert len(editor.input.underlines.ranges("numbers")) == 1
    screen.key(Key.Key_Tab)
    assert "12 Plätze" in editor.number.words
    assert "8 Plätze" in with_blanks(editor.number.words)
    assert with_blanks(editor.number.deed.text()) == "8 Plätze einsetzen"
    screen.click(editor.number.deed)
    screen.session.check_now()
    screen.settle()
    assert "{plaetze" in stored(screen, "K3.1")
    assert shown(editor).split() == ["Wir", "schaffen", "8", "Plätze."] or shown(editor).split() == ["Wir", "schaffen", "8", "Plätze", "."]
    assert editor.number.words == ""
    assert editor.input.underlines.ranges("numbers") == ()
    screen.key(Key.Key_Z, CONTROL)
    assert stored(screen, "K3.1") == "Wir schaffen 12 Plätze."


def test_a_number_that_means_something_else_stays_and_is_asked_no_more(opened: Opened) -> None:
    screen = opened(step="k03")
    editor = answer(screen, "K3.1")
    screen.key(Key.Key_A, CONTROL)
    screen.type("Nebenan sind 12 Plätze.")
    screen.session.change("answers[K3.1]", "Wir sehen dort 12 Plätze.", "Text")
    screen.session.check_now()
    screen.settle()
    screen.key(Key.Key_Tab)
    assert "12 Plätze" in editor.number.words
    screen.click(editor.number.keep)
    screen.session.check_now()
    screen.settle()
    assert screen.case.bestaetigte_zahlen == {"K3.1": ("12 Plätze",)}
    assert (editor.number.words, editor.input.underlines.ranges("numbers")) == ("", ())
    assert not [one for one in screen.session.findings if one.address == "answers[K3.1]"]
    assert screen.session.undo_name.startswith("Zahl so lassen")
    screen.key(Key.Key_Z, CONTROL)
    screen.session.check_now()
    screen.settle()
    assert screen.case.bestaetigte_zahlen == {}
    assert len(editor.input.underlines.ranges("numbers")) == 1


def test_buttons_act_on_the_one_history(opened: Opened) -> None:
    screen = opened(step="k03")
    screen.fill("offer.places_start", "3")
    editor = answer(screen, "K3.1")
    before = stored(screen, "K3.1")
    screen.key(Key.Key_Home, CONTROL)
    screen.type("Neu. ")
    screen.click(editor.bar.bullets)
    assert stored(screen, "K3.1") == f"- Neu. {before}"
    assert editor.bar.bullets.isChecked()
    screen.click(editor.bar.undo)
    assert stored(screen, "K3.1") == f"Neu. {before}"
    screen.click(editor.bar.undo)
    assert stored(screen, "K3.1") == before
    screen.click(editor.bar.redo)
    assert stored(screen, "K3.1") == f"Neu. {before}"
    assert screen.focus is editor.input
    screen.click(editor.bar.undo)
    screen.click(editor.bar.undo)
    assert screen.case.offer.places_start == 2
    assert screen.focus is screen.editor("offer.places_start").focus_widget()


def test_every_deed_has_a_name_and_is_taken_back_alone(opened: Opened) -> None:
    screen = opened("leer", "k03")
    editor = answer(screen, "K3.1")
    screen.type("Wort")
    states = [stored(screen, "K3.1")]
    deeds: list[tuple[str, Callable[[], object]]] = [
        ("Fett", lambda: (screen.key(Key.Key_A, CONTROL), screen.key(Key.Key_B, CONTROL))),
        ("Liste", lambda: screen.click(editor.bar.numbers)),
        ("Ausschneiden", lambda: screen.key(Key.Key_X, CONTROL)),
        ("Einfügen", lambda: screen.key(Key.Key_V, CONTROL)),
        ("Einfügen", lambda: screen.key(Key.Key_V, CONTROL)),
    ]
    for name, act in deeds:
        act()
        screen.settle()
        assert screen.session.undo_name.startswith(name)
        states.append(stored(screen, "K3.1"))
    assert all(before != after for before, after in pairwise(states))
    for state in states[-2::-1]:
        screen.key(Key.Key_Z, CONTROL)
        assert stored(screen, "K3.1") == state
        assert editor.value() == state


def test_the_page_does_not_jump_on_focus(opened: Opened) -> None:
    screen = opened("leer", "k01")
    editors = [entry for entry in screen.workspace.page.findChildren(AnswerEditor) if entry.isVisible()]
    places = [entry.mapTo(screen.workspace.page, QPoint(0, 0)).y() for entry in editors[:2]]
    heights = [entry.height() for entry in editors]
    editors[1].input.setFocus()
    screen.settle()
    assert [entry.height() for entry in editors] == heights
    assert [entry.mapTo(screen.workspace.page, QPoint(0, 0)).y() for entry in editors[:2]] == places
    assert editors[1].bar.bold.isVisible()
    assert not editors[0].bar.bold.isVisible()


def test_tab_leaves_the_text_and_the_bar_leads_back_to_it(opened: Opened) -> None:
    screen = opened("leer", "k01")
    editors = [entry for entry in screen.workspace.page.findChildren(AnswerEditor) if entry.isVisible()]
    editors[0].input.setFocus()
    screen.key(Key.Key_Tab)
    assert screen.focus is editors[1].input
    screen.key(Key.Key_F10, ALT)
    names = []
    for _ in editors[1].bar.tools:
        names.append(screen.focus.accessibleName())
        screen.key(Key.Key_Right)
    assert {"Fett", "Aufzählung", "Nummerierung", "Baustein", "Angabe vom Hof"} <= set(names)
    screen.key(Key.Key_Escape)
    assert screen.focus is editors[1].input
    screen.key(Key.Key_F10, ALT)
    screen.key(Key.Key_Return)
    assert screen.focus is editors[1].input
    screen.type("fett")
    assert stored(screen, editors[1].question_id) == "**fett**"


def test_the_whole_example_is_read_and_nothing_of_it_taken(opened: Opened) -> None:
    screen = opened("leer", "k01")
    answer(screen, "K1.1")
    before = screen.case
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, ExampleDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        assert not any(label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse for label in dialog.findChildren(QLabel))
        QTest.keyClick(dialog, Key.Key_Escape)

    link = screen.button(text("beispiel.ganz"), screen.workspace.help_pane)
    modal(lambda: screen.click(link), look)
    assert "Beispiel" in seen
    assert any("ist erfunden" in words for words in seen)
    expected = plain(example_answer("K1.1").strip(), lambda _fact: "?")
    assert any(words and words in expected for words in seen)
    assert screen.case is before


def modal(act: Callable[[], object], look: Callable[[QWidget], object]) -> None:
    """Do something that opens a dialog, and look at it."""
    from PySide6.QtCore import QTimer

    seen: list[QWidget] = []
    timer = QTimer()

    def watch() -> None:
        found = QApplication.activeModalWidget()
        if found is not None and found not in seen:
            seen.append(found)
            look(found)

    timer.timeout.connect(watch)
    timer.start(5)
    try:
        act()
    finally:
        timer.stop()
    assert seen


def test_the_place_of_the_cursor_is_told(opened: Opened) -> None:
    screen = opened(step="k03")
    editor = answer(screen, "K3.1")
    heard: list[int] = []
    editor.line_changed.connect(heard.append)
    screen.key(Key.Key_End, CONTROL)
    screen.key(Key.Key_Return)
    assert heard[-1] == editor.input.textCursor().blockNumber()
    assert editor.question_id == "K3.1"


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_chips_wear_the_colours_of_the_theme(opened: Opened, name: str) -> None:
    from ala_wizard.ui import theme

    case = sample("hof-sonnenwiese")
    case = case.model_copy(update={"answers": {**case.answers, "K3.1": "{betrieb.name}"}})
    screen = opened(case, "k03")
    editor = answer(screen, "K3.1")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.apply(app, name)  # type: ignore[arg-type]
        screen.settle()
        (piece,) = editor.input.document().firstBlock().textFormats()
        assert piece.format.foreground().color() == theme.color("soft_ink")
        assert editor.value() == "{betrieb.name}"
    finally:
        theme.apply(app, "light")


@pytest.mark.parametrize("seed", range(3))
def test_undo_takes_every_deed_back_and_redo_brings_it_again(opened: Opened, seed: int) -> None:
    chance = Random(seed)
    case = sample("hof-sonnenwiese")
    case = case.model_copy(update={"answers": {**case.answers, "K3.1": "Auf {betrieb.name}:\n- {plaetze}\n- **Ruhe**"}})
    screen = opened(case, "k03")
    editor = answer(screen, "K3.1")
    blocks = content().bausteine["K3.1"]
    deeds: list[Callable[[], object]] = [
        lambda: screen.type(chance.choice(["ab ", "Öl", "\n", "- ", "8 Plätze "])),
        lambda: screen.key(chance.choice([Key.Key_Backspace, Key.Key_Delete, Key.Key_Return])),
        lambda: screen.key(chance.choice([Key.Key_Up, Key.Key_Home, Key.Key_End, Key.Key_Left]), chance.choice([SHIFT, NONE, CONTROL])),
        lambda: editor.input.toggle_bold(),
        lambda: editor.input.toggle_list(chance.choice(["-", "1."])),
        lambda: editor.input.put_fact(chance.choice(["plaetze", "betrieb.ort"])),
        lambda: editor._insert_block(chance.choice(blocks).id),
        lambda: editor.confirm(),
        lambda: screen.session.change("offer.places_target", chance.randrange(2, 20), "Plätze"),
    ]
    first = screen.case
    for _ in range(45):
        chance.choice(deeds)()
        screen.settle()
        assert editor.value() == stored(screen, "K3.1")
    last, steps = screen.case, 0
    while screen.session.undo_name:
        screen.session.undo()
        steps += 1
        assert editor.value() == stored(screen, "K3.1")
    assert steps > 8
    assert (screen.case.answers, screen.case.bausteine) == (first.answers, first.bausteine)
    assert (
        [chip.letters for block in document_blocks(editor.input.document()) for chip in chips_in(block)][-1].strip("\u00a0").startswith("8")
    )
    while screen.session.redo_name:
        screen.session.redo()
        assert editor.value() == stored(screen, "K3.1")
    assert screen.case == last
    assert editor.input.lines == parse(stored(screen, "K3.1"))


def test_a_building_block_stays_marked_when_it_is_copied_to_another_answer(opened: Opened) -> None:
    """Whole and as it came it is still nobody's own text, wherever it goes; a part of it is a text like any other."""
    block = content().bausteine["K3.1"][0].text
    case = sample("leer").model_copy(update={"answers": {"K3.1": f"{block}\nEigenes."}, "bausteine": {"K3.1": (block,)}})
    screen = opened(case, "k03")
    answer(screen, "K3.1")
    screen.key(Key.Key_A, CONTROL)
    screen.key(Key.Key_C, CONTROL)
    other = answer(screen, "K3.2")
    screen.key(Key.Key_V, CONTROL)
    assert stored(screen, "K3.2") == f"{block}\nEigenes."
    assert other.foot.open_words == "1 Baustein noch nicht bearbeitet"
    assert screen.session.undo_name.startswith("Einfügen")
    screen.key(Key.Key_Z, CONTROL)
    assert (screen.case.answers, screen.case.bausteine) == (case.answers, case.bausteine)
    answer(screen, "K3.1")
    screen.key(Key.Key_Home, CONTROL)
    screen.key(Key.Key_Right)
    screen.key(Key.Key_End, SHIFT)
    screen.key(Key.Key_C, CONTROL)
    other = answer(screen, "K3.2")
    screen.key(Key.Key_V, CONTROL)
    assert stored(screen, "K3.2")
    assert other.foot.open_words == ""
    assert screen.case.bausteine == case.bausteine
