"""Two people edit one record, from two programs: merged where they can be, else asked field by field."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settings_tab
from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.inputs import AttachmentInput, ContactInput, UnitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.rows import EnterpriseDetail, VisitRow
from zhenyu_desk.domain.terms import Action, EndKind, EnterpriseState
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import mark_typical, take_step
from zhenyu_desk.services.enterprises import save_contact
from zhenyu_desk.services.office import save_category, save_unit
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import contacts, enterprise_detail, units
from zhenyu_desk.store.queries.visits import visit_detail
from zhenyu_desk.ui.dialogs.conflict import ConflictDialog
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.pages.cases import step_again
from zhenyu_desk.ui.pages.visits.sharing import files_of_both, visit_input
from zhenyu_desk.ui.widgets.pickers import PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea
from zhenyu_desk.ui.widgets.value_combo import ValueCombo

FIRST = 1
# What the other one's program does to the ledger in argv[1]: argv[2] is a field of the firm, argv[3] its new value.
OTHER_FIRM = """
import sys
from pathlib import Path
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.services.enterprises import update_enterprise
from zhenyu_desk.store.queries.register import enterprise_detail
context = open_context(Path(sys.argv[1]), "王芳", deep=False)
firm = context.read(enterprise_detail, 1)
names = set(EnterpriseInput.model_fields) - {"yearly", "labels", "credit_code"}
values = {name: getattr(firm, name) for name in names}
values["credit_code"] = firm.credit_code or None
values["labels"] = [{"name": label.name, "year": label.year} for label in firm.labels]
values[sys.argv[2]] = sys.argv[3]
update_enterprise(context, 1, firm.version, EnterpriseInput(**values))
context.close()
"""
OTHER_VISIT = """
import sys
from pathlib import Path
from dataclasses import replace
from datetime import date
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.services.visits import update_visit
from zhenyu_desk.store.queries.visits import visit_detail
from zhenyu_desk.ui.pages.visits.sharing import visit_input
context = replace(open_context(Path(sys.argv[1]), "王芳", deep=False), today=lambda: date(2026, 11, 20))
visit = context.read(visit_detail, 1)
update_visit(context, 1, visit.version, visit_input(visit).model_copy(update={sys.argv[2]: sys.argv[3]}))
context.close()
"""


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


def elsewhere(clerk: Clerk, program: str, field: str, value: str) -> None:
    """Somebody else saves, in a program of his own."""
    command = [sys.executable, "-c", program, str(clerk.town.folder), field, value]
    subprocess.run(command, check=True, timeout=60)


def firm(clerk: Clerk) -> EnterpriseDetail:
    return clerk.context.read(enterprise_detail, FIRST)


def visit(clerk: Clerk) -> VisitRow:
    return clerk.context.read(visit_detail, 1)


def edit_firm(clerk: Clerk) -> FormDialog:
    clerk.open(4)
    clerk.press(Qt.Key.Key_F2)
    dialog = clerk.dialog()
    clerk.qtbot.waitUntil(lambda: dialog.isAncestorOf(clerk.focus))
    return dialog


def put(dialog: FormDialog, field: str, text: str) -> None:
    editor = dialog.form.fields[field].editor
    assert isinstance(editor, QLineEdit)
    editor.setText(text)


def typed(dialog: FormDialog, field: str) -> str:
    editor = dialog.form.fields[field].editor
    assert isinstance(editor, QLineEdit)
    return editor.text()


def save(clerk: Clerk, dialog: FormDialog) -> None:
    dialog._save.click()  # the offscreen platform has no window manager to make the form active again
    clerk.settle()


def texts(dialog: ConflictDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_changes_of_different_fields_are_merged_without_a_question(clerk: Clerk) -> None:
    dialog = edit_firm(clerk)
    put(dialog, "short_name", "恒信")
    elsewhere(clerk, OTHER_FIRM, "address", "新地址 9 号")
    save(clerk, dialog)
    assert clerk.no_dialog()
    assert open_dialogs(ConflictDialog) == []
    assert (firm(clerk).short_name, firm(clerk).address) == ("恒信", "新地址 9 号")


def test_the_same_field_is_asked_about_in_words(clerk: Clerk) -> None:
    before = firm(clerk).address
    dialog = edit_firm(clerk)
    put(dialog, "address", "我的地址 1 号")
    put(dialog, "short_name", "恒信")
    elsewhere(clerk, OTHER_FIRM, "address", "他的地址 2 号")
    save(clerk, dialog)
    asked = open_dialog(ConflictDialog)
    shown = texts(asked)
    assert any("王芳" in text for text in shown)
    assert {"地址", before, "我的地址 1 号", "他的地址 2 号"} <= set(shown)
    assert not asked.save.isEnabled(), "nothing is decided for the user"
    asked.choose("address", mine=False)
    asked.save.click()
    clerk.settle()
    assert clerk.no_dialog()
    assert (firm(clerk).short_name, firm(clerk).address) == ("恒信", "他的地址 2 号")


def test_whoever_goes_back_has_everything_as_typed_and_may_insist(clerk: Clerk) -> None:
    dialog = edit_firm(clerk)
    put(dialog, "address", "我的地址 1 号")
    elsewhere(clerk, OTHER_FIRM, "address", "他的地址 2 号")
    save(clerk, dialog)
    open_dialog(ConflictDialog).reject()
    assert typed(dialog, "address") == "我的地址 1 号"
    assert firm(clerk).address == "他的地址 2 号"
    save(clerk, dialog)
    asked = open_dialog(ConflictDialog)
    asked.choose_all(mine=True)
    asked.save.click()
    clerk.settle()
    assert clerk.no_dialog()
    assert firm(clerk).address == "我的地址 1 号"


def test_one_more_change_meanwhile_is_asked_about_again(clerk: Clerk) -> None:
    dialog = edit_firm(clerk)
    put(dialog, "address", "我的地址 1 号")
    elsewhere(clerk, OTHER_FIRM, "address", "他的地址 2 号")
    save(clerk, dialog)
    asked = open_dialog(ConflictDialog)
    elsewhere(clerk, OTHER_FIRM, "address", "又改为 3 号")
    asked.choose_all(mine=True)
    asked.save.click()
    clerk.settle()
    again = open_dialog(ConflictDialog)
    assert "又改为 3 号" in texts(again)
    again.choose_all(mine=True)
    again.save.click()
    clerk.settle()
    assert firm(clerk).address == "我的地址 1 号"


def test_choices_are_named_in_words_not_in_codes(clerk: Clerk) -> None:
    dialog = edit_firm(clerk)
    state = dialog.form.fields["state"].editor
    assert isinstance(state, ValueCombo)
    was, theirs, mine = list(EnterpriseState)[:3]
    state.set_value(mine)
    elsewhere(clerk, OTHER_FIRM, "state", theirs.value)
    save(clerk, dialog)
    asked = open_dialog(ConflictDialog)
    assert {was.label, theirs.label, mine.label} <= set(texts(asked))
    asked.reject()
    dialog.accept()


def test_a_step_taken_meanwhile_leaves_what_is_written_down_free_to_change(clerk: Clerk) -> None:
    other = replace(open_context(clerk.town.folder, "王芳", deep=False), today=clerk.context.today)
    clerk.open(3)
    clerk.press(Qt.Key.Key_F2)
    dialog = clerk.dialog()
    shown = clerk.page.detail_now().row
    put(dialog, "title", "改过的标题")
    mark_typical(other, shown.id, shown.version, True)
    save(clerk, dialog)
    assert clerk.no_dialog()
    after = clerk.page.detail_now()
    assert (after.row.title, after.is_typical) == ("改过的标题", True)
    other.close()


def test_a_contact_is_merged(clerk: Clerk) -> None:
    other = open_context(clerk.town.folder, "王芳", deep=False)
    clerk.open(4)
    row = clerk.context.read(contacts, FIRST)[0]
    clerk.page._parts.edit_contact(row)
    dialog = clerk.dialog()
    put(dialog, "mobile", "13900001111")
    given = ContactInput(enterprise_id=FIRST, name=row.name, post="董事长", mobile=row.mobile, is_primary=True)
    save_contact(other, given, row.id, row.version)
    save(clerk, dialog)
    assert clerk.no_dialog()
    after = clerk.context.read(contacts, FIRST)[0]
    assert (after.post, after.mobile) == ("董事长", "13900001111")
    other.close()


def open_visit(clerk: Clerk) -> None:
    clerk.window.open_record("visit", 1)
    clerk.settle()


def test_an_untouched_visit_is_read_as_it_is_stored(clerk: Clerk) -> None:
    for key in (1, 2, 3, 4):
        clerk.window.open_record("visit", key)
        clerk.settle()
        assert clerk.page.entry.read().visit == visit_input(clerk.context.read(visit_detail, key))


def test_a_visit_is_merged(clerk: Clerk) -> None:
    open_visit(clerk)
    clerk.page.entry.fields.host.setCurrentText("徐慧（行政经理）")
    elsewhere(clerk, OTHER_VISIT, "business", "对方写的经营情况。")
    clerk.page.save()
    clerk.settle()
    assert open_dialogs(ConflictDialog) == []
    assert (visit(clerk).host, visit(clerk).business) == ("徐慧（行政经理）", "对方写的经营情况。")
    assert not clerk.page.entry.is_changed


def test_a_visit_is_asked_about_and_kept_as_typed_when_cancelled(clerk: Clerk) -> None:
    open_visit(clerk)
    clerk.page.entry.fields.business.setPlainText("我写的经营情况。")
    elsewhere(clerk, OTHER_VISIT, "business", "对方写的经营情况。")
    clerk.page.save()
    clerk.settle()
    open_dialog(ConflictDialog).reject()
    clerk.settle()
    assert clerk.page.entry.fields.business.toPlainText() == "我写的经营情况。"
    clerk.page.save()
    clerk.settle()
    asked = open_dialog(ConflictDialog)
    asked.choose("business", mine=True)
    asked.save.click()
    clerk.settle()
    assert visit(clerk).business == "我写的经营情况。"


def test_files_that_either_added_or_took_away_are_so() -> None:
    def file(name: str) -> AttachmentInput:
        return AttachmentInput(file_name=name, sha256="0" * 64, size=1)

    old, mine, theirs = file("原有.jpg"), file("我的.jpg"), file("对方.jpg")
    assert files_of_both([old], [old, theirs], [old]) is None, "those of the record stay"
    assert files_of_both([old], [old, theirs], [old, mine]) == [old, mine, theirs]
    assert files_of_both([old], [theirs], [old, mine]) == [mine, theirs], "he took the old one away"
    assert files_of_both([old], [old, theirs], []) == [theirs], "I took the old one away"


def other_program(clerk: Clerk) -> AppContext:
    """The ledger in the hands of somebody else, on connections of their own."""
    return replace(open_context(clerk.town.folder, "王芳", deep=False), today=clerk.context.today)


def test_a_unit_is_merged_or_asked_about(clerk: Clerk) -> None:
    other = other_program(clerk)
    tab = settings_tab(clerk.window, "承办单位")
    clerk.settle()
    row = tab.model.row(0)
    tab.change(row)
    dialog = clerk.dialog()
    put(dialog, "contact", "我写的人")
    save_unit(other, UnitInput(name=row.name, contact="他写的人", phone="0512-1234567"), row.id, row.version)
    save(clerk, dialog)
    asked = open_dialog(ConflictDialog)
    assert {"我写的人", "他写的人"} <= set(texts(asked))
    assert any("王芳" in text for text in texts(asked))
    asked.choose_all(mine=True)
    asked.save.click()
    clerk.settle()
    assert clerk.no_dialog()
    saved = next(known for known in clerk.context.read(units) if known.id == row.id)
    assert (saved.contact, saved.phone) == ("我写的人", "0512-1234567")
    other.close()


def test_a_category_is_merged_or_asked_about(clerk: Clerk) -> None:
    other = other_program(clerk)
    tab = settings_tab(clerk.window, "诉求类别")
    clerk.settle()
    row = tab.model.row(1)
    mine, theirs = clerk.context.read(units)[:2]
    tab.change(row)
    dialog = clerk.dialog()
    put(dialog, "name", "我的名称")
    picker = dialog.form.fields["unit_id"].editor
    assert isinstance(picker, PickCombo)
    picker.set_value(mine.id)
    save_category(other, "他的名称", row.parent_id, theirs.id, row.in_use, row.id, row.version)
    save(clerk, dialog)
    asked = open_dialog(ConflictDialog)
    assert {"我的名称", "他的名称"} <= set(texts(asked))
    asked.choose_all(mine=False)
    asked.save.click()
    clerk.settle()
    assert clerk.no_dialog()
    saved = next(known for known in clerk.context.read(categories) if known.id == row.id)
    assert (saved.name, saved.unit_id) == ("他的名称", theirs.id)
    other.close()


def step_form(clerk: Clerk, action: Action) -> FormDialog:
    """The form of a step of the first difficulty that allows it."""
    clerk.open(3)
    clerk.settle()
    for row in clerk.page.model.rows:
        clerk.page.open_record("difficulty", row.id)
        clerk.settle()
        if action in clerk.page.detail_now().actions:
            clerk.page.doing.take_step(action)
            return clerk.dialog()
    raise AssertionError("no difficulty allows this step")


def test_a_step_is_asked_about_when_somebody_changed_the_difficulty(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    answers = [False, True]

    def answer(_parent: object, question: str, _yes: str) -> bool:
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr(step_again, "ask", answer)
    other = other_program(clerk)
    dialog = step_form(clerk, Action.PROGRESS)
    row = clerk.page.detail_now().row
    area = dialog.form.fields["text"].editor
    assert isinstance(area, TextArea)
    area.set_text("我的进展")
    take_step(other, row.id, row.version, Step(on=other.today(), action=Action.PROGRESS, text="他的进展"))
    save(clerk, dialog)
    assert row.number in questions[0]
    assert "王芳" in questions[0]
    assert area.text() == "我的进展"
    save(clerk, dialog)
    assert clerk.no_dialog()
    said = [event.text for event in clerk.context.read(difficulty_detail, clerk.context.today(), row.id).events]
    assert {"我的进展", "他的进展"} <= set(said)
    other.close()


def test_a_step_that_is_not_possible_any_more_says_what_was_done(clerk: Clerk) -> None:
    other = other_program(clerk)
    dialog = step_form(clerk, Action.PROGRESS)
    row = clerk.page.detail_now().row
    area = dialog.form.fields["text"].editor
    assert isinstance(area, TextArea)
    area.set_text("我的进展")
    end = Step(on=other.today(), action=Action.END, end_kind=next(iter(EndKind)), reason="企业撤回")
    take_step(other, row.id, row.version, end)
    save(clerk, dialog)
    assert "王芳" in dialog.form.rest.text()
    assert "不能再" in dialog.form.rest.text()
    assert area.text() == "我的进展"
    other.close()
    dialog.accept()
