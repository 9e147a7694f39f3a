"""The figures of an issued report, frozen with the rows they counted, and how today's differ from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from zhenyu_desk.domain.figure_definitions import DEFINITIONS, Definition
from zhenyu_desk.domain.figures import DEFINITIONS_VERSION, Count, Days, Figures, Rate, share_of
from zhenyu_desk.domain.terms import Action

Frozen = Mapping[str, Any]

COMPARED = ("visits", "coverage", "new", "resolved", "on_time_rate")
"""The figures that the next month's report compares its own with, by 环比."""

_OUTCOME = frozenset({Action.RESOLVE, Action.REOPEN, Action.CORRECT})
_DEADLINE = frozenset({Action.ASSIGN, Action.EXTEND, Action.STOP_CLOCK, Action.RESUME_CLOCK})
_CALL_BACK = frozenset({Action.FOLLOW_UP, Action.CORRECT})
_END = frozenset({Action.END, Action.CORRECT})
_PARKING = frozenset({Action.PARK, Action.UNPARK, Action.CORRECT})
MOVED_BY: Mapping[str, frozenset[Action]] = {
    "carried_over": _OUTCOME | _PARKING | _END,
    "new": _END,
    "to_handle": _END,
    "resolved": _OUTCOME,
    "due": _DEADLINE | _PARKING | _END,
    "due_resolved_rate": _OUTCOME,
    "on_time_rate": _OUTCOME | _DEADLINE,
    "cumulative_resolved_rate": _OUTCOME | _END,
    "solved_rate": _OUTCOME,
    "followed_up_rate": _CALL_BACK | _OUTCOME,
    "satisfaction_rate": _CALL_BACK,
    "mean_handling_days": _OUTCOME,
    "median_handling_days": _OUTCOME,
    "open": _OUTCOME | _PARKING | _END,
    "overdue": _OUTCOME | _DEADLINE | _PARKING | _END,
    "parked": _PARKING,
    "ended": _END,
}
"""The steps that can move a figure; among several later ones, one of these is the cause."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was reported as of a day and is another by now, or another for the whole month.

    Values are plain numbers, rates as «25/27», «—» where there is none; `reported` and `now` are of the day
    `as_of`. `whole` is the value of the whole month, "" where the report was issued with all of it. `added` are rows
    counted now and not then, `gone` the other way round, those of a rate's base too; both may be empty where only
    a value of the rows changed. `rows` says what they are, `ids` are all that the figure counts by now.
    """

    key: str
    word: str
    unit: str
    rows: str
    reported: str
    now: str
    added: tuple[int, ...]
    gone: tuple[int, ...]
    reasons: tuple[str, ...] = ()
    as_of: date | None = None
    whole: str = ""
    ids: tuple[int, ...] = ()

    @property
    def is_correction(self) -> bool:
        """Whether the figure of the day reported on is another now; else only the rest of the month came to it."""
        return self.reported != self.now or bool(self.added or self.gone)

    @property
    def is_rate(self) -> bool:
        """Whether the values are shares."""
        return "/" in self.reported


def share_in(value: str) -> Decimal | None:
    """The fraction that the value of a rate, «25/27», stands for; None for «0/0»."""
    numerator, denominator = value.split("/")
    return share_of(Decimal(numerator), int(denominator))


def by_reason(found: Iterable[Difference]) -> list[tuple[tuple[str, ...], list[Difference]]]:
    """The corrections that have the same reasons together, in the order of the report."""
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for one in found:
        if one.is_correction:
            groups.setdefault(one.reasons, []).append(one)
    return list(groups.items())


def frozen(figures: Figures) -> dict[str, Any]:
    """The figures as JSON can hold them: value, counted rows, and of a rate the rows shared, by key."""
    return {
        "definitions": DEFINITIONS_VERSION,
        "figures": {d.key: _frozen(getattr(figures, d.key)) for d in DEFINITIONS},
    }


def differences(then: Frozen, now: Figures, whole: Figures | None = None) -> list[Difference]:
    """What is counted differently now as of the same day, in the order of the report.

    `whole` are the figures of the whole month where the report was issued before its end: then the figures that the
    next report compares with are told, too, if the rest of the month changed them. A report that counted by other
    definitions is compared with nothing.
    """
    if then["definitions"] != DEFINITIONS_VERSION:
        return []
    found = []
    for definition in DEFINITIONS:
        before, after = then["figures"].get(definition.key), _frozen(getattr(now, definition.key))
        if before is None:  # a figure that is younger than the report
            continue
        later = after if whole is None else _frozen(getattr(whole, definition.key))
        grew = definition.key in COMPARED and later["value"] != before["value"]
        if before["value"] != after["value"] or _rows(before) != _rows(after) or grew:
            one = _difference(definition, before, after, now.as_of)
            found.append(one if whole is None else _with_whole(one, later))
    return found


def _difference(definition: Definition, before: Frozen, after: Frozen, as_of: date) -> Difference:
    (hits, base), (former_hits, former_base) = _rows(after), _rows(before)
    return Difference(
        key=definition.key,
        word=definition.word,
        unit=definition.unit,
        rows=definition.rows,
        reported=before["value"],
        now=after["value"],
        added=_in_order((hits - former_hits) | (base - former_base)),
        gone=_in_order((former_hits - hits) | (former_base - base)),
        as_of=as_of,
        ids=_in_order(hits | base),
    )


def _with_whole(one: Difference, later: Frozen) -> Difference:
    hits, base = _rows(later)
    return replace(one, whole=later["value"], ids=_in_order(hits | base))


def _in_order(ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(ids))


def _rows(figure: Frozen) -> tuple[set[int], set[int]]:
    """The rows counted, and those of the base of a rate."""
    return set(figure["rows"]), set(figure.get("base", ()))


def _frozen(figure: Count | Rate | Days) -> dict[str, Any]:
    if isinstance(figure, Count):
        return {"value": str(figure.value), "rows": list(figure.ids)}
    if isinstance(figure, Days):
        return {"value": _plain(figure.value), "rows": list(figure.ids)}
    return {
        "value": f"{_plain(figure.numerator)}/{figure.denominator}",
        "rows": list(figure.hits),
        "base": list(figure.base),
    }


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else f"{value.normalize():f}"
