"""Plans and photos in the Konzept: at the question that they were given, with caption and words for those who do not see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ala_wizard.checks.bilder import PRINTABLE, in_konzept
from ala_wizard.documents.blocks import Block, Note, Picture
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.wording import words
from ala_wizard.model.case import Attachment, Case

if TYPE_CHECKING:
    from ala_wizard.documents.outline import Section

LOGO = "logo"
"""The kind of attachment that is the farm's sign."""


def shown_at(question_id: str, case: Case) -> tuple[Attachment, ...]:
    """The pictures that stand at a question, in the order of the attachments."""
    return tuple(entry for entry in in_konzept(case) if entry.question == question_id)


def printed(case: Case) -> tuple[Attachment, ...]:
    """Every picture that a paper may print: those of the Konzept, and the farm's sign on the covers."""
    return (
        *in_konzept(case),
        *(entry for entry in case.attachments if entry.kind == LOGO and entry.media_type in PRINTABLE and entry.file),
    )


def pictures(section: Section, case: Case, stamp: Stamp) -> Iterator[Block]:
    """The pictures of a section; one whose bytes cannot be had is named."""
    for question in section.questions:
        for entry in shown_at(question.id, case):
            caption = entry.caption.strip() or entry.title.strip()
            bild = stamp.pictures.get(entry.id)
            if bild is None:
                yield Note("gap", words("konzept.picture_missing", name=caption or entry.file))
            else:
                yield Picture(bild, entry.alt.strip() or caption or words("konzept.picture"), caption)
