"""What the search index knows of a record, and how text is cut into the pieces (tokens) that are looked up.

Every text is cut into all its parts of one, two and three characters, so that any part of it is found: short
words directly, longer ones by their parts and a look at the text itself. Parts of four help to rule out texts
that have all parts of three of a word, but not next to each other; several of them share a token, so that the
index stays small.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import add
from typing import NamedTuple
from zlib import crc32

from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.pinyin import pinyin_keys

LONGEST_PART = 3
LONGEST_PINYIN_PART = 6
_FOUR = 4

# Longer than any part of a text, so that the kinds of tokens never meet.
_PINYIN_MARK = "py::"
_NAME_MARK = "nr::"

_MOST_REMEMBERED = 200_000
_DASH = re.compile("[‐‑‒–—―−]")
_WITHOUT_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_GAP = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]+")
# "张伟（总经理）、李静" are two people; what stands in brackets is a post.
_BETWEEN_PEOPLE = re.compile(r"[\s、，,；;/]+")
_POST = re.compile(r"[（(【\[].*?(?:[）)】\]]|$)", re.DOTALL)
_PINYIN_WORD = re.compile(r"[0-9a-z]+")


class SearchKind(StrEnum):
    """What can be found."""

    ENTERPRISE = "enterprise"
    VISIT = "visit"
    DIFFICULTY = "difficulty"


class Name(NamedTuple):
    """A firm or a person as mentioned by a record; found by pinyin too."""

    text: str
    person: bool


@dataclass(frozen=True)
class Document:
    """All that a record can be found by: its own texts (numbers and codes too) and the names it mentions."""

    texts: tuple[str, ...]
    firms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def names(self) -> tuple[Name, ...]:
        """Each name once; blank ones left out."""
        firms = [Name(name.strip(), person=False) for name in self.firms]
        people = [Name(name.strip(), person=True) for name in self.people]
        return tuple(dict.fromkeys(name for name in (*firms, *people) if name.text))


def people_in(text: str) -> tuple[str, ...]:
    """The people named by a field such as 陪同人员 or 接待人: between 、 or blanks, without posts."""
    return tuple(filter(None, _BETWEEN_PEOPLE.split(_POST.sub(" ", text))))


def words_of(text: str) -> list[str]:
    """The text as it is compared: NFKC, lower case, every dash as "-", cut at blanks."""
    folded = _DASH.sub("-", unicodedata.normalize("NFKC", _WITHOUT_WIDTH.sub("", text)).casefold())
    return [word for word in _GAP.split(unicodedata.normalize("NFKC", folded)) if word]


def name_words(name: Name) -> tuple[str, ...]:
    """The name as typed and with its blanks left out."""
    return tuple(dict.fromkeys((*words_of(name.text), *words_of(normalise_name(name.text)))))


def name_sounds(name: Name) -> tuple[str, ...]:
    """Every way to type the name with Latin letters."""
    keys = pinyin_keys(name.text, name.person)
    return tuple(dict.fromkeys((*keys.full, *keys.initials)))


def parts(words: Iterable[str]) -> set[str]:
    """All parts of one to `LONGEST_PART` characters."""
    found: set[str] = set()
    for word in words:
        pairs = list(map(add, word, word[1:]))
        found.update(word, pairs, map(add, pairs, word[2:]))
    return found


def text_parts(words: Iterable[str]) -> list[str]:
    """Those of `parts` and the shared token of each part of four; some come twice, which costs less than to look."""
    found: list[str] = []
    for word in words:
        pairs = list(map(add, word, word[1:]))
        found += word
        found += pairs
        found += map(add, pairs, word[2:])
        found += map(_shared_token, map(add, pairs, pairs[2:]))
    return found


class _SharedTokens(dict[str, str]):
    """Part of four characters -> its token; remembers many, so that a great index is made quickly."""

    def __missing__(self, part: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        token = self[part] = f"4::{crc32(part.encode()) & 0xFFFF:04x}"
        return token


_shared_token = _SharedTokens().__getitem__


@lru_cache(maxsize=65_536)
def name_tokens(names: tuple[Name, ...]) -> str:
    """The tokens that these names add to each document that mentions them, joined by blanks."""
    words = {word for name in names for word in name_words(name)}
    sounds = parts({sound for name in names for sound in name_sounds(name)})
    return " ".join((*dict.fromkeys(text_parts(words)), *map(pinyin_token, sounds)))


def long_sound_parts(sounds: Iterable[str]) -> set[str]:
    """The parts of four to `LONGEST_PINYIN_PART` letters, by which a longer pinyin word finds its names."""
    return {
        sound[start : start + length]
        for sound in sounds
        for length in range(LONGEST_PART + 1, LONGEST_PINYIN_PART + 1)
        for start in range(len(sound) - length + 1)
    }


def pieces(word: str, length: int) -> list[str]:
    """The parts of exactly `length` characters, or the word itself if it is shorter."""
    starts = range(max(1, len(word) - length + 1))
    return list(dict.fromkeys(word[start : start + length] for start in starts))


def name_token(name_id: int) -> str:
    """The token that says: this document mentions that name."""
    return f"{_NAME_MARK}{name_id}"


def pinyin_token(token: str) -> str:
    """The token that says the same of the pinyin of a name."""
    return _PINYIN_MARK + token


def may_be_pinyin(word: str) -> bool:
    """Whether a word could have been typed for the sound of a name."""
    return _PINYIN_WORD.fullmatch(word) is not None


def tokens_of(word: str) -> list[str]:
    """What `parts` has of every text with `word` in it; a short word has one token, and it says it all."""
    return pieces(word, LONGEST_PART)


def text_tokens_of(word: str) -> list[str]:
    """The same for `text_parts`."""
    if not is_long(word):
        return [word]
    # Those that overlap by half are enough, as every token costs time; the first three characters hold back
    # most of what shares a token by chance.
    fours = pieces(word, _FOUR)
    return [*map(_shared_token, dict.fromkeys((*fours[::2], fours[-1]))), word[:LONGEST_PART]]


def is_long(word: str) -> bool:
    """Whether the word must be compared with the text itself, because no single token stands for it."""
    return len(word) > LONGEST_PART
