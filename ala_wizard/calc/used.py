"""Which legal values the figures of a case hang on: found by reckoning once and noting what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ala_wizard.calc.compute import compute
from ala_wizard.content.parameters import Rates
from ala_wizard.model.case import Case


@dataclass(frozen=True)
class _Noting(Rates):
    """Rates that remember which names were asked for."""

    asked: set[str] = field(default_factory=set)

    def get(self, name: str) -> Decimal | None:
        self.asked.add(name)
        return super().get(name)


def used_values(case: Case, rates: Rates) -> frozenset[str]:
    """Names of the legal values that the reckoning of this case asks for, known or not."""
    noting = _Noting(rates.parameters, rates.day, rates.overrides, rates.region)
    compute(case, noting)
    return frozenset(noting.asked)
