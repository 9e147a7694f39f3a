"""Likeness of texts, and what past cases suggest."""

from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.similar import PastCase, UsualHandling, likeness, most_alike, pairs_of, usual_handling
from zhenyu_desk.domain.terms import Level

texts = st.text(max_size=60) | st.text("用电增容需水压铸线 ，。800kVA𬭁😀", max_size=40)


def past(key: int, title: str, unit: int | None = 1, level: Level = Level.LIMITED, **details: object) -> PastCase:
    """A done case."""
    words, is_own = str(details.get("words", "")), bool(details.get("is_own", True))
    return PastCase(key, title, words, unit, level, is_own)


def text_likeness(one: str, other: str) -> float:
    return likeness(pairs_of(one), pairs_of(other))


@given(texts, texts)
def test_likeness_is_symmetric_and_between_nothing_and_the_same(one: str, other: str) -> None:
    assert text_likeness(one, other) == text_likeness(other, one)
    assert 0 <= text_likeness(one, other) <= 1


@given(texts.filter(str.strip))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert text_likeness(text, text) == 1


@given(texts)
def test_a_blank_text_is_like_none(text: str) -> None:
    assert text_likeness(text, " \n") == 0


def test_marks_blanks_and_width_do_not_matter() -> None:
    assert text_likeness("增容 800kVA，急", "增容８００ＫＶＡ急") == 1
    assert text_likeness("用电增容", "子女入学") == 0


def test_the_most_alike_come_first_and_those_of_the_own_category_before_others() -> None:
    found = most_alike(
        "压铸线投产需增容 800 kVA",
        [
            past(1, "电费单据更正"),
            past(2, "新车间投产需增容 500 kVA"),
            past(3, "压铸线投产需增容 800 kVA", is_own=False),
            past(4, "用工紧张", words="压铸线投产需增容 800 kVA，并缺普工"),
            past(5, "污水接管", is_own=False),
        ],
        limit=3,
    )
    assert [case.id for case, _share in found] == [4, 2, 3]


def test_without_a_text_the_newest_of_the_category_are_shown() -> None:
    found = most_alike("", [past(1, "甲"), past(7, "乙"), past(9, "丙", is_own=False), past(3, "丁")], limit=2)
    assert [case.id for case, _share in found] == [7, 3]


def test_two_of_the_last_five_like_cases_propose_unit_and_level() -> None:
    title = "压铸线投产需增容"
    agreed = [past(key, title, unit, Level.COORDINATE) for key, unit in enumerate((4, 4, 3, 2, 3, 1), 1)]
    assert usual_handling(title, agreed, 9) == UsualHandling(3, Level.COORDINATE)


def test_else_the_unit_of_the_category_is_proposed() -> None:
    title = "压铸线投产需增容"
    different = [past(1, title, 4, Level.AT_ONCE), past(2, title, 5, Level.LIMITED), past(3, "别的事情", 5)]
    assert usual_handling(title, different, 9) == UsualHandling(9, None)
    assert usual_handling("", different, None) == UsualHandling(None, None)
    unhandled = [past(1, title, None), past(2, title, None)]
    assert usual_handling(title, unhandled, 9) == UsualHandling(9, None)
