"""Legal values: known for the Stichtag, known for the whole period, replaced only with a reason (Fachvorgabe section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.context import Context, Finding, count, short


def missing_values(ctx: Context) -> Iterator[Finding]:
    """The reckoning asks for values that nobody knows on the Stichtag."""
    names = ctx.results.entgelt.missing
    if names:
        yield ctx.found(
            "rechtswerte_fehlen",
            address="period.start",
            year=str(ctx.results.stichtag.year),
            names=", ".join(_label(ctx, name) for name in names),
        )


def newest_year(ctx: Context) -> int | None:
    """The last year for which every yearly value is known; None without yearly values."""
    years = [
        parameter.values[-1].valid_from.year
        for parameter in ctx.content.parameters.values()
        if parameter.annual and not parameter.values[-1].ended
    ]
    return min(years, default=None)


def whole_period(ctx: Context) -> Iterator[Finding]:
    """The period goes on after the newest year."""
    end, newest = ctx.case.period.end, newest_year(ctx)
    if end is not None and newest is not None and end.year > newest:
        yield ctx.found("rechtswerte_zeitraum", address="period.end", end=str(end.year), newest=str(newest))


def overrides(ctx: Context) -> Iterator[Finding]:
    """A value replaced by the user says why."""
    for name, own in ctx.case.overrides.items():
        if not own.reason.strip():
            yield ctx.found("wert_ohne_grund", name, address=f"overrides[{name}].reason", name=_label(ctx, name), value=count(own.value))


def refused_files(ctx: Context) -> Iterator[Finding]:
    """An accepted file with new values can no longer be used."""
    merged = ctx.content.merged
    for file in merged.files if merged is not None else ():
        if file.problems:
            title = file.update.title if file.update is not None else file.name
            yield ctx.found("werte_datei", file.name, name=short(title), reason=file.problems[0])


def _label(ctx: Context, name: str) -> str:
    parameter = ctx.content.parameters.get(name)
    return parameter.label if parameter else name


RULES = (missing_values, whole_period, overrides, refused_files)
