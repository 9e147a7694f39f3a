"""The two message boxes there are: one that asks, one that tells a problem."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from zhenyu_desk.i18n import _


def ask(parent: QWidget | None, question: str, yes: str) -> bool:
    """Ask before something that can't be undone; Esc and Enter both mean no."""
    box = QMessageBox(QMessageBox.Icon.Question, _("Please decide"), question, parent=parent)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is go_on


def warn(parent: QWidget | None, sentence: str) -> None:
    """Tell a problem in words; does not wait."""
    box = QMessageBox(QMessageBox.Icon.Warning, _("Please note"), sentence, parent=parent)
    box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
