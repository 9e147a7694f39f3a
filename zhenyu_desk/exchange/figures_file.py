"""The figures file: the figures of a month as JSON, a public interface that only grows (exchange.md,
Figures file).
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from zhenyu_desk.domain.figures import DEFINITIONS_VERSION, Count, Days, Figures, Rate
from zhenyu_desk.domain.month_report import MonthFigures

_NUMBER_KEYS = tuple(
    field.name
    for field in fields(Figures)
    if field.name not in ("month", "as_of", "ended_by_kind", "by_category", "by_leader", "by_unit")
)


def figures_document(months: MonthFigures, town: str) -> dict[str, Any]:
    """The document of a month: rates are fractions with 4 decimals, None where there is nothing to share."""
    current = months.current
    return {
        "month": str(current.month),
        "as_of": current.as_of.isoformat(),
        "town": town,
        "definitions": DEFINITIONS_VERSION,
        "figures": _numbers(current),
        "former_month": _former(months.former_month),
        "former_year": _former(months.former_year),
        "by_category": {
            line.name: {
                "new": line.new,
                "resolved": line.resolved,
                "open": line.open,
                "share": float(line.share),
            }
            for line in current.by_category
        },
        "by_leader": [
            {
                "name": line.name,
                "paired": len(line.paired),
                "visited": len(line.visited),
                "visits": line.visits,
                "difficulties": line.difficulties,
            }
            for line in current.by_leader
        ],
        "by_unit": [
            {
                "name": line.name,
                "assigned": line.assigned,
                "resolved": line.resolved,
                "on_time": line.on_time,
                "overdue": line.overdue,
            }
            for line in current.by_unit
        ],
    }


def _former(figures: Figures) -> dict[str, Any]:
    return {"month": str(figures.month), "as_of": figures.as_of.isoformat(), **_numbers(figures)}


def _numbers(figures: Figures) -> dict[str, Any]:
    return {key: _number(getattr(figures, key)) for key in _NUMBER_KEYS}


def _number(figure: Count | Rate | Days) -> Any:
    if isinstance(figure, Count):
        return figure.value
    if isinstance(figure, Days):
        return _plain(figure.value)
    return {
        "numerator": _plain(figure.numerator),
        "denominator": figure.denominator,
        "value": None if figure.value is None else float(figure.value),
    }


def _plain(value: Decimal | None) -> int | float | None:
    """A whole number as such: 5, not 5.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
