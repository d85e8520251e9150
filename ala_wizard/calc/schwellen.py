"""What begins at which number: representatives, safety, groups, whistle-blowers (Fachvorgabe 4.4, Q6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from ala_wizard.calc.kostenkalkulation import plaetze
from ala_wizard.calc.zeilen import Rechnung, Zeile, quelle, wert, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case

Zaehlt = Literal["plaetze", "frauen", "betrieb"]
"""What is counted: occupied places, future women employees, everyone on the farm (staff of today + places)."""


@dataclass(frozen=True)
class Schwelle:
    """One threshold and how far the case is from it."""

    key: str
    zaehlt: Zaehlt
    ab: Decimal
    """First number at which it holds."""
    stand: Decimal
    """The number that counts today."""
    erreicht: bool
    bei_plaetzen: Decimal | None
    """Number of places at which it is reached; None where places do not decide (women)."""
    source: str


@dataclass(frozen=True, kw_only=True)
class Schwellen(Rechnung):
    """All thresholds that the law of the Stichtag knows, in the order of their places."""

    alle: tuple[Schwelle, ...]

    @property
    def erreicht(self) -> tuple[Schwelle, ...]:
        """Those reached at n."""
        return tuple(each for each in self.alle if each.erreicht)

    @property
    def naechste(self) -> tuple[Schwelle, ...]:
        """The next ones by places; several where they begin together."""
        ahead = [each.bei_plaetzen for each in self.alle if not each.erreicht and each.bei_plaetzen is not None]
        return tuple(each for each in self.alle if not each.erreicht and each.bei_plaetzen == min(ahead)) if ahead else ()


def _same(limit: Decimal) -> Decimal:
    return limit


def _above(limit: Decimal) -> Decimal:
    """The first whole number above a limit."""
    return (limit + Decimal("0.000001")).to_integral_value(ROUND_CEILING)


RULES: tuple[tuple[str, str, Zaehlt, Callable[[Decimal], Decimal]], ...] = (
    ("vertretung", "vertretung_ab", "plaetze", _same),
    ("gruppe_voll", "schluessel_gruppenleitung", "plaetze", _same),
    ("zweite_gruppenleitung", "schluessel_gruppenleitung", "plaetze", _above),
    ("vertretung_drei", "vertretung_wmvo_ab", "plaetze", _same),
    ("frauenbeauftragte", "frauenbeauftragte_ab", "frauen", _same),
    ("frauenbeauftragte_stellv", "frauenbeauftragte_stellv_ab", "frauen", _same),
    ("sicherheit_gefahr", "sicherheitsbeauftragte_gefahr_ab", "betrieb", _same),
    ("sicherheit", "sicherheitsbeauftragte_ab", "betrieb", _same),
    ("meldestelle", "meldestelle_ab", "betrieb", _same),
)
"""Words, dated value, what is counted, how the value becomes the first number that counts."""


def schwellen(case: Case, rates: Rates) -> Schwellen:
    """Every threshold at n = occupied places of the Kostenkalkulation."""
    n = plaetze(case)
    staff = Decimal(case.farm.staff_count or 0)
    women = Decimal(sum(person.female == "ja" for person in case.participants))
    counts: dict[Zaehlt, Decimal] = {"plaetze": n, "frauen": women, "betrieb": staff + n}
    found: list[Schwelle] = []
    missing = False
    for key, name, counted, first in RULES:
        value = wert(rates, name)
        if value is None:
            missing = missing or key != "sicherheit_gefahr"
            continue
        limit = first(value)
        at = {"plaetze": limit, "betrieb": max(Decimal(0), limit - staff)}.get(counted)
        found.append(Schwelle(key, counted, limit, counts[counted], counts[counted] >= limit, at, quelle(rates, name)))
    found.sort(key=lambda each: (each.bei_plaetzen is None, each.bei_plaetzen or Decimal(0)))
    lines = tuple(
        Zeile(f"schwelle_{each.key}", f"{zahl(each.stand)} von {zahl(each.ab)}", each.ab, _unit(each), each.source) for each in found
    )
    notes = ["schwelle_wahl", "schwelle_mitzaehlen", *(["frauen_offen"] if not case.participants else [])]
    return Schwellen(alle=tuple(found), lines=lines, reasons=("wert_fehlt",) if missing else (), notes=tuple(notes))


def _unit(each: Schwelle) -> str:
    return {"plaetze": "Plätze", "frauen": "Frauen", "betrieb": "Menschen im Betrieb"}[each.zaehlt]
