"""A whole encrypted case: nothing of it in plain anywhere, every changed byte noticed, nothing lost on the way in or out."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pyrage
import pytest

from ala_wizard.model.case import Attachment, Case
from ala_wizard.store import age, casefile, generations, inbox, journal, keyring, lock, protection, recent, recovery, rescue
from ala_wizard.store.casefile import attachment, load, save
from ala_wizard.store.errors import StoreError
from ala_wizard.store.folders import user_data
from ala_wizard.store.guard import Guard
from ala_wizard.store.secret import SecretError
from tests.proofs.faults import prove_faults
from tests.store.cases import full, with_attachments
from tests.store.faults import at_every_step

WORDS, OTHER = "vier kleine Worte mehr", "ganz andere Worte jetzt"
MARK = "Quittenkern"
NOW = datetime(2026, 3, 2, 14, 32)
PLAN = MARK.encode() * 3000


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "WORK", 4)


def secret(number: int = 0) -> Case:
    """A case that says the mark in an answer, a name and a file name."""
    case = full()
    rows = (Attachment(id="a1", title=MARK, file=f"{MARK.lower()}.pdf"),)
    farm = case.farm.model_copy(update={"name": MARK})
    return case.model_copy(update={"farm": farm, "answers": {"K1.1": f"{MARK} {number}"}, "attachments": rows})


def protected(case_id: str = "probe") -> keyring.Key:
    key = keyring.create(WORDS)
    keyring.protect(case_id, key)
    return key


def unlocked(path: Path, words: str = WORDS) -> None:
    """As a new program would, after the passphrase."""
    keyring.keep_only(None)
    found = keyring.shut(path)
    assert found is not None
    keyring.add(keyring.unlock(found, words))


def said(*folders: Path) -> list[str]:
    """Every file below that says the mark, in its name, its bytes or what is packed in it."""
    found = []
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()}):
        pieces = [str(path).encode(), raw := path.read_bytes()]
        if zipfile.is_zipfile(io.BytesIO(raw)):
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                pieces += [archive.read(name) for name in archive.namelist()]
        if any(form(MARK) in piece or form(MARK.lower()) in piece for form in forms() for piece in pieces):
            found.append(path.name)
    return found


def forms() -> Iterator[Callable[[str], bytes]]:
    yield lambda words: words.encode()
    yield lambda words: words.encode("utf-16-le")
    for shift in range(3):  # as base64, wherever in a text it begins
        yield lambda words, shift=shift: base64.b64encode(b"\0" * shift + words.encode())[4 if shift else 0 : -4]  # type: ignore[misc]


def the_file(tmp_path: Path) -> Path:
    """An encrypted case with an attachment."""
    path = tmp_path / "hof.ala"
    with_attachments(path, secret(), {f"{MARK.lower()}.pdf": PLAN})
    protected()
    save(secret(), path)
    return path


# -- the file --------------------------------------------------------------------


def test_a_file_says_nothing_and_any_age_tool_opens_it(tmp_path: Path) -> None:
    path = the_file(tmp_path)
    key = keyring.of("probe")
    assert key is not None and said(tmp_path) == []
    plain = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(key.identity.words)])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert json.loads(archive.read("case.json"))["farm"]["name"] == MARK
        assert archive.read(f"attachments/{MARK.lower()}.pdf") == PLAN
    assert key.identity.words not in repr(key) and str(key.identity.secret) not in repr(key)


def test_without_the_passphrase_it_stays_shut(tmp_path: Path) -> None:
    path = the_file(tmp_path)
    keyring.keep_only(None)
    before = path.read_bytes()
    for act in (load, casefile.view, casefile.attachment_names, casefile.case_id):
        with pytest.raises(StoreError) as failed:
            act(path)
        assert failed.value.code == "verschlossen"
    with pytest.raises(SecretError) as wrong:
        unlocked(path, OTHER)
    assert wrong.value.code == "passwort"
    with pytest.raises(StoreError, match="fremdes_siegel"):  # nor is it written over by somebody else's case
        save(Case(case_id="probe"), path)
    assert path.read_bytes() == before
    unlocked(path)
    found = load(path)
    assert found.case == secret() and found.sealed and attachment(path, f"{MARK.lower()}.pdf") == PLAN


def test_the_recovery_sheet_opens_it_and_another_one_does_not(tmp_path: Path) -> None:
    path = the_file(tmp_path)
    key = keyring.of("probe")
    assert key is not None
    keyring.keep_only(None)
    assert keyring.recover(path, key.identity.words.lower()).identity == key.identity
    for words, code in ((age.Identity.new().words, "fremder_schluessel"), ("unsinn", "notschluessel")):
        with pytest.raises(SecretError) as failed:
            keyring.recover(path, words)
        assert failed.value.code == code


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    """Whatever byte it is, the case is not read otherwise than it was written, and the passphrase is not called wrong."""
    path = tmp_path / "hof.ala"
    protected()
    save(Case(case_id="probe"), path)
    raw = path.read_bytes()
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 0x01
        path.write_bytes(changed)
        with pytest.raises(StoreError) as failed:
            load(path)
        assert failed.value.code in ("kaputt", "fremd"), place
    for length in range(0, len(raw), 7):
        path.write_bytes(raw[:length])
        with pytest.raises(StoreError):
            load(path)


def test_a_changed_header_is_no_wrong_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "hof.ala"
    protected()
    save(Case(case_id="probe"), path)
    raw = path.read_bytes()
    keyring.keep_only(None)
    for place in range(len(keyring.SIGN), raw.index(b"\n---")):
        changed = bytearray(raw)
        changed[place] ^= 0x01
        path.write_bytes(changed)
        lock_there = keyring.shut(path)
        if lock_there is None:  # told as damaged before anybody is asked
            continue
        keyring.add(keyring.unlock(lock_there, WORDS))
        with pytest.raises(StoreError) as failed:
            load(path)
        assert failed.value.code == "kaputt", place
        keyring.keep_only(None)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_fault_at_any_step_of_an_encrypted_save_leaves_old_or_new(tmp_path: Path, number: int) -> None:
    path = tmp_path / "hof.ala"
    the_file(tmp_path)
    before = path.read_bytes()

    def deed() -> None:
        try:
            save(secret(2), path)
        except StoreError as error:
            assert error.code in ("voll", "gesperrt", "schreiben", "lesen_gesperrt", "lesen", "pruefung")

    def look(_steps: list[str]) -> None:
        assert [file.name for file in tmp_path.iterdir()] == ["hof.ala"] and said(tmp_path) == []
        found = load(path)
        assert found.case in (secret(), secret(2)) and found.sealed
        assert attachment(path, f"{MARK.lower()}.pdf") == PLAN

    assert at_every_step(number, deed, look, lambda: path.write_bytes(before) and None) > 20


def test_no_failing_step_costs_an_encrypted_change(tmp_path: Path) -> None:
    assert prove_faults(tmp_path, stride=5, key=keyring.create(WORDS)) > 150
    assert said(tmp_path) == []


def test_a_plain_case_under_the_same_id_is_not_needed_to_be_told(tmp_path: Path) -> None:
    """What was read sealed is written sealed, wherever; only an open form that is asked for is plain."""
    path = the_file(tmp_path)
    unlocked(path)
    case = load(path).case
    save(case, tmp_path / "copy.ala", path)
    save(case.model_copy(update={"attachments": ()}), tmp_path / "copy.json")
    assert said(tmp_path) == []
    save(case, tmp_path / "open.ala", path, open_form=True)
    assert said(tmp_path) == ["open.ala"]


def test_the_readers_in_the_docs_open_a_file_and_its_journal(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "sicherheit.md").read_text(encoding="utf-8")
    _, code = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    path = the_file(tmp_path)
    (tmp_path / "lesen.py").write_text(code, encoding="utf-8")
    subprocess.run([sys.executable, str(tmp_path / "lesen.py"), str(path), WORDS, str(tmp_path / "a.zip")], check=True)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert json.loads(archive.read("case.json"))["answers"]["K1.1"] == f"{MARK} 0"
    key = keyring.of("probe")
    assert key is not None
    kept = journal.Journal("probe", path, "", lambda: NOW)
    kept.note(secret(1))
    kept.note(secret(2))
    opener, before, found = pyrage.x25519.Identity.from_str(key.identity.words), "", []
    for line in kept.path.read_text(encoding="ascii").splitlines():
        _, length, total, content = line.split(" ", 3)
        assert int(length) == len(content) and total == hashlib.sha256((before + content).encode()).hexdigest()
        data, before = json.loads(content), total
        assert set(data) <= {"art", "datei", "von", "siegel"} and data["art"] == "siegel"
        found.append(json.loads(pyrage.decrypt(base64.b64decode(data["siegel"]), [opener])))
    assert found[0]["fall"]["answers"]["K1.1"] == f"{MARK} 1" and found[1]["neu"] == [[["answers", "K1.1"], f"{MARK} 2"]]


# -- what lies beside it -----------------------------------------------------------


def guarded(path: Path, case: Case, *, saved: bool = True) -> Guard:
    return Guard(case, path, lambda: NOW, saved=saved)


def everything(path: Path, number: int) -> None:
    """A session that leaves something of every kind behind: journal, state, safe copy, a waiting attachment."""
    guard = guarded(path, secret())
    guard.begin()
    guard.save(secret(1), path, lambda: save(secret(1), path))
    guard.note(secret(number))
    guard.keep(secret(3))
    recovery.keep(secret(number), path)
    source = path.parent.parent / "quelle.pdf"
    source.write_bytes(PLAN)
    row = inbox.take(source, secret())
    assert inbox.content(secret().model_copy(update={"attachments": (row,)}), row, None) == PLAN
    source.unlink()
    lock.release(path)


def test_nothing_beside_an_encrypted_case_says_anything(tmp_path: Path, own_folders: Path) -> None:
    folder = tmp_path / "fall"
    folder.mkdir()
    path = the_file(folder)
    everything(path, 2)
    assert said(folder, own_folders) == []
    assert journal.found() and generations.found("probe") and recovery.found() and list((user_data() / inbox.FOLDER).rglob("*.siegel"))
    keyring.keep_only(None)
    assert rescue.waiting() == (path,)
    assert rescue.look(path).problem is not None and rescue.look(path).offer is None
    unlocked(path)
    found = rescue.look(path)
    assert found.loaded is not None and found.loaded.case == secret(1) and rescue.locks(path) == ()
    assert found.offer is not None and found.offer.case == secret(2)
    assert said(folder, own_folders) == []


def test_what_was_plain_before_is_sealed_at_that_moment(tmp_path: Path, own_folders: Path) -> None:
    folder = tmp_path / "fall"
    folder.mkdir()
    path = folder / "hof.ala"
    with_attachments(path, secret(), {f"{MARK.lower()}.pdf": PLAN})
    everything(path, 2)
    own = user_data() / protection.OWN / "antrag-1.ala"
    own.parent.mkdir(parents=True)
    save(secret(5), own)
    generations.keep_original(path, "probe", 1)
    elsewhere = guarded(folder / "alt.ala", secret(7), saved=False)
    elsewhere.note(secret(7))
    lock.release(folder / "alt.ala")
    states = {entry.number: load(entry.path).case for entry in generations.found("probe")}
    assert len(said(own_folders)) >= 6
    protected()
    save(secret(2), path)
    assert protection.sweep(secret(2), path, ["quelle.pdf"]) == ()
    assert said(folder, own_folders) == []
    assert {entry.number: load(entry.path).case for entry in generations.found("probe")} == states
    assert load(own).case == secret(5)
    row = Attachment(id="q", title="q", file="quelle.pdf")
    assert inbox.content(secret().model_copy(update={"attachments": (row,)}), row, None) == PLAN
    assert {journal.read(place).case.answers["K1.1"] for place in journal.found()} == {f"{MARK} 2", f"{MARK} 7"}
    assert generations.add(secret(3), path, NOW) is None  # its sign is still known

    # and the other way round
    keyring.release("probe")
    save(secret(2), path)
    assert protection.sweep(secret(2), path, ["quelle.pdf"]) == ()
    keyring.keep_only(None)
    assert {entry.number: load(entry.path).case for entry in generations.found("probe")} == states
    assert load(path).case == secret(2) and load(own).case == secret(5) and not load(own).sealed
    assert inbox.content(secret().model_copy(update={"attachments": (row,)}), row, None) == PLAN
    assert {journal.read(place).case.answers["K1.1"] for place in journal.found()} == {f"{MARK} 2", f"{MARK} 7"}
    assert generations.add(secret(3), path, NOW) is None


def test_a_new_passphrase_holds_for_every_copy_here(tmp_path: Path, own_folders: Path) -> None:
    folder = tmp_path / "fall"
    folder.mkdir()
    path = the_file(folder)
    everything(path, 2)
    key = keyring.of("probe")
    assert key is not None
    keyring.protect("probe", keyring.renewed(key, OTHER))
    save(secret(2), path)
    assert protection.sweep(secret(2), path, ["quelle.pdf"]) == ()
    locks = {keyring.lock_of(file) for base in (folder, own_folders) for file in base.rglob("*") if file.is_file()} - {None}
    assert len(locks) == 1
    unlocked(path, OTHER)
    assert load(path).case == secret(2) and all(load(entry.path).sealed for entry in generations.found("probe"))
    with pytest.raises(SecretError):
        unlocked(path, WORDS)


def test_a_copy_that_cannot_be_sealed_is_told_and_done_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hof.ala"
    save(secret(), path)
    generations.add(secret(), path, NOW)
    protected()
    [state] = generations.found("probe")
    with monkeypatch.context() as patch:
        patch.setattr(protection.disk, "write_whole", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        assert protection.sweep(secret(), path) == (state.path,)
    assert load(state.path).case == secret() and said(user_data()) == [state.path.name]
    assert protection.sweep(secret(), path) == () and said(user_data()) == []


def test_plain_files_elsewhere_are_named(tmp_path: Path) -> None:
    path, copy, other = (tmp_path / name for name in ("hof.ala", "kopie.ala", "anders.ala"))
    save(secret(), copy)
    save(Case(case_id="anders"), other)
    for file in (path, copy, other, tmp_path / "weg.ala"):
        recent.remember(file)
    protected()
    save(secret(), path)
    assert protection.readable(secret(), path) == (copy,)


def test_a_passphrase_changed_elsewhere_is_a_change_of_the_file(tmp_path: Path) -> None:
    path = the_file(tmp_path)
    guard = guarded(path, secret())
    mine = keyring.of("probe")
    assert mine is not None
    keyring.protect("probe", keyring.renewed(mine, OTHER))
    save(secret(), path)  # as another computer would
    keyring.protect("probe", mine)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="geaendert"):
        guard.save(secret(2), path, lambda: save(secret(2), path))
    assert path.read_bytes() == before
    guard.accept()  # looked at and decided: the newer passphrase holds
    guard.save(secret(2), path, lambda: save(secret(2), path))
    lock.release(path)
    unlocked(path, OTHER)
    assert load(path).case == secret(2)


def test_a_broken_file_is_taken_up_from_its_sealed_states(tmp_path: Path) -> None:
    path = the_file(tmp_path)
    guard = guarded(path, secret())
    guard.begin()
    guard.close(secret(), clean=True)
    path.write_bytes(b"x" + path.read_bytes()[1:])
    keyring.keep_only(None)
    locks = rescue.locks(path)
    assert len(locks) == 1 and rescue.look(path).offer is None
    keyring.add(keyring.unlock(locks[0], WORDS))
    found = rescue.look(path)
    assert rescue.locks(path) == () and found.loaded is None and found.offer is not None and found.offer.case == secret()
    assert keyring.of("probe") is not None  # and what goes on from it stays sealed


def test_a_journal_that_lost_its_end_gives_what_stands_before(tmp_path: Path) -> None:
    protected()
    kept = journal.Journal("probe", tmp_path / "hof.ala", "", lambda: NOW)
    for number in range(4):
        kept.note(secret(number))
    raw = kept.path.read_bytes()
    assert MARK.encode() not in raw and len(raw.splitlines()) == 4
    ends = [len(b"".join(raw.splitlines(keepends=True)[:count])) for count in range(5)]
    for length in range(ends[1], len(raw) + 1, 97):
        kept.path.write_bytes(raw[:length])
        assert journal.read(kept.path).case == secret(sum(end <= length for end in ends) - 2)
    changed = bytearray(raw)
    changed[ends[2] + 200] ^= 1
    kept.path.write_bytes(changed)
    assert journal.read(kept.path).case == secret(1)


def test_a_rescue_copy_that_nobody_can_open_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "hof.ala"
    protected()
    first = recovery.keep(secret(1).model_copy(update={"attachments": ()}), path)
    old = first.read_bytes()
    keyring.keep_only(None)
    assert recovery.keep(secret(2).model_copy(update={"attachments": ()}), path) == first
    assert sorted(file.read_bytes() == old for file in recovery.found()) == [False, True]
