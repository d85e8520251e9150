"""The reader of words and laws: the list at the left, one article at the right, with the way back and the way to its question."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ala_wizard.content.reference import Article, Reference
from ala_wizard.content.texts import text
from ala_wizard.flow.search import Found
from ala_wizard.flow.searchable import READ
from ala_wizard.ui import icons, theme
from ala_wizard.ui.focusring import RING_CHILD
from ala_wizard.ui.helppane import Help
from ala_wizard.ui.kit import Words, button, clear, column, row, vline
from ala_wizard.ui.search.linkline import LinkLine
from ala_wizard.ui.search.palette import SearchField
from ala_wizard.ui.search.rows import ICONS, Row, RowList, arrange

WIDE, HIGH = 920, 660
LIST = 320
NARROW = 700
"""Below this width (px at 100 %) list and article take turns."""
HERE = "hier"
"""What stands in the history for the place that one came from."""


class Reader(QDialog):
    """A calm dialog; `go` tells the question, part or step that somebody wants to see, and the dialog is closed then."""

    go = Signal(str)

    def __init__(
        self,
        reference: Reference,
        find: Callable[[str], list[Found]],
        place_name: Callable[[str], str] | None,
        parent: QWidget,
    ) -> None:
        """`find` searches articles; `place_name` gives the words of a question or step, None where no case is open."""
        super().__init__(parent)
        self._reference, self._find, self._place_name = reference, find, place_name
        self._history: list[str] = []
        self._here: Help | None = None
        self.setWindowTitle("ALA-Wizard")
        self.setAccessibleName(text("nachschlagen.titel"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        self._build()
        room = parent.size()
        self.resize(min(theme.px(WIDE), room.width() - theme.px(32)), min(theme.px(HIGH), room.height() - theme.px(32)))
        self._typed("")

    # -- building ----------------------------------------------------------------

    def _build(self) -> None:
        self.field = SearchField(self)
        self.field.setPlaceholderText(text("nachschlagen.suchen"))
        self.field.setAccessibleName(text("nachschlagen.suchen"))
        self.field.textChanged.connect(self._typed)
        self.field.down.connect(self._into_list)
        self.field.entered.connect(lambda: self._opened(self.list.current))
        self.field.escaped.connect(self.reject)
        self.list: RowList = RowList(text("nachschlagen.liste"), self, hover=False)
        self.list.chosen.connect(self._opened)
        self.list.typed.connect(self._type_on)
        self.list.left_up.connect(lambda: self.field.setFocus(Qt.FocusReason.BacktabFocusReason))
        self._nothing = Words(text("nachschlagen.nichts"), "second")
        self._nothing.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), 0)
        self._left = QWidget(self)
        left = column(gap=8, margins=(0, 20, 0, 12))
        left.addWidget(_inset(self.field, 16))
        left.addWidget(self._nothing)
        left.addWidget(self.list, 1)
        self._left.setLayout(left)
        self._line = vline(1)
        self._line.setMaximumHeight(16777215)
        self._line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._content = QWidget()
        self._content.setObjectName("reader_content")
        self._content.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._content.setProperty(RING_CHILD, "reader_title")
        self._overline, self._title = Words("", "small"), Words("", "section")
        self._title.setObjectName("reader_title")
        self._column = column()
        self._content.setLayout(column(self._overline, 4, self._title, self._column, margins=(24, 24, 24, 24)))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._content)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self.back = button(text("nachschlagen.zurueck"), self.go_back, icon="arrow-left")
        self.contents = button(text("nachschlagen.alle"), self._show_list, "quiet")
        self.close_button = button(text("nachschlagen.schliessen"), self.reject)
        foot = QFrame()
        foot.setProperty("role", "foot")
        foot.setLayout(row(self.back, self.contents, "*", self.close_button, gap=12, margins=(24, 12, 24, 12)))
        self._right = QFrame(self)
        self._right.setProperty("role", "page")
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._area, 1)
        right.addWidget(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left)
        whole.addWidget(self._line)
        whole.addWidget(self._right, 1)

    @property
    def narrow(self) -> bool:
        """Is there no room for list and article beside each other?"""
        return self.width() < theme.px(NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(reading=bool(self._history))

    def _arrange(self, *, reading: bool) -> None:
        self._left.setVisible(not self.narrow or not reading)
        self._line.setVisible(not self.narrow)
        self._right.setVisible(not self.narrow or reading)
        self.contents.setVisible(self.narrow)
        self._left.setMinimumWidth(0 if self.narrow else theme.px(LIST))
        self._left.setMaximumWidth(16777215 if self.narrow else theme.px(LIST))

    # -- the list ----------------------------------------------------------------

    def _typed(self, query: str) -> None:
        rows = arrange(self._find(query), query, ("woerter", "gesetze")) if query.strip() else list(self._every())
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def _every(self) -> Iterable[Row]:
        """All words by topic, then the laws with their paragraphs, then the addresses."""
        topics: dict[str, list[Article]] = {}
        for term in self._reference.terms:
            topics.setdefault(term.topic, []).append(self._reference.articles[term.key])
        for topic, articles in topics.items():
            yield Row(text(f"nachschlagen.{topic}"))
            yield from map(_listed, sorted(articles, key=lambda article: article.title.casefold()))
        yield Row(text("nachschlagen.gesetze"))
        yield from (_listed(article) for article in self._reference.articles.values() if article.kind == "recht")
        for links in self._reference.topics:
            yield Row(links.label)
            yield from (_listed(self._reference.articles[f"adresse:{entry.label}"]) for entry in links.entries)

    def _into_list(self) -> None:
        if self.list.current is not None:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _type_on(self, event: QKeyEvent) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        if event.text().isprintable():
            self.field.insert(event.text())
        else:
            self.field.backspace()

    def _opened(self, opened: Row | None) -> None:
        if opened is not None and opened.target.startswith(READ):
            self.read(opened.target.removeprefix(f"{READ}:"))

    def _show_list(self) -> None:
        self._arrange(reading=False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- reading -----------------------------------------------------------------

    def open_at(self, key: str = "", here: Help | None = None) -> None:
        """Show the dialog with an article, with what belongs to a place, or with the list only."""
        self._here = here
        self.open()
        if here is not None:
            self._visit(HERE)
        elif key:
            self.read(key)
        else:
            self._show(self._reference.terms[0].key)
            self._arrange(reading=False)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, key: str) -> None:
        """Show an article. Raises KeyError for an unknown one."""
        self._visit(self._reference.articles[key].key)

    @property
    def shown(self) -> str:
        """Key of the article shown, `hier` for the place that one came from."""
        return self._history[-1] if self._history else ""

    def _visit(self, key: str) -> None:
        if self.shown != key:
            self._history.append(key)
        self._show(key)
        self._arrange(reading=True)
        self._content.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """The article before this one."""
        if len(self._history) > 1:
            self._history.pop()
            self._show(self.shown)
            self._arrange(reading=True)
            self._content.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Closed: the window goes on where it was."""
        super().done(result)
        owner = self.parentWidget()
        if owner is not None:
            owner.window().activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _show(self, key: str) -> None:
        clear(self._column)
        if key == HERE and self._here is not None:
            self._show_here(self._here)
            self.list.go_to(-1)
        else:
            self._show_article(self._reference.articles[key])
            self._mark(key)
        self._column.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self.back.setVisible(len(self._history) > 1)

    def _mark(self, key: str) -> None:
        """The list shows where one is, if the article stands in it."""
        for place, entry in enumerate(self.list.rows.rows):
            if entry.target == f"{READ}:{key}":
                self.list.go_to(place)
                self.list.scrollTo(self.list.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
                return
        self.list.go_to(-1)

    def _show_article(self, article: Article) -> None:
        self._head(text(f"nachschlagen.{article.kind}"), article.title, article.text)
        if article.under:
            words = text("nachschlagen.auch", words=article.under) if article.kind == "wort" else article.under
            self._column.addSpacing(theme.px(4))
            self._column.addWidget(Words(words, "small"))
        self._column.addSpacing(theme.px(12))
        self._column.addWidget(Words(article.text))
        if article.link and self._place_name is not None:
            name = self._place_name(article.link)
            self._column.addSpacing(theme.px(16))
            self._column.addLayout(row(self._link(text("nachschlagen.zur_frage", place=name), lambda: self._leave(article.link)), "*"))
        if article.source:
            self._section(text("nachschlagen.quellen"))
            for source in article.source:
                self._source(source)
        if article.see:
            whole_law = article.kind == "recht" and article.key.count(":") == 1
            self._section(text("nachschlagen.paragrafen" if whole_law else "nachschlagen.siehe"))
            for key in article.see:
                self._to(self._reference.articles[key])
        if article.address:
            self._address(article)

    def _show_here(self, here: Help) -> None:
        """What belongs to the question at hand: its sources, and the words in its help."""
        self._head(text("nachschlagen.hier"), here.title, "")
        sources = [source for source in here.source if self._reference.cited(source)]
        words = self._reference.words_in(here.title, here.about, *here.authority)
        if not sources and not words:
            self._column.addSpacing(theme.px(12))
            self._column.addWidget(Words(text("nachschlagen.nichts_hier")))
        if words:
            self._section(text("nachschlagen.woerter_hier"))
            for article in words:
                self._to(article, article.text)
        if sources:
            self._section(text("nachschlagen.quellen_hier"))
            for source in sources:
                self._source(source)

    def _head(self, overline: str, title: str, said: str) -> None:
        """The content itself takes the focus, so that a screen reader reads the article and the arrows scroll it."""
        self._content.setAccessibleName(f"{overline}: {title}")
        self._content.setAccessibleDescription(said)
        self._overline.set_words(overline)
        self._title.set_words(title)

    def _section(self, words: str) -> None:
        self._column.addSpacing(theme.px(20))
        self._column.addWidget(Words(words, "bold"))
        self._column.addSpacing(theme.px(4))

    def _source(self, source: str) -> None:
        """A source with its places: each can be read where the index knows it."""
        cited = self._reference.cited(source)
        if len(cited) == 1:
            self._to(cited[0], cited[0].text, source)
            return
        if not cited:
            self._column.addWidget(Words(source))
        for article in cited:
            self._to(article, article.text)

    def _to(self, article: Article, below: str = "", words: str = "") -> None:
        made = self._link(words or article.title, lambda: self.read(article.key))
        self._column.addLayout(row(made, "*"))
        if below:
            self._column.addWidget(Words(below, "small"))
            self._column.addSpacing(theme.px(8))

    def _link(self, words: str, act: Callable[[], object]) -> QWidget:
        return LinkLine(words, lambda: QTimer.singleShot(0, self, act), self._content)

    def _address(self, article: Article) -> None:
        self._section(text("nachschlagen.amtlich" if article.kind == "recht" else "nachschlagen.seite"))
        shown = QLineEdit(article.address, self._content)
        shown.setReadOnly(True)
        shown.setCursorPosition(0)
        shown.setAccessibleName(text("nachschlagen.seite"))
        self._column.addWidget(shown)
        self._column.addSpacing(theme.px(8))
        copy = button(text("nachschlagen.kopieren"), lambda: self._copy(copy, article.address), "small", "copy", parent=self._content)
        self._column.addLayout(row(copy, "*"))
        self._column.addSpacing(theme.px(6))
        self._column.addWidget(Words(text("nachschlagen.browser"), "small"))

    @staticmethod
    def _copy(pressed: QPushButton, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        pressed.setText(text("nachschlagen.kopiert"))
        icons.set_icon(pressed, "check", "ink2", 18)

    def _leave(self, place: str) -> None:
        self.accept()
        self.go.emit(place)


def _listed(article: Article) -> Row:
    """An article in the list; of laws the name below, because it is long."""
    short, _, name = article.title.partition(" – ")
    return Row(short, f"{READ}:{article.key}", ICONS["woerter" if article.kind == "wort" else "gesetze"], excerpt=name)


def _inset(widget: QWidget, side: float) -> QWidget:
    """A widget with room at both sides."""
    holder = QWidget()
    holder.setLayout(row(widget, margins=(side, 0, side, 0)))
    return holder
