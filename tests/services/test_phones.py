"""Whole telephone numbers are for 办理 and above, whoever asks for them, and for everybody where none are listed."""

from dataclasses import replace

import pytest

from tests.ledgers import Town
from zhenyu_desk.domain.conflicts import ConflictLine
from zhenyu_desk.domain.inputs import ContactInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.conflicts import in_words
from zhenyu_desk.services.enterprises import save_contact
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.services.phones import sees_whole_phones, whole_phone
from zhenyu_desk.store.queries.register import contacts

NUMBER, OTHER = "13812342201", "13962615678"
NAMES = {Role.MANAGING: "李静", Role.HANDLING: "陈志远", Role.ENTRY: "周敏", Role.READING: "吴刚"}


@pytest.fixture
def contact(town: Town) -> int:
    save_contact(town.context, ContactInput(enterprise_id=town.firm, name="张伟", mobile=NUMBER))
    (row,) = town.context.read(contacts, town.firm)
    return row.id


@pytest.fixture
def staffed(town: Town) -> Town:
    for role, name in NAMES.items():
        save_official(town.context, OfficialInput(name=name, role=role))
    return town


def test_everybody_sees_them_while_nobody_is_listed(town: Town, contact: int) -> None:
    assert whole_phone(replace(town.context, actor="路过的人"), contact) == NUMBER


@pytest.mark.parametrize("role", [Role.MANAGING, Role.HANDLING])
def test_who_handles_sees_them(staffed: Town, contact: int, role: Role) -> None:
    context = replace(staffed.context, actor=NAMES[role])
    assert sees_whole_phones(context)
    assert whole_phone(context, contact) == NUMBER


@pytest.mark.parametrize("role", [Role.ENTRY, Role.READING])
def test_who_enters_or_reads_is_refused_and_told_why(staffed: Town, contact: int, role: Role) -> None:
    context = replace(staffed.context, actor=NAMES[role])
    assert not sees_whole_phones(context)
    with pytest.raises(RuleBroken, match=f"需要“办理”角色，{NAMES[role]} 的角色为“{role.label}”"):
        whole_phone(context, contact)


def test_somebody_unlisted_is_refused(staffed: Town, contact: int) -> None:
    context = replace(staffed.context, actor="路过的人")
    assert not sees_whole_phones(context)
    with pytest.raises(RuleBroken, match="路过的人"):
        whole_phone(context, contact)


def test_a_contact_that_is_gone_is_told(town: Town) -> None:
    with pytest.raises(RuleBroken, match="联系人"):
        whole_phone(town.context, 999)


def test_a_conflict_shows_the_other_ones_number_to_nobody_who_may_not_see_it(staffed: Town) -> None:
    lines = [ConflictLine("mobile", NUMBER, OTHER, "13700001111")]
    (line,) = in_words(replace(staffed.context, actor="周敏"), lines)
    assert (line.before, line.theirs, line.mine) == ("138****2201", "139****5678", "13700001111")
    (line,) = in_words(replace(staffed.context, actor="陈志远"), lines)
    assert (line.before, line.theirs, line.mine) == (NUMBER, OTHER, "13700001111")
