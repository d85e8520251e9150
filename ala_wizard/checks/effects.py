"""What a change means, before it counts: figures, thresholds, covered hours, text places, lost references, answers that rest.

Everything is read off two whole cases, so nothing that is shown can differ from what holds afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ala_wizard.calc.personal import covered_hours, needed_hours
from ala_wizard.calc.results import Results
from ala_wizard.calc.schwellen import schwellen
from ala_wizard.checks.context import Finding
from ala_wizard.checks.facts import shown
from ala_wizard.checks.parked import active, parked
from ala_wizard.content.effects import Watched, effective
from ala_wizard.content.facts import WORD_VALUES
from ala_wizard.content.loader import Content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.texts import text
from ala_wizard.model import path, richtext
from ala_wizard.model.base import Model, Row
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_decimal, format_money
from ala_wizard.model.money import quantize
from ala_wizard.model.people import FUNCTIONS

Kind = Literal["zahl", "schwelle", "deckung", "text", "angabe", "bezug", "ruht", "widerspruch", "unterlage"]

SHORTEST = 3
"""Letters of a name that is looked for in texts; shorter ones are found in any word."""


@dataclass(frozen=True)
class Effect:
    """One consequence of a change."""

    kind: Kind
    key: str
    """Name of the figure or threshold, or the address of the place."""
    label: str
    """In words: what changes."""
    old: str = ""
    new: str = ""
    """Figures as printed, with their unit; empty for kinds without figures."""
    address: str = ""
    """Where to look at it; empty where no single place shows it."""


@dataclass(frozen=True)
class Reckoned:
    """A case with its figures and its legal values."""

    case: Case
    results: Results
    rates: Rates


def effects(old: Reckoned, new: Reckoned, content: Content) -> tuple[Effect, ...]:
    """Every consequence of going from one case to the other, the most important first; none for equal cases."""
    if old.case == new.case:
        return ()
    return (
        *_figures(old, new, content),
        *_coverage(old, new, content),
        *_thresholds(old, new),
        *_references(old.case, new.case, content),
        *_resting(old.case, new.case, content),
        *_occupied(old.case, new.case),
        *_texts(old.case, new.case, content),
        *_facts(old, new, content),
    )


# -- figures -------------------------------------------------------------------


def _figures(old: Reckoned, new: Reckoned, content: Content) -> Iterator[Effect]:
    """What the papers and pages print, as printed."""
    before, after = dict(_printed(old, content)), dict(_printed(new, content))
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            name, _, function = key.partition(".")
            label = text(f"wirkung.{name}", function=content.label("funktion", function)) if function else text(f"wirkung.{name}")
            yield Effect("zahl", key, label, was or "–", now or "–")


def _printed(side: Reckoned, content: Content) -> Iterator[tuple[str, str]]:
    case, kosten, ergebnis = active(side.case, content), side.results.kosten, side.results.ergebnis
    needed, covered = needed_hours(case, side.rates), covered_hours(case)
    yield "tagessatz", format_money(kosten.tagessatz_angesetzt, "€")
    yield "noetige_stunden", _hours(sum(needed.values(), Decimal(0)))
    yield "arbeitsergebnis", format_money(ergebnis.arbeitsergebnis, "€")
    yield "gesamtkosten", format_money(kosten.gesamtkosten, "€")
    yield "kostensaetze", format_money(kosten.kostensaetze, "€")
    yield "entgelte", format_money(ergebnis.entgelte, "€")
    yield "umsatz", format_money(ergebnis.umsatz_fuer_entgelte, "€")
    for function in FUNCTIONS:
        if needed.get(function):
            yield f"noetig.{function}", _hours(needed[function])
        if covered.get(function):
            yield f"geplant.{function}", _hours(covered[function])


def _hours(hours: Decimal) -> str:
    return text("wirkung.stunden", hours=format_decimal(quantize(hours, 2), 2))


def _coverage(old: Reckoned, new: Reckoned, content: Content) -> Iterator[Effect]:
    """Functions whose planned hours are not enough any more, or are enough now."""
    before, after = _short(old, content), _short(new, content)
    for function in FUNCTIONS:
        if function in after and function not in before:
            needed, planned = after[function]
            words = text("wirkung.reicht_nicht", function=content.label("funktion", function), needed=needed, planned=planned)
            yield Effect("deckung", function, words, address="people")
        elif function in before and function not in after:
            yield Effect("deckung", function, text("wirkung.reicht", function=content.label("funktion", function)), address="people")


def _short(side: Reckoned, content: Content) -> dict[str, tuple[str, str]]:
    """Functions with too few hours: needed and planned. A case without people says nothing about it."""
    case = active(side.case, content)
    if not case.people or not side.results.kosten.plaetze:
        return {}
    needed, covered = needed_hours(case, side.rates), covered_hours(case)
    planned = {function: quantize(covered.get(function, Decimal(0)), 2) for function in needed}
    return {
        function: (format_decimal(quantize(hours, 2), 2), format_decimal(planned[function], 2))
        for function, hours in needed.items()
        if planned[function] < quantize(hours, 2)
    }


def _thresholds(old: Reckoned, new: Reckoned) -> Iterator[Effect]:
    """What begins or ends at a number."""
    before = {each.key: each for each in schwellen(old.case, old.rates).alle}
    for each in schwellen(new.case, new.rates).alle:
        was = before.get(each.key)
        if was is not None and was.erreicht != each.erreicht:
            key = "wirkung.schwelle_neu" if each.erreicht else "wirkung.schwelle_weg"
            words = text(key, what=text(f"neben.schwelle_{each.key}"), limit=format_decimal(each.ab))
            yield Effect("schwelle", each.key, words, format_decimal(was.stand), format_decimal(each.stand))


# -- places --------------------------------------------------------------------


def _occupied(old: Case, new: Case) -> Iterator[Effect]:
    """Places changed, but the rate goes on with a number of occupied places of its own."""
    kept = new.kostenkalkulation.belegte_plaetze
    if old.offer.places_target not in (None, new.offer.places_target) and kept not in (None, new.offer.places_target):
        words = text("wirkung.belegung_bleibt", count=format_decimal(Decimal(kept or 0)))
        yield Effect("text", "kostenkalkulation.belegte_plaetze", words, address="kostenkalkulation.belegte_plaetze")


def _texts(old: Case, new: Case, content: Content) -> Iterator[Effect]:
    """Answers that name the old value in digits or in a word."""
    for target, watched in effective().watched.items():
        if not watched.nouns or ("." in target and _is_table(target)):
            continue
        was, now = path.get(old, target), path.get(new, target)
        if was is None or now is None or was == now:
            continue
        pattern = _mention(was, watched)
        for question in content.questions.values():
            said = richtext.plain(new.answers.get(question.id, ""), lambda _fact: "")
            found = pattern.search(said)
            if found:
                label = text("wirkung.text", ask=question.heading or question.ask, passage=" ".join(found[0].split()))
                yield Effect("text", f"{target}|{question.id}", label, address=f"answers[{question.id}]")


def _facts(old: Reckoned, new: Reckoned, content: Content) -> Iterator[Effect]:
    """Facts in texts that change along by themselves."""
    places: dict[str, list[str]] = {}
    for question in content.questions.values():
        for fact in dict.fromkeys(richtext.facts_in(new.case.answers.get(question.id, ""))):
            places.setdefault(fact, []).append(question.id)
    for fact, asked in places.items():
        was, now = (shown(fact, side.case, side.results, content) for side in (old, new))
        if was.text != now.text:
            key = "wirkung.angabe" if len(asked) == 1 else "wirkung.angaben"
            words = text(key, old=was.text, new=now.text, count=len(asked))
            yield Effect("angabe", fact, words, was.text, now.text, address=f"answers[{asked[0]}]")


def _mention(value: Any, watched: Watched) -> re.Pattern[str]:
    """The value before one of its nouns, with at most two words between them: „acht neue Plätze“."""
    number = format_decimal(Decimal(value))
    forms = [re.escape(number)]
    forms += ["ein(?:e[nmrs]?)?"] if number == "1" else [word for word, said in WORD_VALUES.items() if str(said) == number]
    nouns = "|".join(re.escape(noun) for noun in watched.nouns)
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(forms)})(?![.,]?\d)\s+(?:[\w-]+\s+){{0,2}}?(?:{nouns})\w*", re.IGNORECASE)


def _is_table(target: str) -> bool:
    """Is it a column of a table?"""
    return isinstance(path.get(Case(), target.rpartition(".")[0]), tuple)


def _references(old: Case, new: Case, content: Content) -> Iterator[Effect]:
    """What referred to rows that are gone."""
    for table in sorted(effective().owners):
        left = {row.id for row in path.get(new, table)}
        for row in path.get(old, table):
            if row.id not in left:
                yield from references(new, table, row, content)


def references(case: Case, table: str, row: Row, content: Content) -> Iterator[Effect]:
    """Everything in a case that refers to a row: by its ID, or by its name in words of the user."""
    name = str(getattr(row, "name", "")).strip()
    for function in FUNCTIONS:
        hours = getattr(row, function, None)
        if hours:
            words = text("wirkung.bezug_funktion", function=content.label("funktion", function), hours=format_decimal(hours, 2))
            yield Effect("bezug", f"{table}[{row.id}].{function}", words)
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if len(name) >= SHORTEST else None
    own = f"{table}[{row.id}]"
    points: list[str] = []
    for address, value in _strings(case, ""):
        if address.startswith(own):
            continue
        if value == row.id and not address.endswith(".id"):
            yield Effect("bezug", address, text("wirkung.bezug_id", place=_place(address, case, content)), address=address)
        elif pattern is not None and address.startswith("checklist[") and pattern.search(value):
            points.append(address)
        elif pattern is not None and pattern.search(value) and _by_name(address):
            yield Effect("bezug", address, text("wirkung.bezug_name", place=_place(address, case, content), name=name), address=address)
    if points:
        key = "wirkung.bezug_punkt" if len(points) == 1 else "wirkung.bezug_punkte"
        yield Effect("bezug", points[0], text(key, name=name, count=len(points)), address=points[0])


def _by_name(address: str) -> bool:
    """Places where people, rooms and areas are called by their name: answers, and the columns that say who or where."""
    if address.startswith("answers["):
        return True
    return address.rpartition(".")[2] in {"substitute", "led_by", "activity", "tasks", "makeup", "use"}


def _strings(value: Any, address: str) -> Iterator[tuple[str, str]]:
    """Every text of a case with its address."""
    if isinstance(value, str):
        yield address, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name), f"{address}.{name}" if address else name)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _strings(entry, f"{address}[{key}]")
    elif isinstance(value, tuple):
        for entry in value:
            yield from _strings(entry, f"{address}[{entry.id}]" if isinstance(entry, Row) else address)


def _place(address: str, case: Case, content: Content) -> str:
    """A place in words: the question, or table, row and column."""
    head, bracket, rest = address.partition("[")
    key, _, column = rest.partition("]")
    if head in ("answers", "coverage"):
        question = content.questions.get(key)
        return (question.heading or question.ask) if question is not None else key
    for question in content.questions.values():
        for table in question.tables:
            spec = next((entry for entry in table.columns if bracket and table.target == head and f".{entry.key}" == column), None)
            if spec is not None:
                row = str(getattr(path.get(case, f"{head}[{key}]"), "name", "")).strip()
                return text("wirkung.zelle", table=table.title, row=row or text("frage.ohne_namen"), column=spec.label)
    known = content.asking.get(address)
    return known[1].label if known is not None else text("wirkung.andere_stelle")


def _resting(old: Case, new: Case, content: Content) -> Iterator[Effect]:
    """Answers that rest from now on, or count again; those of one question together."""
    before = {address: entry.condition.question for entry in parked(old, content) for address in entry.addresses}
    after = {address: entry.condition.question for entry in parked(new, content) for address in entry.addresses}
    for key, known, other in (("ruht", after, before), ("gilt_wieder", before, after)):
        together: dict[str, list[str]] = {}
        for address, question in known.items():
            if address not in other:
                together.setdefault(question.id, []).append(address)
        for name, addresses in together.items():
            question = content.questions[name]
            label = next((field.label for field in question.fields if field.target == addresses[0]), question.heading or question.ask)
            if len(addresses) == 1:
                yield Effect("ruht", addresses[0], text(f"wirkung.{key}", what=label), address=addresses[0])
            else:
                words = text(f"wirkung.{key}_mehrere", count=len(addresses), what=question.heading or question.ask)
                yield Effect("ruht", addresses[0], words, address=addresses[0])


SILENT = frozenset({"offen", "unlesbar", "pruefliste", "entfaellt_ohne_grund", "personal_schluessel"})
"""Families of findings that say nothing about a change: what is open anyway, and what `deckung` says with its figures."""


def contradictions(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Effect, ...]:
    """What does not fit any more after a change, in the words of the checks."""
    known = {finding.id for finding in before}
    return tuple(
        Effect("widerspruch", finding.id, finding.text, address=finding.address)
        for finding in after
        if finding.id not in known and finding.severity != "hinweis" and finding.rule not in SILENT and not finding.rule.startswith("offen")
    )
