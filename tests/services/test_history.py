"""Who changed what, when and why stands with every record."""

from datetime import date
from decimal import Decimal

from tests.ledgers import Town
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.history import HistoryKind, OfficePart
from zhenyu_desk.domain.inputs import (
    ContactInput,
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    PromiseInput,
    YearlyFigures,
)
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Action, InUse, Level, PairingRole, ReportTemplate, ResultKind, Role
from zhenyu_desk.services import enterprises, exporting, leaders, office, officials
from zhenyu_desk.services.history import audit_anchor, history_of
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.store.tables import Enterprise, Leader


def version_of(town: Town, table: type[Enterprise] | type[Leader], key: int) -> int:
    with town.context.ledger.read() as session:
        record = session.get(table, key)
        assert record is not None
        return record.version


def test_a_change_of_a_firm_is_told_field_by_field(town: Town) -> None:
    given = EnterpriseInput(name="恒岚精密机械有限公司", credit_code="91330109MA0000015Y", employees=120)
    enterprises.update_enterprise(town.context, town.firm, version_of(town, Enterprise, town.firm), given)
    newest = history_of(town.context, Aggregate.ENTERPRISE, town.firm)[0]
    assert (newest.actor, newest.what) == ("李静", "修改企业")
    assert [(change.field, change.before, change.after) for change in newest.changes] == [("职工人数", "", "120")]


def test_parts_stand_with_their_record_and_terms_in_words(town: Town) -> None:
    contact = ContactInput(enterprise_id=town.firm, name="张伟", mobile="13800002201", is_primary=True)
    enterprises.save_contact(town.context, contact)
    told = [change for row in history_of(town.context, Aggregate.ENTERPRISE, town.firm) for change in row.changes]
    said = {(change.field, change.after) for change in told}
    assert {("手机", "13800002201"), ("主要联系人", "是"), ("挂钩领导", "王建国")} <= said
    assert all(not change.field.isascii() for change in told), "every field has a name"


def test_a_step_of_a_difficulty_is_one_row(town: Town) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on, assign_unit_id=town.unit))
    town.step(1, Step(on=date(2026, 11, 5), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    rows = history_of(town.context, Aggregate.DIFFICULTY, 1)
    assert rows[0].what == "办结"
    assert ("内容", "", "已增容") in [(change.field, change.before, change.after) for change in rows[0].changes]
    assert all(not change.field.isascii() for row in rows for change in row.changes)


def test_the_anchor_moves_with_the_records_and_not_with_exports(town: Town, tmp_path: object) -> None:
    from pathlib import Path

    before = audit_anchor(town.context)
    exporting.export_workbook(town.context, Path(str(tmp_path)) / "a.xlsx")
    assert audit_anchor(town.context) == before
    leader = LeaderInput(name="王建国", post="书记", rank=1)
    leaders.save_leader(town.context, leader, town.leader, version_of(town, Leader, town.leader))
    assert audit_anchor(town.context) != before


def told(town: Town, kind: HistoryKind, key: int | None) -> list[tuple[str, str, str]]:
    """The newest changes as the list shows them, the very last at the end: whose field, before, after.

    What is done within a second stands in one row.
    """
    newest = history_of(town.context, kind, key)[0]
    return [(change.title, change.before, change.after) for change in newest.changes]


def test_it_is_said_whose_number_which_year_and_which_leader_was_changed(town: Town) -> None:
    people = [ContactInput(enterprise_id=town.firm, name=name, mobile="13800002201") for name in ("张伟", "徐慧")]
    first, second = [enterprises.save_contact(town.context, given).id for given in people]
    for key, given in ((first, people[0]), (second, people[1])):
        changed = given.model_copy(update={"mobile": "13987654321"})
        enterprises.save_contact(town.context, changed, key, 1)
        assert told(town, Aggregate.ENTERPRISE, town.firm)[-1:] == [
            (f"{given.name} · 手机", "13800002201", "13987654321")
        ]
    for year in (2024, 2025):
        enterprises.save_year(town.context, town.firm, YearlyFigures(year=year, output=Decimal(year)))
        assert (f"{year} 年 · 产值（万元）", "", str(year)) in told(town, Aggregate.ENTERPRISE, town.firm)
    other = leaders.save_leader(town.context, LeaderInput(name="赵敏", post="副镇长", rank=2)).id
    assert other
    pairing = PairingInput(
        enterprise_id=town.firm, leader_id=other, role=PairingRole.ASSISTANT, start=date(2026, 2, 1), frequency_days=30
    )
    leaders.save_pairing(town.context, pairing)
    assert ("赵敏 · 起", "", "2026年2月1日") in told(town, Aggregate.ENTERPRISE, town.firm)
    newest = history_of(town.context, Aggregate.ENTERPRISE, town.firm)[0]
    assert not any(change.field == "企业" for change in newest.changes), "that it is of this firm says nothing"
    assert ("恒岚精密机械有限公司 · 起", "", "2026年2月1日") in told(town, Aggregate.LEADER, other)


def test_a_former_name_is_not_taken_for_the_name(town: Town) -> None:
    given = EnterpriseInput(name="恒岚智能装备有限公司", credit_code="91330109MA0000015Y", former_names=("恒岚机械厂",))
    enterprises.update_enterprise(town.context, town.firm, version_of(town, Enterprise, town.firm), given)
    said = told(town, Aggregate.ENTERPRISE, town.firm)
    assert ("曾用名 · 名称", "", "恒岚机械厂") in said
    assert ("名称", "恒岚精密机械有限公司", "恒岚智能装备有限公司") in said


def test_a_promise_and_a_unit_that_helps_are_named(town: Town) -> None:
    visit = town.visit(date(2026, 11, 2), promises=[PromiseInput(text="协调供电所本月内完成现场勘查并答复企业")])
    assert any(
        title == "承诺「协调供电所本月内…」 · 内容" for title, _before, _after in told(town, Aggregate.VISIT, visit)
    )
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on, assign_unit_id=town.unit, supporting_unit_ids=[town.other_unit]))
    said = [c for row in history_of(town.context, Aggregate.DIFFICULTY, 1) for c in row.changes]
    assert ("教育办 · 承办单位", "教育办") in [(change.title, change.after) for change in said]


