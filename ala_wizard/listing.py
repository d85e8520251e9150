"""Figures, findings and legal values as plain tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ala_wizard.calc.results import ErgebnisResult, GruppeResult, KostenResult, Results
from ala_wizard.checks.findings import Finding
from ala_wizard.checks.open_list import OpenPoint, bundled
from ala_wizard.checks.open_order import By, due_words, grouped
from ala_wizard.content.loader import Content
from ala_wizard.content.texts import text
from ala_wizard.model.german import format_date, format_decimal, format_money

Row = Sequence[str]


def table(rows: Iterable[Row], right: frozenset[int] = frozenset()) -> list[str]:
    """Rows as lines with aligned columns; the last column is not padded. `right` names right-aligned columns."""
    cells = [tuple(row) for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))] if cells else []
    return [
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]


def results(found: Results) -> list[str]:
    """All figures, section by section."""
    lines = [text("cli.stichtag", day=format_date(found.stichtag))]
    sections = [(text("tabelle.kosten"), _kosten(found.kosten))]
    for group in found.entgelt.gruppen:
        sections.append(
            (
                text("tabelle.entgelt", name=group.label or text("tabelle.gruppe"), count=group.anzahl),
                _gruppe(group, found.entgelt.verfahren),
            )
        )
    sections.append((text("tabelle.ergebnis"), _ergebnis(found.ergebnis)))
    for title, rows in sections:
        lines += ["", title, *(f"  {line}" for line in table(rows, frozenset({1})))]
    return lines


def findings(found: Sequence[Finding]) -> list[str]:
    """Findings, worst first, and their count."""
    if not found:
        return [text("cli.nichts_offen")]
    counts = {severity: sum(1 for finding in found if finding.severity == severity) for severity in ("muss", "sollte", "hinweis")}
    rows = [(text(f"stufe.{finding.severity}"), finding.step, finding.text) for finding in found]
    return [*table(rows), "", text("cli.offen", **counts)]


def open_points(points: Iterable[OpenPoint], content: Content, by: By, today: date, who: str | None = None) -> list[str]:
    """Open points under headings, by person or by day."""
    bunches = grouped(bundled(points, content), by, today, who)
    if not bunches:
        return [text("cli.nichts_offen")]
    lines: list[str] = []
    for bunch in bunches:
        rows = [
            (due_words(point.due, today) or text("offen.spanne_ohne"), point.who or text("offen.niemand"), point.title)
            for point in bunch.points
        ]
        chosen = [(row[0], row[2]) for row in rows] if by == "wer" else rows
        lines += [f"{bunch.title} ({bunch.count})", *(f"  {line}" for line in table(chosen)), ""]
    return lines[:-1]


def open_points_data(points: Iterable[OpenPoint], by: By, today: date, who: str | None = None) -> list[dict[str, object]]:
    """Every open point by itself, in the same order, for other programs."""
    return [
        {
            "group": bunch.key,
            "key": point.key,
            "kind": point.kind,
            "title": point.title,
            "step": point.step,
            "who": point.who,
            "due": point.due.isoformat() if point.due else None,
            "late": point.due is not None and point.due < today,
            "must": point.must,
        }
        for bunch in grouped(points, by, today, who)
        for point in bunch.points
    ]


def values(found: Mapping[str, Mapping[str, str | None]]) -> list[str]:
    """Legal values of a day: name, value, unit, since when, source."""
    rows = []
    for name, entry in found.items():
        value = entry["value"]
        state = text("cli.entfallen") if entry["state"] == "entfallen" else text("cli.kein_wert")
        since = entry["valid_from"]
        rows.append(
            (
                name,
                state if value is None else format_decimal(Decimal(value)),
                entry["unit"] or "",
                _since(date.fromisoformat(since), entry["since"]) if since else "",
                entry["source"] or entry["law"] or "",
            )
        )
    return table(rows, frozenset({1}))


def _since(day: date, kind: str | None) -> str:
    """The first day of a value, or that it is older."""
    return text("cli.spaetestens_seit", day=format_date(day)) if kind == "spaetestens_seit" else format_date(day)


def _euro(value: Decimal | None) -> str:
    return format_money(value, "€").replace("\u00a0", " ")


def _kosten(kosten: KostenResult) -> list[Row]:
    amounts: dict[str, Decimal | None] = {
        "personalkosten": kosten.personalkosten,
        "fixe_kosten": kosten.fixe_kosten,
        "variable_kosten": kosten.variable_kosten,
        "gesamtkosten": kosten.gesamtkosten,
        "tagessatz": kosten.tagessatz,
        "monatssatz": kosten.monatssatz,
        "kostensaetze": kosten.kostensaetze,
    }
    return [
        *((text(f"tabelle.{name}"), _euro(value)) for name, value in amounts.items()),
        (text("tabelle.vzae"), format_decimal(kosten.vzae, 3)),
        (text("tabelle.bezahlte_tage"), format_decimal(Decimal(kosten.bezahlte_tage))),
    ]


def _gruppe(group: GruppeResult, verfahren: str) -> list[Row]:
    rows: list[Row] = [
        (text("tabelle.grundbetrag"), _euro(group.grundbetrag)),
        (text("tabelle.steigerungsbetrag"), _euro(group.steigerungsbetrag)),
    ]
    scheme = group.handbuch if verfahren == "handbuch" else group.gesetzlich
    if scheme is None:
        return rows
    return [
        *rows,
        (text("tabelle.arbeitsfoerderungsgeld"), _euro(scheme.arbeitsfoerderungsgeld)),
        (text("tabelle.sozialversicherung"), _euro(scheme.sozialversicherung)),
        (text("tabelle.gesamtkosten_person"), _euro(scheme.gesamtkosten)),
        (text("tabelle.erstattung"), _euro(scheme.erstattung)),
        (text("tabelle.zu_erwirtschaften"), _euro(scheme.zu_erwirtschaften)),
    ]


def _ergebnis(ergebnis: ErgebnisResult) -> list[Row]:
    quote = ergebnis.entgeltquote
    return [
        (text("tabelle.ertraege"), _euro(ergebnis.ertraege)),
        (text("tabelle.notwendige_kosten"), _euro(ergebnis.kosten)),
        (text("tabelle.arbeitsergebnis"), _euro(ergebnis.arbeitsergebnis)),
        (text("tabelle.entgelte"), _euro(ergebnis.entgelte)),
        (text("tabelle.entgeltquote"), "–" if quote is None else f"{format_decimal(quote, 1)} %"),
        (text("tabelle.ergebnis_verguetung"), _euro(ergebnis.ergebnis_verguetung)),
        (text("tabelle.umsatz_fuer_entgelte"), _euro(ergebnis.umsatz_fuer_entgelte)),
        (text("tabelle.umsatz_mit_ruecklage"), _euro(ergebnis.umsatz_mit_ruecklage)),
    ]
