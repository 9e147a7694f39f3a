"""The report of an import as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenyu_desk.i18n import _

if TYPE_CHECKING:
    from zhenyu_desk.services.importing.summary import ImportSummary, RowReport


def print_report(summary: ImportSummary) -> None:
    """Print counts per sheet, then every row that was updated or refused, what needs a look, and what was
    done.
    """
    from zhenyu_desk.services.importing.summary import Outcome

    for sheet, counts in summary.counts().items():
        told = "  ".join(f"{outcome.label} {count}" for outcome, count in counts.items())
        print(f"{sheet}: {told}")
    for row in summary.of(Outcome.UPDATED):
        changes = "; ".join(f"{change.field}: {change.old or '—'} → {change.new or '—'}" for change in row.changes)
        print(
            _("{sheet}, row {row}, updated: {name}: {changes}").format(
                sheet=row.sheet, row=row.row, name=row.name, changes=changes
            )
        )
    for row in summary.of(Outcome.REFUSED):
        print(refusal(row))
    for sentence in summary.warnings:
        print(_("Look at this: {sentence}").format(sentence=sentence))
    for sheet, columns in summary.unknown_columns.items():
        print(_unknown(sheet, columns, summary))
    if summary.ignored_sheets:
        print(_("Sheets not taken: {names}").format(names="、".join(summary.ignored_sheets)))
    if summary.new_units:
        print(_("Units added: {names}").format(names="、".join(summary.new_units)))
    if summary.saved:
        print(_("Imported. Backup made before: {file}").format(file=summary.backup))
    else:
        print(_("Nothing was written."))


def refusal(row: RowReport) -> str:
    """One refused row: where, what stands there, why."""
    place = _("{sheet}, row {row}").format(sheet=row.sheet, row=row.row)
    cell = f"{row.column}«{row.value}»" if row.value else row.column
    return _("{place}, refused: {cell}: {reason}").format(place=place, cell=cell or row.name or "—", reason=row.reason)


def _unknown(sheet: str, columns: list[str], summary: ImportSummary) -> str:
    names = "、".join(columns)
    if sheet in summary.sheets_with_remark:
        return _("{sheet}: unknown columns kept in 备注: {names}").format(sheet=sheet, names=names)
    return _("{sheet}: unknown columns not taken: {names}").format(sheet=sheet, names=names)
