"""What a step was about, to be named beside 撤销: «ZF-2026-0432 恒驰汽车部件有限公司»."""

from __future__ import annotations

from zhenyu_desk.domain.changes import Undoable
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.i18n import ngettext
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.names import name_of
from zhenyu_desk.store.tables import Category, Difficulty, Enterprise, Leader, Record, Unit, Visit

_TABLES: dict[str, type[Record]] = {
    "visit": Visit,
    "difficulty": Difficulty,
    "enterprise": Enterprise,
    "leader": Leader,
    "unit": Unit,
    "category": Category,
}
_STEPS = frozenset(action.value.lower() for action in Action)


def about_step(context: AppContext, key: int | None, step: Undoable) -> str:
    """The number and firm, or the name, of the record `key` that a step was about; how many there are of several.

    "" where the step was about none that has a name.
    """
    table = Difficulty if step.verb in _STEPS else _TABLES.get(step.verb.rsplit("_", 1)[-1].removesuffix("s"))
    if table is None:
        return ""
    if key is not None:
        return context.read(name_of, table, key)
    count = len({row.id for row in step.rows if row.table == table.__tablename__})
    return ngettext("{n} record", "{n} records", count).format(n=count)
