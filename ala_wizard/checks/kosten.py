"""Cost lines: basis and evidence, funding, rent, production, comparison (R1, R5, R7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ala_wizard.calc.vergleichssatz import abstand
from ala_wizard.checks.context import Context, Finding, count, number, short
from ala_wizard.model.base import EvidencedRow
from ala_wizard.model.costs import AssetLine, RentLine

TABLES: dict[str, tuple[str, str]] = {
    "personal": ("funktion", "funktion"),
    "gebaeude": ("", ""),
    "inventar": ("", ""),
    "fixe": ("kind", "fixart"),
    "miete": ("", ""),
    "sachaufwand": ("kind", "sachart"),
}
"""Tables of the Kostenkalkulation: the column that names a row, and its choice set."""


def rows(ctx: Context) -> Iterator[tuple[str, EvidencedRow, str]]:
    """Every cost row with its table and its name."""
    for table, (column, choice_set) in TABLES.items():
        for row in getattr(ctx.case.kostenkalkulation, table):
            name = row.name or (ctx.label(choice_set, getattr(row, column)) if column else "")
            yield table, row, short(name) or "–"


def basis(ctx: Context) -> Iterator[Finding]:
    """Every amount says what it rests on and names its evidence or who brings it; an estimate names its reason (R1)."""
    for table, row, name in rows(ctx):
        amount = ctx.row_amount(table, row.id)
        if amount <= 0:
            continue
        place = f"kostenkalkulation.{table}[{row.id}]"
        question = ctx.question_of(f"kostenkalkulation.{table}") or "T2"
        if not row.grundlage:
            template, column = "personal_grundlage", "grundlage"
        elif row.grundlage == "schaetzung":
            if row.note.strip():
                continue
            template, column = "schaetzung_ohne_grund", "note"
        elif not row.evidence.strip() and not row.evidence_from.strip():
            template, column = "beleg_fehlt", "evidence"
        else:
            continue
        key = f"{table}.{row.id}" if table != "personal" else row.id
        yield ctx.found(template, key, address=f"{place}.{column}", question=question, name=name, amount=number(amount))


def funding(ctx: Context) -> Iterator[Finding]:
    """Funding is never more than what was paid (R5, § 125 Abs. 3 SGB IX)."""
    pairs: list[tuple[str, str, Decimal | None, Decimal | None]] = [
        (f"kostenkalkulation.{table}[{row.id}]", row.name, row.funding, row.cost)
        for table in ("gebaeude", "inventar")
        for row in getattr(ctx.case.kostenkalkulation, table)
    ]
    pairs += [(f"equipment[{row.id}]", row.name, row.funding, row.price) for row in ctx.case.equipment]
    for address, name, given, paid in pairs:
        if given is not None and paid is not None and given > paid:
            question = ctx.question_of(address.partition("[")[0])
            yield ctx.found(
                "foerderung",
                address,
                address=f"{address}.funding",
                question=question,
                name=short(name) or "–",
                funding=number(given),
                cost=number(paid),
            )


def rent_beside_depreciation(ctx: Context) -> Iterator[Finding]:
    """A room is rented or depreciated, never both (Fachvorgabe 4.1); without a room to go by, equal names are the same thing."""
    rooms = {room.id: room.name for room in ctx.case.rooms}
    seen: set[str] = set()
    for row in ctx.case.kostenkalkulation.miete:
        key = row.room or row.id
        if key not in seen and any(_same_room(row, other, rooms) for other in ctx.case.kostenkalkulation.gebaeude):
            seen.add(key)
            column = "room" if row.room else "name"
            address = f"kostenkalkulation.miete[{row.id}].{column}"
            yield ctx.found("miete_und_abschreibung", key, address=address, room=short(rooms.get(row.room) or row.name) or "–")


def _same_room(rent: RentLine, asset: AssetLine, rooms: Mapping[str, str]) -> bool:
    if rent.room and asset.room:
        return rent.room == asset.room
    mine, theirs = ({_plain(name) for name in (row.name, rooms.get(row.room, ""))} - {""} for row in (rent, asset))
    return bool(mine & theirs)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def rent_without_area(ctx: Context) -> Iterator[Finding]:
    """A price per m² needs an area, of the row or of its room."""
    areas = {room.id: room.area_m2 for room in ctx.case.rooms}
    for row in ctx.case.kostenkalkulation.miete:
        if row.amount is None and row.price_m2 and row.area_m2 is None and areas.get(row.room) is None:
            address = f"kostenkalkulation.miete[{row.id}].area_m2"
            yield ctx.found("miete_flaeche", f"miete.{row.id}", address=address, name=short(row.name) or "–")


def shares(ctx: Context) -> Iterator[Finding]:
    """A share of the farm's cost has both numbers, and the part is not more than the whole."""
    for row in ctx.case.kostenkalkulation.sachaufwand:
        if row.entry != "anteil" or not row.amount:
            continue
        name = short(row.name or ctx.label("sachart", row.kind)) or "–"
        address = f"kostenkalkulation.sachaufwand[{row.id}].share_part"
        if row.share_part is None or row.share_whole is None:
            yield ctx.found("anteil_offen", f"sachaufwand.{row.id}", address=address, name=name)
        elif row.share_part > row.share_whole:
            part, whole = count(row.share_part), count(row.share_whole)
            yield ctx.found("anteil_gross", row.id, address=address, name=name, part=part, whole=whole)


def production(ctx: Context) -> Iterator[Finding]:
    """Costs of production have no place here; a note that rules a word out is no sign of them."""
    words, denials = ctx.words.lists["produktion"], ctx.words.lists["verneinung"]
    for table, row, _ in rows(ctx):
        own = getattr(row, "name", "")
        hit = words.search(own) or next(
            (found for part in re.split(r"[.;:\n]", row.note) if (found := words.search(part)) and not denials.search(f" {part} ")), ""
        )
        if hit:
            question = ctx.question_of(f"kostenkalkulation.{table}") or "T7"
            address = f"kostenkalkulation.{table}[{row.id}]"
            yield ctx.found("produktion", f"{table}.{row.id}", address=address, question=question, word=hit)


def comparison(ctx: Context) -> Iterator[Finding]:
    """A rate above comparable ones is explained (R7, § 124 Abs. 1 SGB IX)."""
    own, other = ctx.results.kosten.tagessatz_angesetzt, ctx.case.kostenkalkulation.vergleichssatz
    above = abstand(ctx.results.kosten, other)
    if own is not None and other is not None and above is not None and above > 0 and not ctx.case.kostenkalkulation.vergleich_grund.strip():
        yield ctx.found("vergleich_grund", address="kostenkalkulation.vergleich_grund", own=number(own), other=number(other))


RULES = (basis, funding, rent_beside_depreciation, rent_without_area, shares, production, comparison)
