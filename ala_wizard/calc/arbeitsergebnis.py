"""Arbeitsergebnis and the farmer's two questions (Fachvorgabe 4.3; § 12 WVO, § 58 Abs. 4 SGB IX)."""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc.arbeitsentgelt import gruppe, lasten_jahr
from ala_wizard.calc.results import EntgeltResult, ErgebnisResult, KostenResult, Line
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.costs import ProductLine
from ala_wizard.model.german import format_decimal, format_exact
from ala_wizard.model.money import CENT, ZERO, cent, quantize, total

HUNDRED = Decimal(100)
MAX_STEIGERUNG = 10**9
"""Upper end of the search for an affordable Steigerungsbetrag, in cents."""


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


def _sales(row: ProductLine) -> Line:
    address = f"arbeitsergebnis.produktlinien[{row.id}]"
    if row.quantity is not None and row.price is not None:
        unit = f" {row.unit}" if row.unit else ""
        formula = f"{format_decimal(row.quantity)}{unit} × {format_exact(row.price)} €"
        return Line(id=row.id, label=row.name, formula=formula, amount=cent(row.quantity * row.price), address=address)
    return Line(id=row.id, label=row.name, formula="", amount=cent(row.umsatz or ZERO), address=address)


def _affordable(case: Case, rates: Rates, persons: int, result: Decimal, share: Decimal) -> Decimal | None:
    """Highest equal Steigerungsbetrag, €/month, that the result before employer's items pays; None if not even 0 or no one.

    Searched to the cent: the pay of the year may take `share` of what remains after the employer's items.
    """
    if persons == 0:
        return None
    inputs = case.arbeitsentgelt

    def fits(cents: int) -> bool:
        groups = [gruppe(row.model_copy(update={"steigerungsbetrag": cents * CENT}), inputs, rates) for row in inputs.gruppen]
        pay = sum((group.entgelte_jahr for group in groups), ZERO)
        return pay <= share * (result - sum((lasten_jahr(group, inputs) for group in groups), ZERO))

    if not fits(0):
        return None
    low, high = 0, 1
    while fits(high) and high < MAX_STEIGERUNG:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return cent(low * CENT)
