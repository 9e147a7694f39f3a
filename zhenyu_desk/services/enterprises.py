"""Verbs on firms and their contacts."""

from __future__ import annotations

from datetime import date

from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, YearlyFigures
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.firm_timeline import first_visit_on
from zhenyu_desk.store.tables import (
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Pairing,
    Record,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.unit_of_work import UnitOfWork


def add_enterprise(context: AppContext, given: EnterpriseInput) -> ChangeSet:
    """Put a firm into the register; a code or name that another firm has is refused."""
    with context.write("add_enterprise") as work:
        _check_founded(work, None, given, context.today())
        return work.commit(write_enterprise(work, None, given).id)


def update_enterprise(context: AppContext, key: int, version: int, given: EnterpriseInput) -> ChangeSet:
    """Change a firm that was read at `version`."""
    with context.write("update_enterprise") as work:
        _check_founded(work, key, given, context.today())
        return work.commit(write_enterprise(work, work.get(Enterprise, key, version), given).id)


def remove_enterprise(context: AppContext, key: int, version: int) -> ChangeSet:
    """Move a firm to the recycle bin; one with visits, difficulties or pairings is kept."""
    with context.write("remove_enterprise") as work:
        enterprise = work.get(Enterprise, key, version)
        if any(work.exists(table, enterprise_id=key) for table in (Visit, Difficulty, Pairing)):
            raise RuleBroken(
                _("{name} has visits, difficulties or pairings and can't be removed; set its state instead.").format(
                    name=enterprise.name
                )
            )
        work.remove(enterprise)
        return work.commit(key)


def save_contact(
    context: AppContext, given: ContactInput, key: int | None = None, version: int | None = None
) -> ChangeSet:
    """Add a contact, or change the one with this key."""
    with context.write("save_contact") as work:
        contact = work.get(Contact, key, version) if key is not None else None
        return work.commit(write_contact(work, contact, given).id)


def save_year(
    context: AppContext, enterprise_id: int, given: YearlyFigures, former_year: int | None = None
) -> ChangeSet:
    """Write down what a firm reported for a year, or change the figures of `former_year`."""
    with context.write("save_yearly") as work:
        work.get(Enterprise, enterprise_id)
        present = {record.year: record for record in work.where(YearlyFigure, enterprise_id=enterprise_id)}
        if given.year != former_year and given.year in present:
            raise RuleBroken(
                _("The figures of {year} are already written down; change those.").format(year=given.year), field="year"
            )
        if given.year > context.today().year:
            raise RuleBroken(_("The year {year} lies in the future.").format(year=given.year), field="year")
        known = present.get(former_year) if former_year is not None else None
        record = known or YearlyFigure(enterprise_id=enterprise_id, year=given.year)
        for field, value in given.model_dump().items():
            setattr(record, field, value)
        work.add(record)
        return work.commit(enterprise_id)


def remove_year(context: AppContext, enterprise_id: int, year: int) -> ChangeSet:
    """Take the figures of a year away; one that is gone already is no error."""
    with context.write("remove_yearly") as work:
        _drop(work, [*work.where(YearlyFigure, enterprise_id=enterprise_id, year=year)])
        return work.commit(enterprise_id)


def write_enterprise(work: UnitOfWork, enterprise: Enterprise | None, given: EnterpriseInput) -> Enterprise:
    """Add a firm, or bring an existing one to what is given, within a larger unit of work."""
    code = check_code(given)
    check_unique(work, enterprise.id if enterprise else None, given.name, code)
    if enterprise is None:
        enterprise = Enterprise(name=given.name, match_name=normalise_name(given.name), state=given.state)
    former = enterprise.name if enterprise.id and enterprise.name != given.name else None
    values = given.model_dump(exclude={"former_names", "labels", "yearly", "credit_code"})
    for field, value in values.items():
        setattr(enterprise, field, value)
    enterprise.credit_code = code
    enterprise.match_name = normalise_name(given.name)
    work.add(enterprise)
    names = [name for name in (*given.former_names, former) if name and name != given.name]
    _write_former_names(work, enterprise.key, list(dict.fromkeys(names)))
    _write_labels(work, enterprise.key, given)
    _write_yearly(work, enterprise.key, given)
    return enterprise


def write_contact(work: UnitOfWork, contact: Contact | None, given: ContactInput) -> Contact:
    """Add or change a contact; a new primary contact takes the flag from the former one."""
    if given.is_primary:
        for other in work.where(Contact, enterprise_id=given.enterprise_id, is_primary=True):
            if contact is None or other.id != contact.id:
                other.is_primary = False
    if contact is None:
        return work.add(Contact(**given.model_dump()))
    for field, value in given.model_dump().items():
        setattr(contact, field, value)
    return contact


def _check_founded(work: UnitOfWork, key: int | None, given: EnterpriseInput, today: date) -> None:
    """A firm is founded before today and before its first visit; only a changed day is looked at."""
    founded = given.founded
    known = work.get(Enterprise, key).founded if key is not None else None
    if founded is None or founded == known:
        return
    if founded > today:
        raise RuleBroken(
            _("The founding date {day} lies in the future.").format(day=format_date(founded)), field="founded"
        )
    first = first_visit_on(work.session, key) if key is not None else None
    if first is not None and first < founded:
        raise RuleBroken(
            _("The firm was first visited on {first}, so it can't have been founded on {day}.").format(
                first=format_date(first), day=format_date(founded)
            ),
            field="founded",
        )


def check_code(given: EnterpriseInput) -> str | None:
    """The code in its canonical form, or None; a wrong one is refused unless a reason to keep it is given."""
    if not given.credit_code or not given.credit_code.strip():
        return None
    verdict = credit_code.examine(given.credit_code)
    if verdict.errors and not (verdict.only_check_digit and given.code_reason):
        raise RuleBroken(
            _("Credit code of {name}: {problem}").format(name=given.name, problem=verdict.errors[0]),
            field="credit_code",
        )
    return verdict.code


def check_unique(work: UnitOfWork, own: int | None, name: str, code: str | None) -> None:
    """Refuse a name or code that a firm other than `own` has."""
    for other in work.where(Enterprise, match_name=normalise_name(name)):
        if other.id != own and (not code or not other.credit_code or other.credit_code == code):
            raise RuleBroken(_("There is already a firm named {name}.").format(name=other.name), field="name")
    if code:
        for other in work.where(Enterprise, credit_code=code):
            if other.id != own:
                raise RuleBroken(
                    _("The credit code {code} already belongs to {name}.").format(code=code, name=other.name),
                    field="credit_code",
                )


def _write_former_names(work: UnitOfWork, enterprise_id: int, names: list[str]) -> None:
    present = {record.name: record for record in work.where(FormerName, enterprise_id=enterprise_id)}
    _drop(work, [record for name, record in present.items() if name not in names])
    work.add_all(
        [
            FormerName(enterprise_id=enterprise_id, name=name, match_name=normalise_name(name))
            for name in names
            if name not in present
        ]
    )


def _write_labels(work: UnitOfWork, enterprise_id: int, given: EnterpriseInput) -> None:
    present = {
        (record.name, record.year): record for record in work.where(EnterpriseLabel, enterprise_id=enterprise_id)
    }
    wanted = {(label.name, label.year) for label in given.labels}
    _drop(work, [record for key, record in present.items() if key not in wanted])
    work.add_all(
        [
            EnterpriseLabel(enterprise_id=enterprise_id, name=label.name, year=label.year)
            for label in given.labels
            if (label.name, label.year) not in present
        ]
    )


def _write_yearly(work: UnitOfWork, enterprise_id: int, given: EnterpriseInput) -> None:
    present = {record.year: record for record in work.where(YearlyFigure, enterprise_id=enterprise_id)}
    for figures in given.yearly:
        record = present.pop(figures.year, None) or YearlyFigure(enterprise_id=enterprise_id, year=figures.year)
        for field, value in figures.model_dump().items():
            setattr(record, field, value)
        work.add_all([record])
    _drop(work, list(present.values()))


def _drop(work: UnitOfWork, records: list[Record]) -> None:
    for record in records:
        work.remove(record)


def retire_contact(context: AppContext, key: int, version: int) -> ChangeSet:
    """Mark a contact 停用; nobody is ever deleted."""
    with context.write("retire_contact") as work:
        work.get(Contact, key, version).in_use = InUse.RETIRED
        return work.commit(key)
