"""The sheet of costs and Tagessatz: every line with its inputs and the formula that the program uses (Fachvorgabe 4.1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ala_wizard.calc.kostenkalkulation import UNFALLVERSICHERUNG, hours_per_place
from ala_wizard.calc.results import Line
from ala_wizard.content.texts import text
from ala_wizard.documents.evidence import evidence
from ala_wizard.model.base import EvidencedRow
from ala_wizard.model.costs import AssetLine, FixedLine, PersonalLine, RentLine, SachLine
from ala_wizard.workbook.sheet import Content, Formula, Input, Sheet, cents, total_of, words
from ala_wizard.workbook.source import Source

AMOUNT = 9
"""The column of the amounts, J."""
SPLIT = frozenset({"fremde_leistungen", "zentrale_leistungen"})
"""Kinds of Sachaufwand that hold work of people (Handbuch Tab. 2)."""
WIDTHS = (6, 34, 12, 12, 13, 12, 12, 12, 12, 14, 13, 8, 40)
HEADS: dict[str, tuple[str, str, int | None]] = {
    "hours": ("hours", "hours", None),
    "key": ("key", "any", None),
    "yearly_gross": ("gross", "price", None),
    "cost": ("cost", "price", None),
    "funding": ("funding", "price", None),
    "share": ("share", "any", 100),
    "rate": ("rate", "any", 100),
    "area_m2": ("area", "hours", None),
    "price_m2": ("price", "price", None),
    "amount": ("amount_in", "price", None),
    "share_part": ("part", "any", None),
    "share_whole": ("whole", "any", None),
    "staff_share": ("staff", "any", 100),
}
"""Of every field that is entered: its head, its look, and the largest number it takes."""


class Kosten:
    """Draws the sheet and remembers where later sheets find its figures."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sheet = Sheet(source.book, words("sheets.kosten"), WIDTHS)
        self._numbers = evidence(source.results.kosten.lines, source.case)
        self._lines: dict[str, list[Line]] = {}
        for line in source.results.kosten.lines:
            self._lines.setdefault(line.address, []).append(line)
        self._staff: list[tuple[str, Line]] = []
        """Cells of the Sachaufwand whose amounts stand with the staff, and their lines."""

    def draw(self) -> None:
        """Everything from the places to the Kostensätze."""
        self.sheet.title(words("sheets.kosten"), words("exact"))
        self.sheet.hold(columns=2)
        self._base()
        planned = self._plan()
        self._personal()
        self._fixe()
        self._sachaufwand(planned)
        self._sum("total", Formula("Personalkosten+Investitionen+Sachaufwand", self.source.results.kosten.gesamtkosten), "Gesamtkosten")
        self._absent()
        self._rate()

    # -- parts -----------------------------------------------------------------

    def _base(self) -> None:
        inputs, kosten, source, sheet = self.source.case.kostenkalkulation, self.source.results.kosten, self.source, self.sheet
        own = "kostenkalkulation"
        sheet.section(words("base.title"))
        target = self._asked(
            "places_target",
            Input("offer.places_target", words("base.places_target"), source.case.offer.places_target, "count"),
            "Plaetze_im_Ziel",
        )
        places = self._asked("places", Input(f"{own}.belegte_plaetze", words("base.places"), inputs.belegte_plaetze))
        self._named("places_used", Formula(f'IF({places}="",{target},{places})', kosten.plaetze, "any", strong=True), "Belegte_Plaetze")
        days = self._asked("days", Input(f"{own}.tage", words("base.days"), inputs.tage))
        law = source.value("tage_im_jahr")
        self._named("days_used", Formula(f'IF({days}="",{law},{days})', kosten.tage, "any", strong=True), "Tage_im_Jahr")
        week = self._asked("week", Input(f"{own}.vollzeit", words("base.week"), inputs.vollzeit))
        law = source.value("vollzeit_wochenstunden", Decimal(40))
        self._named("week_used", Formula(f"IF({week}>0,{week},{law})", kosten.vollzeit, "any", strong=True), "Vollzeit")
        sheet.gap()

    def _asked(self, label: str, content: Input, name: str = "") -> str:
        """An input of its own; gives its cell, or its name where it gets one."""
        cell = f"C{self.sheet.line((None, words(f'base.{label}'), content))}"
        return self.source.book.name(name, self.sheet.title_text, cell) if name else cell

    def _named(self, label: str, content: Formula, name: str) -> None:
        number = self.sheet.line((None, words(f"base.{label}"), content))
        self.source.book.name(name, self.sheet.title_text, f"C{number}")

    def _heads(self, part: str, *inputs: str, last: tuple[str, str] = ("", "")) -> int:
        """Section and heads of a table; gives the number of its first row."""
        self.sheet.section(words(f"parts.{part}"))
        head = [words(f"heads.{name}") if name else "" for name in ("number", "position", *inputs)]
        head += [""] * (7 - len(head))
        head += [words(f"heads.{name}") if name else "" for name in last]
        numbers = [column for column in range(2, AMOUNT + 1) if column - 2 >= len(inputs) or inputs[column - 2] != "entry"]
        self.sheet.heads(*head, *(words(f"heads.{name}") for name in ("amount", "basis", "evidence", "note")), numbers=numbers)
        return self.sheet.row + 1

    def _row(
        self, number: str, label: str, inputs: tuple[Content, ...], middle: tuple[Content, Content], amount: Formula, line: Line
    ) -> int:
        """A cost line; `middle` stands in H and I."""
        cells: list[Content] = [number, label.strip() or words("unnamed"), *inputs]
        cells += [None] * (7 - len(cells))
        found = self._numbers.get(line.evidence.strip())
        basis = self.source.content.label("grundlage", line.grundlage) if line.grundlage else ""
        return self.sheet.line((*cells, *middle, amount, basis, found.number if found else "", line.note))

    def _line(self, row: EvidencedRow, table: str) -> Line:
        """The printed line of a row of the case; of a split one that without the staff."""
        return self._lines[f"kostenkalkulation.{table}[{row.id}]"][-1]

    def _input(self, row: EvidencedRow, table: str, name: str, label: str) -> Input:
        head, kind, most = HEADS[name]
        words_ = f"{label.strip() or words('unnamed')}: {words(f'heads.{head}')}"
        return Input(f"kostenkalkulation.{table}[{row.id}].{name}", words_, getattr(row, name), kind, most)

    def _personal(self) -> None:
        first = self._heads("personal", "hours", "key", "gross", last=("week", "vzae"))
        kosten = self.source.results.kosten
        for number, row in enumerate(self.source.case.kostenkalkulation.personal, 1):
            self._post(f"1.{number}", row, self._line(row, "personal"))
        count = len(self.source.case.kostenkalkulation.personal)
        for number, (cell, line) in enumerate(self._staff, count + 1):
            self._row(f"1.{number}", line.label, (), (None, None), Formula(cell, line.amount), line)
        last = self.sheet.row
        total = total_of(AMOUNT, first, last)
        posts = total_of(8, first, first + count - 1) if count else "0"
        self._sum("sum_personal", Formula(total, kosten.personalkosten), "Personalkosten", Formula(posts, kosten.vzae, "posts"))

    def _post(self, number: str, row: PersonalLine, line: Line) -> None:
        at = self.sheet.row + 1
        inputs = tuple(self._input(row, "personal", name, line.label) for name in ("hours", "key", "yearly_gross"))
        kosten = self.source.results.kosten
        hours = (hours_per_place(row, kosten.vollzeit) or Decimal(0)) * kosten.plaetze
        week = f'IF(C{at}<>"",C{at}*Belegte_Plaetze,IF(D{at}>0,Vollzeit/D{at}*Belegte_Plaetze,0))'
        amount = cents(f'IF(C{at}<>"",C{at}*Belegte_Plaetze*E{at}/Vollzeit,IF(D{at}>0,Belegte_Plaetze*E{at}/D{at},0))')
        middle = (Formula(week, hours, "hours"), Formula(f"H{at}/Vollzeit", hours / kosten.vollzeit, "posts"))
        self._row(number, line.label, inputs, middle, Formula(amount, line.amount), line)

    def _fixe(self) -> None:
        """Buildings, inventory, fixed amounts and rents."""
        inputs, sums, number = self.source.case.kostenkalkulation, [], 0
        for part, rows, rate in (
            ("gebaeude", inputs.gebaeude, "abschreibung_gebaeude"),
            ("inventar", inputs.inventar, "abschreibung_inventar"),
        ):
            first = self._heads(part, "cost", "funding", "share", "rate")
            for row in rows:
                number += 1
                self._asset(f"2.{number}", row, part, self.source.value(rate))
            sums.append(total_of(AMOUNT, first, self.sheet.row))
            self.sheet.gap()
        first = self._heads("fixe", "amount_in")
        for fixed in inputs.fixe:
            number += 1
            self._fixed(f"2.{number}", fixed)
        sums.append(total_of(AMOUNT, first, self.sheet.row))
        self.sheet.gap()
        first = self._heads("miete", "area", "price", "yearly", "share", last=("room", ""))
        for rent in inputs.miete:
            number += 1
            self._rent(f"2.{number}", rent)
        sums.append(total_of(AMOUNT, first, self.sheet.row))
        self._sum("sum_fixe", Formula("+".join(sums), self.source.results.kosten.fixe_kosten), "Investitionen")

    def _asset(self, number: str, row: AssetLine, table: str, rate: str) -> None:
        at, line = self.sheet.row + 1, self._line(row, table)
        inputs = tuple(self._input(row, table, name, line.label) for name in ("cost", "funding", "share", "rate"))
        formula = cents(f'MAX(0,C{at}-D{at})*IF(E{at}="",100,E{at})/100*IF(F{at}="",{rate},F{at})/100')
        self._row(number, line.label, inputs, (None, None), Formula(formula, line.amount), line)

    def _fixed(self, number: str, row: FixedLine) -> None:
        at, line = self.sheet.row + 1, self._line(row, "fixe")
        amount = Formula(f"ROUND(C{at},2)", line.amount)
        self._row(number, line.label, (self._input(row, "fixe", "amount", line.label),), (None, None), amount, line)

    def _rent(self, number: str, row: RentLine) -> None:
        at, line = self.sheet.row + 1, self._line(row, "miete")
        inputs = tuple(self._input(row, "miete", name, line.label) for name in ("area_m2", "price_m2", "amount", "share"))
        room = next((room.area_m2 for room in self.source.case.rooms if room.id == row.room), None)
        known: Content = Formula(_number(room), room, "hours") if room is not None else None
        share = f'IF(F{at}="",100,F{at})/100'
        area = f'IF(C{at}="",H{at},C{at})'
        has_area = f'OR(C{at}<>"",H{at}<>"")'
        formula = cents(f'IF(E{at}<>"",E{at}*{share},IF(AND({has_area},D{at}<>""),{area}*D{at}*12*{share},0))')
        self._row(number, line.label, inputs, (known, None), Formula(formula, line.amount), line)

    def _plan(self) -> int:
        """Where the rows of the Sachaufwand will stand: the staff parts above refer to them. Reckoned from the tables before."""
        inputs = self.source.case.kostenkalkulation
        split = [row for row in inputs.sachaufwand if _splits(row)]
        heads, gap, summed = 2, 1, 2
        rows = self.sheet.row + heads + len(inputs.personal) + len(split) + summed
        rows += heads + len(inputs.gebaeude) + gap + heads + len(inputs.inventar) + gap
        rows += heads + len(inputs.fixe) + gap + heads + len(inputs.miete) + summed
        first = rows + heads + 1
        for place, row in enumerate(inputs.sachaufwand):
            if _splits(row):
                lines = self._lines[f"kostenkalkulation.sachaufwand[{row.id}]"]
                staff = (
                    lines[0] if len(lines) > 1 else replace(lines[0], label=words("parts.staff_of", name=lines[0].label), amount=Decimal(0))
                )
                self._staff.append((f"I{first + place}", staff))
        return first

    def _sachaufwand(self, planned: int) -> None:
        first = self._heads("sachaufwand", "amount_in", "part", "whole", "staff", "entry", last=("whole_amount", "staff_amount"))
        if first != planned:
            raise AssertionError(f"rows of the Sachaufwand begin at {first}, not {planned}")
        number = 0
        for number, row in enumerate(self.source.case.kostenkalkulation.sachaufwand, 1):
            self._sach(f"3.{number}", row)
        if self.source.case.arbeitsentgelt.unfallversicherung_in == "kostenkalkulation":
            self._insurance(f"3.{number + 1}")
        last = self.sheet.row
        self._sum("sum_variable", Formula(total_of(AMOUNT, first, last), self.source.results.kosten.variable_kosten), "Sachaufwand")

    def _insurance(self, number: str) -> None:
        """The Unfallversicherung of the Beschäftigten, where the switch puts it here; entered on the next sheet."""
        found = next((line for line in self.source.results.kosten.variable if line.id == UNFALLVERSICHERUNG), None)
        line = found or Line(UNFALLVERSICHERUNG, text("rechnung.unfallversicherung"), "", Decimal(0))
        uv, persons = self.source.later("uv"), self.source.later("persons")
        formula = cents(f"{uv}*IF({persons}>0,{persons},Belegte_Plaetze)*12")
        self._row(number, line.label, (), (None, None), Formula(formula, line.amount), line)

    def _sach(self, number: str, row: SachLine) -> None:
        at, line = self.sheet.row + 1, self._line(row, "sachaufwand")
        names = ("amount", "share_part", "share_whole", *(("staff_share",) if _splits(row) else ()))
        inputs: list[Content] = [self._input(row, "sachaufwand", name, line.label) for name in names]
        inputs += [None] * (4 - len(inputs))
        whole = {
            "direkt": f"C{at}",
            "je_platz": f"C{at}*Belegte_Plaetze",
            "anteil": f'IF(AND(D{at}<>"",E{at}>0),C{at}*D{at}/E{at},0)',
        }[row.entry]
        lines = self._lines[line.address]
        staff = lines[0].amount if len(lines) > 1 else Decimal(0)
        middle = (Formula(cents(whole), line.amount + staff), Formula(cents(f"H{at}*F{at}/100"), staff))
        self._row(number, line.label, (*inputs, words(f"entry.{row.entry}")), middle, Formula(f"H{at}-I{at}", line.amount), line)

    def _sum(self, label: str, amount: Formula, name: str, vzae: Formula | None = None) -> None:
        cells: list[Content] = [None, self.source.kosten_words(label), *[None] * 6, vzae, amount, None, None, None]
        number = self.sheet.line(cells, total=True)
        self.source.book.name(name, self.sheet.title_text, f"J{number}")
        self.sheet.gap()

    def _absent(self) -> None:
        """Each person's missed days and how many of them nobody pays."""
        fehltage = self.source.case.kostenkalkulation.fehltage
        sheet, first = self.sheet, 0
        if fehltage:
            sheet.section(words("parts.absent"))
            sheet.heads("", "", words("heads.absent"), words("heads.unpaid"), numbers=(2, 3))
            free = self.source.value("fehltage_bezahlt")
            first = sheet.row + 1
            tage, paid = self.source.results.kosten.tage, self.source.rates.known("fehltage_bezahlt", Decimal(0))
            for place, days in enumerate(fehltage):
                at = sheet.row + 1
                label = words("parts.person", number=place + 1)
                lost = min(tage, max(Decimal(0), Decimal(days) - paid))
                asked = Input(f"kostenkalkulation.fehltage#{place}", label, days, "count")
                sheet.line((None, label, asked, Formula(f"MIN(Tage_im_Jahr,MAX(0,C{at}-{free}))", lost, "any")))
            sheet.gap()
        self._lost = total_of(3, first, sheet.row - 1) if fehltage else "0"

    def _rate(self) -> None:
        kosten, inputs, sheet = self.source.results.kosten, self.source.case.kostenkalkulation, self.sheet
        sheet.section(words("parts.rate"))
        name = self.source.kosten_words("rate")
        places = f'IF(Belegte_Plaetze*Tage_im_Jahr=0,"",{cents("Gesamtkosten/(Belegte_Plaetze*Tage_im_Jahr)")})'
        self._figure(name, Formula(places, kosten.tagessatz if kosten.tagessatz is not None else "", strong=True), "Tagessatz", total=True)
        monthly = f'IF(Belegte_Plaetze=0,"",{cents("Gesamtkosten/(Belegte_Plaetze*12)")})'
        self._figure(words("result.month"), Formula(monthly, kosten.monatssatz if kosten.monatssatz is not None else ""), "Monatssatz")
        agreed = Input("kostenkalkulation.tagessatz_vereinbart", words("result.agreed"), inputs.tagessatz_vereinbart, "price")
        number = sheet.line((None, words("result.agreed"), agreed))
        applied = f'IF(C{number}="",Tagessatz,ROUND(C{number},2))'
        value = kosten.tagessatz_angesetzt if kosten.tagessatz_angesetzt is not None else ""
        self._figure(words("result.applied"), Formula(applied, value), "Tagessatz_angesetzt")
        days = Formula(f"MAX(0,Belegte_Plaetze*Tage_im_Jahr-{self._lost})", kosten.bezahlte_tage, "any")
        self._figure(words("result.paid_days"), days, "Bezahlte_Tage")
        income = f'IF(Tagessatz_angesetzt="",0,{cents("Tagessatz_angesetzt*Bezahlte_Tage")})'
        self._figure(words("result.income"), Formula(income, kosten.kostensaetze, strong=True), "Kostensaetze")

    def _figure(self, label: str, content: Formula, name: str, *, total: bool = False) -> None:
        number = self.sheet.line((None, label, content), total=total)
        self.source.book.name(name, self.sheet.title_text, f"C{number}")


def _splits(row: SachLine) -> bool:
    """Can part of the row stand with the staff? Then it has a line there, also while that part is 0."""
    return bool(row.staff_share) or row.kind in SPLIT


def _number(value: Decimal) -> str:
    """A number as formulas write it."""
    return format(value, "f")
