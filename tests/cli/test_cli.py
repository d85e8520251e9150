"""The command line as a user meets it: German answers, one sentence on stderr and exit code 2 when it cannot be done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ala_wizard import __version__, cli
from ala_wizard.content import samples

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("handbuch-rechnung", "hof-sonnenwiese", "leer")

Run = Callable[..., "Answer"]


class Answer:
    """Exit code and what was said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*words: object) -> Answer:
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as end:  # --help and --version end the program inside argparse
            code = int(end.code or 0)
        caught = capsys.readouterr()
        return Answer(code, caught.out, caught.err)

    return go


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        path = tmp_path / f"{name}.ala"
        assert run("sample", name, "--out", path).code == 0
        return path

    return make


def refused(answer: Answer) -> str:
    """One German sentence or two on one line of stderr, nothing on stdout, exit code 2."""
    assert answer.code == 2, (answer.code, answer.out, answer.err)
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    line = answer.err.strip()
    assert len(line) > 20
    assert not re.search(r"Traceback|Error|Exception|error:|^usage|!", line), line
    return line


# --- help and version -------------------------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    answer = run("--version")
    assert (answer.code, answer.out) == (0, f"ALA-Wizard {__version__}\n")


@pytest.mark.parametrize("command", ["", *cli.COMMANDS])
def test_help_is_german(run: Run, command: str) -> None:
    answer = run(*filter(None, [command]), "--help")
    assert answer.code == 0
    assert answer.out.startswith("Aufruf: ala-wizard")
    assert not re.search(r"usage|options:|positional|show this|optional arguments", answer.out)


def test_the_help_names_every_command(run: Run) -> None:
    out = run("--help").out
    assert all(re.search(rf"^  {command} ", out, re.MULTILINE) for command in cli.COMMANDS)


# --- wrong usage ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["exprt"], "weder ein Befehl noch eine Datei"),
        (["weg.ala"], "weg.ala"),
        (["--wrong"], "verstehen wir nicht"),
        (["a.ala", "b.ala"], "verstehen wir nicht"),
        (["calc"], "fehlt die Datei"),
        (["calc", ""], "fehlt die Datei"),
        (["calc", "weg.ala"], "weg.ala"),
        (["calc", "weg.ala", "--jsn"], "ala-wizard calc --help"),
        (["calc", "--js", "weg.ala"], "ala-wizard calc --help"),
        (["check"], "fehlt die Datei"),
        (["check", "weg.json"], "weg.json"),
        (["export"], "fehlt die Datei"),
        (["sample"], "leer"),
        (["sample", "leer"], "--out"),
        (["sample", "leer", "--out"], "ala-wizard sample --help"),
        (["sample", "mond", "--out", "x.ala"], "hof-sonnenwiese"),
        (["sample", "../leer", "--out", "x.ala"], "../leer"),
        (["values", "--date", "2026-02-30"], "2026-02-30"),
        (["values", "--date", "01.02.2026"], "01.02.2026"),
        (["values", "--date", "20260101"], "20260101"),
        (["values", "heute"], "verstehen wir nicht"),
        (["schema", "extra"], "verstehen wir nicht"),
        (["questionnaire"], "--out"),
        (["questionnaire", "--filled", "--out", "x.pdf"], "fehlt die Datei"),
        (["questionnaire", "--out", "weg/x.pdf"], "weg"),
        (["open-points"], "fehlt die Datei"),
        (["open-points", "weg.ala"], "weg.ala"),
        (["open-points", "weg.ala", "--by", "color"], "verstehen wir nicht"),
        (["self-check", "extra"], "verstehen wir nicht"),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refused(run(*words))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["calc", "check", "export"])
@pytest.mark.parametrize("content", [b"", b"GIF89a", b"PK\x03\x04", b"{", b'{"schema_version": 99}', b'{"barn": 1}'])
def test_unreadable_files(run: Run, tmp_path: Path, command: str, content: bytes) -> None:
    path = tmp_path / "antrag.ala"
    path.write_bytes(content)
    more = ["--out", tmp_path / "out"] if command == "export" else []
    assert "antrag.ala" in refused(run(command, path, *more))
    assert path.read_bytes() == content
    assert not (tmp_path / "out").exists()


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    refused(run("calc", tmp_path))


