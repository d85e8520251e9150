"""All papers that are made of a case alone: those for the Leistungsträger in the order of the bundle, and those for oneself."""

from __future__ import annotations

from collections.abc import Callable

from ala_wizard.calc.results import Results
from ala_wizard.content.loader import Content
from ala_wizard.documents.anschreiben import anschreiben
from ala_wizard.documents.bedarfsnachweis import bedarfsnachweis
from ala_wizard.documents.blocks import Document, DocumentKind
from ala_wizard.documents.checklisten import checklisten
from ala_wizard.documents.einfache_sprache import einfache_sprache
from ala_wizard.documents.konzept import konzept
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.documents.leistungsbeschreibung import leistungsbeschreibung
from ala_wizard.documents.luecken import luecken
from ala_wizard.documents.menschen import einwilligung, information
from ala_wizard.documents.stamp import Stamp
from ala_wizard.documents.stellenplan import stellenplan
from ala_wizard.model.case import Case

Builder = Callable[[Case, Content, Results, Stamp], Document]

FOR_AUTHORITY: dict[DocumentKind, Builder] = {
    "anschreiben": anschreiben,
    "konzept": konzept,
    "kostenkalkulation": kostenkalkulation,
    "leistungsbeschreibung": leistungsbeschreibung,
    "bedarfsnachweis": bedarfsnachweis,
    "stellenplan": stellenplan,
}
"""What goes to the Leistungsträger; a profile names those that it wants."""

FOR_OURSELVES: dict[DocumentKind, Builder] = {
    "luecken": luecken,
    "checklisten": checklisten,
    "einfache_sprache": einfache_sprache,
    "information": information,
    "einwilligung": einwilligung,
}
"""What stays on the farm or with the adviser: never part of the bundle."""
