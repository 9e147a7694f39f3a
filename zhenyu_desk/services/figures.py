"""The figures of a month, and what the monthly report prints."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from zhenyu_desk.domain.figures import Figures, compute
from zhenyu_desk.domain.frozen_figures import Difference, differences
from zhenyu_desk.domain.month_bars import month_bars
from zhenyu_desk.domain.month_report import MonthFigures, MonthReport, TypicalCase
from zhenyu_desk.domain.months import Month, check_month, default_as_of
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulties_as_of
from zhenyu_desk.store.queries.figures import month_facts
from zhenyu_desk.store.queries.office import load_calendar, load_settings
from zhenyu_desk.store.queries.register import enterprise_page, leaders
from zhenyu_desk.store.queries.reports import case_facts_since, issued, reasons, texts_of, typical_ids, words_of
from zhenyu_desk.store.queries.visits import visits_by_id

_BARS = 12


def month_figures(context: AppContext, month: Month, as_of: date | None = None) -> MonthFigures:
    """The figures of a month as of a day (its last day, or today while it runs), with what they compare to."""
    day = as_of or default_as_of(month, context.today())
    check_month(month, day, context.today())
    return MonthFigures(
        current=figures_of(context, month, day),
        former_month=figures_of(context, month.minus(1), month.minus(1).last),
        former_year=figures_of(context, month.minus(12), month.minus(12).last),
    )


def figures_of(context: AppContext, month: Month, as_of: date) -> Figures:
    """The figures of one month alone."""
    with context.ledger.read() as session:
        facts = month_facts(session, month, as_of)
        return compute(month, as_of, facts, load_calendar(session), load_settings(session).fairly_weight)


def month_report(context: AppContext, month: Month, as_of: date | None = None) -> MonthReport:
    """Everything the report of a month prints."""
    figures = month_figures(context, month, as_of)
    current = figures.current
    day = current.as_of
    visited = set(current.coverage.hits)
    unvisited = [key for key in current.paired_enterprises.ids if key not in visited]
    in_annex = list(dict.fromkeys((*current.to_handle.ids, *current.resolved.ids, *current.ended.ids)))
    months = [month.minus(back) for back in reversed(range(_BARS))]
    former = differences_of(context, month.minus(1))
    with context.ledger.read() as session:
        calendar = load_calendar(session)
        typical = typical_ids(session, in_annex)
        words = words_of(session, typical)
        return MonthReport(
            settings=load_settings(session),
            figures=figures,
            leaders=tuple(leaders(session)),
            visits=tuple(visits_by_id(session, current.visits.ids)),
            difficulties=tuple(difficulties_as_of(session, day, in_annex)),
            open=tuple(difficulties_as_of(session, day, current.open.ids)),
            overdue=tuple(difficulties_as_of(session, day, current.overdue.ids)),
            parked=tuple(difficulties_as_of(session, day, current.parked.ids)),
            unvisited=tuple(enterprise_page(session, day, ids=unvisited)),
            bars=month_bars(months, case_facts_since(session, months[0], month), day, calendar),
            typical=tuple(TypicalCase(row, words[row.id]) for row in difficulties_as_of(session, day, typical)),
            texts=texts_of(session, month),
            differences=former,
        )


def differences_of(context: AppContext, month: Month) -> tuple[Difference, ...]:
    """What the issued report of a month would say otherwise if it were made now as of the same day, and why."""
    with context.ledger.read() as session:
        reports = issued(session, month)
    if not reports:
        return ()
    report = reports[0]
    found = differences(json.loads(report.figures), figures_of(context, month, report.as_of))
    with context.ledger.read() as session:
        return tuple(replace(one, reasons=reasons(session, one, report.issued_at)) for one in found)
