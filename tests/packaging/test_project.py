"""The project as a whole: requirements, version, files, and what must not stand in any of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import ala_wizard

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")

TEXT = {".py", ".toml", ".md", ".txt", ".in", ".cfg", ".yml", ".yaml", ".json", ".svg", ""}


@cache
def files() -> tuple[Path, ...]:
    """The files of the project as version control knows them; without it (an unpacked archive) all that are no products."""
    git = shutil.which("git")
    done = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False) if git else None
    if done is not None and done.returncode == 0:
        return tuple(path for name in done.stdout.decode("utf-8").split("\0") if name and (path := ROOT / name).is_file())
    made = {".venv", ".git", "build", "dist", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts))


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_pin_has_a_hash_and_no_address() -> None:
    blocks = re.split(r"\n(?=\S)", REQUIREMENTS.strip())
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==\S+ ", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert not re.search(r"://|@ |--index|--extra-index|--find-links|^-e", REQUIREMENTS, re.MULTILINE)


def test_everything_the_project_asks_for_is_pinned() -> None:
    pinned = {_name(line): line.split("==")[1].split()[0] for line in REQUIREMENTS.splitlines() if re.match(r"[a-z0-9]", line)}
    optional = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *optional["test"], *optional["lint"], *PROJECT["build-system"]["requires"], "editables"]
    missing = [requirement for requirement in wanted if _name(requirement) not in pinned]
    assert missing == [], "run uv pip compile again, see CONTRIBUTING in README.md"
    for requirement in wanted:
        low = re.search(r">=([\d.]+)", requirement)
        have = tuple(int(part) for part in re.findall(r"\d+", pinned[_name(requirement)])[:3])
        if low:
            assert have >= tuple(int(part) for part in low[1].split(".")), requirement


def test_the_version_stands_in_one_place() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "ala_wizard/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", ala_wizard.__version__)
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(ala_wizard.__version__)}\b", log, re.MULTILINE)


def test_file_names_are_ascii() -> None:
    assert [path.name for path in files() if not path.relative_to(ROOT).as_posix().isascii()] == []


FORBIDDEN = {
    "a path of one machine": re.compile("(/" + r"(work|root|home)/[a-z]|[A-Z]:\\" + r"\\Users)"),
    "an address of a package registry": re.compile("py" + "pi" + r"\.org|npmjs\.|anaconda\.org|conda\.io"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_one_machine_stands_in_the_project(what: str) -> None:
    found = []
    for path in files():
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if FORBIDDEN[what].search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_the_readme_names_both_commands_and_its_pictures_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 packaging/dev.py run" in readme
    assert "python3 packaging/dev.py test" in readme
    pictures = re.findall(r"\]\((docs/bilder/[^)]+)\)", readme)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_links_between_documents_lead_somewhere() -> None:
    dangling = []
    for path in files():
        if path.suffix == ".md":
            for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8")):
                if not (path.parent / target).exists():
                    dangling.append(f"{path.relative_to(ROOT)}: {target}")
    assert dangling == []


def test_ci_calls_the_test_command_and_the_linters() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert "python3 packaging/dev.py test" in script
    assert "python3 packaging/dev.py lint" in script


def _needed(requirements: list[str], seen: set[str]) -> set[str]:
    """These packages and all that they need to run, as installed here."""
    for found in map(Requirement, requirements):
        wanted = found.marker is None or found.marker.evaluate({"extra": ""})
        if wanted and _name(found.name) not in seen:
            seen.add(_name(found.name))
            _needed(metadata.requires(found.name) or [], seen)
    return seen


def test_every_work_of_others_is_named_with_its_licence() -> None:
    """Each library that the program needs to run, and all data that is not the project's own."""
    page = (ROOT / "docs" / "lizenzen.md").read_text(encoding="utf-8")
    named = {
        _name(word) for line in page.splitlines() if line.startswith("| ") for word in re.findall(r"[A-Za-z0-9_.-]+", line.split("|")[1])
    }
    assert _needed(PROJECT["project"]["dependencies"], set()) <= named
    for folder in ("fonts", "spelling"):
        for licence in sorted((ROOT / "resources" / folder).glob("*LICENSE*")) + sorted((ROOT / "resources" / folder).glob("OFL*")):
            assert f"(../resources/{folder}/{licence.name})" in page
