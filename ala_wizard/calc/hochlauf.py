"""Ramp-up over 36 months with the money at hand (Fachvorgabe 4.4).

Month by month: places, Vergütung as it is paid, support costs split into those that stay and those that follow the
places, Entgelte, contributions paid and refunded (`vorfinanzierung`), sales, one-off payments, and the balance.
Depreciation is no payment; what is bought stands among the one-off payments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ala_wizard.calc.arbeitsentgelt import schemes
from ala_wizard.calc.arbeitsergebnis import line_amount
from ala_wizard.calc.lines import month_index, month_of, percent, whole_months
from ala_wizard.calc.results import EntgeltResult, ErgebnisResult, KostenResult
from ala_wizard.calc.saison import sales_months
from ala_wizard.calc.vorfinanzierung import Refund, advance, refunds, start_day, terms
from ala_wizard.calc.zeilen import HUNDRED, MONTHS, Rechnung, Zeile, euro, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import ZERO, cent

LENGTH = 36
"""Months shown."""


@dataclass(frozen=True)
class HochlaufMonat:
    """One month. Amounts in €; what goes out is positive in its own column and is subtracted in `saldo`."""

    nummer: int
    monat: date
    plaetze: Decimal
    verguetung: Decimal
    """Vergütung paid in this month, after the delay."""
    umsatz: Decimal
    sonstige_ertraege: Decimal
    erstattung_traeger: Decimal
    erstattung_bund: Decimal
    einmalig_ein: Decimal
    kosten_fest: Decimal
    kosten_je_platz: Decimal
    kosten_produktion: Decimal
    entgelte: Decimal
    afg_und_beitraege: Decimal
    arbeitgeberlasten: Decimal
    einmalig_aus: Decimal
    saldo: Decimal
    stand: Decimal
    """Money at hand at the end of the month."""


@dataclass(frozen=True, kw_only=True)
class Hochlauf(Rechnung):
    """The months, the lowest point and the way back."""

    monate: tuple[HochlaufMonat, ...] = ()
    startgeld: Decimal = Decimal("0.00")
    tiefpunkt: Decimal | None = None
    tiefpunkt_monat: int | None = None
    wieder_im_plus: int | None = None
    """First month from which the money at hand stays at 0 or above; None with a reason."""


@dataclass(frozen=True)
class _Year:
    """What a full year at n places brings and costs, €; the printed lines of the plan."""

    tagessatz: Decimal
    bezahlte_tage: Decimal
    """Paid days of all n places in a year."""
    fest: Decimal
    je_platz: Decimal
    abschreibung: Decimal
    produktion_fest: Decimal
    sonstige: Decimal
    entgelte: Decimal
    lasten: Decimal


def places_by_month(case: Case, target: Decimal) -> tuple[Decimal, ...]:
    """Occupied places of each month: by the steps; without steps the places at the start, then all.

    Before the first step nobody is there. Of two steps in the same month the smaller counts.
    """
    steps: dict[int, Decimal] = {}
    for row in case.planung.ramp:
        if row.month is not None and row.places is not None:
            steps[row.month] = min(row.places, steps.get(row.month, row.places))
    if not steps:
        first = case.offer.places_start
        steps = {1: Decimal(first) if first is not None else target, 2: target}
    found: list[Decimal] = []
    now = ZERO
    for month in range(1, LENGTH + 1):
        now = steps.get(month, now)
        found.append(now)
    return tuple(found)


def sales_by_month(case: Case) -> tuple[dict[int, Decimal], dict[int, Decimal], bool]:
    """Sales and direct costs of the plan by calendar month 1 to 12, €, and whether a season could not be read.

    A line whose season names months sells there in equal parts, any other evenly over the year. Direct costs are even.
    """
    sales, direct = dict.fromkeys(range(1, 13), ZERO), dict.fromkeys(range(1, 13), ZERO)
    unread = False
    for row in case.arbeitsergebnis.produktlinien:
        months = sales_months(row.season)
        if not months:
            unread = unread or bool(row.season.strip()) or (row.months is not None and row.months < MONTHS)
            months = frozenset(range(1, 13))
        part = cent(line_amount(row) / len(months))
        for month in months:
            sales[month] += part
        for month in direct:
            direct[month] += cent((row.direct_costs or ZERO) / MONTHS)
    return sales, direct, unread


def hochlauf(case: Case, rates: Rates, kosten: KostenResult, entgelt: EntgeltResult, ergebnis: ErgebnisResult) -> Hochlauf:
    """The months from the beginning on, at the prices and rates of the plan."""
    n = kosten.plaetze
    pairs = schemes(entgelt.gruppen, case.arbeitsentgelt)
    start_cash = cent(case.planung.start_cash or ZERO)
    if not n or kosten.tagessatz_angesetzt is None:
        return Hochlauf(reasons=("ohne_plaetze",), startgeld=start_cash)
    if pairs is None:
        return Hochlauf(reasons=("ohne_werte",), startgeld=start_cash)
    year, places = _year(case, kosten, entgelt, ergebnis), places_by_month(case, n)
    sales, direct, unread = sales_by_month(case)
    first_day = start_day(case, rates)
    first = month_index(first_day)
    shares = [count / n for count in places]
    month_advance = advance(pairs)
    paid = [(cent((month_advance.afg + month_advance.traeger) * share), cent(month_advance.bund * share)) for share in shares]
    flow = refunds(first, [traeger for traeger, _ in paid], [bund for _, bund in paid], terms(case, rates))
    delay = whole_months(case.planung.rate_delay)
    claims = [cent(year.tagessatz * year.bezahlte_tage * count / n / MONTHS) for count in places]
    once = _once(case)
    rows: list[HochlaufMonat] = []
    balance = start_cash
    for at in range(LENGTH):
        calendar = (first + at) % 12 + 1
        row = _month(
            year,
            at,
            month_of(first + at),
            (places[at], shares[at]),
            claims[at - delay] if at >= delay else cent(ZERO),
            (sales[calendar], direct[calendar]),
            paid[at][0] + paid[at][1],
            flow[at],
            once.get(at + 1, (ZERO, ZERO)),
            balance,
        )
        rows.append(row)
        balance = row.stand
    low = min(rows, key=lambda row: (row.stand, row.nummer))
    back, reasons = _back(rows)
    return Hochlauf(
        monate=tuple(rows),
        startgeld=start_cash,
        tiefpunkt=low.stand,
        tiefpunkt_monat=low.nummer,
        wieder_im_plus=back,
        reasons=reasons,
        lines=_lines(case, year, n),
        notes=_assumptions(case, rates, entgelt, unread=unread),
    )


def _year(case: Case, kosten: KostenResult, entgelt: EntgeltResult, ergebnis: ErgebnisResult) -> _Year:
    """Split the year's costs: depreciation is no payment, the rest stays or follows the places."""
    amount = {line.id: line.amount for line in ergebnis.kosten_lines}
    support = amount["personal_fachlich"] + amount["sach_fachlich"]
    inputs = case.kostenkalkulation
    buildings = {f"kostenkalkulation.gebaeude[{row.id}]" for row in inputs.gebaeude}
    worn = min(support, kosten.amount_at(buildings | {f"kostenkalkulation.inventar[{row.id}]" for row in inputs.inventar}))
    payable = support - worn
    if case.planung.fixed_share is not None:
        stays = cent(payable * case.planung.fixed_share / HUNDRED)
    else:
        leading = {f"kostenkalkulation.personal[{row.id}]" for row in inputs.personal if row.funktion == "leitung"}
        stays = min(payable, kosten.fixe_kosten - worn + kosten.amount_at(leading))
    income = {line.id: line.amount for line in ergebnis.ertraege_lines}
    direct = cent(sum((row.direct_costs or ZERO for row in case.arbeitsergebnis.produktlinien), ZERO))
    return _Year(
        tagessatz=kosten.tagessatz_angesetzt or ZERO,
        bezahlte_tage=kosten.bezahlte_tage,
        fest=max(ZERO, stays),
        je_platz=payable - max(ZERO, stays),
        abschreibung=worn,
        produktion_fest=amount["personal_ueblich"] + amount["sach_ueblich"] - direct,
        sonstige=income["zinsertraege"] + income["sonstige_ertraege"],
        entgelte=entgelt.entgelte_jahr,
        lasten=entgelt.arbeitgeberlasten_jahr,
    )


