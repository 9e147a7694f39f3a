"""The recovery code comes back from what people type, and is refused when they mistype."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.store.recovery_code import code_of, secret_of

SECRETS = st.binary(min_size=16, max_size=16)
MARKS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(SECRETS)
def test_a_code_is_seven_groups_of_four_and_comes_back(secret: bytes) -> None:
    code = code_of(secret)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(MARKS)
    assert secret_of(code) == secret


@given(SECRETS, st.data())
def test_people_may_type_it_their_way(secret: bytes, data: st.DataObject) -> None:
    lookalikes = {"0": "0Oo０", "1": "1IiLlｌ"}
    typed = "".join(
        data.draw(st.sampled_from(lookalikes.get(mark, mark + mark.lower() + chr(ord(mark) + 0xFEE0))))
        + data.draw(st.sampled_from(["", " ", "-", "—", "\u3000", "\t"]))
        for mark in code_of(secret).replace("-", "")
    )
    assert secret_of(typed) == secret


@given(SECRETS, st.integers(0, 27), st.sampled_from(MARKS))
def test_a_single_wrong_mark_is_always_noticed(secret: bytes, place: int, mark: str) -> None:
    code = code_of(secret).replace("-", "")
    assume(code[place] != mark)
    with pytest.raises(RuleBroken, match="恢复码") as problem:
        secret_of(code[:place] + mark + code[place + 1 :])
    assert problem.value.field == "code"


@given(SECRETS, st.integers(0, 27), st.integers(0, 27))
def test_two_marks_in_each_others_place_are_always_noticed(secret: bytes, one: int, other: int) -> None:
    marks = list(code_of(secret).replace("-", ""))
    assume(marks[one] != marks[other])
    marks[one], marks[other] = marks[other], marks[one]
    with pytest.raises(RuleBroken):
        secret_of("".join(marks))


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "28"), ("ABCD-EFGH", "28"), ("U" * 28, "U"), ("é" * 28, "É"), (code_of(bytes(16)) + "0", "29")],
)
def test_what_can_be_no_code_is_told(typed: str, words: str) -> None:
    with pytest.raises(RuleBroken) as problem:
        secret_of(typed)
    assert words in problem.value.sentence