def test_amounts_beyond_reckoning_are_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(
        json.dumps({"kostenkalkulation": {"personal": [{"id": "a", "hours": "1e999", "yearly_gross": "1e999"}]}}), encoding="utf-8"
    )
    assert "Personalkosten, Zeile 1" in refused(run("calc", path))


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_the_largest_amounts_that_fields_take_are_printed(run: Run, tmp_path: Path, more: list[str]) -> None:
    line = {"id": "a", "hours": "999999999999999", "yearly_gross": "999999999999999"}
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"kostenkalkulation": {"belegte_plaetze": "999999999999999", "personal": [line]}}), encoding="utf-8")
    assert run("calc", path, *more).code == 0
    assert run("check", path, *more).code == 1
    assert run("export", path, "--out", tmp_path).code == 0


def test_even_a_bug_gives_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: list[str]) -> int:
        raise RuntimeError("innen\nkaputt")

    monkeypatch.setitem(cli.COMMANDS, "calc", broken)
    assert run("calc").code == 2
    monkeypatch.setitem(cli.COMMANDS, "calc", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    assert run("calc").code == 130


# --- sample -----------------------------------------------------------------------------------------------------------


def test_all_samples_can_be_made(sample: Callable[[str], Path]) -> None:
    assert samples.names() == SAMPLES
    for name in SAMPLES:
        assert zipfile.is_zipfile(sample(name))


def test_a_sample_never_replaces_work(run: Run, sample: Callable[[str], Path], tmp_path: Path) -> None:
    path = sample("leer")
    sample("leer")  # again over an untouched sample: nothing is lost
    case = json.loads(zipfile.ZipFile(path).read("case.json"))
    case["farm"]["name"] = "Unser Hof"
    own = tmp_path / "eigen.json"
    own.write_text(json.dumps(case), encoding="utf-8")
    before = own.read_bytes()
    assert "eigen.json" in refused(run("sample", "leer", "--out", own))
    assert own.read_bytes() == before


def test_a_sample_needs_a_folder(run: Run, tmp_path: Path) -> None:
    assert "Ordner" in refused(run("sample", "leer", "--out", tmp_path / "weg" / "x.ala"))


# --- questionnaire and open points ------------------------------------------------------------------------------------


def test_the_questionnaire_without_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "frage"
    assert run("questionnaire", "--out", target).out == f"Geschrieben: {target}.pdf\n"
    assert (tmp_path / "frage.pdf").read_bytes().startswith(b"%PDF-")


def test_the_questionnaire_of_a_case(run: Run, sample: Callable[[str], Path], tmp_path: Path) -> None:
    case = sample("hof-sonnenwiese")
    blank, filled = tmp_path / "leer.pdf", tmp_path / "voll.pdf"
    assert run("questionnaire", case, "--out", blank).code == 0
    assert run("questionnaire", case, "--filled", "--out", filled).code == 0

    def read(path: Path) -> str:
        return "".join(page.extract_text() for page in PdfReader(path).pages)

    assert "Hof Sonnenwiese" not in read(blank)
    assert "Was kostet das Personal?" not in read(blank)
    assert run("questionnaire", case, "--costs", "--out", blank).code == 0
    assert "Was kostet das Personal?" in read(blank)
    assert "C1.1" not in read(blank)
    assert run("questionnaire", case, "--all", "--out", blank).code == 0
    assert "C1.1" in read(blank)
    assert "Hof Sonnenwiese" in read(filled)


def test_open_points_by_person_and_day(run: Run, sample: Callable[[str], Path], tmp_path: Path) -> None:
    case = sample("hof-sonnenwiese")
    by_who = run("open-points", case, "--by", "who").out
    assert by_who.index("Hofleitung (") < by_who.index("Steuerbüro (") < by_who.index("Noch niemand (")
    one = run("open-points", case, "--person", "steuerbüro").out
    assert "Gehaltsvergleich" in one
    assert "Hofbüro" not in one
    listed = run("open-points", case, "--json").json
    assert {entry["kind"] for entry in listed} >= {"liste", "beleg", "termin"}
    assert all(entry["late"] == (entry["group"] == "ueberfaellig") for entry in listed)
    target = tmp_path / "liste.pdf"
    assert run("open-points", case, "--by", "who", "--out", target).code == 0
    assert "Steuerbüro" in "".join(page.extract_text() for page in PdfReader(target).pages)


# --- calc -------------------------------------------------------------------------------------------------------------

KOSTEN = {
    "personalkosten", "fixe_kosten", "variable_kosten", "gesamtkosten", "tagessatz", "monatssatz", "vzae", "bezahlte_tage", "kostensaetze",
}  # fmt: skip
HANDBUCH = {
    "arbeitsfoerderungsgeld", "brutto", "krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2", "insolvenzumlage",
    "sozialversicherung", "gesamtkosten", "erstattung", "zu_erwirtschaften",
}  # fmt: skip
ERGEBNIS = {
    "ertraege", "kosten", "arbeitsergebnis", "mindest_entgelte", "hoechst_ruecklage", "entgelte", "entgeltquote", "ruecklage_obergrenze",
    "ergebnis_verguetung", "umsatz_fuer_entgelte", "umsatz_mit_ruecklage",
}  # fmt: skip
"""The keys that issue 2 names."""


@pytest.mark.parametrize("name", SAMPLES)
def test_calc_has_the_promised_keys(run: Run, sample: Callable[[str], Path], name: str) -> None:
    found = run("calc", sample(name), "--json").json
    assert {"stichtag", "kostenkalkulation", "arbeitsentgelt", "arbeitsergebnis"} <= set(found)
    assert set(found["kostenkalkulation"]) >= KOSTEN
    assert set(found["arbeitsergebnis"]) >= ERGEBNIS
    assert {"gruppen", "entgelte_jahr"} <= set(found["arbeitsentgelt"])
    for group in found["arbeitsentgelt"]["gruppen"]:
        assert {"anzahl", "grundbetrag", "steigerungsbetrag"} <= set(group)
        assert set(group["handbuch"]) >= HANDBUCH
        assert set(group["gesetzlich"]) >= HANDBUCH | {"bund", "traeger"}


def test_calc_carries_the_negotiation_and_all_side_calculators(run: Run, sample: Callable[[str], Path]) -> None:
    found = run("calc", sample("hof-sonnenwiese"), "--json").json
    beside = {"sab", "schwellen", "mittagessen", "fahrdienst", "vertretung", "modelle", "gwg"}
    assert beside <= set(found["nebenrechnungen"])
    talk = {"untergrenze", "forderung", "vergleich", "tarif", "betriebliche_form", "vereinbart", "fristen"}
    assert set(found["verhandlung"]) == talk
    for part in (*found["verhandlung"].values(), *(found["nebenrechnungen"][name] for name in beside - {"modelle"})):
        assert {"zeilen", "gruende", "annahmen"} <= set(part)
    # § 42b Abs. 2 SGB XII with § 2 SvEV 2026: 137 ÷ 30 = 4.57
    assert found["nebenrechnungen"]["mittagessen"]["mehrbedarf_tag"] == "4.57"


def test_calc_gives_tab_3_of_the_handbook(run: Run, sample: Callable[[str], Path]) -> None:
    # Fachvorgabe 4.2: 52 + 115 + 79 at 21.90 / 3.05 / 18.60 / 0.24 / 0.06 %, to the cent.
    [group] = run("calc", sample("handbuch-rechnung"), "--json").json["arbeitsentgelt"]["gruppen"]
    scheme = group["handbuch"]
    assert [scheme[name] for name in ("brutto", "krankenversicherung", "pflegeversicherung", "rentenversicherung", "u2", "insolvenzumlage")] == [
        "246.00", "53.87", "7.50", "45.76", "0.59", "0.15",
    ]  # fmt: skip
    assert [scheme[name] for name in ("sozialversicherung", "gesamtkosten", "erstattung", "zu_erwirtschaften")] == [
        "107.87", "353.87", "159.72", "194.15",
    ]  # fmt: skip


def test_calc_of_a_plain_case_json_gives_worked_example_b(run: Run, tmp_path: Path) -> None:
    # Fachvorgabe 4.5 B; the Stichtag in 2026 gives the Grundbetrag of 133 €.
    case = {
        "period": {"start": "2026-12-01"},
        "kostenkalkulation": {
            "belegte_plaetze": 8, "tage": 250, "tagessatz_vereinbart": "62.40", "fehltage": [0, 0, 0, 0, 0, 0, 60, 75],
        },
        "arbeitsentgelt": {"gruppen": [{"id": "alle", "anzahl": 8, "steigerungsbetrag": 40}]},
        "arbeitsergebnis": {
            "produktlinien": [{"id": "a", "umsatz": 28500}, {"id": "b", "umsatz": 14200}], "sonstige_ertraege": 640,
            "personal_fachlich": 98450, "personal_ueblich": 12300, "sach_fachlich": 24900, "sach_ueblich": 9860,
        },
    }  # fmt: skip
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    found = run("calc", path, "--json").json
    assert found["stichtag"] == "2026-12-01"
    assert int(found["kostenkalkulation"]["bezahlte_tage"]) == 1985
    assert found["kostenkalkulation"]["kostensaetze"] == "123864.00"
    expected = {
        "ertraege": "167204.00", "kosten": "145510.00", "arbeitsergebnis": "21694.00", "mindest_entgelte": "15185.80",
        "hoechst_ruecklage": "6508.20", "entgelte": "16608.00", "ruecklage_obergrenze": "8304.00", "ergebnis_verguetung": "514.00",
        "umsatz_fuer_entgelte": "37614.00", "umsatz_mit_ruecklage": "44731.71",
    }  # fmt: skip
    assert {name: found["arbeitsergebnis"][name] for name in expected} == expected


def test_calc_without_json_is_a_german_table(run: Run, sample: Callable[[str], Path]) -> None:
    out = run("calc", sample("handbuch-rechnung")).out
    assert "Rechtswerte vom 01.01.2020" in out
    assert re.search(r"Selbst zu erwirtschaften +194,15 €", out)
    assert re.search(r"Vollzeitstellen \(VZÄ\) +2,265", out)  # Tab. 1: the hours of its rows at n = 12 over 40


# --- check ------------------------------------------------------------------------------------------------------------


def test_check_names_what_is_open(run: Run, sample: Callable[[str], Path]) -> None:
    answer = run("check", sample("leer"), "--json")
    assert answer.code == 1
    assert answer.json
    assert all(set(finding) == {"id", "severity", "step", "text"} for finding in answer.json)
    assert {finding["severity"] for finding in answer.json} <= {"muss", "sollte", "hinweis"}
    ids = [finding["id"] for finding in answer.json]
    assert len(ids) == len(set(ids))
    assert any("K1.1" in name for name in ids)


def test_check_of_the_complete_sample_has_nothing_required(run: Run, sample: Callable[[str], Path]) -> None:
    answer = run("check", sample("hof-sonnenwiese"), "--json")
    assert [finding for finding in answer.json if finding["severity"] == "muss"] == []
    assert answer.code == 0


def test_check_without_json_is_a_german_list(run: Run, sample: Callable[[str], Path]) -> None:
    answer = run("check", sample("leer"))
    assert answer.code == 1
    assert answer.out.startswith("nötig  ")
    assert re.search(r"\n\d+ nötig, \d+ empfohlen, \d+ als Hinweis\.\n$", answer.out)


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "value"),
    # Grundbetrag by year, rechtswerte.md section 1
    [("2020-06-01", "89"), ("2021-06-01", "99"), ("2022-06-01", "109"), ("2026-12-01", "133")],
)
def test_values_of_a_day(run: Run, day: str, value: str) -> None:
    found = run("values", "--date", day, "--json").json
    assert found["grundbetrag"]["value"] == value
    assert {"value", "unit", "valid_from", "source"} <= set(found["grundbetrag"])


