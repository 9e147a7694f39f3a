"""The monthly report read back: its figures are those of the figures file, its rows those of the ledger."""

from datetime import date

import pytest

from tests.ledgers import Town
from tests.reports.reading import characters, page_count, text_of
from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, Rate
from zhenyu_desk.domain.inputs import EnterpriseInput, LeaderInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ResultKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.reports.fonts import MissingGlyph
from zhenyu_desk.reports.monthly.annexes import value_words
from zhenyu_desk.services import enterprises, figures, leaders
from zhenyu_desk.services.reports import month_report_pdf
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
    before = month_report_pdf(busy.context, OCTOBER)
    busy.step(1, Step(on=date(2026, 11, 3), action=Action.EXTEND, new_deadline=date(2026, 11, 20), reason="批准"))
    busy.step(1, Step(on=date(2026, 11, 18), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已送电"))
    busy.visit(date(2026, 11, 20))
    assert month_report_pdf(busy.context, OCTOBER) == before


def test_a_month_without_anything_prints_dashes(town: Town) -> None:
    printed = squeezed(text_of(month_report_pdf(town.context, Month(2026, 5))))
    assert "按期办结率—（0/0）" in printed
    assert "上月无" in printed
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


def test_a_long_month_stays_in_the_type_area(busy: Town) -> None:
    on = date(2026, 10, 21)
    busy.visit(on, *(busy.difficulty(on, f"第{i}件：" + "厂区雨污分流改造资金" * 4) for i in range(60)))
    pdf = month_report_pdf(busy.context, OCTOBER)
    assert text_of(pdf).count("雨污分流") == 2 * 240  # in the ledger of the month and among the open ones
    for page in range(page_count(pdf)):
        inside = [char for char in characters(pdf, page) if char.text not in "—0123456789"]
        assert all(79 <= char.x <= 521.6 or 58 <= char.x <= 737 for char in inside)
        assert all(73 <= char.y <= 737 for char in inside)
