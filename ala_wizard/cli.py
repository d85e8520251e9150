"""The command line: one face of the core. Answers in German; a failure is one sentence on stderr and exit code 2.

Everything heavier than `argparse` is imported inside the commands, so that each starts only what it needs, and none but the
window and `self-check` needs Qt.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from ala_wizard import __version__
from ala_wizard.model.direction import for_terminal

if TYPE_CHECKING:
    from ala_wizard.bundle.wishes import Format
    from ala_wizard.model.case import Case

PROGRAM = "ala-wizard"
PREVIEW = "vorschau-helfer"
"""The window starts this program once more with this word, to lay out papers beside it; nothing for users."""
LONGEST_LINE = 4096
"""Bytes of a passphrase in a file, at most."""
INPUT = "-"
"""Stands for what is piped in, where a file is asked for."""
DONE, OPEN, REFUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; done and something required is open; not done; stopped by the user."""


class RefusalError(Exception):
    """What the user asked for cannot be done; the message is the German sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. Never shows a traceback."""
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except RefusalError as refusal:
        return _refuse(str(refusal))
    except BrokenPipeError:  # the reader went away, as `| head` does
        sys.stdout = io.StringIO()
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as problem:  # the last net: a person at a terminal gets a sentence, not a traceback
        return _refuse(_words_for(problem))


def _run(words: list[str]) -> int:
    if words == [PREVIEW]:
        from ala_wizard.preview.process import serve

        return serve()
    _use_kept_values()
    if words and words[0] in COMMANDS:
        return COMMANDS[words[0]](words[1:])
    return _window(words)


def _use_kept_values() -> None:
    """Legal values from files that the user accepted in the window hold here, too."""
    from ala_wizard.core import use_kept_values

    use_kept_values()


def _refuse(sentence: str) -> int:
    _warn(" ".join(sentence.split()))
    return REFUSED


def _warn(sentence: str) -> None:
    """A line beside the answer."""
    print(for_terminal(sentence), file=sys.stderr)


def _words_for(problem: Exception) -> str:
    """A sentence for any failure."""
    try:
        from ala_wizard.content.loader import ContentError
        from ala_wizard.content.paths import ResourcesMissingError

        if isinstance(problem, ResourcesMissingError):
            return str(problem)
        if isinstance(problem, ContentError):
            return _text("cli.unvollstaendig", why=str(problem).splitlines()[0])
        if _expected(problem):
            from ala_wizard.core import sentence

            return sentence(problem)
        if isinstance(problem, ArithmeticError):
            return _text("cli.zahl")
        return _text("cli.unerwartet", why=f"{type(problem).__name__}: {problem}"[:200])
    except Exception as second:  # not even the texts are there
        return f"Das Programm ist nicht vollständig ({type(second).__name__}). Bitte installieren Sie es neu."


def _expected(problem: Exception) -> bool:
    """Is it a failure that the store or the export announces?"""
    from ala_wizard.store.errors import StoreError

    if isinstance(problem, StoreError):
        return True
    bundle = sys.modules.get("ala_wizard.pdf.bundle")
    return bundle is not None and isinstance(problem, bundle.ExportError)


def _text(key: str, **values: object) -> str:
    from ala_wizard.content.texts import text

    return text(key, **values)


def _speak_utf8() -> None:
    """Umlauts and € also where the console speaks another code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# --- reading the arguments --------------------------------------------------------------------------------------------


class _Help(argparse.RawDescriptionHelpFormatter):
    """The usage line in German; the list of commands keeps its lines."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _text("hilfe.aufruf") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Arguments of one command. What is missing is asked for by the command itself, in its own words."""

    def __init__(self, command: str, description: str, epilog: str | None = None) -> None:
        name = f"{PROGRAM} {command}".rstrip()
        super().__init__(name, description=description, epilog=epilog, add_help=False, allow_abbrev=False, formatter_class=_Help)
        self.group = self.add_argument_group(_text("hilfe.angaben"))
        self.group.add_argument("-h", "--help", action="help", help=_text("hilfe.help"))

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse speaks English
        raise RefusalError(_text("cli.nicht_verstanden", command=self.prog))

    def read(self, words: list[str]) -> argparse.Namespace:
        """Read the arguments. Raises RefusalError; help and version end the program."""
        return self.parse_args(words)

    def needed(self, value: str | None, key: str, **values: object) -> str:
        """A value that must be there."""
        if not value:
            raise RefusalError(_text(key, **({"command": self.prog} | values)))
        return value


