"""Readers and writers at once: no lost write, no «locked», no reader waiting for a writer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import text

from tests.ledgers import Town
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.store.queries.visits import visit_page


def test_two_hundred_writes_from_eight_threads_are_all_there(town: Town) -> None:
    def write(n: int) -> int:
        return town.visit(date(2026, 10, 1 + n % 31))

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(write, range(200)))
    visits = town.context.read(visit_page, limit=None)
    assert {visit.id for visit in visits} == set(keys)
    assert len({visit.number for visit in visits}) == 200
    assert check_ledger(town.context) == []


def test_a_reader_sees_one_snapshot_and_does_not_wait(town: Town) -> None:
    count = text("SELECT count(*) FROM visit")
    with town.context.ledger.read() as session, town.context.write("test") as work:
        before = session.execute(count).scalar_one()
        work.session.execute(text("UPDATE leader SET field = '工业'"))
        assert session.execute(text("SELECT field FROM leader")).scalar_one() == ""
        assert session.execute(count).scalar_one() == before
