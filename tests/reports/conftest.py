"""Fonts of the bundle alone, so that a test looks the same on every computer."""

from datetime import date

import pytest

from tests.ledgers import Town
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ResultKind, Satisfaction
from zhenyu_desk.paths import resources
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.services.figures import month_report


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet(resources() / "fonts", installed=[])


@pytest.fixture(scope="session")
def blocks(fonts: FontSet) -> PdfBlocks:
    return PdfBlocks(fonts)


@pytest.fixture
def busy(town: Town) -> Town:
    """October: two visits, four difficulties, one of them overdue and one parked."""
    on = date(2026, 10, 9)
    town.visit(
        on,
        town.difficulty(on, "压铸线投产需增容800kVA", assign_unit_id=town.unit),
        town.difficulty(
            on, "员工子女3名申请就近入学", category_id=town.category("教育"), assign_unit_id=town.other_unit
        ),
        town.difficulty(on, "扩产需新增工业用地20亩", category_id=town.category("用地"), assign_unit_id=town.unit),
    )
    town.visit(
        date(2026, 10, 20),
        town.difficulty(date(2026, 10, 20), "政策申报咨询", spot_result=ResultKind.EXPLAINED),
    )
    town.step(2, Step(on=date(2026, 10, 14), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已协调入学"))
    town.step(
        2,
        Step(on=date(2026, 10, 15), action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.FAIRLY),
    )
    town.step(
        3,
        Step(on=date(2026, 10, 15), action=Action.PARK, condition="待年度用地指标", review_on=date(2026, 12, 1)),
    )
    return town


@pytest.fixture
def october(busy: Town) -> MonthReport:
    """What the report of that month is made from."""
    return month_report(busy.context, Month(2026, 10))
