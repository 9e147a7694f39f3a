"""«相似的办结件»: past cases like the one at hand, how each ended, who handled it and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.domain.similar import SimilarCase
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.link_line import LinkLine
from zhenyu_desk.ui.widgets.panels import clear_layout, text_label

_MOST_TEXT = 120


class SimilarList(QWidget):
    """Hidden while there are none; `opened(id)` when one is clicked, or chosen by Tab and space."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(4))
        self.hide()

    def show_cases(self, cases: Sequence[SimilarCase]) -> None:
        """Show these, the most alike first."""
        clear_layout(self._lines)
        if cases:
            self._lines.addWidget(heading(_("Similar cases that were resolved")))
        for case in cases:
            self._lines.addWidget(LinkLine(case.row.title, partial(self.opened.emit, case.row.id)))
            self._lines.addWidget(label(how_it_ended(case), Token.SECONDARY, FontRole.SMALL, wrap=True))
            if case.row.result_text:
                words = text_label(_shortened(case.row.result_text))
                words.setContentsMargins(0, 0, 0, theme.px(6))
                self._lines.addWidget(words)
        self._lines.addStretch()
        self.setVisible(bool(cases))


def how_it_ended(case: SimilarCase) -> str:
    """«已解决 · 供电所 · 4 个工作日 · 2026-10-12»."""
    row = case.row
    days = "" if case.workdays is None else ngettext("{n} working day", "{n} working days", case.workdays)
    parts = (
        row.result.label if row.result else "",
        row.lead_unit,
        days.format(n=case.workdays),
        row.resolved_on.isoformat() if row.resolved_on else "",
    )
    return " · ".join(part for part in parts if part)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_TEXT else line[:_MOST_TEXT] + "…"
