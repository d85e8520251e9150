"""Plans and photos that stand in the Konzept: who does not see them needs words (ISO 14289-1, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

from ala_wizard.checks.context import Context, Finding, short
from ala_wizard.model.case import Attachment, Case

KIND = "plan"
"""The kind of attachment that is a plan or a photo."""
PRINTABLE = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp")
"""Media types of pictures that can be printed; plans in other forms lie beside the papers."""


def in_konzept(case: Case) -> tuple[Attachment, ...]:
    """Every picture that stands in the Konzept."""
    return tuple(
        entry for entry in case.attachments if entry.kind == KIND and entry.question and entry.media_type in PRINTABLE and entry.file
    )


def without_words(ctx: Context) -> Iterator[Finding]:
    """A picture in the Konzept of which nobody has said what it shows."""
    for entry in in_konzept(ctx.case):
        if not entry.alt.strip():
            name = short(entry.caption or entry.title or entry.file)
            yield ctx.found("bild_ohne_worte", entry.id, address=f"attachments[{entry.id}].alt", step="belege", name=name)


RULES = (without_words,)
