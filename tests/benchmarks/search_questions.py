"""What people might type into the search box, drawn from a ledger's own texts with a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from zhenyu_desk.domain.pinyin import pinyin_keys

LENGTHS = (1, 2, 3, 6)
_RECORDS = 500
_SEED = 20_260
_IDEOGRAPHS = (0x4E00, 0x9FA5)
_TRIES = 50


def questions(file: Path, count: int) -> dict[str, list[str]]:
    """About `count` words of each class; those of a length are half from texts and names, half in no text.

    Of the words from texts half are drawn as they come, so frequent ones more often, and half are rare.
    """
    sample = _Sample(file, random.Random(_SEED))
    found: dict[str, list[str]] = {}
    for length in LENGTHS:
        absent = list(sample.absent(length, count // 2))
        found[str(length)] = [*sample.frequent(length, count // 4), *sample.rare(length, count // 4), *absent]
        found[f"absent{length}"] = absent
    found["initials"] = [sample.cut(sample.sound("initials"), 2, 5) for _ in range(count)]
    found["pinyin"] = [sample.cut(sample.sound("full"), 2, 12) for _ in range(count)]
    found["code"] = [sample.cut(sample.chance.choice(sample.codes), 4, 18) for _ in range(count)]
    found["number"] = [sample.cut(sample.chance.choice(sample.numbers), 4, 12) for _ in range(count)]
    found["two"] = [sample.two_words() for _ in range(count)]
    return found


class _Sample:
    """Texts, names, codes and numbers of some hundred records."""

    def __init__(self, file: Path, chance: random.Random) -> None:
        self.chance = chance
        connection = dbapi2.connect(f"file:{file}?mode=ro", uri=True)
        try:
            bodies = [
                body.split("\n")
                for kind in ("visit", "difficulty")
                for body in self._some(connection, f"search_{kind}_text", "body")
            ]
            self.numbers = [body[0] for body in bodies]
            self.names = self._some(connection, "search_name", "name")
            self.codes = [code.casefold() for code in self._some(connection, "enterprise", "credit_code") if code]
        finally:
            connection.close()
        texts = [text for body in bodies for text in body[1:]]
        self.pool = [word for text in (*texts, *self.names) for word in text.split()]
        self.joined = "\n".join(self.pool)
        self.characters = "".join(self.pool)

    def _some(self, connection: Any, table: str, column: str) -> list[str]:
        (last,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        keys = sorted(self.chance.sample(range(1, last + 1), min(_RECORDS, last)))
        marks = ", ".join("?" * len(keys))
        rows = connection.execute(f"SELECT {column} FROM {table} WHERE id IN ({marks})", keys)
        return [value for (value,) in rows]

    def cut(self, text: str, shortest: int, longest: int) -> str:
        """A part of a text."""
        length = min(len(text), self.chance.randint(shortest, longest))
        start = self.chance.randrange(len(text) - length + 1)
        return text[start : start + length]

    def frequent(self, length: int, count: int) -> Iterator[str]:
        """Parts as they come."""
        long_enough = [text for text in self.pool if len(text) >= length]
        for _ in range(count):
            yield self.cut(self.chance.choice(long_enough), length, length)

    def rare(self, length: int, count: int) -> Iterator[str]:
        """Parts that are once in the sample; of one character there may be only few."""
        return self._such(count, lambda: next(self.frequent(length, 1)), lambda word: self._times(word) == 1)

    def absent(self, length: int, count: int) -> Iterator[str]:
        """Words not in the sample: half of any characters, half of its frequent ones, never seen together."""
        together = count // 2 if length > 1 else 0
        for _ in range(count - together):
            yield "".join(chr(self.chance.randint(*_IDEOGRAPHS)) for _ in range(length))
        yield from self._such(together, lambda: self._mixed(length), lambda word: word not in self.joined)

    def _mixed(self, length: int) -> str:
        # Half a text and half another one: every part of it is found, the whole is not.
        half = length // 2
        return next(self.frequent(length - half, 1)) + (next(self.frequent(half, 1)) if half else "")

    def two_words(self) -> str:
        """Two short parts of texts that need not have anything to do with each other."""
        return " ".join(next(self.frequent(self.chance.choice((2, 3)), 1)) for _ in range(2))

    def sound(self, way: str) -> str:
        """The pinyin of a name."""
        keys = getattr(pinyin_keys(self.chance.choice(self.names), person=False), way)
        return str(self.chance.choice(keys)) if keys else "a"

    def _times(self, word: str) -> int:
        return self.joined.count(word)

    def _such(self, count: int, draw: Callable[[], str], fits: Callable[[str], bool]) -> Iterator[str]:
        for _ in range(count):
            drawn = draw()
            for _ in range(_TRIES):
                if fits(drawn):
                    break
                drawn = draw()
            yield drawn
