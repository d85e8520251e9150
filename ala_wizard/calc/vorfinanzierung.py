"""Money that the farm advances until the refunds come, month by month (Fachvorgabe 4.2; § 179 SGB VI; AufwErstV).

Paid each month: Arbeitsförderungsgeld and the contributions that others bear in the end. It comes back on two ways:

- The Leistungsträger refunds his part after a delay that the user enters.
- The Bund refunds his part of the pension insurance by the calendar year (§ 2 AufwErstV): instalments on 1 February,
  1 May, 1 August and 1 November, each for its calendar quarter (§ 3 Abs. 2), the rest by 31 May of the next year
  (§ 3 Abs. 4). A new provider gets 90 % of the quarter until the first settlement is there (§ 3 Abs. 3), which is due
  by 31 March of the next year (§ 3 Abs. 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ala_wizard.calc.arbeitsentgelt import schemes
from ala_wizard.calc.lines import month_index, month_of, percent, products, whole_months
from ala_wizard.calc.results import EntgeltResult, Scheme
from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, euro, wert
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import ZERO, cent, total

SHOWN = 18
"""Months shown: a new provider's highest sum lies just before the rest of the first year is paid on 31 May."""
LONGEST = 24
"""Months after the last payment until everything is refunded: the longest delay, and more than a settlement takes."""
PAST_YEARS = 3
"""Years that a provider who is no longer new is taken to have worked before: longer than any refund is under way."""
SETTLED_FROM = 3
"""Month of the next year (April, counted from 0) from which the first settlement is there (§ 3 Abs. 1 AufwErstV)."""


@dataclass(frozen=True)
class Terms:
    """How the refunds come: delay of the Träger in months, share of an instalment in percent until the first settlement."""

    verzug: int
    abschlag: Decimal
    neu: bool
    first_day: date
    """First day of work: decides whether the quarter's instalment is still ahead."""


@dataclass(frozen=True)
class Refund:
    """What comes back in one month, €."""

    traeger: Decimal
    bund: Decimal
    formula: str
    """How the Bund's part was reckoned; empty when nothing comes."""


@dataclass(frozen=True)
class VorfinanzierungMonat:
    """One month: paid, refunded, and what is outstanding at its end. €."""

    nummer: int
    monat: date
    arbeitsfoerderungsgeld: Decimal
    beitraege: Decimal
    erstattung_traeger: Decimal
    erstattung_bund: Decimal
    formel_bund: str
    offen: Decimal
    """Paid and not yet refunded at the end of the month; below 0 where an instalment came ahead."""


@dataclass(frozen=True, kw_only=True)
class Vorfinanzierung(Rechnung):
    """The way of the money, month by month."""

    monate: tuple[VorfinanzierungMonat, ...] = ()
    anfang: Decimal = Decimal("0.00")
    """Outstanding from the time before the first month; 0 for a new provider."""
    hoechststand: Decimal | None = None
    hoechststand_monat: int | None = None


@dataclass(frozen=True)
class Advance:
    """What all persons together cost in advance per month, €: parts by who refunds them."""

    afg: Decimal
    traeger: Decimal
    """Contributions that the Träger refunds, without Arbeitsförderungsgeld."""
    bund: Decimal


def start_day(case: Case, rates: Rates) -> date:
    """First day: of the Vereinbarungszeitraum, else the first day of work, else the Stichtag."""
    return case.period.start or case.offer.start or rates.day


def terms(case: Case, rates: Rates) -> Terms:
    """The case's own terms; a blank answer counts as a new provider, a blank delay as the months to be bridged."""
    inputs = case.arbeitsentgelt
    delay = inputs.traeger_verzug if inputs.traeger_verzug is not None else inputs.bruecke_monate
    return Terms(
        verzug=min(LONGEST, whole_months(delay)),
        abschlag=wert(rates, "abschlag_neuer_anbieter") or HUNDRED,
        neu=inputs.neuer_anbieter != "nein",
        first_day=start_day(case, rates),
    )


def parts(scheme: Scheme) -> Advance:
    """One person's month, by who refunds it."""
    return Advance(
        afg=scheme.arbeitsfoerderungsgeld,
        traeger=scheme.erstattung - scheme.arbeitsfoerderungsgeld - scheme.bund,
        bund=scheme.bund,
    )


def advance(pairs: Sequence[tuple[int, Scheme]]) -> Advance:
    """All persons' month together, by who refunds it."""
    found = [(count, parts(scheme)) for count, scheme in pairs]
    return Advance(
        afg=total(count * part.afg for count, part in found),
        traeger=total(count * part.traeger for count, part in found),
        bund=total(count * part.bund for count, part in found),
    )


def refunds(first: int, paid_traeger: Sequence[Decimal], paid_bund: Sequence[Decimal], how: Terms) -> list[Refund]:
    """What comes back, month by month from calendar month `first` on, until all is refunded.

    The lists hold what was paid in each month, by who refunds it; the answer is longer than they are.
    """
    length = len(paid_bund) + LONGEST
    traeger = [ZERO] * (length + how.verzug)
    for at, amount in enumerate(paid_traeger):
        traeger[at + how.verzug] += amount
    bund, formulas = _bund(first, paid_bund, how, length)
    return [Refund(traeger[at], bund[at], formulas[at]) for at in range(length)]


