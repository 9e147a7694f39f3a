"""A difficulty to read while another one is being typed."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.models.case_log import case_text


class CaseTextDialog(Frame):
    """All that is known of it; its text can be copied, nothing can be changed."""

    def __init__(self, detail: DifficultyDetail, parent: QWidget | None = None) -> None:
        super().__init__(detail.row.number, parent)
        text = QPlainTextEdit(case_text(detail))
        text.setReadOnly(True)
        text.setAccessibleName(detail.row.number)
        self.body.addWidget(text)
        self.add_close_button()
        self.resize(theme.px(520), theme.px(420))
