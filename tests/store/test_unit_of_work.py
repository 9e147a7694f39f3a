"""One use case, one transaction: audit, optimistic lock, rollback, numbers, change sets."""

import json
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlcipher3 import dbapi2
from sqlmodel import col

from tests.ledgers import CODE, Town
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.audit import first_break
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.store.tables import AuditEntry


def entries(context: AppContext, table: str) -> list[AuditEntry]:
    """The audit entries of a table, in order."""
    with context.ledger.read() as session:
        statement = select(AuditEntry).where(col(AuditEntry.table_name) == table).order_by(col(AuditEntry.seq))
        return list(session.scalars(statement))


def test_a_change_is_audited_with_before_and_after(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    given = EnterpriseInput(name=firm.name, credit_code=CODE, employees=236)
    enterprises.update_enterprise(town.context, firm.id, firm.version, given)
    added, changed = entries(town.context, "enterprise")
    assert (added.verb, changed.verb, changed.actor) == ("add_enterprise", "update_enterprise", "李静")
    assert json.loads(changed.change) == {"employees": [None, 236]}


def test_a_refused_use_case_leaves_no_trace(town: Town) -> None:
    before = len(entries(town.context, "visit")), len(entries(town.context, "difficulty"))
    bad = town.difficulty(date(2026, 10, 8), category_id=9999)
    with pytest.raises(RuleBroken):
        town.visit(date(2026, 10, 8), town.difficulty(date(2026, 10, 8)), bad)
    assert (len(entries(town.context, "visit")), len(entries(town.context, "difficulty"))) == before
    town.visit(date(2026, 10, 8), town.difficulty(date(2026, 10, 8)))
    with town.context.ledger.read() as session:
        assert session.execute(text("SELECT number FROM visit")).scalars().all() == ["ZF-2026-0001"]
        assert session.execute(text("SELECT number FROM difficulty")).scalars().all() == ["SQ-2026-0001"]


def test_a_change_on_an_old_reading_is_refused(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    given = EnterpriseInput(name=firm.name, credit_code=CODE, employees=1)
    enterprises.update_enterprise(town.context, firm.id, firm.version, given)
    with pytest.raises(RuleBroken):
        enterprises.update_enterprise(town.context, firm.id, firm.version, given.model_copy(update={"employees": 2}))
    assert town.context.read(enterprise_detail, town.firm).employees == 1


def test_the_change_set_names_what_was_touched(town: Town) -> None:
    on = date(2026, 10, 8)
    from zhenyu_desk.domain.inputs import VisitInput
    from zhenyu_desk.services.visits import register_visit

    given = VisitInput(on=on, enterprise_id=town.firm, leader_id=town.leader)
    change = register_visit(town.context, given, [town.difficulty(on), town.difficulty(on)])
    assert change.touched[Aggregate.VISIT] == {change.id}
    assert len(change.touched[Aggregate.DIFFICULTY]) == 2
    assert Aggregate.ENTERPRISE not in change


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE audit_entry SET actor = '他人' WHERE seq = 5",
        "DELETE FROM audit_entry WHERE seq = 5",
        "UPDATE audit_entry SET change = replace(change, '工', '土') WHERE seq = (SELECT max(seq) FROM audit_entry)",
    ],
)
def test_a_tampered_audit_log_is_noticed(town: Town, tamper: str) -> None:
    with town.context.ledger.read() as session:
        assert first_break(session.connection()) is None
    with dbapi2.connect(str(town.context.ledger.file)) as intruder:
        with pytest.raises(dbapi2.IntegrityError):
            intruder.execute(tamper)
        intruder.execute("DROP TRIGGER audit_entry_no_update")
        intruder.execute("DROP TRIGGER audit_entry_no_delete")
        intruder.execute("UPDATE audit_entry SET change = change || ' ' WHERE seq = 3" if "工" in tamper else tamper)
    intruder.close()
    with town.context.ledger.read() as session:
        assert first_break(session.connection()) is not None
