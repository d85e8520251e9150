"""The user's own words survive, and a broken list does no harm."""

from __future__ import annotations

from pathlib import Path

from ala_wizard.spelling import personal
from ala_wizard.store.folders import user_config


def test_words_are_kept_once_and_in_order(own_folders: Path) -> None:
    assert own_folders
    assert personal.own_words() == ()
    assert personal.add("Xaverlhof") == ("Xaverlhof",)
    assert personal.add("Öchsle") == ("Xaverlhof", "Öchsle")
    assert personal.add("Xaverlhof") == ("Xaverlhof", "Öchsle")
    assert personal.remove("Xaverlhof") == ("Öchsle",)
    assert personal.own_words() == ("Öchsle",)


def test_a_list_that_is_no_text_is_read_as_far_as_possible(own_folders: Path) -> None:
    assert own_folders
    user_config().mkdir(parents=True)
    (user_config() / personal.FILE).write_bytes(b"\xef\xbb\xbfHofgut\r\n\xff\xfe\n\n  Alm  \n")
    assert personal.own_words()[0] == "Hofgut"
    assert "Alm" in personal.own_words()
