"""Asks where a file shall be saved; the ending is there before the question about a file of that name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


def ask_target(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """The file to write, with its `ending` ("pdf"), proposed by `name` in the user's folder; None if none is chosen."""
    dialog = QFileDialog(parent, title, str(Path.home()), f"*.{ending}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(f"{name}.{ending}")
    is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return _ended(Path(chosen[0]), ending) if is_chosen and chosen else None


def _ended(target: Path, ending: str) -> Path:
    """A name with another ending, «月报.1», gets ours behind it."""
    return target if target.suffix.lower() == f".{ending}" else target.with_name(f"{target.name}.{ending}")
