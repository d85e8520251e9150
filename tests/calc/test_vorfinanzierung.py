"""Pre-financing by §§ 2, 3 AufwErstV and § 179 SGB VI; figures reckoned by hand from worked example C (Fachvorgabe 4.5).

One person, 133 + 79 € in 2026: AFG 52.00, KV 138.43, PV 28.48, RV 588.50 (549.07 Bund, 39.43 Träger).
The Träger refunds 52.00 + 138.43 + 28.48 + 39.43 = 258.34, the Bund 549.07; together 807.41 a month.
A quarter of the Bund's part is 1,647.21; 90 % of it 1,482.49 (1,482.489).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.calc.arbeitsentgelt import arbeitsentgelt
from ala_wizard.calc.vorfinanzierung import Terms, Vorfinanzierung, refunds, vorfinanzierung
from ala_wizard.model.case import Case
from ala_wizard.model.path import replace
from tests.calc.cases import example_c, rates, tab_3

D = Decimal
JANUARY_2026 = 2026 * 12


def reckon(case: Case) -> Vorfinanzierung:
    legal = rates(case.period.start or date(2026, 1, 1))
    return vorfinanzierung(case, legal, arbeitsentgelt(case, legal))


def new_provider(start: str = "2026-01-01", **extra: Any) -> Case:
    case = example_c(2026, traeger_verzug=2, neuer_anbieter="ja", **extra)
    return replace(case, "period.start", start)


def test_a_new_provider_from_january() -> None:
    rows = reckon(new_provider()).monate
    assert [row.monat for row in rows[:2]] == [date(2026, 1, 1), date(2026, 2, 1)]
    assert rows[0].arbeitsfoerderungsgeld + rows[0].beitraege == D("807.41")
    assert [row.erstattung_bund for row in rows[:5]] == [0, D("1482.49"), 0, 0, D("1482.49")]
    assert [row.erstattung_traeger for row in rows[:4]] == [0, 0, D("258.34"), D("258.34")]
    # 807.41 · 1,614.82 − 1,482.49 · + 807.41 − 258.34
    assert [row.offen for row in rows[:3]] == [D("807.41"), D("132.33"), D("681.40")]


def test_the_rest_comes_by_31_may_and_full_instalments_follow_the_first_settlement() -> None:
    """Year 2026: 12 · 549.07 = 6,588.84, advanced 4 · 1,482.49 = 5,929.96, rest 658.88 (§ 3 Abs. 4 AufwErstV).

    On 1 February 2027 there is no settlement yet (due by 31 March): 90 %. On 1 May: 1,647.21 in full.
    """
    rows = reckon(new_provider()).monate
    assert rows[13].erstattung_bund == D("1482.49")
    assert rows[16].monat == date(2027, 5, 1)
    assert rows[16].erstattung_bund == D("1647.21") + D("658.88")
    assert "6.588,84 € − 5.929,96 €" in rows[16].formel_bund


def test_the_highest_sum_lies_before_the_first_rest() -> None:
    """April 2027: 2 · 258.34 of the Träger, and 16 · 549.07 − 5 · 1,482.49 = 1,372.67 of the Bund."""
    found = reckon(new_provider())
    assert (found.hoechststand, found.hoechststand_monat) == (D("516.68") + D("1372.67"), 16)


@pytest.mark.parametrize(("start", "month"), [("2026-12-01", 3), ("2026-03-15", 3), ("2026-02-02", 4)])
def test_a_begun_quarter_is_paid_with_the_next_instalment(start: str, month: int) -> None:
    """After 1 November, 1 February … the begun quarter comes with the next date, 90 % of one, one or two months.

    One month: 494.16 (494.163); two months, February and March: 988.33 (988.326). With it the whole next quarter, 1,482.49.
    """
    rows = reckon(new_provider(start)).monate
    begun = D("988.33") if start == "2026-02-02" else D("494.16")
    assert [row.erstattung_bund for row in rows[: month - 1]] == [0] * (month - 1)
    assert rows[month - 1].erstattung_bund == begun + D("1482.49")
    assert "abschlag_verpasst" in reckon(new_provider(start)).notes


def test_on_the_day_itself_the_instalment_still_comes() -> None:
    """Work begins on 1 February: the instalment of that day covers February and March, 988.33."""
    assert reckon(new_provider("2026-02-01")).monate[0].erstattung_bund == D("988.33")


def test_a_running_provider_gets_whole_quarters_and_carries_old_claims() -> None:
    """Before January 2026: two months of the Träger are open, 516.68; the Bund's quarters are paid up to December."""
    found = reckon(replace(new_provider(), "arbeitsentgelt.neuer_anbieter", "nein"))
    assert found.anfang == D("516.68")
    assert [row.erstattung_bund for row in found.monate[:5]] == [0, D("1647.21"), 0, 0, D("1647.21")]
    assert found.monate[0].erstattung_traeger == D("258.34")
    assert found.monate[2].offen == D("516.68")


