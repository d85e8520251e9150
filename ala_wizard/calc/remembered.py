"""Legal values looked up once per reckoning: a group of persons each would ask for the same ones again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ala_wizard.content.parameters import Rates


@dataclass(frozen=True)
class Remembered(Rates):
    """Rates that ask the given ones only once for each name."""

    asked: Rates | None = None
    found: dict[str, Decimal | None] = field(default_factory=dict)

    def get(self, name: str) -> Decimal | None:
        """The value by name, as the given rates know it."""
        if name not in self.found:
            self.found[name] = self.asked.get(name) if self.asked is not None else super().get(name)
        return self.found[name]


def remembered(rates: Rates) -> Rates:
    """The same values, looked up once; made anew for each reckoning."""
    return Remembered(rates.parameters, rates.day, rates.overrides, rates.region, rates)
