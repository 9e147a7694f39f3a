"""查找重复: pairs of entries that may be one firm, each of which can be merged after a look."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.duplicates import MOST_PAIRS, DuplicatePair, find_duplicates
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.messages import is_refused
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

_VERB = "merge_enterprises"


class DuplicatesDialog(Frame):
    """`merge_wanted(one, other)`: these two entries are to be looked at side by side."""

    merge_wanted = Signal(int, int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Find duplicates"), parent)
        room = self.screen().availableGeometry().size()
        self.resize(min(theme.px(820), room.width()), min(theme.px(520), room.height()))
        self._shell = shell
        self.model: TableModel[DuplicatePair] = TableModel(_columns(), key=lambda pair: (pair.one.id, pair.other.id))
        self.table = Table(self.model)
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Entries that may be one firm"))
        self.table.opened.connect(self._merge)
        self._pages = QStackedWidget()
        self._pages.addWidget(EmptyState(_("Looking for duplicates…")))
        self._pages.addWidget(self.table)
        advice = _("Names, former names and codes of the whole register were compared.")
        self._pages.addWidget(EmptyState(_("No duplicates found"), advice))
        self._count = label("", Token.SECONDARY, wrap=True)
        self.body.addWidget(heading(_("Entries that may be one firm")))
        self.body.addWidget(self._count)
        self.body.addWidget(self._pages, 1)
        self._button = button(
            _("Look and merge…"), lambda: self._merge(self.table.current_row()), "primary", "Enter", verb=_VERB
        )
        self.buttons.addWidget(self._button)
        self.buttons.addWidget(button(_("Close window"), self.accept))
        self.reload()

    def reload(self) -> None:
        """Compare the register anew, in the background."""
        self._button.setEnabled(False)
        self._shell.jobs.read(partial(find_duplicates, self._shell.context), self._show, self._shell.warn, owner=self)

    def _show(self, pairs: list[DuplicatePair]) -> None:
        self.model.set_rows(pairs)
        self._pages.setCurrentIndex(1 if pairs else 2)
        self._button.setEnabled(bool(pairs))
        more = "+" if len(pairs) >= MOST_PAIRS else ""
        words = _("{count} pairs. Two valid credit codes that differ are two firms and are not listed.")
        self._count.setText(words.format(count=f"{len(pairs)}{more}"))
        if pairs:
            choose_row(self.table, max(0, self.table.currentIndex().row()))
            self.table.setFocus()

    def _merge(self, pair: DuplicatePair | None) -> None:
        if pair is not None and not is_refused(self, _VERB):
            self.merge_wanted.emit(pair.one.id, pair.other.id)


def _columns() -> list[Column[DuplicatePair]]:
    return [
        Column(
            _("Entry"), lambda pair: pair.one.name, 200, stretch=True, tip=lambda pair: _about(pair.one.credit_code)
        ),
        Column(
            _("Other entry"), lambda pair: pair.other.name, 200, stretch=True, tip=lambda p: _about(p.other.credit_code)
        ),
        Column(_("Why"), lambda pair: pair.why.label, 150, tone=lambda _pair: Token.SECONDARY),
    ]


def _about(code: str) -> str:
    return _("Credit code: {code}").format(code=code or NO_VALUE)
