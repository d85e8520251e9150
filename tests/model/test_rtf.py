"""Words from Rich Text Format, as an old word processor alone puts them on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.model.rtf import words

WORDPAD = rb"""{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang1031{\fonttbl{\f0\fnil\fcharset0 Calibri;}{\f1\fnil\fcharset2 Symbol;}}
{\colortbl ;\red255\green0\blue0;}
{\*\generator Riched20 10.0.19041}\viewkind4\uc1
\pard\sa200\sl276\slmult1\f0\fs22\lang7 Der Hof pflegt \b G\'e4nse\b0  und \{Schafe\}.\par
F\'fcr 12\~\u8364? am Tag \endash  immer\u55357?\u56842?.\par
\par
\pard{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt\pnf1\pnindent0{\pntxtb\'B7}}\fi-360 Ruhe\par
{\pntext\f1\'B7\tab}Zeit\par
{\v geheim}{\pict\wmetafile8 0100090000}\pard Ende\par
}"""


def test_paragraphs_and_letters_stay_and_the_look_goes() -> None:
    assert words(WORDPAD).split("\n") == [
        "Der Hof pflegt Gänse und {Schafe}.",
        "Für 12\u00a0€ am Tag – immer\U0001f60a.",
        "",
        "·\tRuhe",
        "·\tZeit",
        "Ende",
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (rb"{\rtf1\ansi\ansicpg1250 \'9aala}", "šala"),
        (rb"{\rtf1\ansi\ansicpg99999 \'e4}", "ä"),
        (rb"{\rtf1\uc2 a\u228\'c3\'a4b}", "aäb"),
        (rb"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt Hofladen}}}", "Hofladen"),
        (rb"{\rtf1\trowd Montag\cell 8 Uhr\cell\row Dienstag\cell\cell\row}", "Montag; 8 Uhr\nDienstag"),
        (rb"{\rtf1 halb\u55357?}", "halb\ufffd"),
        (rb"{\rtf1 offen {und mehr", "offen und mehr"),
        (b"kein solcher Text", ""),
        (b"", ""),
    ],
)
def test_small_pieces(source: bytes, found: str) -> None:
    assert words(source) == found


@given(
    st.lists(st.sampled_from([rb"{", rb"}", rb"\u-9", rb"\bin9", rb"\'e4", rb"\v", rb"\v0", rb"\*", b"\\", rb"\uc", b"a\xe4", rb"\par "]))
)
def test_whatever_comes_words_are_letters(parts: list[bytes]) -> None:
    assert words(rb"{\rtf1" + b"".join(parts)).encode().decode() is not None
