"""Verbs on saved filters: keep what a list is narrowed to under a name, rename it, drop it."""

from __future__ import annotations

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.saved_filters import FilterInput, SavedFilterRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries import saved_filters as queries
from zhenyu_desk.store.tables import SavedFilter


def saved_filters(context: AppContext, page: str) -> list[SavedFilterRow]:
    """The filters of a page, the oldest first."""
    return context.read(queries.saved_filters, page)


def save_filter(
    context: AppContext, page: str, given: FilterInput, key: int | None = None, version: int | None = None
) -> ChangeSet:
    """Keep a filter, or change the one with this key; a page has no two of the same name."""
    with context.write("save_filter") as work:
        for other in work.where(SavedFilter, page=page, name=given.name):
            if other.id != key:
                raise RuleBroken(
                    _("There is already a filter named {name}; choose another name.").format(name=given.name),
                    field="name",
                )
        if key is None:
            key = work.add(SavedFilter(page=page, name=given.name, content=given.content)).key
        else:
            record = work.get(SavedFilter, key, version)
            record.name, record.content = given.name, given.content
        return work.commit(key)


def remove_filter(context: AppContext, key: int, version: int) -> ChangeSet:
    """Drop a filter."""
    with context.write("remove_filter") as work:
        work.remove(work.get(SavedFilter, key, version))
        return work.commit(key)