def test_values_has_the_promised_names(run: Run) -> None:
    names = {
        "grundbetrag", "bezugsgroesse_west", "bezugsgroesse_ost", "kv_allgemein", "kv_zusatz_durchschnitt", "pv_basis", "pv_kinderlos",
        "rv", "av", "insolvenzgeldumlage", "mindestlohn", "minijob",
    }  # fmt: skip
    assert names <= set(run("values", "--date", "2026-12-01", "--json").json)


def test_values_before_anything_is_known(run: Run) -> None:
    found = run("values", "--date", "1900-01-01", "--json").json
    assert {entry["value"] for entry in found.values()} == {None}
    assert "kein Wert bekannt" in run("values", "--date", "1900-01-01").out


def test_values_without_json_is_a_table(run: Run) -> None:
    assert re.search(r"^grundbetrag +133 ", run("values", "--date", "2026-12-01").out, re.MULTILINE)


# --- export, self-check -----------------------------------------------------------------------------------------------


def test_export_writes_the_whole_set(run: Run, sample: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "Unterlagen für den KSV"
    answer = run("export", sample("hof-sonnenwiese"), "--out", folder)
    assert (answer.code, answer.err) == (0, "")
    names = {file.name for file in folder.iterdir()}
    papers = {"00_Anschreiben", "01_Konzept", "02_Kostenkalkulation", "03_Leistungsbeschreibung", "04_Bedarfsnachweis"}
    assert {f"{name}.pdf" for name in papers} | {"bundle.pdf", "Antrag.zip", "02_Rechentabelle.xlsx", "01_Konzept.docx"} < names
    assert {f"00_Verzeichnis.{ending}" for ending in ("pdf", "txt", "json")} < names
    assert [line.removeprefix("Geschrieben: ") for line in answer.out.splitlines()] == sorted(
        (str(folder / name) for name in names), key=lambda path: (path.endswith(("bundle.pdf", "Antrag.zip")), path.endswith(".zip"), path)
    )


def test_export_makes_only_what_was_asked_for(run: Run, sample: Callable[[str], Path], tmp_path: Path) -> None:
    path = sample("hof-sonnenwiese")
    answer = run("export", path, "--out", tmp_path / "a", "--only", "Konzept, bedarfsnachweis", "--format", "pdf", "--with-names")
    assert answer.code == 0
    assert "Namen" in answer.err and answer.err.count("\n") == 1
    assert {file.name for file in (tmp_path / "a").glob("0[1-9]*")} == {"01_Konzept.pdf", "04_Bedarfsnachweis_mit_Namen.pdf"}
    answer = run(
        "export",
        path,
        "--out",
        tmp_path / "b",
        "--only",
        "kostenkalkulation",
        "--format",
        "xlsx",
        "--profile",
        "sachsen_ksv",
        "--with-names",
    )
    assert answer.code == 0
    assert "nur im Bedarfsnachweis" in answer.err
    assert [file.name for file in (tmp_path / "b").glob("0[1-9]*")] == ["02_Rechentabelle.xlsx"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--only", "konzpet"), "kostenkalkulation"),
        (("--only", ","), "konzept"),
        (("--format", "odt"), "docx"),
        (("--profile", "bayern"), "sachsen_ksv"),
    ],
)
def test_export_names_what_there_is(run: Run, sample: Callable[[str], Path], tmp_path: Path, words: tuple[str, ...], named: str) -> None:
    assert named in refused(run("export", sample("leer"), "--out", tmp_path / "a", *words))
    assert not (tmp_path / "a").exists()


