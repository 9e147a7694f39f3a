"""Names are found by whichever reading a clerk may type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.pinyin import MAX_READINGS, pinyin_keys

SURNAMES = [
    ("单雄", "shan"), ("曾国", "zeng"), ("仇英", "qiu"), ("解缙", "xie"), ("区大", "ou"), ("查良", "zha"),
    ("盖叫", "ge"), ("朴正", "piao"), ("员半", "yun"), ("缪希", "miao"), ("翟让", "zhai"), ("覃塘", "qin"),
    ("种师", "chong"), ("召平", "shao"), ("黑明", "he"), ("尉迟恭", "yuchi"), ("万俟卨", "moqi"),
    ("长孙无忌", "zhangsun"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "surname"), SURNAMES)
def test_a_surname_is_read_as_a_surname(name: str, surname: str) -> None:
    assert pinyin_keys(name, person=True).full[0].startswith(surname)


@pytest.mark.parametrize(("name", "common"), [("单雄", "dan"), ("曾国", "ceng"), ("解缙", "jie"), ("尉迟恭", "wei")])
def test_a_surname_typed_as_the_common_word_is_found_too(name: str, common: str) -> None:
    assert any(key.startswith(common) for key in pinyin_keys(name, person=True).full)


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("昆山长青厂", ["changqingchang", "zhangqing"]),
        ("成长机械", ["chengzhang", "chengchang"]),
        ("农商行", ["shanghang", "shangxing"]),
        ("远行物流", ["yuanxing", "yuanhang"]),
        ("乐音器材", ["leyin", "yueyin"]),
        ("重工机械", ["zhonggong", "chonggong"]),
        ("重庆行", ["chongqing", "zhongqing"]),
        ("重长乐行厂", ["chong", "zhong", "chang", "zhang", "le", "yue", "xing", "hang", "chang"]),
    ],
)
def test_confused_characters_are_found_by_every_reading(name: str, readings: list[str]) -> None:
    keys = pinyin_keys(name, person=False).full
    for reading in readings:
        assert any(reading in key for key in keys), reading


def test_the_phrase_reading_comes_first_with_its_initials() -> None:
    keys = pinyin_keys("昆山恒达精密机械有限公司", person=False)
    assert keys.full[0] == "kunshanhengdajingmijixieyouxiangongsi"
    assert keys.initials[0] == "kshdjmjxyxgs"


def test_latin_letters_and_digits_stand_for_themselves_and_marks_are_left_out() -> None:
    keys = pinyin_keys("ＴＣＬ（苏州）3M-绿女厂", person=False)
    assert keys.full[0] == "tclsuzhou3mlvnvchang"
    assert keys.initials[0] == "tclsz3mlnc"


def test_a_rare_character_is_read() -> None:
    assert pinyin_keys("王䶮", person=True).full[0] == "wangyan"


@pytest.mark.parametrize("name", ["", "（）", "😀"])
def test_what_has_no_sound_has_no_keys(name: str) -> None:
    keys = pinyin_keys(name, person=True)
    assert (keys.full, keys.initials) == ((), ())


@given(st.text("厂长行乐重单曾解都朝车昆山尉迟aB3（ é", max_size=20) | st.text(max_size=10), st.booleans())
def test_keys_are_few_different_and_made_of_letters_and_digits(name: str, person: bool) -> None:
    keys = pinyin_keys(name, person)
    for some in (keys.full, keys.initials):
        assert len(some) <= MAX_READINGS
        assert len(set(some)) == len(some)
        assert all(key.isascii() and key.isalnum() and key == key.lower() for key in some)
