"""Update files for tests: the values in them are invented, apart from those said to be the program's own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ala_wizard.content.schema import Parameter

HEAD = {"format": "1", "title": '"Neue Werte"', "issued": "2026-12-15", "source": '"Erfunden für einen Versuch"'}
ENTRY = {
    "value": "140",
    "valid_from": "2026-09-01",
    "unit": '"€/Monat"',
    "source": '"§ 1 einer erfundenen Verordnung"',
    "verified": '"V"',
    "verified_how": '"Für den Versuch erfunden."',
    "checked_on": "2026-12-10",
}
PARAMETER = {"name": '"grundbetrag"', "label": '"Grundbetrag"', "law": '"§ 221 Abs. 2 SGB IX"'}


def lines(values: dict[str, str], changes: dict[str, str | None]) -> str:
    """Keys and values as TOML; a change to None leaves a key out."""
    merged = {**values, **changes}
    return "".join(f"{key} = {value}\n" for key, value in merged.items() if value is not None)


def entry(**changes: str | None) -> str:
    """One dated value."""
    return "[[parameter.value]]\n" + lines(ENTRY, changes)


def parameter(*entries: str, **changes: str | None) -> str:
    """One value with its entries."""
    return "[[parameter]]\n" + lines(PARAMETER, changes) + "".join(entries or (entry(),))


def file(*parameters: str, **head: str | None) -> bytes:
    """A whole file; without parameters the Grundbetrag of 140 € from September 2026 (the law says 133 €)."""
    return (lines(HEAD, head) + "".join(parameters or (parameter(),))).encode()


def known() -> dict[str, Parameter]:
    """A small collection: a value that holds on, a yearly one, and one that ended."""

    def made(name: str, label: str, entries: list[tuple[str, str | None]], unit: str, annual: bool = False) -> Parameter:
        return Parameter.model_validate(
            {
                "name": name,
                "label": label,
                "law": f"§ {label}",
                "annual": annual,
                "value": [
                    {
                        "value": None if value is None else Decimal(value),
                        "ended": value is None,
                        "valid_from": date.fromisoformat(day),
                        "unit": unit,
                        "source": "Quelle",
                        "verified": "V",
                        "verified_how": "Gelesen.",
                        "checked_on": date(2026, 8, 19),
                    }
                    for day, value in entries
                ],
            }
        )

    return {
        "satz": made("satz", "Satz", [("2020-01-01", "3.05"), ("2025-01-01", "3.6")], "%"),
        "groesse": made("groesse", "Größe", [("2025-01-01", "3745"), ("2026-01-01", "3955")], "€", annual=True),
        "alt": made("alt", "Alt", [("2020-01-01", "10"), ("2024-01-01", None)], "€"),
    }


def satz(*entries: str) -> bytes:
    """A file for the value `satz` of the small collection."""
    return file(parameter(*entries, name='"satz"', label='"Satz"', law='"§ Satz"'))


def percent(**changes: str | None) -> str:
    """An entry for `satz`: 3,9 % from 2027 on."""
    return entry(**{"unit": '"%"', "value": "3.9", "valid_from": "2027-01-01", **changes})