def _file_parser(command: str) -> _Parser:
    parser = _Parser(command, _text(f"hilfe.{command}"))
    parser.group.add_argument("file", nargs="?", metavar="DATEI", help=_text("hilfe.datei"))
    parser.group.add_argument("--password-stdin", action="store_true", help=_text("hilfe.password-stdin"))
    return parser


def _case(parser: _Parser, given: argparse.Namespace) -> Case:
    from ala_wizard.store.casefile import load

    path = Path(parser.needed(given.file, "cli.ohne_datei"))
    _unlock(path, from_input=given.password_stdin)
    return load(path).case


def _unlock(path: Path, *, from_input: bool) -> None:
    """Ask for the passphrase of an encrypted file; the key of its recovery sheet does as well. Raises RefusalError."""
    from ala_wizard.store import age, keyring
    from ala_wizard.store.secret import SecretError

    lock = keyring.shut(path)
    if lock is None:
        return
    missing = _text("ganz.terminal_fehlt", name=path.name)
    words = _first_line(INPUT) if from_input else _asked(_text("ganz.terminal", name=path.name), missing)
    try:
        by_sheet = words.strip().upper().startswith(age.SECRET)
        keyring.add(keyring.recover(path, words) if by_sheet else keyring.unlock(lock, words))
    except SecretError as error:
        raise RefusalError(_text("ganz.beschaedigt" if error.code == "beschaedigt" else f"menschen.{error.code}")) from error


def _asked(question: str, missing: str) -> str:
    """A passphrase from somebody at the terminal, typed unseen; never from an argument. Raises RefusalError with what is `missing`."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise RefusalError(missing)
    from getpass import getpass

    try:
        return getpass(f"{question} ", stream=sys.stderr)
    except EOFError as problem:
        raise RefusalError(missing) from problem


def _first_line(file: str) -> str:
    """A passphrase from the first line of a file, or of what is piped in. Raises RefusalError."""
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if file == INPUT else Path(file).open("rb") as stream:
            return stream.readline(LONGEST_LINE).decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise RefusalError(_text("cli.passwort_datei", name=file)) from problem


# --- writing the answers ----------------------------------------------------------------------------------------------


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(for_terminal(line))
    sys.stdout.flush()


def _say_json(data: object) -> None:
    _say([json.dumps(data, ensure_ascii=False, indent=2)])


# --- the commands -----------------------------------------------------------------------------------------------------


def _window(words: list[str]) -> int:
    parser = _Parser("", _text("hilfe.programm"), _commands())
    parser.usage = f"{PROGRAM} [DATEI]\n       {PROGRAM} BEFEHL …"
    parser.group.add_argument("--version", action="version", version=f"ALA-Wizard {__version__}", help=_text("hilfe.version"))
    parser.group.add_argument("file", nargs="?", metavar="DATEI", help=_text("hilfe.datei_fenster"))
    given = parser.read(words).file
    path = Path(given) if given else None
    if path is not None and not path.exists() and path.suffix.lower() not in (".ala", ".json"):
        raise RefusalError(_text("cli.unbekannt", word=given))
    if path is not None:
        from ala_wizard.store.rescue import locks, look

        found = look(path)
        if found.problem is not None and found.loaded is None and found.offer is None and not locks(path):
            raise found.problem  # where no window could help, none comes and goes
    code: int = _app().run(path)
    return code


def _commands() -> str:
    """The list of commands below the help."""
    width = max(len(name) for name in COMMANDS)
    listed = [f"  {name:{width}}  {_text(f'hilfe.{name}')}" for name in COMMANDS]
    return "\n".join([_text("hilfe.befehle") + ":", *listed, "", _text("hilfe.fuss")])


def _sample(words: list[str]) -> int:
    from ala_wizard.content import samples
    from ala_wizard.store import casefile

    names = ", ".join(samples.names())
    parser = _Parser("sample", _text("hilfe.sample"))
    parser.group.add_argument("name", nargs="?", metavar="NAME", help=_text("hilfe.sample_name", names=names))
    parser.group.add_argument("--out", metavar="DATEI.ala", help=_text("hilfe.sample_out"))
    given = parser.read(words)
    name = parser.needed(given.name, "cli.ohne_name", names=names)
    target = Path(parser.needed(given.out, "cli.ohne_ziel"))
    if name not in samples.names():
        raise RefusalError(_text("cli.kein_muster", name=name, names=names))
    case = samples.sample(name)
    if target.is_file() and not _only_sample(target):
        raise RefusalError(_text("cli.gibt_es_schon", name=target.name))
    casefile.save(case, target)
    _say([_text("cli.angelegt", name=target)])
    return DONE


def _only_sample(path: Path) -> bool:
    """Is the file a sample as it was made, so that nobody's work is lost when it is made again?"""
    from ala_wizard.content import samples
    from ala_wizard.store.casefile import load
    from ala_wizard.store.errors import StoreError

    with contextlib.suppress(StoreError):
        found = load(path)
        bare = found.case.model_copy(update={"case_id": ""})
        return not found.attachments and any(samples.sample(name).model_copy(update={"case_id": ""}) == bare for name in samples.names())
    return False


