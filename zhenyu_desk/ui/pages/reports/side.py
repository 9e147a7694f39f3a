"""The left side of 报表: which report, its parts in tabs, and what else can be made of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.reports.gathering import Gathered
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import label

WIDTH = 380
MOST_NAMED = 4
TITLES = (N_("Figures"), N_("Texts"), N_("Corrections"), N_("Issued"))
FIGURES, TEXTS, CORRECTIONS, ISSUED = range(len(TITLES))


class Side(Card):
    """The head, one tab for each of `TITLES`, a line of buttons."""

    def __init__(self, head: QWidget, parts: Sequence[QWidget], buttons: Sequence[QWidget]) -> None:
        super().__init__(margins=False)
        self.setProperty("kind", "rail")
        self.setFixedWidth(theme.px(WIDTH))
        self._note: QLabel = label("", Token.AMBER, FontRole.SMALL, wrap=True)
        self._note.hide()
        top = QVBoxLayout()
        top.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(4))
        top.setSpacing(theme.px(8))
        top.addWidget(head)
        top.addWidget(self._note)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for part, title in zip(parts, TITLES, strict=True):
            self.tabs.addTab(part, _(title))
        row = QWidget()
        flow = FlowLayout(row, theme.px(8))
        for each in buttons:
            flow.addWidget(each)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(10))
        bottom.addWidget(row)
        self.body.setSpacing(0)
        self.body.addLayout(top)
        self.body.addWidget(self.tabs, 1)
        self.body.addLayout(bottom)

    def say(self, sentence: str) -> None:
        """A sentence below the head; "" takes it away."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def show_count(self, place: int, count: int) -> None:
        """How many there are in a tab."""
        title = _(TITLES[place])
        self.tabs.setTabText(place, f"{title} {count}" if count else title)


def side_note(gathered: Gathered, *, is_issued: bool) -> str:
    """What the user must know of the report that is shown, and of the fonts."""
    notes = list(gathered.font_problems)
    if is_issued:
        notes.append(
            _(
                "These are the figures as they were issued. To change the texts, or to save the annex or the "
                "figures file, go back to the draft (Esc)."
            )
        )
    elif gathered.changed_since:
        what = gathered.changed_since
        shown = _(", ").join(what[:MOST_NAMED]) + (_(" and others, {count} in all") if len(what) > MOST_NAMED else "")
        words = _("Changed since it was issued on {day}: {what}. Issue it again if the new ones are to count.")
        notes.append(words.format(day=gathered.issued[0].issued_on, what=shown.format(count=len(what))))
    return "\n".join(notes)


def side_by_side(page: QWidget, side: QWidget, paper: QWidget) -> None:
    """The side keeps its width, the paper takes the rest."""
    line = QHBoxLayout(page)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(side)
    line.addWidget(paper, 1)
