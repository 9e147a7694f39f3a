"""A person in what people wrote: the whole name and the telephone numbers, told apart from those of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_GAP = r"[\s()（）.–—-]*"
_NUMBER = re.compile(rf"\d(?:{_GAP}\d)+")
_FEWEST_DIGITS, _MOST_DIGITS = 5, 12
_BEFORE_NUMBER = rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?(?:0\d{{2,3}}{_GAP})?"
_AFTER_NUMBER = r"(?!\d)(?:\s*(?:转|ext\.?|x)\s*\d+)?"
_LETTER = r"[^\W\d_]"
# 李明经理 is 李明, 李明华 is somebody else.
_TITLES = (
    "董事长", "副总经理", "总经理", "副总", "总监", "经理", "厂长", "主任", "主管", "部长", "科长", "书记", "秘书",
    "会计", "董事", "老师", "师傅", "同志", "先生", "女士", "小姐",
)  # fmt: skip
_EMPTIED = re.compile(r"[(（]\s*[)）]")
_DOUBLED = re.compile(r"([、，,；;/])(?:\s*[、，,；;/])+")
_SPACES = re.compile(r"\s{2,}")
_EDGES = "、，,；;：:/ \t"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by his name, those he was listed under before, his posts and his telephone numbers in digits."""

    name: str
    former_names: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    _own: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the pattern once."""
        object.__setattr__(
            self, "_own", re.compile("|".join([_name_pattern(self), *map(_number_pattern, self.numbers)]))
        )

    def is_in(self, text: str) -> bool:
        """Whether a text has the name as a whole one, or a number however it is grouped."""
        return self._own.search(text) is not None

    def may_be_in(self, text: str) -> bool:
        """The same, or a name as a part of a longer word, or a former one: somebody has to look."""
        return self.is_in(text) or any(name in text for name in (self.name, *self.former_names) if name)

    def taken_out_of(self, text: str) -> str:
        """A list of people without this one, and without the separators that stood about him."""
        left = text
        while self.is_in(left):  # what stood about him may come together to his name
            left = self._own.sub("", left)
            left = _SPACES.sub(" ", _DOUBLED.sub(r"\1", _EMPTIED.sub("", left))).strip(_EDGES)
        return left


def numbers_in(texts: Iterable[str]) -> frozenset[str]:
    """The telephone numbers in fields for them, in digits; extensions and short numbers tell nobody from others."""
    found: set[str] = set()
    for text in texts:
        for match in _NUMBER.findall(text):
            digits = _without_country("".join(character for character in match if character.isdigit()))
            found |= {digits} if len(digits) <= _MOST_DIGITS else set(re.findall(r"\d{7,}", match))
    return frozenset(digits for digits in found if len(digits) >= _FEWEST_DIGITS)


def _name_pattern(person: Person) -> str:
    if not person.name:
        return r"(?!)"
    titles = "|".join(map(re.escape, sorted({*_TITLES, *filter(None, person.posts)}, key=len, reverse=True)))
    return rf"(?<!{_LETTER})(?:{titles})?{re.escape(person.name)}(?:(?:{titles})(?!{_LETTER})|(?!{_LETTER}))"


def _number_pattern(digits: str) -> str:
    return _BEFORE_NUMBER + _GAP.join(digits) + _AFTER_NUMBER


def _without_country(digits: str) -> str:
    return digits[2:] if len(digits) > len("13800000000") and digits.startswith("86") else digits
