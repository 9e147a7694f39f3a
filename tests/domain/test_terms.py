"""The closed lists: codes, words and other common words lead to one member."""

import pytest

from zhenyu_desk.domain import terms
from zhenyu_desk.domain.terms import Move, Source, Term, Trend

LISTS = [
    kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, Term) and kind is not Term
]


@pytest.mark.parametrize("kind", LISTS)
def test_every_member_is_found_by_its_code_and_its_word(kind: type[Term]) -> None:
    for member in kind:
        assert kind.from_code(member.value) is member
        assert kind.from_word(member.word) is member
        assert member.label


@pytest.mark.parametrize("kind", LISTS)
def test_other_words_lead_to_members_and_hide_no_word(kind: type[Term]) -> None:
    for word, code in terms._OTHER_WORDS.get(kind.__name__, {}).items():
        assert kind.from_word(word) is kind.from_code(code)
        assert word not in {member.word for member in kind}


def test_words_of_offices() -> None:
    assert Source.from_word("电话") is Source.CALL
    assert Move.from_word("绿色") is Move.GREEN
    assert Trend.from_word("上升") is Trend.UP
    assert Trend.from_word("飞升") is None
