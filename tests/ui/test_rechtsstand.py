"""The page Rechtsstand by key presses: own values with reason, undo, files accepted and left, the effect shown."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit

from ala_wizard.content import loader, signature
from ala_wizard.content.samples import sample
from ala_wizard.documents.kostenkalkulation import kostenkalkulation
from ala_wizard.model import path as addresses
from ala_wizard.model.case import Case, ParameterOverride
from ala_wizard.model.german import format_money
from ala_wizard.store import updates
from ala_wizard.ui.panels.rechtsstand import RechtsstandPanel
from tests.content.update_files import entry, file, parameter
from tests.documents.cases import STAMP, full_text
from tests.ui.conftest import Opened
from tests.ui.screen import CONTROL, Screen, answering, plain

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
STOPS = 250


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Values that look at the folders of this test, and are forgotten afterwards."""
    loader.content.cache_clear()
    yield
    loader.content.cache_clear()


def panel(screen: Screen) -> RechtsstandPanel:
    found = screen.workspace.page.cards[0].panel
    assert isinstance(found, RechtsstandPanel)
    return found


def tab_to(screen: Screen, name: str, *, back: bool = False) -> None:
    """Press Tab until the control with this name has the focus."""
    seen = []
    for _ in range(STOPS):
        here = screen.focus
        words = here.text() if isinstance(here, QAbstractButton) else ""
        seen.append(here.accessibleName() or words)
        if name == here.accessibleName() or words.startswith(name):
            return
        screen.key(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else Qt.KeyboardModifier.NoModifier)
    raise AssertionError(f"Tab never reached {name!r}: {seen}")


def seen(screen: Screen) -> str:
    return plain("\n".join(screen.words()))


def shown(screen: Screen) -> set[str]:
    """Names of the values that can be seen."""
    return {name for name in loader.content().parameters if panel(screen).row_of(name).isVisible()}


def own(screen: Screen) -> dict[str, ParameterOverride]:
    return screen.case.overrides


def persons_of(case: Case) -> int:
    """Everybody whose Grundbetrag is the law's."""
    return sum(group.anzahl or 0 for group in case.arbeitsentgelt.gruppen if group.grundbetrag is None)


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The system's own dialog is no part of the program: it answers with this file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))


def values_file(folder: Path, raw: bytes | None = None) -> Path:
    path = folder / "ala-werte-2026-12.toml"
    path.write_bytes(file() if raw is None else raw)
    return path


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_value_stands_there_with_everything_that_is_known_about_it(opened: Opened) -> None:
    """§ 221 Abs. 2 SGB IX with § 125 SGB III: 133 € since August 2024 (Rechtswerte 1)."""
    screen = opened(step="rechtsstand")
    words = plain("\n".join(screen.words(panel(screen).row_of("grundbetrag"))))
    for part in (
        "Grundbetrag",
        "133 €/Monat",
        "gilt seit 01.08.2024",
        "§ 221 Abs. 2 SGB IX",
        "An der Quelle geprüft am 19.08.2026.",
        "Gesetzestext",
        "Bis 19.08.2026",
    ):
        assert part in words, part
    words = seen(screen)
    start = screen.case.period.start
    assert start is not None
    assert f"Stichtag {start:%d.%m.%Y}" in words


def test_first_those_in_use_then_all_missing_and_own(opened: Opened) -> None:
    screen = opened(step="rechtsstand")
    used = screen.session.engine.values.used(screen.case)
    assert shown(screen) == used
    tab_to(screen, "In Ihrer Rechnung")
    screen.key(Key.Key_Right)
    assert shown(screen) == set(loader.content().parameters)
    screen.key(Key.Key_Right)
    assert shown(screen) == set()
    assert "Für den Stichtag sind alle Werte bekannt." in seen(screen)
    screen.key(Key.Key_Right)
    assert "Sie haben keinen Wert ersetzt." in seen(screen)