def test_a_category_has_a_history(town: Town) -> None:
    key = town.category("用电")
    office.save_category(town.context, "供电", town.category("要素"), town.unit, InUse.ACTIVE, key, 1)
    newest = history_of(town.context, OfficePart.CATEGORIES, key)[0]
    assert (newest.actor, newest.what) == ("李静", "修改诉求类别")
    assert set(told(town, OfficePart.CATEGORIES, key)[-2:]) == {("名称", "用电", "供电"), ("承办单位", "", "供电所")}
    first = history_of(town.context, OfficePart.CATEGORIES, key)[-1]
    assert ("上级类别", "要素") in [(change.title, change.after) for change in first.changes]


def test_time_limits_tell_of_which_category_and_level(town: Town) -> None:
    power = town.category("用电")
    office.save_deadline_rule(town.context, Level.LIMITED, None, 6)
    assert told(town, OfficePart.TIME_LIMITS, None)[-1:] == [(f"全部类别 {Level.LIMITED.label} · 工作日数", "5", "6")]
    office.save_deadline_rule(town.context, Level.LIMITED, power, 3)
    assert told(town, OfficePart.TIME_LIMITS, None)[-1:] == [(f"用电 {Level.LIMITED.label} · 工作日数", "", "3")]
    office.save_deadline_rule(town.context, Level.LIMITED, power, None)
    assert told(town, OfficePart.TIME_LIMITS, None)[-1:] == [(f"用电 {Level.LIMITED.label} · 单独时限已取消", "", "是")]


def test_the_working_calendar_tells_day_by_day(town: Town) -> None:
    office.save_calendar_days(town.context, [(date(2026, 10, 8), False, "调休")])
    said = told(town, OfficePart.CALENDAR, None)
    assert ("2026年10月8日 · 工作日", "是", "否") in said or ("2026年10月8日 · 工作日", "", "否") in said
    assert any(title == "2026年10月8日 · 说明" and after == "调休" for title, _before, after in said)


def test_settings_are_told_by_what_they_are_called_on_the_screen(town: Town) -> None:
    settings = town.context.read(load_settings)
    office.save_settings(town.context, settings)
    given = settings.model_copy(update={"amber_days": 3, "template": ReportTemplate.BULLETIN, "is_ranked": True})
    office.save_settings(town.context, given)
    said = told(town, OfficePart.SETTINGS, None)
    assert set(said[-3:]) == {
        ("黄灯：剩余工作日不多于", "2", "3"),
        ("常用版式", ReportTemplate.PLAIN.label, ReportTemplate.BULLETIN.label),
        ("领导按走访覆盖率排名（默认按职务排序）", "否", "是"),
    }


def test_who_got_which_role_and_when_a_password_went_is_told(town: Town) -> None:
    officials.save_official(town.context, OfficialInput(name="李静", role=Role.MANAGING))
    key = officials.save_official(town.context, OfficialInput(name="王芳", role=Role.ENTRY)).id
    officials.save_official(town.context, OfficialInput(name="王芳", role=Role.HANDLING), key, 1)
    newest = history_of(town.context, OfficePart.OFFICIALS, None)[0]
    assert (newest.actor, newest.what) == ("李静", "修改经办人")
    assert told(town, OfficePart.OFFICIALS, None)[-1:] == [("王芳 · 角色", "录入", "办理")]
    with town.context.write("set_password") as work:
        work.note("keys", {"name": "王芳"})
        work.commit()
    assert told(town, OfficePart.OFFICIALS, None)[-1:] == [("王芳 · 密码", "", "已设")]
    with town.context.write("take_away_password") as work:
        work.note("keys", {"name": "王芳"})
        work.commit()
    assert told(town, OfficePart.OFFICIALS, None)[-1:] == [("王芳 · 密码", "已设", "")]


def test_every_setting_has_a_name_of_its_own(town: Town) -> None:
    settings = town.context.read(load_settings)
    office.save_settings(town.context, settings)
    rows = history_of(town.context, OfficePart.SETTINGS, None)
    titles = [change.title for change in rows[0].changes]
    assert not any(title.isascii() for title in titles)
