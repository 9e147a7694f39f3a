"""Gives out readable numbers inside the writing transaction, so that none is given twice."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from zhenyu_desk.domain.numbering import make_number, read_number
from zhenyu_desk.store.tables import NumberSeries, Visit
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


def was_given(work: UnitOfWork, prefix: str, number: str) -> bool:
    """Whether a number was ever given out, on a record or on a form that is still to come back."""
    parts = read_number(number, prefix)
    return parts is not None and 0 < parts[1] <= _series(work, prefix, parts[0]).last


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
