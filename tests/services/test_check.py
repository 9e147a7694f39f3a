"""`check` finds what was done to a ledger behind the program's back."""

from datetime import date

import pytest
from sqlcipher3 import dbapi2

from tests.ledgers import Town
from zhenyu_desk.services import visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.search import search


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("UPDATE difficulty SET state = 'CLOSED'", "SQ-2026-0001"),
        ("UPDATE difficulty SET deadline = '2027-01-01'", "SQ-2026-0001"),
        ("UPDATE handling_event SET action = 'PROGRESS' WHERE position = 2", "SQ-2026-0001"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM leader", "pairing"),
        ("DROP TRIGGER audit_entry_no_delete; DELETE FROM audit_entry WHERE seq = 9", "10"),
    ],
)
def test_harm_is_named(town: Town, harm: str, named: str) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on, assign_unit_id=town.unit))
    assert check_ledger(town.context) == []
    intruder = dbapi2.connect(str(town.context.ledger.file), isolation_level=None)
    intruder.executescript(harm)
    intruder.close()
    assert any(named in sentence for sentence in check_ledger(town.context))


def test_searching_before_and_after_a_change_is_no_damage(town: Town) -> None:
    assert check_ledger(town.context) == []
    search(town.context, "恒岚", 5)
    town.visit(date(2026, 11, 2), town.difficulty(date(2026, 11, 2)))
    search(town.context, "增容", 5)
    visits.remove_visit(town.context, town.visit(date(2026, 11, 3)), 1)
    assert check_ledger(town.context) == []
    town.context.ledger.check_pages()
