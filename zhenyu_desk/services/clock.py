"""Warn before entry when the computer's clock can't be right: days, deadlines and the order of entries hang on it."""

from __future__ import annotations

from datetime import datetime

from zhenyu_desk.domain.clock import ClockDoubt, clock_doubt
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.audit import last_entry_at


def doubt_of_clock(context: AppContext, now: datetime) -> str | None:
    """A sentence when `now` (UTC) and the last entry don't fit together, else None."""
    last = context.read(last_entry_at)
    doubt = clock_doubt(now, last)
    if doubt is None or last is None:
        return None
    if doubt is ClockDoubt.BEHIND:
        sentence = _(
            "The clock of this computer stands at {now}, before the last entry of {last}. Set it right before you "
            "enter anything: days and deadlines are counted by it."
        )
    else:
        sentence = _(
            "The clock of this computer stands at {now}, long after the last entry of {last}. Check the year before "
            "you enter anything: days and deadlines are counted by it."
        )
    return sentence.format(now=_written(now), last=_written(last))


def _written(instant: datetime) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M}"
