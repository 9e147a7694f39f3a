"""How alike two texts of difficulties are, and what the past cases most like a new one suggest for it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import Level

T = TypeVar("T")

LIKE = 0.2
"""From here on two texts speak of much the same thing."""
BARELY_LIKE = 0.1
"""Enough within one category, which says already what it is about."""
LATEST = 5
"""So many of the latest like cases tell how such a case is usually handled …"""
AGREEING = 2
"""… if so many of them agree."""

_MARKS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class PastCase:
    """What is compared of a done case: its texts, who handled it, whether it is of the very same category."""

    id: int
    title: str
    words: str
    unit_id: int | None
    level: Level
    is_own: bool


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A done case like a new one; `row` says how it ended and who handled it, `workdays` how many it took."""

    row: DifficultyRow
    likeness: float
    workdays: int | None


@dataclass(frozen=True, slots=True)
class UsualHandling:
    """Who usually handles such a case and at which level; None where nothing speaks for one."""

    unit_id: int | None
    level: Level | None


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, without blanks and marks; the text itself if it has one only."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold()) or text.strip()
    if len(folded) < 2:
        return frozenset((folded,)) if folded else frozenset()
    return frozenset(map("".join, pairwise(folded)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts share by their pairs (Dice): 0 nothing, 1 the same; a blank text is like none."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def most_alike(text: str, past: Iterable[PastCase], limit: int) -> list[tuple[PastCase, float]]:
    """The past cases most like a text, those of its own category before others; the newer ones where it is equal.

    While there is no text, the newest ones of its category.
    """
    wanted = pairs_of(text)
    ranked = [(case, _like(wanted, case)) for case in past]
    enough = [
        (case, share)
        for case, share in ranked
        if (case.is_own and (not wanted or share >= BARELY_LIKE)) or share >= LIKE
    ]
    enough.sort(key=lambda pair: (not pair[0].is_own, -pair[1], -pair[0].id))
    return enough[:limit]


def usual_handling(text: str, past: Iterable[PastCase], proposed: int | None) -> UsualHandling:
    """Unit and level on which two of the last five like cases agree; else the unit `proposed` by the office."""
    wanted = pairs_of(text)
    like = (case for case in past if case.unit_id is not None and _like(wanted, case) >= LIKE)
    latest = sorted(like, key=lambda case: (not case.is_own, -case.id))[:LATEST]
    unit = _agreed([case.unit_id for case in latest if case.unit_id is not None])
    return UsualHandling(unit if unit is not None else proposed, _agreed([case.level for case in latest]))


def _like(wanted: frozenset[str], case: PastCase) -> float:
    """By the title, or by title and the firm's own words where these are more like it."""
    by_title = likeness(wanted, pairs_of(case.title))
    if not case.words or case.words == case.title:
        return by_title
    return max(by_title, likeness(wanted, pairs_of(case.title + case.words)))


def _agreed(values: Sequence[T]) -> T | None:
    """The value most often there; the one of the latest case where two are as frequent."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= AGREEING else None
