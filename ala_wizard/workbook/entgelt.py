"""The sheet of the Arbeitsentgelt: both schemes as formulas, a column for each group, rows as in Tab. 3 (Fachvorgabe 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from ala_wizard.calc.arbeitsentgelt import lasten_jahr
from ala_wizard.calc.results import Scheme
from ala_wizard.documents.arbeitsentgelt import ROWS, SCHEMES
from ala_wizard.documents.wording import words as _words
from ala_wizard.workbook.sheet import Content, Formula, Input, Sheet, cents, words
from ala_wizard.workbook.source import BEZUGSGROESSE_RV, Source

FIRST = 1
"""The column of the first group, B."""
LABEL, AMOUNT = 50, 17
"""Widths of the labels and of a group."""
UPRIGHT = 3
"""So many columns of amounts have room on an upright page."""

At = Callable[[str], str]
"""The cell of a row in the column that a formula stands in."""


class Entgelt:
    """Draws the sheet and remembers the rows of its figures."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.groups = source.results.entgelt.gruppen
        """One column each; one more holds what is summed over all."""
        columns = max(2, len(self.groups) + 1)
        self.sheet = Sheet(source.book, words("sheets.entgelt"), (LABEL, *[AMOUNT] * columns), wide=columns > UPRIGHT)
        self._columns = [xl_col_to_name(FIRST + place) for place in range(len(self.groups))]

    def draw(self) -> None:
        """Groups, both schemes, the year."""
        case, entgelt, sheet = self.source.case, self.source.results.entgelt, self.sheet
        inputs = case.arbeitsentgelt
        sheet.title(words("sheets.entgelt"), _words(f"kostenkalkulation.entgelt.lead_{entgelt.verfahren}"))
        sheet.hold(columns=FIRST)
        uv = Input("arbeitsentgelt.unfallversicherung", words("result.uv"), inputs.unfallversicherung, "price")
        sheet.pair(words("result.uv"), uv, "Unfallversicherung")
        bridge = Input("arbeitsentgelt.bruecke_monate", words("result.bruecke"), inputs.bruecke_monate)
        sheet.pair(words("result.bruecke"), bridge, "Monate_bis_Erstattung")
        sheet.gap()
        rows = self._groups()
        starts = {scheme: self._scheme(scheme, rows["pay"]) for scheme in SCHEMES}
        self._year(starts[entgelt.verfahren], rows["count"])

    def _groups(self) -> Mapping[str, int]:
        """What is entered for each group and its pay; gives the numbers of the rows."""
        case, entgelt, sheet = self.source.case, self.source.results.entgelt, self.sheet
        law = self.source.value("grundbetrag")
        sheet.section(words("parts.groups"))
        self._heads(words("heads.all"))
        first = sheet.row + 1
        rows = {name: first + place for place, name in enumerate(("count", "grundbetrag", "steigerung", "pay", "year"))}
        fields = {"count": ("anzahl", "count"), "grundbetrag": ("grundbetrag", "price"), "steigerung": ("steigerungsbetrag", "price")}
        for name, (field, kind) in fields.items():
            label = words(f"heads.{name}")
            cells = [
                Input(f"arbeitsentgelt.gruppen[{row.id}].{field}", f"{self._name(place)}: {label}", getattr(row, field), kind)
                for place, row in enumerate(case.arbeitsentgelt.gruppen)
            ]
            whole = [Formula(self._over("SUM", rows["count"]), Decimal(entgelt.anzahl), "count", strong=True)] if name == "count" else []
            sheet.line((label, *cells, *whole))
        pays = [
            Formula(
                f'ROUND(IF({column}{rows["grundbetrag"]}="",{law},{column}{rows["grundbetrag"]}),2)+ROUND({column}{rows["steigerung"]},2)',
                (group.grundbetrag or Decimal(0)) + group.steigerungsbetrag,
            )
            for column, group in zip(self._columns, self.groups, strict=True)
        ]
        sheet.line((words("heads.pay"), *pays))
        years = [
            Formula(cents(f"{column}{rows['count']}*{column}{rows['pay']}*12"), group.entgelte_jahr)
            for column, group in zip(self._columns, self.groups, strict=True)
        ]
        sheet.line((words("heads.yearly"), *years, Formula(self._over("SUM", rows["year"]), entgelt.entgelte_jahr)), total=True)
        whole_column = xl_col_to_name(FIRST + len(self.groups))
        self.source.book.name("Menschen", sheet.title_text, f"{whole_column}{rows['count']}")
        self.source.book.name("Entgelte_im_Jahr", sheet.title_text, f"{whole_column}{rows['year']}")
        sheet.gap()
        return rows

    def _name(self, place: int) -> str:
        return self.groups[place].label.strip() or _words("kostenkalkulation.entgelt.unnamed_group", number=place + 1)

    def _heads(self, *more: str) -> None:
        names = [self._name(place) for place in range(len(self.groups))]
        self.sheet.heads(words("heads.position"), *names, *more, numbers=range(FIRST, FIRST + len(names) + len(more)))

    def _over(self, function: str, row: int, other: int | None = None) -> str:
        """A function of a row over all groups, or of two rows; 0 without groups."""
        if not self._columns:
            return "0"
        first, last = self._columns[0], self._columns[-1]
        second = f",{first}{other}:{last}{other}" if other is not None else ""
        return f"{function}({first}{row}:{last}{row}{second})"

    def _scheme(self, scheme: str, pay: int) -> Mapping[str, int] | None:
        """A table of one scheme; gives the numbers of its rows, None where legal values are missing."""
        self.sheet.section(words(f"parts.{scheme}"))
        if any(getattr(group, scheme) is None for group in self.groups):
            self.sheet.note(words("result.missing"))
            self.sheet.gap()
            return None
        self._heads()
        rows = {"pay": pay} | {name: self.sheet.row + 1 + place for place, (name, _) in enumerate(ROWS)}

        def here(column: str) -> At:
            return lambda name: f"{column}{rows[name]}"

        formulas = [self._law(here(column)) if scheme == "gesetzlich" else self._book(here(column)) for column in self._columns]
        for name, kind in ROWS:
            cells: list[Content] = [_words(f"kostenkalkulation.entgelt.rows.{name}")]
            for formula, group in zip(formulas, self.groups, strict=True):
                made: Scheme = getattr(group, scheme)
                cells.append(Formula(formula[name], getattr(made, name), strong=kind == "sum"))
            self.sheet.line(cells, total=kind == "total")
        self.sheet.gap()
        return rows

    def _common(self, at: At) -> dict[str, str]:
        value, pay = self.source.value, at("pay")
        uv = "ROUND(Unfallversicherung,2)" if self.source.case.arbeitsentgelt.unfallversicherung_in == "produktion" else "0"
        afg = f"IF({pay}<={value('afg_grenze_entgelt')},{value('afg_betrag')},MAX(0,{value('afg_grenze_summe')}-{pay}))"
        parts = ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2")
        refunded = "+".join(map(at, ("arbeitsfoerderungsgeld", *parts)))
        return {
            "arbeitsfoerderungsgeld": cents(afg),
            "brutto": f"{pay}+{at('arbeitsfoerderungsgeld')}",
            "unfallversicherung": uv,
            "sozialversicherung": "+".join(map(at, (*parts, "insolvenzumlage", "unfallversicherung"))),
            "gesamtkosten": f"{at('brutto')}+{at('sozialversicherung')}-{at('abzug_beschaeftigte')}",
            "erstattung": f"{refunded}-{at('abzug_beschaeftigte')}",
            "zu_erwirtschaften": f"{at('gesamtkosten')}-{at('erstattung')}",
        }

    def _book(self, at: At) -> dict[str, str]:
        """The handbook's scheme: every rate on the pay with AFG."""
        names = ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2", "insolvenzumlage")
        values = ("handbuch_kv", "handbuch_pv", "handbuch_rv", "handbuch_u2", "handbuch_insolvenz")
        gross = at("brutto")
        parts = {name: cents(f"{gross}*{self.source.value(value)}/100") for name, value in zip(names, values, strict=True)}
        return {**self._common(at), **parts, "abzug_beschaeftigte": "0", "bund": "0", "traeger": "0"}

    def _law(self, at: At) -> dict[str, str]:
        """The statutory scheme with its minimum bases (§ 235 SGB V, § 162 SGB VI, § 179 SGB VI)."""
        inputs, value = self.source.case.arbeitsentgelt, self.source.value
        pay = f"({at('pay')}+{at('arbeitsfoerderungsgeld')})" if inputs.afg_zaehlt else at("pay")
        quota, rv_size = value("kv_pv_mindestquote"), value(BEZUGSGROESSE_RV)
        low = f"({value('bezugsgroesse_west')}*{quota}/100)"
        basis = f"MAX({pay},{low})"
        basis_rv = f"MAX({pay},{rv_size}*{value('rv_mindestquote')}/100)"
        kv, pv, rv, bund = map(at, ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "bund"))
        own = f"IF({pay}<={low},0,ROUND({kv}/2,2)+ROUND({pv}/2,2))"
        own_rv = f"IF({pay}<={rv_size}*{quota}/100,0,{cents(f'({rv}-{bund})/2')})"
        u2 = cents(f"{pay}*{format(inputs.u2_satz or Decimal(0), 'f')}/100") if inputs.u2_verlangt else "0"
        insolvenz = cents(f"{pay}*{value('insolvenzgeldumlage')}/100") if inputs.insolvenz_verlangt else "0"
        return {
            **self._common(at),
            "krankenversicherung": cents(f"{basis}*({value('kv_allgemein')}+{value('kv_zusatz_durchschnitt')})/100"),
            "pflegeversicherung": cents(f"{basis}*{value('pv_basis')}/100"),
            "rentenversicherung": cents(f"{basis_rv}*{value('rv')}/100"),
            "bund": cents(f"({basis_rv}-{pay})*{value('rv')}/100"),
            "abzug_beschaeftigte": f"{own}+{own_rv}",
            "traeger": f"{rv}-{bund}-{own_rv}",
            "u2": u2,
            "insolvenzumlage": insolvenz,
        }

    def _year(self, rows: Mapping[str, int] | None, count: int) -> None:
        """What all groups cost beyond their pay, and what comes back."""
        entgelt, inputs, sheet = self.source.results.entgelt, self.source.case.arbeitsentgelt, self.sheet
        sheet.section(words("parts.year"))
        sheet.heads(words("heads.position"), words("heads.in_euro"), numbers=(FIRST,))
        loads = sum((lasten_jahr(group, inputs) for group in entgelt.gruppen), Decimal(0))
        burden, back = "0", "0"
        if rows is not None and self._columns:
            earned, gross, afg = (
                self._over("SUMPRODUCT", count, rows[name]) for name in ("zu_erwirtschaften", "brutto", "arbeitsfoerderungsgeld")
            )
            burden = f"12*({earned}-{gross}+{afg})"
            back = self._over("SUMPRODUCT", count, rows["erstattung"])
        own = "kostenkalkulation.entgelt"
        sheet.pair(_words(f"{own}.lasten"), Formula(cents(burden), loads), "Lasten_im_Jahr")
        refund_value = entgelt.erstattung_monat if entgelt.erstattung_monat is not None else Decimal(0)
        sheet.pair(_words(f"{own}.erstattung"), Formula(cents(back), refund_value), "Erstattung_im_Monat")
        advance = Formula(cents("Erstattung_im_Monat*Monate_bis_Erstattung"), entgelt.vorfinanzierung or Decimal(0))
        sheet.pair(words("result.vorfinanzierung"), advance, "Vorfinanzierung")
