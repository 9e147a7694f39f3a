"""What a column of the standard workbook is: its header, the kind of its values, and how a value looks in
a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from zhenyu_desk.domain.terms import Term
from zhenyu_desk.exchange import cells
from zhenyu_desk.exchange.cells import Raw

LIST_MARK = "、"
OTHER = "OTHER"


class Kind(Enum):
    """The kinds of values."""

    TEXT = auto()
    CODE = auto()
    DATE = auto()
    WHOLE = auto()
    AMOUNT = auto()
    FLAG = auto()
    LIST = auto()
    TERM = auto()
    TERMS = auto()


_READERS = {
    Kind.TEXT: cells.to_text,
    Kind.CODE: cells.to_code,
    Kind.DATE: cells.to_date,
    Kind.WHOLE: cells.to_whole,
    Kind.AMOUNT: cells.to_amount,
    Kind.FLAG: cells.to_flag,
    Kind.LIST: cells.to_list,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` names the value in a record, `term` the closed list of its words; `width` in
    characters.
    """

    key: str
    header: str
    kind: Kind = Kind.TEXT
    required: bool = False
    term: type[Term] | None = None
    width: int = 14

    def read(self, raw: Raw) -> Any:
        """The value of a cell, None when it is empty; RuleBroken with the reason when it can't be read."""
        if self.kind is Kind.TERM:
            assert self.term is not None
            return cells.to_term(self.term, raw)
        if self.kind is Kind.TERMS:
            assert self.term is not None
            return cells.to_terms(self.term, raw)
        return _READERS[self.kind](raw)

    def taken_as_other(self, raw: Raw) -> Any:
        """What a cell with words of no list means where the list is open-ended («…»): 其他 beside the known words.

        None where the list is closed, so that the cell is refused.
        """
        if self.term is None or OTHER not in self.term.__members__:
            return None
        if self.kind is Kind.TERM:
            return self.term.from_code(OTHER)
        members = [self.term.from_word(word) for word in cells.split_words(raw)]
        return tuple(dict.fromkeys(member or self.term.from_code(OTHER) for member in members))

    def show(self, value: Any) -> str:
        """A value as people read it in the sheet; empty for None."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return cells.YES if value else cells.NO
        if isinstance(value, Term):
            return value.word
        if isinstance(value, tuple):
            return LIST_MARK.join(self.show(part) for part in value)
        if isinstance(value, date):
            return value.isoformat()
        return f"{value:f}" if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def by_key(self) -> Mapping[str, Column]:
        """The columns by key."""
        return {column.key: column for column in self.columns}

    @property
    def has_remark(self) -> bool:
        """Whether unknown columns can be kept in a 备注."""
        return "remark" in self.by_key


def text(key: str, header: str, width: int = 14) -> Column:
    """A column of text."""
    return Column(key, header, width=width)


def needed(key: str, header: str, width: int = 14) -> Column:
    """A column of text that no row may leave empty."""
    return Column(key, header, required=True, width=width)


def code(key: str, header: str, width: int = 16) -> Column:
    """A column of codes, numbers or phones, never treated as a number."""
    return Column(key, header, Kind.CODE, width=width)


def day(key: str, header: str, *, required: bool = False) -> Column:
    """A column of days."""
    return Column(key, header, Kind.DATE, required, width=12)


def whole(key: str, header: str, *, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(key, header, Kind.WHOLE, required, width=9)


def amount(key: str, header: str) -> Column:
    """A column of numbers with decimals."""
    return Column(key, header, Kind.AMOUNT, width=12)


def flag(key: str, header: str, *, required: bool = False) -> Column:
    """A column of 是 and 否."""
    return Column(key, header, Kind.FLAG, required, width=9)


def listed(key: str, header: str, width: int = 18) -> Column:
    """A column of several texts."""
    return Column(key, header, Kind.LIST, width=width)


def word(key: str, header: str, term: type[Term], *, required: bool = False) -> Column:
    """A column of words from a closed list."""
    return Column(key, header, Kind.TERM, required, term, width=10)


def words(key: str, header: str, term: type[Term]) -> Column:
    """A column of several words from a closed list."""
    return Column(key, header, Kind.TERMS, term=term, width=18)
