"""Issued reports are frozen; what is changed afterwards is told with its reason, and the next report says so."""

from datetime import date

import pytest

from tests.ledgers import TODAY, Town
from tests.reports.reading import text_of
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import MAX_TEXT
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ReportPart, ReportTemplate, ResultKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import visits
from zhenyu_desk.services.attachments import attachments_of, file_of
from zhenyu_desk.services.figures import differences_of, month_report
from zhenyu_desk.services.issuing import issue_report, issued_reports
from zhenyu_desk.services.report_texts import save_report_text
from zhenyu_desk.services.reports import month_report_pdf, proposed_texts

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
ON = date(2026, 10, 12)


@pytest.fixture
def october(town: Town) -> Town:
    """A visit with a difficulty in October."""
    town.visit(ON, town.difficulty(ON, "压铸线投产需增容", assign_unit_id=town.unit))
    return town


def test_what_was_issued_stays_whatever_happens_to_the_ledger(october: Town) -> None:
    issue_report(october.context, OCTOBER, template=ReportTemplate.BULLETIN)
    october.visit(date(2026, 10, 20))
    (issued,) = issued_reports(october.context, OCTOBER)
    (file,) = attachments_of(october.context, Aggregate.REPORT, issued.id)
    printed = text_of(file_of(october.context, file).read_bytes())
    assert "企业服务简报" in printed
    assert "走访企业1家次" in printed
    assert (issued.issued_on, issued.as_of, issued.template) == (TODAY, OCTOBER.last, ReportTemplate.BULLETIN)


def test_nothing_changed_means_no_difference(october: Town) -> None:
    issue_report(october.context, OCTOBER)
    october.visit(date(2026, 11, 3))
    assert differences_of(october.context, OCTOBER) == ()


def test_each_change_is_told_with_its_reason(october: Town) -> None:
    issue_report(october.context, OCTOBER)
    october.visit(date(2026, 10, 20))
    october.step(1, Step(on=date(2026, 10, 16), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    found = {one.key: one for one in differences_of(october.context, OCTOBER)}
    assert (found["visits"].reported, found["visits"].now) == ("1", "2")
    assert found["visits"].reasons == ("ZF-2026-0002补录",)
    assert (found["resolved"].reported, found["resolved"].now) == ("0", "1")
    assert found["resolved"].reasons == ("SQ-2026-0001补记10月16日办结",)
    assert (found["on_time_rate"].reported, found["on_time_rate"].now) == ("0/1", "1/1")
    assert (found["open"].gone, found["open"].added) == ((1,), ())


def test_a_removed_row_is_named(october: Town) -> None:
    extra = october.visit(date(2026, 10, 20))
    issue_report(october.context, OCTOBER)
    visits.remove_visit(october.context, extra, 1)
    (difference,) = differences_of(october.context, OCTOBER)
    assert (difference.gone, difference.reasons) == ((extra,), ("ZF-2026-0002删除",))


def test_the_next_report_says_what_the_last_one_got_wrong(october: Town) -> None:
    assert "上月数据更正" not in text_of(month_report_pdf(october.context, NOVEMBER))
    issue_report(october.context, OCTOBER)
    october.visit(date(2026, 10, 20))
    printed = text_of(month_report_pdf(october.context, NOVEMBER))
    assert "走访家次10月已报1家次，现为2家次，因ZF-2026-0002补录" in printed


def test_a_part_is_printed_as_written_until_it_is_emptied(october: Town) -> None:
    written = "（一）一个案例\n企业送来锦旗。"
    save_report_text(october.context, OCTOBER, ReportPart.CASES, written)
    save_report_text(october.context, NOVEMBER, ReportPart.CASES, "十一月的话")
    assert "企业送来锦旗" in text_of(month_report_pdf(october.context, OCTOBER))
    save_report_text(october.context, OCTOBER, ReportPart.CASES, " ")
    printed = text_of(month_report_pdf(october.context, OCTOBER))
    assert "企业送来锦旗" not in printed
    assert proposed_texts(month_report(october.context, OCTOBER))[ReportPart.CASES] in printed


def test_a_part_that_is_too_long_is_refused_by_name(october: Town) -> None:
    with pytest.raises(RuleBroken) as error:
        save_report_text(october.context, OCTOBER, ReportPart.PROBLEMS, "长" * (MAX_TEXT + 1))
    assert "存在问题" in error.value.sentence


def test_the_newest_issue_counts(october: Town) -> None:
    issue_report(october.context, OCTOBER)
    october.visit(date(2026, 10, 20))
    issue_report(october.context, OCTOBER)
    newest, former = issued_reports(october.context, OCTOBER)
    assert newest.issued_at > former.issued_at
    assert differences_of(october.context, OCTOBER) == ()