def test_a_value_older_than_its_known_day_says_at_latest(opened: Opened) -> None:
    """The quota of § 12 Abs. 5 WVO is older than 2020; the Grundbetrag has its real day (Rechtswerte)."""
    screen = opened(step="rechtsstand")
    screen.workspace.page.cards[0].panel.focus_at("overrides[entgelt_mindestquote].value")
    screen.settle()
    assert "gilt spätestens seit 01.01.2020" in "\n".join(screen.words(panel(screen).row_of("entgelt_mindestquote")))
    assert "gilt seit 01.08.2024" in "\n".join(screen.words(panel(screen).row_of("grundbetrag")))


def test_a_period_beyond_the_newest_values_says_so(opened: Opened) -> None:
    screen = opened(addresses.replace(sample("hof-sonnenwiese"), "period.end", date(2028, 11, 30)), "rechtsstand")
    assert "Ihr Zeitraum reicht bis 2028. Das Programm kennt bisher nur die Werte bis 2026." in seen(screen)


def test_a_year_beyond_the_newest_values_says_so(opened: Opened) -> None:
    """2027: neither Bezugsgröße nor Zusatzbeitrag is known (Rechtswerte, „Grenze“)."""
    screen = opened(addresses.replace(sample("hof-sonnenwiese"), "period.start", date(2027, 1, 1)), "rechtsstand")
    words = plain("\n".join(screen.words(panel(screen).row_of("bezugsgroesse_west"))))
    assert "Für 2027 kennt das Programm noch keinen Wert." in words
    assert "Zuletzt bekannt: 3.955 €/Monat ab 01.01.2026" in words
    assert screen.session.states["rechtsstand"].open >= 2
    tab_to(screen, "Fehlende Werte zeigen", back=True)
    screen.key(Key.Key_Space)
    assert {"bezugsgroesse_west", "kv_zusatz_durchschnitt"} <= shown(screen)
    assert "grundbetrag" not in shown(screen)


# --- own values -------------------------------------------------------------------------------------------------------


def test_an_own_value_with_reason_and_back_to_the_law(opened: Opened) -> None:
    """Each person's Entgelt rises by 7 € a month: 140 instead of 133."""
    screen = opened(step="rechtsstand")
    before = screen.session.results.entgelt.entgelte_jahr
    persons = persons_of(screen.case)
    assert persons
    tab_to(screen, "Eigener Wert: Grundbetrag")
    assert screen.workspace.help_pane.shown is not None and screen.workspace.help_pane.shown.title == "Grundbetrag"
    screen.key(Key.Key_Return)
    assert screen.focus.accessibleName() == "Ihr Wert für Grundbetrag"
    screen.type("140")
    assert own(screen)["grundbetrag"].value == 140
    assert screen.session.results.entgelt.entgelte_jahr - before == persons * 12 * 7
    screen.key(Key.Key_Tab)
    assert screen.focus.accessibleName() == "Grund für Ihren Wert, Grundbetrag"
    screen.session.check_now()
    assert screen.session.states["rechtsstand"].open == 1
    screen.key(Key.Key_Tab)
    assert "Der Grund fehlt noch. Er steht in allen Unterlagen." in seen(screen)
    tab_to(screen, "Grund für Ihren Wert, Grundbetrag", back=True)
    screen.type("Beschluss über höhere Beträge")
    assert own(screen)["grundbetrag"] == ParameterOverride(value=Decimal(140), reason="Beschluss über höhere Beträge")
    screen.session.check_now()
    assert screen.session.states["rechtsstand"].open == 0
    row = plain("\n".join(screen.words(panel(screen).row_of("grundbetrag"))))
    assert "140 €/Monat" in row
    assert "Ihr eigener Wert" in row
    assert "Sonst gilt: 133 €/Monat" in row
    tab_to(screen, "Zurück zum Gesetz: Grundbetrag")
    screen.key(Key.Key_Space)
    assert not own(screen)
    assert screen.session.results.entgelt.entgelte_jahr == before
    assert screen.focus.accessibleName() == "Eigener Wert: Grundbetrag"


