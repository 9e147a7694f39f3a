"""One import under way: the unit of work, the records it matches against, and the report it writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.inputs import UnitInput, validate
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.phones import is_masked, mask_phone, mask_phones_in
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.private_use import has_private_characters
from zhenyu_desk.exchange.workbook.columns import Sheet
from zhenyu_desk.exchange.workbook.records import SheetRecord, SheetTable
from zhenyu_desk.i18n import _
from zhenyu_desk.services.importing.summary import Change, ImportSummary, Outcome, RowReport
from zhenyu_desk.services.office import write_unit
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.queries.whole import records
from zhenyu_desk.store.tables import Category, Enterprise, FormerName, Leader, Unit
from zhenyu_desk.store.unit_of_work import UnitOfWork

Values = dict[str, Any]
_BRACKETED = re.compile(r"^(.+?)[（(](.+)[）)]$")  # 要素（用电） for 要素/用电
# These columns say which record is meant; they are not compared.
_POINTERS = frozenset({"enterprise", "firm_code", "leader", "leader_post", "recorder"})


@dataclass(frozen=True, slots=True)
class Result:
    """What handling a row led to."""

    outcome: Outcome
    name: str
    changes: tuple[Change, ...] = ()


class Run:
    """Everything the importers of the single sheets share."""

    def __init__(self, work: UnitOfWork, today: date, summary: ImportSummary) -> None:
        self.work, self.today, self.summary = work, today, summary
        self.calendar = load_calendar(work.session)
        self.firms = FirmFinder(work)
        self.leaders = LeaderFinder(work)
        self.units = {normalise_name(unit.name): unit for unit in records(work.session, Unit)}
        self.reload_categories()

    def reload_categories(self) -> None:
        """Know the categories again after they changed."""
        self.categories = {normalise_name(record.name): record for record in records(self.work.session, Category)}

    def each(self, table: SheetTable, handle: Callable[[SheetRecord], Result]) -> None:
        """Handle every row of a table; what is refused is written down and the next row is taken."""
        if self.knows_columns(table):
            for record in table.records:
                self.one(table, record, handle)

    def knows_columns(self, table: SheetTable) -> bool:
        """Whether a table has all columns it needs; a missing one is refused, an unknown one noted."""
        if table.missing:
            reason = _("The column {names} is missing.").format(names="、".join(table.missing))
            self.report(table, table.header_row, Outcome.REFUSED, "", column=table.missing[0], reason=reason)
            return False
        if table.unknown:
            self.summary.unknown_columns.setdefault(table.title, []).extend(table.unknown)
            if table.sheet.has_remark:
                self.summary.sheets_with_remark.add(table.title)
        return True

    def one(self, table: SheetTable, record: SheetRecord, handle: Callable[[SheetRecord], Result]) -> None:
        """Handle one row, or write down why it is refused."""
        for value in record.typed.values():
            if has_private_characters(value):
                self.warn(
                    table,
                    record,
                    _("«{value}» holds characters that no standard font has; correct them.").format(value=value),
                )
        for cell in record.unusual:
            column = table.sheet.by_key[cell.key].header
            sentence = _("{column}: «{value}» is on no list and was taken as «其他».")
            self.warn(table, record, sentence.format(column=column, value=cell.value))
        try:
            check_cells(table.sheet, record)
            result = handle(record)
        except RuleBroken as error:
            self.refuse(table, record, error)
        else:
            self.report(table, record.row, result.outcome, result.name, changes=result.changes)

    def refuse(self, table: SheetTable, record: SheetRecord, error: RuleBroken) -> None:
        """Write down why a row is refused."""
        key = error.field or ""
        column = table.sheet.by_key.get(key)
        self.report(
            table,
            record.row,
            Outcome.REFUSED,
            name_of(record),
            column=column.header if column else "",
            value=record.typed.get(key, ""),
            reason=error.sentence,
        )

    def report(self, table: SheetTable, row: int, outcome: Outcome, name: str, **details: Any) -> None:
        """Write down what became of a row."""
        self.summary.rows.append(RowReport(table.title, row, outcome, name, **details))

    def warn(self, table: SheetTable, record: SheetRecord, sentence: str) -> None:
        """Write down what a person should look at, with its place."""
        self.summary.warnings.append(
            _("{sheet}, row {row}: {sentence}").format(sheet=table.title, row=record.row, sentence=sentence)
        )

    def unit(self, name: str) -> Unit:
        """The unit of this name; an unknown one is added and named in the summary."""
        known = self.units.get(normalise_name(name))
        if known is None:
            known = write_unit(self.work, None, validate(UnitInput, {"name": name, "in_use": InUse.ACTIVE}))
            self.units[normalise_name(name)] = known
            self.summary.new_units.append(name)
        return known

    def category(self, name: str, key: str = "category") -> Category:
        """The category of this name, upper or lower level; RuleBroken lists the known ones."""
        upper, _slash, last = _BRACKETED.sub(r"\1/\2", name.replace("／", "/")).rpartition("/")
        known = self.categories.get(normalise_name(name)) or self.categories.get(normalise_name(last))
        if known is None:
            names = "、".join(record.name for record in self.categories.values() if record.in_use is InUse.ACTIVE)
            raise RuleBroken(
                _("There is no category «{name}»; known are {names}.").format(name=name, names=names), field=key
            )
        parent = next((one for one in self.categories.values() if one.id == known.parent_id), None)
        if upper and known.name != name and (parent is None or normalise_name(upper) != normalise_name(parent.name)):
            raise RuleBroken(
                _("«{name}» is not under «{upper}» but under «{right}».").format(
                    name=known.name, upper=upper, right=parent.name if parent else "—"
                ),
                field=key,
            )
        return known


class FirmFinder:
    """Finds a firm by its code, then by its name, then by a former name; all as they are compared."""

    def __init__(self, work: UnitOfWork) -> None:
        self.by_code: dict[str, Enterprise] = {}
        self.by_name: defaultdict[str, list[Enterprise]] = defaultdict(list)
        self._former: defaultdict[str, list[Enterprise]] = defaultdict(list)
        by_key = {}
        for firm in records(work.session, Enterprise):
            by_key[firm.key] = firm
            self.know(firm)
        for record in records(work.session, FormerName):
            if record.enterprise_id in by_key:
                self._former[record.match_name].append(by_key[record.enterprise_id])

    def know(self, firm: Enterprise, former_names: tuple[str, ...] = ()) -> None:
        """Find this firm too from now on."""
        if firm.credit_code:
            self.by_code[firm.credit_code] = firm
        if all(known is not firm for known in self.by_name[firm.match_name]):
            self.by_name[firm.match_name].append(firm)
        for name in former_names:
            self._former[normalise_name(name)].append(firm)

    def named(self, name: str) -> list[Enterprise]:
        """The firms of this name, else those that once had it."""
        folded = normalise_name(name)
        present = {firm.key: firm for firm in self.by_name.get(folded, [])}
        once = {firm.key: firm for firm in self._former.get(folded, [])}
        return list((present or once).values())

    def find(self, values: Mapping[str, Any]) -> Enterprise:
        """The firm that a row of another sheet names; RuleBroken when there is none, or more than one."""
        code = credit_code.normalise(values.get("firm_code", ""))
        if code in self.by_code:
            return self.by_code[code]
        name = values["enterprise"]
        found = self.named(name)
        if not found:
            raise RuleBroken(_("There is no firm «{name}» in the register.").format(name=name), field="enterprise")
        if len(found) > 1:
            raise RuleBroken(
                _("There are {count} firms named «{name}»; add the credit code.").format(count=len(found), name=name),
                field="enterprise",
            )
        return found[0]


class LeaderFinder:
    """Finds a leader by name, and by post where two have the same name."""

    def __init__(self, work: UnitOfWork) -> None:
        self.by_name: defaultdict[str, list[Leader]] = defaultdict(list)
        for leader in records(work.session, Leader):
            self.know(leader)

    def know(self, leader: Leader) -> None:
        """Find this leader too from now on."""
        same = self.by_name[normalise_name(leader.name)]
        if all(known is not leader for known in same):
            same.append(leader)

    def find(self, values: Mapping[str, Any]) -> Leader:
        """The leader that a row names; RuleBroken when there is none, or more than one."""
        name, post = values["leader"], values.get("leader_post")
        found = self.by_name.get(normalise_name(name), [])
        if post and len(found) > 1:
            found = [leader for leader in found if normalise_name(leader.post) == normalise_name(post)]
        if not found:
            raise RuleBroken(
                _("There is no leader «{name}»; enter the leaders first.").format(name=name), field="leader"
            )
        if len(found) > 1:
            raise RuleBroken(
                _("There are {count} leaders named «{name}»; add the post.").format(count=len(found), name=name),
                field="leader",
            )
        return found[0]


def check_cells(sheet: Sheet, record: SheetRecord) -> None:
    """RuleBroken for the first cell that can't be read or is empty though required."""
    for problem in record.problems:
        raise RuleBroken(problem.reason, field=problem.key)
    for column in sheet.columns:
        if column.required and column.key not in record.values:
            raise RuleBroken(_("«{column}» is empty.").format(column=column.header), field=column.key)


def name_of(record: SheetRecord) -> str:
    """How the report names a row: by its number, title or name."""
    for key in ("number", "name", "title", "enterprise"):
        if record.typed.get(key):
            return record.typed[key]
    return ""


def differing(current: Mapping[str, Any], given: Mapping[str, Any]) -> Values:
    """What is given and differs from what is there; masked phones and empty cells change nothing."""
    return {key: value for key, value in given.items() if key not in _POINTERS and not _same(current.get(key), value)}


def changes_of(sheet: Sheet, current: Mapping[str, Any], changed: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changed fields as they are reported."""
    columns = sheet.by_key
    return tuple(
        Change(columns[key].header, columns[key].show(current.get(key)), columns[key].show(value))
        for key, value in changed.items()
    )


def _same(old: Any, new: Any) -> bool:
    if isinstance(new, tuple):
        return set(old or ()) == set(new)
    if type(new) is str and old and is_masked(new):
        # A masked number never takes the place of a real one.
        return new == mask_phone(old) or mask_phones_in(old) != old or new == old
    return bool(old == new)
