"""Imports 企业, 联系人 and 年度指标."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial

from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, YearlyFigures, validate
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.near_names import NearNames
from zhenyu_desk.domain.phones import is_masked
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.records import ImportFile, SheetRecord, SheetTable
from zhenyu_desk.i18n import _
from zhenyu_desk.services.enterprises import write_contact, write_enterprise
from zhenyu_desk.services.importing.remarks import with_extras
from zhenyu_desk.services.importing.run import Result, Run, Values, changes_of, differing
from zhenyu_desk.services.importing.summary import Outcome
from zhenyu_desk.services.sheet_records import contact_values, firm_values, yearly_values
from zhenyu_desk.store.tables import Contact, Enterprise, EnterpriseLabel, FormerName, YearlyFigure

_LABEL = re.compile(r"(.+)[(（](\d{4})[)）]")
_OLD_NUMBER = re.compile(r"\d{15}")


def import_firms(run: Run, file: ImportFile) -> None:
    """Take the register; firms first."""
    firms = _Firms(run)
    for table in file.table(sheets.ENTERPRISES):
        run.each(table, partial(firms.take, table))
    for table in file.table(sheets.CONTACTS):
        contacts = _Contacts(run, table)
        run.each(table, contacts.take)
    for table in file.table(sheets.YEARLY):
        run.each(table, partial(_yearly, run))


class _Firms:
    """Takes 企业 row by row; remembers which row spoke of which firm."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.near = NearNames(firm.name for same in run.firms.by_name.values() for firm in same)
        self.seen: dict[int, int] = {}

    def take(self, table: SheetTable, record: SheetRecord) -> Result:
        """Add or update the firm of one row."""
        given = self._given(table, record)
        firm = self._match(given)
        current = current_firm(self.run, firm) if firm else {}
        given["remark"] = with_extras(given.get("remark") or current.get("remark", ""), record.extras)
        changed = differing(current, given)
        if firm is not None:
            self._keep_present_name(firm, current, changed)
            if not changed:
                self.seen.setdefault(firm.key, record.row)
                return Result(Outcome.UNCHANGED, firm.name)
            self._check_first(firm, given)
        values = {**current, **changed}
        name = values["name"]
        changes = changes_of(sheets.ENTERPRISES, current, changed) if firm else ()
        written = write_enterprise(self.run.work, firm, self._input(firm, values))
        self.run.firms.know(written, tuple(values.get("former_names", ())))
        self.seen[written.key] = record.row
        if firm is not None:
            return Result(Outcome.UPDATED, name, changes)
        like = self.near.nearest(name)
        if like is not None:
            self.run.warn(
                table,
                record,
                _("«{name}» is much like «{known}»; are they the same firm?").format(name=name, known=like),
            )
        self.near.add(name)
        return Result(Outcome.ADDED, name)

    def _given(self, table: SheetTable, record: SheetRecord) -> Values:
        given = dict(record.values)
        code = credit_code.normalise(given.pop("credit_code", "").lstrip("'"))
        if _OLD_NUMBER.fullmatch(code):
            given.setdefault("registration_no", code)
            self.run.warn(
                table,
                record,
                _("{code} was taken as old registration number, not as credit code.").format(code=code),
            )
        elif code:
            given["credit_code"] = code
        return given

    def _match(self, given: Values) -> Enterprise | None:
        """The firm a row speaks of: by code, then by name; RuleBroken when it can't be told for certain."""
        code = given.get("credit_code")
        firm = self.run.firms.by_code.get(code or "")
        if firm is None:
            same = self.run.firms.named(given["name"])
            open_to_code = [one for one in same if not code or not one.credit_code]
            others = [one for one in same if one not in open_to_code and one.key not in self.seen]
            if others:
                raise RuleBroken(
                    _("{name} has the credit code {known} in the ledger; correct one of the two.").format(
                        name=others[0].name, known=others[0].credit_code
                    ),
                    field="credit_code",
                )
            if len(open_to_code) > 1:
                raise RuleBroken(
                    _("There are {count} firms named «{name}»; add the credit code.").format(
                        count=len(open_to_code), name=given["name"]
                    ),
                    field="name",
                )
            firm = open_to_code[0] if open_to_code else None
        return firm

    def _check_first(self, firm: Enterprise, given: Values) -> None:
        """Two rows that say different things of one firm are refused; which one is right nobody can tell."""
        if firm.key in self.seen:
            same_code = firm.credit_code is not None and firm.credit_code == given.get("credit_code")
            raise RuleBroken(
                _("This firm already stands in row {row} of the file.").format(row=self.seen[firm.key]),
                field="credit_code" if same_code else "name",
            )

    def _keep_present_name(self, firm: Enterprise, current: Values, changed: Values) -> None:
        """Another spelling, or a former name, doesn't rename a firm."""
        name = changed.get("name")
        known = {normalise_name(one) for one in (firm.name, *current["former_names"])}
        if name is not None and normalise_name(name) in known:
            del changed["name"]

    def _input(self, firm: Enterprise | None, values: Values) -> EnterpriseInput:
        return validate(
            EnterpriseInput,
            {
                **values,
                "labels": tuple(_label(text) for text in values.get("labels", ())),
                "yearly": _present_yearly(self.run, firm.key) if firm else (),
            },
        )


