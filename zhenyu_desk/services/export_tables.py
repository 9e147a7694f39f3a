"""The whole ledger, or one month of it, as the sheets of the standard workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from zhenyu_desk.domain.lifecycle import replay
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.columns import Sheet
from zhenyu_desk.services import sheet_records as lines
from zhenyu_desk.services.sheet_records import Values
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.queries.difficulties import handling_rows
from zhenyu_desk.store.queries.office import categories, deadline_rules, load_calendar, load_settings
from zhenyu_desk.store.queries.whole import records, stream, stream_promises, visit_numbers
from zhenyu_desk.store.tables import (
    CalendarDay,
    Category,
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Leader,
    Pairing,
    Record,
    SupportingUnit,
    Unit,
    Visit,
    YearlyFigure,
)

T = TypeVar("T", bound=Record)
_BATCH = 500

# What a setting is called in the sheet; the order is that of the sheet.
SETTING_NAMES: Mapping[str, str] = {
    "town": "镇（街道）名称",
    "issuer": "落款单位",
    "template": "月报版式",
    "bulletin_name": "简报名称",
    "red_head": "红头名称",
    "document_code": "发文字号",
    "addressee": "主送",
    "report_to": "报",
    "send_to": "送",
    "distribute_to": "发",
    "is_ranked": "领导按覆盖率排序",
    "fairly_weight": "基本满意折算系数",
    "amber_days": "黄灯提前工作日",
    "stale_days": "久未更新天数",
}


@dataclass(frozen=True, slots=True)
class Portion:
    """Which visits and difficulties to export; None for all."""

    visit_ids: frozenset[int] | None = None
    difficulty_ids: frozenset[int] | None = None


def export_tables(session: Any, today: date, portion: Portion) -> list[tuple[Sheet, Iterable[Values]]]:
    """The sheets in their order; records are made while they are written."""
    whole = _Whole(session, today, portion)
    return [
        (sheets.ENTERPRISES, whole.enterprises()),
        (sheets.CONTACTS, whole.contacts()),
        (sheets.UNITS, (lines.unit_values(unit) for unit in whole.units.values())),
        (sheets.LEADERS, (lines.leader_values(leader) for leader in whole.leaders.values())),
        (sheets.PAIRINGS, whole.pairings()),
        (sheets.VISITS, whole.visit_lines()),
        (sheets.DIFFICULTIES, whole.difficulty_lines()),
        (sheets.HANDLING, whole.handling_lines()),
        (sheets.PROMISES, whole.promises()),
        (sheets.YEARLY, whole.yearly()),
        (sheets.CATEGORIES, whole.categories()),
        (sheets.DEADLINE_RULES, whole.deadline_rules()),
        (sheets.CALENDAR, whole.calendar_days()),
        (sheets.SETTINGS, setting_lines(load_settings(session))),
    ]


def setting_lines(settings: OfficeSettings) -> Iterator[Values]:
    """The lines of 设置."""
    return ({"name": name, "value": setting_text(settings, key)} for key, name in SETTING_NAMES.items())


def setting_text(settings: OfficeSettings, key: str) -> str:
    """A setting as it stands in the sheet."""
    return sheets.SETTINGS.by_key["value"].show(getattr(settings, key))


class _Whole:
    """One snapshot of the ledger, with the names that several sheets need."""

    def __init__(self, session: Any, today: date, portion: Portion) -> None:
        self.session, self.today, self.portion = session, today, portion
        self.firms = {firm.key: firm for firm in records(session, Enterprise)}
        self.leaders = {leader.key: leader for leader in records(session, Leader)}
        self.units = {unit.key: unit for unit in records(session, Unit)}
        self.category_rows = categories(session)

    def enterprises(self) -> Iterator[Values]:
        """企业."""
        labels = self._by_owner(EnterpriseLabel, lambda record: record.enterprise_id)
        former = self._by_owner(FormerName, lambda record: record.enterprise_id)
        return (lines.firm_values(firm, labels[key], former[key]) for key, firm in self.firms.items())

    def contacts(self) -> Iterator[Values]:
        """联系人."""
        for contact in records(self.session, Contact):
            if contact.enterprise_id in self.firms:
                yield {**self._firm(contact.enterprise_id), **lines.contact_values(contact)}

    def pairings(self) -> Iterator[Values]:
        """挂钩关系."""
        for pairing in records(self.session, Pairing):
            if pairing.enterprise_id in self.firms:
                leader = lines.leader_reference(self.leaders.get(pairing.leader_id))
                yield {**self._firm(pairing.enterprise_id), **leader, **lines.pairing_values(pairing)}

    def visit_lines(self) -> Iterator[Values]:
        """走访."""
        for visit in stream(self.session, Visit):
            if not self._is_chosen(visit.key):
                continue
            leader = lines.leader_reference(self.leaders.get(visit.leader_id))
            yield {**self._firm(visit.enterprise_id), **leader, **lines.visit_values(visit)}

    def promises(self) -> Iterator[Values]:
        """领导承诺."""
        for number, promise in stream_promises(self.session):
            if self._is_chosen(promise.visit_id):
                yield {"number": number, **lines.promise_values(promise)}

    def difficulty_lines(self) -> Iterator[Values]:
        """诉求."""
        calendar = load_calendar(self.session)
        unit_names = {key: unit.name for key, unit in self.units.items()}
        category_names = {row.id: row.name for row in self.category_rows}
        supporting = self._by_owner(SupportingUnit, lambda record: record.difficulty_id)
        for batch in _batches(self._chosen_difficulties()):
            steps = steps_of(self.session, [record.key for record in batch])
            numbers = visit_numbers(self.session, [record.visit_id for record in batch if record.visit_id])
            for record in batch:
                case = replay(steps[record.key], calendar)
                assert case is not None
                yield {
                    **self._firm(record.enterprise_id),
                    **lines.leader_reference(self.leaders.get(record.leader_id or 0)),
                    **lines.difficulty_values(record),
                    **lines.life_values(case, steps[record.key], unit_names, self.today, calendar),
                    "visit_number": numbers.get(record.visit_id or 0, ""),
                    "category": category_names[record.category_id],
                    "supporting_units": tuple(unit_names[row.unit_id] for row in supporting[record.key]),
                }

    def handling_lines(self) -> Iterator[Values]:
        """办理记录."""
        for batch in _batches(self._chosen_difficulties()):
            found = handling_rows(self.session, [record.key for record in batch])
            for record in batch:
                for row in found[record.key]:
                    yield {"number": record.number, **lines.handling_values(row)}

    def yearly(self) -> Iterator[Values]:
        """年度指标."""
        for record in records(self.session, YearlyFigure):
            if record.enterprise_id in self.firms:
                yield {**self._firm(record.enterprise_id), **lines.yearly_values(record)}

    def categories(self) -> Iterator[Values]:
        """类别, the upper level of each before the lower."""
        positions = {record.key: record.position for record in records(self.session, Category)}
        for row in sorted(self.category_rows, key=lambda row: row.parent_id is not None):
            unit = self.units.get(row.unit_id or 0)
            yield {
                "name": row.name,
                "parent": row.top_name if row.parent_id else "",
                "unit": unit.name if unit else "",
                "in_use": row.in_use,
                "position": positions[row.id],
            }

    def deadline_rules(self) -> Iterator[Values]:
        """时限规则."""
        names = {row.id: row.name for row in self.category_rows}
        for rule in deadline_rules(self.session):
            yield {"level": rule.level, "category": names.get(rule.category_id or 0, ""), "days": rule.days}

    def calendar_days(self) -> Iterator[Values]:
        """工作日历."""
        for day in sorted(records(self.session, CalendarDay), key=lambda day: day.on):
            yield {"on": day.on, "is_workday": day.is_workday, "note": day.note}

    def _firm(self, key: int) -> Values:
        return lines.firm_reference(self.firms[key])

    def _is_chosen(self, visit_id: int) -> bool:
        wanted = self.portion.visit_ids
        return wanted is None or visit_id in wanted or visit_id in self.linked_visits

    @cached_property
    def linked_visits(self) -> frozenset[int]:
        """The visits that the chosen difficulties were heard on: without them these could not be read in again."""
        chosen = self._chosen_difficulties()
        return frozenset(record.visit_id for record in chosen if record.visit_id is not None)

    def _chosen_difficulties(self) -> Iterator[Difficulty]:
        wanted = self.portion.difficulty_ids
        return (record for record in stream(self.session, Difficulty) if wanted is None or record.key in wanted)

    def _by_owner(self, table: type[T], owner: Callable[[T], int]) -> Mapping[int, list[T]]:
        found: defaultdict[int, list[T]] = defaultdict(list)
        for record in records(self.session, table):
            found[owner(record)].append(record)
        return found


def _batches(whole: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(whole, _BATCH)):
        yield batch
