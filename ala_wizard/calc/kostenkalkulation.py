"""Kostenkalkulation and Tagessatz (Fachvorgabe 4.1; Handbuch Tab. 1 and 2)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ala_wizard.calc.results import KostenResult, Line
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model.base import EvidencedRow
from ala_wizard.model.case import Case
from ala_wizard.model.costs import AssetLine, PersonalLine, RentLine, SachLine
from ala_wizard.model.german import format_decimal, format_exact
from ala_wizard.model.money import ZERO, cent, total

Labels = Callable[[str, str], str]
"""Gives the words for a choice: set and value."""

HUNDRED = Decimal(100)
MONTHS = Decimal(12)
UNFALLVERSICHERUNG = "unfallversicherung"
UNFALLVERSICHERUNG_ADDRESS = "arbeitsentgelt.unfallversicherung"
"""The derived line and the answer that it comes from."""
FULL_TIME = Decimal(40)
"""Hours a week where neither the case nor the values say anything; 0 would divide by nothing."""


def plaetze(case: Case) -> Decimal:
    """Occupied places n: the forecast, else the places of the offer, else 0."""
    own = case.kostenkalkulation.belegte_plaetze
    return own if own is not None else Decimal(case.offer.places_target or 0)


def full_time(case: Case, rates: Rates) -> Decimal:
    """Full-time hours per week W: the case's own, else the dated value."""
    return case.kostenkalkulation.vollzeit or rates.get("vollzeit_wochenstunden") or FULL_TIME


def hours_per_place(row: PersonalLine, vollzeit: Decimal) -> Decimal | None:
    """Hours per place and week: as entered, else full time ÷ key (h = W/x); None without either."""
    if row.hours is not None:
        return row.hours
    return vollzeit / row.key if row.key is not None else None


def kostenkalkulation(case: Case, rates: Rates, labels: Labels) -> KostenResult:
    """All cost lines and the Tagessatz. Blank inputs count as 0, a rate without places or days is None."""
    inputs = case.kostenkalkulation
    n = plaetze(case)
    tage = inputs.tage if inputs.tage is not None else rates.known("tage_im_jahr", ZERO)
    vollzeit = full_time(case, rates)
    sach = [_sach(row, n, labels) for row in inputs.sachaufwand]
    personal = [_personal(row, n, vollzeit, labels) for row in inputs.personal] + [staff for staff, _ in sach if staff is not None]
    areas = {room.id: room.area_m2 for room in case.rooms}
    fixe = (
        [_asset(row, "gebaeude", rates.known("abschreibung_gebaeude", ZERO)) for row in inputs.gebaeude]
        + [_asset(row, "inventar", rates.known("abschreibung_inventar", ZERO)) for row in inputs.inventar]
        + [_line(row, "fixe", row.name or labels("fixart", row.kind), "", cent(row.amount or ZERO)) for row in inputs.fixe]
        + [_rent(row, areas.get(row.room)) for row in inputs.miete]
    )
    variable = [rest for _, rest in sach] + _unfallversicherung(case, n)
    sums = [total(line.amount for line in lines) for lines in (personal, fixe, variable)]
    gesamt = total(sums)
    tagessatz = cent(gesamt / (n * tage)) if n * tage else None
    angesetzt = cent(inputs.tagessatz_vereinbart) if inputs.tagessatz_vereinbart is not None else tagessatz
    days = _paid_days(inputs.fehltage, n, tage, rates.known("fehltage_bezahlt", ZERO))
    return KostenResult(
        plaetze=n,
        tage=tage,
        vollzeit=vollzeit,
        personal=tuple(personal),
        fixe=tuple(fixe),
        variable=tuple(variable),
        personalkosten=sums[0],
        fixe_kosten=sums[1],
        variable_kosten=sums[2],
        gesamtkosten=gesamt,
        tagessatz=tagessatz,
        monatssatz=cent(gesamt / (n * MONTHS)) if n else None,
        vzae=sum(((hours_per_place(row, vollzeit) or ZERO) * n / vollzeit for row in inputs.personal), ZERO),
        bezahlte_tage=days,
        tagessatz_angesetzt=angesetzt,
        kostensaetze=cent((angesetzt or ZERO) * days),
    )


def _paid_days(fehltage: tuple[int, ...], n: Decimal, tage: Decimal, free: Decimal) -> Decimal:
    """Σ of t − max(0, Fehltage − 60) over the places; a person named with many days loses at most all of them."""
    lost = sum((min(tage, max(ZERO, Decimal(days) - free)) for days in fehltage), ZERO)
    return max(ZERO, n * tage - lost)


def _unfallversicherung(case: Case, n: Decimal) -> list[Line]:
    """The Beschäftigten's Unfallversicherung as a line of its own, where the switch puts it here (never earned by production too)."""
    inputs = case.arbeitsentgelt
    if not inputs.unfallversicherung or inputs.unfallversicherung_in != "kostenkalkulation":
        return []
    persons = sum(row.anzahl or 0 for row in inputs.gruppen) or n
    amount = cent(inputs.unfallversicherung * persons * MONTHS)
    formula = f"{format_exact(inputs.unfallversicherung)} € × {format_decimal(Decimal(persons))} × 12"
    name, note = text("rechnung.unfallversicherung"), text("rechnung.unfallversicherung_note")
    return [Line(UNFALLVERSICHERUNG, name, formula, amount, UNFALLVERSICHERUNG_ADDRESS, note=note)]


