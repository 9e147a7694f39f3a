"""Saved filters: kept, renamed, dropped and taken back."""

import pytest

from zhenyu_desk.domain.case_filters import Chip, Narrowing, Period
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import validate
from zhenyu_desk.domain.saved_filters import FilterInput
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.saved_filters import remove_filter, save_filter, saved_filters
from zhenyu_desk.services.undo import take_back

PAGE = "cases"
CONTENT = Narrowing(chip=Chip.ALL, unit_id=3, period=Period.THIS_MONTH, text="增容").as_text()


def given(name: str) -> FilterInput:
    """A filter under this name."""
    return FilterInput(name=name, content=CONTENT)


def test_a_filter_is_kept_under_its_name_and_told_to_the_pages(context: AppContext) -> None:
    change = save_filter(context, PAGE, given("供电所本月"))
    save_filter(context, "other", given("供电所本月"))
    (row,) = saved_filters(context, PAGE)
    assert Aggregate.FILTER in change
    assert (row.name, Narrowing.from_text(row.content)) == ("供电所本月", Narrowing.from_text(CONTENT))


def test_names_are_unique_and_not_empty(context: AppContext) -> None:
    key = save_filter(context, PAGE, given("供电所")).id
    with pytest.raises(RuleBroken, match="供电所") as refused:
        save_filter(context, PAGE, given("供电所"))
    assert refused.value.field == "name"
    save_filter(context, PAGE, given("供电所"), key)
    for name in ("  ", "长" * 31):
        with pytest.raises(RuleBroken) as refused:
            validate(FilterInput, {"name": name, "content": CONTENT})
        assert refused.value.field == "name"


def test_a_filter_is_renamed_and_dropped_and_both_can_be_taken_back(context: AppContext) -> None:
    save_filter(context, PAGE, given("供电所"))
    (row,) = saved_filters(context, PAGE)
    renamed = save_filter(context, PAGE, given("电力"), row.id, row.version)
    assert [row.name for row in saved_filters(context, PAGE)] == ["电力"]
    assert renamed.undoable
    take_back(context, renamed.undoable)
    (row,) = saved_filters(context, PAGE)
    assert row.name == "供电所"
    dropped = remove_filter(context, row.id, row.version)
    assert saved_filters(context, PAGE) == []
    assert dropped.undoable
    take_back(context, dropped.undoable)
    assert [row.name for row in saved_filters(context, PAGE)] == ["供电所"]


def test_one_that_was_changed_meanwhile_is_not_overwritten(context: AppContext) -> None:
    save_filter(context, PAGE, given("供电所"))
    (row,) = saved_filters(context, PAGE)
    save_filter(context, PAGE, given("电力"), row.id, row.version)
    with pytest.raises(RuleBroken):
        remove_filter(context, row.id, row.version)
