"""Keys in German words, the way they stand on a keyboard."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from ala_wizard.content.texts import keys as known
from ala_wizard.content.texts import text


def spoken_keys(keys: QKeySequence) -> str:
    """„Strg + K“."""
    return " + ".join(map(_name, keys.toString(QKeySequence.SequenceFormat.PortableText).split("+")))


def cap(words: str) -> str:
    """Keys in words as they stand on the caps: arrows as arrows."""
    for name, arrow in (("right", "→"), ("left", "←"), ("up", "↑"), ("down", "↓")):
        words = words.replace(text(f"tastenname.{name}"), arrow)
    return words


def _name(part: str) -> str:
    entry = f"tastenname.{part.lower()}"
    return text(entry) if entry in known() else part
