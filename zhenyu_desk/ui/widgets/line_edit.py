"""A line of text that says by itself what belongs into it, where there is no room for a label."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def named_line(name: str, placeholder: str = "") -> QLineEdit:
    """A field with an accessible name and a placeholder."""
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line
