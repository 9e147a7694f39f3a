"""How papers write dates and heading numbers."""

import datetime

_DIGITS = "零一二三四五六七八九"


def ordinal(level: int, number: int) -> str:
    """The number before a heading of level 1 to 4: 一、 （一） 1. （1）; up to 99 (GB/T 9704-2012, 7.3.3)."""
    return (f"{_chinese(number)}、", f"（{_chinese(number)}）", f"{number}.", f"（{number}）")[level - 1]


def written_date(day: datetime.date) -> str:
    """A date in figures without leading zeros: 2026年2月3日 (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    before = "" if tens < 2 else _DIGITS[tens]
    return before + ("十" if tens else "") + (_DIGITS[units] if units else "")
