"""The daily way against the week plan, and lists added up, by hand."""

from __future__ import annotations

from decimal import Decimal

from ala_wizard.calc import anfahrt, ausstattung
from ala_wizard.model.farm import Equipment, Offer, Room, WeekEntry


def plan(**days: str) -> tuple[WeekEntry, ...]:
    """One block a day: mo="08:00-15:30"."""
    return tuple(
        WeekEntry.model_validate({"day": day, "start": span.partition("-")[0], "end": span.partition("-")[2], "kind": "arbeit"})
        for day, span in days.items()
    )


def test_arrival_counts_the_walk() -> None:
    """7:50 and ten minutes on foot are 8:00: just in time for 8:00, ten minutes late for 7:50."""
    found = anfahrt.morgens(Offer(arrival="07:50", walk_minutes=10), plan(mo="08:00-15:00", di="07:50-15:00"))
    assert found is not None and (found.da, found.warten, found.zu_spaet) == (480, -10, (("di", 10),))
    found = anfahrt.morgens(Offer(arrival="07:50"), plan(mo="08:00-15:00"))
    assert found is not None and (found.warten, found.zu_spaet) == (10, ())


def test_departure_counts_the_walk() -> None:
    """15:48 less ten minutes is 15:38: eight minutes after 15:30; the Thursday until 16:00 is 22 minutes too long."""
    found = anfahrt.abends(Offer(departure="15:48", walk_minutes=10), plan(mo="08:00-15:30"))
    assert found is not None and (found.los, found.warten, found.zu_frueh) == (938, 8, ())
    found = anfahrt.abends(Offer(departure="15:48", walk_minutes=10), plan(mo="08:00-15:30", do="08:00-16:00"))
    assert found is not None and found.zu_frueh == (("do", 22),)


def test_without_plan_or_time_nothing_is_said() -> None:
    assert anfahrt.morgens(Offer(arrival="07:50"), ()) is None
    assert anfahrt.morgens(Offer(), plan(mo="08:00-15:00")) is None
    assert anfahrt.abends(Offer(arrival="07:50"), plan(mo="08:00-15:00")) is None


def test_rooms_add_up_by_state() -> None:
    rooms = (
        Room(name="A", area_m2=Decimal("12.5"), status="vorhanden", stepless="ja"),
        Room(name="B", area_m2=Decimal(20), status="geplant", stepless="nein"),
        Room(name="C", status="vorhanden"),
        Room(name="D", area_m2=Decimal(7)),
    )
    found = ausstattung.raeume(rooms, "vorhanden")
    assert (found.anzahl, found.flaeche, found.ohne_flaeche) == (2, Decimal("12.5"), 1)
    assert ausstattung.raeume(rooms, "").flaeche == 7
    assert ausstattung.stufen(rooms) == (("B",), ("C", "D"))


def test_equipment_adds_up_by_state() -> None:
    lines = (
        Equipment(name="Tisch", status="anschaffen", price=Decimal("1140.005"), funding=Decimal(912)),
        Equipment(name="Rampe", status="anschaffen"),
        Equipment(name="Waage", status="anschaffen", price=Decimal(100), funding=Decimal(120)),
        Equipment(name="Presse", status="vorhanden"),
    )
    found = ausstattung.geraete(lines, "anschaffen")
    assert (found.zeilen, found.preis, found.foerderung, found.eigenanteil) == (3, Decimal("1240.01"), Decimal(1032), Decimal("208.01"))
    assert found.ohne_preis == 1 and ausstattung.geraete(lines, "vorhanden").ohne_preis == 0
    assert ausstattung.zu_hoch_gefoerdert(lines) == ("Waage",)
