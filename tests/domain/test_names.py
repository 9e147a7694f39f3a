"""Names that differ only in how they were typed are the same name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.names import normalise_name


@pytest.mark.parametrize(
    "typed",
    [
        "昆山ＱＲＳ（中国）有限公司",
        "昆山 qrs(中国) 有限公司",
        "昆山QRS【中国】有限公司",
        "\u3000昆山Qrs〔中国〕有限公司 ",
    ],
)
def test_width_case_blanks_and_kinds_of_brackets_are_folded(typed: str) -> None:
    assert normalise_name(typed) == "昆山qrs(中国)有限公司"


def test_different_firms_stay_different() -> None:
    assert normalise_name("昆山一厂") != normalise_name("昆山二厂")
    assert normalise_name("昆山(中国)厂") != normalise_name("昆山中国厂")


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)
