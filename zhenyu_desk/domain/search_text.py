"""What the search index knows of a record, and how text is cut into the pieces (tokens) that are looked up.

Every text is cut into all its parts of one, two and three characters, so that any part of it is found: short
words directly, longer ones by their parts and a look at the text itself.
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
_SIX = 6

# Longer than any part of a text, so that the kinds of tokens never meet.
_PINYIN_MARK = "py::"
_NAME_MARK = "nr::"

_MOST_REMEMBERED = 200_000
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_WITHOUT_WIDTH = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"))
_GAP = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]+")
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
        firms = (Name(name.strip(), person=False) for name in self.firms if name.strip())
        people = (Name(name.strip(), person=True) for name in self.people if name.strip())
        return tuple(dict.fromkeys((*firms, *people)))


def words_of(text: str) -> list[str]:
    """The text as it is compared: NFKC, lower case, every dash as "-", cut at blanks."""
    folded = unicodedata.normalize("NFKC", text.translate(_WITHOUT_WIDTH)).casefold().translate(_DASHES)
    return [word for word in _GAP.split(unicodedata.normalize("NFKC", folded)) if word]


def name_words(name: Name) -> tuple[str, ...]:
    """The name as typed and with its blanks left out."""
    return tuple(dict.fromkeys((*words_of(name.text), *words_of(normalise_name(name.text)))))


def name_sounds(name: Name) -> tuple[str, ...]:
    """Every way to type the name with Latin letters."""
    keys = pinyin_keys(name.text, name.person)
    return tuple(dict.fromkeys((*keys.full, *keys.initials)))


def parts(words: Iterable[str]) -> set[str]:
    """All parts of one to `LONGEST_PART` characters, and a token for each part of six.

    Several parts of six share a token, so that the index stays small. They rule out texts that have all parts
    of three of a word, but never next to each other.
    """
    found: set[str] = set()
    for word in words:
        pairs = list(map(add, word, word[1:]))
        triples = list(map(add, pairs, word[2:]))
        found.update(word, pairs, triples, map(_six_token, map(add, triples, triples[3:])))
    return found


class _SixTokens(dict[str, str]):
    """Part of six characters -> its token; remembers many, so that a great index is made quickly."""

    def __missing__(self, part: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        token = self[part] = f"6{crc32(part.encode()) & 0xFFFF:04x}"
        return token


_six_token = _SixTokens().__getitem__


@lru_cache(maxsize=65_536)
def name_tokens(name: Name) -> str:
    """The tokens that a name adds to each document that mentions it, joined by blanks."""
    sounds = map(pinyin_token, parts(name_sounds(name)))
    return " ".join((*parts(name_words(name)), *sounds))


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
    """The tokens that every text with `word` in it has; a short word has one, and it says it all."""
    if len(word) < _SIX:
        return pieces(word, LONGEST_PART)
    # Every third will do: what they let pass by chance, the parts of six hold back.
    return [*pieces(word, LONGEST_PART)[::LONGEST_PART], *map(_six_token, pieces(word, _SIX))]


def is_long(word: str) -> bool:
    """Whether the word must be compared with the text itself, because no single token stands for it."""
    return len(word) > LONGEST_PART
