"""The monthly report read back: its figures are those of the figures file, its rows those of the ledger."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.ledgers import Town
from tests.reports.reading import characters, page_count, text_of
from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, LeaderLine, Rate
from zhenyu_desk.domain.inputs import EnterpriseInput, LeaderInput, VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ReportPart, ReportTemplate, ResultKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.reports.fonts import MissingGlyph
from zhenyu_desk.reports.monthly.annexes import value_words
from zhenyu_desk.services import difficulties, enterprises, figures, leaders, visits
from zhenyu_desk.services.report_texts import save_report_text
from zhenyu_desk.services.reports import month_report_pdf, report_pdf
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.store.queries.register import leaders as leader_rows

OCTOBER = Month(2026, 10)


def squeezed(text: str) -> str:
    """Text without blanks and line ends, as table cells break it."""
    return "".join(text.split())


def test_every_figure_is_printed_as_it_was_computed(busy: Town) -> None:
    printed = squeezed(text_of(month_report_pdf(busy.context, OCTOBER)))
    current = figures.month_figures(busy.context, OCTOBER).current
    for definition in DEFINITIONS:
        words = value_words(current, definition.key, definition.unit)
        assert f"{definition.word}{words}" in printed, definition.key
    assert (current.visits.value, current.new.value, current.resolved.value, current.overdue.value) == (
        2,
        4,
        2,
        1,
    )


def test_rows_and_names_are_printed(busy: Town) -> None:
    printed = squeezed(text_of(month_report_pdf(busy.context, OCTOBER)))
    for words in (
        "周市镇2026年10月领导挂钩服务企业工作情况通报",
        "王建国（镇长）",
        "SQ-2026-0001",
        "压铸线投产需增容800kVA",
        "待年度用地指标",
        "一、总体情况",
        "二、走访开展情况",
        "三、困难诉求办理情况",
        "2026年10月31日",
        "走访家次2家次",
    ):
        assert words in printed, words


def test_every_definition_names_a_figure(busy: Town) -> None:
    current = figures.month_figures(busy.context, OCTOBER).current
    named = {definition.key for definition in DEFINITIONS}
    figure_fields = {
        name for name in current.__dataclass_fields__ if isinstance(getattr(current, name), Count | Rate | Days)
    }
    assert named == figure_fields


def test_october_made_later_shows_october(busy: Town) -> None:
    before = _printed_of_its_records(busy)
    busy.step(1, Step(on=date(2026, 11, 3), action=Action.EXTEND, new_deadline=date(2026, 11, 20), reason="批准"))
    busy.step(1, Step(on=date(2026, 11, 18), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已送电"))
    busy.visit(date(2026, 11, 20))
    assert _printed_of_its_records(busy) == before


def _printed_of_its_records(town: Town) -> bytes:
    """The report without the fingerprint of the audit log, which goes on with every change."""
    return report_pdf(replace(figures.month_report(town.context, OCTOBER), anchor=""))


def test_a_month_without_anything_says_so_and_names_no_rate_of_nothing(town: Town) -> None:
    printed = squeezed(text_of(month_report_pdf(town.context, Month(2026, 5))))
    sentences, definitions = printed.split("计入行数口径", 1)
    assert "按期办结率—（0/0件）" in definitions
    assert "（0/0" not in sentences
    assert "—（" not in sentences
    assert "本月无应结诉求。" in sentences
    assert "走访企业0家次（上月、上年同月均无）。" in sentences
    assert "None" not in printed


def test_a_month_in_the_future_is_refused(town: Town) -> None:
    with pytest.raises(RuleBroken) as error:
        month_report_pdf(town.context, Month(2026, 12))
    assert error.value.field == "month"
    assert "2026-12" in error.value.sentence


def test_rare_characters_are_printed_and_unknown_ones_stop_the_print_with_the_record(busy: Town) -> None:
    row = busy.context.read(leader_rows)[0]
    leaders.save_leader(busy.context, LeaderInput(name="龚𬱖", post="镇长", rank=1), row.id, row.version)
    assert "龚𬱖" in text_of(month_report_pdf(busy.context, OCTOBER))
    firm = busy.context.read(enterprise_detail, busy.firm)
    enterprises.update_enterprise(busy.context, firm.id, firm.version, EnterpriseInput(name="恒岚\U0001f600机械"))
    with pytest.raises(MissingGlyph) as error:
        month_report_pdf(busy.context, OCTOBER)
    assert error.value.character == "\U0001f600"
    assert "U+1F600" in error.value.sentence
    assert error.value.record.startswith("SQ-2026-")


def test_a_character_no_font_has_names_the_firm_and_not_the_leader_it_is_listed_under(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    named = EnterpriseInput(name="恒岚\U0001f600机械", short_name="恒岚\U0001f600")
    enterprises.update_enterprise(town.context, firm.id, firm.version, named)
    with pytest.raises(MissingGlyph) as error:
        month_report_pdf(town.context, OCTOBER)
    assert error.value.record == "恒岚\U0001f600机械"


def test_telephone_numbers_are_masked_wherever_people_wrote_them(town: Town) -> None:
    on, phone = date(2026, 10, 9), "13812342201"
    visit = VisitInput(on=on, enterprise_id=town.firm, leader_id=town.leader, business=f"负责人{phone}")
    cases = [
        town.difficulty(on, f"用电增容，联系{phone}", words=f"请打{phone}", assign_unit_id=town.unit),
        town.difficulty(on, "用地", assign_unit_id=town.unit),
    ]
    visits.register_visit(town.context, visit, cases)
    town.step(1, Step(on=on, action=Action.RESOLVE, result=ResultKind.SOLVED, text=f"已告知{phone}"))
    town.step(2, Step(on=on, action=Action.PARK, condition=f"待{phone}回复", review_on=date(2026, 12, 1)))
    detail = town.context.read(difficulty_detail, town.context.today(), 1)
    difficulties.mark_typical(town.context, 1, detail.row.version, is_typical=True)
    save_report_text(town.context, OCTOBER, ReportPart.PROBLEMS, f"有事请打{phone}。")
    printed = squeezed(text_of(month_report_pdf(town.context, OCTOBER)))
    assert phone not in printed
    assert printed.count("138****2201") >= 6


def test_a_case_reopened_in_the_month_is_in_the_ledger_and_counted_when_pressed(town: Town) -> None:
    town.visit(date(2026, 9, 1), town.difficulty(date(2026, 9, 1), "早办结又重办", assign_unit_id=town.unit))
    town.step(1, Step(on=date(2026, 9, 10), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已办"))
    town.step(1, Step(on=date(2026, 10, 12), action=Action.REOPEN, reason="企业反映未解决"))
    town.step(1, Step(on=date(2026, 10, 13), action=Action.SUPERVISE, text="请抓紧"))
    report = figures.month_report(town.context, OCTOBER)
    assert [row.title for row in report.difficulties] == ["早办结又重办"]
    assert "督办中1件" in squeezed(text_of(report_pdf(report)))


def test_the_report_is_signed_on_the_day_it_is_made(busy: Town) -> None:
    settings = busy.context.read(load_settings).model_copy(update={"document_code": "周政〔{year}〕{number}号"})
    report = figures.month_report(busy.context, OCTOBER)
    made = replace(report, settings=settings, made_on=date(2027, 1, 5), texts={ReportPart.ISSUE_NUMBER: "3"})
    printed = squeezed(text_of(report_pdf(made, ReportTemplate.RED)))
    assert report.made_on == busy.context.today()
    assert "周市镇人民政府2027年1月5日" in printed
    assert "周政〔2027〕3号" in printed
    assert "2027年1月5日印发" in printed
    assert "数据截至2026年10月31日" in printed
    assert "周市镇企业服务办公室2027年1月5日" in squeezed(text_of(report_pdf(made, ReportTemplate.BULLETIN)))


def test_last_visits_are_those_known_on_the_day(town: Town) -> None:
    town.visit(date(2026, 9, 3))
    town.visit(date(2026, 11, 16))
    (firm,) = figures.month_report(town.context, OCTOBER).unvisited
    assert firm.last_visit_on == date(2026, 9, 3)


def test_only_the_worst_of_many_overdue_cases_stand_in_the_body(town: Town) -> None:
    days = [date(2026, 8, 3) + timedelta(days=number) for number in range(25)]
    town.visit(days[-1], *(town.difficulty(day, f"诉求{n:02}", assign_unit_id=town.unit) for n, day in enumerate(days)))
    printed = squeezed(text_of(month_report_pdf(town.context, OCTOBER)))
    body, annex = printed.split("附件1本月", 1)
    assert "超期未办结25件，超期时间最长的20件见下表，其余见附件2。" in body
    assert ("诉求00" in body, "诉求24" in body) == (True, False)
    assert annex.count("诉求24") == 2


LINES = (("甲", (1, 2), (1,)), ("乙", (3,), (3,)), ("丙", (), ()))


@pytest.mark.parametrize(("is_ranked", "order"), [(False, "甲乙丙"), (True, "乙甲丙")])
def test_leaders_stand_in_rank_order_unless_the_office_ranks_them_by_coverage(
    busy: Town, is_ranked: bool, order: str
) -> None:
    report = figures.month_report(busy.context, OCTOBER)
    lines = tuple(LeaderLine(id_, name, paired, met, 1, 0) for id_, (name, paired, met) in enumerate(LINES, 1))
    people = tuple(replace(report.leaders[0], id=id_, name=name) for id_, (name, *_rest) in enumerate(LINES, 1))
    made = replace(
        report,
        settings=report.settings.model_copy(update={"is_ranked": is_ranked}),
        leaders=people,
        figures=replace(report.figures, current=replace(report.figures.current, by_leader=lines)),
    )
    printed = squeezed(text_of(report_pdf(made)))
    places = [printed.index(f"{name}（镇长）") for name in order]
    assert places == sorted(places)


def test_a_long_month_stays_in_the_type_area(busy: Town) -> None:
    on = date(2026, 10, 21)
    busy.visit(on, *(busy.difficulty(on, f"第{i}件：" + "厂区雨污分流改造资金" * 4) for i in range(60)))
    pdf = month_report_pdf(busy.context, OCTOBER)
    assert text_of(pdf).count("雨污分流") == 2 * 240  # in the ledger of the month and among the open ones
    for page in range(page_count(pdf)):
        inside = [char for char in characters(pdf, page) if char.text not in "—0123456789"]
        assert all(79 <= char.x <= 521.6 or 58 <= char.x <= 737 for char in inside)
        assert all(73 <= char.y <= 737 for char in inside)
