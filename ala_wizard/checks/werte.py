"""What the legal values rest on: looked at for the year, replaced only by numbers that can be, a profile that is known (Fachvorgabe 5, 6)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.calc.used import used_in_order
from ala_wizard.checks.context import Context, Finding, count, short
from ala_wizard.content.parameters import in_force
from ala_wizard.model.case import Case


def unchecked(ctx: Context) -> Iterator[Finding]:
    """Values that go on until somebody changes them, but that nobody has looked at since a year before the Stichtag."""
    year = ctx.results.stichtag.year
    if ctx.case.period.start is None:
        return
    old = {
        name: entry.checked_on.year
        for name, parameter in ctx.content.parameters.items()
        if name not in ctx.case.overrides
        and not parameter.annual
        and (entry := in_force(parameter, ctx.results.stichtag)) is not None
        and not entry.ended
        and max(entry.checked_on.year, entry.valid_from.year) < year
    }
    names = sorted(old.keys() & set(used_in_order(ctx.case, ctx.rates.region, ctx.results))) if old else []
    if names:
        yield ctx.found(
            "rechtswerte_ungeprueft",
            address="period.start",
            year=str(year),
            names=", ".join(f"{ctx.content.parameters[name].label} ({old[name]})" for name in names),
        )


def own_values(ctx: Context) -> Iterator[Finding]:
    """A value of the user's own is one that the program knows, and a number that the reckoning can bear."""
    positive = ctx.words.lists["wert_positiv"].words
    for name, own in ctx.case.overrides.items():
        parameter = ctx.content.parameters.get(name)
        if parameter is None:
            yield ctx.found("wert_unbekannt", name, address=f"overrides[{name}]", name=short(name) or "–")
        elif own.value < 0 or (own.value == 0 and name in positive):
            address = f"overrides[{name}].value"
            yield ctx.found("wert_unmoeglich", name, address=address, name=parameter.label, value=count(own.value))


def profile(ctx: Context) -> Iterator[Finding]:
    """A profile that the program does not know is reckoned and printed as another one."""
    known = ctx.content.profiles
    if ctx.case.profile in known or not known:
        return
    stand_in = known.get(Case.model_fields["profile"].default) or next(iter(known.values()))
    yield ctx.found("profil_unbekannt", address="profile", profile=short(ctx.case.profile) or "–", name=stand_in.short)


RULES = (unchecked, own_values, profile)
