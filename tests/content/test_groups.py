"""The groups of the page Rechtsstand hold every legal value once."""

from __future__ import annotations

from ala_wizard.content.groups import grouped, value_groups
from ala_wizard.content.loader import content


def test_groups_name_only_values_that_exist_and_none_twice() -> None:
    names = [name for group in value_groups() for name in group.names]
    assert len(names) == len(set(names))
    assert set(names) <= set(content().parameters)
    assert [group.title for group in value_groups() if not group.names] == ["Weitere Werte"]


def test_every_value_stands_in_exactly_one_group() -> None:
    shown = [name for _, names in grouped(content().parameters) for name in names]
    assert sorted(shown) == sorted(content().parameters)


def test_values_in_use_come_first() -> None:
    first = dict(grouped(content().parameters, {"ruecklage_monate", "mindestlohn"}))
    assert first["Arbeitsentgelt"][:2] == ("ruecklage_monate", "grundbetrag")
    assert first["Sozialversicherung"][0] == "mindestlohn"
