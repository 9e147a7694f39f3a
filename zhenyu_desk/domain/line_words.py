"""What a clerk types into a cell of the grid: trends by one key, moves by digits or initials, days by words.

Pasted text is taken by its words alone: in a spreadsheet a 1 is a number and a dash stands for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.domain.terms import Move, Trend
from zhenyu_desk.domain.visit_lines import MOVE_SEPARATOR

_TREND_KEYS = {
    "s": Trend.UP, "1": Trend.UP, "+": Trend.UP, "↑": Trend.UP,
    "p": Trend.FLAT, "2": Trend.FLAT, "=": Trend.FLAT, "→": Trend.FLAT,
    "j": Trend.DOWN, "3": Trend.DOWN, "-": Trend.DOWN, "↓": Trend.DOWN,
}  # fmt: skip
_DAYS_AGO = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "jt": 0, "zt": 1, "qt": 2}
_WEEKDAYS = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6}
_LAST = re.compile(r"(上)?(?:星期|周)([一二三四五六日天])")
_SHORT_YEAR = re.compile(r"(\d{2})([-./])(\d{1,2})\2(\d{1,2})")
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$")
_YEARLESS = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_NO_DIFFICULTY = frozenset({"-", "—", "无", "没有", "暂无", "无困难", "暂无困难", "无诉求", "暂无诉求", "/"})
_NOTHING = frozenset({"-", "–", "—", "——", "/", "无"})
_BETWEEN = re.compile(r"[\s、，,；;/+]+")
_HALF_A_YEAR = timedelta(days=183)


def read_trend(text: str, *, by_keys: bool = False) -> Trend | None:
    """升/平/降, another usual word or an arrow, and `by_keys` s/p/j, 1/2/3, +/=/- as well; None for anything else."""
    word = _plain(text)
    return (_TREND_KEYS.get(word) if by_keys else None) or Trend.from_word(word)


def read_moves(text: str, *, by_keys: bool = False) -> tuple[Move, ...] | None:
    """Moves by word or its beginning, in any number and once each; None where a part is not understood.

    `by_keys` also by pinyin or its initials, or by number (1 is the first of the list): «1 3», «13», «zzkc、jg».
    A beginning that fits several moves is none.
    """
    found: list[Move] = []
    for part in _BETWEEN.split(_plain(text)):
        moves = _moves_of_part(part, by_keys=by_keys) if part else ()
        if moves is None:
            return None
        found += moves
    return tuple(dict.fromkeys(found))


def moves_text(moves: Iterable[Move]) -> str:
    """The moves as a cell keeps them."""
    return MOVE_SEPARATOR.join(move.word for move in moves)


def day_by_word(text: str, today: date) -> date | None:
    """A day by word: 今天, 昨天, 前天, 周三 (the last one), 上周三, or the day of the month alone (18, the last one).

    None of these lies in the future. Also what spreadsheets give: 26/11/20, before a time or not, which is taken as
    it stands. None for anything else.
    """
    word = _TIME.sub("", unicodedata.normalize("NFKC", text).strip())
    if word in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[word])
    if weekday := _LAST.fullmatch(word):
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=_WEEKDAYS[weekday[2]])
        return day - timedelta(days=7) if weekday[1] or day > today else day
    if short := _SHORT_YEAR.fullmatch(word):
        return _day(2000 + int(short[1]), int(short[3]), int(short[4]))
    if word.isdecimal() and len(word) <= len("31"):
        return _last_with(int(word), today)
    return None


def without_time(text: str) -> str:
    """A date without the time of day that spreadsheets put behind it."""
    return _TIME.sub("", text.strip())


def nearest_past(text: str, day: date, today: date) -> date:
    """A day typed without its year early in the year may be one of last year: 12-30 typed on 4 January."""
    if _YEARLESS.fullmatch(text.strip()) and day - today > _HALF_A_YEAR:
        return _day(day.year - 1, day.month, day.day) or day
    return day


def says_nothing(text: str) -> bool:
    """Whether a pasted cell holds no more than what stands for nothing, such as a dash."""
    return _plain(text) in _NOTHING


def says_no_difficulty(text: str) -> bool:
    """Whether a cell says that the firm named no difficulty."""
    return _plain(text).rstrip("。.") in _NO_DIFFICULTY


def _moves_of_part(part: str, *, by_keys: bool) -> tuple[Move, ...] | None:
    moves = tuple(Move)
    if part.isdecimal():
        if not by_keys:
            return None
        numbers = [int(digit) for digit in part]
        return tuple(moves[number - 1] for number in numbers) if all(1 <= n <= len(moves) for n in numbers) else None
    known = Move.from_word(part)
    if known is not None:
        return (known,)
    starting = [move for move in moves if move.word.startswith(part) or (by_keys and _sounds(move.word, part))]
    return (starting[0],) if len(starting) == 1 else None


def _sounds(word: str, typed: str) -> bool:
    keys = pinyin_keys(word, False)
    return typed.isascii() and any(sound.startswith(typed) for sound in (*keys.initials, *keys.full))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _last_with(number: int, today: date) -> date | None:
    """The last day with this number in its month, of this month or one of the months before; None past 31."""
    month = Month.of(today)
    for _back in range(3):  # never are two months one after the other without a 29th, 30th or 31st
        day = _day(month.year, month.month, number)
        if day is not None and day <= today:
            return day
        month = month.minus(1)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
