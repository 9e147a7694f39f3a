"""How text is cut for the index."""

import pytest

from zhenyu_desk.domain import search_text
from zhenyu_desk.domain.search_text import Document, Name


def test_words_are_folded_and_cut_at_blanks() -> None:
    assert search_text.words_of(" ZF－2026—0001\t用电　５００KVA\x00") == ["zf-2026-0001", "用电", "500kva"]


def test_marks_without_width_do_not_part_a_word() -> None:
    assert search_text.words_of("恒\u200b达") == ["恒达"]


def test_a_name_is_known_with_and_without_its_blanks() -> None:
    assert search_text.name_words(Name("TCL 科技【中国】", person=False)) == (
        "tcl",
        "科技【中国】",
        "tcl科技(中国)",
    )


def test_blank_and_repeated_names_are_left_out() -> None:
    document = Document(texts=(), firms=("恒达", " 恒达 ", "", " "), people=("恒达", ""))
    assert document.names() == (Name("恒达", person=False), Name("恒达", person=True))


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("", ()),
        ("张伟（总经理）", ("张伟",)),
        ("李静、单乐 曾行，王芳", ("李静", "单乐", "曾行", "王芳")),
        ("单乐(副总、工会主席)、李静", ("单乐", "李静")),
        ("张伟（总经理", ("张伟",)),
        (" 、 ", ()),
    ],
)
def test_a_field_names_people_between_marks(field: str, people: tuple[str, ...]) -> None:
    assert search_text.people_in(field) == people


def test_parts_have_one_to_three_characters() -> None:
    assert search_text.parts(["用电量大", "缺"]) == {
        *("用", "电", "量", "大", "缺"),
        *("用电", "电量", "量大"),
        *("用电量", "电量大"),
    }


def test_only_latin_letters_and_digits_may_be_pinyin() -> None:
    assert search_text.may_be_pinyin("hengda3")
    assert not search_text.may_be_pinyin("heng达")
    assert not search_text.may_be_pinyin("é")


def test_a_long_word_is_looked_for_by_parts_that_every_text_with_it_has() -> None:
    text = search_text.text_parts(["申请用电容量增加一倍"])
    for word in ("用", "用电", "用电容", "用电容量", "用电容量增加一"):
        assert set(search_text.text_tokens_of(word)) <= set(text)
    assert not set(search_text.text_tokens_of("用电增容")) <= set(text)