def _line(row: EvidencedRow, table: str, label: str, formula: str, amount: Decimal) -> Line:
    return Line(
        id=row.id,
        label=label,
        formula=formula,
        amount=amount,
        address=f"kostenkalkulation.{table}[{row.id}]",
        grundlage=row.grundlage,
        note=row.note,
        evidence=row.evidence,
    )


def _euros(amount: Decimal) -> str:
    """Whole euros without decimals, others with two at least: never „5,8 €“."""
    return format_decimal(amount) if amount == amount.to_integral_value() else format_exact(amount)


def _personal(row: PersonalLine, n: Decimal, vollzeit: Decimal, labels: Labels) -> Line:
    gross = row.yearly_gross or ZERO
    formula = ""
    amount = ZERO
    if row.hours is not None:
        amount = row.hours * n * gross / vollzeit
        formula = f"{format_exact(row.hours)} h × {format_decimal(n)} ÷ {format_decimal(vollzeit)} × {_euros(gross)} €"
    elif row.key is not None:
        amount = n * gross / row.key
        formula = f"{format_decimal(n)} ÷ {format_decimal(row.key)} × {_euros(gross)} €"
    return _line(row, "personal", row.name or labels("funktion", row.funktion), formula, cent(amount))


def _asset(row: AssetLine, table: str, rate: Decimal) -> Line:
    """Depreciation on the farm's own part: (cost − funding) × share × rate (R5, § 125 Abs. 3 SGB IX)."""
    cost, funding = row.cost or ZERO, row.funding or ZERO
    rate = row.rate if row.rate is not None else rate
    share = row.share if row.share is not None else HUNDRED
    amount = max(ZERO, cost - funding) * share / HUNDRED * rate / HUNDRED
    basis = f"({_euros(cost)} − {_euros(funding)}) €" if funding else f"{_euros(cost)} €"
    part = f" × {format_decimal(share)} %" if share != HUNDRED else ""
    formula = f"{basis}{part} × {format_decimal(rate)} %" if row.cost is not None else ""
    return _line(row, table, row.name, formula, cent(amount))


def _rent(row: RentLine, room_area: Decimal | None) -> Line:
    """Miete by m² and month, or a yearly amount for Leasing and Pacht."""
    share = row.share if row.share is not None else HUNDRED
    part = f" × {format_decimal(share)} %" if share != HUNDRED else ""
    area = row.area_m2 if row.area_m2 is not None else room_area
    if row.amount is not None:
        amount = row.amount * share / HUNDRED
        formula = f"{_euros(row.amount)} €{part}" if part else ""
    elif area is not None and row.price_m2 is not None:
        amount = area * row.price_m2 * MONTHS * share / HUNDRED
        formula = f"{format_decimal(area)} m² × {format_exact(row.price_m2)} € × 12{part}"
    else:
        amount, formula = ZERO, ""
    return _line(row, "miete", row.name, formula, cent(amount))


def _sach(row: SachLine, n: Decimal, labels: Labels) -> tuple[Line | None, Line]:
    """The staff part of a split line (None without one) and the rest (Handbuch Tab. 2)."""
    base = row.amount or ZERO
    amount, formula = base, ""
    if row.entry == "je_platz":
        amount = base * n
        formula = f"{format_exact(base)} € × {format_decimal(n)}"
    elif row.entry == "anteil":
        amount = base * row.share_part / row.share_whole if row.share_part is not None and row.share_whole else ZERO
        formula = f"{format_decimal(row.share_part or ZERO)}/{format_decimal(row.share_whole or ZERO)} von {_euros(base)} €"
    whole = cent(amount)
    label = row.name or labels("sachart", row.kind)
    if not row.staff_share:
        return None, _line(row, "sachaufwand", label, formula, whole)
    staff = cent(whole * row.staff_share / HUNDRED)
    start = f"{format_decimal(whole, 2)} €"
    shown = _line(row, "sachaufwand", label, f"{start} × {format_decimal(row.staff_share)} %", staff)
    owner = {"fremde_leistungen": "wirtschaftsdienst", "zentrale_leistungen": "verwaltung"}.get(row.kind, "")
    owner_label = labels("funktion", owner) if owner else ""
    part = Line(
        id=f"{row.id}.personal",
        label=f"{owner_label}: {label}" if owner_label else label,
        formula=shown.formula,
        amount=staff,
        address=shown.address,
        grundlage=row.grundlage,
        note=row.note,
        evidence=row.evidence,
    )
    return part, _line(row, "sachaufwand", label, f"{start} × {format_decimal(HUNDRED - row.staff_share)} %", whole - staff)
