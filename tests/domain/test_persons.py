"""A person is told from others: by the whole name, by a number however it is grouped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.persons import Person, numbers_in

MING = Person("李明", frozenset({"李名"}), frozenset({"行政专员"}), frozenset({"13912345678", "57771234"}))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("李明 13912345678", ""),
        ("李明13912345678", ""),
        ("张伟、李明、王芳", "张伟、王芳"),
        ("李明（139-1234-5678）、张伟（总经理）", "张伟（总经理）"),
        ("接待：李明 139 1234 5678", "接待"),
        ("李明经理，张伟", "张伟"),
        ("行政专员李明；张伟", "张伟"),
        ("张伟 +86 139-1234-5678", "张伟"),
        ("张伟 0512-57771234转801", "张伟"),
        ("李明华", "李明华"),
        ("小李明、李明辉经理", "小李明、李明辉经理"),
        ("139123456789", "139123456789"),
        ("李名", "李名"),
        ("  张伟 ", "  张伟 "),
        ("", ""),
    ],
)
def test_a_person_goes_from_a_list_of_people_and_others_stay(text: str, left: str) -> None:
    assert MING.taken_out_of(text) == left
    assert not MING.is_in(left)


def test_what_only_contains_the_name_is_told() -> None:
    assert MING.may_be_in("李明华来电")
    assert MING.may_be_in("李名")
    assert MING.may_be_in("电话 1391234 5678")
    assert not MING.may_be_in("张伟 13912345679")


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["139-1234-5678"], {"13912345678"}),
        (["+86 139 1234 5678"], {"13912345678"}),
        (["13912345678/13800000000"], {"13912345678", "13800000000"}),
        (["13912345678 13800000000"], {"13912345678", "13800000000"}),
        (["0512-57771234转8001", ""], {"051257771234"}),
        (["8001"], set()),
    ],
)
def test_numbers_are_compared_by_their_digits(texts: list[str], numbers: set[str]) -> None:
    assert numbers_in(texts) == numbers


@given(st.text("李明华张、， 经理139()（）", max_size=12))
def test_nothing_of_him_is_left_whatever_stands_about_him(text: str) -> None:
    assert not MING.is_in(MING.taken_out_of(text))


def test_a_person_without_number_or_name_is_nowhere() -> None:
    assert not Person("").is_in("李明 13912345678")
    assert not Person("").may_be_in("李明")
