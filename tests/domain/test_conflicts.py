"""A record that two people changed: nothing of either is lost unasked."""

from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.conflicts import conflict_lines, merged
from zhenyu_desk.domain.inputs import UnitInput

WORD = st.sampled_from(["甲", "乙", "丙"])
UNIT = st.builds(UnitInput, name=WORD, contact=WORD, phone=WORD)


def test_what_both_changed_is_shown_and_what_one_changed_is_taken() -> None:
    before = UnitInput(name="供电所", contact="张伟", phone="1")
    theirs = UnitInput(name="供电营业所", contact="李强", phone="1")
    mine = UnitInput(name="供电所", contact="王芳", phone="2")
    (line,) = conflict_lines(before, theirs, mine)
    assert (line.field, line.before, line.theirs, line.mine) == ("contact", "张伟", "李强", "王芳")
    both = merged(before, theirs, mine, {"contact": line.mine})
    assert both == UnitInput(name="供电营业所", contact="王芳", phone="2")


@given(UNIT, UNIT, UNIT)
def test_nothing_of_either_is_lost_unasked(before: UnitInput, theirs: UnitInput, mine: UnitInput) -> None:
    asked = {line.field: line.theirs for line in conflict_lines(before, theirs, mine)}
    result = merged(before, theirs, mine, asked)
    for field in UnitInput.model_fields:
        was, other, own = (getattr(given, field) for given in (before, theirs, mine))
        got = getattr(result, field)
        if field in asked:
            assert got == other
        elif own != was:
            assert got == own
        else:
            assert got == other


@given(UNIT, UNIT)
def test_who_changed_alone_is_asked_nothing(before: UnitInput, mine: UnitInput) -> None:
    assert conflict_lines(before, before, mine) == []
    assert conflict_lines(before, mine, before) == []
    assert merged(before, before, mine, {}) == mine