def _export(words: list[str]) -> int:
    from ala_wizard import core
    from ala_wizard.bundle.make import PEOPLE, known_kinds
    from ala_wizard.bundle.wishes import Wishes
    from ala_wizard.content.loader import content

    parser = _file_parser("export")
    parser.group.add_argument("--out", metavar="ORDNER", help=_text("hilfe.export_out"))
    parser.group.add_argument("--only", metavar="NAME,…", help=_text("hilfe.export_only"))
    parser.group.add_argument("--format", metavar="ART,…", help=_text("hilfe.export_format"))
    parser.group.add_argument("--profile", metavar="NAME", help=_text("hilfe.export_profile"))
    parser.group.add_argument("--with-names", action="store_true", help=_text("hilfe.export_with-names"))
    parser.group.add_argument("--names-password-file", metavar="DATEI", help=_text("hilfe.export_names-password-file"))
    given = parser.read(words)
    case = _case(parser, given)
    folder = Path(parser.needed(given.out, "cli.ohne_ziel"))
    if given.profile is not None:
        if given.profile not in content().profiles:
            raise RefusalError(_text("cli.kein_profil", name=given.profile, names=", ".join(content().profiles)))
        case = case.model_copy(update={"profile": given.profile})
    only = _chosen(given.only, known_kinds(case, content()), "cli.keine_unterlage")
    wishes = Wishes(only, _formats(given.format), given.with_names)
    now, file = datetime.now().astimezone(), Path(given.file)
    if given.with_names and not (wishes.wants(PEOPLE) and PEOPLE in known_kinds(case, content())):
        _warn(_text("cli.namen_ohne_bedarf"))
    elif given.with_names:
        wishes = replace(wishes, names=_names(case, given.names_password_file, now.date()))
    elif given.names_password_file is not None:
        raise RefusalError(_text("cli.passwort_wozu"))
    made = core.export(case, content(), core.reckon(case, content(), now.date()), now, folder, file, wishes)
    _say(_text("cli.geschrieben", name=path) for path in made.paths)
    for name in made.kept:
        _warn(_text("cli.eigene_fassung", name=name))
    for hint in made.hints:
        _warn(f"{hint.title}: {hint.words}")
    return OPEN if any(hint.refused for hint in made.hints) else DONE


def _names(case: Case, password_file: str | None, today: date) -> dict[str, str]:
    """The names of those who agreed, by their row, unsealed on purpose and with a warning. Raises RefusalError."""
    from ala_wizard.checks.menschen import agrees
    from ala_wizard.store import personal
    from ala_wizard.store.secret import SecretError

    if not case.personal.people:
        _warn(_text("cli.namen"))
        return {}
    try:
        words = _asked(_text("cli.passwort_frage"), _text("cli.passwort_fehlt")) if password_file is None else _first_line(password_file)
        identity = personal.unlock(case.personal, words)
        sealed = [(place, row) for place, row in enumerate(case.participants, 1) if row.id in case.personal.people]
        known = [(place, row, personal.opened(case.personal.people[row.id], identity, row.id).name.strip()) for place, row in sealed]
    except SecretError as problem:
        raise RefusalError(_text(f"menschen.{problem.code}")) from problem
    agreed = {row.id: name for _, row, name in known if name and agrees(row, today)}
    without = [row.pseudonym.strip() or f"P{place}" for place, row, name in known if name and row.id not in agreed]
    _warn(_text("cli.namen_da" if agreed else "cli.namen_keiner"))
    if without:
        _warn(_text("menschen.mit_namen_fehlt", who=", ".join(without)))
    return agreed


