"""The questionnaire asks everything, and tells nothing that was not asked for."""

from __future__ import annotations

from ala_wizard.content.loader import content
from ala_wizard.content.samples import NEW, sample
from ala_wizard.documents import blocks
from ala_wizard.documents.fragebogen import Extent, fragebogen
from ala_wizard.model.case import Case
from tests.documents.cases import STAMP, results, small


def made(case: Case, filled: bool, *, costs: bool = True, everything: bool = True) -> blocks.Document:
    return fragebogen(case, content(), results(case), STAMP, Extent(filled, costs, everything))


def of(document: blocks.Document, kind: type) -> list[blocks.Block]:
    return [block for block in document.blocks if isinstance(block, kind)]


def words(document: blocks.Document) -> str:
    return repr(document.blocks)


def test_every_question_field_column_and_item_is_asked() -> None:
    document = made(sample(NEW), False)
    prompts = {block.text for block in document.blocks if isinstance(block, blocks.Prompt)}
    labels = {block.label for block in document.blocks if isinstance(block, blocks.Lines | blocks.Ticks)}
    heads = {column.head.split(" (")[0] for block in document.blocks if isinstance(block, blocks.Sheet) for column in block.columns}
    cells = {cell for block in document.blocks if isinstance(block, blocks.Sheet) for row in block.rows for cell in row}
    for question in content().questions.values():
        if question.kind == "panel":
            continue
        if question.kind != "checklist":
            assert question.ask in prompts, question.id
        assert {field.label for field in question.fields} <= labels, question.id
        assert {column.label.split(" (")[0] for table in question.tables for column in table.columns} <= heads, question.id
    assert {f"{item.id}  {item.text}" for item in content().items.values()} <= cells


def asked(document: blocks.Document) -> set[str]:
    return {block.number for block in document.blocks if isinstance(block, blocks.Prompt)} - {""}


def test_at_first_only_the_needed_questions_of_farm_and_konzept() -> None:
    """What is asked beyond is asked for: costs, and what is voluntary."""
    core = asked(made(sample(NEW), False, costs=False, everything=False))
    needed = {
        question.id
        for part in content().parts
        for question in part.questions
        if question.required and part.group in ("start", "konzept") and question.kind not in ("panel", "checklist")
    }
    assert core == needed
    with_costs = made(sample(NEW), False, costs=True, everything=False)
    assert {"T2", "E1"} <= asked(with_costs) - core
    assert "S1" not in asked(with_costs), "side calculations are voluntary"
    heads = {column.head for block in with_costs.blocks if isinstance(block, blocks.Sheet) for column in block.columns}
    assert "Beleg" in heads
    assert "Kommt noch von" not in heads
    assert not [block for block in with_costs.blocks if isinstance(block, blocks.Heading) and block.anchor == "checklisten"]
    everything = made(sample(NEW), False, costs=False, everything=True)
    assert core < asked(everything)
    assert "T2" not in asked(everything)
    assert [block for block in everything.blocks if isinstance(block, blocks.Heading) and block.anchor == "checklisten"]


def test_every_asked_question_has_room_for_its_answer() -> None:
    found = made(sample(NEW), False).blocks
    for place, block in enumerate(found):
        if isinstance(block, blocks.Prompt) and block.number:
            assert isinstance(found[place + 1], blocks.Ticks), "who knows it"
            room = next(entry for entry in found[place + 2 :] if not isinstance(entry, blocks.Paragraph))
            assert isinstance(room, blocks.Lines | blocks.Ticks | blocks.Sheet), block.number


def test_blank_means_blank() -> None:
    assert "Hof Probe" not in words(made(small(), False))
    assert "Die Ausgangslage." not in words(made(small(), False))
    assert "Hof Probe" not in made(small(), False).farm


def test_filled_prints_what_is_there_and_leaves_room() -> None:
    document = made(small(offer={"physical": "ja"}, unread={"offer.places_target": "acht oder neun"}), True)
    assert "Hof Probe" in words(document)
    answer = next(block for block in document.blocks if isinstance(block, blocks.Lines) and block.value == "Die Ausgangslage.")
    assert answer.count > 1
    assert any(isinstance(b, blocks.Ticks) and b.label.startswith("Passt") and b.options[0].ticked for b in document.blocks)
    assert "acht oder neun" in words(document)


def test_full_tables_keep_blank_rows() -> None:
    case = sample("hof-sonnenwiese")
    sheet = next(block for block in made(case, True).blocks if isinstance(block, blocks.Sheet) and block.caption == "Unsere Partner")
    assert len(sheet.rows) == len(case.partners) + 2
    assert sheet.rows[-1] == ("",) * len(sheet.columns)


def test_it_never_looks_like_something_to_hand_in() -> None:
    document = made(small(handed_in="2026-11-18"), True)
    assert document.status == "Arbeitsblatt, nicht zum Einreichen"
    assert not document.handed_in
    assert any("keine Diagnosen" in block.text for block in document.blocks if isinstance(block, blocks.Note))


def test_answers_are_printed_without_marks_and_with_their_facts() -> None:
    document = made(small(answers={"K1.1": "Es gibt **{plaetze}**.\n- bald"}), True)
    answer = next(block for block in document.blocks if isinstance(block, blocks.Lines) and block.value.startswith("Es gibt"))
    assert answer.value.replace("\u00a0", " ") == "Es gibt 8 Plätze.\n- bald"


def test_what_hangs_on_an_answer_says_so() -> None:
    """Fares are asked unless there is no transport: a blank paper asks them with their condition, a filled one leaves them out."""
    asked = "Was kostet der Fahrdienst?"
    blank = {block.text: block.hint for block in made(sample(NEW), False).blocks if isinstance(block, blocks.Prompt)}
    assert "Fahrdienst" in blank[asked]
    assert "nein" in blank[asked]
    without = made(small(offer={"transport_service": "nein"}), True)
    assert asked not in {block.text for block in without.blocks if isinstance(block, blocks.Prompt)}
