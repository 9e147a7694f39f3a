"""The light of a deadline: shape, word and colour together, never colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.lights import light_text, light_tone
from zhenyu_desk.ui.theme import FontRole


class LightLabel(QLabel):
    """The light of a case: shape, word and colour together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font(FontRole.STRONG))

    def show_row(self, row: DifficultyRow) -> None:
        """Show the light of this case."""
        self.setText(light_text(row))
        theme.tone(self, light_tone(row))
