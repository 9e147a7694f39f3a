"""What is inside a backup, beside what is in the ledger that it would replace."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.restoring import RestorePreview
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.backup_list import at_words
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label

_BACKUP, _PRESENT = 1, 2  # columns
_PROBLEM, _FIRST_FACT = 1, 2  # lines
Fact = Callable[[RestorePreview], str]


class ComparedLedgers(QFrame):
    """Two columns of facts; a sentence where one of the two can't be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._grid = QGridLayout(self)
        edge = theme.px(16)
        self._grid.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        self._grid.setHorizontalSpacing(theme.px(20))
        self._grid.setVerticalSpacing(theme.px(6))
        for place, words in ((_BACKUP, _("In the backup chosen")), (_PRESENT, _("In the present ledger"))):
            self._grid.addWidget(label(words, role=FontRole.STRONG), 0, place)
            self._grid.setColumnStretch(place, 1)
        self._facts = _facts()
        self._cells: dict[tuple[int, int], QLabel] = {}
        for line, (name, _fact) in enumerate(self._facts, start=_FIRST_FACT):
            self._grid.addWidget(label(name, Token.SECONDARY), line, 0)
            for place in (_BACKUP, _PRESENT):
                cell = self._cells[line, place] = label("")
                self._grid.addWidget(cell, line, place)
        self._problems = {place: label("", Token.RED, wrap=True) for place in (_BACKUP, _PRESENT)}
        top = Qt.AlignmentFlag.AlignTop
        for place, problem in self._problems.items():
            self._grid.addWidget(problem, _PROBLEM, place, top)
            problem.hide()

    def show_backup(self, found: RestorePreview | None, problem: str = "") -> None:
        """What the backup chosen holds, or why that can't be told."""
        self._show(_BACKUP, found, problem)

    def show_present(self, found: RestorePreview | None, problem: str = "") -> None:
        """What the present ledger holds, or why that can't be told."""
        self._show(_PRESENT, found, problem)

    def texts(self, *, of_backup: bool) -> list[str]:
        """A column as it is read from top to bottom."""
        place = _BACKUP if of_backup else _PRESENT
        return [self._cells[line, place].text() for line, _fact in enumerate(self._facts, start=_FIRST_FACT)]

    def _show(self, place: int, found: RestorePreview | None, problem: str) -> None:
        for line, (_name, fact) in enumerate(self._facts, start=_FIRST_FACT):
            self._cells[line, place].setText(fact(found) if found else NO_VALUE)
        self._problems[place].setText(problem)
        self._problems[place].setVisible(bool(problem))


def _facts() -> list[tuple[str, Fact]]:
    return [
        (_("Town"), lambda found: found.town or _("encrypted; shown once the password is given")),
        (_("Enterprises"), lambda found: str(found.firms)),
        (_("Visits made"), lambda found: str(found.visits)),
        (_("Difficulties"), lambda found: str(found.difficulties)),
        (_("Last change"), lambda found: at_words(found.last_change)),
        (_("Protection"), lambda found: _("Encrypted") if found.is_protected else _("Not encrypted")),
        (_("Attached files missing"), _lacking),
    ]


def _lacking(found: RestorePreview) -> str:
    """Only the manifest of a backup tells."""
    if found.kind is None:
        return NO_VALUE
    return str(found.lacking) if found.lacking else _("None")