def _formats(given: str | None) -> frozenset[Format]:
    from ala_wizard.bundle.wishes import FORMATS

    chosen = _chosen(given, FORMATS, "cli.kein_format")
    return frozenset(FORMATS if chosen is None else (known for known in FORMATS if known in chosen))


def _chosen(given: str | None, known: Sequence[str], refusal: str) -> frozenset[str] | None:
    """Names behind each other with commas; None where nothing was chosen. Raises RefusalError."""
    if given is None:
        return None
    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    for name in names or [given]:
        if name not in known:
            raise RefusalError(_text(refusal, name=name, names=", ".join(known)))
    return frozenset(names)


def _calc(words: list[str]) -> int:
    from ala_wizard import core
    from ala_wizard.calc.report import as_json
    from ala_wizard.calc.report_neben import neben_json, verhandlung_json
    from ala_wizard.calc.report_side import side_json
    from ala_wizard.calc.report_summen import summen_json
    from ala_wizard.checks.parked import active
    from ala_wizard.content.loader import content
    from ala_wizard.model.money import DIGITS

    parser = _file_parser("calc")
    parser.group.add_argument("--json", action="store_true", help=_text("hilfe.json"))
    given = parser.read(words)
    case, today = _case(parser, given), date.today()
    results = core.reckon(case, content(), today)
    with localcontext(prec=DIGITS):
        if given.json:
            side, beside = core.side(case, content(), results, today), core.neben(case, content(), results, today)
            nebenrechnungen = {**side_json(side), **neben_json(beside)}
            summen = summen_json(active(case, content()), results.kosten.vollzeit)
            rest = {"nebenrechnungen": nebenrechnungen, "verhandlung": verhandlung_json(beside), "summen": summen}
            _say_json({**as_json(results), **rest, "rechtswerte": core.legal_values(case, content(), results)})
        else:
            from ala_wizard import listing

            _say(listing.results(results))
    return DONE


def _check(words: list[str]) -> int:
    from ala_wizard import core
    from ala_wizard.content.loader import content

    parser = _file_parser("check")
    parser.group.add_argument("--json", action="store_true", help=_text("hilfe.json"))
    given = parser.read(words)
    case, today = _case(parser, given), date.today()
    results = core.reckon(case, content(), today)
    pages = core.pages(case, content(), results, datetime.now().astimezone(), Path(given.file))
    found = core.findings(case, content(), results, today, pages)
    if given.json:
        _say_json([{name: getattr(finding, name) for name in ("id", "severity", "step", "text")} for finding in found])
    else:
        from ala_wizard import listing

        _say(listing.findings(found))
    return OPEN if any(finding.severity == "muss" for finding in found) else DONE


def _questionnaire(words: list[str]) -> int:
    from ala_wizard import core
    from ala_wizard.content.loader import content
    from ala_wizard.model.case import Case

    parser = _file_parser("questionnaire")
    parser.group.add_argument("--out", metavar="DATEI.pdf", help=_text("hilfe.questionnaire_out"))
    parser.group.add_argument("--filled", action="store_true", help=_text("hilfe.questionnaire_filled"))
    parser.group.add_argument("--costs", action="store_true", help=_text("hilfe.questionnaire_costs"))
    parser.group.add_argument("--all", action="store_true", help=_text("hilfe.questionnaire_all"))
    given = parser.read(words)
    if given.filled:
        parser.needed(given.file, "cli.ohne_datei")
    case = _case(parser, given) if given.file else Case()
    target = _pdf(parser.needed(given.out, "cli.ohne_ziel"))
    now = datetime.now().astimezone()
    core.questionnaire(case, content(), now, target, filled=given.filled, costs=given.costs or given.all, everything=given.all)
    _say([_text("cli.geschrieben", name=target)])
    return DONE


