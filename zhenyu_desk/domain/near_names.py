"""Names that are nearly the same: shown to a person to decide, never merged by themselves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from zhenyu_desk.domain.names import normalise_name

_LIKE = 0.93
_COMPARED = 20
_COMMON = 200  # a part that so many names share, such as 有限公司, says nothing
_SHORTEST = 4


# What offices write or leave out: the rank of a place, the form of the company, brackets.
_LEFT_OUT = re.compile(r"[()省市县区镇]|有限|责任|股份")


class NearNames:
    """Finds among many names the one most like a given one, in time that hardly grows with their number."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: list[tuple[str, str]] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know one more name."""
        folded = _LEFT_OUT.sub("", normalise_name(name))
        self._names.append((name, folded))
        for part in _parts(folded):
            self._holders[part].append(len(self._names) - 1)

    def nearest(self, name: str) -> str | None:
        """The known name most like this one though not the same, if any is like enough."""
        folded = _LEFT_OUT.sub("", normalise_name(name))
        shared: Counter[int] = Counter()
        for part in _parts(folded):
            holders = self._holders.get(part, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        best, best_ratio = None, _LIKE
        for index, _count in shared.most_common(_COMPARED):
            known, known_folded = self._names[index]
            ratio = _likeness(folded, known_folded)
            if normalise_name(known) != normalise_name(name) and ratio >= best_ratio:
                best, best_ratio = known, ratio
        return best

    def pairs(self) -> list[tuple[int, int]]:
        """The places of all pairs of known names that are nearly or quite the same, each pair once, in order."""
        found = []
        telling = [self._telling_parts(folded) for _name, folded in self._names]
        for place, (_name, folded) in enumerate(self._names):
            shared: Counter[int] = Counter()
            for part in telling[place]:
                shared.update(holder for holder in self._holders[part] if holder > place)
            for other, count in shared.items():
                fewest = min(len(telling[place]), len(telling[other]))
                if 2 * count >= fewest and _are_near(folded, self._names[other][1]):
                    found.append((place, other))
        return sorted(found)

    def _telling_parts(self, folded: str) -> set[str]:
        return {part for part in _parts(folded) if len(self._holders[part]) <= _COMMON}


def near_pairs(names: Sequence[str]) -> list[tuple[int, int]]:
    """The places of all pairs of names that are nearly or quite the same."""
    return NearNames(names).pairs()


def _are_near(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST and _likeness(one, other) >= _LIKE


def _likeness(one: str, other: str) -> float:
    if one.endswith(other) or other.endswith(one):  # with or without the place in front
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _parts(folded: str) -> set[str]:
    return {folded[start : start + 2] for start in range(len(folded) - 1)}
