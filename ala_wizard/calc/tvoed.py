"""Orientation for a yearly gross: TVöD for social and educational work, group and step (Rechtswerte section 8).

Year = 12 months + Jahressonderzahlung + 12 × SuE-Zulage, scaled by weekly hours ÷ full time, plus the employer's share.
The Kostenkalkulation asks for the gross of a full post with W hours a week; give W as `hours`, then both fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ala_wizard.calc.ag_anteil import ag_anteil
from ala_wizard.calc.zeilen import HUNDRED, MONTHS, Rechnung, Zeile, euro, quelle, zahl
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.content.tvoed import Tabelle, Tvoed
from ala_wizard.model.german import format_date
from ala_wizard.model.money import cent, total

STEPS = 6


@dataclass(frozen=True, kw_only=True)
class Orientierung(Rechnung):
    """The proposal for a staff line; `yearly_gross` is None where the table or the year's share is not known."""

    gruppe: str
    stufe: int
    hours: Decimal | None
    """Weekly hours that the gross is for."""
    monat: Decimal | None
    """Table pay, € per month at full time."""
    brutto_jahr: Decimal | None
    """Gross of the employee, €/year."""
    anteil: Decimal | None
    """Employer's share in percent."""
    yearly_gross: Decimal | None
    """Gross of the employer, €/year."""
    herkunft: str
    """Where the figure comes from, ready for the note of the line; empty without a figure."""
    grundlage: str = "tarif"
    """The basis to enter with it."""


def orientierung(tables: Tvoed, rates: Rates, land: str, gruppe: str, stufe: int, hours: Decimal | None = None) -> Orientierung:
    """Reckon the gross on the day of the rates. Without hours: full time of the tariff."""
    table, share, full = tables.tabelle(gruppe, rates.day), ag_anteil(rates, land), tables.vollzeit(rates.day)
    reasons = [
        *(["tvoed_gruppe"] if gruppe not in tables.gruppen else ["tvoed_tabelle"] if table is None else []),
        *(["tvoed_stufe"] if not 1 <= stufe <= STEPS else []),
        *(["tvoed_stunden"] if full is None or (hours is not None and hours <= 0) else []),
        *(["ag_anteil_fehlt"] if share is None else []),
    ]
    if reasons or table is None or share is None or full is None:
        return Orientierung(
            gruppe=gruppe,
            stufe=stufe,
            hours=hours,
            monat=None,
            brutto_jahr=None,
            anteil=share,
            yearly_gross=None,
            herkunft="",
            reasons=tuple(reasons),
            notes=("tvoed_orientierung",),
        )
    month = cent(table.stufen[stufe - 1])
    part = (hours if hours is not None else full.stunden) / full.stunden
    scale = f" × {zahl(hours)} ÷ {zahl(full.stunden)}" if hours is not None and hours != full.stunden else ""
    lines = [Zeile("tvoed_monate", f"{euro(month)} × 12{scale}", cent(month * MONTHS * part), source=table.source, name=_who(table, stufe))]
    notes = ["tvoed_orientierung", "tvoed_nebenkosten", *(["tvoed_gerundet"] if table.rounded else [])]
    words = [text("neben.tvoed_wort_monate", month=euro(month))]
    bonus = tables.sonderzahlung(rates.day)
    if bonus is not None:
        amount = cent(month * bonus.prozent / HUNDRED * part)
        lines.append(Zeile("tvoed_sonderzahlung", f"{euro(month)} × {zahl(bonus.prozent)} %{scale}", amount, source=bonus.source))
        words.append(text("neben.tvoed_wort_sonderzahlung", percent=zahl(bonus.prozent)))
    else:
        notes.append("tvoed_ohne_sonderzahlung")
    extra = tables.zulage(gruppe, rates.day)
    if extra is not None:
        lines.append(Zeile("tvoed_zulage", f"{euro(extra.betrag)} × 12{scale}", cent(extra.betrag * MONTHS * part), source=extra.source))
        words.append(text("neben.tvoed_wort_zulage", month=euro(extra.betrag)))
    else:
        notes.append("tvoed_ohne_zulage")
    gross = total(line.amount for line in lines if line.amount is not None)
    employer = cent(gross * share / HUNDRED)
    lines.append(Zeile("tvoed_brutto", "", gross))
    lines.append(Zeile("tvoed_ag", f"{euro(gross)} × {zahl(share)} %", employer, source=quelle(rates, "personal_ag_anteil")))
    lines.append(Zeile("tvoed_gesamt", f"{euro(gross)} + {euro(employer)}", gross + employer))
    words.append(text("neben.tvoed_wort_anteil", percent=zahl(share, 2), land=land, year=rates.day.year))
    if scale:
        words.append(text("neben.tvoed_wort_stunden", hours=zahl(hours or full.stunden), full=zahl(full.stunden)))
    origin = text("neben.tvoed_herkunft", who=_who(table, stufe), since=format_date(table.valid_from), parts=", ".join(words))
    return Orientierung(
        gruppe=gruppe,
        stufe=stufe,
        hours=hours if hours is not None else full.stunden,
        monat=month,
        brutto_jahr=gross,
        anteil=share,
        yearly_gross=gross + employer,
        herkunft=origin,
        lines=tuple(lines),
        notes=tuple(notes),
    )


def _who(table: Tabelle, stufe: int) -> str:
    return text("neben.tvoed_stufe", group=table.gruppe, step=stufe)
