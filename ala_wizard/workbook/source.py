"""What the sheets are drawn from, and where the legal values of the formulas stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates, in_force
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_date
from ala_wizard.workbook.sheet import Book, Formula, Sheet
from ala_wizard.workbook.sheet import words as own_words

BEZUGSGROESSE_RV = "bezugsgroesse_rv"
"""East or West, whichever the reckoning takes."""


@dataclass
class Source:
    """One frozen case with its results; collects the legal values that formulas ask for."""

    case: Case
    content: Content
    results: Results
    rates: Rates
    book: Book
    used: dict[str, Decimal] = field(default_factory=dict)

    def value(self, name: str, otherwise: Decimal = Decimal(0)) -> str:
        """The name of the cell with a legal value. A value that is not known counts as the reckoning counts it."""
        found = self.rates.bezugsgroesse_rv if name == BEZUGSGROESSE_RV else self.rates.get(name)
        if name == "vollzeit_wochenstunden" and not found:
            found = None
        self.used[name] = otherwise if found is None else found
        return f"RW_{name}"

    def later(self, name: str) -> str:
        """The name of a cell on a later sheet."""
        return {"uv": "Unfallversicherung", "persons": "Menschen"}[name]

    def kosten_words(self, key: str) -> str:
        """Words of the printed Kostenkalkulation."""
        return words(f"kostenkalkulation.kosten.{key}")

    def draw_values(self) -> None:
        """The sheet of legal values: each with a name that the formulas use."""
        sheet = Sheet(self.book, own_words("sheets.values"), (50, 14, 12, 14, 44))
        sheet.title(own_words("sheets.values"))
        sheet.heads(*(own_words(f"heads.{name}") for name in ("position", "value", "unit", "since", "source")), numbers=(1,))
        sheet.hold()
        for name, value in self.used.items():
            real = name
            if name == BEZUGSGROESSE_RV:
                real = "bezugsgroesse_west" if self.rates.bezugsgroesse_rv == self.rates.get("bezugsgroesse_west") else "bezugsgroesse_ost"
            parameter = self.content.parameters[real]
            entry = in_force(parameter, self.results.stichtag)
            own = real in self.case.overrides
            since = format_date(entry.valid_from) if entry and not own else own_words("zero")
            source = own_words("result.own_value") if own else entry.source if entry else parameter.law
            unit = entry.unit if entry else parameter.values[-1].unit
            number = sheet.line((parameter.label, Formula(format(value, "f"), value, "any"), unit, since, source))
            self.book.name(f"RW_{name}", sheet.title_text, f"B{number}")
