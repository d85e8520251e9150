"""File names that every system, every mail program and every specialist software takes: short, plain letters, no blanks."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Letters of a name without its number and its ending."""
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "€": " Euro ", "&": " und "}
)
_NAME = re.compile(r"(?:(?:Anlagen|Weitere_Dateien|Nur_fuer_Sie)/[A-Za-z0-9]|[0-9]{2}_|bundle\.pdf$|Antrag\.zip$)[A-Za-z0-9_.-]*")


def plain(words: str, otherwise: str) -> str:
    """The words in plain letters, joined by hyphens; `otherwise` where none is left."""
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", words).translate(_SPELLED))
    letters = spelled.encode("ascii", "ignore").decode("ascii")
    joined = "-".join(re.findall(r"[A-Za-z0-9]+", letters))[:LONGEST].strip("-")
    return joined or otherwise


def is_ours(path: str) -> bool:
    """May this stand in a list of files of ours? Only names that a set has: a forged list names no file of somebody else."""
    return len(path) <= 120 and _NAME.fullmatch(path) is not None and ".." not in path
