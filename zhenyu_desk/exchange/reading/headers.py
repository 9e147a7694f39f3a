"""Finds the header row of a sheet and which column means what, by the many words offices use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhenyu_desk.exchange.cells import Raw, to_text
from zhenyu_desk.exchange.workbook.columns import Column, Kind, Sheet
from zhenyu_desk.exchange.workbook.sheets import ENTERPRISES

_SEARCHED_ROWS = 20
_TRAILING_BRACKET = re.compile(r"\([^()]*\)$")
_SERIAL_NUMBERS = frozenset({"序号", "编号", "序", "no", "no.", "#"})

# Other words for the columns of 企业, as registers and office lists have them.
_FIRM_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "单位名称",
        "公司名称",
        "企业",
        "公司",
        "单位",
        "企业全称",
        "单位全称",
        "名称",
        "市场主体名称",
        "经营主体名称",
    ),
    "credit_code": ("信用代码", "社会信用代码", "统一信用代码", "统一代码", "统一社会信用代码/注册号"),
    "short_name": ("企业简称",),
    "area": ("社区", "村", "所属村", "所在社区", "所属村社区", "村(社区)", "所属园区"),
    "address": ("注册地址", "企业地址", "经营地址", "单位地址", "详细地址", "住所", "住所地", "经营场所"),
    "industry": ("行业代码(gb/t4754)",),
    "chain": ("产业链", "所属产业链"),
    "labels": ("企业标签",),
    "ownership": ("企业类型", "经济类型", "企业性质"),
    "state": ("企业状态", "经营状态"),
    "employees": ("职工人数", "员工人数", "从业人数", "从业人员", "职工数"),
    "founded": ("注册日期", "成立时间", "注册时间", "登记日期"),
    "products": ("经营范围", "主营产品", "主营业务"),
    "registration_no": ("注册号", "工商注册号", "营业执照号", "营业执照注册号"),
    "former_names": ("企业曾用名", "曾用名称"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """A header row, 1 for the first row of the sheet: the known columns by position, the others by their
    words.
    """

    row: int
    known: Mapping[int, Column]
    words: Mapping[int, str]
    unknown: Mapping[int, str]

    def missing(self, sheet: Sheet) -> list[str]:
        """The headers of required columns that are not there."""
        present = {column.key for column in self.known.values()}
        return [column.header for column in sheet.columns if column.required and column.key not in present]


def fold(word: str) -> str:
    """A header for comparing: NFKC, lower case, without blanks and the star of a required column."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split()).strip("*")


def find_header(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> Header | None:
    """The row near the top that knows the most columns of the sheet, a required one among them; None
    without one.
    """
    found = [read_header(sheet, row, number) for number, row in enumerate(rows[:_SEARCHED_ROWS], start=1)]
    fitting = [header for header in found if any(column.required for column in header.known.values())]
    return max(fitting, key=lambda header: len(header.known), default=None)


def read_header(sheet: Sheet, row: Sequence[Raw], number: int) -> Header:
    """What one row would mean as header row."""
    names = _names_of(sheet)
    known: dict[int, Column] = {}
    words: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for index, cell in enumerate(row):
        word = to_text(cell)
        if word is None:
            continue
        column = _column_of(names, fold(word))
        if column is not None and column not in known.values():
            known[index], words[index] = column, word
        elif fold(word) not in _SERIAL_NUMBERS:
            unknown[index] = " ".join(word.split())
    return Header(number, known, words, unknown)


def _names_of(sheet: Sheet) -> dict[str, Column]:
    names = {}
    for column in sheet.columns:
        names[fold(column.header)] = column
        # 主要联系人(是/否) is also written without the hint; a unit in brackets may be left out, never
        # another.
        names.setdefault(_TRAILING_BRACKET.sub("", fold(column.header)), column)
    if sheet is ENTERPRISES:
        for key, words in _FIRM_WORDS.items():
            for word in words:
                names.setdefault(fold(word), sheet.by_key[key])
    return names


def _column_of(names: Mapping[str, Column], word: str) -> Column | None:
    if word in names:
        return names[word]
    column = names.get(_TRAILING_BRACKET.sub("", word))
    return None if column is None or column.kind is Kind.AMOUNT else column
