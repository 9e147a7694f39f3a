"""Reads of the register: firms, contacts, leaders, pairings, units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.completeness import IMPORTANT_FACTS, missing_facts
from zhenyu_desk.domain.rows import (
    ContactRow,
    EnterpriseDetail,
    EnterpriseRow,
    LabelRow,
    LeaderRow,
    PairingRow,
    UnitRow,
    YearlyRow,
)
from zhenyu_desk.domain.terms import EnterpriseState, InUse, PairingRole, State
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.tables import (
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Leader,
    Pairing,
    Unit,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.tables.base import key_column

OwnedT = TypeVar("OwnedT", FormerName, EnterpriseLabel, YearlyFigure)
OPEN_STATES = (State.REGISTERED, State.HANDLING)


def leaders(session: Session) -> list[LeaderRow]:
    """All leaders in rank order."""
    statement = select(Leader).where(col(Leader.deleted_at).is_(None)).order_by(col(Leader.rank), col(Leader.id))
    return [
        LeaderRow(
            id=leader.key,
            version=leader.version,
            name=leader.name,
            post=leader.post,
            rank=leader.rank,
            field=leader.field,
            liaison=leader.liaison,
            in_office_from=leader.in_office_from,
            in_office_to=leader.in_office_to,
        )
        for leader in session.scalars(statement)
    ]


def units(session: Session) -> list[UnitRow]:
    """All units by name order of entry."""
    statement = select(Unit).where(col(Unit.deleted_at).is_(None)).order_by(col(Unit.id))
    return [
        UnitRow(unit.key, unit.version, unit.name, unit.contact, unit.phone, unit.in_use)
        for unit in session.scalars(statement)
    ]


def pairing_in_force(day: date) -> Any:
    """The condition that a pairing holds on a day, its end day included."""
    return and_(
        col(Pairing.deleted_at).is_(None),
        col(Pairing.start) <= day,
        or_(col(Pairing.end).is_(None), col(Pairing.end) >= day),
    )


def pairings(
    session: Session,
    *,
    enterprise_id: int | None = None,
    leader_id: int | None = None,
    on: date | None = None,
) -> list[PairingRow]:
    """Pairings by leader's rank, firm and start; of one firm or leader, or in force on one day, where asked for."""
    columns: Any = (
        key_column(Pairing),
        col(Pairing.version),
        col(Pairing.enterprise_id),
        col(Enterprise.name),
        col(Pairing.leader_id),
        col(Leader.name),
        col(Leader.post),
        col(Pairing.role),
        col(Pairing.start),
        col(Pairing.end),
        col(Pairing.frequency_days),
        col(Pairing.reason),
    )
    statement = (
        select(*columns)
        .join(Enterprise, col(Enterprise.id) == col(Pairing.enterprise_id))
        .join(Leader, col(Leader.id) == col(Pairing.leader_id))
        .where(col(Pairing.deleted_at).is_(None), col(Enterprise.deleted_at).is_(None))
        .order_by(col(Leader.rank), col(Leader.id), col(Pairing.enterprise_id), col(Pairing.start))
    )
    if enterprise_id is not None:
        statement = statement.where(col(Pairing.enterprise_id) == enterprise_id)
    if leader_id is not None:
        statement = statement.where(col(Pairing.leader_id) == leader_id)
    if on is not None:
        statement = statement.where(pairing_in_force(on))
    return [PairingRow(*values) for values in session.execute(statement)]


def contacts(session: Session, enterprise_id: int | None = None) -> list[ContactRow]:
    """Contacts by firm, the primary one first, retired ones last."""
    statement = (
        select(Contact, col(Enterprise.name))
        .join(Enterprise, col(Enterprise.id) == col(Contact.enterprise_id))
        .where(col(Contact.deleted_at).is_(None), col(Enterprise.deleted_at).is_(None))
        .order_by(col(Contact.enterprise_id), col(Contact.in_use), col(Contact.is_primary).desc(), col(Contact.id))
    )
    if enterprise_id is not None:
        statement = statement.where(col(Contact.enterprise_id) == enterprise_id)
    return [
        ContactRow(
            id=contact.key,
            version=contact.version,
            enterprise_id=contact.enterprise_id,
            enterprise_name=name,
            name=contact.name,
            post=contact.post,
            mobile=contact.mobile,
            is_primary=contact.is_primary,
            in_use=contact.in_use,
        )
        for contact, name in session.execute(statement)
    ]


