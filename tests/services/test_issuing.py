"""Issued reports are frozen; what is changed afterwards is told with its reason, and the next report says so."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2
from sqlmodel import col

from tests.ledgers import TODAY, Town
from tests.reports.reading import text_of
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.inputs import MAX_TEXT
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ReportPart, ReportTemplate, ResultKind
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.i18n import format_date
from zhenyu_desk.services import visits
from zhenyu_desk.services.attachments import attachments_of, file_of
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.figures import differences_of, month_report
from zhenyu_desk.services.issuing import issue, issue_report, issued_pdf, issued_reports, make_report
from zhenyu_desk.services.report_texts import save_report_text
from zhenyu_desk.services.reports import month_report_pdf, note_printing, proposed_texts
from zhenyu_desk.services.undo import take_back
from zhenyu_desk.store.audit import GENESIS, entry_hash
from zhenyu_desk.store.tables import AuditEntry, IssuedReport

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
    assert "ZF-2026-0002补录" in printed
    assert "走访家次由1家次更正为2家次" in printed


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


def file_issued(town: Town) -> Path:
    """The file of the report issued last."""
    row = issued_reports(town.context, OCTOBER)[0]
    (file,) = attachments_of(town.context, Aggregate.REPORT, row.id)
    return file_of(town.context, file)


def test_a_forged_file_is_neither_shown_nor_overlooked(october: Town) -> None:
    issue_report(october.context, OCTOBER)
    (row,) = issued_reports(october.context, OCTOBER)
    assert issued_pdf(october.context, row).startswith(b"%PDF")
    file = file_issued(october)
    file.chmod(0o644)
    file.write_bytes(b"%PDF forged")
    with pytest.raises(EnvironmentProblem, match=row.title):
        issued_pdf(october.context, row)
    (sentence,) = check_ledger(october.context)
    assert row.title in sentence


def test_an_issued_report_bears_witness_to_the_audit_log(october: Town) -> None:
    """A log written anew as a whole is a whole chain again, so the chain alone can't tell."""
    made = make_report(october.context, OCTOBER)
    october.visit(date(2026, 11, 20))
    issue(october.context, made)
    (row,) = issued_reports(october.context, OCTOBER)
    with october.context.ledger.read() as session:
        issued = session.scalars(select(IssuedReport)).one()
        assert issued.anchor == made.report.anchor
        assert issued.anchor in session.scalars(select(col(AuditEntry.hash)))
    assert issued.anchor in text_of(issued_pdf(october.context, row))
    assert check_ledger(october.context) == []
    write_log_anew(october)
    (sentence,) = check_ledger(october.context)
    assert f"{format_date(TODAY)}定稿的《{row.title}》" in sentence


def test_a_report_issued_before_there_were_anchors_stays_valid(october: Town) -> None:
    issue(
        october.context, replace(made := make_report(october.context, OCTOBER), report=replace(made.report, anchor=""))
    )
    assert check_ledger(october.context) == []
    write_log_anew(october)
    assert check_ledger(october.context) == []


def write_log_anew(town: Town) -> None:
    """Say in the log that another one acted, and chain it anew so that it looks whole."""
    with closing(dbapi2.connect(str(town.context.ledger.file), isolation_level=None)) as intruder:
        intruder.execute("DROP TRIGGER audit_entry_no_update")
        intruder.execute("UPDATE audit_entry SET actor = '别人' WHERE seq = 3")
    with town.context.ledger.read() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(col(AuditEntry.seq))))
        rows = [entry.model_dump() for entry in entries]
    former = GENESIS
    for row in rows:
        row["previous_hash"] = former
        former = row["hash"] = entry_hash(row)
    with closing(dbapi2.connect(str(town.context.ledger.file), isolation_level=None)) as intruder:
        for row in rows:
            intruder.execute(
                "UPDATE audit_entry SET previous_hash = ?, hash = ? WHERE seq = ?",
                (row["previous_hash"], row["hash"], row["seq"]),
            )


def test_what_is_issued_is_exactly_what_was_made(october: Town) -> None:
    made = make_report(october.context, OCTOBER, template=ReportTemplate.RED)
    october.visit(date(2026, 10, 20))
    issue(october.context, made)
    (row,) = issued_reports(october.context, OCTOBER)
    assert issued_pdf(october.context, row) == made.pdf
    assert json.loads(row.figures)["figures"]["visits"] == {"value": "1", "rows": [1]}
    assert by_key(october)["visits"].reported == "1"


def by_key(town: Town) -> dict[str, Difference]:
    return {one.key: one for one in differences_of(town.context, OCTOBER)}


