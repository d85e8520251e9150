"""What comes from Word, LibreOffice, a browser or a plain text: bold, lists and paragraphs stay, nothing else does."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ala_wizard.model.richtext import parse, store
from ala_wizard.ui.editors.rich.paste import html_lines, plain_lines

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta charset=utf-8><title>Antrag</title><style>p.MsoNormal {mso-style-parent:"";font-family:"Calibri"}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=DE style='tab-interval:35.4pt'><!--StartFragment-->
<h1>Unsere<span style='font-size:20pt;color:red'> Arbeit</span><o:p></o:p></h1>
<p class=MsoNormal><span style='font-family:"Comic Sans MS";color:#FF0000'>Wir haben <b style='mso-bidi-font-weight:normal'>Ziegen</b>
und&nbsp;&nbsp;&nbsp;Schafe.<span style='mso-comment-continuation:1'></span></span><a class=msocomanchor href="#_msocom_1">[AB1]</a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Ruhe</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span><!--[endif]-->Zeit</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Montag</p></td><td><p class=MsoNormal>8 Uhr</p><p class=MsoNormal>Feld</p></td></tr>
<tr><td>Dienstag</td><td></td></tr></table>
<p class=MsoNormal><img width=10 src="file:///C:/bild.png"><span style='display:none;mso-hide:all'>geheim</span>Ende\u202e<br>neue Zeile</p>
<!--EndFragment--></body></html>"""

LIBRE = """<!DOCTYPE html><html><head><style type="text/css">p { line-height: 115% }</style></head><body lang="de-DE" dir="ltr">
<p style="line-height: 100%"><font face="Arial, serif"><font size="3">Ein <b>Satz</b></font></font></p>
<ol><li><p>eins</p><ol><li><p>eins a</p></li></ol></li><li><p>zwei</p></li></ol><p>Schluss</p></body></html>"""

BROWSER = (
    '<meta http-equiv="content-type" content="text/html; charset=utf-8"><div><span style="font-weight: 700;">Fett</span> und '
    '<strong style="font-weight:normal">nicht</strong></div><ul><li>a</li><li>b<br>c</li></ul><script>alert(1)</script>'
    "<pre>x  y\n- z</pre><del>weg</del><p>§\u00a060</p>"
)


def test_word() -> None:
    assert store(html_lines(WORD)).split("\n") == [
        "**Unsere Arbeit**",
        "Wir haben **Ziegen** und Schafe.",
        "- Ruhe",
        "  1. Zeit",
        "Montag; 8 Uhr Feld",
        "Dienstag",
        "Ende",
        "neue Zeile",
    ]


def test_libreoffice() -> None:
    assert store(html_lines(LIBRE)).split("\n") == ["Ein **Satz**", "1. eins", "  1. eins a", "1. zwei", "Schluss"]


def test_a_browser() -> None:
    assert store(html_lines(BROWSER)).split("\n") == ["**Fett** und nicht", "- a", "- b c", "x y", "\\- z", "§ 60"]


def test_an_umlaut_in_two_letters_is_one() -> None:
    assert store(html_lines("<p>fu\u0308r <b>Pla\u0308tze</b></p>")) == "für **Plätze**"


def test_blank_paragraphs_become_one_blank_line() -> None:
    assert store(html_lines("<p></p><p>a</p><p>&nbsp;</p><p> </p><p>b</p><p></p>")) == "a\n\nb"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("eins", "eins"),
        ("- eins", "\\- eins"),
        ("Wir bieten:\r\n- Ruhe\r\n* Zeit\r\nEnde", "Wir bieten:\n- Ruhe\n- Zeit\nEnde"),
        ("1. eins\n2. zwei\n  a", "1. eins\n1. zwei\n  a"),
        ("1. Mai ist frei\nEnde", "1\\. Mai ist frei\nEnde"),
        ("a\u202eb\u200bc\x00d\ufffce", "abcde"),
        ("viel\u00a0\u00a0\u00a0Platz, § 60, 8\u00a0Plätze", "viel Platz, § 60, 8\u00a0Plätze"),
        ("{plaetze} **fett** \\", "\\{plaetze} \\*\\*fett\\*\\* \\\\"),
        ("👩\u200d🌾 bleibt", "👩\u200d🌾 bleibt"),
        ("fu\u0308r Pla\u0308tze", "für Plätze"),
        ("\uf0b7 eins\n\uf0b7\tzwei", "- eins\n- zwei"),
        ("\n\n", "\n"),
    ],
)
def test_plain_text(typed: str, stored: str) -> None:
    assert store(plain_lines(typed)) == stored


@given(st.text(alphabet=st.sampled_from("ab -*.1\n\t\u00a0{}\\<>&•")))
def test_plain_text_is_never_a_mark_of_a_fact_or_bold(typed: str) -> None:
    for line in plain_lines(typed):
        assert not any(run.fact or run.bold for run in line.runs)
    assert parse(store(plain_lines(typed))) == plain_lines(typed)


TAGS = ["p", "b", "li", "ul", "ol", "table", "tr", "td", "h2", "span", "pre", "br", "div", "del", "th"]
PIECES = st.one_of(
    st.sampled_from(
        [f"<{tag}>" for tag in TAGS]
        + [f"</{tag}>" for tag in TAGS]
        + ["<!--", "-->", "<![if x]>", "&nbsp;", "<p style='mso-list:l0 level9'>"]
    ),
    st.text(alphabet="abc \n\u00a0\u2028", max_size=5).map(escape),
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_markup_breaks_it_and_no_line_has_line_ends(source: str) -> None:
    lines = html_lines(source)
    assert parse(store(lines)) == (lines or parse(""))
    assert all(not line.runs[0].text.startswith(" ") for line in lines if line.runs)


@given(st.lists(st.text(alphabet="abc äöü&<>", min_size=1, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_the_words_of_paragraphs_stay(paragraphs: list[str]) -> None:
    words = [" ".join(run.text for run in line.runs) for line in html_lines("".join(f"<p>{escape(words)}</p>" for words in paragraphs))]
    assert words == [" ".join(paragraph.split()) for paragraph in paragraphs]


def test_a_megabyte_is_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rough measure that does not hang on the clock: the style sheets of Word never reach the parser."""
    fed: list[int] = []
    feed = HTMLParser.feed
    monkeypatch.setattr(HTMLParser, "feed", lambda self, data: (fed.append(len(data)), feed(self, data))[1])
    junk = "<style>" + "p.Mso {mso-x:1}\n" * 60_000 + "</style><!--" + "x" * 100_000 + "-->"
    assert store(html_lines(f"<html><head>{junk}</head><body>{junk}<p>kurz</p></body></html>")) == "kurz"
    assert fed == [max(fed)]
    assert fed[0] < 100
