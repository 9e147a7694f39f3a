"""Trust: officials with roles, personal values of the audit log apart from it, the anchor of issued reports"""

import hashlib
import hmac
import json
import os
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


PERSONAL = {
    "contact": ("name", "post", "mobile"),
    "visit": ("host",),
    "difficulty": ("contact",),
    "unit": ("contact", "phone"),
}
TRIGGER = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
)
PORTION = 10_000


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
    """Bring a ledger from schema 3 to 4."""
    op.create_table(
        "official",
        *_record(),
        sa.Column("name", sa.String(), nullable=False),
        _term("role", "READING", "ENTRY", "HANDLING", "MANAGING"),
        _term("in_use", "ACTIVE", "RETIRED"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
        sa.UniqueConstraint("uid", name=op.f("uq_official_uid")),
        sa.UniqueConstraint("name", name=op.f("uq_official_name")),
    )
    op.create_table(
        "audit_value",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_audit_value")),
    )
    op.add_column("issued_report", sa.Column("anchor", sa.String(), nullable=False, server_default=""))
    op.drop_index("ix_audit_entry_row_id", "audit_entry")
    op.create_index("ix_audit_entry_record", "audit_entry", ["table_name", "row_id"])
    op.execute(TRIGGER.format(table="audit_value"))
    _hide_personal_values(op.get_bind())


def _hide_personal_values(connection: sa.Connection) -> None:
    """Take the personal values out of the log, chain it anew from the first entry that held one, and say so in it.

    That the chain was whole was seen before; an upgrade must not mend a broken one.
    """
    tables = ", ".join(f"'{table}'" for table in PERSONAL)
    first = connection.exec_driver_sql(f"SELECT min(seq) FROM audit_entry WHERE table_name IN ({tables})").scalar()
    if first is None:
        return
    last, old_head = connection.exec_driver_sql("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1").one()
    former = connection.exec_driver_sql(f"SELECT hash FROM audit_entry WHERE seq = {first - 1}").scalar() or "0" * 64
    connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
    for start in range(first, last + 1, PORTION):
        former = _rewrite(connection, start, former)
    connection.exec_driver_sql(TRIGGER.format(table="audit_entry"))
    _note(connection, {"head": [old_head, former]}, former)


def _rewrite(connection: sa.Connection, start: int, former: str) -> str:
    """A portion of the log from this entry on; returns its last hash."""
    rows = connection.exec_driver_sql(
        "SELECT seq, at, actor, verb, table_name, row_id, change, reason FROM audit_entry "
        f"WHERE seq >= {start} AND seq < {start + PORTION} ORDER BY seq"
    ).all()
    chained: list[tuple[str, str, str, int]] = []
    values: list[tuple[str, str, str]] = []
    for seq, at, actor, verb, table, row_id, change, reason in rows:
        shown = _hidden(table, change, values)
        written = datetime.fromisoformat(at).replace(tzinfo=UTC)
        made = _hash([_instant(written), actor, verb, table, row_id, shown, reason, former])
        chained.append((shown, former, made, seq))
        former = made
    connection.exec_driver_sql("UPDATE audit_entry SET change = ?, previous_hash = ?, hash = ? WHERE seq = ?", chained)
    if values:
        connection.exec_driver_sql("INSERT INTO audit_value VALUES (?, ?, ?)", values)
    return former


def _note(connection: sa.Connection, detail: dict[str, Any], former: str) -> None:
    """An entry about the log itself, with its head before and after."""
    now, change = datetime.now(UTC), _canonical(detail)
    connection.exec_driver_sql(
        "INSERT INTO audit_entry (at, actor, verb, table_name, row_id, change, reason, previous_hash, hash) "
        "VALUES (?, '', 'upgrade', 'ledger', 0, ?, '', ?, ?)",
        (
            now.replace(tzinfo=None).isoformat(" ", timespec="microseconds"),
            change,
            former,
            _hash([_instant(now), "", "upgrade", "ledger", 0, change, "", former]),
        ),
    )


def _hidden(table: str, change: str, kept: list[tuple[str, str, str]]) -> str:
    personal = PERSONAL.get(table, ())
    values = json.loads(change)
    for column in personal:
        for place, value in enumerate(values.get(column, ())):
            if isinstance(value, str) and value:
                key = os.urandom(16)
                mark = hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
                kept.append((mark, key.hex(), value))
                values[column][place] = {"hmac": mark}
    return _canonical(values) if personal else change


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _hash(content: list[Any]) -> str:
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
