"""Staff: keys, covered hours, contracts, Führungszeugnisse, services (K8, Q1 to Q5, R3, R6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from ala_wizard.calc.kostenkalkulation import full_time
from ala_wizard.calc.personal import KEYS, covered_hours, key_hours, needed_hours, person_hours, planned_hours
from ala_wizard.checks.answered import row_filled
from ala_wizard.checks.context import Context, Finding, count, day, number, places, short
from ala_wizard.model.money import quantize
from ala_wizard.model.people import FUNCTIONS

MAIN = ("leitung", "gruppenleitung", "begleitender_dienst", "verwaltung")
"""Functions that an ALA cannot be without (§§ 9, 10 WVO; Fachvorgabe K8.a to K8.d)."""
HANDBOOK_WEEK = Decimal(39)
"""Full-time hours that give the handbook's 3.2 h for 1/12 post (chapter 5): 39 ÷ 12 = 3.25, rounded down."""


def covered(ctx: Context) -> Iterator[Finding]:
    """Every function has the hours that its places need; hours count as printed, with two decimals."""
    if not any(row_filled(row) for row in (*ctx.case.people, *ctx.case.external_services)):
        return
    have = covered_hours(ctx.case)
    for funktion, need in needed_hours(ctx.case, ctx.rates).items():
        needed, given = quantize(need, 2), quantize(have[funktion], 2)
        if given >= needed:
            continue
        words = {
            "name": ctx.label("funktion", funktion),
            "places": places(ctx.results.kosten.plaetze),
            "needed": number(needed),
            "given": number(given),
        }
        name = "personal_schluessel" if given else "personal_niemand"
        yield ctx.found(name, funktion, address="people", **words)


def nobody_holds(ctx: Context) -> Iterator[Finding]:
    """A function without hours in the Kostenkalkulation still needs somebody."""
    if not any(row_filled(row) for row in (*ctx.case.people, *ctx.case.external_services)):
        return
    have, need = covered_hours(ctx.case), needed_hours(ctx.case, ctx.rates)
    for funktion in MAIN:
        if not have[funktion] and not need.get(funktion):
            yield ctx.found("funktion_offen", funktion, address="people", name=ctx.label("funktion", funktion))


def legal_keys(ctx: Context) -> Iterator[Finding]:
    """The Kostenkalkulation plans at least 1:12 and 1:120; the handbook's own lower figures, 3.2 h and 0.3 h, keep them (Q2)."""
    if ctx.results.kosten.plaetze <= 0:
        return
    planned = planned_hours(ctx.case, ctx.rates)
    for funktion, value in KEYS.items():
        legal, own, key = key_hours(funktion, ctx.case, ctx.rates), planned.get(funktion), ctx.value(value)
        if legal is not None and own and key and own < least_hours(ctx, key):
            yield ctx.found(
                "schluessel_knapp",
                f"kalkulation.{funktion}",
                address="kostenkalkulation.personal",
                name=ctx.label("funktion", funktion),
                key=count(key),
                own=number(own),
                legal=number(legal),
            )


def least_hours(ctx: Context, key: Decimal) -> Decimal:
    """Hours per place and week that still count as the key 1:x, rounded down to one decimal as in the handbook."""
    exact = min(full_time(ctx.case, ctx.rates), HANDBOOK_WEEK) / key
    return exact.quantize(Decimal("0.1"), ROUND_DOWN)


def only_at_farms(ctx: Context) -> Iterator[Finding]:
    """Exclusively betriebliche Form needs more guidance than 1:12 (§ 60 Abs. 2 Nr. 8 SGB IX, R6)."""
    if ctx.case.offer.only_betrieblich != "ja":
        return
    legal, key = key_hours("gruppenleitung", ctx.case, ctx.rates), ctx.value("schluessel_gruppenleitung")
    own = planned_hours(ctx.case, ctx.rates).get("gruppenleitung")
    if legal is not None and key is not None and (own is None or quantize(own, 1) <= quantize(legal, 1)):
        yield ctx.found(
            "betriebliche_form", address="kostenkalkulation.personal", key=count(key), own=number(own or Decimal(0)), legal=number(legal)
        )


def contracts(ctx: Context) -> Iterator[Finding]:
    """Nobody gives more hours to functions than the contract holds (Personalunion)."""
    for person in ctx.case.people:
        given = person_hours(person)
        place = f"people[{person.id}].contract_hours"
        if person.contract_hours is None:
            if given:
                yield ctx.found("vertrag_offen", person.id, address=place, name=_who(person.name), given=number(given))
        elif given > person.contract_hours:
            yield ctx.found(
                "vertrag_ueberschritten",
                person.id,
                address=place,
                name=_who(person.name),
                given=number(given),
                contract=number(person.contract_hours),
            )


def cover(ctx: Context) -> Iterator[Finding]:
    """Whoever holds functions has somebody who steps in for illness and holidays (K8.5)."""
    for person in ctx.case.people:
        held = [ctx.label("funktion", funktion) for funktion in FUNCTIONS if getattr(person, funktion)]
        if held and not person.substitute.strip():
            place = f"people[{person.id}].substitute"
            yield ctx.found("vertretung_krank", person.id, address=place, name=_who(person.name), functions=", ".join(held))


def certificates(ctx: Context) -> Iterator[Finding]:
    """Everyone on the staff has shown an erweitertes Führungszeugnis that is still good (§ 124 Abs. 2 SGB IX, R3)."""
    for person in ctx.case.people:
        if not row_filled(person):
            continue
        seen, until = person.fuehrungszeugnis_seen, person.fuehrungszeugnis_until
        if seen is None:
            place = f"people[{person.id}].fuehrungszeugnis_seen"
            yield ctx.found("fuehrungszeugnis", person.id, address=place, name=_who(person.name))
        elif until is not None and until < ctx.today:
            place = f"people[{person.id}].fuehrungszeugnis_until"
            yield ctx.found("fuehrungszeugnis_alt", person.id, address=place, name=_who(person.name), until=day(until))


def services(ctx: Context) -> Iterator[Finding]:
    """A doctor and someone for occupational safety are under contract or at least planned (Q4, Q5)."""
    if not any(row_filled(row) for row in (*ctx.case.people, *ctx.case.external_services)):
        return
    kinds = {service.kind for service in ctx.case.external_services}
    if "betriebsarzt" not in kinds:
        yield ctx.found("arzt_fehlt", address="external_services")
    if "arbeitssicherheit" not in kinds:
        yield ctx.found("arbeitssicherheit_fehlt", address="external_services")


def _who(name: str) -> str:
    return short(name) or "–"


RULES = (covered, nobody_holds, legal_keys, only_at_farms, contracts, cover, certificates, services)
