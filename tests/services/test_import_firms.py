"""Importing firms, contacts, leaders and pairings: matching, updates field by field, refusals with their
place.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.sheets import Rows, book, text_list
from tests.ledgers import CODE, OTHER_CODE, Town
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, LeaderInput
from zhenyu_desk.domain.rows import EnterpriseDetail
from zhenyu_desk.domain.terms import EnterpriseState
from zhenyu_desk.services import enterprises, leaders
from zhenyu_desk.services.importing import ImportSummary, Outcome, import_file
from zhenyu_desk.store.queries.register import contacts, enterprise_detail, enterprise_page, pairings
from zhenyu_desk.store.queries.register import leaders as leader_rows

FIRM = "恒岚精密机械有限公司"
HEAD: list[object] = ["企业名称", "统一社会信用代码", "地址", "标签", "员工数", "状态", "备注"]


def take(town: Town, folder: Path, sheet: str, rows: Rows, *, skip_bad: bool = False) -> ImportSummary:
    return import_file(town.context, book(folder / "a.xlsx", {sheet: rows}), skip_bad=skip_bad)


def firm(town: Town, key: int | None = None) -> EnterpriseDetail:
    return town.context.read(enterprise_detail, key or town.firm)


def names(town: Town) -> list[str]:
    return [row.name for row in town.context.read(enterprise_page, town.context.today())]


def test_a_known_firm_is_updated_field_by_field(town: Town, tmp_path: Path) -> None:
    rows = [HEAD, [FIRM, CODE.lower(), "东路1号", "规上(2026)、高企", "１２０", "停产", None]]
    summary = take(town, tmp_path, "企业", rows)
    (row,) = summary.rows
    assert row.outcome is Outcome.UPDATED
    assert [(change.field, change.old, change.new) for change in row.changes] == [
        ("地址", "", "东路1号"),
        ("标签", "", "规上(2026)、高企"),
        ("员工数", "", "120"),
        ("状态", "正常", "停产"),
    ]
    detail = firm(town)
    assert (detail.employees, detail.state) == (120, EnterpriseState.STOPPED)
    assert [(label.name, label.year) for label in detail.labels] == [("规上", 2026), ("高企", None)]


def test_empty_cells_and_missing_columns_erase_nothing(town: Town, tmp_path: Path) -> None:
    take(town, tmp_path, "企业", [HEAD, [FIRM, CODE, "东路1号", "高企", 12, None, "重点"]])
    summary = take(town, tmp_path, "企业", [HEAD, [FIRM, None, None, None, None, None, None]])
    assert [row.outcome for row in summary.rows] == [Outcome.UNCHANGED]
    assert firm(town).address == "东路1号"
    assert firm(town).credit_code == CODE


@pytest.mark.parametrize("name", ["恒岚精密机械 有限公司", "恒岚精密机械有限公司　"])
def test_another_spelling_is_the_same_firm(name: str, town: Town, tmp_path: Path) -> None:
    assert [row.outcome for row in take(town, tmp_path, "企业", [HEAD[:1], [name]]).rows] == [Outcome.UNCHANGED]
    assert names(town) == [FIRM]


def test_the_code_finds_a_firm_that_was_renamed_and_keeps_its_former_name(town: Town, tmp_path: Path) -> None:
    summary = take(town, tmp_path, "企业", [HEAD[:2], ["恒岚智能装备有限公司", CODE]])
    assert summary.rows[0].changes[0].old == FIRM
    assert firm(town).former_names == (FIRM,)
    older = take(town, tmp_path, "企业", [HEAD[:3], [FIRM, CODE, "东路1号"]])
    assert [change.field for change in older.rows[0].changes] == ["地址"]
    assert names(town) == ["恒岚智能装备有限公司"]


def test_a_former_name_finds_the_firm(town: Town, tmp_path: Path) -> None:
    take(town, tmp_path, "企业", [["企业名称", "曾用名"], [FIRM, "恒岚机械厂"]])
    summary = take(town, tmp_path, "企业", [["企业名称", "地址"], ["恒岚机械厂", "东路1号"]])
    assert [row.outcome for row in summary.rows] == [Outcome.UPDATED]
    assert names(town) == [FIRM]


def test_one_name_with_two_codes_is_not_merged(town: Town, tmp_path: Path) -> None:
    summary = take(town, tmp_path, "企业", [HEAD[:2], [FIRM, OTHER_CODE]])
    (row,) = summary.of(Outcome.REFUSED)
    assert (row.sheet, row.row, row.column, row.value) == ("企业", 2, "统一社会信用代码", OTHER_CODE)
    assert CODE in row.reason
    assert firm(town).credit_code == CODE


def test_a_firm_twice_in_one_file_is_refused(town: Town, tmp_path: Path) -> None:
    rows = [HEAD[:2], ["启元光电", OTHER_CODE], ["启元光电二厂", OTHER_CODE]]
    summary = take(town, tmp_path, "企业", rows)
    (row,) = summary.of(Outcome.REFUSED)
    assert row.row == 3
    assert "2" in row.reason
    assert not summary.saved
    assert names(town) == [FIRM]


def test_the_same_line_twice_does_no_harm(town: Town, tmp_path: Path) -> None:
    rows = [HEAD[:2], ["启元光电", OTHER_CODE], ["启元光电", OTHER_CODE]]
    summary = take(town, tmp_path, "企业", rows)
    assert [row.outcome for row in summary.rows] == [Outcome.ADDED, Outcome.UNCHANGED]
    assert summary.saved


def test_characters_of_private_fonts_are_told(town: Town, tmp_path: Path) -> None:
    summary = take(town, tmp_path, "企业", [HEAD[:1], ["陈\ue863记机械厂"], ["\ue000记机械厂"]])
    assert names(town)[1] == "陈䶮记机械厂"
    assert "第3行" in summary.warnings[0]


def test_names_that_are_nearly_the_same_are_only_shown(town: Town, tmp_path: Path) -> None:
    summary = take(
        town,
        tmp_path,
        "企业",
        [HEAD[:1], ["昆山恒岚精密机械有限公司"], ["启元光电有限公司"], ["恒岚精密机械有限责任公司"]],
    )
    assert [FIRM in warning for warning in summary.warnings] == [True, True]
    assert len(names(town)) == 4


def test_a_register_keeps_what_it_does_not_know(town: Town, tmp_path: Path) -> None:
    rows = [
        ["公司名称", "信用代码", "注册资金", "企业类型"],
        ["启元光电", "320583000059760", "60(万美元)", "外商独资"],
    ]
    file = text_list(tmp_path / "名单.csv", rows, "gb18030")
    summary = import_file(town.context, file)
    assert summary.unknown_columns == {"名单.csv": ["注册资金"]}
    added = firm(town, 2)
    assert (added.registration_no, added.credit_code) == ("320583000059760", "")
    assert added.remark == "企业类型：外商独资；注册资金：60(万美元)"
    assert [row.outcome for row in import_file(town.context, file).rows] == [Outcome.UNCHANGED]


def test_unknown_cells_go_behind_a_remark_that_is_there(town: Town, tmp_path: Path) -> None:
    take(town, tmp_path, "企业", [[*HEAD[:1], "备注"], [FIRM, "重点企业"]])
    rows = [[*HEAD[:1], "信用等级"], [FIRM, "A"]]
    take(town, tmp_path, "企业", rows)
    assert firm(town).remark == "重点企业；信用等级：A"
    assert not take(town, tmp_path, "企业", rows).has_changes


def test_a_wrong_check_digit_needs_a_reason(town: Town, tmp_path: Path) -> None:
    wrong = OTHER_CODE[:-1] + "1"
    assert take(town, tmp_path, "企业", [HEAD[:2], ["启元光电", wrong]]).of(Outcome.REFUSED)
    summary = take(town, tmp_path, "企业", [[*HEAD[:2], "代码保留理由"], ["启元光电", wrong, "营业执照如此"]])
    assert summary.saved
    assert firm(town, 2).credit_code == wrong


def test_nothing_is_written_when_one_row_is_bad_unless_it_is_left_out(town: Town, tmp_path: Path) -> None:
    rows = [HEAD[:2], ["启元光电", None], ["坏厂", "123"], ["岚光电子", None]]
    assert not take(town, tmp_path, "企业", rows).saved
    assert names(town) == [FIRM]
    assert take(town, tmp_path, "企业", rows, skip_bad=True).saved
    assert names(town) == [FIRM, "启元光电", "岚光电子"]


def test_contacts_of_one_name_are_told_apart(town: Town, tmp_path: Path) -> None:
    head = ["企业名称", "姓名", "职务", "手机", "主要联系人"]
    rows = [head, [FIRM, "赵敏", "经理", "13862602201", "是"], [FIRM, "赵敏", "会计", "13862602202", "否"]]
    assert take(town, tmp_path, "联系人", rows).saved
    assert not take(town, tmp_path, "联系人", [head, *reversed(rows[1:])]).has_changes
    take(town, tmp_path, "联系人", [head, [FIRM, "赵敏", "会计", "13862602209", None]])
    assert sorted(contact.mobile for contact in town.context.read(contacts)) == ["13862602201", "13862602209"]


@pytest.mark.parametrize("masked", ["138****2201", "139****0000"])
def test_a_masked_phone_never_replaces_a_real_one(masked: str, town: Town, tmp_path: Path) -> None:
    enterprises.save_contact(town.context, ContactInput(enterprise_id=town.firm, name="赵敏", mobile="13862602201"))
    rows = [["企业名称", "姓名", "手机"], [FIRM, "赵敏", masked], [FIRM, "钱进", masked]]
    take(town, tmp_path, "联系人", rows)
    assert {row.name: row.mobile for row in town.context.read(contacts)} == {
        "赵敏": "13862602201",
        "钱进": "",
    }


def test_a_firm_that_nobody_knows_is_refused_with_its_place(town: Town, tmp_path: Path) -> None:
    (row,) = take(town, tmp_path, "联系人", [["企业名称", "姓名"], ["无此厂", "赵敏"]]).of(Outcome.REFUSED)
    assert (row.sheet, row.row, row.column, row.value) == ("联系人", 2, "企业名称", "无此厂")


def test_a_leader_with_a_new_post_is_the_same_one(town: Town, tmp_path: Path) -> None:
    rows = [["姓名", "职务", "排序"], ["王建国", "党委书记", 1], ["陈䶮", "镇长", 2]]
    summary = take(town, tmp_path, "挂钩领导", rows)
    assert [row.outcome for row in summary.rows] == [Outcome.UPDATED, Outcome.ADDED]
    assert [(row.name, row.post) for row in town.context.read(leader_rows)] == [
        ("王建国", "党委书记"),
        ("陈䶮", "镇长"),
    ]


def test_leaders_of_one_name_are_told_apart_by_their_post(town: Town, tmp_path: Path) -> None:
    leaders.save_leader(town.context, LeaderInput(name="王建国", post="副镇长", rank=2))
    head = ["日期", "企业名称", "带队领导", "领导职务"]
    bare = take(town, tmp_path, "走访", [head[:3], ["2026-10-08", FIRM, "王建国"]])
    assert bare.of(Outcome.REFUSED)[0].column == "带队领导"
    assert take(town, tmp_path, "走访", [head, ["2026-10-08", FIRM, "王建国", "副镇长"]]).saved


def test_a_change_of_leader_in_one_file(town: Town, tmp_path: Path) -> None:
    take(town, tmp_path, "挂钩领导", [["姓名", "职务", "排序"], ["陈䶮", "副镇长", 2]])
    head = ["企业名称", "领导姓名", "角色(主挂钩/协助)", "起始日期", "结束日期"]
    rows = [
        head,
        [FIRM, "陈䶮", "主挂钩", "2026-07-01", None],
        [FIRM, "王建国", "主挂钩", "2026-01-01", "2026-06-30"],
    ]
    assert take(town, tmp_path, "挂钩关系", rows).saved
    assert [(p.leader_name, p.start) for p in town.context.read(pairings)] == [
        ("王建国", date(2026, 1, 1)),
        ("陈䶮", date(2026, 7, 1)),
    ]
    clash = take(town, tmp_path, "挂钩关系", [head, [FIRM, "王建国", None, "2026-08-01", None]])
    assert clash.of(Outcome.REFUSED)[0].column == "起始日期"


def test_yearly_figures_are_added_to_those_there(town: Town, tmp_path: Path) -> None:
    given = EnterpriseInput(name=FIRM, credit_code=CODE)
    enterprises.update_enterprise(town.context, town.firm, firm(town).version, given)
    head = ["企业名称", "年份", "产值(万元)", "税收(万元)"]
    take(town, tmp_path, "年度指标", [head, [FIRM, 2024, 1200.5, None], [FIRM, 2025, 1300, 20]])
    summary = take(town, tmp_path, "年度指标", [head, [FIRM, 2024, 1200.5, 18]])
    assert [change.field for change in summary.rows[0].changes] == ["税收(万元)"]
    assert [(row.year, row.tax) for row in firm(town).yearly] == [(2024, Decimal(18)), (2025, Decimal(20))]
