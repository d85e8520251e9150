"""The set-up script: what it installs, what it names, what it skips. Nothing here installs anything."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("devtools", ROOT / "packaging" / "devtools.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["devtools"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


devtools: Any = _load()


@dataclass
class Fake(devtools.System):  # type: ignore[misc]
    """A machine as the test wants it; notes every command."""

    environment: dict[str, str] = field(default_factory=dict)
    name: str = "Linux"
    root: bool = True
    apt: bool = True
    libraries: frozenset[str] = frozenset({*devtools.OFFSCREEN_LIBRARIES, *devtools.X11_LIBRARIES})
    modules: frozenset[str] = frozenset({"venv", "ensurepip"})
    known: frozenset[str] = frozenset({"libglib2.0-0"})
    distribution: tuple[str, tuple[int, ...]] = ("debian", (12,))
    codes: dict[str, int] = field(default_factory=dict)
    ran: list[list[str]] = field(default_factory=list)
    extras: list[dict[str, str]] = field(default_factory=list)

    def run(self, command: Sequence[str], **extra: str) -> int:
        self.ran.append(list(command))
        self.extras.append(extra)
        return next((code for word, code in self.codes.items() if word in command), 0)

    def answers(self, command: Sequence[str]) -> bool:
        return command[-1] in self.known

    def loads(self, library: str) -> bool:
        return library in self.libraries

    def has_module(self, name: str) -> bool:
        return name in self.modules

    def has_program(self, name: str) -> bool:
        return name == "apt-get" and self.apt

    def is_root(self) -> bool:
        return self.root

    def release(self) -> tuple[str, tuple[int, ...]]:
        return self.distribution


# technik.md section 1: the packages found in an empty Debian 12
OFFSCREEN = ["libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libxkbcommon0"]
X11 = ["libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"]
VENV = f"python3.{sys.version_info.minor}-venv"


def ensure(system: Fake, window: bool = False) -> None:
    modules = [name for name in ("venv", "ensurepip") if not system.has_module(name)]
    devtools.ensure_packages(system, devtools.missing_libraries(system, window), modules)


def installed(system: Fake) -> list[str]:
    [command] = [command for command in system.ran if command[:2] == ["apt-get", "install"]]
    assert command[2:4] == ["-y", "--no-install-recommends"]
    return command[4:]


def test_nothing_missing_nothing_done() -> None:
    system = Fake()
    ensure(system, window=True)
    assert system.ran == []


def test_root_on_a_bare_debian_gets_the_packages() -> None:
    system = Fake(libraries=frozenset())
    ensure(system)
    assert system.ran[0][:2] == ["apt-get", "update"]
    assert installed(system) == OFFSCREEN
    assert {"DEBIAN_FRONTEND": "noninteractive"} in system.extras


def test_a_window_needs_more() -> None:
    system = Fake(libraries=frozenset())
    ensure(system, window=True)
    assert installed(system) == sorted(OFFSCREEN + X11)
    wayland = Fake(environment={"WAYLAND_DISPLAY": "wayland-0"})
    ensure(wayland, window=True)
    assert installed(wayland) == ["libwayland-cursor0"]


def test_only_what_is_missing() -> None:
    system = Fake(libraries=frozenset(devtools.OFFSCREEN_LIBRARIES) - {"libEGL.so.1"})
    ensure(system)
    assert installed(system) == ["libegl1"]


def test_without_root_the_exact_command_is_named() -> None:
    system = Fake(root=False, libraries=frozenset(), modules=frozenset({"venv"}))
    with pytest.raises(devtools.SetupError) as caught:
        ensure(system)
    packages = " ".join(sorted([*OFFSCREEN, VENV]))
    assert f"sudo apt-get install -y --no-install-recommends {packages}" in str(caught.value)
    assert system.ran == []


def test_a_missing_venv_is_installed_as_root() -> None:
    system = Fake(modules=frozenset())
    ensure(system)
    assert installed(system) == [VENV]


def test_without_apt_the_missing_things_are_named() -> None:
    system = Fake(apt=False, libraries=frozenset(), modules=frozenset())
    with pytest.raises(devtools.SetupError) as caught:
        ensure(system)
    assert "libEGL.so.1" in str(caught.value)
    assert "ensurepip" in str(caught.value)


def test_an_install_that_does_not_work_is_told() -> None:
    with pytest.raises(devtools.SetupError):
        ensure(Fake(libraries=frozenset(), codes={"install": 100}))


@pytest.mark.parametrize(
    ("known", "distribution", "name"),
    [
        ({"libglib2.0-0"}, ("debian", (12,)), "libglib2.0-0"),
        ({"libglib2.0-0t64"}, ("debian", (13,)), "libglib2.0-0t64"),
        ({"libglib2.0-0", "libglib2.0-0t64"}, ("ubuntu", (24, 4)), "libglib2.0-0t64"),
        (set(), ("debian", (12,)), "libglib2.0-0"),
        (set(), ("debian", (13,)), "libglib2.0-0t64"),
        (set(), ("ubuntu", (22, 4)), "libglib2.0-0"),
        (set(), ("ubuntu", (24, 4)), "libglib2.0-0t64"),
        (set(), ("linuxmint", ()), "libglib2.0-0"),
    ],
)
def test_the_package_that_was_renamed(known: set[str], distribution: tuple[str, tuple[int, ...]], name: str) -> None:
    assert devtools.package_name(Fake(known=frozenset(known), distribution=distribution), "libglib2.0-0") == name


@pytest.mark.parametrize("name", ["Windows", "Darwin"])
def test_windows_and_macos_need_no_packages(name: str) -> None:
    system = Fake(name=name, libraries=frozenset(), apt=False)
    ensure(system, window=True)
    assert system.ran == []
    assert system.has_display


# --- the environment --------------------------------------------------------------------------------------------------


def made(venv: Path) -> None:
    python = devtools.venv_python(venv)
    python.parent.mkdir(parents=True)
    python.touch()


def test_the_environment_is_made_from_hashed_requirements(tmp_path: Path) -> None:
    system, venv = Fake(), tmp_path / "v"
    venv.mkdir()
    python = devtools.prepare(system, False, venv)
    make, requirements, project = system.ran
    assert make[1:4] == ["-m", "venv", "--clear"]
    assert requirements[0] == project[0] == str(python)
    assert "--require-hashes" in requirements
    assert requirements[-1].endswith("requirements.txt")
    assert {"--no-deps", "--no-build-isolation", "--editable"} <= set(project)


def test_a_current_environment_is_left_alone(tmp_path: Path) -> None:
    venv = tmp_path / "v"
    made(venv)
    first, second = Fake(), Fake(modules=frozenset())
    devtools.prepare(first, False, venv)
    devtools.prepare(second, False, venv)
    assert len(first.ran) == 3
    assert second.ran == []


def test_changed_requirements_make_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = tmp_path / "v"
    made(venv)
    devtools.prepare(Fake(), False, venv)
    other = tmp_path / "requirements.txt"
    other.write_text("x==1", encoding="utf-8")
    monkeypatch.setattr(devtools, "REQUIREMENTS", other)
    system = Fake()
    devtools.prepare(system, False, venv)
    assert len(system.ran) == 3


def test_a_broken_set_up_is_not_taken_for_done(tmp_path: Path) -> None:
    venv = tmp_path / "v"
    made(venv)
    with pytest.raises(devtools.SetupError):
        devtools.prepare(Fake(codes={"--require-hashes": 1}), False, venv)
    assert not (venv / "ala-wizard-ready").exists()


# --- the commands -----------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devtools, "prepare", lambda *_, **__: Path("python"))


@pytest.mark.usefixtures("ready")
def test_run_opens_a_copy_of_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    system = Fake(environment={"DISPLAY": ":0"})
    assert devtools.main(["run"], system) == 0
    sample, window = system.ran
    assert sample[2:5] == ["ala_wizard", "sample", "hof-sonnenwiese"]
    assert window[2:] == ["ala_wizard", sample[-1]]
    assert ROOT not in Path(sample[-1]).parents
    assert capsys.readouterr().out == ""
    Path(sample[-1]).parent.rmdir()


@pytest.mark.usefixtures("ready")
def test_run_without_a_display_exports_and_names_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    system = Fake()
    assert devtools.main(["run"], system) == 0
    sample, export = system.ran
    folder = Path(sample[-1]).parent
    assert export[2:] == ["ala_wizard", "export", sample[-1], "--out", str(folder)]
    out = capsys.readouterr().out
    assert "keinen Bildschirm" in out
    assert str(folder) in out
    folder.rmdir()


@pytest.mark.usefixtures("ready")
def test_run_gives_on_the_exit_code() -> None:
    system = Fake(codes={"sample": 2})
    assert devtools.main(["run"], system) == 2
    Path(system.ran[0][-1]).parent.rmdir()


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(("environment", "extra"), [({}, {"QT_QPA_PLATFORM": "offscreen"}), ({"DISPLAY": ":0"}, {})])
def test_test_runs_everything_off_screen_where_needed(environment: dict[str, str], extra: dict[str, str]) -> None:
    system = Fake(environment=environment, codes={"pytest": 5})
    assert devtools.main(["test", "-k", "x"], system) == 5
    assert system.ran == [["python", "-m", "pytest", "-k", "x"]]
    assert system.extras == [extra]


@pytest.mark.usefixtures("ready")
def test_the_whole_suite_runs_side_by_side_a_file_at_a_time() -> None:
    system = Fake(environment={"DISPLAY": ":0"})
    assert devtools.main(["test"], system) == 0
    (command,) = system.ran
    assert command[:3] == ["python", "-m", "pytest"]
    assert command[command.index("--dist") + 1] == "loadfile" and "-n" in command


@pytest.mark.usefixtures("ready")
def test_lint_runs_all_and_remembers_the_worst() -> None:
    system = Fake(codes={"check": 1})
    assert devtools.main(["lint"], system) == 1
    assert [command[2] for command in system.ran] == ["ruff", "ruff", "mypy"]


@pytest.mark.parametrize("words", [[], ["fly"], ["run", "x"]])
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert devtools.main(words, Fake()) == 2
    assert capsys.readouterr().err.startswith("Aufruf: ")


def test_without_root_the_exit_code_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert devtools.main(["test"], Fake(root=False, libraries=frozenset())) == 1
    assert "sudo apt-get install" in capsys.readouterr().err


# --- older Pythons ----------------------------------------------------------------------------------------------------


def test_the_gate_can_be_read_by_any_python_3() -> None:
    source = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_the_gate_names_the_version_it_needs() -> None:
    probe = "import sys; sys.version_info = (3, 9, 2); sys.path.insert(0, 'packaging'); import dev; sys.exit(dev.main())"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "Python 3.9" in done.stderr
    assert "3.11 oder neuer" in done.stderr
    assert "3.11 or newer" in done.stderr
