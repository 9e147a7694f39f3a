"""The part of a visit that is often empty and folded away: answers, policy, promises, remark, form number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain, pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.pages.visits.draft_content import TypedPromise, TypedVisit
from zhenyu_desk.ui.rights import guard_text
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.promise_lines import PromiseLines, Typed
from zhenyu_desk.ui.widgets.text_area import TextArea

VERB = "register_visit"


class MoreFields(QWidget):
    """Folded until Alt+M or until it has something to show."""

    def __init__(self, today: Callable[[], date], form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answered = TextArea(1)
        self.policy = TextArea(1)
        self.promises = PromiseLines(today)
        self.remark = TextArea(1)
        self.number = QLineEdit()
        self.number.setPlaceholderText(_("of the printed visit form, if it was used"))
        for text in (self.answered, self.policy, self.remark, self.number):
            guard_text(text, VERB)
        self._toggle = link("", self._turn)
        self._body = QWidget()
        self._lay_out(form)
        self.promises.added.connect(self._order)
        self._show(False)

    def add_keys(self, owner: QWidget) -> None:
        """Let Alt+M work in the whole form."""
        shortcut(owner, "Alt+M", self._turn, _("Unfold promises, answers, policy, remark, form number"))

    @property
    def entrance(self) -> QWidget:
        """Where one enters by keys: the first field, or the line that unfolds them."""
        return self._toggle if self._body.isHidden() else self.promises

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of VisitInput."""
        return {
            "answered": self.answered.text(),
            "policy": self.policy.text(),
            "remark": self.remark.text(),
            "promises": self.promises.promises(),
        }

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, by the names of TypedVisit."""
        promises = (TypedPromise.model_validate(line._asdict()) for line in self.promises.typed())
        return {
            "answered": self.answered.text(),
            "policy": self.policy.text(),
            "remark": self.remark.text(),
            "number": self.number.text(),
            "promises": tuple(promises),
        }

    def show_typed(self, typed: TypedVisit) -> None:
        """Show these parts of what was typed; folded where there is none of them."""
        self.answered.set_text(typed.answered)
        self.policy.set_text(typed.policy)
        self.remark.set_text(typed.remark)
        self.number.setText(typed.number)
        self._number_field.setVisible(typed.visit_id is None)
        self.promises.show_typed(Typed(**promise.model_dump()) for promise in typed.promises)
        self._show(bool(typed.answered or typed.policy or typed.remark or typed.number or typed.promises))

    def fill(self, visit: VisitRow) -> None:
        """Show those parts of a visit."""
        self.answered.set_text(visit.answered)
        self.policy.set_text(visit.policy)
        self.remark.set_text(visit.remark)
        self.number.clear()
        self._number_field.hide()  # it has its number, which stands above the form
        self.promises.set_promises(visit.promises)
        self._show(bool(visit.answered or visit.policy or visit.remark or visit.promises))

    def unfold(self) -> None:
        """Show the fields, for an error in one of them."""
        self._show(True)

    def _lay_out(self, form: Form) -> None:
        fields = QVBoxLayout(self._body)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(theme.px(6))
        fields.addWidget(form.add("promises", _("Promises of the leader"), self.promises, beside=True))
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(theme.px(12))
        side_by_side.addWidget(form.add("answered", _("Answered on the spot"), self.answered))
        side_by_side.addWidget(form.add("policy", _("Policy explained"), self.policy))
        side_by_side.addWidget(form.add("remark", _("Remark"), self.remark))
        fields.addLayout(side_by_side)
        self._number_field = form.add("number", _("Number of the visit form"), self.number)
        fields.addWidget(self._number_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        line = QHBoxLayout()
        line.addWidget(self._toggle)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self._body)

    def _order(self) -> None:
        """Tab goes through the promises, also those added last, and on to the other fields."""
        lines = ((line.text, line.due, line.kept) for line in self.promises.lines)
        fields = (self._toggle, *chain.from_iterable(lines), self.answered, self.policy, self.remark, self.number)
        for one, following in pairwise(fields):
            QWidget.setTabOrder(one, following)

    def _turn(self) -> None:
        opening = self._body.isHidden()
        self._show(opening)
        if opening:
            self.promises.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self._order()
        arrow = "▾" if is_open else "▸"
        words = _("More: promises, answers, policy, remark, form number (Alt+M)")
        self._toggle.setText(f"{arrow} {words}")
