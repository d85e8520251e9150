"""The age format: what is sealed here, another maker's tool opens, and the other way round; nothing changed is ever believed."""

from __future__ import annotations

import io
import random

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ala_wizard.store import age

EASY = 2
"""Binary logarithm of scrypt's N where a test is not about guessing."""
SIZES = (0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 2 * age.CHUNK, 3 * age.CHUNK + 17)


@pytest.mark.parametrize("size", SIZES)
def test_the_other_maker_opens_what_is_sealed_here(size: int) -> None:
    data = random.Random(size).randbytes(size)
    own = age.Identity.new()
    other = pyrage.x25519.Identity.from_str(own.words)
    assert str(other.to_public()) == own.recipient
    assert pyrage.decrypt(age.seal(data, age.for_recipient(own.recipient)), [other]) == data
    assert pyrage.passphrase.decrypt(age.seal(data, age.for_passphrase("Apfel Baum", EASY)), "Apfel Baum") == data


@pytest.mark.parametrize("size", SIZES)
def test_what_the_other_maker_sealed_opens_here(size: int) -> None:
    data = random.Random(size).randbytes(size)
    other = pyrage.x25519.Identity.generate()
    assert age.unseal(pyrage.encrypt(data, [other.to_public()]), identity=age.Identity.parse(str(other))) == data
    several = [pyrage.x25519.Identity.generate().to_public(), other.to_public()]
    assert age.unseal(pyrage.encrypt(data, several), identity=age.Identity.parse(str(other))) == data


@settings(max_examples=30)
@given(st.binary(max_size=3000), st.text(min_size=1, max_size=30))
def test_any_bytes_under_any_passphrase(data: bytes, passphrase: str) -> None:
    sealed = age.seal(data, age.for_passphrase(passphrase, EASY))
    assert age.unseal(age.unarmored(age.armored(sealed)), passphrase=passphrase) == data
    with pytest.raises(age.WrongKeyError):
        age.unseal(sealed, passphrase=passphrase + "x")


def test_the_same_letters_typed_in_two_ways_are_one_passphrase() -> None:
    assert age.unseal(age.seal(b"x", age.for_passphrase("M\u00fchle", EASY)), passphrase="Mu\u0308hle") == b"x"


def test_every_guess_costs_memory_and_time() -> None:
    head = age.for_passphrase("x")
    assert int(head.raw.split(b"\n")[1].split(b" ")[3]) == age.WORK >= 17


@pytest.mark.parametrize("kind", ["scrypt", "X25519"])
def test_every_changed_byte_is_noticed(kind: str) -> None:
    own = age.Identity.new()
    sealed = age.seal(b"Geheim", age.for_passphrase("p", EASY) if kind == "scrypt" else age.for_recipient(own.recipient))
    for place in range(0, len(sealed), 2 if kind == "scrypt" else 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(age.AgeError):
            age.unseal(bytes(changed), passphrase="p", identity=own)
    for end in range(len(sealed)):
        with pytest.raises(age.AgeError):
            age.unseal(sealed[:end], passphrase="p", identity=own)


def test_blocks_cannot_be_taken_away_or_changed_about() -> None:
    own = age.Identity.new()
    data = bytes(3 * age.CHUNK)
    sealed = age.seal(data, age.for_recipient(own.recipient))
    block, start = age.CHUNK + age.TAG, len(sealed) - 3 * (age.CHUNK + age.TAG)
    first, second = sealed[start : start + block], sealed[start + block : start + 2 * block]
    for changed in (sealed[:-block], sealed[:start] + second + first + sealed[start + 2 * block :], sealed + first):
        with pytest.raises(age.AgeError):
            age.unseal(changed, identity=own)


def test_a_hostile_header_cannot_ask_for_all_memory() -> None:
    sealed = age.seal(b"x", age.for_passphrase("p", EASY))
    for asked in (b" 40\n", b" 21\n", b" 0\n", b" 02\n", b" -1\n", b" x\n"):
        with pytest.raises(age.AgeError):
            age.unseal(sealed.replace(b" 2\n", asked, 1), passphrase="p")
    with pytest.raises(age.AgeError):
        age.unseal(age.VERSION + b"-> scrypt " + b"A" * 10**6, passphrase="p")


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_not_crashed(raw: bytes) -> None:
    for start in (b"", age.VERSION, age.VERSION + b"-> X25519 "):
        with pytest.raises(age.AgeError):
            age.unseal(start + raw, passphrase="p", identity=age.Identity(bytes(32)))


@given(st.lists(st.tuples(st.integers(0, 4 * age.CHUNK), st.integers(0, 70000)), max_size=6))
def test_a_sealed_file_is_read_from_any_place(steps: list[tuple[int, int]]) -> None:
    data = random.Random(7).randbytes(3 * age.CHUNK + 5)
    own = age.Identity(b"k" * 32)
    file = io.BytesIO(age.seal(data, age.for_recipient(own.recipient)))
    reader = age.Reader(file, age.open_head(file, identity=own))
    for place, size in steps:
        reader.seek(place)
        assert reader.read(size) == data[place : place + size]


def test_a_recovery_key_is_read_as_people_write_it() -> None:
    own = age.Identity.new()
    written = " - ".join(own.words[place : place + 4] for place in range(0, len(own.words), 4)).lower()
    assert age.Identity.parse(written).secret == own.secret
    body = own.words.removeprefix(age.SECRET)
    assert age.Identity.parse(body).secret == own.secret
    wrong = body[:9] + ("Q" if body[9] != "Q" else "P") + body[10:]
    for words in (wrong, body[:-1], "", "AGE-SECRET-KEY-1", own.recipient):
        with pytest.raises(age.AgeError):
            age.Identity.parse(words)


def test_keys_never_show_themselves() -> None:
    own = age.Identity.new()
    assert own.words not in repr(own) and own.secret.hex() not in repr(own) and str(own.secret) not in repr(own)
    assert str(age.for_passphrase("p", EASY).file_key) not in repr(age.for_passphrase("p", EASY))
