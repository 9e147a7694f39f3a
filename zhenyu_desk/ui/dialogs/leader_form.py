"""Add a leader or change one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.inputs import LeaderInput, validate
from zhenyu_desk.domain.rows import LeaderRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.widgets.date_edit import DateEdit


class LeaderDialog(FormDialog):
    """Hands on a LeaderInput; a new leader is proposed the rank behind the others."""

    verb = "save_leader"

    def __init__(
        self, context: AppContext, known: LeaderRow | None, next_rank: int, parent: QWidget | None = None
    ) -> None:
        title = _("New leader") if known is None else _("Change the leader")
        super().__init__(title, "", _("Save"), parent)
        self._name, self._post, self._rank = QLineEdit(), QLineEdit(), QLineEdit(str(next_rank))
        self._field, self._liaison = QLineEdit(), QLineEdit()
        self._from, self._to = DateEdit(context.today), DateEdit(context.today)
        add = self.form.add
        self.add_row(
            add("name", _("Full name"), self._name, required=True),
            add("post", _("Post"), self._post, required=True),
            add("rank", _("Rank order"), self._rank, required=True),
        )
        self.add_row(add("field", _("Field of work"), self._field), add("liaison", _("Liaison officer"), self._liaison))
        self.add_row(
            add("in_office_from", _("In office from"), self._from),
            add("in_office_to", _("In office to"), self._to),
        )
        if known is not None:
            self._fill(known)
        self.finish_layout()
        self._name.setFocus()

    def read(self) -> LeaderInput:
        """The leader as typed."""
        start, end = self.day("in_office_from"), self.day("in_office_to")
        if start is not None and end is not None and end < start:
            raise RuleBroken(_("The end lies before the start."), field="in_office_to")
        return validate(
            LeaderInput,
            {
                "name": self._name.text(),
                "post": self._post.text(),
                "rank": self._rank.text().strip(),
                "field": self._field.text(),
                "liaison": self._liaison.text(),
                "in_office_from": start,
                "in_office_to": end,
            },
        )

    def _fill(self, known: LeaderRow) -> None:
        self._name.setText(known.name)
        self._post.setText(known.post)
        self._rank.setText(str(known.rank))
        self._field.setText(known.field)
        self._liaison.setText(known.liaison)
        self._from.set_day(known.in_office_from)
        self._to.set_day(known.in_office_to)
