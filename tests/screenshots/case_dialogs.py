"""Pictures of the forms of 诉求办理: one for every action, on a difficulty in whose state it is allowed."""

from typing import Any

from tests.screenshots.camera import Camera
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulty_detail, difficulty_page
from zhenyu_desk.ui.dialogs.case_text import CaseTextDialog
from zhenyu_desk.ui.dialogs.filter_forms import SpanDialog
from zhenyu_desk.ui.dialogs.step_fields import FORMS
from zhenyu_desk.ui.pages.cases.steps import offered


def take_case_dialogs(camera: Camera) -> None:
    """The steps, the difficulty itself, and what narrows the list."""
    window, context = camera.window, camera.window.context
    window.open_page("cases")
    page: Any = window.page
    for action, key in examples(context).items():
        page.show_case(key)
        camera.settle()
        camera.dialog(f"step-{action.value}", page.actions_of_page.steps[action].trigger)
    camera.act("dialog-difficulty-change", "F2")
    camera.act("dialog-difficulty-new", "Ctrl+Shift+N")
    camera.act("dialog-filter-save", "Ctrl+Shift+S")
    camera.act("paper-assignment", "Ctrl+Shift+J")
    detail = page.detail.detail
    camera.dialog("dialog-case-text", lambda: CaseTextDialog(detail, window).open_once())
    today = context.today()
    camera.dialog("dialog-filter-span", lambda: SpanDialog(context.today, (today.replace(day=1), today), window).open())


def examples(context: AppContext) -> dict[Action, int]:
    """For every action a difficulty that it can be taken with."""
    today, found = context.today(), dict[Action, int]()
    for chip in Chip:
        for row in context.read(difficulty_page, today, CaseFilter(chip=chip)):
            for action in offered(context.read(difficulty_detail, today, row.id)):
                found.setdefault(action, row.id)
            if set(FORMS) <= set(found):
                return found
    raise AssertionError(f"no difficulty of the invented town allows {set(FORMS) - set(found)}")