def _bund(first: int, paid: Sequence[Decimal], how: Terms, length: int) -> tuple[list[Decimal], list[str]]:
    """Instalments by calendar quarter and settlements by calendar year (§§ 2, 3 AufwErstV)."""
    due = {first + at: amount for at, amount in enumerate(paid)}
    back, formulas = [ZERO] * length, [""] * length
    instalments: dict[int, Decimal] = {}

    def pay(index: int, amount: Decimal, formula: str) -> None:
        if amount:
            back[index - first] += amount
            formulas[index - first] = "; ".join(part for part in (formulas[index - first], formula) if part)

    for quarter in range(first - first % 3, first + len(paid), 3):
        term = quarter + 1
        known = {month: due.get(min(month, term), ZERO) for month in range(quarter, quarter + 3) if month in due or month > term}
        if term < first or (how.neu and month_of(term) < how.first_day):
            term += 3  # the instalment of the begun quarter was due before the first day: it comes with the next one
            known = {month: due.get(month, ZERO) for month in range(quarter, quarter + 3)}
        share = how.abschlag if how.neu and term < (first // 12 + 1) * 12 + SETTLED_FROM else HUNDRED
        amounts = [known[month] for month in sorted(known) if known[month]]
        amount = cent(total(amounts) * share / HUNDRED)
        instalments[quarter // 12] = instalments.get(quarter // 12, ZERO) + amount
        pay(term, amount, _share_of(products((1, one) for one in amounts), share))
    for year, advanced in instalments.items():
        owed = total(amount for month, amount in due.items() if month // 12 == year)
        rest = owed - advanced
        month = (year + 1) * 12 + (4 if rest > 0 else 7)  # 31 May; too much is set off against the instalment of 1 August
        pay(month, rest, f"{euro(owed)} − {euro(advanced)}")
    return back, formulas


def _share_of(formula: str, share: Decimal) -> str:
    if share == HUNDRED:
        return formula
    return f"{percent(share)} × ({formula})" if " + " in formula else f"{percent(share)} × {formula}"


def vorfinanzierung(case: Case, rates: Rates, entgelt: EntgeltResult) -> Vorfinanzierung:
    """The first months with all persons of the plan at work from the start."""
    pairs = schemes(entgelt.gruppen, case.arbeitsentgelt)
    if not entgelt.anzahl:
        return Vorfinanzierung(reasons=("ohne_personen",))
    if pairs is None:
        return Vorfinanzierung(reasons=("ohne_werte",))
    how, month = terms(case, rates), advance(pairs)
    start = month_index(how.first_day)
    past = 0 if how.neu else start - (start // 12 - PAST_YEARS) * 12
    count = past + SHOWN
    flow = refunds(start - past, [month.afg + month.traeger] * count, [month.bund] * count, how)
    paid = month.afg + month.traeger + month.bund
    opening = past * paid - total(refund.traeger + refund.bund for refund in flow[:past])
    rows: list[VorfinanzierungMonat] = []
    open_sum = opening
    for at, refund in enumerate(flow[past:count]):
        open_sum += paid - refund.traeger - refund.bund
        rows.append(
            VorfinanzierungMonat(
                nummer=at + 1,
                monat=month_of(start + at),
                arbeitsfoerderungsgeld=month.afg,
                beitraege=month.traeger + month.bund,
                erstattung_traeger=refund.traeger,
                erstattung_bund=refund.bund,
                formel_bund=refund.formula,
                offen=open_sum,
            )
        )
    top = max(rows, key=lambda row: (row.offen, -row.nummer))
    return Vorfinanzierung(
        monate=tuple(rows),
        lines=_lines(pairs, month, how, top),
        anfang=opening,
        hoechststand=max(cent(ZERO), top.offen),
        hoechststand_monat=top.nummer,
        notes=_assumptions(case, how, month),
    )


def _lines(pairs: Sequence[tuple[int, Scheme]], month: Advance, how: Terms, top: VorfinanzierungMonat) -> tuple[Zeile, ...]:
    found = [(count, parts(scheme)) for count, scheme in pairs]
    quarter = cent(3 * month.bund * (how.abschlag if how.neu else HUNDRED) / HUNDRED)
    share = f"{percent(how.abschlag)} × " if how.neu else ""
    paid = month.afg + month.traeger + month.bund
    return (
        Zeile("vor_afg", products((count, part.afg) for count, part in found), month.afg, source="§ 59 SGB IX"),
        Zeile(
            "vor_traeger",
            products((count, part.traeger) for count, part in found),
            month.traeger,
            source="§ 251 Abs. 2 SGB V, § 59 SGB XI, § 179 Abs. 1 SGB VI",
        ),
        Zeile("vor_bund", products((count, part.bund) for count, part in found), month.bund, source="§ 179 Abs. 1 SGB VI"),
        Zeile("vor_monat", f"{euro(month.afg)} + {euro(month.traeger)} + {euro(month.bund)}", paid),
        Zeile("vor_abschlag", f"{share}3 × {euro(month.bund)}", quarter, source="§ 3 Abs. 2 und 3 AufwErstV"),
        Zeile("vor_hoechststand", "", max(cent(ZERO), top.offen)),
    )


def _assumptions(case: Case, how: Terms, month: Advance) -> tuple[str, ...]:
    """What was taken for granted, by text key."""
    inputs = case.arbeitsentgelt
    found = ["monatsende", "werte_bleiben"]
    if case.period.start is None:
        found.append("ohne_beginn")
    if how.first_day.day > 1:
        found.append("voller_monat")
    if inputs.traeger_verzug is None:
        found.append("verzug_bruecke" if inputs.bruecke_monate is not None else "verzug_null")
    if inputs.neuer_anbieter == "":
        found.append("neuer_anbieter")
    if not how.neu:
        found.append("laeuft_schon")
    elif month_of(month_index(how.first_day) // 3 * 3 + 1) < how.first_day:
        found.append("abschlag_verpasst")
    if not month.bund:
        found.append("ohne_bund")
    return tuple(found)
