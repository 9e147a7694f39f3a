"""Links to what a firm's card lacks, and lines of small widgets that wrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from zhenyu_desk.domain.completeness import words_for
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.flow import FlowLayout


def missing_links(missing: Sequence[str], wanted: Callable[[str], None]) -> list[QPushButton]:
    """A link per missing fact; pressed it says which one is to be filled in."""
    links = []
    for key, words in zip(missing, words_for(tuple(missing)), strict=True):
        made = link(words, partial(wanted, key))
        made.setAccessibleName(_("Fill in: {fact}").format(fact=words))
        links.append(made)
    return links


def flow(*parts: QWidget) -> QWidget:
    """Widgets in lines that break where the panel ends."""
    made = QWidget()
    line = FlowLayout(made, theme.px(8))
    for part in parts:
        line.addWidget(part)
    return made
