"""A small content and a healthy case for the tests of the rules: whatever a test changes is then the only thing found.

Hours and amounts of the healthy case, reckoned by hand (4 places, 250 days, 40 h):
Leitung 0.30 × 4 = 1.20 h, Gruppenleitung 40 ÷ 12 × 4 = 13.33 h, begleitender Dienst 40 ÷ 120 × 4 = 1.33 h, Verwaltung 1.00 × 4 = 4.00 h.
Costs: Leitung 0.30 × 4 ÷ 40 × 60,000 = 1,800.00; Gruppenleitung 4 ÷ 12 × 48,000 = 16,000.00; begleitender Dienst
4 ÷ 120 × 60,000 = 2,000.00; Verwaltung 1.00 × 4 ÷ 40 × 40,000 = 4,000.00; Versicherung 1,200.00. Together 25,000.00,
so the Tagessatz is 25,000 ÷ 1,000 = 25.00 and the Kostensätze are 25,000.00.
Entgelte (133 + 50) × 12 × 4 = 8,784.00; sales 10,000.00 are the Arbeitsergebnis; quota 87.84 %; six months are 4,392.00.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ala_wizard.calc.compute import compute
from ala_wizard.calc.results import Results
from ala_wizard.checks.findings import Finding, run
from ala_wizard.content.loader import Content
from ala_wizard.content.loader import content as own_content
from ala_wizard.content.parameters import Rates
from ala_wizard.content.schema import Checklist, ChoiceSet, Parameter, Part, Profile
from ala_wizard.model.case import Case

TODAY = date(2026, 3, 2)


def parameter(name: str, value: str | int, *, annual: bool = False, since: date = date(2026, 1, 1)) -> Parameter:
    """One dated value for the tests."""
    block = {
        "value": Decimal(value),
        "valid_from": since,
        "unit": "Einheit",
        "source": "Test",
        "verified": "G",
        "verified_how": "Nur für Tests.",
        "checked_on": date(2026, 1, 1),
    }
    return Parameter.model_validate({"name": name, "label": name.title(), "law": "Test", "annual": annual, "value": [block]})


VALUES: dict[str, int | str] = {
    "tage_im_jahr": 250,
    "fehltage_bezahlt": 60,
    "vollzeit_wochenstunden": 40,
    "abschreibung_gebaeude": "2.45",
    "abschreibung_inventar": "12.5",
    "gwg_kalkulation_material": 51,
    "gwg_kalkulation_inventar": 410,
    "gwg_steuer_verzeichnis": 250,
    "gwg_steuer_sofort": 800,
    "gwg_steuer_sammelposten": 1000,
    "schluessel_gruppenleitung": 12,
    "schluessel_begleitender_dienst": 120,
    "grundbetrag": 133,
    "afg_betrag": 52,
    "afg_grenze_summe": 351,
    "afg_grenze_entgelt": 299,
    "handbuch_kv": "21.9",
    "handbuch_pv": "3.05",
    "handbuch_rv": "18.6",
    "handbuch_u2": "0.24",
    "handbuch_insolvenz": "0.06",
    "kv_allgemein": "14.6",
    "pv_basis": "3.6",
    "rv": "18.6",
    "kv_pv_mindestquote": 20,
    "rv_mindestquote": 80,
    "insolvenzgeldumlage": "0.15",
    "entgelt_mindestquote": 70,
    "ruecklage_hoechstquote": 30,
    "ruecklage_monate": 6,
    "wochenstunden_min": 35,
    "wochenstunden_max": 40,
    "teilzeit_min": "17.5",
    "vertretung_ab": 5,
    "frauenbeauftragte_ab": 5,
    "frauenbeauftragte_stellv_ab": 20,
}
ANNUAL: dict[str, int | str] = {"bezugsgroesse_west": 3955, "bezugsgroesse_ost": 3955, "kv_zusatz_durchschnitt": "2.9"}


def _safety() -> Parameter:
    """§ 22 SGB VII: more than 20 employees, from 29 May 2026 on 50 (rechtswerte.md section 4)."""
    first = parameter("sicherheitsbeauftragte_ab", 21, since=date(2021, 4, 28)).values[0]
    second = first.model_copy(update={"value": Decimal(50), "valid_from": date(2026, 5, 29)})
    found = parameter("sicherheitsbeauftragte_ab", 21)
    return found.model_copy(update={"values": (first, second)})


CARE = "offer.care_needed"


def question(id_: str, kind: str, **more: Any) -> dict[str, Any]:
    """A question of a page."""
    return {"id": id_, "ask": f"Wie ist es bei {id_}?", "kind": kind, "help": "Hilfe.", **more}


def field(target: str, label: str, kind: str = "line", *, required: bool = False) -> dict[str, Any]:
    """A field of a question."""
    return {"target": target, "label": label, "kind": kind, "required": required}


def table(target: str, title: str, *columns: str, required: bool = False) -> dict[str, Any]:
    """A table of a question."""
    return {
        "target": target,
        "title": title,
        "add": "Zeile",
        "empty": "Noch leer.",
        "required": required,
        "column": [{"key": key, "label": key, "kind": "line"} for key in columns],
    }


def pointing(whole: dict[str, Any], **rows: str) -> dict[str, Any]:
    """The same table, where these columns point at rows of other tables."""
    columns = [{**one, "kind": "row", "rows": rows[one["key"]]} if one["key"] in rows else one for one in whole["column"]]
    return {**whole, "column": columns}


def part(id_: str, step: str, order: int, group: str, *questions: dict[str, Any]) -> Part:
    """A page."""
    return Part.model_validate(
        {"id": id_, "step": step, "order": order, "group": group, "title": step, "short": step, "question": list(questions)}
    )


KK = "kostenkalkulation"
PARTS = (
    part("A", "orientierung", 10, "start", question("A2", "data", field=[field("period.start", "Beginn", "date", required=True)])),
    part(
        "B",
        "betrieb",
        11,
        "start",
        question("B1", "data", field=[field("farm.name", "Name des Betriebs", required=True), field("farm.phone", "Telefon")]),
    ),
    part(
        "K3",
        "k03",
        23,
        "konzept",
        question(
            "K3.1",
            "text",
            field=[field("offer.places_target", "Plätze im Ziel", "count", required=True)],
            table=[table("participants", "Die Ersten", "pseudonym", "origin")],
        ),
        question("K3.6", "text", required=False, table=[table("partners", "Partner", "name", "kind", "purpose")]),
    ),
    part("K5", "k05", 25, "konzept", question("K5.G", "text")),
    part(
        "K6",
        "k06",
        26,
        "konzept",
        question("K6.1", "data", required=False, table=[pointing(table("groups", "Gruppen", "name", "led_by"), led_by="people")]),
        question("K6.4", "data", table=[table("week_plan", "Wochenplan", "day", "start", "end")]),
    ),
    part(
        "K8",
        "k08",
        28,
        "konzept",
        question("K8.1", "data", table=[table("people", "Mitarbeitende", "name", "contract_hours", required=True)]),
        question("K8.4", "data", table=[table("people", "Stunden", "name", "leitung", "verwaltung")]),
        question("K8.a", "coverage"),
        question("K8.e", "coverage", answer_when={"address": CARE, "is": "ja"}, field=[field(CARE, "Pflege", "yesno")]),
    ),
    part(
        "T",
        "tagessatz",
        41,
        "rechnen",
        {"id": "T0", "ask": "Ergebnis", "kind": "panel", "panel": "tagessatz"},
        question("T1", "data", field=[field(f"{KK}.belegte_plaetze", "Belegte Plätze", "decimal")]),
        question("T2", "data", table=[table(f"{KK}.personal", "Personal", "funktion", "hours", "key", "yearly_gross", required=True)]),
        question("T7", "data", table=[table(f"{KK}.sachaufwand", "Sachkosten", "kind", "amount")]),
    ),
    part("E", "arbeitsentgelt", 42, "rechnen", question("E1", "data", table=[table("arbeitsentgelt.gruppen", "Gruppen", "anzahl")])),
    part(
        "G",
        "arbeitsergebnis",
        43,
        "rechnen",
        question("G1", "data", table=[table("arbeitsergebnis.produktlinien", "Produktlinien", "name", "umsatz")]),
    ),
    part("L", "checklisten", 51, "abgeben", question("L.C", "checklist", checklist="C")),
    part("P", "pruefung", 52, "abgeben", {"id": "P0", "ask": "Prüfen", "kind": "panel", "panel": "pruefung"}),
    part("X", "export", 53, "abgeben", {"id": "X0", "ask": "Erstellen", "kind": "panel", "panel": "export"}),
)

LIST = Checklist.model_validate(
    {
        "id": "C",
        "title": "Liste",
        "lead": "Liste.",
        "order": 1,
        "item": [
            {"id": "C1", "text": "Gefragt und gesagt.", "help": "Hilfe.", "required": True, "auto": [{"answered": "K5.G"}]},
            {"id": "C2", "text": "Von Hand.", "help": "Hilfe."},
            {"id": "C3", "text": "Mit Grundlage.", "help": "Hilfe.", "auto": [{"no_finding": "personal_grundlage"}]},
            {"id": "C4", "text": "Länge passt.", "help": "Hilfe.", "auto": [{"no_finding": "konzept_seiten"}]},
            {
                "id": "C5",
                "text": "Alles zusammen.",
                "help": "Hilfe.",
                "auto": [
                    {"answered": "K3.1"},
                    {"answered": "K5.G"},
                    {"rows": "people", "min": 2},
                    {"filled": "farm.name"},
                    {"yes": "arbeitsergebnis.trennung"},
                ],
            },
        ],
    }
)


def content() -> Content:
    """The small content."""
    parameters = [parameter(name, value) for name, value in VALUES.items()]
    parameters += [parameter(name, value, annual=True) for name, value in ANNUAL.items()] + [_safety()]
    profile = Profile.model_validate(
        {
            "id": "sachsen_ksv",
            "name": "Träger",
            "short": "Träger",
            "land": "Sachsen",
            "region": "ost",
            "addressee": ("Träger",),
            "documents": ("konzept",),
            "outline": ("K3",),
            "pages_min": 7,
            "pages_max": 14,
            "key_gruppenleitung": (1, 12),
            "key_begleitender_dienst": (1, 120),
            "source": (),
        }
    )
    choices = {
        "funktion": {
            "leitung": "Leitung",
            "gruppenleitung": "Gruppenleitung",
            "begleitender_dienst": "Begleitender Dienst",
            "verwaltung": "Verwaltung",
        },
        "day": {"mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag", "fr": "Freitag"},
        "sachart": {"steuern_versicherung": "Steuern, Abgaben, Versicherung", "brennstoffe": "Brennstoffe"},
        "fixart": {"zinsen": "Zinsen"},
    }
    sets = {
        name: ChoiceSet.model_validate({"id": name, "choice": [{"value": value, "label": label} for value, label in entries.items()]})
        for name, entries in choices.items()
    }
    return Content(
        parts=PARTS,
        choices=sets,
        checklists=(LIST,),
        parameters={entry.name: entry for entry in parameters},
        profiles={"sachsen_ksv": profile},
        facts=own_content().facts,
    )


def healthy() -> Case:
    """A case in which nothing is found."""
    line = {"grundlage": "tarif", "evidence": "Anlage 1"}
    return Case.model_validate(
        {
            "period": {"start": date(2026, 4, 1), "end": date(2026, 12, 31)},
            "farm": {"name": "Hof Test", "staff_count": 3},
            "offer": {"places_target": 4, "places_start": 2, "start": date(2026, 4, 15), "hours_week": Decimal("37.5")},
            "answers": {"K3.1": "Vier Menschen.", "K5.G": "Wir schützen."},
            "goals": [
                {
                    "id": "g1",
                    "specific": "Lernen",
                    "indicator": "Zahl",
                    "attractive": "Freude",
                    "realistic": "Zeit",
                    "due": date(2026, 9, 1),
                }
            ],
            "groups": [{"id": "gr", "name": "Garten", "size": 4}],
            "week_plan": [
                {"id": day, "day": day, "start": "08:00", "end": "15:30", "kind": "arbeit"} for day in ("mo", "di", "mi", "do", "fr")
            ],
            "rooms": [{"id": "r1", "name": "Bad", "sanitary": "ja", "area_m2": 12}, {"id": "r2", "name": "Scheune"}],
            "people": [
                {
                    "id": "p1",
                    "name": "Hofleitung",
                    "contract_hours": 20,
                    "leitung": Decimal("1.2"),
                    "verwaltung": 4,
                    "substitute": "Fachkraft",
                    "fuehrungszeugnis_seen": date(2026, 1, 5),
                },
                {
                    "id": "p2",
                    "name": "Fachkraft",
                    "contract_hours": 20,
                    "gruppenleitung": Decimal("13.33"),
                    "substitute": "Hofleitung",
                    "fuehrungszeugnis_seen": date(2026, 1, 5),
                    "fuehrungszeugnis_until": date(2031, 1, 5),
                },
            ],
            "external_services": [
                {
                    "id": "s1",
                    "name": "Beratung",
                    "kind": "begleitender_dienst",
                    "hours_week": Decimal("1.4"),
                    "funktion": "begleitender_dienst",
                },
                {"id": "s2", "name": "Praxis", "kind": "betriebsarzt"},
                {"id": "s3", "name": "Sicherheit", "kind": "arbeitssicherheit"},
            ],
            "coverage": {"K8.a": ["p2"]},
            "partners": [{"id": "pa", "name": "Beratungsstelle", "kind": "N6"}],
            "participants": [{"id": "t1", "pseudonym": "P1", "consent": date(2026, 1, 1), "delete_by": date(2027, 1, 1), "female": "ja"}],
            "kostenkalkulation": {
                "personal": [
                    {"id": "leitung", "funktion": "leitung", "hours": Decimal("0.3"), "yearly_gross": 60000, **line},
                    {"id": "gruppenleitung", "funktion": "gruppenleitung", "key": 12, "yearly_gross": 48000, **line},
                    {"id": "begleitender_dienst", "funktion": "begleitender_dienst", "key": 120, "yearly_gross": 60000, **line},
                    {"id": "verwaltung", "funktion": "verwaltung", "hours": 1, "yearly_gross": 40000, **line},
                ],
                "sachaufwand": [
                    {"id": "steuern", "kind": "steuern_versicherung", "amount": 1200, "note": "Mit Unfallversicherung.", **line}
                ],
            },
            "arbeitsentgelt": {"gruppen": [{"id": "e1", "anzahl": 4, "steigerungsbetrag": 50}]},
            "arbeitsergebnis": {"produktlinien": [{"id": "saft", "name": "Saft", "umsatz": 10000}], "trennung": "ja"},
        }
    )


def results(case: Case, found: Content | None = None) -> Results:
    """What the calculators say; without a period today is the Stichtag."""
    found = found or content()
    return compute(case, Rates(found.parameters, case.period.start or TODAY, case.overrides, "ost"))


def check(case: Case, *, pages: int | None = None) -> tuple[Finding, ...]:
    """The findings of a case."""
    return run(case, content(), results(case), TODAY, pages=pages)
