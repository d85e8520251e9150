"""Cases for the tests of the store; invented throughout."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from ala_wizard.model.case import Attachment, Case, ChecklistState, ParameterOverride, Period
from ala_wizard.model.costs import Kostenkalkulation, PersonalLine
from ala_wizard.model.farm import Farm
from ala_wizard.model.people import Person


def full() -> Case:
    """A case with a value of every kind: texts with odd letters, dates, exact decimals, rows, dictionaries."""
    return Case(
        case_id="probe",
        period=Period(start=date(2027, 3, 1)),
        farm=Farm(name="Hof <b>Süd</b> & Söhne 🐑", postcode="01234", staff_count=3),
        answers={"K1.1": "Erste Zeile\nzweite Zeile\t„Zitat“\n\nAbsatz", "W1": "kurz"},
        people=(Person(id="leitung", name="Hofleitung", leitung=Decimal("2.40")),),
        kostenkalkulation=Kostenkalkulation(
            personal=(PersonalLine(id="p1", funktion="leitung", hours=Decimal("0.30"), yearly_gross=Decimal("72000")),),
            fehltage=(0, 60, 75),
        ),
        checklist={"C1.1": ChecklistState(state="entfaellt", reason="Grund", due=date(2027, 1, 31))},
        attachments=(Attachment(id="a1", title="Lageplan", file="lageplan.pdf"),),
        overrides={"grundbetrag": ParameterOverride(value=Decimal("140"), reason="Bescheid")},
        coverage={"K8.a": ("leitung",)},
        unread={"farm.staff_count": "ungefähr drei"},
    )


def with_attachments(path: Path, case: Case, files: dict[str, bytes]) -> None:
    """Write a case file by hand, as another program would."""
    from ala_wizard.store.casefile import dump

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("case.json", dump(case))
        for name, content in files.items():
            archive.writestr(f"attachments/{name}", content)
