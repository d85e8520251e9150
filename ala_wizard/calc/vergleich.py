"""The rate beside comparable ones: lower third and tariff share (R7, § 124 Abs. 1 SGB IX).

The law says that an asked Vergütung is economical when it lies in the lower third of the Vergütungen of comparable providers
in the same area. It does not say how the third is counted. Here: the m comparable rates (without the own one) are sorted;
the cheapest ⌊m ÷ 3⌋ are the lower third, and the highest of them is its upper edge. Fewer than three rates say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.zeilen import HUNDRED, Rechnung, Zeile, euro, je, zahl
from ala_wizard.model.money import ZERO, cent, quantize, total
from ala_wizard.model.planning import Negotiation

SOURCE = "§ 124 Abs. 1 Satz 3 SGB IX"
TARIF_SOURCE = "§ 124 Abs. 1 Satz 6 SGB IX"
FEW = 6
"""Below this number of rates the third is one single rate: a note says so."""


@dataclass(frozen=True)
class Vergleichssatz:
    """A comparable rate in € per day, as the user knows it."""

    id: str
    name: str
    rate: Decimal
    lower_third: bool


@dataclass(frozen=True, kw_only=True)
class Vergleich(Rechnung):
    """All comparable rates, cheapest first, and where the asked one stands."""

    saetze: tuple[Vergleichssatz, ...]
    gefordert: Decimal | None
    grenze: Decimal | None
    """Upper edge of the lower third, € per day; None where there are too few rates."""
    guenstiger: int
    """How many comparable rates are below the asked one."""
    teurer: int
    """How many comparable rates are above the asked one."""
    im_unteren_drittel: bool | None
    """None: nothing can be said."""
    ueber_der_grenze: Decimal | None
    """Asked rate − edge, € per day; negative means: below the edge."""


@dataclass(frozen=True, kw_only=True)
class Tarifanteil(Rechnung):
    """What of the reckoned rate is pay by tariff (R7)."""

    betrag: Decimal
    """€ per year."""
    je_tag: Decimal | None
    """€ per place and day."""
    anteil: Decimal | None
    """Percent of all costs."""
    satz_ohne: Decimal | None
    """The rate without the tariff share, € per place and day."""


def vergleich(inputs: Negotiation, asked: Decimal | None) -> Vergleich:
    """The comparison; rows without a rate are left out."""
    rows = sorted((row for row in inputs.comparison if row.rate), key=lambda row: (row.rate or ZERO, row.name, row.id))
    rates = [cent(row.rate or ZERO) for row in rows]
    third = len(rates) // 3
    edge = rates[third - 1] if third else None
    reasons = [*(["vergleich_zu_wenige"] if edge is None else []), *(["satz_fehlt"] if asked is None else [])]
    saetze = tuple(Vergleichssatz(row.id, row.name, rate, edge is not None and rate <= edge) for row, rate in zip(rows, rates, strict=True))
    over = asked - edge if asked is not None and edge is not None else None
    lines: list[Zeile] = []
    if edge is not None:
        lines.append(Zeile("drittel_grenze", f"{len(rates)} ÷ 3 → {third}", edge, source=SOURCE))
    if asked is not None and edge is not None:
        lines.append(Zeile("drittel_abstand", f"{euro(asked)} − {euro(edge)}", asked - edge, source=SOURCE))
    notes = ["drittel_rechenweg", "drittel_einzugsbereich", *(["drittel_wenige"] if edge is not None and len(rates) < FEW else [])]
    return Vergleich(
        saetze=saetze,
        gefordert=asked,
        grenze=edge,
        guenstiger=sum(rate < asked for rate in rates) if asked is not None else 0,
        teurer=sum(rate > asked for rate in rates) if asked is not None else 0,
        im_unteren_drittel=None if over is None else over <= 0,
        ueber_der_grenze=over,
        lines=tuple(lines),
        reasons=tuple(reasons),
        notes=tuple(notes),
    )


def tarifanteil(inputs: Negotiation, kosten: KostenResult) -> Tarifanteil:
    """Staff lines that rest on a tariff. Only lines of the staff table: a tariff for electricity is no pay."""
    lines = [line for line in kosten.personal if line.grundlage == "tarif" and line.address.startswith("kostenkalkulation.personal[")]
    amount = total(line.amount for line in lines)
    per_day = je(amount, kosten.plaetze * kosten.tage)
    share = je(amount * HUNDRED, kosten.gesamtkosten)
    per_day = cent(per_day) if per_day is not None else None
    without = kosten.tagessatz - per_day if kosten.tagessatz is not None and per_day is not None else None
    shown = [Zeile("tarif_zeile", line.formula, line.amount, name=line.label) for line in lines]
    shown.append(Zeile("tarif_summe", "", amount, source=TARIF_SOURCE))
    if per_day is not None:
        shown.append(Zeile("tarif_je_tag", f"{euro(amount)} ÷ ({zahl(kosten.plaetze)} × {zahl(kosten.tage)})", per_day))
    if share is not None:
        share = quantize(share, 1)
        shown.append(Zeile("tarif_anteil", f"{euro(amount)} ÷ {euro(kosten.gesamtkosten)}", share, "%"))
    if without is not None and kosten.tagessatz is not None and per_day is not None:
        shown.append(Zeile("tarif_ohne", f"{euro(kosten.tagessatz)} − {euro(per_day)}", without))
    notes = ["tarif_geschuetzt", *(["tarif_ohne_zeile"] if inputs.tariff == "ja" and not lines else [])]
    return Tarifanteil(
        betrag=amount,
        je_tag=per_day,
        anteil=share,
        satz_ohne=without,
        lines=tuple(shown),
        reasons=() if per_day is not None else ("plaetze_fehlen",),
        notes=tuple(notes),
    )
