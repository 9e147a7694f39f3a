"""Finds what a line end must not cut: dates, figures with units, phone numbers, codes, words, addresses."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MEASURES = (
    "个百分点", "百分点", "个工作日", "工作日", "个自然日", "个月", "小时", "分钟", "家次", "人次", "件次",
    "户次", "平方米", "立方米", "平方公里", "公里", "公顷", "公斤", "千克", "千瓦时", "千瓦", "千伏安",
    "千伏", "厘米", "毫米", "万元", "亿元", "美元", "元", "角", "分", "秒", "时", "年", "月", "日", "号",
    "天", "周", "岁", "期", "届", "次", "人", "名", "位", "户", "家", "件", "个", "条", "项", "起", "宗",
    "批", "笔", "例", "处", "台", "套", "辆", "间", "层", "栋", "幢", "座", "所", "份", "页", "张", "亩",
    "吨", "升", "米", "克", "度", "倍", "成", "折", "组", "类", "轮", "场", "级", "％", "‰", "℃", "°",
)  # fmt: skip
_MEASURE = "|".join(sorted(_MEASURES, key=len, reverse=True))
# Latin letters, digits and marks, Greek, Cyrillic; without · × ÷, which Chinese fonts draw one em wide.
_NARROW = "!-~\u00a0-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
_ATOM = re.compile(
    rf"""
    (?P<hanzi>[\u4e00-\u9fff]+)
  | (?P<mark>[，。、；：（）“”《》])  # early, for they are frequent
  | (?P<url>(?:https?://|www\.)[!-~]+ | [A-Za-z0-9.+_\-]+@[A-Za-z0-9.\-]+)
  | (?P<date>\d{{2,4}}年(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?)? | \d{{1,2}}月\d{{1,2}}[日号])
  | (?P<phone>\+?\d{{2,4}}(?:[ -]\d{{3,8}}){{1,3}}(?![{_NARROW}]))
  | (?P<word>[￥№]?[{_NARROW}]+(?:(?<=\d)(?:[十百千万亿]*(?:{_MEASURE})|[十百千万亿]+))?)
  | (?P<rule>—+|…+|×+)
  | (?P<space>[ \t\u3000]+)
  | (?P<one>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_URL_PIECE = re.compile(r"[^/.\-_@]*[/.\-_@]+|[^/.\-_@]+")
_NARROW_START = re.compile(f"[{_NARROW}]")
_WORD_PIECE = re.compile(rf"[{_NARROW} ]+|.")


class Atom(NamedTuple):
    """A piece of text that stays on one line if it can; `pieces` are its measured parts."""

    pieces: Sequence[str]
    is_url: bool = False


def atoms(text: str) -> Iterator[Atom]:
    """The atoms of a text without newlines, in order; their pieces joined give the text again."""
    for stretch in stretches(text):
        if isinstance(stretch, str):
            yield from (Atom(hanzi) for hanzi in stretch)
        else:
            yield stretch


def stretches(text: str) -> Iterator[str | Atom]:
    """The same with hanzi that stand together as one string, every one of which is an atom."""
    for match in _ATOM.finditer(text):
        found = match.group()
        kind = match.lastgroup
        if kind == "hanzi":
            yield found
        elif kind == "url":
            yield Atom(_URL_PIECE.findall(found), True)
        elif kind in ("date", "phone", "word"):
            yield Atom([found] if found.isascii() else _WORD_PIECE.findall(found))
        else:
            yield Atom([found])


def is_narrow(piece: str) -> bool:
    """Whether a piece is Latin text, as against hanzi, marks and spaces."""
    return _NARROW_START.match(piece) is not None
