"""What 诉求办理 reads at a time: a page of rows, and apart from it the chips' counts and the choices to narrow by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip, Narrowing
from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.domain.rows import CategoryRow, DifficultyDetail, DifficultyRow, LeaderRow, UnitRow
from zhenyu_desk.domain.saved_filters import SavedFilterRow
from zhenyu_desk.domain.similar import SimilarCase
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.saved_filters import saved_filters
from zhenyu_desk.services.similar import similar_cases
from zhenyu_desk.store.queries.case_search import difficulties_with
from zhenyu_desk.store.queries.difficulties import (
    chip_counts,
    difficulties_by_id,
    difficulty_detail,
    difficulty_page,
    sort_key,
)
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import leaders, units

PAGE = 200
MOST_READ_AGAIN = 5000
"""Who scrolled further than this down a list finds it shorter after a change; the rest is read as one scrolls."""
MOST_FOUND = 2000
"""Of a text with more finds the newest are listed and counted, so that it stays quick; the export takes all."""
SAVED_FOR = "cases"
"""The name of this page among the saved filters."""


@dataclass(frozen=True, slots=True)
class CaseListing:
    """The rows of a list; `wanted` is the filter they answer, for the pages behind them and the export."""

    rows: list[DifficultyRow]
    has_more: bool
    wanted: CaseFilter

    @property
    def is_cut(self) -> bool:
        """Whether the text has more finds than a list can show."""
        return bool(self.wanted.text)


@dataclass(frozen=True, slots=True)
class Offers:
    """What the list can be narrowed by."""

    categories: list[CategoryRow]
    units: list[UnitRow]
    leaders: list[LeaderRow]
    saved: list[SavedFilterRow]


def read_listing(
    context: AppContext, narrowing: Narrowing, order: CaseOrder, ids: Sequence[int] | None, shown: int
) -> CaseListing:
    """The first rows (as many as were shown before, within bounds), or exactly the rows `ids`."""
    if ids is not None:
        exactly = CaseFilter(chip=Chip.ALL, order=order, ids=tuple(ids))
        return CaseListing(context.read(difficulties_by_id, context.today(), ids), False, exactly)
    wanted = _found(context, narrowing, order)
    limit = max(PAGE, min(shown, MOST_READ_AGAIN))
    rows = context.read(difficulty_page, context.today(), replace(wanted, limit=limit))
    return CaseListing(rows, len(rows) == limit, wanted)


def read_more(context: AppContext, wanted: CaseFilter, last: DifficultyRow) -> list[DifficultyRow]:
    """The page behind the last row shown."""
    following = replace(wanted, after=sort_key(last, wanted.order), limit=PAGE)
    return context.read(difficulty_page, context.today(), following)


def read_counts(context: AppContext, narrowing: Narrowing) -> dict[Chip, int]:
    """Counts of every chip with the rest of the narrowing."""
    return context.read(chip_counts, context.today(), _found(context, narrowing, CaseOrder.DEADLINE))


def read_offers(context: AppContext) -> Offers:
    """What can be chosen; how it sounds is found out here too, as the first letter typed would wait for it."""
    offers = Offers(
        categories=context.read(categories),
        units=context.read(units),
        leaders=context.read(leaders),
        saved=saved_filters(context, SAVED_FOR),
    )
    for name in (*(row.name for row in offers.categories), *(row.name for row in offers.units)):
        pinyin_keys(name, False)
    for leader in offers.leaders:
        pinyin_keys(leader.name, True)
    return offers


def read_case(context: AppContext, key: int) -> DifficultyDetail:
    """One difficulty for the panel."""
    return context.read(difficulty_detail, context.today(), key)


def read_similar(context: AppContext, detail: DifficultyDetail) -> list[SimilarCase]:
    """The done cases like one that still waits."""
    return similar_cases(context, detail.category_id, f"{detail.row.title} {detail.words}")


def _found(context: AppContext, narrowing: Narrowing, order: CaseOrder) -> CaseFilter:
    wanted = narrowing.wanted(context.today(), order)
    if not narrowing.text.strip():
        return wanted
    ids = context.read(difficulties_with, narrowing.text, MOST_FOUND + 1)
    if len(ids) <= MOST_FOUND:
        return replace(wanted, ids=ids)
    return replace(wanted, ids=ids[:MOST_FOUND], text=narrowing.text)
