"""Words, laws and addresses to look up: complete, in own short words, leading somewhere; mistakes in the files are found."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ala_wizard.content.citing import Place, places
from ala_wizard.content.loader import ContentError, content
from ala_wizard.content.paths import resources
from ala_wizard.content.reference import load, reference

FACHVORGABE = """AK ALA; Behindertenbeauftragte; Fachbereich 3; Integrationsamt; Interessenvertretungen; Kommission nach § 131; KSV;
Kommunen; LAG; Landesrahmenvertrag; Leistungsberechtigte; Leistungserbringer; Leistungsträger; Liga; SMS; Verbandsversammlung;
Vereinigungen der Leistungserbringer; Teilhabeplan; gFAB; WfbM; Tagessatz; Körperliche Behinderung; Sinnesbehinderung;
Geistige Behinderung; Seelische Behinderung"""
"""The words that the Fachvorgabe, section 8, asks for."""

SILENT = {"samples", "theme"}
"""Folders whose words are not the program's own."""


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def said() -> Iterator[tuple[str, str, str]]:
    """File, key and words of everything in the resources."""
    for file in sorted(resources().rglob("*.toml")):
        if file.parent.name not in SILENT:
            for key, words in strings(tomllib.loads(file.read_text(encoding="utf-8"))):
                yield f"{file.parent.name}/{file.name}", key, words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("§ 58 Abs. 1 SGB IX", ["§ 58 SGB IX"]),
        ("§ 235 Abs. 3, § 251 Abs. 2 SGB V", ["§ 235 SGB V", "§ 251 SGB V"]),
        ("§§ 162, 168, 179 SGB VI", ["§ 162 SGB VI", "§ 168 SGB VI", "§ 179 SGB VI"]),
        ("§§ 9, 10, 12 Abs. 2 WVO", ["§ 9 WVO", "§ 10 WVO", "§ 12 WVO"]),
        ("§§ 123 bis 125 SGB IX", ["§ 123 SGB IX", "§ 124 SGB IX", "§ 125 SGB IX"]),
        ("§ 12 Abs. 3 bis 5 WVO", ["§ 12 WVO"]),
        ("§ 60 Abs. 2 Nr. 5 und 6 SGB IX", ["§ 60 SGB IX"]),
        ("§ 358 und § 360 SGB III", ["§ 358 SGB III", "§ 360 SGB III"]),
        ("§ 221 Abs. 2 SGB IX mit § 125 SGB III", ["§ 221 SGB IX", "§ 125 SGB III"]),
        ("§ 60 Abs. 2 Nr. 5 SGB IX mit § 3 Abs. 1 Nr. 1 WMVO", ["§ 60 SGB IX", "§ 3 WMVO"]),
        ("§ 6 Abs. 2 und 2a EStG", ["§ 6 EStG"]),
        ("Art. 9 DSGVO", ["Art. 9 DSGVO"]),
        ("§ 37a SGB IX", ["§ 37a SGB IX"]),
        ("§ 249 SGB V, § 58 SGB XI, § 168 SGB VI", ["§ 249 SGB V", "§ 58 SGB XI", "§ 168 SGB VI"]),
        ("Handbuch Kapitel 5, Teil 3", []),
        ("Gehören die Menschen zum Personenkreis des § 58?", []),
    ],
)
def test_places_of_the_law_are_read_out_of_a_source(source: str, expected: list[str]) -> None:
    assert [place.words for place in places(source)] == expected


def test_every_cited_paragraph_can_be_looked_up() -> None:
    found = reference()
    there = {Place(law.short, paragraph.number) for law in found.laws for paragraph in law.paragraphs}
    missing = {(place.words, file) for file, _, words in said() for place in places(words) if place not in there}
    assert missing == set()
    assert len(there) > 70


def test_every_paragraph_there_is_cited_somewhere() -> None:
    """The index is no collection for its own sake."""
    cited = {place for file, _, words in said() if "gesetze.toml" not in file for place in places(words)}
    there = {Place(law.short, paragraph.number) for law in reference().laws for paragraph in law.paragraphs}
    assert sorted(place.words for place in there - cited) == []


def test_every_source_leads_to_something_to_read() -> None:
    sourced = {words for file, key, words in said() if key in ("source", "law") and not file.startswith(("texts/", "documents/"))}
    silent = sorted(words for words in sourced if not reference().cited(words) and "½" not in words)
    assert silent == []


def test_the_words_of_the_fachvorgabe_are_all_there() -> None:
    forms = {form for term in reference().terms for form in (term.label, *term.aliases)}
    wanted = [word.strip() for word in FACHVORGABE.replace("\n", " ").split(";")]
    assert [word for word in wanted if word not in forms] == []


def test_a_word_is_said_in_one_to_four_sentences() -> None:
    for term in reference().terms:
        plain = re.sub(r"\b(Abs|Nr|bzw|z|B|d|h)\.", r"\1", term.text)
        assert 1 <= len(re.findall(r"[.?](?:\s|$)", plain)) <= 4, term.label


def test_official_texts_have_an_address() -> None:
    for law in reference().laws:
        if law.paragraphs:
            assert law.address.startswith("https://"), law.short
        assert law.address or not law.page
    paragraph = reference().articles["recht:SGB IX:58"]
    assert paragraph.address == "https://www.gesetze-im-internet.de/sgb_9_2018/__58.html"


def test_words_in_a_text_are_found_with_their_endings_and_abbreviations() -> None:
    found = [article.title for article in reference().words_in("Fragen Sie den IFD. Die Tagessätze und das Arbeitsergebnis des Hofs.")]
    assert found == ["Integrationsfachdienst", "Arbeitsergebnis"]
    assert reference().words_in("Ein Zwischenfall im Tagebuch.") == ()


def test_an_article_of_a_law_knows_the_words_that_cite_it() -> None:
    see = reference().articles["recht:SGB IX:37a"].see
    assert "wort:gewaltschutzkonzept" in see
    assert see[0] == "recht:SGB IX"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("glossar.toml", "gesetze.toml", "links.toml"):
        shutil.copy(resources() / "reference" / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("glossar.toml", 'id = "sms"', 'id = "ksv"', "ksv steht doppelt"),
        ("glossar.toml", 'see = ["ksv", "landesrahmenvertrag"]', 'see = ["nirgends"]', "nirgends gibt es nicht"),
        ("glossar.toml", 'link = "P0"', 'link = "K99"', "Verweis K99 führt nirgendwohin"),
        ("glossar.toml", 'source = ["§ 37a SGB IX"]', 'source = ["§ 999 SGB IX"]', "§ 999 SGB IX fehlt"),
        ("glossar.toml", 'topic = "menschen"', 'topic = "wetter"', "topic"),
        ("glossar.toml", "see =", "siehe =", "siehe"),
        ("gesetze.toml", 'number = "37a"', 'number = "37"', "37 steht doppelt"),
        ("gesetze.toml", 'short = "WMVO"', 'short = "WVO"', "WVO steht doppelt"),
        ("gesetze.toml", "__{n}.html", "__1.html", "keinen Platz für die Nummer"),
        ("links.toml", "https://www.svlfg.de/", "www.svlfg.de", "address"),
        ("links.toml", "[[topic]]", "[[topic", "links.toml"),
    ],
)
def test_mistakes_in_the_files_are_told(folder: Path, file: str, old: str, new: str, said: str) -> None:
    path = folder / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(said)):
        load(folder, set(content().part_of))
