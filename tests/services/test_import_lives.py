"""Importing visits and difficulties: the life told by records or by dates, and what is refused."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.ledger_contents import contents
from tests.exchange.sheets import Rows, book
from tests.ledgers import Town
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.domain.terms import Action, EndKind, InUse, Level, ResultKind, Satisfaction, Source, State
from zhenyu_desk.services import office
from zhenyu_desk.services.importing import ImportSummary, Outcome, import_file
from zhenyu_desk.services.importing.lives import NOT_WRITTEN_DOWN
from zhenyu_desk.services.visits import remove_visit
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.store.queries.visits import visit_page

FIRM = "恒岚精密机械有限公司"
HEAD = ["诉求编号", "反映日期", "企业名称", "标题", "类别"]
CASE = ["SQ-2026-0007", "2026-10-08", FIRM, "增容", "用电"]
LOG = ["诉求编号", "日期", "动作", "单位", "内容", "理由", "新时限", "结果", "是否联系上", "满意度"]
NUMBER = CASE[0]


def take(town: Town, folder: Path, **sheets: Rows) -> ImportSummary:
    return import_file(town.context, book(folder / "a.xlsx", sheets))


def told(town: Town, folder: Path, columns: list[str], cells: Sequence[object]) -> ImportSummary:
    """Import one difficulty by its dates."""
    return take(town, folder, 诉求=[[*HEAD, *columns], [*CASE, *cells]])


def detail(town: Town, key: int = 1) -> DifficultyDetail:
    return town.context.read(difficulty_detail, town.context.today(), key)


def reason(summary: ImportSummary) -> str:
    return " ".join(row.reason for row in summary.of(Outcome.REFUSED))


def test_a_bare_row_is_registered_with_the_defaults(town: Town, tmp_path: Path) -> None:
    assert told(town, tmp_path, [], []).saved
    known = detail(town)
    assert (known.row.number, known.row.state, known.row.level) == (NUMBER, State.REGISTERED, Level.LIMITED)
    assert known.row.source is Source.OTHER


def test_numbers_that_came_are_never_given_again(town: Town, tmp_path: Path) -> None:
    told(town, tmp_path, [], [])
    take(town, tmp_path, 诉求=[HEAD, [None, *CASE[1:3], "用水不足", "用水"]])
    assert detail(town, 2).row.number == "SQ-2026-0008"


def test_the_dates_in_the_order_of_the_life(town: Town, tmp_path: Path) -> None:
    columns = [
        "牵头单位",
        "交办日期",
        "原定时限",
        "现行时限",
        "办结日期",
        "结果",
        "结果说明",
        "回访日期",
        "是否联系上",
        "满意度",
    ]
    cells = [
        "供电所",
        "2026-10-09",
        "2026-10-15",
        "2026-10-20",
        "2026-10-19",
        "已解决",
        "已增容",
        "2026-10-21",
        "是",
        "满意",
    ]
    assert told(town, tmp_path, columns, cells).saved
    known = detail(town)
    assert [(step.action, step.on.day) for step in known.steps] == [
        (Action.REGISTER, 8), (Action.ASSIGN, 9), (Action.EXTEND, 9), (Action.RESOLVE, 19),
        (Action.FOLLOW_UP, 21),
    ]  # fmt: skip
    assert (known.case.original_deadline, known.case.deadline) == (date(2026, 10, 15), date(2026, 10, 20))
    assert known.steps[2].reason == NOT_WRITTEN_DOWN
    assert known.row.state is State.CLOSED
    assert not told(town, tmp_path, columns, cells).has_changes


def test_an_assignment_without_deadline_has_that_of_the_rules(town: Town, tmp_path: Path) -> None:
    told(town, tmp_path, ["牵头单位", "交办日期", "定级"], ["供电所", "2026-10-08", "即办"])
    assert detail(town).case.deadline == date(2026, 10, 9)
    assert detail(town).events[1].days == 1


def test_parked_and_ended_rows(town: Town, tmp_path: Path) -> None:
    columns = ["牵头单位", "交办日期", "挂账日期"]
    summary = told(town, tmp_path, columns, ["供电所", "2026-10-09", "2026-10-12"])
    known = detail(town)
    assert (known.row.state, known.case.condition) == (State.PARKED, NOT_WRITTEN_DOWN)
    assert known.case.review_on == date(2026, 10, 12)
    assert len(summary.warnings) == 2
    ended = [None, *CASE[1:3], "用水", "用水", "2026-10-09", "不予受理"]
    assert take(town, tmp_path, 诉求=[[*HEAD, "终止日期", "终止方式"], ended]).saved
    assert detail(town, 2).case.end_kind is EndKind.REJECTED


@pytest.mark.parametrize(
    ("columns", "cells", "words"),
    [
        (["办结日期", "结果"], ["2026-10-09", "已解决"], "交办"),
        (["办结日期", "结果"], ["2026-10-08", "部分解决"], "现场答复"),
        (["牵头单位", "交办日期", "办结日期"], ["供电所", "2026-10-09", "2026-10-12"], ""),
        (["牵头单位", "交办日期"], ["供电所", "2026-10-07"], ""),
        (["交办日期"], ["2026-10-09"], "单位"),
        (["挂账日期", "挂账条件"], ["2026-10-09", "待批"], ""),
        (["回访日期", "满意度"], ["2026-10-09", "满意"], ""),
        (["结果"], ["已解决"], "日期"),
        (["牵头单位", "交办日期"], ["供电所", "2027-10-09"], ""),
        (["走访编号"], ["ZF-2020-0001"], "ZF-2020-0001"),
        (["类别"], ["用火"], ""),
        (["类别"], ["教育/用电"], "要素"),
        (["数量"], ["很多"], "很多"),
    ],
)
def test_what_the_life_does_not_allow(
    columns: list[str], cells: list[object], words: str, town: Town, tmp_path: Path
) -> None:
    before = contents(tmp_path / "ledger")
    if columns == ["类别"]:
        summary = take(town, tmp_path, 诉求=[HEAD, [*CASE[:4], *cells]])
    else:
        summary = told(town, tmp_path, columns, cells)
    assert words in reason(summary)
    assert summary.of(Outcome.REFUSED)[0].row == 2
    assert not summary.saved
    assert contents(tmp_path / "ledger") == before


@pytest.mark.parametrize(("result", "kind"), [("解释答复", ResultKind.EXPLAINED), ("已解决", ResultKind.SOLVED)])
def test_an_answer_on_the_spot(result: str, kind: ResultKind, town: Town, tmp_path: Path) -> None:
    assert told(town, tmp_path, ["办结日期", "结果"], ["2026-10-08", result]).saved
    assert (detail(town).row.state, detail(town).row.result) == (State.RESOLVED, kind)


def test_records_tell_the_life_whatever_the_dates_say(town: Town, tmp_path: Path) -> None:
    log = [
        LOG,
        [NUMBER, "2026-10-12", "进展", None, "已勘察"],
        [NUMBER, "2026-10-09", "交办", "供电所"],
        [NUMBER, "2026-10-12", "退回", None, None, None],
        [NUMBER, "2026-10-13", "交办", "教育办", None, None, "2026-10-30"],
        [NUMBER, "2026-10-14", "办结", None, "已解决", None, None, "已解决"],
        [NUMBER, "2026-10-15", "回访", None, None, None, None, None, None, "不满意"],
        [NUMBER, "2026-10-16", "重办", None, None, "未通电"],
    ]
    summary = take(town, tmp_path, 诉求=[[*HEAD, "办结日期", "结果"], [*CASE, "2026-10-20", "已解决"]], 办理记录=log)
    assert summary.saved
    assert "退回" in summary.warnings[0]
    known = detail(town)
    assert [step.action.word for step in known.steps] == [
        "登记",
        "交办",
        "进展",
        "退回",
        "交办",
        "办结",
        "回访",
        "重办",
    ]
    assert (known.row.state, known.row.reopened, known.row.lead_unit) == (State.HANDLING, 1, "教育办")
    assert known.steps[6].satisfaction is Satisfaction.DISSATISFIED
    assert known.steps[6].reached
    assert summary.counts()["办理记录"][Outcome.ADDED] == 7


def test_a_bad_record_refuses_its_difficulty_with_its_row(town: Town, tmp_path: Path) -> None:
    log = [
        LOG,
        [NUMBER, "2026-10-09", "办结", None, None, None, None, "已解决"],
        ["SQ-2026-0099", "2026-10-09", "进展"],
    ]
    summary = take(town, tmp_path, 诉求=[HEAD, CASE], 办理记录=log)
    refused = {(row.sheet, row.row) for row in summary.of(Outcome.REFUSED)}
    assert refused == {("诉求", 2), ("办理记录", 2), ("办理记录", 3)}
    assert "办理记录第2行" in reason(summary)
    assert "SQ-2026-0099" in reason(summary)


def test_a_retired_unit_is_no_obstacle_to_history(town: Town, tmp_path: Path) -> None:
    row = town.context.read(units)[0]
    office.save_unit(town.context, UnitInput(name=row.name, in_use=InUse.RETIRED), row.id, row.version)
    assert told(town, tmp_path, ["牵头单位", "交办日期"], ["供电所", "2026-10-09"]).saved


def test_units_nobody_knows_are_added_and_named(town: Town, tmp_path: Path) -> None:
    columns = ["牵头单位", "交办日期", "协办单位"]
    summary = told(town, tmp_path, columns, ["水务站", "2026-10-09", "供电所、城管中队"])
    assert summary.new_units == ["城管中队", "水务站"] or summary.new_units == ["水务站", "城管中队"]
    assert detail(town).supporting_units == ("供电所", "城管中队")


def test_further_steps_are_added_behind_the_known_ones(town: Town, tmp_path: Path) -> None:
    columns = ["牵头单位", "交办日期"]
    told(town, tmp_path, columns, ["供电所", "2026-10-09"])
    later = told(town, tmp_path, [*columns, "办结日期", "结果"], ["供电所", "2026-10-09", "2026-10-14", "已解决"])
    assert [row.outcome for row in later.rows] == [Outcome.UPDATED]
    assert detail(town).row.state is State.RESOLVED
    older = told(town, tmp_path, columns, ["供电所", "2026-10-09"])
    assert not older.has_changes
    assert not older.of(Outcome.REFUSED)


def test_notes_in_the_ledger_do_not_stop_a_file_with_dates(town: Town, tmp_path: Path) -> None:
    told(town, tmp_path, ["牵头单位", "交办日期"], ["供电所", "2026-10-09"])
    town.step(1, Step(on=date(2026, 10, 12), action=Action.PROGRESS, text="已勘察"))
    columns = ["牵头单位", "交办日期", "办结日期", "结果"]
    assert told(town, tmp_path, columns, ["供电所", "2026-10-09", "2026-10-14", "已解决"]).saved
    assert [step.action.word for step in detail(town).steps] == ["登记", "交办", "进展", "办结"]


def test_records_alone_go_on_with_a_known_difficulty(town: Town, tmp_path: Path) -> None:
    told(town, tmp_path, ["牵头单位", "交办日期"], ["供电所", "2026-10-09"])
    log = [LOG, [NUMBER, "2026-10-09", "交办", "供电所"], [NUMBER, "2026-10-12", "督办", None, "请抓紧"]]
    summary = take(town, tmp_path, 办理记录=log)
    assert [row.outcome for row in summary.rows] == [Outcome.UNCHANGED, Outcome.ADDED]
    assert detail(town).row.is_supervised


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (["牵头单位", "交办日期"], ["教育办", "2026-10-09"]),
        (["牵头单位", "交办日期"], ["供电所", "2026-10-10"]),
        (["原话"], ["别的话"]),
        (["来源"], ["来电"]),
    ],
)
def test_history_is_not_rewritten(columns: list[str], cells: list[object], town: Town, tmp_path: Path) -> None:
    told(town, tmp_path, ["牵头单位", "交办日期", "原话"], ["供电所", "2026-10-09", "想增容"])
    before = contents(tmp_path / "ledger")
    summary = told(town, tmp_path, columns, cells)
    assert summary.of(Outcome.REFUSED)
    assert contents(tmp_path / "ledger") == before


def test_what_may_change_changes(town: Town, tmp_path: Path) -> None:
    told(town, tmp_path, [], [])
    summary = take(
        town,
        tmp_path,
        诉求=[[*HEAD, "定级", "责任领导"], [*CASE[:3], "增容至630kVA", "要素/用水", "协调", "王建国"]],
    )
    assert {change.field for change in summary.rows[0].changes} == {"标题", "类别", "定级", "责任领导"}
    known = detail(town).row
    assert (known.title, known.category, known.level, known.leader_name) == (
        "增容至630kVA",
        "用水",
        Level.COORDINATE,
        "王建国",
    )


def test_a_visit_and_its_difficulty_in_one_file(town: Town, tmp_path: Path) -> None:
    visits = [
        ["走访编号", "日期", "企业名称", "带队领导", "发展动向", "拟投资(万元)", "资质", "预警"],
        ["ZF-2026-0003", "2026年10月8日", FIRM, "王建国", "增资扩产、技改", "3,000", "甲级", "租约到期"],
        [None, "2026.10.9", FIRM, "王建国", None, None, None, None],
    ]
    promises = [["走访编号", "承诺内容", "承诺期限"], ["ZF-2026-0003", "一周内协调供电", "2026-10-15"]]
    case = [[*HEAD, "走访编号"], [*CASE, "ZF-2026-0003"]]
    assert take(town, tmp_path, 走访=visits, 诉求=case, 领导承诺=promises).saved
    later, first = town.context.read(visit_page)
    assert (first.number, first.investment, first.remark) == ("ZF-2026-0003", Decimal(3000), "资质：甲级")
    assert first.promises[0].text == "一周内协调供电"
    assert first.recorder == "李静"
    assert later.number == "ZF-2026-0004"
    assert detail(town).visit_number == "ZF-2026-0003"
    assert detail(town).row.source is Source.VISIT
    assert not take(town, tmp_path, 走访=visits, 诉求=case, 领导承诺=promises).has_changes


def test_a_number_from_the_recycle_bin_is_refused(town: Town, tmp_path: Path) -> None:
    key = town.visit(date(2026, 10, 8))
    remove_visit(town.context, key, 1)
    rows = [["走访编号", "日期", "企业名称", "带队领导"], ["ZF-2026-0001", "2026-10-08", FIRM, "王建国"]]
    assert "ZF-2026-0001" in reason(take(town, tmp_path, 走访=rows))


def test_words_of_open_lists_are_taken_as_other_and_named(town: Town, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "走访": [
            ["日期", "企业名称", "带队领导", "方式", "发展动向", "预警"],
            ["2026.10.8", FIRM, "王建国", "实地走访", "绿色、出海", "招工难"],
        ],
        "诉求": [[*HEAD, "来源"], [*CASE, "市长信箱"]],
    }
    summary = take(town, tmp_path, **sheets)
    assert summary.saved
    (visit,) = town.context.read(visit_page)
    assert [move.word for move in visit.moves] == ["绿色低碳", "其他"]
    assert [warning.word for warning in visit.warnings] == ["其他"]
    assert visit.remark == "发展动向：绿色、出海；预警：招工难"
    assert detail(town).row.source is Source.OTHER
    named = " ".join(summary.warnings)
    assert all(word in named for word in ("绿色、出海", "招工难", "市长信箱"))
    again = take(town, tmp_path, **sheets)
    assert {row.outcome for row in again.rows} == {Outcome.UNCHANGED}


def test_words_of_closed_lists_are_refused(town: Town, tmp_path: Path) -> None:
    summary = take(town, tmp_path, 诉求=[[*HEAD, "满意度"], [*CASE, "还行"]])
    assert not summary.saved
    assert "还行" in reason(summary)


def test_a_unit_without_a_day_of_assignment_is_named(town: Town, tmp_path: Path) -> None:
    summary = told(town, tmp_path, ["牵头单位"], ["供电所"])
    assert summary.saved
    assert detail(town).row.state is State.REGISTERED
    assert any("供电所" in warning for warning in summary.warnings)


def test_a_number_that_stands_twice_in_a_file_is_refused(town: Town, tmp_path: Path) -> None:
    visits = [["走访编号", "日期", "企业名称", "带队领导"]]
    visits += [["ZF-2026-0001", day, FIRM, "王建国"] for day in ("2026-10-08", "2026-10-09")]
    cases = [HEAD, CASE, [*CASE[:3], "另一件", "用电"]]
    for sheets in ({"走访": visits}, {"诉求": cases}):
        summary = take(town, tmp_path, **sheets)
        assert not summary.saved
        (refused,) = summary.of(Outcome.REFUSED)
        assert refused.row == 3
        assert refused.value in reason(summary)


def test_parked_and_then_resolved_is_taken_up_again_on_the_day_of_its_end(town: Town, tmp_path: Path) -> None:
    columns = ["牵头单位", "交办日期", "挂账日期", "挂账条件", "复核日期", "办结日期", "结果"]
    cells = ["供电所", "2026-10-09", "2026-10-12", "待增容", "2026-11-12", "2026-11-02", "已解决"]
    assert told(town, tmp_path, columns, cells).saved
    assert detail(town).row.state is State.RESOLVED
    assert [event.action for event in detail(town).events][-2:] == [Action.UNPARK, Action.RESOLVE]


def test_what_the_life_refuses_names_the_column_and_the_value(town: Town, tmp_path: Path) -> None:
    columns = ["牵头单位", "交办日期", "办结日期", "结果"]
    summary = told(town, tmp_path, columns, ["供电所", "2026-10-12", "2026-10-09", "已解决"])
    (refused,) = summary.of(Outcome.REFUSED)
    assert (refused.column, refused.value) == ("办结日期", "2026-10-09")


@pytest.mark.parametrize("written", ["要素（用电）", "要素(用电)", "要素／用电", "用电"])
def test_a_category_in_the_writing_of_offices(written: str, town: Town, tmp_path: Path) -> None:
    assert take(town, tmp_path, 诉求=[HEAD, [*CASE[:4], written]]).saved
    assert detail(town).row.category == "用电"


def test_a_unit_with_an_endless_name_is_refused_in_words(town: Town, tmp_path: Path) -> None:
    summary = told(town, tmp_path, ["牵头单位", "交办日期"], ["所" * 201, "2026-10-09"])
    assert not summary.saved
    assert "201" in reason(summary)
