"""What two people typed into one record, in words of the screen, and who the other one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zhenyu_desk.domain.conflicts import ConflictLine
from zhenyu_desk.domain.history import HistoryKind, field_name
from zhenyu_desk.domain.inputs import Input
from zhenyu_desk.domain.phones import mask_phone
from zhenyu_desk.domain.terms import Term
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.history import history_of
from zhenyu_desk.services.phones import sees_whole_phones
from zhenyu_desk.store.queries.history import names_of

_POINTERS = {
    "enterprise_id": "enterprise",
    "leader_id": "leader",
    "unit_id": "unit",
    "assign_unit_id": "unit",
    "supporting_unit_ids": "unit",
    "category_id": "category",
}
_LIST_MARK = "、"
_PHONE = "mobile"


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A field that both changed, in words: as it was read, as it is now, as it was typed; "" for nothing."""

    field: str
    name: str
    before: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when (UTC)."""

    actor: str
    at: datetime


def in_words(context: AppContext, lines: Sequence[ConflictLine]) -> list[SaidLine]:
    """The lines as people read them; what another one wrote of a telephone is masked for whom it is elsewhere."""
    pointed = [
        (_POINTERS[line.field], key)
        for line in lines
        if line.field in _POINTERS
        for value in (line.before, line.theirs, line.mine)
        for key in _keys(value)
    ]
    names = context.read(names_of, pointed)

    def said(field: str, value: Any) -> str:
        if field in _POINTERS:
            return _LIST_MARK.join(names.get((_POINTERS[field], key), "") or f"#{key}" for key in _keys(value))
        return _said(value)

    is_whole = sees_whole_phones(context)

    def seen(field: str, value: Any) -> str:
        return said(field, value) if is_whole or field != _PHONE else mask_phone(said(field, value))

    return [
        SaidLine(
            line.field,
            field_name(line.field),
            seen(line.field, line.before),
            seen(line.field, line.theirs),
            said(line.field, line.mine),
        )
        for line in lines
    ]


def last_change(context: AppContext, kind: HistoryKind, key: int) -> LastChange | None:
    """Who changed this record last, to be named beside what he wrote."""
    newest = next(iter(history_of(context, kind, key)), None)
    return LastChange(newest.actor, newest.at) if newest is not None else None


def _keys(value: Any) -> Iterable[int]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Input):
        return " ".join(filter(None, (_said(part) for _name, part in value)))
    if isinstance(value, tuple | list | frozenset):
        return _LIST_MARK.join(_said(part) for part in value)
    return str(value)
