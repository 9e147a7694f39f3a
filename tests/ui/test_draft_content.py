"""The form 登记走访 as the content of a draft and back, word for word."""

import json
from string import ascii_letters

from hypothesis import given, settings
from hypothesis import strategies as st

from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.domain.rows import PromiseRow
from zhenyu_desk.domain.terms import Level, Move, ResultKind, Trend, VisitWarning, VisitWay
from zhenyu_desk.ui.pages.visits.draft_content import (
    TypedPromise,
    TypedTrend,
    TypedVisit,
    from_content,
    to_content,
)
from zhenyu_desk.ui.widgets.difficulty_line import TypedDifficulty

texts = st.text(max_size=40)
keys = st.none() | st.integers(1, 10**9)
trends = st.builds(TypedTrend, trend=st.none() | st.sampled_from(Trend), figure=texts)
difficulties = st.builds(
    TypedDifficulty,
    category_id=keys,
    category=texts,
    title=texts,
    words=texts,
    level=st.sampled_from(Level),
    has_own_level=st.booleans(),
    is_urgent=st.booleans(),
    unit_id=keys,
    unit=texts,
    has_own_unit=st.booleans(),
    on_the_spot=st.booleans(),
    result=st.sampled_from(ResultKind),
    answer=texts,
)
files = st.builds(
    AttachmentInput,
    file_name=st.text(ascii_letters + "现场照片", min_size=1, max_size=30),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    size=st.integers(0, 10**8),
    media_type=st.sampled_from(["", "image/png", "application/pdf"]),
)
promises = st.builds(TypedPromise, id=keys, text=texts, due=texts, kept_on=st.none() | st.dates())
forms = st.builds(
    TypedVisit,
    visit_id=keys,
    version=keys,
    firm_id=keys,
    firm=texts,
    on=texts,
    way=st.sampled_from(VisitWay),
    leader_id=keys,
    leader=texts,
    companions=texts,
    host=texts,
    output=trends,
    orders=trends,
    staff=trends,
    business=texts,
    moves=st.lists(st.sampled_from(Move), unique=True).map(tuple),
    investment=texts,
    warnings=st.lists(st.sampled_from(VisitWarning), unique=True).map(tuple),
    promises=st.lists(promises, max_size=3).map(tuple),
    answered=texts,
    policy=texts,
    remark=texts,
    difficulties=st.lists(difficulties, max_size=3).map(tuple),
    attachments=st.lists(files, max_size=3).map(tuple),
)


def test_a_promise_that_was_removed_since_is_typed_as_a_new_one() -> None:
    typed = TypedVisit(promises=(TypedPromise(id=1, text="协调用电"), TypedPromise(id=2, text="协调住房")))
    known = typed.knowing([PromiseRow(2, "协调住房", None, None)])
    assert [(promise.id, promise.text) for promise in known.promises] == [(None, "协调用电"), (2, "协调住房")]


@given(forms)
@settings(max_examples=60)
def test_a_form_comes_back_from_its_draft_word_for_word(typed: TypedVisit) -> None:
    assert from_content(json.dumps(to_content(typed), ensure_ascii=False)) == typed