def test_the_handbook_scheme_knows_no_bund() -> None:
    """Tab. 3: 159.72 refunded; with one month's delay that much is always open."""
    found = reckon(replace(tab_3(), "arbeitsentgelt.traeger_verzug", 1))
    assert {row.offen for row in found.monate} == {D("159.72")}
    assert "ohne_bund" in found.notes


def test_blank_answers_are_named() -> None:
    found = reckon(example_c(2026, bruecke_monate=3))
    assert {"verzug_bruecke", "neuer_anbieter"} <= set(found.notes)
    assert found.monate[3].erstattung_traeger == D("258.34")
    assert "verzug_null" in reckon(example_c(2026)).notes


def test_nothing_to_reckon_has_a_reason() -> None:
    assert reckon(Case()).reasons == ("ohne_personen",)
    assert reckon(example_c(2027)).reasons == ("ohne_werte",)
    assert reckon(Case()).hoechststand is None


def test_more_people_than_an_instalment_knew_are_settled_later() -> None:
    """Q1 by February: 90 % · (100 + 100 + 100) = 270; then 3 · 540; owed 2,200; rest 310 in May."""
    due = [D(100)] * 2 + [D(200)] * 10
    back = refunds(JANUARY_2026, [D(0)] * 12, due, Terms(0, D(90), True, date(2026, 1, 1)))
    assert [back[month].bund for month in (1, 4, 7, 10)] == [270, 540, 540, 540]
    assert back[16].bund == 310


def test_too_much_is_set_off_in_august() -> None:
    """§ 3 Abs. 4 S. 2 AufwErstV: 810 advanced, 600 owed; 210 go back with the next instalment, 1 August."""
    due = [D(300), D(300)] + [D(0)] * 10
    back = refunds(JANUARY_2026, [D(0)] * 12, due, Terms(0, D(90), True, date(2026, 1, 1)))
    assert back[1].bund == 810
    assert back[19].bund == -210


money = st.decimals(0, 10**6, places=2)


@settings(max_examples=120)
@given(
    st.lists(st.tuples(money, money), min_size=1, max_size=40), st.integers(0, 40), st.integers(0, 24), st.booleans(), st.integers(1, 28)
)
def test_in_the_end_everything_comes_back(paid: list[tuple[Decimal, Decimal]], start: int, delay: int, new: bool, day: int) -> None:
    """All refunds together equal all contributions, whatever the beginning, the delay and the changes of people."""
    first = JANUARY_2026 + start
    how = Terms(delay, D(90), new, date(first // 12, first % 12 + 1, day))
    back = refunds(first, [traeger for traeger, _ in paid], [bund for _, bund in paid], how)
    assert sum(refund.traeger for refund in back) == sum(traeger for traeger, _ in paid)
    assert sum(refund.bund for refund in back) == sum(bund for _, bund in paid)


@settings(max_examples=40)
@given(st.integers(1, 120), st.integers(0, 24), st.integers(1, 12), st.sampled_from(["", "ja", "nein"]))
def test_every_month_adds_up(persons: int, delay: int, month: int, new: str) -> None:
    case = replace(new_provider(f"2026-{month:02d}-01"), "arbeitsentgelt.neuer_anbieter", new)
    case = replace(case, "arbeitsentgelt.traeger_verzug", delay)
    case = replace(case, f"arbeitsentgelt.gruppen[{case.arbeitsentgelt.gruppen[0].id}].anzahl", persons)
    found = reckon(case)
    before = found.anfang
    for row in found.monate:
        before += row.arbeitsfoerderungsgeld + row.beitraege - row.erstattung_traeger - row.erstattung_bund
        assert row.offen == before
    assert found.hoechststand == max(0, *(row.offen for row in found.monate))
