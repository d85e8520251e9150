"""The whole spreadsheet as bytes. The same case, results and stamp give the same bytes."""

from __future__ import annotations

from ala_wizard.calc.results import Results
from ala_wizard.checks.parked import active
from ala_wizard.content.loader import Content
from ala_wizard.documents.common import farm_name, period, profile, shortened, status
from ala_wizard.documents.rates import rates_of
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date
from ala_wizard.workbook.entgelt import Entgelt
from ala_wizard.workbook.ergebnis import Ergebnis
from ala_wizard.workbook.kosten import Kosten
from ala_wizard.workbook.sheet import Book, Input, Running, Sheet, short, words
from ala_wizard.workbook.source import Source

MAP_HEAD = ("Blatt", "Zelle", "Adresse", "Bezeichnung")
CASE_ROW = "Fall"
DASH = "–"


def workbook(case: Case, content: Content, results: Results, stamp: Stamp) -> bytes:
    """Kostenkalkulation, Arbeitsentgelt and Arbeitsergebnis with live formulas."""
    case = active(case, content)
    farm = farm_name(case) or _words("common.no_farm")
    book = Book(Running(farm, status(case), _words("common.stand", date=format_date(stamp.now.date()), time=f"{stamp.now:%H:%M}")))
    book.file.set_properties(
        {
            "title": short(shortened(f"{words('title')} {DASH} {farm}")),
            "subject": _words("common.overline"),
            "author": short(shortened(farm)),
            "company": short(shortened(farm)),
            "category": _words("kostenkalkulation.title"),
            "status": status(case),
            "comments": ". ".join(part for part in (status(case), _words("common.example") if case.example else "") if part) + ".",
            "keywords": _words("common.producer", version=stamp.version),
            "created": stamp.now.replace(tzinfo=None),
        }
    )
    source = Source(case, content, results, rates_of(case, content, results), book)
    _notes(source, stamp)
    Kosten(source).draw()
    Entgelt(source).draw()
    Ergebnis(source).draw()
    source.draw_values()
    _map(book, case)
    book.file.close()
    return book.target.getvalue()


def _notes(source: Source, stamp: Stamp) -> None:
    """The first sheet: what this is, how it works, whose it is, and that it was not handed in."""
    case, sheet = source.case, Sheet(source.book, words("sheets.notes"), (36, 76), wide=False)
    sheet.title(words("title"))
    for name in ("lead", "back", "exact"):
        sheet.note(words(name))
    sheet.gap()
    sheet.line((words("legend"), None))
    source.book.inputs.clear()
    sample = source.book.look(bg_color="#FFF4CC", border=1, border_color="#B36B00")
    sheet.sheet.write_blank(sheet.row - 1, 1, None, sample)
    sheet.gap()
    rows = (
        ("farm", farm_name(case)),
        ("addressee", ", ".join(profile(case, source.content).addressee)),
        ("period", period(case)),
        ("status", status(case)),
        ("stand", f"{format_date(stamp.now.date())}, {stamp.version}"),
    )
    for name, value in rows:
        sheet.line((words(name), value))


def _map(book: Book, case: Case) -> None:
    """The hidden sheet that leads from each input cell back to its place in the case."""
    sheet = book.file.add_worksheet(words("sheets.map"))
    sheet.hide()
    sheet.protect("")
    sheet.write_row(0, 0, MAP_HEAD)
    book.put(sheet, 1, 0, CASE_ROW)
    book.put(sheet, 1, 2, case.case_id)
    entries: list[tuple[str, str, Input]] = book.inputs
    for number, (name, cell, content) in enumerate(entries, 2):
        for column, said in enumerate((name, cell, content.address, content.label)):
            book.put(sheet, number, column, said)
