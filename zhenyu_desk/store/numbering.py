"""Gives out readable numbers inside the writing transaction, so that none is given twice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.numbering import VISIT_PREFIX, make_number, read_number
from zhenyu_desk.store.tables import AuditEntry, NumberSeries, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork


def next_number(work: UnitOfWork, prefix: str, year: int) -> str:
    """Give the next number of a year."""
    series = _series(work, prefix, year)
    series.last += 1
    return make_number(prefix, year, series.last)


def claim_number(work: UnitOfWork, prefix: str, number: str) -> None:
    """Note a number that came with an imported record, so that it is not given again."""
    parts = read_number(number, prefix)
    if parts is not None:
        series = _series(work, prefix, parts[0])
        series.last = max(series.last, parts[1])


def coming_numbers(session: Session, prefix: str, year: int, count: int) -> list[str]:
    """The next numbers of a year, as they would be given now; none is taken by asking."""
    series = session.get(NumberSeries, (prefix, year))
    last = series.last if series else 0
    return [make_number(prefix, year, last + step) for step in range(1, count + 1)]


def claim_form(work: UnitOfWork, year: int, firm: str) -> str:
    """Give the next number of a visit to a form that is printed empty; the audit log tells which form bears it."""
    number = next_number(work, VISIT_PREFIX, year)
    work.note(number, {"form": firm})
    return number


def was_printed(work: UnitOfWork, number: str) -> bool:
    """Whether a form went out with this number, to come back filled in."""
    printed = select(col(AuditEntry.seq)).where(col(AuditEntry.row_id) == 0, col(AuditEntry.table_name) == number)
    return work.session.scalar(printed.limit(1)) is not None


def holder_of(work: UnitOfWork, number: str) -> Visit | None:
    """The visit that bears a number, also one in the recycle bin."""
    return work.session.scalars(select(Visit).where(col(Visit.number) == number)).one_or_none()


def _series(work: UnitOfWork, prefix: str, year: int) -> NumberSeries:
    series = work.session.get(NumberSeries, (prefix, year))
    if series is None:
        series = NumberSeries(prefix=prefix, year=year)
        work.session.add(series)
        work.session.flush()
    return series
