"""The personal part sealed and opened: a passphrase opens the key, the key opens each person's text.

Every person is sealed alone. So a person can be deleted everywhere without the passphrase, and a change seals one text anew.
The case, and with it every file, journal and safe copy, holds sealed texts only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from ala_wizard.model.case import Case
from ala_wizard.model.personal import Personal, PersonData
from ala_wizard.store import age, secret
from ala_wizard.store.secret import Code, SecretError

PAD = 1024
"""Sealed texts are this long or a multiple of it, so that their length says nothing."""


def create(passphrase: str, today: date) -> tuple[Personal, age.Identity]:
    """A new empty personal part, and its key: that is what the recovery sheet says. Raises SecretError."""
    identity = age.Identity.new()
    return renewed(Personal(recipient=identity.recipient, created=today), identity, passphrase), identity


def renewed(personal: Personal, identity: age.Identity, passphrase: str) -> Personal:
    """The same part behind another passphrase; recovery sheet and sealed texts stay. Raises SecretError."""
    return personal.model_copy(update={"key": age.armored(secret.behind(identity, passphrase))})


def unlock(personal: Personal, passphrase: str) -> age.Identity:
    """The key, by the passphrase. Raises SecretError."""
    try:
        lock = age.unarmored(personal.key)
    except age.AgeError as error:
        raise SecretError("beschaedigt") from error
    return _own(personal, secret.by_passphrase(lock, passphrase), "beschaedigt")


def recover(personal: Personal, words: str) -> age.Identity:
    """The key, by the recovery sheet. Raises SecretError."""
    return _own(personal, secret.by_sheet(words), "fremder_schluessel")


def _own(personal: Personal, identity: age.Identity, code: Code) -> age.Identity:
    """A key that does not belong to the public half in the file: somebody changed one of them, or it is another case's."""
    if identity.recipient != personal.recipient:
        raise SecretError(code)
    return identity


def sealed(personal: Personal, identity: age.Identity, row: str, data: PersonData) -> Personal:
    """The part with this person's text sealed anew; where nothing is said, without it."""
    people = dict(personal.people)
    if data.empty:
        people.pop(row, None)
    else:
        plain = json.dumps({"id": row, **data.model_dump()}, ensure_ascii=False).encode("utf-8", "backslashreplace")
        plain += b" " * (-len(plain) % PAD)
        people[row] = age.armored(age.seal(plain, age.for_recipient(identity.recipient)))
    return personal.model_copy(update={"people": people})


def opened(text: str, identity: age.Identity, row: str) -> PersonData:
    """One person's text in plain. Raises SecretError when it was changed, or put into another's place."""
    try:
        data = json.loads(age.unseal(age.unarmored(text), identity=identity))
        if not isinstance(data, dict) or data.pop("id", None) != row:
            raise SecretError("beschaedigt")
        return PersonData.model_validate(data)
    except (ValueError, ValidationError, RecursionError) as error:
        raise SecretError("beschaedigt") from error


def without_people(case: Case) -> Case:
    """The case as it may be given away: no sealed texts, no key."""
    return case.model_copy(update={"personal": Personal()})


def pruned(case: Case) -> Case:
    """The case without sealed texts of people whose row is gone."""
    rows = {entry.id for entry in case.participants}
    return case if case.personal.people.keys() <= rows else _with(case, {k: v for k, v in case.personal.people.items() if k in rows})


def without(case: Case, rows: frozenset[str]) -> Case:
    """The case without these people: neither their row nor their sealed text."""
    case = case.model_copy(update={"participants": tuple(entry for entry in case.participants if entry.id not in rows)})
    unread = {key: value for key, value in case.unread.items() if not any(f"participants[{row}]" in key for row in rows)}
    return _with(case.model_copy(update={"unread": unread}), {k: v for k, v in case.personal.people.items() if k not in rows})


def _with(case: Case, people: Mapping[str, str]) -> Case:
    return case.model_copy(update={"personal": case.personal.model_copy(update={"people": dict(people)})})
