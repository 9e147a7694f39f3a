"""Pictures of the dialogs of the window itself and of 设置."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from tests.screenshots.camera import Camera
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.services.difficulties import remove_difficulties
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.messages import ask, warn
from zhenyu_desk.ui.dialogs.palette import Palette
from zhenyu_desk.ui.dialogs.print_progress import PrintProgress
from zhenyu_desk.ui.jobs.paged import PagedWork


def take_dialogs(camera: Camera) -> None:
    """Those of the menus, the first start, questions, and the rows behind a figure."""
    window = camera.window
    remove_something(camera)
    camera.dialog("dialog-search", window.search, search_words)
    for name in ("recycle_bin", "shortcuts", "about", "official"):
        camera.command(f"dialog-{name.replace('_', '-')}", name)
    camera.dialog("dialog-first-run", FirstRunDialog(Path("台账"), "", parent=window).open)
    problem = "这个文件夹里的台账打不开。"
    camera.dialog("dialog-not-opened", FirstRunDialog(Path("台账"), "", problem, window).open)
    camera.dialog("message-question", lambda: ask(window, "这条走访登记还没有保存，要放弃吗？", "放弃"))
    camera.dialog("message-warning", lambda: warn(window, problem))
    printing = PrintProgress(PagedWork(window.jobs), 22, window)
    camera.dialog("dialog-printing", printing.open, leave=lambda _dialog: printing.close_for_good())
    window.open_page("reports")
    reports: Any = window.page
    camera.settle()
    camera.dialog("dialog-fonts", reports.show_fonts)
    camera.dialog("dialog-changed-text", reports.texts.fields[ReportPart.OVERVIEW].show_changes)
    window.open_page("today")
    page: Any = window.page
    camera.settle()
    camera.dialog("dialog-rows", lambda: page.show_rows("coverage"))


def take_settings_dialogs(camera: Camera) -> None:
    """A unit and a category."""
    camera.window.open_page("settings")
    page: Any = camera.window.page
    camera.settle()
    for tab, name in ((2, "unit"), (3, "category")):
        page.tabs.setCurrentIndex(tab)
        camera.settle()
        page.parts[tab].table.selectRow(0)
        camera.act(f"dialog-{name}-new", "Ctrl+D")
        camera.act(f"dialog-{name}-change", "F2")


def search_words(dialog: QDialog) -> None:
    """Something that firms, difficulties and visits are found by."""
    assert isinstance(dialog, Palette)
    dialog.edit.setText("用电")


def remove_something(camera: Camera) -> None:
    """So that the recycle bin is not empty."""
    context = camera.window.context
    for row in context.read(difficulty_page, context.today(), CaseFilter(chip=Chip.TO_ASSIGN)):
        if row.assigned_on is None:
            remove_difficulties(context, [(row.id, row.version)])
            return
    raise AssertionError("no difficulty of the invented town can be removed")
