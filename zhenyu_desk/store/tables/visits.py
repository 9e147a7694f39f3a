"""Visits, the promises made on them, and files attached to any record."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, Index
from sqlmodel import Field

from zhenyu_desk.domain.terms import Trend, VisitWay
from zhenyu_desk.store.tables.base import Record, Wan, removed_index, term


class Visit(Record, table=True):
    """走访: one firm visited on one day. `moves` and `warnings` hold term codes and are replaced whole."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_enterprise_id", "enterprise_id", "on", "id", "deleted_at"),
        Index("ix_visit_leader_id", "leader_id", "on", "id", "deleted_at"),
        Index("ix_visit_on", "on", "id", "enterprise_id", "leader_id", "deleted_at"),
        removed_index("visit"),
    )

    number: str = Field(unique=True)
    trip_no: str = ""
    on: date
    way: VisitWay = term(VisitWay, "way")
    enterprise_id: int = Field(foreign_key="enterprise.id")
    leader_id: int = Field(foreign_key="leader.id")
    companions: str = ""
    host: str = ""
    output_trend: Trend | None = term(Trend, "output_trend", nullable=True)
    output_figure: str = ""
    order_trend: Trend | None = term(Trend, "order_trend", nullable=True)
    order_figure: str = ""
    staff_trend: Trend | None = term(Trend, "staff_trend", nullable=True)
    staff_figure: str = ""
    business: str = ""
    moves: list[str] = Field(default_factory=list, sa_type=JSON)
    investment: Decimal | None = Field(default=None, sa_type=Wan)
    warnings: list[str] = Field(default_factory=list, sa_type=JSON)
    answered: str = ""
    policy: str = ""
    remark: str = ""
    recorder: str = ""


class Promise(Record, table=True):
    """What the leader promised on a visit, due and kept."""

    __tablename__ = "promise"

    visit_id: int = Field(foreign_key="visit.id", index=True)
    text: str
    due_on: date | None = None
    kept_on: date | None = None


class Attachment(Record, table=True):
    """A photo or scan that belongs to a record; the file lies under attachments/ by its content hash."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_owner", "owner_kind", "owner_id"),)

    owner_kind: str
    owner_id: int
    file_name: str
    sha256: str = Field(index=True)
    size: int
    media_type: str = ""