def test_a_later_step_that_does_not_bear_on_the_month_is_no_reason(october: Town) -> None:
    issue_report(october.context, OCTOBER)
    october.step(1, Step(on=date(2026, 10, 16), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    october.step(1, Step(on=date(2026, 10, 17), action=Action.FOLLOW_UP, reached=False, text="无人接听"))
    october.step(1, Step(on=date(2026, 11, 5), action=Action.REOPEN, reason="仍跳闸"))
    found = by_key(october)
    assert found["resolved"].reasons == ("SQ-2026-0001补记10月16日办结",)
    assert found["followed_up_rate"].reasons == ("SQ-2026-0001补记10月17日回访",)


def test_a_changed_base_of_a_rate_has_rows_and_a_reason(october: Town) -> None:
    issue_report(october.context, OCTOBER)
    october.visit(date(2026, 10, 20), october.difficulty(date(2026, 10, 20), assign_unit_id=october.unit))
    found = by_key(october)["cumulative_resolved_rate"]
    assert (found.reported, found.now, found.added) == ("0/1", "0/2", (2,))
    assert found.reasons == ("SQ-2026-0002补录",)


def test_other_rows_of_the_same_number_are_told(october: Town) -> None:
    gone = october.visit(date(2026, 10, 20))
    issue_report(october.context, OCTOBER)
    visits.remove_visit(october.context, gone, 1)
    added = october.visit(date(2026, 10, 21))
    (difference,) = differences_of(october.context, OCTOBER)
    assert (difference.reported, difference.now, difference.is_correction) == ("2", "2", True)
    assert (difference.gone, difference.added) == ((gone,), (added,))
    assert difference.reasons == ("ZF-2026-0002删除", "ZF-2026-0003补录")


def test_a_firm_is_told_by_the_visit_that_moved_it(town: Town) -> None:
    issue_report(town.context, OCTOBER)
    town.visit(ON)
    found = by_key(town)
    assert found["coverage"].reasons == found["visits"].reasons == ("ZF-2026-0001补录",)


def test_the_rest_of_a_month_reported_early_is_told(october: Town) -> None:
    issue_report(october.context, OCTOBER, as_of=date(2026, 10, 25))
    october.visit(date(2026, 10, 28))
    october.visit(date(2026, 10, 29))
    found = by_key(october)["visits"]
    assert (found.reported, found.now, found.whole, found.as_of) == ("1", "1", "3", date(2026, 10, 25))
    assert not found.is_correction
    assert found.ids == (1, 2, 3)


def test_a_value_that_changed_within_its_rows_is_told_by_them(october: Town) -> None:
    resolve = Step(on=date(2026, 10, 16), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容")
    october.step(1, resolve)
    issue_report(october.context, OCTOBER)
    october.step(1, Step(on=date(2026, 10, 20), action=Action.CORRECT, reason="日期记错"))
    october.step(1, Step(on=date(2026, 10, 20), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    found = by_key(october)["mean_handling_days"]
    assert (found.added, found.gone, found.ids) == ((), (), (1,))
    assert found.reasons == ("SQ-2026-0001补记10月20日办结",)


def test_a_text_taken_back_can_be_written_again(october: Town) -> None:
    first = save_report_text(october.context, OCTOBER, ReportPart.CASES, "先写的")
    assert first.undoable
    take_back(october.context, first.undoable)
    assert ReportPart.CASES not in month_report(october.context, OCTOBER).texts
    save_report_text(october.context, OCTOBER, ReportPart.CASES, "后写的", before="")
    assert month_report(october.context, OCTOBER).texts[ReportPart.CASES] == "后写的"


def test_a_text_changed_meanwhile_is_not_overwritten(october: Town) -> None:
    save_report_text(october.context, OCTOBER, ReportPart.CASES, "李静写的", before="")
    with pytest.raises(RuleBroken, match="典型案例"):
        save_report_text(october.context, OCTOBER, ReportPart.CASES, "陈敏写的", before="")
    assert month_report(october.context, OCTOBER).texts[ReportPart.CASES] == "李静写的"
    save_report_text(october.context, OCTOBER, ReportPart.CASES, "两人写的", before="李静写的")
    assert month_report(october.context, OCTOBER).texts[ReportPart.CASES] == "两人写的"


def test_texts_issues_and_prints_are_audited(october: Town) -> None:
    context = october.context
    save_report_text(context, OCTOBER, ReportPart.CASES, "一个案例")
    made = make_report(context, OCTOBER)
    note_printing(context, OCTOBER, made.pdf)
    issue(context, made)
    note_printing(context, OCTOBER, made.pdf)
    with context.ledger.read() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(col(AuditEntry.seq))))[-5:]
    verbs = [entry.verb for entry in entries]
    assert verbs == ["save_report_text", "print_report", "issue_report", "issue_report", "print_report"]
    (issued,) = [json.loads(entry.change) for entry in entries if entry.table_name == "issued_report"]
    assert issued["as_of"][1] == "2026-10-31"
    draft, final = (json.loads(entry.change) for entry in entries if entry.verb == "print_report")
    assert (draft["issued"], final["issued"]) == (False, True)
    assert draft["sha256"] == final["sha256"] == file_issued(october).stem