def test_undo_takes_an_own_value_back_and_shows_its_place(opened: Opened) -> None:
    screen = opened(step="rechtsstand")
    tab_to(screen, "Eigener Wert: Grundbetrag")
    screen.key(Key.Key_Return)
    screen.type("140")
    screen.key(Key.Key_Tab)
    screen.type("Grund")
    screen.key(Key.Key_Tab)
    screen.window.workspace.go_to("k01") if screen.window.workspace else None
    screen.key(Key.Key_Z, CONTROL)
    assert screen.step == "rechtsstand"
    assert own(screen)["grundbetrag"].reason == ""
    assert screen.focus.accessibleName() == "Grund für Ihren Wert, Grundbetrag"
    screen.key(Key.Key_Z, CONTROL)
    assert not own(screen)
    screen.key(Key.Key_Y, CONTROL)
    screen.key(Key.Key_Y, CONTROL)
    assert own(screen)["grundbetrag"] == ParameterOverride(value=Decimal(140), reason="Grund")


def test_what_cannot_be_read_stays_and_is_told(opened: Opened) -> None:
    screen = opened(step="rechtsstand")
    tab_to(screen, "Eigener Wert: Grundbetrag")
    screen.key(Key.Key_Return)
    screen.type("viel")
    screen.key(Key.Key_Tab)
    assert not own(screen)
    assert screen.case.unread == {"overrides[grundbetrag].value": "viel"}
    assert "„viel“ können wir nicht als Zahl lesen. Schreiben Sie zum Beispiel 3,5." in seen(screen)
    tab_to(screen, "Ihr Wert für Grundbetrag", back=True)
    screen.key(Key.Key_A, CONTROL)
    screen.type("1.140,5")
    assert own(screen)["grundbetrag"].value == Decimal("1140.5")
    assert not screen.case.unread


def test_a_value_below_zero_is_asked_back(opened: Opened) -> None:
    screen = opened(step="rechtsstand")
    tab_to(screen, "Eigener Wert: Grundbetrag")
    screen.key(Key.Key_Return)
    screen.type("-5")
    screen.key(Key.Key_Tab)
    assert not own(screen)
    assert "Hier passt keine Zahl unter null. Lassen Sie das Minus weg." in seen(screen)


def test_typing_another_number_keeps_the_reason(opened: Opened) -> None:
    """Emptying the field on the way to another number must not cost the reason."""
    screen = opened(
        sample("hof-sonnenwiese").model_copy(update={"overrides": {"grundbetrag": ParameterOverride(value=Decimal(140), reason="Warum")}}),
        "rechtsstand",
    )
    tab_to(screen, "Ihr Wert für Grundbetrag")
    screen.key(Key.Key_A, CONTROL)
    screen.key(Key.Key_Delete)
    assert not own(screen)
    screen.type("150")
    assert own(screen)["grundbetrag"] == ParameterOverride(value=Decimal(150), reason="Warum")


def test_the_reason_waits_for_the_value(opened: Opened) -> None:
    screen = opened(step="rechtsstand")
    tab_to(screen, "Eigener Wert: Grundbetrag")
    screen.key(Key.Key_Return)
    field = next(f for f in panel(screen).findChildren(QLineEdit) if f.accessibleName() == "Grund für Ihren Wert, Grundbetrag")
    assert not field.isEnabled()
    assert field.placeholderText() == "Tragen Sie zuerst den Wert ein."
    tab_to(screen, "Nicht ersetzen: Grundbetrag")
    screen.key(Key.Key_Space)
    assert not field.isVisible()
    assert not screen.session.undo_name


def test_own_values_of_a_case_are_open_and_can_be_filtered(opened: Opened) -> None:
    """A value that no law sets goes back to the stored one, not to a law."""
    case = sample("hof-sonnenwiese").model_copy(update={"overrides": {"tage_im_jahr": ParameterOverride(value=Decimal(240), reason="KSV")}})
    screen = opened(case, "rechtsstand")
    tab_to(screen, "In Ihrer Rechnung")
    for _ in range(3):
        screen.key(Key.Key_Right)
    assert shown(screen) == {"tage_im_jahr"}
    tab_to(screen, "Zurück zum hinterlegten Wert: Vergütete Tage im Jahr")


