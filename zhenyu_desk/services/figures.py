"""The figures of a month, and what the monthly report prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from zhenyu_desk.domain.figures import Figures, compute
from zhenyu_desk.domain.frozen_figures import Difference, differences
from zhenyu_desk.domain.month_bars import month_bars
from zhenyu_desk.domain.month_report import MonthFigures, MonthReport, TypicalCase, masked
from zhenyu_desk.domain.months import Month, check_month, default_as_of
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseRow
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.corrections import reasons
from zhenyu_desk.store.queries.difficulties import difficulties_as_of
from zhenyu_desk.store.queries.figures import last_visits, month_facts
from zhenyu_desk.store.queries.history import anchor_of
from zhenyu_desk.store.queries.office import load_calendar, load_settings
from zhenyu_desk.store.queries.register import enterprise_page, leaders
from zhenyu_desk.store.queries.reports import case_facts_since, issued, texts_of, typical_ids, words_of
from zhenyu_desk.store.queries.visits import visits_by_id

_BARS = 12


def month_figures(context: AppContext, month: Month, as_of: date | None = None) -> MonthFigures:
    """The figures of a month as of a day (its last day, or today while it runs), with what they compare to."""
    with context.ledger.read() as session:
        return _month_figures(session, context.today(), month, as_of)


def figures_of(context: AppContext, month: Month, as_of: date) -> Figures:
    """The figures of one month alone."""
    return context.read(_figures_of, month, as_of)


def month_report(context: AppContext, month: Month, as_of: date | None = None) -> MonthReport:
    """Everything the report of a month prints, read from one snapshot; telephone numbers in its texts are masked."""
    with context.ledger.read() as session:
        return masked(_month_report(session, context.today(), month, as_of))


def differences_of(context: AppContext, month: Month) -> tuple[Difference, ...]:
    """What the issued report of a month would say otherwise if it were made now as of the same day, and why.

    One that was issued before the end of a month that is over by now is compared with the whole month, too.
    """
    return context.read(_differences_of, context.today(), month)


def _month_figures(session: Any, today: date, month: Month, as_of: date | None) -> MonthFigures:
    day = as_of or default_as_of(month, today)
    check_month(month, day, today)
    return MonthFigures(
        current=_figures_of(session, month, day),
        former_month=_figures_of(session, month.minus(1), month.minus(1).last),
        former_year=_figures_of(session, month.minus(12), month.minus(12).last),
    )


def _figures_of(session: Any, month: Month, as_of: date) -> Figures:
    facts = month_facts(session, month, as_of)
    return compute(month, as_of, facts, load_calendar(session), load_settings(session).fairly_weight)


def _month_report(session: Any, today: date, month: Month, as_of: date | None) -> MonthReport:
    figures = _month_figures(session, today, month, as_of)
    current = figures.current
    day = current.as_of
    visited = set(current.coverage.hits)
    unvisited = [key for key in current.paired_enterprises.ids if key not in visited]
    # Open ones, too: a case resolved before the month and reopened in it is neither carried over nor new.
    handled = (current.to_handle, current.resolved, current.ended, current.open)
    in_annex = list(dict.fromkeys(key for count in handled for key in count.ids))
    months = [month.minus(back) for back in reversed(range(_BARS))]
    calendar = load_calendar(session)
    typical = typical_ids(session, in_annex)
    words = words_of(session, typical)
    wanted = list(dict.fromkeys((*in_annex, *current.overdue.ids, *current.parked.ids)))
    rows = {row.id: row for row in difficulties_as_of(session, day, wanted)}

    def seen(ids: Iterable[int]) -> tuple[DifficultyRow, ...]:
        return tuple(rows[key] for key in ids if key in rows)

    return MonthReport(
        settings=load_settings(session),
        figures=figures,
        made_on=today,
        leaders=tuple(leaders(session)),
        visits=tuple(visits_by_id(session, current.visits.ids)),
        difficulties=seen(in_annex),
        open=seen(current.open.ids),
        overdue=seen(current.overdue.ids),
        parked=seen(current.parked.ids),
        unvisited=_unvisited(session, day, unvisited),
        bars=month_bars(months, case_facts_since(session, months[0], month), day, calendar),
        typical=tuple(TypicalCase(row, words[row.id]) for row in seen(typical)),
        texts=texts_of(session, month),
        differences=_differences_of(session, today, month.minus(1)),
        anchor=anchor_of(session),
    )


def _unvisited(session: Any, day: date, ids: list[int]) -> tuple[EnterpriseRow, ...]:
    """The firms with their last visit as known on the day, which may lie before today."""
    last = last_visits(session, day)
    return tuple(replace(row, last_visit_on=last.get(row.id)) for row in enterprise_page(session, day, ids=ids))


def _differences_of(session: Any, today: date, month: Month) -> tuple[Difference, ...]:
    reports = issued(session, month)
    if not reports:
        return ()
    report = reports[0]
    is_part = report.as_of < month.last <= today
    whole = _figures_of(session, month, month.last) if is_part else None
    found = differences(json.loads(report.figures), _figures_of(session, month, report.as_of), whole)
    return tuple(replace(one, reasons=reasons(session, one, month, report.issued_at)) for one in found)
