"""The first schema"""

import sqlalchemy as sa
from alembic import op

SEARCH_TABLES: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE search_enterprise USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize = \"ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''\"\"'\" )",
    "CREATE VIRTUAL TABLE search_visit USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize = \"ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''\"\"'\" )",
    "CREATE VIRTUAL TABLE search_difficulty USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize = \"ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''\"\"'\" )",
    "CREATE TABLE search_enterprise_text (id INTEGER PRIMARY KEY, body TEXT NOT NULL, names TEXT NOT NULL)",
    "CREATE TABLE search_visit_text (id INTEGER PRIMARY KEY, body TEXT NOT NULL, names TEXT NOT NULL)",
    "CREATE TABLE search_difficulty_text (id INTEGER PRIMARY KEY, body TEXT NOT NULL, names TEXT NOT NULL)",
    "CREATE TABLE search_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL, person INTEGER NOT NULL,\n        words TEXT NOT NULL, UNIQUE (person, name))",
    "CREATE VIRTUAL TABLE search_name_sound USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize = \"ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''\"\"'\" )",
    "INSERT INTO search_enterprise (search_enterprise, rank) VALUES ('hashsize', 67108864)",
    "INSERT INTO search_visit (search_visit, rank) VALUES ('hashsize', 67108864)",
    "INSERT INTO search_difficulty (search_difficulty, rank) VALUES ('hashsize', 67108864)",
)
APPEND_ONLY = "the audit log is append-only"

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a ledger from schema None to '0001'."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_owner", ["owner_kind", "owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_row_id"), ["row_id"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("on", name=op.f("uq_calendar_day_on")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_day_uid")),
    )
    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("match_name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=True),
        sa.Column("code_reason", sa.String(), nullable=False),
        sa.Column("registration_no", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("industry", sa.String(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column(
            "ownership",
            sa.Enum(
                "DOMESTIC",
                "TAIWAN",
                "HONG_KONG",
                "JAPAN",
                "KOREA",
                "EUROPE_US",
                "OTHER_FOREIGN",
                "STATE_OWNED",
                "COLLECTIVE",
                name="ownership",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "NORMAL",
                "STOPPED",
                "MOVED",
                "DEREGISTERED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("founded", sa.Date(), nullable=True),
        sa.Column("products", sa.String(), nullable=False),
        sa.Column(
            "land_tenure",
            sa.Enum("OWNED", "RENTED", name="land_tenure", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("land_mu", sa.Integer(), nullable=True),
        sa.Column("lease_end", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
        sa.UniqueConstraint("uid", name=op.f("uq_enterprise_uid")),
    )
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprise_match_name"), ["match_name"], unique=False)
        batch_op.create_index(
            "uq_enterprise_credit_code",
            ["credit_code"],
            unique=True,
            sqlite_where=sa.text("credit_code IS NOT NULL AND deleted_at IS NULL"),
            postgresql_where=sa.text("credit_code IS NOT NULL AND deleted_at IS NULL"),
        )

    op.create_table(
        "leader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("liaison", sa.String(), nullable=False),
        sa.Column("in_office_from", sa.Date(), nullable=True),
        sa.Column("in_office_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader")),
        sa.UniqueConstraint("uid", name=op.f("uq_leader_uid")),
    )
    with op.batch_alter_table("leader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leader_rank"), ["rank"], unique=False)

    op.create_table(
        "ledger_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key_name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_setting")),
        sa.UniqueConstraint("key_name", name=op.f("uq_ledger_setting_key_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_ledger_setting_uid")),
    )
    op.create_table(
        "number_series",
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column(
            "in_use",
            sa.Enum("ACTIVE", "RETIRED", name="in_use", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_unit_uid")),
    )
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column(
            "in_use",
            sa.Enum("ACTIVE", "RETIRED", name="in_use", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id_category")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_category_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("name", name=op.f("uq_category_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_category_uid")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("mobile", sa.String(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column(
            "in_use",
            sa.Enum("ACTIVE", "RETIRED", name="in_use", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_contact_enterprise_id_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("uid", name=op.f("uq_contact_uid")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_enterprise_id"), ["enterprise_id"], unique=False)

    op.create_table(
        "enterprise_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_enterprise_label_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_label")),
        sa.UniqueConstraint("uid", name=op.f("uq_enterprise_label_uid")),
    )
    with op.batch_alter_table("enterprise_label", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprise_label_enterprise_id"), ["enterprise_id"], unique=False)

    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("match_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_former_name_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_former_name_uid")),
    )
    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_name_enterprise_id"), ["enterprise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_former_name_match_name"), ["match_name"], unique=False)

    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("MAIN", "ASSISTANT", name="role", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("frequency_days", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_pairing_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["leader_id"], ["leader.id"], name=op.f("fk_pairing_leader_id_leader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("uid", name=op.f("uq_pairing_uid")),
    )
    with op.batch_alter_table("pairing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pairing_enterprise_id"), ["enterprise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairing_leader_id"), ["leader_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("trip_no", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "ON_SITE",
                "PHONE",
                "MEETING",
                "FIRM_CAME",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("companions", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column(
            "output_trend",
            sa.Enum("UP", "FLAT", "DOWN", name="output_trend", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("output_figure", sa.String(), nullable=False),
        sa.Column(
            "order_trend",
            sa.Enum("UP", "FLAT", "DOWN", name="order_trend", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("order_figure", sa.String(), nullable=False),
        sa.Column(
            "staff_trend",
            sa.Enum("UP", "FLAT", "DOWN", name="staff_trend", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("staff_figure", sa.String(), nullable=False),
        sa.Column("business", sa.String(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("investment", sa.Integer(), nullable=True),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("answered", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("recorder", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_visit_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["leader_id"], ["leader.id"], name=op.f("fk_visit_leader_id_leader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("number", name=op.f("uq_visit_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_visit_uid")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_enterprise_id_on", ["enterprise_id", "on"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index("ix_visit_on_id", ["on", "id"], unique=False)

    op.create_table(
        "yearly_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("output", sa.Integer(), nullable=True),
        sa.Column("tax", sa.Integer(), nullable=True),
        sa.Column("power", sa.Integer(), nullable=True),
        sa.Column("research", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_yearly_figure_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_figure")),
        sa.UniqueConstraint("uid", name=op.f("uq_yearly_figure_uid")),
    )
    with op.batch_alter_table("yearly_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_yearly_figure_enterprise_id"), ["enterprise_id"], unique=False)

    op.create_table(
        "deadline_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "AT_ONCE",
                "LIMITED",
                "COORDINATE",
                "REPORT_UP",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_deadline_rule_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
        sa.UniqueConstraint("uid", name=op.f("uq_deadline_rule_uid")),
    )
    op.create_table(
        "difficulty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "VISIT",
                "CALL",
                "HOTLINE",
                "MEETING",
                "LETTER",
                "OTHER",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "AT_ONCE",
                "LIMITED",
                "COORDINATE",
                "REPORT_UP",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "urgency",
            sa.Enum("NORMAL", "URGENT", name="urgency", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("quantity_unit", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "REGISTERED",
                "HANDLING",
                "RESOLVED",
                "CLOSED",
                "PARKED",
                "ENDED",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("original_deadline", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "SOLVED",
                "PARTLY",
                "EXPLAINED",
                "HANDED_UP",
                "NOT_FEASIBLE",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("result_text", sa.String(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column(
            "satisfaction",
            sa.Enum(
                "SATISFIED",
                "FAIRLY",
                "DISSATISFIED",
                name="satisfaction",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("supervised_on", sa.Date(), nullable=True),
        sa.Column("parked_condition", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "end_kind",
            sa.Enum(
                "REJECTED",
                "MERGED",
                "HANDED_UP",
                "WITHDRAWN",
                name="end_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("last_step_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_difficulty_category_id_category")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_difficulty_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_difficulty_lead_unit_id_unit")),
        sa.ForeignKeyConstraint(["leader_id"], ["leader.id"], name=op.f("fk_difficulty_leader_id_leader")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_difficulty_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_difficulty")),
        sa.UniqueConstraint("number", name=op.f("uq_difficulty_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_difficulty_uid")),
    )
    with op.batch_alter_table("difficulty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_difficulty_category_id"), ["category_id"], unique=False)
        batch_op.create_index("ix_difficulty_deadline", ["deadline"], unique=False)
        batch_op.create_index("ix_difficulty_enterprise_id_reported_on", ["enterprise_id", "reported_on"], unique=False)
        batch_op.create_index("ix_difficulty_last_step_on", ["last_step_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_difficulty_lead_unit_id"), ["lead_unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_difficulty_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index("ix_difficulty_reported_on_id", ["reported_on", "id"], unique=False)
        batch_op.create_index("ix_difficulty_state_deadline_id", ["state", "deadline", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_difficulty_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_promise_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint("uid", name=op.f("uq_promise_uid")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "handling_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("difficulty_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorder", sa.String(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "REGISTER",
                "ASSIGN",
                "RETURN",
                "PROGRESS",
                "EXTEND",
                "STOP_CLOCK",
                "RESUME_CLOCK",
                "SUPERVISE",
                "ESCALATE",
                "PARK",
                "UNPARK",
                "RESOLVE",
                "FOLLOW_UP",
                "REOPEN",
                "CLOSE",
                "END",
                "CORRECT",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "from_state",
            sa.Enum(
                "REGISTERED",
                "HANDLING",
                "RESOLVED",
                "CLOSED",
                "PARKED",
                "ENDED",
                name="from_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "REGISTERED",
                "HANDLING",
                "RESOLVED",
                "CLOSED",
                "PARKED",
                "ENDED",
                name="to_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("new_deadline", sa.Date(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "SOLVED",
                "PARTLY",
                "EXPLAINED",
                "HANDED_UP",
                "NOT_FEASIBLE",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("reached", sa.Boolean(), nullable=True),
        sa.Column(
            "satisfaction",
            sa.Enum(
                "SATISFIED",
                "FAIRLY",
                "DISSATISFIED",
                name="satisfaction",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "end_kind",
            sa.Enum(
                "REJECTED",
                "MERGED",
                "HANDED_UP",
                "WITHDRAWN",
                name="end_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["difficulty_id"], ["difficulty.id"], name=op.f("fk_handling_event_difficulty_id_difficulty")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_handling_event_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_event")),
        sa.UniqueConstraint("difficulty_id", "position", name=op.f("uq_handling_event_difficulty_id_position")),
        sa.UniqueConstraint("uid", name=op.f("uq_handling_event_uid")),
    )
    op.create_table(
        "supporting_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("difficulty_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["difficulty_id"], ["difficulty.id"], name=op.f("fk_supporting_unit_difficulty_id_difficulty")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_supporting_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporting_unit")),
        sa.UniqueConstraint("uid", name=op.f("uq_supporting_unit_uid")),
    )
    with op.batch_alter_table("supporting_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supporting_unit_difficulty_id"), ["difficulty_id"], unique=False)
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
        )
    for statement in SEARCH_TABLES:
        op.execute(statement)
