"""The small forms around a list's filter: the name to keep it under, and a span of days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.inputs import validate
from zhenyu_desk.domain.saved_filters import FilterInput
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.widgets.date_edit import DateEdit

Span = tuple[date | None, date | None]


class FilterDialog(FormDialog):
    """Hands on a FilterInput: what the list is narrowed to now, or a kept filter under another name."""

    def __init__(self, content: str, described: str, name: str = "", parent: QWidget | None = None) -> None:
        title = _("Rename the filter") if name else _("Save the filter")
        super().__init__(title, described, _("Save"), parent)
        self._content_text = content
        self._name = QLineEdit(name)
        self._name.selectAll()
        self.add("name", _("Name"), self._name, required=True)
        self.finish_layout()
        self._name.setFocus()

    def read(self) -> FilterInput:
        """The filter under the name typed."""
        if not self._name.text().strip():
            raise RuleBroken(_("Give the filter a name."), field="name")
        return validate(FilterInput, {"name": self._name.text(), "content": self._content_text})


class SpanDialog(FormDialog):
    """Hands on the first and the last day, either of which may be open."""

    def __init__(self, today: Callable[[], date], span: Span, parent: QWidget | None = None) -> None:
        super().__init__(_("Reported from … to …"), "", _("Apply"), parent)
        start = self.form.add("start", _("First day"), DateEdit(today, span[0]))
        end = self.form.add("end", _("Last day"), DateEdit(today, span[1]))
        self.add_row(start, end)
        self.finish_layout()
        start.editor.setFocus()

    def read(self) -> Span:
        """The two days."""
        start, end = self.day("start"), self.day("end")
        if start is None and end is None:
            raise RuleBroken(_("Give a first or a last day."), field="start")
        if start is not None and end is not None and end < start:
            raise RuleBroken(_("The last day lies before the first one."), field="end")
        return start, end