def test_export_needs_a_folder(run: Run, sample: Callable[[str], Path], tmp_path: Path) -> None:
    path = sample("leer")
    assert "--out" in refused(run("export", path))
    (tmp_path / "datei").write_text("bleibt", encoding="utf-8")
    refused(run("export", path, "--out", tmp_path / "datei"))
    assert (tmp_path / "datei").read_text(encoding="utf-8") == "bleibt"


def _process(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ala_wizard", *map(str, words)], capture_output=True, cwd=ROOT, env=os.environ | environment, check=False
    )


def test_self_check_says_one_line() -> None:
    done = _process("self-check", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode("utf-8").count("\n") == 1
    assert done.stdout.decode("utf-8").startswith("Alles da: ")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen may be missing")
def test_without_a_screen_the_window_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "keinen Bildschirm" in refused(run())


@pytest.mark.parametrize("name", ["hof.ala", "case.json"])
def test_a_file_opens_in_the_window(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from ala_wizard import app
    from ala_wizard.model.case import Case
    from ala_wizard.store.casefile import save

    save(Case(), tmp_path / name)
    opened: list[Path | None] = []

    def window(path: Path | None) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr(app, "run", window)
    assert run(tmp_path / name).code == 0
    assert run().code == 0
    assert opened == [tmp_path / name, None]


# --- as a process -----------------------------------------------------------------------------------------------------


def test_a_console_with_another_code_page_gets_utf8(tmp_path: Path) -> None:
    done = _process("values", "--date", "2026-12-01", PYTHONIOENCODING="cp1252")
    assert "€/Monat" in done.stdout.decode("utf-8")
    done = _process("calc", tmp_path / "Öko.ala", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "Öko.ala" in done.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes that break there")
def test_a_reader_that_leaves_is_no_trouble() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ala_wizard", "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("words", [("values", "--json"), ("schema",), ("calc", "case.json"), ("check", "case.json"), ("--version",)])
def test_no_qt_and_no_pdf_where_none_is_needed(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "case.json").write_text("{}", encoding="utf-8")
    probe = (
        "import sys\nfrom ala_wizard import cli\n"
        f"try:\n    cli.main({[str(tmp_path / w) if w == 'case.json' else w for w in words]!r})\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sorted({n.split('.')[0] for n in sys.modules})), end='')\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, cwd=ROOT, text=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "ala_wizard" in loaded
    # `check` lays the Konzept out to count its pages (Fachvorgabe U1).
    heavy = {"PySide6", "shiboken6"} if words[0] == "check" else {"PySide6", "shiboken6", "reportlab", "PIL"}
    assert not loaded & heavy


# --- schema -----------------------------------------------------------------------------------------------------------


def _fields(node: Any, place: str = "") -> list[tuple[str, Any]]:
    """Every field of a JSON schema, nested ones included, with its place."""
    found = []
    if isinstance(node, dict):
        for name, field in node.get("properties", {}).items():
            found.append((f"{place}.{name}", field))
        for name, value in node.items():
            found += _fields(value, f"{place}/{name}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            found += _fields(value, f"{place}[{number}]")
    return found


def test_the_schema_describes_every_field_in_german(run: Run) -> None:
    schema = run("schema").json
    fields = _fields(schema)
    assert len(fields) > 200
    assert {"answers", "people", "kostenkalkulation", "schema_version"} <= set(schema["properties"])
    for place, field in fields:
        words = field.get("description", "")
        assert len(words) >= 3, place
        assert not re.search(r"\b(the|of|and|with|is|per|year)\b", words), (place, words)
    english = [
        text for text in re.findall(r'"(?:description|title)": "([^"]*)"', json.dumps(schema)) if re.search(r"\b(the|of|and)\b", text)
    ]
    assert english == []


def test_a_planted_gap_in_the_schema_is_seen() -> None:
    assert [
        place for place, field in _fields({"$defs": {"A": {"properties": {"b": {"type": "string"}}}}}) if "description" not in field
    ] == ["/$defs/A.b"]
