"""The item roles that models fill and views read."""

from PySide6.QtCore import Qt

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
TAG_ROLE = Qt.ItemDataRole.UserRole + 2
