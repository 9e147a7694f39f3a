"""Chance that comes out the same for the same seed, quick enough for millions of draws."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Chance:
    """A source of chance named by its seed; two with the same seed draw the same."""

    def __init__(self, seed: str) -> None:
        self._source = Random(seed)
        self.draw = self._source.random

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[int(self.draw() * len(choices))]

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` up to and with `most`."""
        return least + int(self.draw() * (most - least + 1))

    def often(self, share: float) -> bool:
        """True in this share of the draws."""
        return self.draw() < share

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        return self._source.sample(items, len(items))


class Deck(Generic[T]):
    """Cards drawn without putting them back, so that each comes up in its due share; then shuffled anew."""

    def __init__(self, chance: Chance, cards: Sequence[T]) -> None:
        self._chance, self._cards = chance, cards
        self._left: list[T] = []

    def draw(self) -> T:
        """The next card."""
        if not self._left:
            self._left = self._chance.shuffled(self._cards)
        return self._left.pop()


def repeated(weights: dict[T, int]) -> list[T]:
    """Each choice as often as its weight says: for `pick` and for a deck."""
    return [choice for choice, weight in weights.items() for _ in range(weight)]
