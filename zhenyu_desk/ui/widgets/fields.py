"""A form's fields: the label above, a star where required, and the error in words right below."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.typed_fields import changes_in

BESIDE = 64
"""The width of a label that stands beside its field."""


class FormField(QWidget):
    """One editor with its label and the place for its error; the label is the editor's accessible name.

    The error goes as soon as something else is typed or chosen.
    """

    def __init__(
        self, text: str, editor: QWidget, required: bool = False, hint: str = "", *, beside: bool = False
    ) -> None:
        """`beside` puts the label before the editor instead of above it, where height is dear."""
        super().__init__()
        self.editor = editor
        self.label = label(text, Token.SECONDARY, FontRole.SMALL, wrap=beside)
        lines = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        head.addWidget(self.label)
        if required:
            head.addWidget(label("*", Token.RED, FontRole.SMALL))
        if beside:
            self.label.setFixedWidth(theme.px(BESIDE))
            head.setSpacing(theme.px(8))
            head.addLayout(lines, 1)
            self.setLayout(head)
        else:
            head.addStretch()
            lines.addLayout(head)
            self.setLayout(lines)
        for layout in (head, lines):
            layout.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(4))
        self.label.setBuddy(editor)
        _give_name(editor, text)
        self._error = label("", Token.RED, FontRole.SMALL, wrap=True)
        self._error.hide()
        lines.addWidget(editor)
        lines.addWidget(self._error)
        if hint:
            lines.addWidget(label(hint, Token.SECONDARY, FontRole.SMALL, wrap=True))
        lines.addStretch()
        for changed in changes_in(editor):
            changed.connect(self.clear_error)

    @property
    def error(self) -> str:
        """The error shown, or nothing."""
        return self._error.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong, below the editor, and put the focus into it."""
        self._mark(sentence)
        self.editor.setFocus()

    def clear_error(self) -> None:
        """Take the error away."""
        if self._error.text():
            self._mark("")

    def _mark(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.setProperty("wrong", bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class Form:
    """The fields of a form by the names of their input's fields; shows a RuleBroken beside the field it names."""

    def __init__(self, rest: QLabel | None = None) -> None:
        self.fields: dict[str, FormField] = {}
        self.rest = rest or label("", Token.RED, wrap=True)
        self.rest.hide()

    def add(
        self, name: str, text: str, editor: QWidget, required: bool = False, hint: str = "", *, beside: bool = False
    ) -> FormField:
        """Make the field of an input's field; place the returned widget where it belongs."""
        field = self.fields[name] = FormField(text, editor, required, hint, beside=beside)
        return field

    def show_error(self, name: str | None, sentence: str) -> None:
        """Show a sentence beside a field, or in `rest` where the form has no such field."""
        self.clear_errors()
        if name in self.fields:
            self.fields[name].show_error(sentence)
        else:
            self.rest.setText(sentence)
            self.rest.show()

    def show_problem(self, problem: AppError) -> None:
        """Show what a service refused: a callback for `failed`."""
        self.show_error(problem.field if isinstance(problem, RuleBroken) else None, problem.sentence)

    def clear_errors(self) -> None:
        """Take all errors away."""
        for field in self.fields.values():
            field.clear_error()
        self.rest.hide()
        self.rest.setText("")


def _give_name(editor: QWidget, text: str) -> None:
    """To the editor and to the part of it that takes the keys, which is what a screen reader speaks of."""
    inner = editor.lineEdit() if isinstance(editor, QComboBox) else editor.focusProxy()
    for part in (editor, inner):
        if part is not None:
            part.setAccessibleName(text)
