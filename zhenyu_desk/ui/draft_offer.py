"""Drafts left over are offered at the start and from the menu, and go on where they were typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from zhenyu_desk.i18n import _
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.ui.dialogs.drafts import DraftsDialog
from zhenyu_desk.ui.drafts import SMALL_FORM, DraftKeeper

if TYPE_CHECKING:
    from zhenyu_desk.domain.rows import DraftRow
    from zhenyu_desk.ui.main_window import MainWindow


def show_drafts(window: MainWindow) -> None:
    """The menu's entry: all drafts except those in an open form."""
    _read(window, partial(_offer, window))


def offer_drafts(window: MainWindow) -> None:
    """At the start: the drafts left over, if there are any."""
    _read(window, lambda rows: _offer(window, rows) if rows else None)


def _read(window: MainWindow, done: Callable[[list[DraftRow]], None]) -> None:
    context = window.context
    being_typed = {keeper.uid for keeper in window.findChildren(DraftKeeper)}

    def show(rows: list[DraftRow]) -> None:
        done([row for row in rows if row.uid not in being_typed])

    window.jobs.read(lambda: waiting_drafts(context), show, window.warn, owner=window)


def _offer(window: MainWindow, rows: list[DraftRow]) -> None:
    dialog = DraftsDialog(window, rows, window)
    dialog.opened.connect(partial(_go_on, window))
    dialog.open()


def _go_on(window: MainWindow, row: DraftRow) -> None:
    if row.kind == SMALL_FORM:
        words = _("Open «{title}» again: what you typed is offered at the top of the form.")
        window.tell(words.format(title=row.title))
        return
    window.open_page("visits")
    open_draft: Callable[[DraftRow], None] | None = getattr(window.page, "open_draft", None)
    if open_draft is not None:
        open_draft(row)
