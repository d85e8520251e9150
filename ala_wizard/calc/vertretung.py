"""Council of the employees: the lump sum talked about against the real cost (Handbuch 6.3, § 39 WMVO)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.kostenkalkulation import plaetze
from ala_wizard.calc.zeilen import Rechnung, Zeile, euro, quelle, wert, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case
from ala_wizard.model.money import ZERO, cent

SOURCE = "§ 39 Abs. 1 bis 3 WMVO"


@dataclass(frozen=True, kw_only=True)
class Vertretung(Rechnung):
    """Amounts in €/year; None where nothing was entered."""

    pauschale: Decimal | None
    kosten: Decimal | None
    differenz: Decimal | None
    """Lump sum − costs: what stays with the farm, negative where it adds."""
    gewaehlt: bool | None
    """Is a council elected at n? None where the law's number is unknown."""


def vertretung(case: Case, rates: Rates) -> Vertretung:
    """The lump sum per person against hours, wage and other costs."""
    inputs, n = case.planung, plaetze(case)
    least = wert(rates, "vertretung_ab")
    lump = cent(inputs.council_lump * n) if inputs.council_lump is not None else None
    hours, wage = inputs.council_hours, inputs.council_wage
    staff = cent(hours * wage) if hours is not None and wage is not None else None
    other = cent(inputs.council_other) if inputs.council_other is not None else None
    cost = None if staff is None and other is None else (staff or cent(ZERO)) + (other or cent(ZERO))
    gap = lump - cost if lump is not None and cost is not None else None
    lines: list[Zeile] = []
    if lump is not None and inputs.council_lump is not None:
        lines.append(Zeile("rat_pauschale", f"{euro(inputs.council_lump)} × {zahl(n)}", lump, source="Handbuch Kapitel 6.3"))
    if staff is not None and hours is not None and wage is not None:
        lines.append(Zeile("rat_stunden", f"{zahl(hours)} h × {euro(wage)}", staff, source=SOURCE))
    if other is not None:
        lines.append(Zeile("rat_sachkosten", "", other, source=SOURCE))
    if gap is not None and lump is not None and cost is not None:
        lines.append(Zeile("rat_differenz", f"{euro(lump)} − {euro(cost)}", gap))
    federal = wert(rates, "wmvo_39_abs4")
    if federal is not None:
        lines.append(Zeile("rat_bund", f"{euro(federal)} × {zahl(n)}", cent(federal * n), source=quelle(rates, "wmvo_39_abs4")))
    elected = n >= least if least is not None else None
    reasons = [*(["rat_pauschale_fehlt"] if lump is None else []), *(["rat_kosten_fehlen"] if cost is None else [])]
    notes = [
        "rat_pauschale_unbekannt",
        *(["rat_noch_nicht"] if elected is False else []),
        *(["rat_bund_zahlt"] if federal is not None else []),
        *(["rat_stunden_halb"] if (hours is None) != (wage is None) else []),
    ]
    return Vertretung(
        pauschale=lump, kosten=cost, differenz=gap, gewaehlt=elected, lines=tuple(lines), reasons=tuple(reasons), notes=tuple(notes)
    )
