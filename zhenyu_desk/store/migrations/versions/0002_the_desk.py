"""Drafts, saved filters and reminders already given; indexes in which a page of a long list is found at once"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FORMER = {
    "difficulty": (
        "state_deadline_id",
        "reported_on_id",
        "enterprise_id_reported_on",
        "deadline",
        "category_id",
        "lead_unit_id",
        "leader_id",
    ),
    "visit": ("enterprise_id_on", "leader_id", "on_id"),
}
_NARROW = ("category_id", "lead_unit_id", "leader_id")
_PRESENT: dict[str, dict[str, tuple[str, ...]]] = {
    "difficulty": {
        "state": ("state", "deadline", "id", "reported_on", "stopped_on", *_NARROW, "deleted_at"),
        "deadline": ("deadline", "id", "reported_on", *_NARROW, "state", "resolved_on", "stopped_on", "deleted_at"),
        "reported_on": ("reported_on", "id", *_NARROW, "end_kind", "deleted_at"),
        "resolved_on": ("resolved_on", "deadline", "deleted_at"),
        "enterprise_id": ("enterprise_id", "state", "reported_on", "deleted_at"),
        "category_id": ("category_id", "deleted_at"),
        "lead_unit_id": ("lead_unit_id", "category_id", "deleted_at"),
        "leader_id": ("leader_id", "deleted_at"),
    },
    "visit": {
        "enterprise_id": ("enterprise_id", "on", "id", "deleted_at"),
        "leader_id": ("leader_id", "on", "id", "deleted_at"),
        "on": ("on", "id", "enterprise_id", "leader_id", "deleted_at"),
    },
}
_PARTIAL = (
    ("difficulty", "deleted_at", ("deleted_at",), "deleted_at IS NOT NULL"),
    ("visit", "deleted_at", ("deleted_at",), "deleted_at IS NOT NULL"),
    ("handling_event", "rated", ("on", "difficulty_id", "reached", "satisfaction"), "action = 'FOLLOW_UP'"),
    ("handling_event", "corrected", ("on", "difficulty_id"), "action = 'CORRECT'"),
)


def upgrade() -> None:
    """Bring a ledger from schema 1 to 2."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("uid", name=op.f("uq_draft_uid")),
    )
    op.create_index(op.f("ix_draft_kind"), "draft", ["kind"])
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_filter_uid")),
    )
    op.create_table(
        "reminder",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_reminder")),
    )
    _change_indexes()


def _change_indexes() -> None:
    for table, names in _FORMER.items():
        for name in names:
            op.drop_index(op.f(f"ix_{table}_{name}"), table)
    for table, indexes in _PRESENT.items():
        for name, columns in indexes.items():
            op.create_index(op.f(f"ix_{table}_{name}"), table, columns)
    for table, name, columns, condition in _PARTIAL:
        where = sa.text(condition)
        op.create_index(op.f(f"ix_{table}_{name}"), table, columns, sqlite_where=where, postgresql_where=where)
