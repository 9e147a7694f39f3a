"""The little that a palette can't say: corners, cards, chips and the primary button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Template

from zhenyu_desk.ui.tokens import LIGHT, Colours, Token

TONES = (Token.SECONDARY, Token.PRIMARY, Token.RED, Token.AMBER, Token.GREEN)

_RULES = """
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[kind="rail"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QLabel[kind="tag"] { background: $tag; border-radius: 4px; padding: 2px ${p8}px; }
QLabel[kind="count"] { background: $red_tint; color: $red; border-radius: ${p9}px; padding: 1px ${p6}px; }

QPushButton { background: $surface; color: $text; border: 1px solid $border; border-radius: 6px;
  padding: ${p5}px ${p14}px; min-height: ${p20}px; }
QPushButton:hover { background: $ground; }
QPushButton:pressed { background: $tint; border-color: $primary; }
QPushButton:focus { border: 2px solid $primary; padding: ${p5_less_1}px ${p14_less_1}px; }
QPushButton:disabled { color: $disabled; border-color: $line; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary;
  font-weight: 600; }
QPushButton[kind="primary"]:focus { border: 3px double $on_primary; padding: ${p5_less_2}px ${p14_less_2}px; }
QPushButton[kind="primary"]:disabled { background: $line; color: $disabled; border-color: $line; }
QPushButton[kind="danger"] { color: $red; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $primary;
  padding: 2px ${p4}px; }
QPushButton[kind="link"]:disabled { color: $disabled; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $primary; padding: 2px ${p4}px; }
QPushButton[kind="chip"] { border-radius: ${pill}px; padding: ${p4}px ${p12}px; }
QPushButton[kind="chip"]:checked { background: $tint; border-color: $primary; color: $primary;
  font-weight: 600; }
QPushButton[kind="chip"][tone="red"] { color: $red; }
QPushButton[kind="chip"][tone="amber"] { color: $amber; }
QPushButton[kind="chip"]:focus { border: 2px solid $primary; padding: ${p4_less_1}px ${p12_less_1}px; }
QPushButton[kind="chip"]:checked:focus { border: 2px solid $text; padding: ${p4_less_1}px ${p12_less_1}px; }
QPushButton[kind="rail"] { border: 1px solid transparent; text-align: left; padding: ${p8}px ${p12}px; }
QPushButton[kind="rail"]:hover { background: $ground; }
QPushButton[kind="rail"]:focus { border: 2px solid $primary; padding: ${p8_less_1}px ${p12_less_1}px; }
QPushButton[kind="rail"]:checked { background: $tint; color: $primary; font-weight: 600; }
QPushButton[kind="search"] { padding: ${p5}px ${p10}px; }
QPushButton[kind="search"]:focus { padding: ${p5_less_1}px ${p10_less_1}px; }
QPushButton[kind="tile"] { background: $surface; border: 1px solid $line; text-align: left; }
QPushButton[kind="tile"]:hover { border-color: $primary; }
QPushButton[kind="tile"]:focus { border: 2px solid $primary; }

QCheckBox { border: 1px solid transparent; border-radius: 4px; padding: 2px ${p4}px; spacing: ${p8}px; }
QCheckBox::indicator { width: ${p15}px; height: ${p15}px; border: 1px solid $secondary; border-radius: 3px;
  background: $surface; }
QCheckBox::indicator:hover { border-color: $primary; }
QCheckBox::indicator:checked { background: $primary; border-color: $primary; image: url($icons/check-$look.svg); }
QCheckBox::indicator:disabled { border-color: $disabled; background: $ground; }
QCheckBox::indicator:checked:disabled { background: $disabled; }
QCheckBox:focus { border-color: $primary; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit { background: $surface;
  color: $text; border: 1px solid $border; border-radius: 6px; padding: ${p5}px ${p8}px;
  min-height: ${p20}px;
  selection-background-color: $primary; selection-color: $on_primary; }
QPlainTextEdit, QTextEdit { padding: ${p4}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $primary; padding: ${p5_less_1}px ${p8_less_1}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p4_less_1}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: $secondary;
  background: $ground; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: $ground; }
QAbstractItemView QLineEdit, QAbstractItemView QLineEdit:focus { border-radius: 0; padding: 0 ${p4}px;
  min-height: 0; }
*[wrong="true"] { border: 1px solid $red; }
*[wrong="true"]:focus { border: 2px solid $red; }
QComboBox QAbstractItemView { border: 1px solid $border; padding: 2px; }
QComboBox QAbstractItemView::item { min-height: ${p28}px; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: url($icons/chevron-down.svg); width: ${p12}px; height: ${p12}px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0; min-height: 0; }

QTableView, QListView, QTreeView { background: $surface; border: 1px solid transparent; outline: none; }
QTableView:focus, QListView:focus, QTreeView:focus, QScrollArea:focus { border: 1px solid $primary; }
QListView[kind="drop"] { border: 1px solid $border; }
QTableView::item, QListView::item { padding: 0 ${p8}px; }
QTableView::item:selected, QListView::item:selected { background: $tint; color: $text; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $secondary; border: none;
  border-bottom: 1px solid $line;
  padding: ${p6}px ${p11}px; font-weight: 600; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: ${p28}px; }
QScrollBar::handle:horizontal { min-width: ${p28}px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea, PdfView { border: 1px solid transparent; background: transparent; }
PdfView:focus { border: 1px solid $primary; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; }
QMenuBar::item { padding: ${p5}px ${p10}px; background: transparent; }
QMenuBar::item:selected { background: $tint; border-radius: 4px; }
QStatusBar { background: $surface; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QTabWidget::pane { border: none; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $secondary; padding: ${p8}px ${p14}px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $primary; border-bottom: 2px solid $primary; font-weight: 600; }
QTabBar::tab:selected:focus { background: $tint; border-radius: 4px; }
QSplitter::handle { background: $line; }
"""

_LENGTHS = (4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 20, 24, 28)


def style_sheet(colours: Colours, px: Callable[[float], int], icons: str) -> str:
    """The application's style sheet; `px` scales lengths with the text."""
    names: dict[str, str] = {token.value: colour for token, colour in colours.items()}
    names |= {f"p{length}": str(px(length)) for length in _LENGTHS}
    # A focus ring is thicker than a border, and nothing may move for it.
    names |= {f"p{length}_less_{less}": str(px(length) - less) for length in _LENGTHS for less in (1, 2)}
    # A radius of more than half the height is no radius to Qt: the chip would turn square.
    names["pill"] = str((px(20) + 2 * px(4) + 2) // 2)
    look = "light" if colours is LIGHT else "dark"
    rules = Template(_RULES).substitute(names, icons=Path(icons).as_posix(), look=look)
    return rules + "".join(f'QLabel[tone="{tone}"] {{ color: {colours[tone]}; }}\n' for tone in TONES)
