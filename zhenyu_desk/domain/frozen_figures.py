"""The figures of an issued report, frozen with the rows they counted, and how today's differ from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import DEFINITIONS_VERSION, Count, Days, Figures, Rate

Frozen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was reported as one value and is another by now.

    Values are plain numbers, rates as «25/27», «—» where there is none. `added` are rows counted now and not then,
    `gone` the other way round; both may be empty where only a value of the rows changed.
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


def frozen(figures: Figures) -> dict[str, Any]:
    """The figures as JSON can hold them: value and counted rows by key."""
    return {
        "definitions": DEFINITIONS_VERSION,
        "figures": {d.key: _frozen(getattr(figures, d.key)) for d in DEFINITIONS},
    }


def differences(then: Frozen, now: Figures) -> list[Difference]:
    """What is counted differently now, in the order of the report."""
    found = []
    for definition in DEFINITIONS:
        before = then["figures"].get(definition.key)
        after = _frozen(getattr(now, definition.key))
        if before is not None and before["value"] != after["value"]:
            former, present = set(before["rows"]), set(after["rows"])
            found.append(
                Difference(
                    key=definition.key,
                    word=definition.word,
                    unit=definition.unit,
                    rows=definition.rows,
                    reported=before["value"],
                    now=after["value"],
                    added=tuple(sorted(present - former)),
                    gone=tuple(sorted(former - present)),
                )
            )
    return found


def _frozen(figure: Count | Rate | Days) -> dict[str, Any]:
    if isinstance(figure, Count):
        return {"value": str(figure.value), "rows": list(figure.ids)}
    if isinstance(figure, Days):
        return {"value": _plain(figure.value), "rows": list(figure.ids)}
    return {"value": f"{_plain(figure.numerator)}/{figure.denominator}", "rows": list(figure.hits)}


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else f"{value.normalize():f}"