def _open_points(words: list[str]) -> int:
    from ala_wizard import core
    from ala_wizard.content.loader import content

    parser = _file_parser("open-points")
    parser.group.add_argument("--by", choices=("who", "when"), default="when", help=_text("hilfe.open-points_by"))
    parser.group.add_argument("--person", metavar="NAME", help=_text("hilfe.open-points_person"))
    parser.group.add_argument("--out", metavar="DATEI.pdf", help=_text("hilfe.open-points_out"))
    parser.group.add_argument("--json", action="store_true", help=_text("hilfe.json"))
    given = parser.read(words)
    case, now = _case(parser, given), datetime.now().astimezone()
    target = _pdf(given.out) if given.out else None
    results = core.reckon(case, content(), now.date())
    found = core.findings(case, content(), results, now.date())
    points = core.open_list(case, content(), results, found, now.date())
    from ala_wizard import listing

    by: Literal["wer", "wann"] = "wer" if given.by == "who" else "wann"
    if target is not None:
        core.open_list_paper(case, content(), results, points, now, target, by, given.person)
        _say([_text("cli.geschrieben", name=target)])
    elif given.json:
        _say_json(listing.open_points_data(points, by, now.date(), given.person))
    else:
        _say(listing.open_points(points, content(), by, now.date(), given.person))
    return DONE


def _pdf(typed: str) -> Path:
    """A file to write, with the ending that says what it is."""
    path = Path(typed)
    return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")


def _values(words: list[str]) -> int:
    from ala_wizard.content.loader import content
    from ala_wizard.content.parameters import values_on

    parser = _Parser("values", _text("hilfe.values"))
    parser.group.add_argument("--date", metavar="JJJJ-MM-TT", help=_text("hilfe.values_date"))
    parser.group.add_argument("--json", action="store_true", help=_text("hilfe.json"))
    given = parser.read(words)
    found = values_on(content().parameters, _day(given.date))
    if given.json:
        _say_json(found)
    else:
        from ala_wizard import listing

        _say(listing.values(found))
    return DONE


def _day(typed: str | None) -> date:
    if typed is None:
        return date.today()
    with contextlib.suppress(ValueError):
        if len(typed) == len("2026-12-01"):  # fromisoformat reads shorter notations, too
            return date.fromisoformat(typed)
    raise RefusalError(_text("cli.datum", typed=typed))


def _self_check(words: list[str]) -> int:
    _Parser("self-check", _text("hilfe.self-check")).read(words)
    from tempfile import TemporaryDirectory

    from ala_wizard import core
    from ala_wizard.content import samples, texts
    from ala_wizard.content.loader import content

    found = content()
    texts.keys()
    cases = [samples.sample(name) for name in samples.names()]
    now = datetime.now().astimezone()
    for case in cases:
        core.findings(case, found, core.reckon(case, found, now.date()), now.date())
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app().open_offscreen_once()
    with TemporaryDirectory(prefix="ala-wizard-") as folder:
        case = next(case for case in cases if case.example and case.answers)
        made = core.export(case, found, core.reckon(case, found, now.date()), now, Path(folder))
        written = sum(1 for paper in made.paths if paper.suffix != ".pdf" or paper.read_bytes().startswith(b"%PDF-"))
    counts = {"questions": len(found.questions), "values": len(found.parameters), "samples": len(cases), "papers": written}
    _say([_text("cli.selbst", **counts)])
    return DONE


def _schema(words: list[str]) -> int:
    _Parser("schema", _text("hilfe.schema")).read(words)
    from ala_wizard.store.schema import case_schema

    _say_json({**case_schema(), "description": _text("cli.schema")})
    return DONE


def _app() -> Any:
    """The window's module. Raises RefusalError where there is no screen, or Qt or its system libraries are missing."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise RefusalError(_text("cli.kein_bildschirm"))  # Qt itself would end the process without a word to the user
    try:
        from ala_wizard import app
    except ImportError as error:
        raise RefusalError(_text("cli.kein_fenster", why=str(error))) from error
    return app


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "sample": _sample,
    "export": _export,
    "calc": _calc,
    "check": _check,
    "open-points": _open_points,
    "questionnaire": _questionnaire,
    "values": _values,
    "self-check": _self_check,
    "schema": _schema,
}
