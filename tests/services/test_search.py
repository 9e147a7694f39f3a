"""What the search box finds of records as they are written."""

from datetime import date

import pytest

from tests.ledgers import Town
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.services import visits
from zhenyu_desk.services.search import search

ON = date(2026, 11, 2)


@pytest.mark.parametrize("words", ["单乐", "shanle", "sl", "cengxing", "zengxing", "总经理", "rhl", "欧阳慧"])
def test_people_met_on_a_visit_are_found_by_name_and_pinyin(town: Town, words: str) -> None:
    visit = VisitInput(
        enterprise_id=town.firm,
        leader_id=town.leader,
        on=ON,
        companions="单乐、任惠兰 曾行",
        host="欧阳慧（总经理）",
    )
    changes = visits.register_visit(town.context, visit, [])
    assert [(hit.kind, hit.id) for hit in search(town.context, words)] == [("visit", changes.id)]


@pytest.mark.parametrize("words", ["单乐", "shanle", "sl"])
def test_the_contact_of_a_difficulty_is_found_by_name_and_pinyin(town: Town, words: str) -> None:
    town.visit(ON, town.difficulty(ON, contact="单乐（厂长）"))
    assert [hit.kind for hit in search(town.context, words)] == ["difficulty"]


def test_a_hit_says_what_it_is(town: Town) -> None:
    town.visit(ON, town.difficulty(ON))
    firm, difficulty, visit = search(town.context, "恒岚")
    assert firm.title == "恒岚精密机械有限公司"
    assert (difficulty.number, difficulty.detail) == ("SQ-2026-0001", "恒岚精密机械有限公司 · 待交办")
    assert (visit.number, visit.title, visit.detail) == (
        "ZF-2026-0001",
        "恒岚精密机械有限公司",
        "2026年11月2日 · 王建国",
    )


def test_blank_words_find_nothing(town: Town) -> None:
    assert search(town.context, " \u3000") == []
