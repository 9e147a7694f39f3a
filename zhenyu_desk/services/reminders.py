"""Reminders: what became due is told once."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.reminders import DueEvent
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries import reminders


def untold_events(context: AppContext) -> list[DueEvent]:
    """What is due today or overdue and nobody was told of yet."""
    return context.read(reminders.untold_events, context.today())


def mark_told(context: AppContext, events: Sequence[DueEvent]) -> None:
    """Note that these were told, so that they never are again."""
    with context.write("remind") as work:
        reminders.mark_told(work, events, context.today())
        work.commit()
