"""Pages of a finished PDF as pictures, drawn from memory by PDFium."""

from __future__ import annotations

from types import TracebackType

import pypdfium2

MAX_SIDE = 6000
"""No picture is wider than this, pixels."""


class Sheets:
    """An opened paper. To be closed."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pypdfium2.PdfDocument(data)

    def __enter__(self) -> Sheets:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def picture(self, page: int, width: int) -> tuple[int, int, int, bytes]:
        """A page, counted from 1, so many pixels wide: width, height, bytes in a line, and the pixels as BGRX."""
        sheet = self._pdf[page - 1]
        try:
            bitmap = sheet.render(scale=max(1, min(width, MAX_SIDE)) / sheet.get_width(), prefer_bgrx=True)
            return bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        finally:
            sheet.close()

    def words(self, page: int) -> str:
        """All words of a page, counted from 1, in the order of the file."""
        sheet = self._pdf[page - 1]
        try:
            text = sheet.get_textpage()
            try:
                return str(text.get_text_range())
            finally:
                text.close()
        finally:
            sheet.close()

    def close(self) -> None:
        """Give the memory back."""
        self._pdf.close()
