"""Keeps what is being typed: written into the ledger by itself a moment after the last key."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import drop_draft, keep_draft
from zhenyu_desk.ui.shell import Shell

VISIT_FORM, VISIT_GRID, SMALL_FORM = "visit", "visits", "form"
PAUSE_MS = 2_000
RETRY_MS = 10_000

Read = Callable[[], tuple[str, Mapping[str, Any]] | None]


class DraftKeeper(QObject):
    """The draft of one form: call `touch` at every change, `begin` for the next form, and save with `uid` as `draft`.

    `read` gives a title and what stands in the form as JSON knows it, None while nothing is typed that is not saved.
    While the disk is full it says so once and tries again by itself; the form is never disturbed.
    """

    changed = Signal()
    """`note` says something else now."""

    def __init__(self, shell: Shell, kind: str, owner: QObject, read: Read) -> None:
        super().__init__(owner)
        self._shell = shell
        self._kind = kind
        self._read = read
        self._kept: tuple[str, str] | None = None
        self._has_failed = False
        self.uid = ""
        self.saved_at: datetime | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.keep)
        self.begin()

    @property
    def note(self) -> str:
        """What to show at the foot of the form; "" while there is nothing to keep."""
        if self._has_failed:
            return _("The draft could not be saved yet; it is tried again.")
        if self.saved_at is None:
            return ""
        return _("Draft saved by itself at {time}").format(time=f"{self.saved_at:%H:%M:%S}")

    def begin(self, uid: str = "") -> None:
        """A form begins: an empty one, or the draft with this uid. What was kept of the one before stays kept."""
        self._pause.stop()
        self.uid = uid or str(uuid4())
        self._kept = self._text() if uid else None
        self.saved_at = None
        self._has_failed = False
        self.changed.emit()

    def touch(self) -> None:
        """Something changed: keep it two seconds after the last change."""
        if self._shell.is_open:
            self._pause.start(PAUSE_MS)

    def hold(self) -> None:
        """The form is being saved: keep nothing until `touch` or `begin`."""
        self._pause.stop()

    def keep(self) -> None:
        """Keep what stands in the form now, on the writer."""
        self._pause.stop()
        text = self._text()
        if text == self._kept:
            return
        uid, context = self.uid, self._shell.context
        work = (
            partial(drop_draft, context, uid) if text is None else partial(keep_draft, context, uid, self._kind, *text)
        )
        self._shell.jobs.write(work, partial(self._done, uid, text), partial(self._failed, uid), owner=self)

    def keep_now(self, former: AppContext | None = None) -> None:
        """Keep it before going on, as the window closes; AppError when the disk refuses.

        `former` is who typed it, where another official is at work already.
        """
        self._pause.stop()
        text = self._text()
        if text is None or text == self._kept:
            return
        try:
            keep_draft(former or self._shell.context, self.uid, self._kind, *text)
        except AppError:
            self._try_again()
            raise
        self._done(self.uid, text, None)

    def drop(self, uid: str) -> None:
        """Drop a draft, for what was typed is not wanted; one that is being typed again is kept."""
        if uid != self.uid:
            context = self._shell.context
            self._shell.jobs.write(partial(drop_draft, context, uid), lambda _done: None, self._shell.warn)

    def keep_aside(self, title: str, content: Mapping[str, Any]) -> None:
        """Keep something else as a draft of its own, beside what stands in the form."""
        text = json.dumps(content, ensure_ascii=False)
        work = partial(keep_draft, self._shell.context, str(uuid4()), self._kind, title, text)
        self._shell.jobs.write(work, lambda _done: None, self._shell.warn, owner=self)

    def _text(self) -> tuple[str, str] | None:
        given = self._read()
        return (given[0], json.dumps(given[1], ensure_ascii=False)) if given is not None else None

    def _done(self, uid: str, text: tuple[str, str] | None, _result: None) -> None:
        if uid != self.uid:
            return
        self._kept = text
        self._has_failed = False
        self.saved_at = datetime.now().astimezone() if text is not None else None
        self.changed.emit()

    def _failed(self, uid: str, problem: AppError) -> None:
        if not self._has_failed:
            self._shell.tell(_("The draft is not saved: {problem}").format(problem=problem.sentence))
        if uid == self.uid:
            self._try_again()

    def _try_again(self) -> None:
        self._has_failed = True
        self._pause.start(RETRY_MS)
        self.changed.emit()


def keep_all(window: QObject) -> None:
    """Keep what stands in every form of a window now; where the disk refuses nothing can be done any more."""
    for keeper in window.findChildren(DraftKeeper):
        with contextlib.suppress(AppError):
            keeper.keep_now()