def _once(case: Case) -> dict[int, tuple[Decimal, Decimal]]:
    """One-off payments by month: in, out."""
    found: dict[int, tuple[Decimal, Decimal]] = {}
    for row in case.planung.one_offs:
        if row.month is not None:
            before = found.get(row.month, (ZERO, ZERO))
            found[row.month] = (before[0] + cent(row.income or ZERO), before[1] + cent(row.expense or ZERO))
    return found


def _month(
    year: _Year,
    at: int,
    month: date,
    place: tuple[Decimal, Decimal],
    verguetung: Decimal,
    trade: tuple[Decimal, Decimal],
    contributions: Decimal,
    back: Refund,
    once: tuple[Decimal, Decimal],
    before: Decimal,
) -> HochlaufMonat:
    """One month; `place` is the number of places and their share of n, `trade` sales and direct costs at n."""
    count, share = place
    umsatz, sonstige = cent(trade[0] * share), cent(year.sonstige / MONTHS)
    fest, je_platz = cent(year.fest / MONTHS), cent(year.je_platz / MONTHS * share)
    produktion = cent(year.produktion_fest / MONTHS) + cent(trade[1] * share)
    entgelte, lasten = cent(year.entgelte / MONTHS * share), cent(year.lasten / MONTHS * share)
    income = verguetung + umsatz + sonstige + back.traeger + back.bund + once[0]
    expense = fest + je_platz + produktion + entgelte + contributions + lasten + once[1]
    return HochlaufMonat(
        nummer=at + 1,
        monat=month,
        plaetze=count,
        verguetung=verguetung,
        umsatz=umsatz,
        sonstige_ertraege=sonstige,
        erstattung_traeger=back.traeger,
        erstattung_bund=back.bund,
        einmalig_ein=once[0],
        kosten_fest=fest,
        kosten_je_platz=je_platz,
        kosten_produktion=produktion,
        entgelte=entgelte,
        afg_und_beitraege=contributions,
        arbeitgeberlasten=lasten,
        einmalig_aus=once[1],
        saldo=income - expense,
        stand=before + income - expense,
    )


