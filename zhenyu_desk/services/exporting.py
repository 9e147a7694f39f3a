"""Verbs that write files for others: the standard workbook, the annex tables, the figures file.

Each is audited before the file is there, so that nothing leaves the ledger without an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.phones import mask_phone, mask_phones_in
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.annex import annex_tables
from zhenyu_desk.exchange.figures_file import figures_document
from zhenyu_desk.exchange.files import write_json
from zhenyu_desk.exchange.workbook.columns import Sheet
from zhenyu_desk.exchange.workbook.sheets import CONTACTS
from zhenyu_desk.exchange.workbook.writer import write_workbook
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.export_tables import Portion, export_tables
from zhenyu_desk.services.figures import month_figures, month_report
from zhenyu_desk.services.phones import require_whole_phones
from zhenyu_desk.store.queries.office import load_settings

# Codes that may hold what looks like a mobile number but names no person.
_NO_PHONES = frozenset({"credit_code", "firm_code", "registration_no", "number", "visit_number", "trip_no"})


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written: records per sheet, and whether phones were masked."""

    file: Path
    counts: Mapping[str, int]
    masked: bool


def export_workbook(
    context: AppContext, target: Path, month: Month | None = None, *, unmask: bool = False
) -> ExportSummary:
    """Write the ledger as standard workbook; with `month` only its visits and the difficulties of its report.

    Phones are masked unless `unmask`, which needs the role 办理.
    """
    check_suffix(target)
    if unmask:
        require_whole_phones(context)
    portion = Portion() if month is None else _portion(context, month)
    counts: dict[str, int] = {}

    def note() -> None:
        of = str(month or "")
        note_export(context, "export_workbook", target, month=of, masked=not unmask, rows=counts)

    with context.ledger.read() as session:  # one snapshot; others go on writing meanwhile
        tables = export_tables(session, context.today(), portion)
        shown = tables if unmask else [(sheet, _masked(sheet, records)) for sheet, records in tables]
        write_workbook(target, [(sheet, _counted(counts, sheet, records)) for sheet, records in shown], note)
    return ExportSummary(target, counts, masked=not unmask)


def export_annex(context: AppContext, month: Month, as_of: date | None, target: Path) -> None:
    """Write the annex tables of a month's report as a workbook."""
    check_suffix(target)
    report = month_report(context, month, as_of)
    counts: dict[str, int] = {}

    def note() -> None:
        note_export(context, "export_annex", target, month=str(month), masked=True, rows=counts)

    tables = [(sheet, _counted(counts, sheet, records)) for sheet, records in annex_tables(report)]
    write_workbook(target, tables, note)


def figures_json(context: AppContext, month: Month, as_of: date | None) -> dict[str, Any]:
    """The figures document of a month."""
    return figures_document(month_figures(context, month, as_of), context.read(load_settings).town)


def write_figures_file(context: AppContext, month: Month, as_of: date | None, target: Path) -> None:
    """Write the figures document of a month."""
    document = figures_json(context, month, as_of)
    note_export(context, "export_figures", target, month=str(month))
    write_json(target, document)


def note_export(context: AppContext, verb: str, target: Path, **detail: object) -> None:
    """Write into the audit log that a file of the ledger's data is written; called before the file is there.

    RuleBroken where telephones are written whole (`masked` False) for somebody whose role doesn't see them so.
    """
    if detail.get("masked") is False:
        require_whole_phones(context)
    with context.let_out(verb) as work:
        work.note("export", {"file": target.name, **detail})
        work.commit()


def check_suffix(target: Path) -> None:
    """Refuse a name that a spreadsheet would not open."""
    if target.suffix.lower() != ".xlsx":
        raise RuleBroken(_("The workbook is written as .xlsx; {name} is named otherwise.").format(name=target.name))


def _portion(context: AppContext, month: Month) -> Portion:
    current = month_figures(context, month).current
    difficulties = (*current.to_handle.ids, *current.resolved.ids, *current.ended.ids, *current.parked.ids)
    return Portion(frozenset(current.visits.ids), frozenset(difficulties))


def _masked(sheet: Sheet, records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for record in records:
        masked = {
            key: mask_phones_in(value) if type(value) is str and key not in _NO_PHONES else value
            for key, value in record.items()
        }
        if sheet is CONTACTS:
            masked["mobile"] = mask_phone(record["mobile"])
        yield masked


def _counted(counts: dict[str, int], sheet: Sheet, records: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    counts[sheet.name] = 0
    for record in records:
        counts[sheet.name] += 1
        yield record
