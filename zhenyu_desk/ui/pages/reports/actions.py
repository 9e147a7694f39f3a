"""What can be done on 报表, each with its keys: the same for buttons, the menu 记录 and F1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.widgets.buttons import button


@dataclass(frozen=True)
class Doings:
    """What the page does when an action is chosen."""

    issue: Callable[[], None]
    pdf: Callable[[], None]
    word: Callable[[], None]
    annex: Callable[[], None]
    figures_file: Callable[[], None]
    fonts: Callable[[], None]
    draft: Callable[[], None]


class ReportActions:
    """The actions of the page with their buttons, `above` the paper and `below` the lists."""

    def __init__(self, page: QWidget, doings: Doings) -> None:
        self.issue = action(page, _("Issue…"), doings.issue, "Ctrl+Shift+I", verb="issue_report")
        self.pdf = action(page, _("Save as PDF…"), doings.pdf, "Ctrl+Shift+S", verb="export_report")
        self.word = action(page, _("Save as Word…"), doings.word, "Ctrl+Shift+W", verb="export_report")
        self.annex = action(page, _("Annex as Excel…"), doings.annex, "Ctrl+Shift+E", verb="export_annex")
        self.figures_file = action(page, _("Figures file…"), doings.figures_file, "Ctrl+Shift+D", verb="export_figures")
        self.fonts = action(page, _("Fonts…"), doings.fonts, "Ctrl+Shift+T")
        self.draft = action(page, _("Back to the draft"), doings.draft, "Esc")
        self.above = [_button(doing) for doing in (self.pdf, self.word, self.issue)]
        self.below = [_button(doing) for doing in (self.annex, self.figures_file, self.fonts)]
        self.follow(is_draft=True, is_issuing=False)

    def follow(self, *, is_draft: bool, is_issuing: bool) -> None:
        """An issued report can be printed and saved as it is, and nothing else."""
        self.issue.setEnabled(is_draft and not is_issuing)
        for doing in (self.word, self.annex, self.figures_file):
            doing.setEnabled(is_draft)
        self.draft.setEnabled(not is_draft)

    def shown(self) -> Sequence[QAction]:
        """All of them, in the order of the menu."""
        return [self.issue, self.pdf, self.word, self.annex, self.figures_file, self.fonts, self.draft]


def _button(doing: QAction) -> QPushButton:
    verb = doing.property("verb") or ""
    made = button(doing.text(), doing.trigger, tip=doing.shortcut().toString(), verb=verb)
    doing.enabledChanged.connect(made.setEnabled)
    return made
