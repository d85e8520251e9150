"""The Kostenkalkulation as content: the worked examples of the Fachvorgabe, section 4.5, as they are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ala_wizard.content.loader import content
from ala_wizard.content.samples import sample
from ala_wizard.documents import blocks
from ala_wizard.documents.charts import Label
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.model.case import Case
from ala_wizard.model.german import format_money
from ala_wizard.model.planning import Planning
from tests.calc.cases import example_a, example_b, example_c, tab_3
from tests.documents.cases import STAMP, after, cells, full_text, results


def made(case: Case) -> blocks.Document:
    return kostenkalkulation(case, content(), results(case), STAMP)


def tables(case: Case, anchor: str) -> list[blocks.Table]:
    return [block for block in after(made(case), anchor) if isinstance(block, blocks.Table)]


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def test_example_a_line_by_line() -> None:
    (table,) = tables(example_a(), "kosten")
    personal = [row.cells[-1].text for row in table.rows[1:9]]
    # Fachvorgabe 4.5 A
    assert personal == ["6.480,00", "54.054,00", "7.308,00", "7.230,00", "5.910,00", "8.664,00", "9.225,00", "14.250,00"]
    sums = [row.cells[-1].text for row in table.rows if row.kind in ("sum", "total")]
    assert sums == ["113.121,00", "9.358,00", "21.778,05", "144.257,05"]
    assert table.rows[1].cells[2].text == "0,30\u00a0h × 12 ÷ 40 × 72.000\u00a0€"


def test_every_sum_is_the_sum_of_the_printed_lines() -> None:
    (table,) = tables(example_a(), "kosten")
    group = whole = Decimal(0)
    for row in table.rows:
        if row.kind == "body":
            group += number(row.cells[-1].text)
        elif row.kind == "sum":
            assert number(row.cells[-1].text) == group
            whole, group = whole + group, Decimal(0)
        elif row.kind == "total":
            assert number(row.cells[-1].text) == whole


def test_example_a_shows_the_way_to_the_rate() -> None:
    strip = next(block for block in after(made(example_a()), "rate") if isinstance(block, blocks.ResultStrip))
    assert [fact.value for fact in strip.items] == ["144.257,05\u00a0€", "÷ 12 ÷ 250", "48,09\u00a0€"]
    assert "1.001,79\u00a0€ je Platz und Monat" in full_text(made(example_a()))
    first = next(block for block in made(example_a()).blocks if isinstance(block, blocks.Facts))
    # 2,265 Vollzeitstellen, auf zwei Stellen gerundet
    assert [fact.value for fact in first.items] == ["48,09\u00a0€", "12", "250", "2,27"]


def test_missing_evidence_and_basis_are_said_and_evidence_is_numbered() -> None:
    lines = [
        {"kind": "zinsen", "amount": 10, "grundlage": "vertrag", "evidence": "Kreditvertrag", "note": "Bank am Ort"},
        {"kind": "instandhaltung", "amount": 20},
        {"kind": "eigene", "name": "Pflege", "amount": 30, "evidence": "Kreditvertrag"},
        {"kind": "eigene", "name": "Zaun", "amount": 40, "evidence": "anlage1"},
        {"kind": "eigene", "name": "Null"},
    ]
    case = Case.model_validate(
        {"kostenkalkulation": {"fixe": lines}, "attachments": [{"id": "anlage1", "title": "Angebot Zaun", "file": "zaun.pdf"}]}
    )
    (table,) = tables(case, "kosten")
    rows = {row.cells[1].text: row for row in table.rows if len(row.cells) == 6}
    assert [rows["Zinsen"].cells[index].text for index in (3, 4)] == ["Vertrag", "B\u00a01"]
    assert rows["Zinsen"].note == "Bank am Ort"
    assert table.columns[table.note_columns[0]].head == "Position"
    assert table.columns[table.note_columns[1] - 1].head == "Beleg"
    assert rows["Pflege"].cells[4].text == "B\u00a01"
    assert rows["Zaun"].cells[4].text == "B\u00a02"
    assert all(rows["Instandhaltung"].cells[index] == blocks.Cell("fehlt", missing=True) for index in (3, 4))
    assert rows["Null"].cells[4].text == ""
    (listed,) = tables(case, "belege")
    assert cells(listed) == [
        ("B\u00a01", "Kreditvertrag", "Zinsen, Pflege", "fehlt"),
        ("B\u00a02", "Angebot Zaun", "Zaun", "liegt bei: Anlage 1 (zaun.pdf)"),
    ]


def test_the_comparison_rate_asks_for_a_reason() -> None:
    case = example_a()
    above = case.kostenkalkulation.model_copy(update={"vergleichssatz": Decimal("45")})
    text = full_text(made(case.model_copy(update={"kostenkalkulation": above})))
    assert "45,00\u00a0€ am Tag. Der angesetzte Satz von 48,09\u00a0€ liegt darüber." in text
    assert "Begründung für den höheren Satz fehlt" in text
    reasoned = above.model_copy(update={"vergleich_grund": "Kleine Gruppe & viel Anleitung."})
    text = full_text(made(case.model_copy(update={"kostenkalkulation": reasoned})))
    assert "Kleine Gruppe & viel Anleitung." in text
    assert "fehlt noch." not in text
    below = case.kostenkalkulation.model_copy(update={"vergleichssatz": Decimal("50")})
    assert "nicht darüber" in full_text(made(case.model_copy(update={"kostenkalkulation": below})))
    # compared is the rate that is asked for: reckoned 48,09, agreed 44,00 or 51,00
    agreed = above.model_copy(update={"tagessatz_vereinbart": Decimal("44")})
    assert "Der angesetzte Satz von 44,00\u00a0€ liegt nicht darüber." in full_text(
        made(case.model_copy(update={"kostenkalkulation": agreed}))
    )
    agreed = below.model_copy(update={"tagessatz_vereinbart": Decimal("51")})
    assert "Der angesetzte Satz von 51,00\u00a0€ liegt darüber." in full_text(made(case.model_copy(update={"kostenkalkulation": agreed})))


def test_the_highest_advance_stands_beside_the_short_reckoning() -> None:
    """docs/rechenwege.md, Vorfinanzierung: 2 × 258.34 + 16 × 549.07 − 5 × 1,482.49 = 1,889.35, at the end of April 2027.

    Short: everything that is refunded in a month, 52.00 + 755.41 = 807.41 (Fachvorgabe 4.5 C), for two months 1,614.82.
    """
    case = example_c(2026, neuer_anbieter="ja", traeger_verzug=2, bruecke_monate=2)
    found = dict(cells(tables(case, "entgelt")[-1]))
    assert found["Vorzufinanzieren für 2 Monate, kurz gerechnet"] == "1.614,82"
    assert found["Höchster offener Betrag, Ende April 2027"] == "1.889,35"
    assert "lässt die Abschläge des Bundes weg" in full_text(made(case))
    assert content().parameters["abschlag_neuer_anbieter"].label in full_text(made(case))
    handbook = case.model_copy(update={"arbeitsentgelt": case.arbeitsentgelt.model_copy(update={"verfahren": "handbuch"})})
    assert "Abschläge des Bundes" not in full_text(made(handbook))


def test_example_b_is_tab_4() -> None:
    statement, use, answers = tables(example_b(), "ergebnis")
    # Fachvorgabe 4.5 B
    found = {row[0]: row[-1] for row in cells(statement)}
    assert found["Kostensätze"] == "123.864,00"
    assert found["Summe Erträge"] == "167.204,00"
    assert found["Summe Kosten"] == "145.510,00"
    assert found["III  Arbeitsergebnis"] == "21.694,00"
    assert [row[1] for row in cells(use)] == ["15.185,80", "16.608,00", "76,56\u00a0%", "6.508,20", "8.304,00", "5.086,00"]
    assert [row[1] for row in cells(answers)][:3] == ["42.700,00", "37.614,00", "44.731,71"]


def test_the_result_of_the_verguetung_stands_apart() -> None:
    text = full_text(made(example_b()))
    # § 58 Abs. 4 SGB IX; Fachvorgabe 4.5 B: +514,00
    assert "514,00\u00a0€" in text
    assert "§ 58 Abs. 4 SGB IX" in text


def test_the_handbook_scheme_is_tab_3() -> None:
    table = tables(tab_3(), "entgelt")[0]
    assert [column.head for column in table.columns[1:]] == ["wie im Handbuch, gilt hier", "nach dem Gesetz, zum Vergleich"]
    found = {row[0]: row[1] for row in cells(table)}
    # Handbuch Tab. 3
    assert found["Entgelt mit Arbeitsförderungsgeld"] == "246,00"
    assert found["Krankenversicherung"] == "53,87"
    assert found["Pflegeversicherung"] == "7,50"
    assert found["Rentenversicherung"] == "45,76"
    assert found["Umlage U2"] == "0,59"
    assert found["Insolvenzgeldumlage"] == "0,15"
    assert found["Summe der Beiträge"] == "107,87"
    assert found["Kosten je Person"] == "353,87"
    assert found["abzüglich Erstattungen"] == "159,72"
    assert found["Selbst zu erwirtschaften"] == "194,15"


def test_the_statutory_scheme_is_example_c() -> None:
    table = tables(example_c(2026), "entgelt")[0]
    assert table.columns[1].head == "nach dem Gesetz, gilt hier"
    found = {row[0]: row[1] for row in cells(table)}
    # Fachvorgabe 4.5 C
    assert found["Krankenversicherung"] == "138,43"
    assert found["Pflegeversicherung"] == "28,48"
    assert found["Rentenversicherung"] == "588,50"
    assert found["Summe der Beiträge"] == "755,41"
    assert found["darin Rentenversicherung vom Bund"] == "549,07"
    assert found["darin Rentenversicherung vom Leistungsträger"] == "39,43"
    # 20 % und 80 % der Bezugsgröße 2026: 791,00 und 3.164,00 (Rechtswerte 3.1)
    assert "Kranken- und Pflegeversicherung aus 791,00\u00a0€, die Rentenversicherung aus 3.164,00\u00a0€" in full_text(
        made(example_c(2026))
    )


def test_the_year_s_entgelte_stand_group_by_group() -> None:
    groups = [{"name": f"G{number}", "anzahl": number, "steigerungsbetrag": 10 * number} for number in range(1, 4)]
    case = example_c(2026).model_copy(
        update={"arbeitsentgelt": Case.model_validate({"arbeitsentgelt": {"gruppen": groups}}).arbeitsentgelt}
    )
    rows = tables(case, "entgelt")[-1].rows
    # Grundbetrag 133 € (Rechtswerte): 1·(133 + 10)·12, 2·(133 + 20)·12, 3·(133 + 30)·12
    assert [row.cells[1].text for row in rows[:4]] == ["1.716,00", "3.672,00", "5.868,00", "11.256,00"]
    assert rows[1].cells[0].text == "Arbeitsentgelte im Jahr: G2: 2\u00a0Personen"
    assert rows[3].kind == "sum"


def test_the_parts_of_the_rate_stand_in_a_figure_and_add_up() -> None:
    (figure,) = [block for block in made(example_a()).blocks if isinstance(block, blocks.Figure)]
    assert figure.number == 1
    # 113.121,00, 9.358,00 und 21.778,05 ÷ 12 ÷ 250 (Fachvorgabe 4.5 A); zusammen 48,09
    labels = [shape.words for shape in figure.chart.shapes if isinstance(shape, Label) and shape.bold]
    assert labels == ["37,71\u00a0€ · 78 %", "3,12\u00a0€ · 6 %", "7,26\u00a0€ · 15 %"]
    assert "Personal: 37,71\u00a0€" in figure.chart.alt
    assert not [block for block in made(Case()).blocks if isinstance(block, blocks.Figure)]


def test_without_a_period_the_values_are_those_of_today() -> None:
    lead = next(block for block in after(made(Case()), "values") if isinstance(block, blocks.Paragraph))
    assert lead.text == "Mit diesen Werten ist gerechnet. Sie gelten heute, der Zeitraum ist noch offen."
    assert "01.01.2026, dem ersten Tag des Zeitraums" in full_text(made(example_b()))


def test_a_steigerungsbetrag_is_beyond_reach_only_for_somebody() -> None:
    assert "nicht bezahlbar" not in full_text(made(Case()))
    poor = Case.model_validate({"arbeitsentgelt": {"gruppen": [{"anzahl": 1}]}, "period": {"start": "2026-01-01"}})
    assert "nicht bezahlbar" in full_text(made(poor))


def test_a_first_day_that_is_not_known_is_called_so() -> None:
    (table,) = tables(example_b(), "values")
    since = {row[0]: row[2] for row in cells(table)}
    parameters = content().parameters
    for name, shown in (("grundbetrag", "01.08.2024"), ("entgelt_mindestquote", "spätestens 01.01.2020")):
        assert since[parameters[name].label] == shown
    assert parameters["entgelt_mindestquote"].values[0].since_at_latest


def test_the_derived_line_of_the_unfallversicherung_misses_nothing() -> None:
    case = example_c(2026, unfallversicherung="11.50", unfallversicherung_in="kostenkalkulation")
    (table,) = tables(case, "kosten")
    (row,) = [row for row in table.rows if any(cell.text.startswith("Unfallversicherung") for cell in row.cells)]
    assert not any(cell.missing for cell in row.cells)
    assert "Berufsgenossenschaft" in row.note
    assert "in einer eigenen Zeile" in full_text(made(case))


def test_ramp_up_and_liquidity_are_printed_only_where_they_are_planned_and_the_negotiation_never() -> None:
    case = sample("hof-sonnenwiese")
    case = case.model_copy(update={"planung": Planning()})
    assert "Hochlauf" not in full_text(made(case))
    data = case.model_dump(mode="json")
    data["planung"] |= {"ramp": [{"month": 1, "places": 2}, {"month": 13, "places": 8}], "start_cash": 60000}
    data["verhandlung"] |= {"asked_rate": "123.45", "reasons": "Nur für uns", "comparison": [{"name": "Anbieter X", "rate": "54.32"}]}
    planned = made(Case.model_validate(data))
    rate = format_money(results(Case.model_validate(data)).kosten.tagessatz, "€")
    text = full_text(planned)
    assert not [word for word in ("123,45", "Nur für uns", "Anbieter X", "54,32") if word in text]
    (table,) = [block for block in after(planned, "hochlauf") if isinstance(block, blocks.Table)]
    assert len(table.rows) == 12
    assert [cell.text for cell in table.over] == ["", "1. Jahr", "2. Jahr", "3. Jahr"]
    # places as typed: 2 in the whole first year, 8 from month 13 on
    assert {(row[1], row[3], row[5]) for row in cells(table)[1:]} == {("2", "8", "8")}
    figure, occupancy = [block for block in after(planned, "hochlauf") if isinstance(block, blocks.Figure)]
    (strip,) = [block for block in after(planned, "hochlauf") if isinstance(block, blocks.Facts)]
    assert strip.items[0].value == "60.000,00\u00a0€"
    balances = [number(row[column]) for row in cells(table)[1:] for column in (2, 4, 6)]
    assert number(strip.items[1].value.removesuffix("\u00a0€")) == min(balances)
    assert strip.items[1].value in figure.chart.alt
    # the Tagessatz at full occupancy is the one that the case reckons
    assert rate in occupancy.chart.alt
    assert content().parameters["abschlag_neuer_anbieter"].label in text


def test_variants_are_printed_with_the_ramp_up_but_no_thought_about_the_rate() -> None:
    """Example B (Fachvorgabe 4.5): plan 21,694.00, half the sales 344.00 (21,694 − 21,350)."""
    rows = [
        {"name": "Halber Verkauf", "sales": 50},
        {"name": "Satz 60", "tagessatz": 60},
        {"name": "Anderer Vergleich", "vergleichssatz": 70},
    ]

    def figures(**planung: Any) -> list[blocks.Figure]:
        case = example_b().model_copy(update={"planung": Planning.model_validate({"start_cash": 1, **planung})})
        return [block for block in after(made(case), "hochlauf") if isinstance(block, blocks.Figure)]

    shown = figures(scenarios=rows)[-1]
    assert shown.caption == "Arbeitsergebnis im Jahr, im Plan und in den Varianten"
    assert "Plan: 21.694,00\u00a0€" in shown.chart.alt
    assert "Halber Verkauf: 344,00\u00a0€" in shown.chart.alt
    assert "Satz 60" not in shown.chart.alt
    assert "Anderer Vergleich" not in shown.chart.alt
    assert not [one for one in figures(scenarios=rows[1:]) if one.caption == shown.caption]


def test_a_piece_of_evidence_names_both_parts_of_a_split_line_once() -> None:
    line = {"kind": "fremde_leistungen", "name": "Reinigung", "amount": 100, "staff_share": 80, "evidence": "Angebot"}
    case = Case.model_validate({"kostenkalkulation": {"sachaufwand": [line], "tage": 250, "belegte_plaetze": 1}})
    (listed,) = tables(case, "belege")
    assert cells(listed)[0][2] == "Wirtschaftsdienst: Reinigung"


def test_missing_legal_values_are_named() -> None:
    # für 2027 stehen Bezugsgröße und Zusatzbeitrag noch nicht fest (Rechtswerte 3.1, 3.3)
    note = next(block for block in after(made(example_c(2027)), "entgelt") if isinstance(block, blocks.Note))
    assert note.kind == "warn"
    assert "01.01.2027" in note.text
    assert content().parameters["bezugsgroesse_west"].label in note.text


def test_the_switch_of_the_unfallversicherung_is_said() -> None:
    assert "steht in der Kostenkalkulation" in full_text(made(example_c(2026)))
    assert "erwirtschaftet die Produktion" in full_text(made(example_c(2026, unfallversicherung_in="produktion")))


def test_the_values_carry_date_and_source_and_overrides_are_marked() -> None:
    (table,) = tables(example_b(), "values")
    row = next(row for row in cells(table) if row[0] == content().parameters["grundbetrag"].label)
    # § 221 Abs. 2 SGB IX i. V. m. § 125 SGB III: 133 € seit 01.08.2024
    assert row[1:3] == ("133\u00a0€/Monat", "01.08.2024")
    assert "SGB" in row[3]
    own = example_c(2026).model_copy(
        update={"overrides": Case.model_validate({"overrides": {"rv": {"value": 19, "reason": "neu"}}}).overrides}
    )
    (table,) = tables(own, "values")
    row = next(row for row in cells(table) if row[0] == content().parameters["rv"].label)
    assert row[1:] == ("19\u00a0%", "–", "eigene Eingabe")


def test_two_groups_stand_side_by_side_and_every_column_adds_up() -> None:
    groups = [{"name": f"G{number}", "anzahl": number, "steigerungsbetrag": 10 * number} for number in range(1, 4)]
    case = example_c(2026).model_copy(
        update={"arbeitsentgelt": Case.model_validate({"arbeitsentgelt": {"gruppen": groups}}).arbeitsentgelt}
    )
    pair, single = tables(case, "entgelt")[:2]
    assert [cell.text for cell in pair.over] == ["", "G1: 1\u00a0Person", "G2: 2\u00a0Personen"]
    assert [cell.span for cell in pair.over[1:]] == [2, 2]
    assert single.caption == "G3: 3\u00a0Personen"
    for table, columns in ((pair, range(1, 5)), (single, range(1, 3))):
        rows = {row[0]: row for row in cells(table)}
        for column in columns:
            amount = {
                name: Decimal(0) if row[column] == "–" else number(row[column]) for name, row in rows.items() if len(row) > column and name
            }
            assert (
                amount["Grundbetrag"] + amount["Steigerungsbetrag"] + amount["Arbeitsförderungsgeld"]
                == amount["Entgelt mit Arbeitsförderungsgeld"]
            )
            names = list(rows)
            start, end = names.index("Entgelt mit Arbeitsförderungsgeld") + 1, names.index("Summe der Beiträge")
            assert sum(amount[name] for name in names[start:end]) == amount["Summe der Beiträge"]
            assert amount["Entgelt mit Arbeitsförderungsgeld"] + amount["Summe der Beiträge"] == amount["Kosten je Person"]
            assert amount["Kosten je Person"] - amount["abzüglich Erstattungen"] == amount["Selbst zu erwirtschaften"]


def test_only_values_that_the_calculation_used_are_listed() -> None:
    def names(case: Case) -> set[str]:
        return {row[0] for table in tables(case, "values") for row in cells(table)}

    label = {name: content().parameters[name].label for name in ("tage_im_jahr", "grundbetrag", "abschreibung_gebaeude", "handbuch_u2")}
    assert not set(label.values()) & names(example_a()) - {label["abschreibung_gebaeude"]}
    assert label["abschreibung_gebaeude"] in names(example_a())
    # example B uses the legal Grundbetrag and enters its days; Tab. 3 enters its own Grundbetrag, no days and no buildings
    assert {label["grundbetrag"], label["handbuch_u2"]} <= names(example_b())
    assert label["tage_im_jahr"] not in names(example_b())
    assert {label["tage_im_jahr"], label["handbuch_u2"]} <= names(tab_3())
    assert not {label["grundbetrag"], label["abschreibung_gebaeude"]} & names(tab_3())


def test_the_handbook_s_paper_shows_tab_1_and_says_that_it_prints_nought() -> None:
    case = sample("handbuch-rechnung")
    text = full_text(made(case))
    (table,) = tables(case, "kosten")
    # Handbuch Tab. 1: Stunden je Person und Woche, 12 Plätze, 250 Tage, alle Beträge 0,00 €
    hours = [row.cells[2].text.split("\u00a0")[0] for row in table.rows[1:9]]
    assert hours == ["0,30", "3,30", "0,40", "0,50", "0,50", "0,80", "0,75", "1,00"]
    assert {row.cells[-1].text for row in table.rows if len(row.cells) > 1} == {"0,00"}
    assert "Das Arbeitgeberbrutto steht in jeder Personalzeile auf 0 €, so wie in Tab. 1 des Handbuchs." in text
    assert [column.head for column in table.columns] == ["Nr.", "Position", "Rechnung", "Betrag im Jahr in\u00a0€"]
    # Handbuch Tab. 3
    assert all(amount in text for amount in ("246,00", "107,87", "353,87", "159,72", "194,15"))


def test_posts_without_pay_are_named() -> None:
    posts = [{"funktion": "leitung", "hours": 1, "yearly_gross": 60000}, {"funktion": "verwaltung", "hours": 1}]
    case = Case.model_validate({"kostenkalkulation": {"belegte_plaetze": 1, "tage": 250, "personal": posts}})
    assert "In einer Personalzeile fehlt das Arbeitgeberbrutto." in full_text(made(case))
    assert "Arbeitgeberbrutto" not in full_text(made(example_a()))


def test_an_empty_case_prints_gaps_instead_of_figures() -> None:
    text = full_text(made(Case()))
    assert "Der Tagessatz steht noch nicht fest." in text
    assert "Es sind noch keine Gruppen eingetragen." in text
    assert "Es ist noch kein Beleg eingetragen." in text
