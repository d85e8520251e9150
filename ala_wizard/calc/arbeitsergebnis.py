"""Arbeitsergebnis and the farmer's two questions (Fachvorgabe 4.3; § 12 WVO, § 58 Abs. 4 SGB IX)."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from ala_wizard.calc.arbeitsentgelt import grundbetrag, lasten, scheme
from ala_wizard.calc.results import EntgeltResult, ErgebnisResult, KostenResult, Line
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.model.costs import ProductLine
from ala_wizard.model.german import format_decimal, format_exact
from ala_wizard.model.money import CENT, WIDE, ZERO, cent, quantize, total

HUNDRED = Decimal(100)
MONTHS = Decimal(12)


def arbeitsergebnis(case: Case, rates: Rates, kosten: KostenResult, entgelt: EntgeltResult) -> ErgebnisResult:
    """Tab. 4 with the result of the Vergütung apart, the use of the result and the two answers."""
    inputs = case.arbeitsergebnis
    sales = tuple(_sales(row) for row in inputs.produktlinien)
    ertraege = (
        *sales,
        _fixed("zinsertraege", inputs.zinsertraege),
        _fixed("sonstige_ertraege", inputs.sonstige_ertraege),
        Line(
            id="kostensaetze",
            label="",
            formula=f"{format_decimal(kosten.bezahlte_tage)} × {format_exact(kosten.tagessatz_angesetzt or ZERO)} €",
            amount=kosten.kostensaetze,
        ),
    )
    direct = cent(sum((row.direct_costs or ZERO for row in inputs.produktlinien), ZERO))
    sach_kosten = kosten.fixe_kosten + kosten.variable_kosten
    personal_fachlich = inputs.personal_fachlich if inputs.personal_fachlich is not None else kosten.personalkosten
    sach_fachlich = inputs.sach_fachlich if inputs.sach_fachlich is not None else sach_kosten
    costs = (
        _fixed("personal_fachlich", personal_fachlich),
        _fixed("personal_ueblich", inputs.personal_ueblich),
        _fixed("sach_fachlich", sach_fachlich),
        _fixed("sach_ueblich", (inputs.sach_ueblich or ZERO) + direct),
        _fixed("arbeitgeberlasten", entgelt.arbeitgeberlasten_jahr),
    )
    umsatz = total(line.amount for line in sales)
    summe_ertraege, summe_kosten = total(line.amount for line in ertraege), total(line.amount for line in costs)
    result = summe_ertraege - summe_kosten
    positive = max(ZERO, result)
    mindest = rates.known("entgelt_mindestquote", Decimal(70)) / HUNDRED
    hoechst = rates.known("ruecklage_hoechstquote", Decimal(30)) / HUNDRED
    entgelte = entgelt.entgelte_jahr
    cap = cent(entgelte * rates.known("ruecklage_monate", Decimal(6)) / 12)
    hoechst_ruecklage = cent(positive * hoechst)
    other = summe_ertraege - umsatz
    before = result + entgelt.arbeitgeberlasten_jahr
    return ErgebnisResult(
        ertraege_lines=ertraege,
        kosten_lines=costs,
        umsatz=umsatz,
        ertraege=summe_ertraege,
        kosten=summe_kosten,
        arbeitsergebnis=result,
        mindest_entgelte=cent(positive * mindest),
        hoechst_ruecklage=hoechst_ruecklage,
        entgelte=entgelte,
        entgeltquote=quantize(entgelte / result * HUNDRED, 2) if result > 0 else None,
        ruecklage_obergrenze=cap,
        ruecklage=cent(max(ZERO, min(result - entgelte, hoechst_ruecklage, cap))),
        ergebnis_verguetung=cent(kosten.kostensaetze - costs[0].amount - costs[2].amount),
        umsatz_fuer_entgelte=cent(max(ZERO, entgelte + summe_kosten - other)),
        umsatz_mit_ruecklage=cent(max(ZERO, (entgelte / mindest if mindest else ZERO) + summe_kosten - other)),
        steigerung_bezahlbar=_affordable(case, rates, entgelt.anzahl, before, Decimal(1)),
        steigerung_mit_ruecklage=_affordable(case, rates, entgelt.anzahl, before, mindest),
    )


def _fixed(name: str, amount: Decimal | None) -> Line:
    """A line of Tab. 4 whose words are chosen by its name."""
    return Line(id=name, label="", formula="", amount=cent(amount or ZERO))


def line_amount(row: ProductLine) -> Decimal:
    """Turnover of a product line, €/year: quantity × price, with months quantity × price × months, else as entered."""
    if row.quantity is None or row.price is None:
        return cent(row.umsatz or ZERO)
    return cent(row.quantity * row.price * (row.months if row.months is not None else 1))


def _sales(row: ProductLine) -> Line:
    formula = ""
    if row.quantity is not None and row.price is not None:
        unit = f" {row.unit}" if row.unit else ""
        months = f" × {format_decimal(row.months)} {text('rechnung.monate')}" if row.months is not None else ""
        formula = f"{format_decimal(row.quantity)}{unit} × {format_exact(row.price)} €{months}"
    address = f"arbeitsergebnis.produktlinien[{row.id}]"
    return Line(id=row.id, label=row.name, formula=formula, amount=line_amount(row), address=address)


def _affordable(case: Case, rates: Rates, persons: int, result: Decimal, share: Decimal) -> Decimal | None:
    """Highest equal Steigerungsbetrag, €/month, that the result before employer's items pays; None if not even 0 or no one.

    The pay of the year may take `share` of what remains after the employer's items. These never fall when the pay rises;
    so the items at 0 give an upper end, the items there a lower one, and in between the answer is searched to the cent.
    """
    if persons == 0:
        return None
    inputs = case.arbeitsentgelt
    counts: dict[Decimal, int] = {}
    for row in inputs.gruppen:
        base = cent(grundbetrag(row, rates) or ZERO)
        counts[base] = counts.get(base, 0) + (row.anzahl or 0)
    bases = sum((count * base for base, count in counts.items()), ZERO)

    def limit(steigerung: Decimal) -> Decimal:
        """The highest amount that could be paid if the employer's items were those of this one."""
        items = sum((count * lasten(scheme(base + steigerung, inputs, rates)) for base, count in counts.items() if count), ZERO)
        rest = share * (result - MONTHS * items) / MONTHS - bases
        return (rest / persons).quantize(CENT, rounding=ROUND_FLOOR, context=WIDE)

    high = limit(ZERO)
    if high < 0:
        return None
    low = max(ZERO, limit(high))
    while high > low:
        middle = ((low + high + CENT) / 2).quantize(CENT, rounding=ROUND_FLOOR, context=WIDE)
        low, high = (middle, high) if middle <= limit(middle) else (low, middle - CENT)
    return cent(low)