def mobile_of(session: Session, contact_id: int) -> str:
    """The number of a contact; RuleBroken when it is gone."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.deleted_at is not None:
        raise RuleBroken(_("This contact is no longer in the register; refresh the page."))
    return contact.mobile


def enterprise_detail(session: Session, enterprise_id: int) -> EnterpriseDetail:
    """One firm with names, labels, figures, contacts and pairings; RuleBroken when it is gone."""
    firm = session.get(Enterprise, enterprise_id)
    if firm is None or firm.deleted_at is not None:
        raise RuleBroken(_("This firm is no longer in the register; refresh the page."))
    return EnterpriseDetail(
        id=firm.key,
        version=firm.version,
        name=firm.name,
        short_name=firm.short_name,
        former_names=tuple(record.name for record in _owned(session, FormerName, enterprise_id)),
        credit_code=firm.credit_code or "",
        code_reason=firm.code_reason,
        registration_no=firm.registration_no,
        area=firm.area,
        address=firm.address,
        industry=firm.industry,
        chain=firm.chain,
        labels=tuple(LabelRow(record.name, record.year) for record in _owned(session, EnterpriseLabel, enterprise_id)),
        ownership=firm.ownership,
        state=firm.state,
        employees=firm.employees,
        founded=firm.founded,
        products=firm.products,
        land_tenure=firm.land_tenure,
        land_mu=firm.land_mu,
        lease_end=firm.lease_end,
        remark=firm.remark,
        yearly=tuple(_yearly(record) for record in _owned(session, YearlyFigure, enterprise_id)),
        contacts=tuple(contacts(session, enterprise_id)),
        pairings=tuple(pairings(session, enterprise_id=enterprise_id)),
    )


def enterprise_page(
    session: Session, today: date, *, ids: Sequence[int] | None = None, after: int = 0, limit: int = 200
) -> list[EnterpriseRow]:
    """Up to `limit` firms by key after `after` (keyset paging), or exactly the firms `ids` in that order."""
    statement = _enterprise_lines(today)
    if ids is None:
        statement = statement.where(col(Enterprise.id) > after).order_by(col(Enterprise.id)).limit(limit)
    else:
        statement = statement.where(col(Enterprise.id).in_(list(ids)))
    rows = [_enterprise_row(values) for values in session.execute(statement)]
    if ids is not None:
        order = {key: position for position, key in enumerate(ids)}
        rows.sort(key=lambda row: order[row.id])
    return rows


def firms_without_leader(session: Session, today: date, limit: int = 500) -> list[EnterpriseRow]:
    """Working firms that have no 主挂钩 today, by key."""
    main_today = (
        select(col(Pairing.id))
        .where(
            col(Pairing.enterprise_id) == col(Enterprise.id),
            col(Pairing.role) == PairingRole.MAIN,
            pairing_in_force(today),
        )
        .exists()
    )
    statement = (
        _enterprise_lines(today)
        .where(~main_today, col(Enterprise.state) == EnterpriseState.NORMAL)
        .order_by(col(Enterprise.id))
        .limit(limit)
    )
    return [_enterprise_row(values) for values in session.execute(statement)]


def count_enterprises(session: Session) -> int:
    """How many firms the register holds."""
    statement = select(func.count()).select_from(Enterprise).where(col(Enterprise.deleted_at).is_(None))
    return int(session.scalar(statement) or 0)


def _enterprise_lines(today: date) -> Select[*tuple[Any, ...]]:
    last_visit = (
        select(func.max(col(Visit.on)))
        .where(col(Visit.enterprise_id) == col(Enterprise.id), col(Visit.deleted_at).is_(None))
        .scalar_subquery()
    )
    open_count = (
        select(func.count())
        .select_from(Difficulty)
        .where(
            col(Difficulty.enterprise_id) == col(Enterprise.id),
            col(Difficulty.state).in_(OPEN_STATES),
            col(Difficulty.deleted_at).is_(None),
        )
        .scalar_subquery()
    )
    leader_name = (
        select(col(Leader.name))
        .join(Pairing, col(Pairing.leader_id) == col(Leader.id))
        .where(
            col(Pairing.enterprise_id) == col(Enterprise.id),
            col(Pairing.role) == PairingRole.MAIN,
            pairing_in_force(today),
        )
        .limit(1)
        .scalar_subquery()
    )
    contact = (
        select(col(Contact.name))
        .where(
            col(Contact.enterprise_id) == col(Enterprise.id),
            col(Contact.in_use) == InUse.ACTIVE,
            col(Contact.deleted_at).is_(None),
        )
        .limit(1)
        .scalar_subquery()
    )
    facts = [getattr(Enterprise, name) for name in _FACTS]
    columns: Any = (*_FIRM_COLUMNS, leader_name, last_visit, open_count, contact, *facts)
    return select(*columns).where(col(Enterprise.deleted_at).is_(None))


_FACTS = tuple(name for name in IMPORTANT_FACTS if name not in ("contact", "leader"))
_FIRM_COLUMNS = (
    key_column(Enterprise),
    col(Enterprise.name),
    col(Enterprise.short_name),
    func.coalesce(col(Enterprise.credit_code), ""),
    col(Enterprise.area),
    col(Enterprise.chain),
    col(Enterprise.state),
)


def _enterprise_row(values: Any) -> EnterpriseRow:
    *firm, leader_name, last_visit_on, open_difficulties, contact = values[: len(_FIRM_COLUMNS) + 4]
    facts = dict(zip(_FACTS, values[len(_FIRM_COLUMNS) + 4 :], strict=True))
    missing = missing_facts({**facts, "contact": contact, "leader": leader_name})
    fields: tuple[Any, ...] = (*firm, leader_name or "", last_visit_on, open_difficulties, missing)
    return EnterpriseRow(*fields)


def _owned(session: Session, table: type[OwnedT], owner: int) -> list[OwnedT]:
    statement = (
        select(table).where(col(table.enterprise_id) == owner, col(table.deleted_at).is_(None)).order_by(col(table.id))
    )
    return list(session.scalars(statement))


def _yearly(record: YearlyFigure) -> YearlyRow:
    return YearlyRow(record.year, record.output, record.tax, record.power, record.research, record.source)
