"""The sheet of the Arbeitsentgelt: both schemes, group by group, as formulas (Fachvorgabe 4.2)."""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc.arbeitsentgelt import lasten_jahr
from ala_wizard.calc.results import GruppeResult, Scheme
from ala_wizard.documents.wording import words as _words
from ala_wizard.model.costs import EntgeltGruppe
from ala_wizard.workbook.sheet import Content, Formula, Input, Sheet, total_of, words
from ala_wizard.workbook.source import BEZUGSGROESSE_RV, Source

ROWS = (
    "arbeitsfoerderungsgeld",
    "brutto",
    "krankenversicherung",
    "pflegeversicherung",
    "rentenversicherung",
    "u2",
    "insolvenzumlage",
    "unfallversicherung",
    "sozialversicherung",
    "abzug_beschaeftigte",
    "gesamtkosten",
    "erstattung",
    "bund",
    "traeger",
    "zu_erwirtschaften",
)
"""Columns of a scheme, from C on, as in Tab. 3."""
COLUMN = {name: chr(ord("C") + place) for place, name in enumerate(ROWS)}
WIDTHS = (30, 13, *[13] * len(ROWS), 13, 13)


class Entgelt:
    """Draws the sheet."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sheet = Sheet(source.book, words("sheets.entgelt"), WIDTHS)

    def draw(self) -> None:
        """Groups, both schemes, the year."""
        case, entgelt, sheet = self.source.case, self.source.results.entgelt, self.sheet
        inputs = case.arbeitsentgelt
        sheet.title(words("sheets.entgelt"), _words(f"kostenkalkulation.entgelt.lead_{entgelt.verfahren}"))
        uv = Input("arbeitsentgelt.unfallversicherung", words("result.uv"), inputs.unfallversicherung, "money")
        sheet.pair(words("result.uv"), uv, "Unfallversicherung")
        bridge = Input("arbeitsentgelt.bruecke_monate", words("result.bruecke"), inputs.bruecke_monate)
        months = sheet.pair(words("result.bruecke"), bridge, "Monate_bis_Erstattung")
        sheet.gap()
        sheet.heads(*(words(f"heads.{name}") for name in ("group", "count", "grundbetrag", "steigerung", "entgelt", "yearly")))
        first = sheet.row + 1
        for row, group in zip(inputs.gruppen, entgelt.gruppen, strict=True):
            self._group(row, group)
        last = sheet.row
        count = Formula(total_of(1, first, last), Decimal(entgelt.anzahl), "count")
        number = sheet.line((None, count, None, None, None, Formula(total_of(5, first, last), entgelt.entgelte_jahr)), total=True)
        self.source.book.name("Menschen", sheet.title_text, f"B{number}")
        self.source.book.name("Entgelte_im_Jahr", sheet.title_text, f"F{number}")
        sheet.gap()
        starts = {scheme: self._scheme(scheme, first) for scheme in ("gesetzlich", "handbuch")}
        self._year(starts[entgelt.verfahren], first, months)

    def _group(self, row: EntgeltGruppe, group: GruppeResult) -> None:
        at = self.sheet.row + 1
        label = row.name.strip() or words("unnamed")
        base = f"arbeitsentgelt.gruppen[{row.id}]"
        law = self.source.value("grundbetrag")
        pay = Formula(f'ROUND(IF(C{at}="",{law},C{at})+D{at},2)', (group.grundbetrag or Decimal(0)) + group.steigerungsbetrag)
        cells: tuple[Content, ...] = (
            label,
            Input(f"{base}.anzahl", label, row.anzahl, "count"),
            Input(f"{base}.grundbetrag", label, row.grundbetrag, "money"),
            Input(f"{base}.steigerungsbetrag", label, row.steigerungsbetrag, "money"),
            pay,
            Formula(f"ROUND(B{at}*E{at}*12,2)", group.entgelte_jahr),
        )
        self.sheet.line(cells)

    def _scheme(self, scheme: str, first: int) -> int | None:
        """A table of one scheme; gives the number of its first row, None where legal values are missing."""
        groups = self.source.results.entgelt.gruppen
        self.sheet.section(words(f"parts.{scheme}"))
        if any(getattr(group, scheme) is None for group in groups):
            self.sheet.note(words("result.missing"))
            self.sheet.gap()
            return None
        labels = [_words(f"kostenkalkulation.entgelt.rows.{name}") for name in ROWS]
        self.sheet.heads(words("heads.group"), words("heads.entgelt"), *labels)
        start = self.sheet.row + 1
        for place, group in enumerate(groups):
            self._person(scheme, group, first + place)
        self.sheet.gap()
        return start

    def _person(self, scheme: str, group: GruppeResult, source_row: int) -> None:
        at = self.sheet.row + 1
        made: Scheme = getattr(group, scheme)
        formulas = self._law(at) if scheme == "gesetzlich" else self._book(at)
        cells: list[Content] = [f"{group.label or words('unnamed')}"]
        cells.append(Formula(f"E{source_row}", made.brutto - made.arbeitsfoerderungsgeld))
        cells += [Formula(formulas[name], getattr(made, name), strong=name == "zu_erwirtschaften") for name in ROWS]
        self.sheet.line(cells)

    def _common(self, at: int) -> dict[str, str]:
        value, col = self.source.value, {name: f"{letter}{at}" for name, letter in COLUMN.items()}
        uv = "ROUND(Unfallversicherung,2)" if self.source.case.arbeitsentgelt.unfallversicherung_in == "produktion" else "0"
        afg = f"IF(B{at}<={value('afg_grenze_entgelt')},{value('afg_betrag')},MAX(0,{value('afg_grenze_summe')}-B{at}))"
        first, last = COLUMN["krankenversicherung"], COLUMN["unfallversicherung"]
        refunded = "+".join(
            col[name] for name in ("arbeitsfoerderungsgeld", "krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2")
        )
        return {
            "arbeitsfoerderungsgeld": f"ROUND({afg},2)",
            "brutto": f"B{at}+{col['arbeitsfoerderungsgeld']}",
            "unfallversicherung": uv,
            "sozialversicherung": f"SUM({first}{at}:{last}{at})",
            "gesamtkosten": f"{col['brutto']}+{col['sozialversicherung']}-{col['abzug_beschaeftigte']}",
            "erstattung": f"{refunded}-{col['abzug_beschaeftigte']}",
            "zu_erwirtschaften": f"{col['gesamtkosten']}-{col['erstattung']}",
        }

    def _book(self, at: int) -> dict[str, str]:
        """The handbook's scheme: every rate on the pay with AFG."""
        names = ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2", "insolvenzumlage")
        values = ("handbuch_kv", "handbuch_pv", "handbuch_rv", "handbuch_u2", "handbuch_insolvenz")
        brutto = f"{COLUMN['brutto']}{at}"
        parts = {name: f"ROUND({brutto}*{self.source.value(value)}/100,2)" for name, value in zip(names, values, strict=True)}
        return {**self._common(at), **parts, "abzug_beschaeftigte": "0", "bund": "0", "traeger": "0"}

    def _law(self, at: int) -> dict[str, str]:
        """The statutory scheme with its minimum bases (§ 235 SGB V, § 162 SGB VI, § 179 SGB VI)."""
        inputs, value = self.source.case.arbeitsentgelt, self.source.value
        col = {name: f"{letter}{at}" for name, letter in COLUMN.items()}
        pay = f"(B{at}+{col['arbeitsfoerderungsgeld']})" if inputs.afg_zaehlt else f"B{at}"
        quota, rv_size = value("kv_pv_mindestquote"), value(BEZUGSGROESSE_RV)
        low = f"({value('bezugsgroesse_west')}*{quota}/100)"
        basis = f"MAX({pay},{low})"
        basis_rv = f"MAX({pay},{rv_size}*{value('rv_mindestquote')}/100)"
        kv, pv, rv, bund = (col[name] for name in ("krankenversicherung", "pflegeversicherung", "rentenversicherung", "bund"))
        own = f"IF({pay}<={low},0,ROUND({kv}/2,2)+ROUND({pv}/2,2))"
        own_rv = f"IF({pay}<={rv_size}*{quota}/100,0,ROUND(({rv}-{bund})/2,2))"
        u2 = f"ROUND({pay}*{format(inputs.u2_satz or Decimal(0), 'f')}/100,2)" if inputs.u2_verlangt else "0"
        insolvenz = f"ROUND({pay}*{value('insolvenzgeldumlage')}/100,2)" if inputs.insolvenz_verlangt else "0"
        return {
            **self._common(at),
            "krankenversicherung": f"ROUND({basis}*({value('kv_allgemein')}+{value('kv_zusatz_durchschnitt')})/100,2)",
            "pflegeversicherung": f"ROUND({basis}*{value('pv_basis')}/100,2)",
            "rentenversicherung": f"ROUND({basis_rv}*{value('rv')}/100,2)",
            "bund": f"ROUND(({basis_rv}-{pay})*{value('rv')}/100,2)",
            "abzug_beschaeftigte": f"{own}+{own_rv}",
            "traeger": f"{rv}-{bund}-{own_rv}",
            "u2": u2,
            "insolvenzumlage": insolvenz,
        }

    def _year(self, start: int | None, first: int, months: str) -> None:
        """What all groups cost beyond their pay, and what comes back."""
        entgelt, inputs, sheet = self.source.results.entgelt, self.source.case.arbeitsentgelt, self.sheet
        count = len(entgelt.gruppen)
        sheet.section(words("parts.year"))
        loads = sum((lasten_jahr(group, inputs) for group in entgelt.gruppen), Decimal(0))
        burden, back = "0", "0"
        if start is not None and count:
            last, end = first + count - 1, start + count - 1
            persons = f"B{first}:B{last}"
            earned, gross, afg, refund = (COLUMN[name] for name in ("zu_erwirtschaften", "brutto", "arbeitsfoerderungsgeld", "erstattung"))
            burden = (
                f"12*(SUMPRODUCT({persons},{earned}{start}:{earned}{end})-SUMPRODUCT({persons},{gross}{start}:{gross}{end})"
                f"+SUMPRODUCT({persons},{afg}{start}:{afg}{end}))"
            )
            back = f"SUMPRODUCT({persons},{refund}{start}:{refund}{end})"
        rows = "kostenkalkulation.entgelt"
        sheet.pair(_words(f"{rows}.lasten"), Formula(f"ROUND({burden},2)", loads), "Lasten_im_Jahr")
        refund_value = entgelt.erstattung_monat if entgelt.erstattung_monat is not None else Decimal(0)
        monthly = sheet.pair(_words(f"{rows}.erstattung"), Formula(f"ROUND({back},2)", refund_value), "Erstattung_im_Monat")
        label = _words(f"{rows}.vorfinanzierung", months=words("zero"))
        sheet.pair(label, Formula(f"ROUND({monthly}*{months},2)", entgelt.vorfinanzierung or Decimal(0)), "Vorfinanzierung")
