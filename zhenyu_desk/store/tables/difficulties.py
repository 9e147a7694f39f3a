"""Difficulties and the steps of their life.

The steps are the truth; the columns of `Difficulty` below the dashed line repeat what the steps say as of the last
one, so that lists can be filtered and sorted by the database.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field, UniqueConstraint

from zhenyu_desk.domain.terms import (
    Action,
    EndKind,
    Level,
    ResultKind,
    Satisfaction,
    Source,
    State,
    Urgency,
)
from zhenyu_desk.store.tables.base import Amount4, Record, partial_index, removed_index, term, utc_now

# The partial indexes are found only by queries that write their conditions in these words.
IS_CALL_BACK = f"action = '{Action.FOLLOW_UP.value}'"
IS_CORRECTION = f"action = '{Action.CORRECT.value}'"


class Difficulty(Record, table=True):
    """困难诉求. `is_typical` marks one for 典型案例 of the monthly report."""

    __tablename__ = "difficulty"
    # Each list is walked in the order of one index that also holds what narrows it, so that a page of a long list
    # and the counts above it never visit the rows that are not shown.
    __table_args__ = (
        Index(
            "ix_difficulty_state",
            "state",
            "deadline",
            "id",
            "reported_on",
            "stopped_on",
            "category_id",
            "lead_unit_id",
            "leader_id",
            "deleted_at",
        ),
        Index(
            "ix_difficulty_deadline",
            "deadline",
            "id",
            "reported_on",
            "category_id",
            "lead_unit_id",
            "leader_id",
            "state",
            "resolved_on",
            "stopped_on",
            "deleted_at",
        ),
        Index(
            "ix_difficulty_reported_on",
            "reported_on",
            "id",
            "category_id",
            "lead_unit_id",
            "leader_id",
            "end_kind",
            "deleted_at",
        ),
        Index("ix_difficulty_resolved_on", "resolved_on", "deadline", "deleted_at"),
        Index("ix_difficulty_enterprise_id", "enterprise_id", "state", "reported_on", "deleted_at"),
        Index("ix_difficulty_category_id", "category_id", "deleted_at"),
        Index("ix_difficulty_lead_unit_id", "lead_unit_id", "category_id", "deleted_at"),
        Index("ix_difficulty_leader_id", "leader_id", "deleted_at"),
        Index("ix_difficulty_last_step_on", "last_step_on"),
        removed_index("difficulty"),
    )

    number: str = Field(unique=True)
    source: Source = term(Source, "source")
    visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    reported_on: date
    enterprise_id: int = Field(foreign_key="enterprise.id")
    contact: str = ""
    title: str
    words: str = ""
    category_id: int = Field(foreign_key="category.id")
    level: Level = term(Level, "level")
    urgency: Urgency = term(Urgency, "urgency")
    leader_id: int | None = Field(default=None, foreign_key="leader.id")
    quantity: Decimal | None = Field(default=None, sa_type=Amount4)
    quantity_unit: str = ""
    is_typical: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    # --- as of the last step -------------------------------------------------------------------------------------
    state: State = term(State, "state", default=State.REGISTERED)
    lead_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    assigned_on: date | None = None
    original_deadline: date | None = None
    deadline: date | None = None
    stopped_on: date | None = None
    resolved_on: date | None = None
    result: ResultKind | None = term(ResultKind, "result", nullable=True)
    result_text: str = ""
    follow_up_on: date | None = None
    satisfaction: Satisfaction | None = term(Satisfaction, "satisfaction", nullable=True)
    reopened: int = 0
    supervised_on: date | None = None
    parked_condition: str = ""
    review_on: date | None = None
    ended_on: date | None = None
    end_kind: EndKind | None = term(EndKind, "end_kind", nullable=True)
    last_step_on: date


class SupportingUnit(Record, table=True):
    """协办单位 of a difficulty."""

    __tablename__ = "supporting_unit"

    difficulty_id: int = Field(foreign_key="difficulty.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")


class HandlingEvent(Record, table=True):
    """办理记录: one step, never changed once taken. `position` orders the steps of one difficulty from 1."""

    __tablename__ = "handling_event"
    __table_args__ = (
        UniqueConstraint("difficulty_id", "position"),
        partial_index("ix_handling_event_rated", ("on", "difficulty_id", "reached", "satisfaction"), IS_CALL_BACK),
        partial_index("ix_handling_event_corrected", ("on", "difficulty_id"), IS_CORRECTION),
    )

    difficulty_id: int = Field(foreign_key="difficulty.id")
    position: int
    on: date
    recorded_at: datetime = Field(default_factory=utc_now)
    recorder: str = ""
    action: Action = term(Action, "action")
    from_state: State | None = term(State, "from_state", nullable=True)
    to_state: State = term(State, "to_state")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    person: str = ""
    text: str = ""
    reason: str = ""
    # `days` are the working days the rule gave; with them a provisional deadline is worked out anew when the
    # holidays of its year are known. None where a person named the day.
    days: int | None = None
    new_deadline: date | None = None
    result: ResultKind | None = term(ResultKind, "result", nullable=True)
    reached: bool | None = None
    satisfaction: Satisfaction | None = term(Satisfaction, "satisfaction", nullable=True)
    end_kind: EndKind | None = term(EndKind, "end_kind", nullable=True)
    condition: str = ""
    review_on: date | None = None
