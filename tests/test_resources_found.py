"""`resources/` is found in all three places: beside the package, inside the wheel, in the frozen program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ala_wizard.content import paths

ROOT = Path(__file__).resolve().parents[1]

PROBE = """
import json, sys
frozen = {frozen!r}
if frozen:
    sys._MEIPASS = frozen
    sys.frozen = True
sys.path.insert(0, {package!r})
import ala_wizard
from ala_wizard.content import paths, texts, samples
from ala_wizard.content.loader import content
print(json.dumps({{
    "package": ala_wizard.__file__,
    "resources": str(paths.resources()),
    "questions": len(content().questions),
    "texts": len(texts.keys()),
    "samples": list(samples.names()),
    "fonts": len(list((paths.resources() / "fonts").glob("*.ttf"))),
}}))
"""


def ask(package: Path, frozen: Path | None = None) -> dict[str, Any]:
    """What a Python that knows nothing of the source tree finds with the package from a folder."""
    probe = PROBE.format(package=str(package), frozen=str(frozen) if frozen else "")
    # -I: neither the current folder nor PYTHONPATH; the editable install of the source tree comes after `package`
    done = subprocess.run([sys.executable, "-I", "-c", probe], capture_output=True, text=True, encoding="utf-8", cwd=package, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert Path(found["package"]).is_relative_to(package), "the probe met another copy of the program"
    return found


@pytest.fixture(scope="module")
def source() -> dict[str, Any]:
    return ask(ROOT)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    zipfile.ZipFile(built).extractall(folder / "site")
    return folder / "site"


def same(found: dict[str, Any], source: dict[str, Any]) -> bool:
    """Is everything there that the source tree has?"""
    names = ("questions", "texts", "samples", "fonts")
    return [found[name] for name in names] == [source[name] for name in names]


def test_in_the_source_tree(source: dict[str, Any]) -> None:
    assert Path(source["resources"]) == ROOT / "resources"
    assert source["questions"] > 50
    assert source["fonts"] >= 4


def test_in_the_wheel(wheel: Path, source: dict[str, Any]) -> None:
    found = ask(wheel)
    assert Path(found["resources"]) == wheel / "ala_wizard" / "resources"
    assert same(found, source)


def test_the_wheel_brings_the_program_and_nothing_else(wheel: Path) -> None:
    names = {path.name for path in wheel.iterdir()}
    assert "ala_wizard" in names
    assert all(name == "ala_wizard" or name.endswith(".dist-info") for name in names)
    [info] = wheel.glob("*.dist-info")
    points = (info / "entry_points.txt").read_text(encoding="utf-8")
    assert "ala-wizard = ala_wizard.cli:main" in points
    assert "ala-wizard-gui = ala_wizard.app:main" in points
    assert [file.name for file in (info / "licenses").rglob("*") if file.name == "LICENSE"] == ["LICENSE"]


@pytest.mark.parametrize("inside", ["ala_wizard/resources", "resources"])
def test_in_the_frozen_program(tmp_path: Path, source: dict[str, Any], inside: str) -> None:
    """PyInstaller unpacks data to a folder of its own and keeps the modules in an archive elsewhere."""
    bundle, program = tmp_path / "bundle", tmp_path / "program"
    shutil.copytree(ROOT / "resources", bundle / inside)
    shutil.copytree(ROOT / "ala_wizard", program / "ala_wizard", ignore=shutil.ignore_patterns("__pycache__"))
    found = ask(program, bundle)
    assert Path(found["resources"]) == bundle / inside
    assert same(found, source)


def test_nowhere_is_said_in_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "candidates", lambda: (tmp_path,))
    with pytest.raises(paths.ResourcesMissingError, match="Der Ordner resources fehlt"):
        paths.resources()


def test_a_missing_folder_ends_the_command_line_politely(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ala_wizard", tmp_path / "ala_wizard", ignore=shutil.ignore_patterns("__pycache__"))
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "ala_wizard", "values"], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "installieren Sie" in done.stderr
