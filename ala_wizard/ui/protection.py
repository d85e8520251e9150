"""The whole file encrypted: the passphrase when it is opened, and what can be done about it while it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ala_wizard.content.texts import text
from ala_wizard.store import casefile, keyring, secret
from ala_wizard.store.errors import StoreError
from ala_wizard.store.secret import SecretError
from ala_wizard.ui import icons, theme
from ala_wizard.ui.dialog import Dialog, fit
from ala_wizard.ui.kit import Words, button, column, row
from ala_wizard.ui.printing import PaperMaker
from ala_wizard.ui.secretdialog import SecretDialog
from ala_wizard.ui.session import Session

OWN_WORDS = frozenset({"beschaedigt", "unerwartet"})
"""Sentences about the file; the others are those of every passphrase."""
NEW = ("passwort_neu", "passwort_noch_einmal")
FORGOTTEN = 2
"""Place of the way out in the dialog that asks for a passphrase."""
WIDE = 560


def _sentence(code: str) -> str:
    return text(f"ganz.{code}" if code in OWN_WORDS else f"menschen.{code}")


def _asked(
    title: str, words: str, fields: Sequence[str], deed: str, act: Callable[[list[str]], None], parent: QWidget | None, other: str = ""
) -> int:
    """A dialog about passphrases that stays until the deed worked; gives the place of its answer."""

    def check(typed: list[str]) -> str:
        try:
            act(typed)
        except SecretError as error:
            return _sentence(error.code)
        except Exception as error:
            return str(error) or _sentence("unerwartet")
        return ""

    labels = [(text(f"ganz.{name}" if name == "passwort_jetzt" else f"menschen.{name}"), name != "schluessel_feld") for name in fields]
    return SecretDialog(title, words, labels, deed, check, parent, other).ask()


def _same(typed: Sequence[str]) -> str:
    """The new passphrase, typed twice at the end. Raises SecretError."""
    if typed[-1] != typed[-2]:
        raise SecretError("ungleich")
    return typed[-1]


# -- when a file is opened -------------------------------------------------------


def unlock(file: Path, locks: Callable[[Path], tuple[bytes, ...]], parent: QWidget | None) -> keyring.Key | bool:
    """Ask for the passphrase of a file, and of what lies here beside it, until all is open.

    False when it is to stay shut; a key with a new passphrase when the old one was forgotten; else True.
    """
    renewed: keyring.Key | None = None
    while left := locks(file):
        own = keyring.shut(file) is not None
        told = "oeffnen_was" if own else "oeffnen_stand" if _sound(file) else "oeffnen_kaputt"
        chosen = _asked(
            text("ganz.oeffnen_titel"),
            text(f"ganz.{told}", name=file.name),
            ("passwort_feld",),
            text("ganz.oeffnen"),
            partial(_try, left),
            parent,
            text("ganz.vergessen"),
        )
        if chosen == FORGOTTEN:
            renewed = _forgotten(file, locks, parent) or renewed
        elif not chosen:
            return not own
    return renewed or True


def _sound(file: Path) -> bool:
    try:
        casefile.load(file)
    except StoreError:
        return False
    return True


def _try(locks: Sequence[bytes], typed: list[str]) -> None:
    """Open the first that this passphrase fits. Raises SecretError."""
    problem = SecretError("passwort")
    for lock in locks:
        try:
            keyring.add(keyring.unlock(lock, typed[0]))
        except SecretError as error:
            problem = error
        else:
            return
    raise problem


def _forgotten(file: Path, locks: Callable[[Path], tuple[bytes, ...]], parent: QWidget | None) -> keyring.Key | None:
    """Open by the recovery sheet, and choose a new passphrase; None when it was given up."""
    found: list[keyring.Key] = []

    def act(typed: list[str]) -> None:
        passphrase = _same(typed)
        key = keyring.Key(secret.by_sheet(typed[0]), b"")
        before = locks(file)
        keyring.add(key)
        if len(locks(file)) == len(before):
            keyring.drop(key)
            raise SecretError("fremder_schluessel")
        try:
            key = keyring.renewed(key, passphrase)
        except SecretError:
            keyring.drop(key)
            raise
        keyring.add(key)
        found.append(key)

    _asked(text("menschen.not_titel"), text("menschen.not_was"), ("schluessel_feld", *NEW), text("ganz.oeffnen"), act, parent)
    return found[0] if found else None


# -- while it is open --------------------------------------------------------------


def manage(session: Session, parent: QWidget | None) -> None:
    """Encrypt the open case, or see what can be done about it."""
    if session.protected:
        ProtectionDialog(session, parent).ask()
        return
    failed: list[Path] = []
    chosen = _asked(
        text("ganz.anlegen_titel"),
        text("ganz.anlegen_was", name=session.file.name),
        NEW,
        text("ganz.anlegen"),
        lambda typed: failed.extend(session.protect(keyring.create(_same(typed)))),
        parent,
    )
    if chosen == 1:
        ProtectionDialog(session, parent, failed, fresh=True).ask()


class ProtectionDialog(Dialog):
    """What holds, what stays readable elsewhere, and the three deeds. `fresh`: it was encrypted just now."""

    def __init__(self, session: Session, parent: QWidget | None = None, failed: Sequence[Path] = (), *, fresh: bool = False) -> None:
        super().__init__(text("ganz.titel"), text("ganz.was", name=session.file.name), (text("ganz.schliessen"),), parent)
        self.setFixedWidth(theme.px(WIDE))
        self._session = session
        self._warnings: dict[str, QWidget] = {}
        if fresh:
            self._warn("blatt", text("ganz.blatt_fehlt"))
        if failed:
            self._warn("nicht_alle", text("ganz.nicht_alle", names=_listed(failed)))
        if readable := session.engine.private.readable(session.case, session.file):
            self._warn("lesbar", text("ganz.lesbar", names=_listed(readable)))
        self.sheet = button(text("ganz.blatt"), self._sheet, "primary" if fresh else "", "print")
        self.renew = button(text("ganz.neues_passwort"), self._renew, "", "lock")
        self.lift = button(text("ganz.aufheben"), self._lift, "quiet")
        self.body.addSpacing(theme.px(8))
        self.body.addLayout(row(self.sheet, self.renew, "*", gap=12))
        self.body.addLayout(row(self.lift, "*"))
        self.done_words = Words("", "body")
        self.done_words.hide()
        self.body.addWidget(self.done_words)
        self.maker = PaperMaker(self)
        self.maker.finished.connect(self._made)
        self.body.addWidget(self.maker)
        self.lift.setProperty("edge", True)
        if fresh:
            self.buttons[0].setProperty("role", "")
            self.sheet.setFocus()

    def _warn(self, name: str, words: str) -> None:
        said = row(column(icons.Glyph("triangle", "warn", 20), "*", margins=(0, 2, 0, 0)), Words(words, "warn"), gap=8)
        said.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(said)
        self._warnings[name] = holder
        self.body.addWidget(holder)

    def _sheet(self) -> None:
        session, key = self._session, self._session.key
        if key is not None:
            # not beside the file: who finds one has not found the other
            suggested = Path.home() / f"{text('ganz.blatt_name', stem=session.file.stem)}.pdf"
            make = partial(session.engine.private.file_sheet, session.case, session.file.name, key.identity.words)
            self.maker.ask(text("ganz.blatt"), suggested, make)

    def _made(self, made: Path | None) -> None:
        if made is not None and (warning := self._warnings.pop("blatt", None)) is not None:
            warning.hide()
        fit(self)

    def _renew(self) -> None:
        def act(typed: list[str]) -> None:
            key = self._proved(typed[0])
            self._session.protect(keyring.renewed(key, _same(typed)))

        fields = ("passwort_jetzt", *NEW)
        if _asked(text("ganz.neu_titel"), text("ganz.neu_was"), fields, text("ganz.neues_passwort"), act, self) == 1:
            self.done_words.set_words(text("ganz.neu_fertig"))
            self.done_words.show()
            fit(self)

    def _lift(self) -> None:
        name, failed = self._session.file.name, list[Path]()

        def act(typed: list[str]) -> None:
            self._proved(typed[0])
            failed.extend(self._session.protect(None))

        words = text("ganz.aufheben_was", name=name)
        if _asked(text("ganz.aufheben_titel"), words, ("passwort_jetzt",), text("ganz.aufheben"), act, self) != 1:
            return
        parts = [text("ganz.aufgehoben", name=name)]
        if failed:
            parts.append(text("ganz.nicht_alle_offen", names=_listed(failed)))
        self.accept()
        Dialog(text("ganz.aufgehoben_titel"), "\n\n".join(parts), (text("dialog.verstanden"),), self.parentWidget()).ask()

    def _proved(self, passphrase: str) -> keyring.Key:
        """The key, to whoever knows its passphrase. Raises SecretError."""
        key = self._session.key
        if key is None or not keyring.fits(key, passphrase):
            raise SecretError("passwort")
        return key


def _listed(paths: Sequence[Path]) -> str:
    """Files by name and folder, as one finds them."""
    return ", ".join(dict.fromkeys(str(path) for path in paths))
