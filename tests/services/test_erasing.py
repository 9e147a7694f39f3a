"""A contact is erased on request: nothing of him is left in the files, and the audit log stays whole."""

from datetime import date

import pytest

from tests.ledgers import Town
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, VisitInput
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.saved_filters import FilterInput
from zhenyu_desk.domain.terms import RemovedKind, ReportPart
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import attachments, enterprises, recycle_bin, visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.drafts import keep_draft
from zhenyu_desk.services.erasing import erase_contact
from zhenyu_desk.services.history import history_of
from zhenyu_desk.services.merging import merge_firms
from zhenyu_desk.services.report_texts import save_report_text
from zhenyu_desk.services.saved_filters import save_filter
from zhenyu_desk.services.search import search
from zhenyu_desk.services.undo import can_undo
from zhenyu_desk.store.queries.register import enterprise_detail

NAME, MOBILE = "欧阳锦绣", "13811112222"


@pytest.fixture
def contact(town: Town) -> int:
    """A contact who received a leader, reported a difficulty and changed his number."""
    given = ContactInput(enterprise_id=town.firm, name=NAME, post="总经理助理", mobile="13833334444", is_primary=True)
    key = enterprises.save_contact(town.context, given).id
    assert key is not None
    enterprises.save_contact(town.context, given.model_copy(update={"mobile": MOBILE}), key, 1)
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on, contact=f"{NAME} {MOBILE}", assign_unit_id=town.unit), host=f"{NAME}、李总")
    town.visit(date(2026, 11, 3), business=f"{NAME}介绍订单增长")
    return key


def test_nothing_of_a_person_is_left(town: Town, contact: int) -> None:
    done = erase_contact(town.context, contact, 2, "本人书面申请")
    assert done.still_named == ("ZF-2026-0002",)
    town.context.close()
    for file in town.context.ledger.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            for secret in ("13833334444", MOBILE, "总经理助理"):
                assert secret.encode() not in content, (file.name, secret)


def test_the_log_stays_whole_and_says_that_it_was_done(town: Town, contact: int) -> None:
    erase_contact(town.context, contact, 2, "本人书面申请")
    assert check_ledger(town.context) == []
    rows = history_of(town.context, Aggregate.ENTERPRISE, town.firm)
    assert (rows[0].what, rows[0].reason, rows[0].actor) == ("按要求删除联系人信息", "本人书面申请", "李静")
    told = [text for row in rows for change in row.changes for text in (change.before, change.after)]
    assert not any(NAME in text or MOBILE in text for text in told)
    assert "（已按要求删除）" in told


def test_he_is_found_no_more_but_the_others_are(town: Town, contact: int) -> None:
    assert search(town.context, NAME, 5)
    erase_contact(town.context, contact, 2, "本人书面申请")
    assert [hit.number for hit in search(town.context, NAME, 5) if hit.number] == ["ZF-2026-0002"]
    assert search(town.context, "李总", 5)


