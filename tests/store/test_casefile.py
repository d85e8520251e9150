"""Case files: what goes in comes out; whatever else is offered is refused politely and left alone."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.model.case import SCHEMA_VERSION, Case
from ala_wizard.model.farm import Farm
from ala_wizard.store import casefile
from ala_wizard.store.casefile import attachment, dump, load, parse, save
from ala_wizard.store.errors import StoreError
from tests.store.cases import full, with_attachments


def code(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.code


# --- what goes in comes out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["antrag.ala", "Antrag mit Ümläuten & Leerzeichen.ala", "case.json", "x" * 240 + ".ala"])
def test_a_saved_case_comes_back_equal(tmp_path: Path, name: str) -> None:
    save(full(), tmp_path / name)
    loaded = load(tmp_path / name)
    assert loaded.case == full()
    assert loaded.kind == ("json" if name.endswith(".json") else "ala")
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_decimals_keep_their_exact_digits(tmp_path: Path) -> None:
    save(full(), tmp_path / "a.ala")
    hours = load(tmp_path / "a.ala").case.kostenkalkulation.personal[0].hours
    assert str(hours) == "0.30"


def test_numbers_in_plain_json_are_read_exactly() -> None:
    # 0.1 + 0.2 is not 0.3 in binary floats; a hand-written case.json may hold numbers instead of texts.
    raw = b'{"kostenkalkulation": {"personal": [{"id": "a", "hours": 0.1}, {"id": "b", "hours": 0.2}]}}'
    lines = parse(raw, Path("case.json")).kostenkalkulation.personal
    assert [line.hours for line in lines] == [Decimal("0.1"), Decimal("0.2")]


def test_equal_cases_give_equal_bytes(tmp_path: Path) -> None:
    turned = full().model_copy(update={"answers": dict(reversed(full().answers.items()))})
    save(full(), tmp_path / "a.ala")
    save(turned, tmp_path / "b.ala")
    assert (tmp_path / "a.ala").read_bytes() == (tmp_path / "b.ala").read_bytes()


def test_the_text_is_readable_by_people() -> None:
    text = dump(full()).decode("utf-8")
    assert '"name": "Hof <b>Süd</b> & Söhne 🐑"' in text
    assert text.splitlines()[1].startswith('  "accompanying"')  # indented, keys in order
    assert json.loads(text)["schema_version"] == SCHEMA_VERSION


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dictionaries(st.text(min_size=1, max_size=8).filter(str.isalnum), st.text(st.characters(exclude_categories=["Cs"]))),
)
def test_any_text_survives(name: str, answers: dict[str, str]) -> None:
    case = Case(farm=Farm(name=name), answers=answers)
    assert parse(dump(case), Path("case.json")) == case


def test_half_a_surrogate_pair_does_not_stop_saving(tmp_path: Path) -> None:
    case = Case(farm=Farm(name="halb \ud83d ganz 🐑"), answers={"K1.1": "\udc00"})
    save(case, tmp_path / "a.ala")
    assert load(tmp_path / "a.ala").case == case


def test_a_byte_order_mark_is_harmless() -> None:
    assert parse(b"\xef\xbb\xbf" + dump(full()), Path("case.json")) == full()


def test_a_zip_made_by_hand_is_read(tmp_path: Path) -> None:
    with_attachments(tmp_path / "a.ala", full(), {"lageplan.pdf": b"%PDF", "foto.jpg": b"\xff\xd8"})
    with zipfile.ZipFile(tmp_path / "a.ala", "a") as archive:
        archive.writestr("liesmich.txt", "ignored")
        archive.mkdir("leer") if sys.version_info >= (3, 11) else None
    assert load(tmp_path / "a.ala").attachments == ("foto.jpg", "lageplan.pdf")


# --- attachments ------------------------------------------------------------------------------------------------------

FILES = {"lageplan.pdf": os.urandom(70_000), "mietvertrag ümläut.pdf": b"", "foto.jpg": b"\xff" * 3_000_000}


def test_attachments_stay_unchanged_when_saving(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    with_attachments(path, full(), FILES)
    save(Case(case_id="probe", answers={"K1.1": "neu"}), path)
    save(Case(case_id="probe", answers={"K1.1": "neuer"}), path)
    assert load(path).case.answers == {"K1.1": "neuer"}
    assert {name: attachment(path, name) for name in load(path).attachments} == FILES


def test_attachments_come_along_to_another_place(tmp_path: Path) -> None:
    with_attachments(tmp_path / "a.ala", full(), FILES)
    save(full(), tmp_path / "b.ala", tmp_path / "a.ala")
    assert {name: attachment(tmp_path / "b.ala", name) for name in load(tmp_path / "b.ala").attachments} == FILES


def test_another_case_that_is_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    with_attachments(tmp_path / "fremd.ala", full(), FILES)
    save(Case(case_id="neu"), tmp_path / "fremd.ala")
    assert load(tmp_path / "fremd.ala").attachments == ()


def test_saving_over_a_foreign_file_takes_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "b.ala").write_bytes(b"something else")
    save(full(), tmp_path / "b.ala")
    assert load(tmp_path / "b.ala").case == full()


def test_plain_json_never_drops_attachments(tmp_path: Path) -> None:
    with_attachments(tmp_path / "a.ala", full(), FILES)
    assert code(lambda: save(full(), tmp_path / "case.json", tmp_path / "a.ala")) == "anlagen_json"
    assert not (tmp_path / "case.json").exists()


def test_attachments_out_of_reach_are_not_forgotten(tmp_path: Path) -> None:
    assert code(lambda: save(full(), tmp_path / "b.ala", tmp_path / "stick" / "a.ala")) == "anlagen_fehlen"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_attachment_is_refused(tmp_path: Path) -> None:
    with_attachments(tmp_path / "a.ala", full(), FILES)
    assert code(lambda: attachment(tmp_path / "a.ala", "../case.json")) == "kaputt"


# --- what is refused --------------------------------------------------------------------------------------------------


def test_missing_file_folder_and_empty_file(tmp_path: Path) -> None:
    (tmp_path / "leer.ala").touch()
    assert code(lambda: load(tmp_path / "weg.ala")) == "fehlt"
    assert code(lambda: load(tmp_path / "weg" / "weg.ala")) == "fehlt"
    assert code(lambda: load(tmp_path)) in ("ordner", "lesen_gesperrt")  # Windows says the latter
    assert code(lambda: load(tmp_path / "leer.ala")) == "leer"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"GIF89a", "a.ala", "fremd"),
        (b"GIF89a", "a.json", "kein_json"),
        (b"PK\x03\x04 and then nothing", "a.ala", "kaputt"),
        (b"{", "a.json", "kein_json"),
        (b'{"farm": NaN}', "a.json", "kein_json"),
        (b"[]", "a.json", "kein_json"),
        (b"\xff\xfe{", "a.json", "kein_json"),
        (b'{"farm": ' + b"[" * 200_000, "a.json", "kein_json"),
        (b'{"offer": {"places_target": ' + b"9" * 5000 + b"}}", "a.json", "kein_json"),
        (b'{"schema_version": 3}', "a.json", "neuer"),
        (b'{"schema_version": "1"}', "a.json", "version"),
        (b'{"schema_version": true}', "a.json", "version"),
        (b'{"schema_version": 0}', "a.json", "version"),
        (b'{"schema_version": 1.0}', "a.json", "version"),
        (b'{"farm": {"name": 5}}', "a.json", "werte"),
        (b'{"barn": {}}', "a.json", "werte"),
        (b'{"farm": {"land": [{"id": "a", "hectares": "Infinity"}]}}', "a.json", "werte"),
    ],
)
def test_odd_files_are_named_and_left_alone(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert code(lambda: load(tmp_path / name)) == said
    assert (tmp_path / name).read_bytes() == content


def test_every_cut_of_a_file_is_refused_not_crashed(tmp_path: Path) -> None:
    whole, cut = tmp_path / "a.ala", tmp_path / "cut.ala"
    with_attachments(whole, full(), {"a.txt": b"text"})
    raw = whole.read_bytes()
    for length in range(0, len(raw), 7):
        cut.write_bytes(raw[:length])
        assert code(lambda: load(cut)) in ("leer", "kaputt", "fremd")


def test_every_flipped_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    whole, bent = tmp_path / "a.ala", tmp_path / "bent.ala"
    save(full(), whole)
    raw = whole.read_bytes()
    for place in range(0, len(raw), 5):
        bent.write_bytes(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
        with contextlib.suppress(StoreError):
            assert load(bent).case == full()


def _zip(path: Path, names: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "attachments/../../evil",
        "/etc/evil",
        "C:/evil",
        "attachments\\evil",
        "a\x07b",
        "attachments//x",
        "./x",
        "CASE.json",
        "attachments/x\u202egpj.exe",
    ],
)
def test_hostile_names_are_refused(tmp_path: Path, name: str) -> None:
    _zip(tmp_path / "a.ala", {"case.json": dump(full()), name: b"x"})
    assert code(lambda: load(tmp_path / "a.ala")) == "namen"


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("attachments/plan.pdf")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.ala", "w") as archive:
        archive.writestr("case.json", "{}")
        archive.writestr(link, "/etc/hostname")
    with pytest.raises(StoreError) as caught:
        casefile.load(tmp_path / "a.ala")
    assert caught.value.code == "namen"


def test_a_zip_without_a_case(tmp_path: Path) -> None:
    _zip(tmp_path / "a.ala", {"word/document.xml": b"<w/>"})
    assert code(lambda: load(tmp_path / "a.ala")) == "ohne_fall"
    _zip(tmp_path / "b.ala", {})
    assert code(lambda: load(tmp_path / "b.ala")) == "ohne_fall"


def test_absurd_sizes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "MAX_CASE", 10_000)
    _zip(tmp_path / "a.ala", {"case.json": b" " * 10_001})
    (tmp_path / "a.json").write_bytes(b"{" + b" " * 10_000 + b"}")
    assert code(lambda: load(tmp_path / "a.ala")) == "zu_gross"
    assert code(lambda: load(tmp_path / "a.json")) == "zu_gross"


def test_a_declared_size_that_no_packing_reaches_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    _zip(path, {"case.json": dump(full()), "attachments/a": b"A" * 10})
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02")  # central directory entry of the attachment; its size stands 24 bytes further on
    raw[at + 24 : at + 28] = (1_900_000_000).to_bytes(4, "little")
    path.write_bytes(raw)
    assert code(lambda: load(path)) == "zu_gross"


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "MAX_ENTRIES", 3)
    _zip(tmp_path / "a.ala", {"case.json": dump(full()), **{f"attachments/{n}": b"" for n in range(3)}})
    assert code(lambda: load(tmp_path / "a.ala")) == "zu_gross"


def test_a_packed_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    _zip(path, {"case.json": dump(full())})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1  # the flag bit of an encrypted entry
    path.write_bytes(raw)
    assert code(lambda: load(path)) == "verschluesselt"


def test_wrong_values_are_named_in_german() -> None:
    raw = {
        "people": [{"id": "a"}, {"id": "b", "leitung": "-1"}],
        "checklist": {"C1.1": {"state": "vielleicht"}},
        "farm": {"staff_count": "viele", "colour": "rot"},
    }
    with pytest.raises(StoreError) as caught:
        parse(json.dumps(raw).encode(), Path("case.json"))
    places = caught.value.values["places"]
    assert places == (
        "Der Betrieb, Zahl der heutigen Mitarbeitenden; Der Betrieb, „colour“; Personal, Zeile 2, Stunden je Woche als Leitung; 1 weitere"
    )


# --- where it is saved ------------------------------------------------------------------------------------------------


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert code(lambda: save(full(), tmp_path / "weg" / "a.ala")) == "ordner_fehlt"


def test_a_folder_of_that_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ala").mkdir()
    assert code(lambda: save(full(), tmp_path / "a.ala")) == "ordner"
    assert [file.name for file in tmp_path.iterdir()] == ["a.ala"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_write_protected_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert code(lambda: save(full(), tmp_path / "a.ala")) == "gesperrt"
    finally:
        tmp_path.chmod(0o700)


def test_a_write_protected_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ala"
    save(full(), path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere, so the system's answer is played
    assert code(lambda: save(Case(), path)) == "gesperrt"
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.ala"
    save(full(), path)
    path.chmod(0o640)
    save(full(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    save(Case(), tmp_path / "real" / "a.ala")
    (tmp_path / "a.ala").symlink_to(tmp_path / "real" / "a.ala")
    save(full(), tmp_path / "a.ala")
    assert (tmp_path / "a.ala").is_symlink()
    assert load(tmp_path / "real" / "a.ala").case == full()
