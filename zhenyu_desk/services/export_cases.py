"""Export the list of difficulties that is on the screen: all rows of its filter in its order, not only those loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.case_filters import CaseFilter
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.exchange.case_list import CASE_LIST, case_list
from zhenyu_desk.exchange.workbook.writer import write_workbook
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import check_suffix, note_export
from zhenyu_desk.store.queries.case_search import difficulties_with
from zhenyu_desk.store.queries.difficulties import difficulties_by_id, difficulty_ids

_PORTION = 500
Tick = Callable[[int], None]


def export_cases(
    context: AppContext, wanted: CaseFilter | Sequence[int], target: Path, tick: Tick = lambda _rows: None
) -> int:
    """Write the rows of a filter, or exactly these difficulties, as a workbook; phones are masked. Returns the rows.

    Of a filter by text all finds are written, not only those that the screen lists. `tick` is told the rows written so
    far, and stops the export by raising; `target` is then as it was before, as when it can't be audited.
    """
    check_suffix(target)
    written = 0

    def note() -> None:
        note_export(context, "export_cases", target, masked=True, rows={CASE_LIST.name: written})

    def counted(rows: Iterator[DifficultyRow]) -> Iterator[DifficultyRow]:
        nonlocal written
        for row in rows:
            yield row
            written += 1
            if written % _PORTION == 0:
                tick(written)

    with context.ledger.read() as session:  # one snapshot; others go on writing meanwhile
        rows = _rows(session, context.today(), wanted)
        write_workbook(target, [(CASE_LIST, case_list(counted(rows)))], note)
    return written


def _rows(session: Any, today: date, wanted: CaseFilter | Sequence[int]) -> Iterator[DifficultyRow]:
    ids = wanted
    if isinstance(wanted, CaseFilter):
        if wanted.text:
            wanted = replace(wanted, ids=difficulties_with(session, wanted.text))
        ids = difficulty_ids(session, today, wanted)
    assert not isinstance(ids, CaseFilter)
    for start in range(0, len(ids), _PORTION):
        yield from difficulties_by_id(session, today, ids[start : start + _PORTION])
