"""The program in a process of its own, worked by keys alone, until it is killed.

`python -m tests.ui.keyboard_child MODE FOLDER`: MODE `all` fills a new case from empty to export into FOLDER, `one` types
into one field. When the header says that everything is saved, one line of JSON goes to standard output: the file of the
case and what was typed at which address. Then the process waits for its end.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ala_wizard.app import Program, prepare
from ala_wizard.content.texts import text
from ala_wizard.flow.steps import steps
from tests.ui.driver import Driver, focus, settle, until
from tests.ui.typing import press


def begin(app: QApplication) -> Driver:
    """The start page; the button of a new application has the focus and is pressed."""
    program = Program(app)
    program.window.show_start()
    program.window.show()
    until(lambda: app.activeWindow() is program.window, "the window is in front")
    assert program.window.start is not None
    assert focus() is program.window.start.first
    press(Qt.Key.Key_Space)
    settle()
    return Driver(program.window)


def fill_everything(driver: Driver, folder: Path) -> None:
    """Every step in its order, then the papers."""
    session = driver.window.session
    assert session is not None
    for part in steps(session.engine.content):
        assert driver.workspace.step == part.step
        driver.fill_page()
        if part.step != "export":
            driver.go_on()
    for step in dict.fromkeys(driver.waiting):
        while driver.workspace.step != step:
            driver.go_back()
        driver.fill_page()
        while driver.workspace.step != "export":
            driver.go_on()
    driver.choose_folder(folder)
    driver.go_on()
    until(lambda: driver.export_said() not in ("", text("export.laeuft")), "the papers", 60_000)
    written = [file for file in folder.rglob("*") if file.is_file()]
    assert any(folder.glob("*Konzept.pdf")), written
    assert driver.export_said().startswith(f"{len(written)} Dateien"), (driver.export_said(), written)


def main() -> None:
    """Type, wait until all is saved, say so, wait for the end."""
    mode, folder = sys.argv[1], Path(sys.argv[2])
    app = prepare(["ala-wizard"])
    driver = begin(app)
    if mode == "all":
        fill_everything(driver, folder)
    else:
        driver.answer_here()
    until(driver.saved, "the header says saved")
    assert driver.window.session is not None
    told = {"file": str(driver.window.session.file), "typed": {address: asdict(entry) for address, entry in driver.typed.items()}}
    sys.stdout.write("READY " + json.dumps(told) + "\n")
    sys.stdout.flush()
    app.exec()


if __name__ == "__main__":
    main()
