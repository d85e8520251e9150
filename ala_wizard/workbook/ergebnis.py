"""The sheet of the Arbeitsergebnis: Tab. 4, its use and what the production must sell (Fachvorgabe 4.3)."""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.documents.wording import words as _words
from ala_wizard.model.costs import ProductLine
from ala_wizard.model.money import cent
from ala_wizard.workbook.sheet import Content, Formula, Input, Sheet, cents, total_of, words
from ala_wizard.workbook.source import Source

WIDTHS = (52, 16, 14, 12, 10, 15, 15, 16)
ROWS = "kostenkalkulation.ergebnis"


class Ergebnis:
    """Draws the sheet."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sheet = Sheet(source.book, words("sheets.ergebnis"), WIDTHS)

    def draw(self) -> None:
        """Product lines, then the statement in its four parts."""
        sheet = self.sheet
        sheet.title(words("sheets.ergebnis"), _words(f"{ROWS}.lead"))
        sheet.hold(columns=1)
        self._sales()
        self._ertraege()
        self._kosten()
        self._use()

    def _heads(self, *more: str) -> None:
        self.sheet.heads(words("heads.position"), words("heads.amount"), *more, numbers=(1, 2))

    def _sales(self) -> None:
        rows, ergebnis, sheet = self.source.case.arbeitsergebnis.produktlinien, self.source.results.ergebnis, self.sheet
        sheet.section(_words(f"{ROWS}.sales"))
        sheet.heads(
            *(words(f"heads.{name}") for name in ("position", "quantity", "unit", "unit_price", "months", "turnover", "direct", "amount")),
            numbers=(1, 3, 4, 5, 6, 7),
        )
        first = sheet.row + 1
        for row, line in zip(rows, ergebnis.ertraege_lines, strict=False):
            self._sale(row, line.amount)
        direct = cent(sum((row.direct_costs or Decimal(0) for row in rows), Decimal(0)))
        last = sheet.row
        cells: list[Content] = [_words(f"{ROWS}.sales"), *[None] * 5]
        number = sheet.line(
            (*cells, Formula(cents(total_of(6, first, last)), direct), Formula(total_of(7, first, last), ergebnis.umsatz)),
            total=True,
        )
        self.source.book.name("Direkte_Kosten", sheet.title_text, f"G{number}")
        self.source.book.name("Umsatz", sheet.title_text, f"H{number}")
        sheet.gap()

    def _sale(self, row: ProductLine, amount: Decimal) -> None:
        at = self.sheet.row + 1
        label = row.name.strip() or words("unnamed")
        base = f"arbeitsergebnis.produktlinien[{row.id}]"

        def asked(name: str, head: str, kind: str = "any", most: int | None = None) -> Input:
            return Input(f"{base}.{name}", f"{label}: {words(f'heads.{head}')}", getattr(row, name), kind, most)

        formula = cents(f'IF(AND(B{at}<>"",D{at}<>""),B{at}*D{at}*IF(E{at}="",1,E{at}),F{at})')
        cells = (
            label,
            asked("quantity", "quantity"),
            row.unit,
            asked("price", "unit_price", "price"),
            asked("months", "months", most=12),
            asked("umsatz", "turnover", "price"),
            asked("direct_costs", "direct", "price"),
        )
        self.sheet.line((*cells, Formula(formula, amount)))

    def _ertraege(self) -> None:
        inputs, ergebnis, sheet = self.source.case.arbeitsergebnis, self.source.results.ergebnis, self.sheet
        known = {line.id: line.amount for line in ergebnis.ertraege_lines}
        sheet.section(_words(f"{ROWS}.ertraege"))
        self._heads()
        sheet.pair(_words(f"{ROWS}.sales"), Formula("Umsatz", ergebnis.umsatz))
        cells = []
        for name in ("zinsertraege", "sonstige_ertraege"):
            label = _words(f"{ROWS}.lines.{name}")
            cells.append(sheet.pair(label, Input(f"arbeitsergebnis.{name}", label, getattr(inputs, name), "price"), name.title()))
        sheet.pair(_words(f"{ROWS}.lines.kostensaetze"), Formula("Kostensaetze", known["kostensaetze"]))
        whole = f"Umsatz+ROUND({cells[0]},2)+ROUND({cells[1]},2)+Kostensaetze"
        sheet.pair(_words(f"{ROWS}.sum_ertraege"), Formula(whole, ergebnis.ertraege), "Ertraege", total=True)
        sheet.gap()

    def _kosten(self) -> None:
        inputs, ergebnis, sheet = self.source.case.arbeitsergebnis, self.source.results.ergebnis, self.sheet
        known = {line.id: line.amount for line in ergebnis.kosten_lines}
        sheet.section(_words(f"{ROWS}.kosten"))
        self._heads(words("heads.own"))
        derived = {
            "personal_fachlich": 'IF({0}="",Personalkosten,{0})',
            "personal_ueblich": "{0}",
            "sach_fachlich": 'IF({0}="",Investitionen+Sachaufwand,{0})',
            "sach_ueblich": "{0}+Direkte_Kosten",
        }
        for name, formula in derived.items():
            label = _words(f"{ROWS}.lines.{name}")
            at = sheet.row + 1
            asked = Input(f"arbeitsergebnis.{name}", label, getattr(inputs, name), "price")
            sheet.line((label, Formula(cents(formula.format(f"C{at}")), known[name]), asked))
            self.source.book.name(name.title(), sheet.title_text, f"B{at}")
        sheet.pair(_words(f"{ROWS}.lines.arbeitgeberlasten"), Formula("Lasten_im_Jahr", known["arbeitgeberlasten"]))
        names = "+".join(name.title() for name in derived)
        sheet.pair(_words(f"{ROWS}.sum_kosten"), Formula(f"{names}+Lasten_im_Jahr", ergebnis.kosten), "Kosten", total=True)
        sheet.note(words("result.own_amounts"))
        sheet.gap()
        result = Formula("ROUND(Ertraege-Kosten,2)", ergebnis.arbeitsergebnis)
        sheet.pair(_words(f"{ROWS}.result"), result, "Arbeitsergebnis", total=True)
        sheet.gap()

    def _use(self) -> None:
        ergebnis, sheet, value = self.source.results.ergebnis, self.sheet, self.source.value
        least = f"{value('entgelt_mindestquote', Decimal(70))}/100"
        most = f"{value('ruecklage_hoechstquote', Decimal(30))}/100"
        months = value("ruecklage_monate", Decimal(6))
        sheet.section(_words(f"{ROWS}.use"))
        self._heads()
        quota = ergebnis.entgeltquote if ergebnis.entgeltquote is not None else ""
        figures = {
            "mindest_entgelte": Formula(cents(f"MAX(0,Arbeitsergebnis)*{least}"), ergebnis.mindest_entgelte),
            "entgelte": Formula("Entgelte_im_Jahr", ergebnis.entgelte),
            "entgeltquote": Formula(f'IF(Arbeitsergebnis>0,{cents("Entgelte_im_Jahr/Arbeitsergebnis*100")},"")', quota, "quota"),
            "hoechst_ruecklage": Formula(cents(f"MAX(0,Arbeitsergebnis)*{most}"), ergebnis.hoechst_ruecklage),
            "ruecklage_obergrenze": Formula(cents(f"Entgelte_im_Jahr*{months}/12"), ergebnis.ruecklage_obergrenze),
        }
        cells = {name: sheet.pair(_words(f"{ROWS}.use_rows.{name}"), formula) for name, formula in figures.items()}
        saved = cents(f"MAX(0,MIN(Arbeitsergebnis-Entgelte_im_Jahr,{cells['hoechst_ruecklage']},{cells['ruecklage_obergrenze']}))")
        sheet.pair(_words(f"{ROWS}.use_rows.ruecklage"), Formula(saved, ergebnis.ruecklage), "Ruecklage", total=True)
        sheet.gap()
        apart = Formula("Kostensaetze-Personal_Fachlich-Sach_Fachlich", ergebnis.ergebnis_verguetung)
        sheet.pair(_words(f"{ROWS}.apart_title"), apart, "Ergebnis_Verguetung")
        sheet.gap()
        sheet.section(words("parts.answers"))
        self._heads()
        other = "(Ertraege-Umsatz)"
        plain = Formula(cents(f"MAX(0,Entgelte_im_Jahr+Kosten-{other})"), ergebnis.umsatz_fuer_entgelte)
        sheet.pair(_words(f"{ROWS}.answers.umsatz_fuer_entgelte"), plain)
        shared = cents(f"MAX(0,IF({least}=0,0,Entgelte_im_Jahr/({least}))+Kosten-{other})")
        sheet.pair(_words(f"{ROWS}.answers.umsatz_mit_ruecklage"), Formula(shared, ergebnis.umsatz_mit_ruecklage))
        sheet.note(words("result.search"))
