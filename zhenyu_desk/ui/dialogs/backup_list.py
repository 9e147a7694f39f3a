"""The list of backups that a ledger can be restored from; whether each is whole is found out meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.terms import Term
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import N_, NO_VALUE, _
from zhenyu_desk.services.restoring import BackupRow
from zhenyu_desk.store.manifests import KEPT_PREFIX, is_whole
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

_MIB = 2**20
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Wholeness(Term):
    """What is known of the file of a backup."""

    UNCHECKED = "unchecked", "正在核对…", N_("being checked…")
    WHOLE = "whole", "完整", N_("whole")
    DAMAGED = "damaged", "已损坏", N_("damaged")
    UNKNOWN = "unknown", "无从核对", N_("nothing to check by")


_TONES = {Wholeness.DAMAGED: Token.RED, Wholeness.UNKNOWN: Token.AMBER, Wholeness.WHOLE: Token.GREEN}


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup with the words for where it lies."""

    row: BackupRow
    place: str
    is_whole: Wholeness


class BackupList(Table):
    """The newest first; `chosen` tells a Listed or None."""

    checked = Signal(object)
    """A Listed whose file has been checked."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        self._rows: TableModel[Listed] = TableModel(_columns(), key=lambda listed: listed.row.file)
        super().__init__(self._rows, parent)
        self._jobs = jobs
        self.set_widths(self._rows.columns)
        self.setSortingEnabled(False)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.setAccessibleName(_("Backups"))

    @property
    def listed(self) -> Sequence[Listed]:
        """The backups in the order shown."""
        return self._rows.rows

    def show_backups(self, rows: Sequence[tuple[BackupRow, str]]) -> None:
        """Show these, each with where it lies, and check them one after the other."""
        known = {listed.row.file: listed for listed in self._rows.rows}
        shown = [known.get(row.file) or Listed(row, place, _at_first(row)) for row, place in rows]
        shown.sort(key=lambda listed: (listed.row.made_at or _LONG_AGO, listed.row.sequence), reverse=True)
        self._rows.set_rows(shown)
        if shown and not self.currentIndex().isValid():
            choose_row(self, 0)
        for listed in shown:
            if listed.is_whole is Wholeness.UNCHECKED:
                self._check(listed.row)

    def choose(self, file: Path) -> None:
        """Put the cursor on a backup."""
        place = self._rows.position(file)
        if place is not None:
            choose_row(self, place)

    def _check(self, row: BackupRow) -> None:
        self._jobs.read(partial(is_whole, row), partial(self._mark, row.file), _ignore, owner=self, is_long=True)

    def _mark(self, file: Path, whole: bool) -> None:
        found = Wholeness.WHOLE if whole else Wholeness.DAMAGED
        rows = [replace(listed, is_whole=found) if listed.row.file == file else listed for listed in self._rows.rows]
        self._rows.set_rows(rows)
        for listed in rows:
            if listed.row.file == file:
                self.checked.emit(listed)


def at_words(at: datetime | None) -> str:
    """An instant in the time of this place."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else NO_VALUE


def _at_first(row: BackupRow) -> Wholeness:
    return Wholeness.UNCHECKED if row.sha256 else Wholeness.UNKNOWN


def _ignore(_problem: AppError) -> None:
    """Checking refuses nothing: a file that can't be read is not whole."""


def _columns() -> list[Column[Listed]]:
    return [
        Column(_("Made"), lambda listed: at_words(listed.row.made_at), 150),
        Column(_("Kind"), _kind, 130),
        Column(_("Size"), lambda listed: f"{listed.row.size / _MIB:.1f} MB", 90, align_right=True),
        Column(_("State of the file"), lambda listed: listed.is_whole.label, 110, tone=_tone),
        Column(_("Where"), lambda listed: listed.place, 200, tip=lambda listed: str(listed.row.file), stretch=True),
    ]


def _kind(listed: Listed) -> str:
    if listed.row.kind is not None:
        return listed.row.kind.label
    return _("kept aside by a restore") if listed.row.file.parent.name.startswith(KEPT_PREFIX) else _("unknown")


def _tone(listed: Listed) -> Token | None:
    return _TONES.get(listed.is_whole)
