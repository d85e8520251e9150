"""Charts of the calculators: which figures they show and in which words. Drawn by window and papers alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ala_wizard.calc.anteile import tagessatz_anteile
from ala_wizard.calc.belegung import Belegung
from ala_wizard.calc.hochlauf import Hochlauf
from ala_wizard.calc.results import KostenResult
from ala_wizard.calc.szenarien import Szenarien, Szenario
from ala_wizard.calc.vorfinanzierung import Vorfinanzierung
from ala_wizard.content.texts import text
from ala_wizard.documents.charts import Chart, bars, line, share_bar
from ala_wizard.model.german import format_decimal, format_money

PARTS = ("personal", "fixe", "variable")
SHOWN = {"satz": "szenario_tagessatz", "ergebnis": "szenario_arbeitsergebnis"}
"""What the variants can be compared by, and the key of its line."""


def month(day: date) -> str:
    """A month in words: April 2027."""
    return text(f"monat.{day.month}", year=day.year)


def short_month(day: date) -> str:
    """A month below an axis: 04/27."""
    return f"{day:%m/%y}"


def kostenstruktur(kosten: KostenResult) -> Chart:
    """The three parts of the Tagessatz, € per place and day."""
    amounts = tagessatz_anteile(kosten) or (Decimal(0),) * len(PARTS)
    return share_bar(text("tagessatz.bild"), [(text(f"tagessatz.{name}"), amount) for name, amount in zip(PARTS, amounts, strict=True)])


def belegung(found: Belegung) -> Chart:
    """The rate that covers the costs, by occupancy; the start has another pattern."""
    rows = [(text("belegung.prozent", share=format_decimal(row.auslastung)), row.tagessatz) for row in found.zeilen]
    marked = []
    if found.start is not None and found.start_plaetze is not None:
        marked.append(len(rows))
        rows.append((text("belegung.bild_start", places=format_decimal(found.start_plaetze)), found.start.tagessatz))
    return bars(text("belegung.bild"), [(name, rate, format_money(rate, "€")) for name, rate in rows], marked)


def vorfinanzierung(found: Vorfinanzierung) -> Chart:
    """What is outstanding at the end of each month; the highest point is named."""
    points = [(short_month(row.monat), row.offen) for row in found.monate]
    top = next((place for place, row in enumerate(found.monate) if row.nummer == found.hoechststand_monat), None)
    if top is None or found.hoechststand is None:
        return line(text("vorfinanzierung.bild"), (), (), "")
    told = ", ".join(text("vorfinanzierung.punkt", month=name, amount=format_money(value, "€")) for name, value in points)
    alt = text("vorfinanzierung.bild_alt", points=told, month=month(found.monate[top].monat), amount=format_money(found.hoechststand, "€"))
    marks = [(top, text("vorfinanzierung.marke", amount=format_money(found.hoechststand, "€")))] if found.hoechststand else []
    return line(text("vorfinanzierung.bild"), points, marks, alt)


def liquiditaet(found: Hochlauf) -> Chart:
    """The money at the end of each month, with zero; the lowest point is named."""
    low = next((place for place, row in enumerate(found.monate) if row.nummer == found.tiefpunkt_monat), None)
    if low is None or found.tiefpunkt is None:
        return line(text("hochlauf.bild"), (), (), "")
    where, amount = month(found.monate[low].monat), format_money(found.tiefpunkt, "€")
    alt = text(
        "hochlauf.bild_alt",
        start=format_money(found.startgeld, "€"),
        lowest=amount,
        month=where,
        end=format_money(found.monate[-1].stand, "€"),
    )
    points = [(short_month(row.monat), row.stand) for row in found.monate]
    return line(text("hochlauf.bild"), points, [(low, text("hochlauf.marke", month=where, amount=amount))], alt)


def szenario_name(found: Szenario, number: int) -> str:
    """The name of a column: the plan, the user's own name, or its number."""
    return text("szenarien.plan") if found.id == "plan" else found.name.strip() or text("szenarien.ohne_namen", number=number)


def szenarien(found: Szenarien, what: str) -> Chart:
    """One figure of all columns beside each other; the plan has another pattern."""
    columns: Sequence[Szenario] = (found.plan, *found.varianten)
    amounts = [next(entry.amount for entry in one.lines if entry.key == SHOWN[what]) for one in columns]
    rows = [
        (szenario_name(one, number), amount, format_money(amount, "€"))
        for number, (one, amount) in enumerate(zip(columns, amounts, strict=True))
    ]
    return bars(text(f"szenarien.bild_{what}"), rows, (0,))
