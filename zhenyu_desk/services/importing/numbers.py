"""Readable numbers that come with a file: kept, claimed, and never given to another record."""

from __future__ import annotations

import unicodedata
from typing import TypeVar

from zhenyu_desk.domain.numbering import read_number
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.importing.run import Run
from zhenyu_desk.store.queries.whole import by_number
from zhenyu_desk.store.tables import Difficulty, Visit

NumberedT = TypeVar("NumberedT", Visit, Difficulty)


def check_number(text: str, prefix: str) -> str:
    """The number as it is kept, empty if none is given; RuleBroken for one of another form."""
    number = unicodedata.normalize("NFKC", text).upper().strip()
    if number and read_number(number, prefix) is None:
        raise RuleBroken(
            _("«{number}» is not a number of the form {prefix}-2026-0001; leave it empty to get one.").format(
                number=text, prefix=prefix
            ),
            field="number",
        )
    return number


def find_number(run: Run, table: type[NumberedT], number: str) -> NumberedT | None:
    """The record of this number, None if it is free; RuleBroken when the record lies in the recycle bin."""
    found = by_number(run.work.session, table, number)
    if found is not None and found.deleted_at is not None:
        raise RuleBroken(
            _("{number} belongs to a record in the recycle bin; numbers are never given twice.").format(number=number),
            field="number",
        )
    return found


def check_once(key: int, number: str, taken: set[int]) -> None:
    """Note a record as named by a row; two rows of one file that name it by its number are refused."""
    if key in taken:
        raise RuleBroken(
            _("The number {number} stands in an earlier row of the file, too.").format(number=number), field="number"
        )
    taken.add(key)