def test_it_needs_a_reason_and_stays_done(town: Town, contact: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        erase_contact(town.context, contact, 2, "  ")
    assert refused.value.field == "reason"
    changes = erase_contact(town.context, contact, 2, "本人书面申请").changes
    assert changes.undoable is None or not can_undo(changes.undoable)


FORMER = "13833334444"


def kept_of_him(town: Town) -> list[str]:
    """What the audit log still knows that names him."""
    with town.context.ledger.read() as session:
        values = session.connection().exec_driver_sql("SELECT value FROM audit_value").scalars().all()
    return [value for value in values if NAME in value or FORMER[-4:] in value or MOBILE[-4:] in value]


def hosts(town: Town) -> list[str]:
    with town.context.ledger.read() as session:
        return list(session.connection().exec_driver_sql("SELECT host FROM visit ORDER BY id").scalars())


def test_he_goes_from_the_recycle_bin_too_under_every_number_he_had(town: Town, contact: int) -> None:
    removed = town.visit(date(2026, 11, 4), host=f"{NAME} {FORMER}")
    visits.remove_visit(town.context, removed, 1)
    town.visit(date(2026, 11, 5), host="值班 138-3333 4444")
    changed = town.visit(date(2026, 11, 6), host=f"{NAME}经理（{MOBILE}）")
    given = VisitInput(on=date(2026, 11, 6), enterprise_id=town.firm, leader_id=town.leader, host="李总")
    visits.update_visit(town.context, changed, 1, given)
    erase_contact(town.context, contact, 2, "本人书面申请")
    assert hosts(town) == ["李总", "", "", "值班", "李总"]
    assert kept_of_him(town) == []
    assert check_ledger(town.context) == []
    with town.context.ledger.read() as session:
        covered = session.connection().exec_driver_sql(
            "SELECT DISTINCT row_id FROM audit_entry WHERE table_name = 'visit' AND verb = 'erase_contact'"
        )
        assert set(covered.scalars()) == {1, removed, 4, changed}
    recycle_bin.restore(town.context, RemovedKind.VISIT, removed)
    assert hosts(town)[removed - 1] == ""


def test_people_whose_names_only_contain_his_stay_and_are_told(town: Town) -> None:
    key = enterprises.save_contact(town.context, ContactInput(enterprise_id=town.firm, name="李明")).id
    assert key is not None
    town.visit(date(2026, 11, 2), host="李明华、李明")
    town.visit(date(2026, 11, 3), host="王芳")
    done = erase_contact(town.context, key, 1, "本人书面申请")
    assert hosts(town) == ["李明华", "王芳"]
    assert done.still_named == ("ZF-2026-0001",)
    assert check_ledger(town.context) == []


def test_the_other_row_that_a_merge_left_goes_and_a_namesake_stays(town: Town) -> None:
    other = enterprises.add_enterprise(town.context, EnterpriseInput(name="恒岚精密机械（周市）有限公司")).id
    assert other is not None
    row = ContactInput(enterprise_id=town.firm, name=NAME, mobile=MOBILE)
    key = enterprises.save_contact(town.context, row).id
    enterprises.save_contact(town.context, row.model_copy(update={"enterprise_id": other, "mobile": "138 1111 2222"}))
    enterprises.save_contact(town.context, row.model_copy(update={"mobile": "13955556666"}))
    keep, drop = (town.context.read(enterprise_detail, firm) for firm in (town.firm, other))
    merge_firms(town.context, keep, drop, {})
    assert key is not None
    erase_contact(town.context, key, 1, "本人书面申请")
    with town.context.ledger.read() as session:
        rows = session.connection().exec_driver_sql("SELECT name, mobile FROM contact ORDER BY id").all()
    assert [tuple(row) for row in rows] == [("（已按要求删除）", ""), ("（已按要求删除）", ""), (NAME, "13955556666")]
    assert check_ledger(town.context) == []


def test_what_has_no_number_and_may_name_him_is_told(town: Town, contact: int) -> None:
    context = town.context
    firm = context.read(enterprise_detail, town.firm)
    given = EnterpriseInput(name=firm.name, credit_code=firm.credit_code, remark=f"有事找{NAME}")
    enterprises.update_enterprise(context, town.firm, firm.version, given)
    for kind, key, name in ((Aggregate.ENTERPRISE, town.firm, "名片"), (Aggregate.VISIT, 1, "签到")):
        file = attachments.stage_bytes(context, name.encode(), f"{NAME}{name}.jpg")
        attachments.add_attachment(context, kind, key, file)
    save_filter(context, "visits", FilterInput(name="常用", content=f'{{"text": "{NAME}"}}'))
    keep_draft(context, "a", "visit", "恒岚精密", '{"host": "138 1111 2222"}')
    save_report_text(context, Month(2026, 10), ReportPart.OVERVIEW, f"{NAME}等同志反映")
    done = erase_contact(context, contact, 2, "本人书面申请")
    assert done.still_named == ("ZF-2026-0001", "ZF-2026-0002")
    assert done.elsewhere == (
        "企业备注", f"企业附件：{NAME}名片.jpg", "保存的筛选：常用", "草稿：恒岚精密", "2026-10 月报文字",
    )  # fmt: skip
