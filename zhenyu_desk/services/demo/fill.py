"""Fill an empty ledger with an invented town."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zlib import crc32

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.terms import InUse, Level
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.demo.plan import Plan, make_plan
from zhenyu_desk.services.demo.setting import Setting
from zhenyu_desk.services.demo.sizes import SIZES, Scale, Sizes
from zhenyu_desk.services.demo.writing import Progress, write_plan
from zhenyu_desk.services.office import write_unit
from zhenyu_desk.store import bulk
from zhenyu_desk.store.queries.office import categories, load_calendar, load_settings, working_days_for
from zhenyu_desk.store.tables import Category, Difficulty, Enterprise, Leader, Pairing, Record, Unit, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork

_AGGREGATES: dict[type[Record], Aggregate] = {
    Leader: Aggregate.LEADER,
    Enterprise: Aggregate.ENTERPRISE,
    Pairing: Aggregate.PAIRING,
    Visit: Aggregate.VISIT,
    Difficulty: Aggregate.DIFFICULTY,
}


def fill(
    context: AppContext,
    scale: Scale | str | Sizes = Scale.TOWN,
    seed: int = 1,
    progress: Progress | None = None,
) -> ChangeSet:
    """Invent units, leaders, firms, visits and difficulties up to today; same seed and day, same town.

    All or nothing. RuleBroken when the ledger has firms, visits or difficulties, or there is no such
    scale. `progress` hears of visits done and of how many there are.
    """
    sizes, today = sizes_of(scale), context.today()
    with context.write("demo") as work:
        if any(work.exists(table) for table in (Enterprise, Visit, Difficulty)):
            raise RuleBroken(
                _(
                    "This ledger already has firms, visits or difficulties; invented ones go into an empty "
                    "ledger only: make a new one with «init»."
                )
            )
        keys = bulk.next_keys(work.session)
        plan = make_plan(setting_of(work, today, sizes, keys), sizes, seed)
        uids = bulk.Uids(crc32(f"{seed}:{today}".encode()))
        write_units(work, plan)
        work.session.flush()
        uids.stamp(work.session, keys)
        with bulk.roomy(work.session):
            write_plan(work, bulk.BulkWriter(work, uids, keys), plan, progress)
            written = bulk.next_keys(work.session)
            bulk.note(work, "demo", {str(table.__tablename__): written[table] - keys[table] for table in keys})
            changes = work.commit()
    touched = {kind: frozenset(range(keys[table], written[table])) for table, kind in _AGGREGATES.items()}
    return ChangeSet({**changes.touched, **touched})


def sizes_of(scale: Scale | str | Sizes) -> Sizes:
    """The sizes meant by a scale or its name."""
    if isinstance(scale, Sizes):
        return scale
    try:
        return SIZES[Scale(scale)]
    except ValueError:
        raise RuleBroken(
            _("There is no scale «{scale}»; choose one of {known}.").format(scale=scale, known=", ".join(Scale)),
            field="scale",
        ) from None


def setting_of(work: UnitOfWork, today: date, sizes: Sizes, keys: Mapping[type[Record], int]) -> Setting:
    """What the plan must know of this ledger; `keys` are the next ones it gives."""
    session = work.session
    known = {row.name: row.id for row in categories(session) if row.in_use is InUse.ACTIVE}
    return Setting(
        town=load_settings(session).town,
        today=today,
        months=sizes.months,
        calendar=load_calendar(session),
        categories=known,
        working_days={(key, level): working_days_for(session, key, level) for key in known.values() for level in Level},
        unit_keys={unit.name: unit.key for unit in work.where(Unit)},
        next_key={str(table.__tablename__): key for table, key in keys.items()},
        last_number=bulk.last_numbers(session),
    )


def write_units(work: UnitOfWork, plan: Plan) -> None:
    """Add the units and propose each for its categories, where none is proposed yet."""
    for unit in plan.units:
        if unit.is_new:
            write_unit(work, None, unit.given)
        for name in unit.categories:
            key = plan.setting.categories.get(name)
            category = None if key is None else work.get(Category, key)
            if category is not None and category.unit_id is None:
                category.unit_id = unit.key
