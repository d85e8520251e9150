"""Look of the program: colours by name, type by role, measures at the user's text size. Built once from `resources/theme/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ala_wizard.content.paths import resources
from ala_wizard.content.texts import text
from ala_wizard.content.tomlfile import read_toml
from ala_wizard.ui.sheet import style_sheet

Name = Literal["system", "light", "dark", "contrast"]
FAMILY = "Noto Sans"

ROLES: dict[str, tuple[int, bool]] = {
    "result": (36, True),
    "title": (28, True),
    "section": (20, True),
    "question": (18, True),
    "body": (16, False),
    "bold": (16, True),
    "small": (14, False),
    "small_bold": (14, True),
}
"""Size in px at 100 % and boldness of each role of text. Nothing is smaller than `small`."""


@dataclass(frozen=True)
class Theme:
    """One set of colours at one text size."""

    name: str
    colors: dict[str, str] = field(repr=False)
    scale: float = 1.0

    def color(self, name: str) -> QColor:
        """A colour by its token name. Raises KeyError for an unknown name."""
        return QColor(self.colors[name])

    def px(self, size: float) -> int:
        """A measure of the 100 % drawing in pixels at the user's text size."""
        return max(1, round(size * self.scale)) if size > 0 else round(size * self.scale)

    def font(self, role: str) -> QFont:
        """The type of a role, with sharp outlines at every size."""
        size, bold = ROLES[role]
        made = QFont(FAMILY)
        made.setPixelSize(self.px(size))
        made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made


@cache
def palettes() -> dict[str, dict[str, str]]:
    """The colours of all palettes by token name, as `#RRGGBB`."""
    return {name: dict(colors) for name, colors in read_toml(resources() / "theme" / "tokens.toml").items()}


class _State:
    """What is applied now, and who wants to know when it changes."""

    theme: Theme | None = None
    chosen: Name = "system"
    follows = False
    fonts = False
    listeners: list[Callable[[], None]] = []  # noqa: RUF012 - one list for the whole program, on purpose


def current() -> Theme:
    """The theme in force; the light one before `apply` was called."""
    if _State.theme is None:
        _State.theme = Theme("light", palettes()["light"])
    return _State.theme


def px(size: float) -> int:
    """A measure of the 100 % drawing at the user's text size."""
    return current().px(size)


def font(role: str) -> QFont:
    """The type of a role in the theme in force."""
    return current().font(role)


def color(name: str) -> QColor:
    """A colour of the theme in force."""
    return current().color(name)


def on_change(callback: Callable[[], None]) -> None:
    """Call back after every later `apply`: for pictures that were drawn in the colours of before."""
    _State.listeners.append(callback)


def apply(app: QApplication, name: Name = "system", scale: float = 1.0) -> Theme:
    """Dress the whole program. `scale` is the text size chosen, 1.0 = 100 %; a contrast theme of the system wins."""
    _State.chosen = name
    _load_fonts()
    theme = Theme(*_resolve(app, name), scale)
    _State.theme = theme
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    for effect in Qt.UIEffect:  # nothing moves by itself, whatever the system allows
        app.setEffectEnabled(effect, False)
    app.setFont(theme.font("body"))
    app.setPalette(_palette(theme))
    sheet = style_sheet(theme.colors, theme.px, text("seite.bildlauf"))
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    if not _State.follows:
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: _system_changed(app))
        accessibility = getattr(app.styleHints(), "accessibility", None)
        if accessibility is not None:
            accessibility().contrastPreferenceChanged.connect(lambda _wish: _system_changed(app, everybody=True))
        _State.follows = True
    for callback in tuple(_State.listeners):
        callback()
    return theme


def _system_changed(app: QApplication, *, everybody: bool = False) -> None:
    """The system went dark or light: go along, if the user did not fix the palette. A contrast theme comes and goes for everybody."""
    if _State.chosen == "system" or everybody:
        apply(app, _State.chosen, current().scale)


def _resolve(app: QApplication, name: Name) -> tuple[str, dict[str, str]]:
    if _system_contrast(app):
        app.setPalette(QPalette())
        return "contrast", _from_system(app.palette())
    if name != "system":
        return name, palettes()[name]
    scheme = "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return scheme, palettes()[scheme]


def _system_contrast(app: QApplication) -> bool:
    """Has the user asked the system for high contrast? Known since Qt 6.10."""
    accessibility = getattr(app.styleHints(), "accessibility", None)
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def _from_system(palette: QPalette) -> dict[str, str]:
    """Our tokens in the colours of a contrast theme of the system: its pairs are the ones that the user can read."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    mark, on_mark, link = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name(), palette.color(role.Link).name()
    tokens = dict.fromkeys(palettes()["contrast"], ink)
    tokens |= dict.fromkeys(("bg", "surface", "raised", "sunken", "soft", "warn_soft", "err_soft", "info_soft", "furrow"), ground)
    return tokens | {"accent": link, "accent_h": ink, "on_accent": ground, "focus": mark if mark != ground else on_mark, "soft_ink": ink}


def _load_fonts() -> None:
    if _State.fonts:
        return
    for file in sorted(Path(resources() / "fonts").glob("NotoSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    _State.fonts = True


def _palette(theme: Theme) -> QPalette:
    """For everything that Qt paints itself: dialogs, menus, selections."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, token in (
        (role.Window, "bg"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Text, "ink"),
        (role.Button, "surface"),
        (role.ButtonText, "ink"),
        (role.BrightText, "err"),
        (role.PlaceholderText, "ink3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "ink"),
        (role.Light, "surface"),
        (role.Midlight, "raised"),
        (role.Mid, "line"),
        (role.Dark, "line2"),
        (role.Shadow, "line2"),
    ):
        made.setColor(target, theme.color(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, theme.color("ink3"))
    return made
