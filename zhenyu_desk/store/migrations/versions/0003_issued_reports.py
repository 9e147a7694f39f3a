"""The monthly report: texts per month, issued reports, typical cases"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _record() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
    ]


def _term(name: str, *values: str) -> sa.Column[Any]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    """Bring a ledger from schema 2 to 3."""
    op.create_table(
        "report_text",
        *_record(),
        sa.Column("month", sa.String(), nullable=False),
        _term("part", "ISSUE_NUMBER", "OVERVIEW", "MOVES", "CASES", "PROBLEMS", "NEXT_STEPS"),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_text_uid")),
        sa.UniqueConstraint("month", "part", name=op.f("uq_report_text_month_part")),
    )
    op.create_table(
        "issued_report",
        *_record(),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        _term("template", "PLAIN", "BULLETIN", "RED"),
        sa.Column("issue_number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_report")),
        sa.UniqueConstraint("uid", name=op.f("uq_issued_report_uid")),
    )
    op.create_index(op.f("ix_issued_report_month"), "issued_report", ["month"])
    op.add_column("difficulty", sa.Column("is_typical", sa.Boolean(), nullable=False, server_default="0"))
