"""The figures of a month as lines to read and to click: word, value, what it is made of, and the rows behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, Rate
from zhenyu_desk.domain.frozen_figures import Frozen, share_in
from zhenyu_desk.domain.month_report import MonthFigures
from zhenyu_desk.i18n import N_, NO_VALUE, _, format_number, format_percent

Figure = Count | Rate | Days

_WORDS = {
    "visits": N_("Number of visits"),
    "visited_enterprises": N_("Firms visited"),
    "paired_enterprises": N_("Paired firms"),
    "coverage": N_("Visit coverage"),
    "frequency_met": N_("Visit frequency met"),
    "carried_over": N_("Carried over"),
    "new": N_("New this month"),
    "to_handle": N_("To handle this month"),
    "resolved": N_("Resolved this month"),
    "due": N_("Due this month"),
    "due_resolved_rate": N_("Resolved of those due"),
    "on_time_rate": N_("Resolved in time"),
    "cumulative_resolved_rate": N_("Resolved this year"),
    "solved_rate": N_("Solved rate"),
    "followed_up_rate": N_("Called back rate"),
    "satisfaction_rate": N_("Satisfaction"),
    "mean_handling_days": N_("Mean handling time"),
    "median_handling_days": N_("Median handling time"),
    "open": N_("Open at the end"),
    "overdue": N_("Of these overdue"),
    "parked": N_("Parked at the end"),
    "ended": N_("Ended this month"),
}
_IN_DAYS = frozenset({"mean_handling_days", "median_handling_days"})
_KINDS = {definition.key: definition.rows for definition in DEFINITIONS}


@dataclass(frozen=True)
class FigureLine:
    """One figure; `keys` are the records it counts, `others` those of its base that it does not."""

    key: str
    name: str
    kind: str
    value: str
    detail: str
    keys: Sequence[int]
    others: Sequence[int] = ()


def figure_lines(figures: MonthFigures) -> list[FigureLine]:
    """All figures of a month, each compared with the month before."""
    return [figure_line(key, getattr(figures.current, key), getattr(figures.former_month, key)) for key in _KINDS]


def figure_name(key: str) -> str:
    """What a figure is called on the screen."""
    return _(_WORDS[key])


def frozen_lines(frozen: Frozen) -> list[FigureLine]:
    """The figures of an issued report as they were then, with the rows they counted."""
    return [_frozen_line(key, figure) for key, figure in frozen["figures"].items() if key in _KINDS]


def figure_line(key: str, figure: Figure, former: Figure | None) -> FigureLine:
    """A figure beside its value a month before, where that is known."""
    name, kind = _(_WORDS[key]), _KINDS[key]
    if isinstance(figure, Rate):
        hits = set(figure.hits)
        others = tuple(row for row in figure.base if row not in hits)
        compared = points_since(figure, former) if isinstance(former, Rate) else ""
        detail = _joined(share_of(figure), compared)
        return FigureLine(key, name, kind, format_percent(figure.value), detail, figure.hits, others)
    if isinstance(figure, Days):
        value = NO_VALUE if figure.value is None else str(figure.value)
        return FigureLine(key, name, kind, value, _("working days"), figure.ids)
    compared = since(figure, former) if isinstance(former, Count) else ""
    return FigureLine(key, name, kind, format_number(figure.value), compared, figure.ids)


def _frozen_line(key: str, figure: Frozen) -> FigureLine:
    value, keys = figure["value"], tuple(figure["rows"])
    line = partial(FigureLine, key, figure_name(key), _KINDS[key])
    if "base" in figure:
        numerator, denominator = value.split("/")
        shown = f"{format_number(Decimal(numerator))} / {format_number(int(denominator))}"
        others = tuple(row for row in figure["base"] if row not in keys)
        return line(format_percent(share_in(value)), shown, keys, others)
    if key in _IN_DAYS:
        return line(value, _("working days"), keys)
    return line(format_number(int(value)), "", keys)


def share_of(rate: Rate) -> str:
    """«84 / 118»."""
    return f"{format_number(rate.numerator.normalize())} / {format_number(rate.denominator)}"


def since(figure: Count, former: Count) -> str:
    """«较上月 +6（16.7%）»; nothing to compare with is said so."""
    if former.value == 0:
        return _("none last month") if figure.value else ""
    change = figure.value - former.value
    if change == 0:
        return _("as last month")
    share = format_percent(Decimal(abs(change)) / former.value)
    return _("{change:+d} on last month ({share})").format(change=change, share=share)


def points_since(rate: Rate, former: Rate) -> str:
    """«升 3.4 个百分点», «降 …», «与上月持平»."""
    if rate.value is None or former.value is None:
        return ""
    points = (rate.value - former.value) * 100
    if points == 0:
        return _("as last month")
    shown = f"{abs(points):.1f}"
    return (_("up {points} points") if points > 0 else _("down {points} points")).format(points=shown)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