def _back(rows: Sequence[HochlaufMonat]) -> tuple[int | None, tuple[str, ...]]:
    """The first month from which the money stays at 0 or above."""
    below = [row.nummer for row in rows if row.stand < 0]
    if not below:
        return None, ("nie_unter_null",)
    if below[-1] == rows[-1].nummer:
        return None, ("noch_im_minus",)
    return below[-1] + 1, ()


def _lines(case: Case, year: _Year, n: Decimal) -> tuple[Zeile, ...]:
    """The way of reckoning of a month at full occupancy."""
    share, count = case.planung.fixed_share, zahl(n)
    claim = cent(year.tagessatz * year.bezahlte_tage / MONTHS)
    stays = f"{percent(share)} × {euro(year.fest + year.je_platz)}" if share is not None else ""
    return (
        Zeile("hochlauf_verguetung", f"{euro(year.tagessatz)} × {zahl(year.bezahlte_tage)} ÷ 12", claim, source="Handbuch Kapitel 6.1"),
        Zeile("hochlauf_abschreibung", "", year.abschreibung),
        Zeile("hochlauf_fest_jahr", stays, year.fest),
        Zeile("hochlauf_fest", f"{euro(year.fest)} ÷ 12", cent(year.fest / MONTHS)),
        Zeile("hochlauf_je_platz", f"{euro(year.je_platz)} ÷ 12 ÷ {count}", cent(year.je_platz / MONTHS / n)),
        Zeile("hochlauf_entgelte", f"{euro(year.entgelte)} ÷ 12 ÷ {count}", cent(year.entgelte / MONTHS / n), source="§ 221 Abs. 2 SGB IX"),
        Zeile("hochlauf_produktion", f"{euro(year.produktion_fest)} ÷ 12", cent(year.produktion_fest / MONTHS)),
    )


def _assumptions(case: Case, rates: Rates, entgelt: EntgeltResult, *, unread: bool) -> tuple[str, ...]:
    plan = case.planung
    found = ["werte_bleiben", "ohne_abschreibung", "umsatz_folgt_plaetzen"]
    if not any(row.month is not None and row.places is not None for row in plan.ramp):
        found.append("hochlauf_leer")
    if plan.fixed_share is None:
        found.append("fest_ist_investition")
    if plan.rate_delay is None:
        found.append("satz_sofort")
    if plan.start_cash is None:
        found.append("kein_startgeld")
    if case.period.start is None:
        found.append("ohne_beginn")
    if start_day(case, rates).day > 1:
        found.append("voller_monat")
    if not entgelt.anzahl:
        found.append("hochlauf_ohne_personen")
    if case.arbeitsentgelt.neuer_anbieter == "nein":
        found.append("ohne_altforderungen")
    if unread:
        found.append("saison_gleichmaessig")
    return tuple(found)