def test_an_own_value_that_the_program_does_not_know_can_be_taken_away(opened: Opened) -> None:
    case = sample("hof-sonnenwiese").model_copy(update={"overrides": {"mondsteuer": ParameterOverride(value=Decimal("6.5"), reason="x")}})
    screen = opened(case, "rechtsstand")
    assert "Den Wert „mondsteuer“ kennt das Programm nicht. Ihr eigener Wert 6,5 zählt nicht mit." in seen(screen)
    tab_to(screen, "Eigenen Wert entfernen: mondsteuer")
    screen.key(Key.Key_Space)
    assert not own(screen)
    assert "mondsteuer" not in seen(screen)
    screen.key(Key.Key_Z, CONTROL)
    assert "mondsteuer" in own(screen)


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_shown_before_it_counts_then_accepted_and_taken_back(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's invented Grundbetrag of 140 € instead of 133 €: 7 € a month for each person, told before it is accepted."""
    screen = opened(step="rechtsstand")
    choose_file(monkeypatch, values_file(tmp_path))
    before = screen.session.results
    persons = persons_of(screen.case)
    raised = before.entgelt.entgelte_jahr + persons * 12 * 7
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    words = seen(screen)
    assert "„Neue Werte“ übernehmen?" in words
    assert "Zusammengestellt am 15.12.2026. Erfunden für einen Versuch" in words
    for part in ("01.09.2026", "133 €/Monat", "140 €/Monat", "Entgelte im Jahr", plain(format_money(raised, "€"))):
        assert part in words, part
    assert screen.session.results == before
    assert updates.kept() == ()
    assert isinstance(screen.focus, QAbstractButton) and screen.focus.text() == "Nicht übernehmen"
    screen.key(Key.Key_Tab)
    assert isinstance(screen.focus, QAbstractButton) and screen.focus.text() == "Werte übernehmen"
    (asked,) = answering("Ja, Werte übernehmen", lambda: screen.key(Key.Key_Space))
    assert asked.title == "Wissen Sie sicher, von wem diese Datei ist?" and "nicht unterschrieben" in asked.words
    assert screen.session.results.entgelt.entgelte_jahr == raised
    assert "„Neue Werte“ gilt jetzt." in seen(screen)
    assert "Neue Werte, vom 15.12.2026, 1 Wert" in seen(screen)
    row = plain("\n".join(screen.words(panel(screen).row_of("grundbetrag"))))
    assert "140 €/Monat" in row and "(Datei „Neue Werte“, Absender nicht nachgewiesen)" in row
    assert "Neue Werte, vom 15.12.2026, 1 Wert · Absender nicht nachgewiesen" in seen(screen)
    printed = full_text(kostenkalkulation(screen.case, loader.content(), screen.session.results, STAMP))
    assert "Absender nicht nachgewiesen" in printed
    assert not screen.session.undo_name
    screen.window.activateWindow()  # the dialog had the keyboard
    screen.qtbot.waitUntil(lambda: panel(screen).files.choose.hasFocus())
    tab_to(screen, "Datei entfernen: Neue Werte")
    screen.key(Key.Key_Space)
    assert screen.session.results == before
    assert updates.kept() == ()
    assert "„Neue Werte“ ist entfernt." in seen(screen)


def test_who_does_not_know_the_sender_stays_with_the_old_values(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened(step="rechtsstand")
    choose_file(monkeypatch, values_file(tmp_path))
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    screen.key(Key.Key_Tab)
    answering("Nicht übernehmen", lambda: screen.key(Key.Key_Space))
    assert updates.kept() == ()
    assert "„Neue Werte“ ist nicht übernommen." in seen(screen)


def test_a_proven_sender_is_named_and_nothing_more_is_asked(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    monkeypatch.setattr(signature, "keys", lambda: {"probe": signature.Key(id="probe", owner="Probestelle", public=public)})
    raw = signature.signed(file(), "probe", private.sign(signature.message(file())))
    screen = opened(step="rechtsstand")
    choose_file(monkeypatch, values_file(tmp_path, raw))
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    assert "Unterschrieben von: Probestelle. Seitdem hat niemand die Datei verändert." in seen(screen)
    screen.key(Key.Key_Tab)
    assert answering("Ja, Werte übernehmen", lambda: screen.key(Key.Key_Space)) == []
    assert "unterschrieben von: Probestelle" in seen(screen)
    assert "nicht nachgewiesen" not in seen(screen)
    choose_file(monkeypatch, values_file(tmp_path, raw.replace(b"140", b"141")))
    screen.key(Key.Key_Return)
    assert "Die Unterschrift passt nicht zu dieser Datei." in seen(screen)


def test_a_file_that_was_left_changes_nothing(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened(step="rechtsstand")
    choose_file(monkeypatch, values_file(tmp_path))
    before = screen.session.results
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    screen.key(Key.Key_Space)
    assert "„Neue Werte“ ist nicht übernommen." in seen(screen)
    assert "Werte übernehmen" not in [b.text() for b in panel(screen).findChildren(QAbstractButton) if b.isVisible()]
    assert (screen.session.results, updates.kept()) == (before, ())
    assert screen.focus is panel(screen).files.choose


def test_a_file_without_effect_says_so_and_own_values_go_on(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = sample("hof-sonnenwiese").model_copy(update={"overrides": {"grundbetrag": ParameterOverride(value=Decimal(150), reason="x")}})
    screen = opened(case, "rechtsstand")
    choose_file(monkeypatch, values_file(tmp_path))
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    assert "Ihre Rechnung bleibt gleich. Kein Betrag dieses Antrags ändert sich." in seen(screen)
    assert "Ihre eigenen Werte gelten weiter: Grundbetrag." in seen(screen)


def test_a_refused_file_names_all_reasons(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = opened(step="rechtsstand")
    raw = file(parameter(entry(verified=None), entry(unit='"Taler"', valid_from="2027-01-01", checked_on=None)))
    choose_file(monkeypatch, values_file(tmp_path, raw))
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    words = seen(screen)
    assert "Diese Datei haben wir nicht übernommen. Alle Werte bleiben, wie sie sind." in words
    assert "Eintrag 1: Die Angabe „verified“ fehlt." in words
    assert "Eintrag 2: Die Angabe „checked_on“ fehlt." in words
    assert updates.kept() == ()
    choose_file(monkeypatch, tmp_path / "weg.toml")
    screen.key(Key.Key_Return)
    assert "Die Datei „weg.toml“ liegt nicht im Ordner" in seen(screen)


def test_a_full_disk_keeps_the_old_values(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_folders: Path) -> None:
    screen = opened(step="rechtsstand")
    before = screen.session.results
    choose_file(monkeypatch, values_file(tmp_path))
    tab_to(screen, "Werte aus Datei übernehmen …", back=True)
    screen.key(Key.Key_Return)
    updates.folder().parent.mkdir(parents=True, exist_ok=True)
    updates.folder().write_text("eine Datei, wo der Ordner liegen soll", encoding="utf-8")
    assert own_folders in updates.folder().parents
    screen.key(Key.Key_Tab)
    answering("Ja, Werte übernehmen", lambda: screen.key(Key.Key_Space))
    assert screen.session.results == before
    assert "lässt sich" in seen(screen) or "ließ sich nicht speichern" in seen(screen)


def test_a_broken_kept_file_is_told_and_can_be_removed(opened: Opened) -> None:
    updates.folder().mkdir(parents=True)
    (updates.folder() / "ala-werte-2026-12.toml").write_bytes(b"\x00kaputt")
    screen = opened(step="rechtsstand")
    assert "„ala-werte-2026-12.toml“ gilt nicht. Diese Datei können wir nicht lesen." in seen(screen)
    assert any(finding.rule == "werte_datei" for finding in screen.session.findings)
    tab_to(screen, "Datei entfernen: ala-werte-2026-12.toml", back=True)
    screen.key(Key.Key_Space)
    assert updates.kept() == ()
    screen.session.check_now()
    assert not any(finding.rule == "werte_datei" for finding in screen.session.findings)


def test_a_new_session_has_the_accepted_values(opened: Opened) -> None:
    updates.keep(file(), date(2026, 12, 15))
    screen = opened(step="rechtsstand")
    assert "Datei „Neue Werte“" in plain("\n".join(screen.words(panel(screen).row_of("grundbetrag"))))
