"""The case: addresses, frozen parts, money per printed line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from ala_wizard.model.base import Row, new_id
from ala_wizard.model.case import Case
from ala_wizard.model.farm import Farm
from ala_wizard.model.money import cent, cent_down, total
from ala_wizard.model.path import AddressError, get, replace, steps
from ala_wizard.model.people import Person


@pytest.fixture
def case() -> Case:
    return Case(farm=Farm(name="Hof"), people=(Person(id="ab", name="Leitung"), Person(id="cd")), answers={"K1.1": "Text"})


# --- addresses --------------------------------------------------------------------------------------------------------


def test_an_address_is_split_into_its_steps() -> None:
    assert steps("people[ab.1].leitung") == ("people", "[ab.1", "leitung")
    assert steps("answers[K1.1]") == ("answers", "[K1.1")


@pytest.mark.parametrize(
    ("address", "value"), [("farm.name", "Hof"), ("people[ab].name", "Leitung"), ("answers[K1.1]", "Text"), ("answers[K9.9]", None)]
)
def test_values_are_found(case: Case, address: str, value: object) -> None:
    assert get(case, address) == value


@pytest.mark.parametrize(
    "address", ["barn", "farm.colour", "people[zz].name", "people.name", "farm.name.x", "farm..", "people[ab", " farm", "model_fields"]
)
def test_addresses_that_lead_nowhere(case: Case, address: str) -> None:
    with pytest.raises(AddressError):
        get(case, address)


def test_replacing_makes_a_new_case_and_keeps_the_rest(case: Case) -> None:
    new = replace(case, "people[ab].leitung", "2.5")
    assert get(new, "people[ab].leitung") == Decimal("2.5")
    assert get(case, "people[ab].leitung") is None
    assert new.people[1] is case.people[1]
    assert new.farm is case.farm


@pytest.mark.parametrize("empty", [None, "", ()])
def test_emptying_an_entry_removes_it(case: Case, empty: object) -> None:
    assert replace(case, "answers[K1.1]", empty).answers == {}
    assert replace(case, "answers[K9.9]", empty).answers == {"K1.1": "Text"}
    inserted = replace(case, "bausteine[K1.1]", ("Baustein.", "Noch einer."))
    assert get(inserted, "bausteine[K1.1]") == ("Baustein.", "Noch einer.")
    assert replace(inserted, "bausteine[K1.1]", empty).bausteine == {}


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("people[ab].leitung", "-1"),
        ("people[ab].leitung", "NaN"),
        ("farm.staff_count", "2.5"),
        ("farm.name", 5),
        ("offer.physical", "vielleicht"),
        ("answers[K1.1]", 5),
    ],
)
def test_values_that_do_not_fit_are_refused(case: Case, address: str, value: object) -> None:
    with pytest.raises(ValidationError):
        replace(case, address, value)


def test_a_whole_table_can_be_replaced(case: Case) -> None:
    assert [person.id for person in replace(case, "people", (case.people[1],)).people] == ["cd"]


# --- the models -------------------------------------------------------------------------------------------------------


def models(kind: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> Iterator[type[BaseModel]]:
    """A model and all models in its fields."""
    seen = set() if seen is None else seen
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    for field in kind.model_fields.values():
        waiting: list[Any] = [field.annotation]
        while waiting:
            annotation = waiting.pop()
            waiting += getattr(annotation, "__args__", ())
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                yield from models(annotation, seen)


ALL = tuple(models(Case))


def test_there_are_many_models() -> None:
    assert len(ALL) > 20


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_part_is_frozen_and_strict(kind: type[BaseModel]) -> None:
    assert kind.model_config["frozen"]
    assert kind.model_config["extra"] == "forbid"
    assert all(
        not isinstance(field.annotation, type) or not issubclass(field.annotation, (list, dict, float))
        for field in kind.model_fields.values()
    )


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_part_may_be_empty(kind: type[BaseModel]) -> None:
    """Nothing blocks saving: only an override of a legal value needs its value."""
    needed = {name for name, field in kind.model_fields.items() if field.is_required()}
    assert needed == ({"value"} if kind.__name__ == "ParameterOverride" else set())


def test_rows_have_ids_of_their_own() -> None:
    assert len({Row().id for _ in range(100)}) == 100
    assert "]" not in new_id()
    with pytest.raises(ValidationError):
        Row(id="")


# --- money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("107.865", "107.87")]
)
def test_cents_are_rounded_half_up(amount: str, rounded: str) -> None:
    assert cent(Decimal(amount)) == Decimal(rounded)


def test_the_largest_product_can_be_rounded() -> None:
    most = Decimal(10) ** 15 - 1  # as many digits as a field takes
    assert cent(Decimal(f"{int(most) ** 3}.005")) == Decimal(f"{int(most) ** 3}.01")
    assert cent_down(Decimal(f"{int(most) ** 3}.999")) == Decimal(f"{int(most) ** 3}.99")


def test_affordable_is_rounded_down() -> None:
    assert cent_down(Decimal("40.429")) == Decimal("40.42")


def test_sums_are_sums_of_printed_lines() -> None:
    # Three lines of half a cent print as 0.01 each; whoever adds the table up by hand gets 0.03, not the exact 0.015.
    assert total(cent(Decimal("0.005")) for _ in range(3)) == Decimal("0.03")
    assert str(total([])) == "0.00"
