"""What is typed into a small form is kept as a draft, and offered when the same form is opened again."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.drafts import SMALL_FORM, DraftKeeper
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.typed_fields import changes_in, fits, put_back, typed_in


class FormDraft(QObject):
    """The draft of one form. `form` says which form of which record it is, `title` says so to people.

    Only what was changed is kept, so that a record changed by somebody else meanwhile is not set back.
    """

    def __init__(self, shell: Shell, form: str, title: Callable[[], str], content: QWidget) -> None:
        super().__init__(content)
        self._shell = shell
        self._form = form
        self._title = title
        self._content = content
        self._before = typed_in(content)
        self._keeper = DraftKeeper(shell, SMALL_FORM, self, self._read)
        for changed in changes_in(content):
            changed.connect(self._keeper.touch)

    @property
    def is_session_ending(self) -> bool:
        """Whether the user logs off: what is typed is kept then, and nothing is asked."""
        return self._shell.is_session_ending

    def left_over(self) -> DraftRow | None:
        """The newest draft of the official's own that was left over in this very form."""
        context = self._shell.context
        for row in waiting_drafts(context):
            if row.kind == SMALL_FORM and row.actor == context.actor and row.uid != self._keeper.uid:
                content = json.loads(row.content)
                if content["form"] == self._form and fits(self._content, content["typed"]):
                    return row
        return None

    def restore(self, row: DraftRow) -> None:
        """Type a draft anew and go on with it; what stood in the form is kept as another one."""
        self._keeper.keep()
        content = json.loads(row.content)
        put_back(self._content, content["before"], content["typed"])
        self._keeper.begin(row.uid)

    def drop(self, row: DraftRow) -> None:
        """Forget a draft that is not wanted."""
        self._keeper.drop(row.uid)

    def keep_now(self, former: AppContext) -> None:
        """Keep what is typed as a draft of whoever typed it; AppError when the disk refuses."""
        self._keeper.keep_now(former)

    def hold(self) -> None:
        """The form is being saved: keep nothing until `go_on`."""
        self._keeper.hold()

    def go_on(self) -> None:
        """It was not saved: what is typed is kept again."""
        self._keeper.touch()

    def done(self) -> None:
        """It was saved, or is not wanted any more."""
        uid = self._keeper.uid
        self._keeper.begin()
        self._keeper.drop(uid)

    def _read(self) -> tuple[str, dict[str, Any]] | None:
        typed = typed_in(self._content)
        if typed == self._before:
            return None
        return self._title(), {"form": self._form, "before": self._before, "typed": typed}


class DraftOffer(QFrame):
    """The line at the top of a form: what was typed the last time can come back, or go; either way the line goes."""

    def __init__(self, draft: FormDraft, row: DraftRow) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._draft = draft
        self._row = row
        saved = row.saved_at.astimezone()
        when = _("{month}/{day} {time}").format(month=saved.month, day=saved.day, time=f"{saved:%H:%M}")
        self.words = label(_("Not saved last time ({when}):").format(when=when), Token.AMBER)
        self.restore = link(_("Bring it back"), self._restore)
        self.drop = link(_("Discard it"), self._drop)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        line.addWidget(self.words)
        line.addWidget(self.restore)
        line.addWidget(self.drop)
        line.addStretch()

    def _restore(self) -> None:
        self.hide()
        self._draft.restore(self._row)

    def _drop(self) -> None:
        self.hide()
        self._draft.drop(self._row)
