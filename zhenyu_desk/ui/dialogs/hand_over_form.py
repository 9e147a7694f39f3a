"""A leader changes posts: who takes over which firms from what day on; what was stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.rows import PairingRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea

_NAMED = 6


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who takes over, from what day on, why."""

    leader_id: int
    start: date
    reason: str


class HandOverDialog(FormDialog):
    """Hands on a HandOver for these pairings of one leader."""

    def __init__(
        self,
        context: AppContext,
        leaders: Sequence[Choice],
        pairings: Sequence[PairingRow],
        parent: QWidget | None = None,
    ) -> None:
        hint = _("The present pairings end the day before; visits and history stay with the former leader.")
        super().__init__(_("Hand over"), hint, _("Hand over"), parent)
        former = pairings[0]
        about = _("{leader} · {post}: {count} firms").format(
            leader=former.leader_name, post=former.leader_post, count=len(pairings)
        )
        names = "、".join(row.enterprise_name for row in pairings[:_NAMED])
        if len(pairings) > _NAMED:
            names += _(" and {count} more").format(count=len(pairings) - _NAMED)
        self.body.insertWidget(1, label(about, role=FontRole.STRONG, wrap=True))
        self.body.insertWidget(2, label(names, Token.SECONDARY, wrap=True))
        others = [choice for choice in leaders if choice.id != former.leader_id]
        self._leader = PickCombo(others, _("Pinyin or part of the name"), people=True)
        self._start = DateEdit(context.today, context.today())
        self._reason = TextArea(1)
        self.add("leader_id", _("Successor"), self._leader, required=True)
        self.add("start", _("Takes over on"), self._start, required=True)
        self.add("reason", _("Reason"), self._reason)
        self.finish_layout()
        self._leader.setFocus()

    def read(self) -> HandOver:
        """The successor, the day and the reason."""
        leader_id, start = self._leader.value(), self.day("start")
        if leader_id is None:
            raise RuleBroken(_("Choose the successor."), field="leader_id")
        if start is None:
            raise RuleBroken(_("Give the day."), field="start")
        return HandOver(leader_id, start, self._reason.text().strip())
