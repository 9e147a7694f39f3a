"""Put an invented plan into a ledger by the verbs that people use: what `fill` must agree with."""

from __future__ import annotations

from collections.abc import Iterator

from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.demo import Sizes
from zhenyu_desk.services.demo.fill import setting_of, write_units
from zhenyu_desk.services.demo.plan import Plan, make_plan
from zhenyu_desk.services.difficulties import write_difficulty
from zhenyu_desk.services.enterprises import write_contact, write_enterprise
from zhenyu_desk.services.leaders import write_leader, write_pairing
from zhenyu_desk.services.visits import write_visit
from zhenyu_desk.store import bulk
from zhenyu_desk.store.tables import Category, Record, Unit, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork


def fill_by_verbs(context: AppContext, sizes: Sizes, seed: int) -> None:
    """Fill an empty ledger."""
    with context.write("demo") as work:
        setting = setting_of(work, context.today(), sizes, bulk.next_keys(work.session))
        plan = make_plan(setting, sizes, seed)
        write_units(work, plan)
        # A session forgets records that nobody holds and would read firms and leaders anew for every visit.
        held = [*work.where(Unit), *work.where(Category), *_leaders(work, plan), *_firms(work, plan)]
        _write_days(work, plan)
        work.commit()
        held.clear()


def _leaders(work: UnitOfWork, plan: Plan) -> Iterator[Record]:
    for leader in plan.leaders:
        yield write_leader(work, None, leader.given)


def _firms(work: UnitOfWork, plan: Plan) -> Iterator[Record]:
    for firm in plan.firms:
        yield write_enterprise(work, None, firm.given)
        for contact in firm.contacts:
            write_contact(work, None, contact)
        for pairing in firm.pairings:
            write_pairing(work, None, pairing)


def _write_days(work: UnitOfWork, plan: Plan) -> None:
    calendar, today = plan.setting.calendar, plan.setting.today
    for day in plan.days():
        visits: dict[int | None, Visit] = {}
        for planned in day.visits:
            visit = write_visit(work, None, planned.given, today, planned.number)
            visits[visit.key] = visit
        for told in day.difficulties:
            heard_on = visits.get(told.visit_key)
            write_difficulty(work, told.given, heard_on, calendar, today, told.number, told.steps)
