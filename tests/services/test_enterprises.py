"""Firms: codes checked, duplicates refused, contacts retired but never deleted."""

from datetime import date
from decimal import Decimal

import pytest

from tests.ledgers import CODE, OTHER_CODE, Town
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, Label, YearlyFigures
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises
from zhenyu_desk.store.queries.register import contacts, enterprise_detail


def test_a_code_another_firm_has_is_refused(town: Town) -> None:
    with pytest.raises(RuleBroken) as error:
        enterprises.add_enterprise(town.context, EnterpriseInput(name="启元光电", credit_code=CODE.lower()))
    assert error.value.field == "credit_code"
    assert "恒岚精密机械有限公司" in error.value.sentence


def test_a_wrong_check_digit_is_refused_unless_a_reason_is_given(town: Town) -> None:
    wrong = OTHER_CODE[:-1] + ("1" if OTHER_CODE[-1] != "1" else "2")
    with pytest.raises(RuleBroken) as error:
        enterprises.add_enterprise(town.context, EnterpriseInput(name="启元光电", credit_code=wrong))
    assert error.value.field == "credit_code"
    assert OTHER_CODE[-1] in error.value.sentence
    kept = enterprises.add_enterprise(
        town.context, EnterpriseInput(name="启元光电", credit_code=wrong, code_reason="营业执照如此")
    )
    assert kept.id
    assert town.context.read(enterprise_detail, kept.id).credit_code == wrong


def test_a_code_that_is_too_short_is_refused_whatever_the_reason(town: Town) -> None:
    with pytest.raises(RuleBroken):
        enterprises.add_enterprise(
            town.context, EnterpriseInput(name="启元光电", credit_code="91330109", code_reason="急")
        )


@pytest.mark.parametrize("name", ["恒岚精密机械有限公司", "恒岚精密机械有限公司 ", "恒岚 精密机械有限公司"])
def test_the_same_firm_twice_is_refused(town: Town, name: str) -> None:
    with pytest.raises(RuleBroken) as error:
        enterprises.add_enterprise(town.context, EnterpriseInput(name=name))
    assert error.value.field == "name"


def test_labels_names_and_figures_are_replaced_by_what_is_given(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    first = EnterpriseInput(
        name=firm.name,
        former_names=("老厂", "旧名"),
        labels=(Label(name="规上", year=2025), Label(name="高企")),
        yearly=(YearlyFigures(year=2025, output=18600),),
    )
    enterprises.update_enterprise(town.context, firm.id, firm.version, first)
    second = first.model_copy(
        update={"former_names": ("老厂",), "labels": (Label(name="规上", year=2026),), "yearly": ()}
    )
    version = town.context.read(enterprise_detail, firm.id).version
    enterprises.update_enterprise(town.context, firm.id, version, second)
    shown = town.context.read(enterprise_detail, firm.id)
    assert shown.former_names == ("老厂",)
    assert [(label.name, label.year) for label in shown.labels] == [("规上", 2026)]
    assert shown.yearly == ()


def test_one_primary_contact_and_retired_ones_stay(town: Town) -> None:
    first = enterprises.save_contact(
        town.context,
        ContactInput(enterprise_id=town.firm, name="张伟", mobile="19900002201", is_primary=True),
    )
    enterprises.save_contact(town.context, ContactInput(enterprise_id=town.firm, name="单莉", is_primary=True))
    assert first.id
    zhang = next(row for row in town.context.read(contacts, town.firm) if row.id == first.id)
    assert not zhang.is_primary
    enterprises.retire_contact(town.context, zhang.id, zhang.version)
    assert [(row.name, row.in_use) for row in town.context.read(contacts, town.firm)] == [
        ("单莉", InUse.ACTIVE),
        ("张伟", InUse.RETIRED),
    ]


def test_a_firm_with_history_is_not_removed(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    with pytest.raises(RuleBroken):
        enterprises.remove_enterprise(town.context, firm.id, firm.version)
    other = enterprises.add_enterprise(town.context, EnterpriseInput(name="空壳公司")).id
    assert other
    enterprises.remove_enterprise(town.context, other, 1)
    with pytest.raises(RuleBroken):
        town.context.read(enterprise_detail, other)
    enterprises.add_enterprise(town.context, EnterpriseInput(name="空壳公司"))


def test_a_founding_date_in_the_future_or_after_the_first_visit_is_refused(town: Town) -> None:
    town.visit(date(2026, 10, 9))
    firm = town.context.read(enterprise_detail, town.firm)
    for founded in (date(2026, 11, 25), date(2026, 10, 10)):
        with pytest.raises(RuleBroken) as error:
            enterprises.update_enterprise(
                town.context, firm.id, firm.version, EnterpriseInput(name=firm.name, founded=founded)
            )
        assert error.value.field == "founded"
    with pytest.raises(RuleBroken) as error:
        enterprises.add_enterprise(town.context, EnterpriseInput(name="新厂", founded=date(2027, 1, 1)))
    assert error.value.field == "founded"
    given = EnterpriseInput(name=firm.name, founded=date(2026, 10, 9))
    enterprises.update_enterprise(town.context, firm.id, firm.version, given)
    assert town.context.read(enterprise_detail, town.firm).founded == date(2026, 10, 9)


def test_the_figures_of_a_year_are_saved_moved_to_another_year_and_removed(town: Town) -> None:
    enterprises.save_year(town.context, town.firm, YearlyFigures(year=2025, output=Decimal(18600), source="统计站"))
    enterprises.save_year(town.context, town.firm, YearlyFigures(year=2024, output=Decimal(17000)), former_year=2025)
    enterprises.save_year(town.context, town.firm, YearlyFigures(year=2023, tax=Decimal(900)))
    shown = town.context.read(enterprise_detail, town.firm).yearly
    assert [(row.year, row.output, row.tax, row.source) for row in shown] == [
        (2024, Decimal(17000), None, ""),
        (2023, None, Decimal(900), ""),
    ]
    for year, former in ((2023, 2024), (2027, None)):
        with pytest.raises(RuleBroken) as error:
            enterprises.save_year(town.context, town.firm, YearlyFigures(year=year), former_year=former)
        assert error.value.field == "year"
    enterprises.remove_year(town.context, town.firm, 2024)
    assert [row.year for row in town.context.read(enterprise_detail, town.firm).yearly] == [2023]
