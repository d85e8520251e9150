"""The fonts in every file: Noto Sans, and two that stand in for the characters it lacks.

Only shipped fonts are used and each is embedded. `NotoEmoji-400-normal.ttf` is the published monochrome font
without its layout tables and hints; `DejaVuSans.ttf` is unchanged.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ala_wizard.content.paths import resources
from ala_wizard.pdf.direction import typed

SANS = "NotoSans"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
BOLD_ITALIC = "NotoSans-BoldItalic"
SYMBOLS = "DejaVuSans"
EMOJI = "NotoEmoji"

FILES: dict[str, str] = {
    SANS: "NotoSans-400-normal.ttf",
    BOLD: "NotoSans-700-normal.ttf",
    ITALIC: "NotoSans-400-italic.ttf",
    BOLD_ITALIC: "NotoSans-700-italic.ttf",
    SYMBOLS: "DejaVuSans.ttf",
    EMOJI: "NotoEmoji-400-normal.ttf",
}
FALLBACKS = (SYMBOLS, EMOJI)
"""Asked in this order for a character that Noto Sans does not have."""


def utf16(code: int) -> str:
    """A character as the hexadecimal UTF-16BE that a ToUnicode table wants; a form of a letter as the letter that was typed."""
    letter = chr(code)
    return typed().get(letter, letter).encode("utf-16-be").hex().upper()


def unicode_map(font: str, subset: list[int]) -> str:
    """The table that gives the characters back when text is copied (ISO 32000-1, 9.10.3).

    Unused codes are left out, and characters beyond U+FFFF are written as surrogate pairs: reportlab's own
    table does neither.
    """
    used = [(code, char) for code, char in enumerate(subset) if char]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def",
        f"/CMapName /{font} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(used), 100):
        part = used[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:02X}> <{utf16(char)}>" for code, char in part]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


KNOWN_WORDS = 50_000
"""Of so many words a font remembers how wide they are."""


class EmbeddedFont(TTFont):
    """A TrueType font whose text can be copied out again, whatever the characters.

    It measures a word once and looks characters up all at once: reportlab takes them one by one.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._units: dict[str, float] = {}
        self._widen()

    def _widen(self) -> None:
        """Glyphs at the end of a font share one width; reportlab would write it in thousandths instead of the font's own units."""
        metrics = self.face.hmetrics
        known = int.from_bytes(self.face.get_table("hhea")[34:36], "big")
        metrics[known:] = [(metrics[known - 1][0], side) for _, side in metrics[known:]]

    def stringWidth(self, text: Any, size: float, encoding: str = "utf8") -> float:
        """Width in points, as reportlab reckons it."""
        words: str = text if isinstance(text, str) else text.decode(encoding or "utf8")
        units = self._units.get(words)
        if units is None:
            if len(self._units) >= KNOWN_WORDS:
                self._units.clear()
            width, other = self.face.charWidths.get, self.face.defaultWidth
            units = self._units[words] = sum(width(code, other) for code in map(ord, words))
        return 0.001 * size * units

    def splitString(self, text: Any, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The text in pieces of one subset each; what stands in the first subset already needs no second look."""
        state = self.state.get(doc)
        if state is not None and text and isinstance(text, str):
            try:
                return [(0, bytes(map(state.assignments.__getitem__, map(ord, text.replace("\xa0", " ")))))]
            except (KeyError, ValueError):  # a character that is new, or one of a later subset
                pass
        found: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return found

    def addObjects(self, doc: Any) -> None:
        """Write the font's subsets into the file, with our own ToUnicode tables."""
        state = self.state[doc]
        subsets, name = [list(subset) for subset in state.subsets], state.internalName
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(subsets):
            font = fonts[f"{name}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = unicode_map(font.BaseFont, subset)


@cache
def register() -> None:
    """Make the fonts known to reportlab, once."""
    folder = resources() / "fonts"
    for name, file in FILES.items():
        pdfmetrics.registerFont(EmbeddedFont(name, str(folder / file), asciiReadable=True))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    for name in FALLBACKS:
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


@cache
def coverage(name: str) -> frozenset[int]:
    """The code points that a font can print in every style we use."""
    register()
    styles = (SANS, BOLD, ITALIC, BOLD_ITALIC) if name == SANS else (name,)
    glyphs = [frozenset(code for code, glyph in pdfmetrics.getFont(style).face.charToGlyph.items() if glyph) for style in styles]
    return frozenset.intersection(*glyphs)


def width(text: str, font: str, size: float) -> float:
    """Width of a text in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))