class _Contacts:
    """Takes 联系人; two of one name in one firm are told apart by the rest of the row."""

    def __init__(self, run: Run, table: SheetTable) -> None:
        self.run, self.table = run, table
        self.taken: set[int] = set()
        self.by_firm: defaultdict[int, list[Contact]] = defaultdict(list)
        for contact in run.work.where(Contact):
            self.by_firm[contact.enterprise_id].append(contact)

    def take(self, record: SheetRecord) -> Result:
        """Add or update the contact of one row."""
        firm = self.run.firms.find(record.values)
        given = {key: value for key, value in record.values.items() if key not in ("enterprise", "firm_code")}
        contact = self._match(firm, given)
        current = contact_values(contact) if contact else {}
        changed = differing(current, given)
        if is_masked(changed.get("mobile", "")):
            del changed["mobile"]
            self.run.warn(self.table, record, _("The masked phone was not taken."))
        label = f"{firm.name} {given['name']}"
        if contact is not None:
            self.taken.add(contact.key)
            if not changed:
                return Result(Outcome.UNCHANGED, label)
        changes = changes_of(sheets.CONTACTS, current, changed) if contact else ()
        values = {**current, **changed, "enterprise_id": firm.key}
        written = write_contact(self.run.work, contact, validate(ContactInput, values))
        self.run.work.session.flush()
        self.taken.add(written.key)
        if contact is not None:
            return Result(Outcome.UPDATED, label, changes)
        self.by_firm[firm.key].append(written)
        return Result(Outcome.ADDED, label)

    def _match(self, firm: Enterprise, given: Values) -> Contact | None:
        same = [
            contact
            for contact in self.by_firm[firm.key]
            if normalise_name(contact.name) == normalise_name(given["name"]) and contact.key not in self.taken
        ]
        return min(same, key=lambda contact: len(differing(contact_values(contact), given)), default=None)


def current_firm(run: Run, firm: Enterprise) -> Values:
    """What the ledger says of a firm, by column key."""
    labels = run.work.where(EnterpriseLabel, enterprise_id=firm.key)
    former = run.work.where(FormerName, enterprise_id=firm.key)
    return firm_values(firm, labels, former)


def _yearly(run: Run, record: SheetRecord) -> Result:
    firm = run.firms.find(record.values)
    given = {key: value for key, value in record.values.items() if key not in ("enterprise", "firm_code")}
    label = f"{firm.name} {given['year']}"
    known = run.work.where(YearlyFigure, enterprise_id=firm.key, year=given["year"])
    current = yearly_values(known[0]) if known else {}
    changed = differing(current, given)
    if known and not changed:
        return Result(Outcome.UNCHANGED, label)
    figures = validate(YearlyFigures, {**current, **changed})
    if known:
        changes = changes_of(sheets.YEARLY, current, changed)
        for key in changed:
            setattr(known[0], key, getattr(figures, key))
        return Result(Outcome.UPDATED, label, changes)
    run.work.add(YearlyFigure(enterprise_id=firm.key, **figures.model_dump()))
    return Result(Outcome.ADDED, label)


def _present_yearly(run: Run, key: int) -> tuple[Values, ...]:
    return tuple(yearly_values(record) for record in run.work.where(YearlyFigure, enterprise_id=key))


def _label(text: str) -> Values:
    match = _LABEL.fullmatch(text)
    return {"name": match[1], "year": int(match[2])} if match else {"name": text, "year": None}
