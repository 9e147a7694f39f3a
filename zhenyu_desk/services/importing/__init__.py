"""Import a file into the ledger: everything or nothing, with a report of every row."""

from __future__ import annotations

from pathlib import Path

from zhenyu_desk.exchange.reading.import_file import read_import_file
from zhenyu_desk.exchange.workbook.records import FileKind, ImportFile
from zhenyu_desk.services.backup import BackupKind, back_up
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.importing.difficulties import import_difficulties
from zhenyu_desk.services.importing.firms import import_firms
from zhenyu_desk.services.importing.leaders import import_leaders
from zhenyu_desk.services.importing.office import import_office
from zhenyu_desk.services.importing.run import Run
from zhenyu_desk.services.importing.summary import ImportSummary, Outcome
from zhenyu_desk.services.importing.visits import import_visits

__all__ = ["FileKind", "ImportSummary", "Outcome", "import_file"]


def import_file(
    context: AppContext,
    file: Path,
    *,
    kind: FileKind | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
) -> ImportSummary:
    """Read a file and bring the ledger up to it in one transaction, after a backup; see the summary for
    every row.

    Nothing is written if a row is refused, unless `skip_bad` leaves such rows out, nor in a `dry_run`.
    AppError when the file can't be read or is no list that is known.
    """
    read = read_import_file(file, kind)
    summary = ImportSummary(str(file), read.kind, ignored_sheets=list(read.ignored))
    context.ledger.ensure_sound()  # the backup is taken inside the unit of work
    with context.write("import", file.name) as work:
        _take(Run(work, context.today(), summary), read)
        refused = summary.of(Outcome.REFUSED)
        if summary.has_changes and not dry_run and (skip_bad or not refused):
            # The copy is taken from the last committed state: this transaction isn't in it yet.
            summary.backup = str(back_up(context, kind=BackupKind.BEFORE_IMPORT))
            work.commit()
            summary.saved = True
    return summary


def _take(run: Run, read: ImportFile) -> None:
    import_office(run, read)
    import_firms(run, read)
    import_leaders(run, read)
    import_visits(run, read)
    import_difficulties(run, read)
    places = {table.title: place for place, table in enumerate(read.tables)}
    run.summary.rows.sort(key=lambda row: (places[row.sheet], row.row))
