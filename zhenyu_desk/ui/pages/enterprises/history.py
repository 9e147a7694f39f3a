"""The timeline of a firm: narrowed by kind, read page by page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.happenings import Happening, HappeningKind, Place
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.firm_timeline import ALL, firm_timeline
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.pages.enterprises.columns import is_large
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.table import Table

PAGE = 100
_CHIPS = (
    HappeningKind.VISIT,
    HappeningKind.DIFFICULTY,
    HappeningKind.PROMISE,
    HappeningKind.PAIRING,
    HappeningKind.STATE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose timeline, and which kinds of it."""

    firm_id: int
    kind: HappeningKind | None


def read_timeline(context: AppContext, wanted: Wanted, before: Place | None, limit: int) -> list[Happening]:
    """A page of the timeline, the newest first."""
    kinds = ALL if wanted.kind is None else (wanted.kind,)
    return context.read(firm_timeline, context.today(), wanted.firm_id, kinds=kinds, before=before, limit=limit)


class FirmHistory(QWidget):
    """`opened(kind, id)`: a visit or difficulty is to be shown. A chip narrows to its kind, none shows all."""

    opened = Signal(str, int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._firm_id: int | None = None
        self._job: Job | None = None
        self.kinds: ChipGroup[HappeningKind] = ChipGroup([(kind, kind.label) for kind in _CHIPS], optional=True)
        self.kinds.changed.connect(self.reload)
        self.model: TableModel[Happening] = TableModel(_columns(), key=lambda row: (row.kind, row.id))
        self.table = Table(self.model)
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Timeline"))
        self.table.keep_columns(shell, "timeline_large" if is_large() else "timeline")
        self.table.opened.connect(self._open)
        self.model.wants_more.connect(self._load_more)
        bar = QWidget()
        around = QVBoxLayout(bar)
        around.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        around.addWidget(self.kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(EmptyState(_("Nothing here yet"), _("Visits, difficulties and pairings are told here.")))
        column.addWidget(self._pages, 1)

    def show_firm(self, firm_id: int | None) -> None:
        """Show the timeline of a firm, of none for None."""
        if firm_id != self._firm_id:
            self.model.set_rows([])
        self._firm_id = firm_id
        self.reload()

    def reload(self) -> None:
        """Read anew, as much as is shown."""
        self._read(None, max(PAGE, len(self.model.rows)))

    def _load_more(self) -> None:
        if self.model.rows:
            self._read(self.model.rows[-1].place, PAGE)

    def _read(self, before: Place | None, limit: int) -> None:
        if self._job is not None:
            self._job.cancel()
        if self._firm_id is None:
            return
        wanted = Wanted(self._firm_id, self.kinds.value())
        self._job = self._shell.jobs.read(
            partial(read_timeline, self._shell.context, wanted, before, limit),
            partial(self._show, before, limit),
            self._shell.warn,
            owner=self,
        )

    def _show(self, before: Place | None, limit: int, rows: list[Happening]) -> None:
        if before is None:
            self.model.set_rows(rows, has_more=len(rows) == limit)
            self._pages.setCurrentIndex(0 if rows else 1)
        else:
            self.model.append_rows(rows, len(rows) == limit)

    def _open(self, row: Happening) -> None:
        if row.record_id:
            self.opened.emit(row.record_kind, row.record_id)


def _columns() -> list[Column[Happening]]:
    detail = Column[Happening](_("Detail"), lambda row: row.detail or NO_VALUE, 150, tip=lambda row: row.detail)
    return [
        Column(_("Date"), lambda row: row.on.isoformat(), 98, tone=lambda _row: Token.SECONDARY),
        Column(_("Kind"), lambda row: row.kind.label, 66, tag=True),
        Column(_("What"), lambda row: row.title, 200, tip=_whole, stretch=True),
        *([] if is_large() else [detail]),
    ]


def _whole(row: Happening) -> str:
    return "\n".join(part for part in (row.title, row.detail) if part)
