"""How a Chinese name may be typed with Latin letters: full pinyin and initials, in every usual reading."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

MAX_READINGS = 16

_TWO_CHARACTER_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
}
_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "盖": "ge", "朴": "piao",
    "员": "yun", "缪": "miao", "翟": "zhai", "覃": "qin", "种": "chong", "召": "shao", "黑": "he",
}  # fmt: skip
# Readings of these are confused every day, so they come before the rare ones.
_OFTEN_CONFUSED = frozenset("厂长行乐重传调都朝车盛石强系省")


@dataclass(frozen=True)
class PinyinKeys:
    """Letters without tones or blanks, ü as v; the most likely reading comes first."""

    full: tuple[str, ...]
    initials: tuple[str, ...]


@lru_cache(maxsize=8_192)
def pinyin_keys(name: str, person: bool) -> PinyinKeys:
    """All keys of a name, at most `MAX_READINGS` of each kind; Latin letters and digits stand for themselves.

    The first reading is that of the phrase, for a person with the surname's own reading (单 shan, 曾 zeng).
    """
    characters = _characters_that_sound(name)
    readings = _readings(characters, person)
    return PinyinKeys(
        full=tuple(dict.fromkeys("".join(reading) for reading in readings)),
        initials=tuple(dict.fromkeys("".join(syllable[0] for syllable in reading) for reading in readings)),
    )


def _characters_that_sound(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if c.isalnum() and (c.isascii() or _readings_of(c)))


def _readings(characters: str, person: bool) -> list[tuple[str, ...]]:
    """Most likely reading first, then each other reading of one character, then confused ones combined."""
    if not characters:
        return []
    spoken = _phrase_reading(characters)
    likely = _with_surname(characters, spoken) if person else spoken
    confused, rare = _alternatives(characters, spoken, likely, _surname_length(characters) if person else 0)
    found = dict.fromkeys([likely])
    found.update(dict.fromkeys(_replaced(likely, *choice) for choice in (*confused, *rare)))
    for first, second in combinations(confused, 2):
        found.setdefault(_replaced(_replaced(likely, *first), *second))
    return list(found)[:MAX_READINGS]


def _alternatives(
    characters: str, spoken: tuple[str, ...], likely: tuple[str, ...], surname_length: int
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Position and syllable of every reading but the likely ones: the often confused, then the rare."""
    confused: list[tuple[int, str]] = []
    rare: list[tuple[int, str]] = []
    for position, character in enumerate(characters):
        often = character in _OFTEN_CONFUSED or position < surname_length
        for syllable in dict.fromkeys((spoken[position], *_readings_of(character))):
            if syllable != likely[position]:
                (confused if often else rare).append((position, syllable))
    return confused, rare


def _replaced(reading: tuple[str, ...], position: int, syllable: str) -> tuple[str, ...]:
    return (*reading[:position], syllable, *reading[position + 1 :])


def _surname_length(characters: str) -> int:
    return 2 if characters[:2] in _TWO_CHARACTER_SURNAMES else 1


def _with_surname(characters: str, spoken: tuple[str, ...]) -> tuple[str, ...]:
    if pair := _TWO_CHARACTER_SURNAMES.get(characters[:2]):
        return (*pair, *spoken[2:])
    return (_SURNAMES.get(characters[0], spoken[0]), *spoken[1:])


def _phrase_reading(characters: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    syllables: list[str] = []
    for is_latin, group in groupby(characters, str.isascii):
        run = "".join(group)
        syllables += run if is_latin else lazy_pinyin(run, style=Style.NORMAL)
    return tuple(syllables)


@lru_cache(maxsize=16_384)
def _readings_of(character: str) -> tuple[str, ...]:
    """Every reading of one Chinese character, usual ones first; none for anything else."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    readings = found[0] if found else []
    return tuple(dict.fromkeys(reading for reading in readings if reading.isascii() and reading.isalpha()))
