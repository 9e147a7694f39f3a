"""The part of a visit that is often empty and folded away: answers, policy, promises, remark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.promise_lines import PromiseLines
from zhenyu_desk.ui.widgets.text_area import TextArea


class MoreFields(QWidget):
    """Folded until Alt+M or until it has something to show."""

    def __init__(self, today: Callable[[], date], form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answered = TextArea(1)
        self.policy = TextArea(1)
        self.promises = PromiseLines(today)
        self.remark = TextArea(1)
        self._trip_no = ""
        self._toggle = link("", self._turn)
        self._body = QWidget()
        self._lay_out(form)
        QShortcut(QKeySequence("Alt+M"), self, self._turn)
        self._show(False)

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of VisitInput."""
        return {
            "answered": self.answered.text(),
            "policy": self.policy.text(),
            "remark": self.remark.text(),
            "promises": self.promises.promises(),
            "trip_no": self._trip_no,
        }

    def texts(self) -> tuple[object, ...]:
        """What stands in the fields."""
        return self.answered.text(), self.policy.text(), self.remark.text(), self.promises.texts()

    def clear(self) -> None:
        """Empty and fold."""
        for area in (self.answered, self.policy, self.remark):
            area.set_text("")
        self.promises.set_promises(())
        self._trip_no = ""
        self._show(False)

    def fill(self, visit: VisitRow) -> None:
        """Show those parts of a visit."""
        self.answered.set_text(visit.answered)
        self.policy.set_text(visit.policy)
        self.remark.set_text(visit.remark)
        self.promises.set_promises([(p.text, p.due_on, p.kept_on) for p in visit.promises])
        self._trip_no = visit.trip_no
        self._show(bool(visit.answered or visit.policy or visit.remark or visit.promises))

    def unfold(self) -> None:
        """Show the fields, for an error in one of them."""
        self._show(True)

    def _lay_out(self, form: Form) -> None:
        fields = QVBoxLayout(self._body)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(theme.px(10))
        fields.addWidget(form.add("promises", _("Promises of the leader"), self.promises))
        fields.addWidget(form.add("answered", _("Answered on the spot"), self.answered))
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(theme.px(12))
        side_by_side.addWidget(form.add("policy", _("Policy explained"), self.policy))
        side_by_side.addWidget(form.add("remark", _("Remark"), self.remark))
        fields.addLayout(side_by_side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        line = QHBoxLayout()
        line.addWidget(self._toggle)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self._body)

    def _turn(self) -> None:
        opening = self._body.isHidden()
        self._show(opening)
        if opening:
            self.promises.setFocus()

    def _show(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        arrow = "▾" if is_open else "▸"
        words = _("More: promises, answers, policy, remark (Alt+M)")
        self._toggle.setText(f"{arrow} {words}")
