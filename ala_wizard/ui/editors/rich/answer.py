"""The editor of the answer to a guiding question, bound to the open case."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ala_wizard.calc.results import Results
from ala_wizard.checks import facts
from ala_wizard.checks.facts import Shown
from ala_wizard.checks.zahlen import Clash, clashes
from ala_wizard.content.loader import Content
from ala_wizard.content.schema import Question
from ala_wizard.content.texts import text
from ala_wizard.model.case import Case
from ala_wizard.ui.editors.rich.desk import Desk
from ala_wizard.ui.editors.rich.editor import RichEditor
from ala_wizard.ui.editors.rich.factpicker import Entry
from ala_wizard.ui.editors.rich.origin import Source
from ala_wizard.ui.session import Session

_KNOWN: WeakKeyDictionary[Session, tuple[Case, Results, Content, dict[str, Shown]]] = WeakKeyDictionary()
"""The facts of each open case, as long as case, figures and content are the same objects."""


class AnswerEditor(RichEditor):
    """Writes one answer of the case. Typing is told by `value_changed`; every other deed changes the case with a name of its own."""

    go = Signal(str)
    """Address of the case, or ID of a question, to show."""

    def __init__(self, question: Question, session: Session, parent: QWidget | None = None) -> None:
        self._question = question
        self._session = session
        desk = Desk(
            shown=self._fact,
            entries=self._entries,
            source=self._source,
            go=self._go,
            blocks=session.engine.content.bausteine.get(question.id, ()),
            inserted=lambda: session.case.bausteine.get(question.id, ()),
            clashes=self._find_clashes,
            keep=self._keep,
            change=self._change,
            insert=self._insert,
            confirm=self._confirm,
            undo=lambda: self._history(QKeySequence.StandardKey.Undo),
            redo=lambda: self._history(QKeySequence.StandardKey.Redo),
            can_undo=lambda: bool(session.undo_name),
            can_redo=lambda: bool(session.redo_name),
        )
        super().__init__(desk, parent)
        self.set_accessible(question.ask, question.help)
        profile = session.engine.content.profile(session.case.profile)
        self.foot.explain_length(text("schreiben.umfang", least=profile.pages_min, most=profile.pages_max))

    @property
    def question_id(self) -> str:
        """ID of the question that is answered here."""
        return self._question.id

    @property
    def _address(self) -> str:
        return f"answers[{self._question.id}]"

    # -- facts -----------------------------------------------------------------

    def _fact(self, fact: str) -> Shown:
        """What the case says; reckoned once for all editors of a page, for this is asked at every key."""
        session = self._session
        case, results, content = session.case, session.results, session.engine.content
        known = _KNOWN.get(session)
        if known is None or known[0] is not case or known[1] is not results or known[2] is not content:
            known = _KNOWN[session] = (case, results, content, {})
        if fact not in known[3]:
            known[3][fact] = facts.shown(fact, case, results, content)
        return known[3][fact]

    def _find_clashes(self, stored: str) -> tuple[Clash, ...]:
        session = self._session
        confirmed = session.case.bestaetigte_zahlen.get(self._question.id, ())
        return clashes(stored, session.case, session.results, session.engine.content, confirmed)

    def _entries(self) -> list[Entry]:
        session = self._session
        content = session.engine.content
        shown = facts.all_shown(session.case, session.results, content)
        return [Entry(spec.id, spec.group, spec.label, shown[spec.id].text, shown[spec.id].missing) for spec in content.facts.values()]

    def _source(self, fact: str) -> Source:
        content = self._session.engine.content
        spec, shown = content.facts.get(fact), self._fact(fact)
        part = content.part_of.get(spec.question) if spec is not None else None
        return Source(shown.label, shown.text, shown.missing, part.short if part is not None else "")

    def _go(self, fact: str) -> None:
        content = self._session.engine.content
        spec = content.facts[fact]
        question = content.questions[spec.question]
        edited = [field.target for field in question.fields] + [table.target for table in question.tables]
        self.go.emit(spec.address if spec.address in edited else spec.question)

    # -- changing the case -----------------------------------------------------

    def _named(self, deed: str) -> str:
        return text(f"schreiben_verlauf.{deed}", what=self._question.heading or self._question.ask)

    def _change(self, stored: str, deed: str) -> None:
        self._session.end_typing()
        self._session.change(self._address, stored, self._named(deed), f"{self._address}|{deed}")

    def _insert(self, stored: str, inserted: tuple[str, ...], deed: str) -> None:
        question = self._question.id

        def make(case: Case) -> Case:
            before = case.bausteine.get(question, ())
            texts = tuple(dict.fromkeys((*before, *inserted)))
            return case.model_copy(update={"answers": {**case.answers, question: stored}, "bausteine": {**case.bausteine, question: texts}})

        self._session.end_typing()
        self._session.edit(make, self._named(deed), f"{self._address}|{deed}")

    def _confirm(self, inserted: str) -> None:
        question = self._question.id

        def make(case: Case) -> Case:
            left = tuple(one for one in case.bausteine.get(question, ()) if one != inserted)
            others = {key: texts for key, texts in case.bausteine.items() if key != question}
            return case.model_copy(update={"bausteine": {**others, question: left} if left else others})

        self._session.end_typing()
        self._session.edit(make, self._named("bestaetigen"), f"{self._address}|bestaetigen")

    def _keep(self, clash: Clash) -> None:
        kept = self._session.case.bestaetigte_zahlen.get(self._question.id, ())
        self._session.end_typing()
        address = f"bestaetigte_zahlen[{self._question.id}]"
        self._session.change(address, (*kept, clash.said), self._named("zahl_lassen"), f"{self._address}|zahl_lassen")

    def _history(self, key: QKeySequence.StandardKey) -> None:
        """The window's own deed: there is one history over everything."""
        wanted = QKeySequence(key)
        for action in self.window().actions():
            if wanted in action.shortcuts():
                action.trigger()
                return
