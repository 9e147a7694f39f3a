"""What 诉求办理 reads at a time: a page of rows, the chips' counts, the choices to narrow by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.rows import CategoryRow, DifficultyRow, UnitRow
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import chip_counts, difficulties_by_id, difficulty_page, sort_key
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import units

PAGE = 200


@dataclass(frozen=True, slots=True)
class CaseListing:
    """The answer of the ledger."""

    rows: list[DifficultyRow]
    has_more: bool
    counts: dict[Chip, int]
    categories: list[CategoryRow]
    units: list[UnitRow]


def read_listing(context: AppContext, wanted: CaseFilter, ids: Sequence[int] | None, shown: int) -> CaseListing:
    """The first rows (as many as were shown before, at least a page), or exactly the rows `ids`."""
    today = context.today()
    limit = max(PAGE, shown)
    if ids is None:
        rows = context.read(difficulty_page, today, replace(wanted, after=None, limit=limit))
    else:
        rows = context.read(difficulties_by_id, today, ids)
    return CaseListing(
        rows=rows,
        has_more=ids is None and len(rows) == limit,
        counts=context.read(chip_counts, today, wanted),
        categories=context.read(categories),
        units=context.read(units),
    )


def read_more(context: AppContext, wanted: CaseFilter, last: DifficultyRow) -> list[DifficultyRow]:
    """The page behind the last row shown."""
    following = replace(wanted, after=sort_key(last, wanted.order), limit=PAGE)
    return context.read(difficulty_page, context.today(), following)
