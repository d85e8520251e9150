"""The one style sheet of the program, built from colour tokens. Widgets choose a look by their property `role`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SHEET = """
QWidget { outline: 0; }
QMainWindow, QDialog { background: @bg; }
QFrame { border: 0; }
QLabel { background: transparent; color: @ink; }
QLabel:disabled { color: @ink3; }
QLabel[role="result"] { font-size: 36px; font-weight: 700; }
QLabel[role="title"] { font-size: 28px; font-weight: 700; }
QLabel[role="section"] { font-size: 20px; font-weight: 700; }
QLabel[role="question"] { font-size: 18px; font-weight: 700; }
QLabel[role="body"] { font-size: 16px; }
QLabel[role="bold"] { font-weight: 700; }
QLabel[role="second"] { color: @ink2; }
QLabel[role="small"] { font-size: 14px; color: @ink2; }
QLabel[role="small_bold"] { font-size: 14px; font-weight: 700; color: @ink2; }
QLabel[role="small_ink"] { font-size: 14px; }
QLabel[role="small_strong"] { font-size: 14px; font-weight: 700; }
QLabel[role="error"] { color: @err; font-weight: 700; }
QLabel[role="warn"] { color: @warn; }
QLabel[role="warn_bold"] { color: @warn; font-weight: 700; }
QLabel[role="info"] { color: @info; }
QLabel[role="example_mark"] { background: @warn_soft; color: @warn; font-size: 14px; font-weight: 700; border-radius: 10px; padding: 2px 10px; }
QLabel[role="placeholder"] { color: @ink3; }
QLabel[role="done"] { color: @soft_ink; }
QLabel[role="link"] { color: @accent; }
QLabel[role="key"] { background: @raised; border: 1px solid @line2; border-radius: 5px; padding: 1px 8px; font-size: 14px; }
QLabel[role="quote"] { font-style: italic; }

QFrame[role="page"], QFrame[role="header"], QFrame[role="foot"] { background: @surface; }
QFrame[role="header"] { border-bottom: 1px solid @line; }
QFrame[role="foot"] { border-top: 1px solid @line; }
QFrame[role="steps"] { background: @bg; border-right: 1px solid @line; }
QFrame[role="help"] { background: @raised; border-left: 1px solid @line; }
QFrame[role="help_below"] { background: @raised; border-top: 1px solid @line; }
QFrame[role="card"] { background: @surface; border: 1px solid @line; border-radius: 10px; }
QFrame[role="card_selected"] { background: @surface; border: 2px solid @accent; border-radius: 10px; }
QFrame[role="raised"] { background: @raised; border: 1px solid @line; border-radius: 10px; }
QFrame[role="popup"] { background: @surface; border: 2px solid @accent; border-radius: 10px; }
QFrame[role="soft"] { background: @soft; border-radius: 10px; }
QFrame[role="sunken"] { background: @sunken; border-radius: 8px; }
QFrame[role="sunken_cell"] { background: @sunken; }
QFrame[role="warnbox"] { background: @warn_soft; border-radius: 8px; }
QFrame[role="errbox"] { background: @err_soft; border-radius: 8px; }
QFrame[role="infobox"] { background: @info_soft; border-radius: 8px; }
QFrame[role="field"] { background: @surface; border: 1px solid @line2; border-radius: 6px; }
QFrame[role="field"][wrong="true"] { border: 2px solid @err; }
QFrame[role="textbar"] { background: @raised; border-bottom: 1px solid @line; border-top-left-radius: 5px; border-top-right-radius: 5px; }
QFrame[role="floating"] { background: @surface; border: 1px solid @line2; }
QFrame[role="hairline"] { background: @line; min-height: 1px; max-height: 1px; }
QFrame[role="vline"] { background: @line; min-width: 1px; max-width: 1px; }
QFrame[role="rule"] { background: @line2; min-height: 1px; max-height: 1px; }

