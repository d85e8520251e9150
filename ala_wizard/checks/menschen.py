"""Partners, future employees and their data, elected representatives (K3, R11, Q6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.checks.answered import row_filled, rows_filled
from ala_wizard.checks.context import Context, Finding, count, day
from ala_wizard.checks.facts import showing
from ala_wizard.content.findings import findings
from ala_wizard.model.people import Participant
from ala_wizard.model.richtext import plain

NAME = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?),?\s+(?=([A-ZÄÖÜ][a-zäöüß]+))")
"""Two words with capitals, as a full name is written."""

WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
"""A word of letters only."""

SHORT = 3
"""Letters that a word in capitals may have before it looks like a name."""

CLOSE = ("participants", "groups")
"""Tables that speak of single people: here a diagnosis can be tied to a person."""


def partners(ctx: Context) -> Iterator[Finding]:
    """Someone knows of the offer (K3.6)."""
    if not rows_filled(ctx.case, "partners") and "partners" not in ctx.open_addresses:
        yield ctx.found("partner_keine", address="partners")


def participants(ctx: Context) -> Iterator[Finding]:
    """The Bedarfsnachweis names the first people, by pseudonym."""
    if not rows_filled(ctx.case, "participants") and "participants" not in ctx.open_addresses:
        yield ctx.found("teilnehmer_keine", address="participants")


def data_protection(ctx: Context) -> Iterator[Finding]:
    """Data of a person is kept with consent, until a day, and without a name (R11)."""
    for place, person in enumerate(ctx.case.participants, 1):
        if not row_filled(person):
            continue
        address = f"participants[{person.id}]"
        if person.consent is None:
            yield ctx.found("einwilligung", person.id, address=f"{address}.consent", place=str(place))
        if person.delete_by is None:
            yield ctx.found("loeschdatum", person.id, address=f"{address}.delete_by", place=str(place))
        elif due(person, ctx.today):
            yield ctx.found("loeschdatum_vorbei", person.id, address=f"{address}.delete_by", place=str(place), until=day(person.delete_by))
        if looks_like_name(ctx, person.pseudonym):
            yield ctx.found("kuerzel_name", person.id, address=f"{address}.pseudonym", place=str(place))


def looks_like_name(ctx: Context, pseudonym: str) -> bool:
    """Two words with capitals, or a single one that no neutral word such as Person explains; codes such as P1 or TN 2 are none."""
    neutral = ctx.words.lists["kuerzel"]
    if any(not any(neutral.search(word) for word in match.groups()) for match in NAME.finditer(pseudonym)):
        return True
    alone = (word for word in WORD.findall(pseudonym) if len(word) > SHORT and word[0].isupper())
    return not neutral.search(pseudonym) and any(alone)


def names_a_diagnosis(words: str) -> bool:
    """Does a text about a single person look as if it named a diagnosis, by its words or its code?"""
    lists = findings().lists
    return bool(lists["diagnose_schluessel"].search(words) or lists["diagnose"].search(words))


def agrees(person: Participant, today: date) -> bool:
    """May this person's name be given away today: agreed, and with a day of deletion that is not past?"""
    agreed = person.consent is not None and person.consent <= today
    return agreed and person.delete_by is not None and not due(person, today)


def due(person: Participant, today: date) -> bool:
    """Is the day past by which all about this person was to be deleted?"""
    return person.delete_by is not None and person.delete_by < today


def diagnoses(ctx: Context) -> Iterator[Finding]:
    """No diagnoses: neither their codes anywhere, nor their names where single people are meant (R11)."""
    codes, names = ctx.words.lists["diagnose_schluessel"], ctx.words.lists["diagnose"]
    show = showing(ctx.case, ctx.results, ctx.content)
    for address, words in _texts(ctx.case.model_dump(include=TEXTS), ""):
        if address.startswith("answers["):
            words = plain(words, show)
        near = address.split("[")[0] in CLOSE
        if codes.search(words) or (near and names.search(words)):
            yield ctx.found("diagnose", address, address=address, question=_question(ctx, address))


TEXTS = {"answers", "goals", "work_areas", "accompanying", "groups", "week_plan", "people", "external_services", "partners", "participants"}


def _texts(value: Any, address: str) -> Iterator[tuple[str, str]]:
    """Every text of the user with its address."""
    if isinstance(value, str):
        yield address, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "id":
                yield from _texts(inner, f"answers[{key}]" if address == "answers" else f"{address}.{key}" if address else key)
    elif isinstance(value, (tuple, list)):
        for row in value:
            if isinstance(row, Mapping):
                yield from _texts(row, f"{address}[{row['id']}]")


def _question(ctx: Context, address: str) -> str:
    table, _, rest = address.partition("[")
    return rest.rstrip("]") if table == "answers" else ctx.question_of(table)


def representatives(ctx: Context) -> Iterator[Finding]:
    """From which number on somebody is elected or appointed (§ 60 Abs. 2 Nr. 5, 6 SGB IX, § 22 SGB VII)."""
    n = max(ctx.results.kosten.plaetze, Decimal(ctx.case.offer.places_target or 0))
    least = ctx.value("vertretung_ab")
    if least is not None and n >= least:
        yield ctx.found("vertretung", address="offer.places_target", places=count(n), least=count(least))
    women = sum(person.female == "ja" for person in ctx.case.participants)
    first, deputy = ctx.value("frauenbeauftragte_ab"), ctx.value("frauenbeauftragte_stellv_ab")
    if deputy is not None and women >= deputy:
        yield ctx.found("frauenbeauftragte_stellv", address="participants", women=count(women), least=count(deputy))
    elif first is not None and women >= first:
        yield ctx.found("frauenbeauftragte", address="participants", women=count(women), least=count(first))


def safety_officer(ctx: Context) -> Iterator[Finding]:
    """Sicherheitsbeauftragte by the number of all who work there; since May 2026 the old number counts with special hazards only."""
    limit = ctx.value("sicherheitsbeauftragte_ab")
    if limit is None:
        return
    everyone = Decimal(ctx.case.farm.staff_count or 0) + max(ctx.results.kosten.plaetze, Decimal(ctx.case.offer.places_target or 0))
    known = ctx.content.parameters.get("sicherheitsbeauftragte_ab")
    lower = min((entry.value for entry in known.values if entry.value is not None), default=limit) if known else limit
    if everyone >= limit:
        yield ctx.found("sicherheitsbeauftragte", address="farm.staff_count", people=count(everyone), least=count(limit))
    elif lower <= everyone:
        yield ctx.found(
            "sicherheitsbeauftragte_gefahr", address="farm.staff_count", people=count(everyone), least=count(lower), limit=count(limit)
        )


RULES = (partners, participants, data_protection, diagnoses, representatives, safety_officer)
