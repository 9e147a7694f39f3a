"""A list of difficulties as it stands on the screen, as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import Source, Urgency
from zhenyu_desk.exchange.annex import CASE_COLUMNS, case_record
from zhenyu_desk.exchange.workbook.columns import Sheet, text, whole, word

CASE_LIST = Sheet(
    "诉求清单",
    (
        *CASE_COLUMNS,
        whole("days_left", "剩余工作日"),
        text("leader", "挂钩领导", 10),
        word("source", "来源", Source),
        word("urgency", "紧急程度", Urgency),
        whole("reopened", "重办次数"),
    ),
)


def case_list(rows: Iterable[DifficultyRow]) -> Iterator[Mapping[str, Any]]:
    """The records of CASE_LIST, made while they are written; working days past the deadline are negative."""
    for row in rows:
        yield {
            **case_record(row),
            "days_left": row.days_left,
            "leader": row.leader_name,
            "source": row.source,
            "urgency": row.urgency,
            "reopened": row.reopened or None,
        }