QPushButton { background: @surface; color: @ink; border: 1px solid @line2; border-radius: 6px; padding: 0 16px; min-height: 38px; }
QPushButton:hover { background: @raised; }
QPushButton:pressed { background: @sunken; }
QPushButton:disabled { color: @ink3; border-color: @line; }
QPushButton[role="primary"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 700; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed { background: @accent_h; border-color: @accent_h; }
QPushButton[role="primary"]:disabled { background: @sunken; color: @ink3; border-color: @sunken; }
QPushButton[role="quiet"] { background: transparent; color: @accent; border-color: transparent; padding: 0 8px; font-weight: 700; }
QPushButton[role="quiet"][edge="true"] { padding-left: 0; }
QPushButton[role="quiet"]:hover { color: @accent_h; background: @soft; }
QPushButton[role="quiet"]:pressed { background: @sunken; }
QPushButton[role="small"] { font-size: 14px; padding: 0 12px; min-height: 28px; }
QPushButton[role="small_quiet"] { background: transparent; color: @accent; border-color: transparent; font-size: 14px; font-weight: 700; padding: 0 8px; min-height: 28px; }
QPushButton[role="small_quiet"]:hover { color: @accent_h; background: @soft; }
QPushButton[role="small_quiet"][edge="true"] { padding-left: 0; }
QPushButton[role="pill"] { border-color: @line; border-radius: 16px; padding: 0 14px; min-height: 32px; }
QPushButton[role="pill"]:checked { background: @soft; color: @soft_ink; border-color: @accent; font-weight: 700; }
QPushButton[role="option"] { border-radius: 6px; padding: 0 16px; }
QPushButton[role="search"] { background: @raised; border-color: @line2; padding: 0; min-height: 0; }
QPushButton[role="search"]:hover { background: @sunken; }
QPushButton[role="link"] { background: transparent; border: 0; padding: 0; min-height: 24px; color: @accent; text-decoration: underline; text-align: left; }
QPushButton[role="link"]:hover { color: @accent_h; }
QPushButton[role="blockcard"] { background: @surface; border: 1px solid @line; border-radius: 8px; padding: 0; min-height: 24px; text-align: left; }
QPushButton[role="blockcard"]:hover { background: @raised; }
QPushButton[role="blockcard"]:focus { background: @soft; border-color: @accent; }
QPushButton[role="explained"] { background: transparent; border: 0; padding: 0; min-height: 24px; color: @ink; text-align: right; }
QPushButton[role="explained"][figure="result"] { font-size: 36px; font-weight: 700; min-height: 48px; text-align: left; }
QPushButton[role="explained"][figure="bold"] { font-weight: 700; }
QPushButton[role="explained"]:disabled { color: @ink; }
QPushButton[role="explained"][figure="small"] { font-size: 14px; color: @ink2; }
QPushButton[role="explained"]:hover, QPushButton[role="explained"]:focus { color: @accent; text-decoration: underline; }
QToolButton { background: transparent; color: @ink; border: 1px solid transparent; border-radius: 6px; padding: 5px; }
QToolButton:hover, QToolButton:checked { background: @sunken; }
QToolButton[role="day_head"] { font-size: 14px; font-weight: 700; padding: 4px 2px; }
QToolButton[role="tool"]:checked { background: @soft; border-color: @accent; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit { background: @surface; color: @ink; border: 1px solid @line2; border-radius: 6px; min-height: 38px; padding: 0 10px;
  selection-background-color: @accent; selection-color: @on_accent; placeholder-text-color: @ink3; }
QLineEdit:focus { border-color: @focus; }
QLineEdit:disabled, QLineEdit:read-only { background: @raised; color: @ink2; }
QLineEdit[wrong="true"] { border: 2px solid @err; min-height: 36px; padding: 0 9px; }
QLineEdit[role="search"] { background: @raised; border-color: @line; }
QLineEdit[role="bare"] { background: transparent; border: 0; min-height: 0; padding: 0; }
QLineEdit[role="matrix"] { font-size: 14px; min-height: 30px; padding: 0 5px; }
QLineEdit[role="matrix"][wrong="true"] { min-height: 28px; padding: 0 4px; }
QLineEdit[role="cell"] { border: 2px solid @focus; padding: 0 4px; min-height: 0; }
QTextEdit { background: @surface; color: @ink; border: 1px solid @line2; border-radius: 6px; padding: 8px 10px;
  selection-background-color: @accent; selection-color: @on_accent; placeholder-text-color: @ink3; }
QTextEdit:focus { border-color: @focus; }
QTextEdit[role="bare"] { background: transparent; border: 0; padding: 0; }
QTextEdit[role="cell"] { border: 2px solid @focus; padding: 6px 6px; }
QComboBox { background: @surface; color: @ink; border: 1px solid @line2; border-radius: 6px; min-height: 38px; padding: 0 34px 0 12px; combobox-popup: 0; }
QComboBox:focus { border-color: @focus; }
QComboBox:disabled { background: @raised; color: @ink3; }
QComboBox[wrong="true"] { border: 2px solid @err; min-height: 36px; padding: 0 33px 0 11px; }
QComboBox[role="cell"] { border: 2px solid @focus; padding: 0 26px 0 6px; min-height: 0; }
QComboBox::drop-down { border: 0; width: 0; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBoxPrivateContainer { background: @surface; border: 0; }
QComboBox QAbstractItemView { background: @surface; color: @ink; border: 1px solid @line2; padding: 4px; selection-background-color: @soft; selection-color: @soft_ink; }
QComboBox QAbstractItemView::item { min-height: 36px; padding: 0 8px; border-radius: 4px; color: @ink; }
QComboBox QAbstractItemView::item:selected { background: @soft; color: @soft_ink; }

QCheckBox, QRadioButton { color: @ink; spacing: 10px; min-height: 24px; padding-right: 6px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: @ink3; }

QScrollArea, QScrollArea > QWidget#qt_scrollarea_viewport { background: transparent; border: 0; }
QScrollBar { qproperty-accessibleName: "@bar_name"; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 3px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 3px; }
QScrollBar::handle { background: @line2; border-radius: 3px; }
QScrollBar::handle:hover { background: @ink2; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }

QAbstractItemView { background: transparent; color: @ink; border: 0; selection-background-color: @soft; selection-color: @soft_ink; }
QListWidget::item { padding: 0 8px; border-radius: 4px; }
QListWidget::item:selected { background: @soft; color: @soft_ink; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: @ink2; border: 0; font-size: 14px; }
QCalendarWidget QWidget { background: @surface; color: @ink; }
QCalendarWidget QAbstractItemView { background: @surface; color: @ink; selection-background-color: @accent; selection-color: @on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: @ink3; }
QCalendarWidget QToolButton { padding: 4px 8px; font-weight: 700; }
QCalendarWidget QSpinBox { border: 1px solid @line2; border-radius: 4px; selection-background-color: @accent; selection-color: @on_accent; }

QMenu { background: @surface; color: @ink; border: 1px solid @line2; padding: 6px; menu-scrollable: 1; }
QMenu::item { padding: 5px 24px 5px 16px; border-radius: 6px; }
QMenu::item:selected { background: @soft; color: @soft_ink; }
QMenu::item:disabled { color: @ink3; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { background: @line; height: 1px; margin: 4px 8px; }
QToolTip { background: @surface; color: @ink; border: 1px solid @line2; padding: 6px 8px; font-size: 14px; }
QMessageBox QLabel { color: @ink; }
"""


def style_sheet(colors: Mapping[str, str], px: Callable[[float], int], bar_name: str = "") -> str:
    """The sheet in the colours given; measures above the hairline grow with the text size. All scroll bars are called `bar_name`."""
    values = {**colors, "bar_name": bar_name}
    sheet = re.sub(r"@(\w+)", lambda match: values[match[1]], _SHEET)
    return re.sub(r"\b(\d+)px", lambda match: f"{px(int(match[1])) if int(match[1]) > 2 else int(match[1])}px", sheet)
