"""What a file says about itself: XMP metadata, the claims PDF/UA-1 and PDF/A-2a, and the colours that its numbers mean.

reportlab writes neither; see ISO 14289-1 clause 5, ISO 19005-2 clauses 6.2.4 and 6.6.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from ala_wizard.content.paths import resources

LANGUAGE = "de-DE"
PART = "2"
"""PDF/A-2."""

_END = b"endstream\n"


def _ended(self: PDFStream, document: Any) -> bytes:
    """A stream with an end of line of its own before its last word; without it the length is not exact (ISO 19005-2, 6.1.7.1)."""
    raw: bytes = _plain_format(self, document)
    body = raw[: -len(_END)]
    return body + (b"\r\n" if body.endswith(b"\r") else b"\n") + _END  # what ends in half an end of line must not become one with ours


_plain_format = PDFStream.format
PDFStream.format = _ended
rl_config.useA85 = 0
"""Streams as plain bytes: smaller and quicker than in letters."""


class PlainStream(PDFStream):
    """A stream that anybody can read: metadata are never compressed."""

    def format(self, document: Any) -> bytes:
        """The dictionary and the bytes as they are."""
        entries = PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        head: bytes = pdfdoc.format(entries, document)
        body: bytes = self.content
        return head + b"\nstream\n" + body + b"\nendstream\n"


Claims = Literal["both", "archive", "none"]
"""PDF/UA-1 and PDF/A-2a; PDF/A-2b, for pages that look the same for ever but whose order of reading nobody knows; neither."""


def _kept(conformance: str) -> str:
    return f"<pdfaid:part>{PART}</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>"


_CLAIMS: dict[Claims, str] = {"both": f"<pdfuaid:part>1</pdfuaid:part>{_kept('A')}", "archive": _kept("B"), "none": ""}


def describe(document: Any) -> None:
    """Put metadata, claims and colours into a document of reportlab that is about to be saved."""
    catalog = document.Catalog
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalog.Metadata = PlainStream(kind, content=xmp(document).encode("utf-8"))
    profile = (resources() / "pdf" / "srgb.icc").read_bytes()
    colours = PDFStream(PDFDictionary({"N": 3}), content=profile, filters=[pdfdoc.PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB"),
        "DestOutputProfile": document.Reference(colours, "sRGB"),
    }
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])


def xmp(document: Any) -> str:
    """The metadata in XML; they say the same as the file's properties."""
    info, stamp = document.info, document._timeStamp
    year, month, day, hour, minute, second = (int(part) for part in stamp.YMDhms)
    moment = datetime(year, month, day, hour, minute, second)
    return described(info.title, info.author, info.subject, info.producer, info.creator, moment)


def described(title: Any, author: Any, subject: Any, producer: Any, creator: Any, moment: datetime, claims: Claims = "both") -> str:
    """The metadata of a file, and which standards it says to keep to."""
    words = {"title": title, "author": author, "subject": subject, "producer": producer, "creator": creator}
    return _PACKET.format(
        moment=f"{moment:%Y-%m-%dT%H:%M:%S}Z",
        claims=_CLAIMS[claims],
        language=LANGUAGE,
        **{key: _words(value) for key, value in words.items()},
    )


def _words(value: Any) -> str:
    return escape(value if isinstance(value, str) else "")


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
{claims}
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
