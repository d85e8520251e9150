"""What other programs put on the clipboard besides plain words, pasted by hand: words only in Rich Text Format, pictures, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard, QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from ala_wizard.ui.editors.base import Editor
from tests.model.test_rtf import WORDPAD
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen

Key = Qt.Key
PICTURE = "Ein Bild passt nicht in dieses Feld. Hängen Sie es auf der Seite „Belege und Anlagen“ an."
FILE = "Eine Datei passt nicht in dieses Feld. Hängen Sie sie auf der Seite „Belege und Anlagen“ an."
NOTHING = "In der Zwischenablage liegt kein Text."


@pytest.fixture(autouse=True)
def emptied(prepared: QApplication) -> Iterator[None]:
    yield
    prepared.clipboard().clear()


def picture() -> QMimeData:
    """A picture as a painting program copies it."""
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    data = QMimeData()
    data.setImageData(image)
    return data


def web_picture() -> QMimeData:
    """A picture as a browser copies it."""
    data = picture()
    data.setHtml('<meta charset="utf-8"><img src="hof.png">')
    return data


def file() -> QMimeData:
    """A file as a file manager copies it, with its path as text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/media/stick/Diagnosen/plan.pdf")])
    data.setText("/media/stick/Diagnosen/plan.pdf")
    return data


def written() -> QMimeData:
    """Words in Rich Text Format only."""
    data = QMimeData()
    data.setData("text/rtf", WORDPAD)
    return data


def paste(screen: Screen, data: QMimeData) -> None:
    """Strg+V."""
    QApplication.clipboard().setMimeData(data)
    screen.key(Key.Key_V, CONTROL)


def message(widget: QWidget) -> str:
    """What stands below the field."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Editor):
        above = above.parentWidget()
    assert isinstance(above, Editor)
    return "" if above.message.isHidden() else above.message.text


def test_words_in_rich_text_format_become_lines(opened: Opened) -> None:
    screen = opened("leer", "k01")
    screen.enter("answers[K1.1]")
    paste(screen, written())
    answer = screen.case.answers["K1.1"]
    assert answer.startswith("Der Hof pflegt Gänse und ") and answer.endswith("\n- Ruhe\n- Zeit\nEnde")
    assert not message(screen.focus)
    screen.key(Key.Key_Z, CONTROL)
    assert not screen.case.answers.get("K1.1")


def test_they_fit_into_a_line_and_a_plain_text(opened: Opened) -> None:
    screen = opened("leer", "betrieb")
    screen.enter("farm.events")
    paste(screen, written())
    assert screen.case.farm.events.startswith("Der Hof pflegt Gänse und {Schafe}.\nFür 12")
    screen.enter("farm.name")
    paste(screen, written())
    assert screen.case.farm.name.startswith("Der Hof pflegt Gänse und {Schafe}. Für 12") and screen.case.farm.name.endswith("Ende")


@pytest.mark.parametrize(("data", "said"), [(picture, PICTURE), (web_picture, PICTURE), (file, FILE), (QMimeData, NOTHING)])
def test_what_has_no_words_says_where_it_belongs(opened: Opened, data: Callable[[], QMimeData], said: str) -> None:
    screen = opened("leer", "betrieb")
    for address in ("farm.name", "farm.events"):
        screen.enter(address)
        screen.type("Hof ")
        paste(screen, data())
        assert screen.session.value(address) == "Hof " and message(screen.focus) == said
        screen.type("a")
        assert screen.session.value(address) == "Hof a" and not message(screen.focus)
    screen.workspace.go_to("k01")
    screen.settle()
    screen.enter("answers[K1.1]")
    paste(screen, data())
    assert message(screen.focus) == said and said in screen.focus.accessibleDescription()
    assert not screen.case.answers.get("K1.1") and screen.session.undo_name != "Einfügen"
    screen.key(Key.Key_Tab)
    assert said not in screen.words()


def test_a_cell_keeps_what_it_has(opened: Opened) -> None:
    screen = opened(step="k07")
    rows = screen.case.rooms
    screen.enter_cell("rooms", 0, "name")
    screen.key(Key.Key_Escape)
    for data in (picture(), file()):
        paste(screen, data)
        assert screen.case.rooms == rows


def test_a_clipboard_that_was_never_filled_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems have none at all until something is copied; then Qt gives nothing instead of an empty one."""
    screen = opened("leer", "betrieb")
    screen.enter("farm.name")
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    screen.key(Key.Key_V, CONTROL)
    assert not screen.case.farm.name and message(screen.focus) == NOTHING


def test_a_cell_keeps_what_it_has_without_any_clipboard(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened(step="k07")
    rows = screen.case.rooms
    screen.enter_cell("rooms", 0, "name")
    screen.key(Key.Key_Escape)
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    screen.key(Key.Key_V, CONTROL)
    assert screen.case.rooms == rows
