"""The message boxes there are: one that asks, those that tell a problem, one that tells what was done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.rights import rights


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


def warn_with(parent: QWidget | None, sentence: str, word: str, run: Callable[[], object]) -> None:
    """Tell a problem in words with a way out on a button of its own; does not wait."""
    box = QMessageBox(QMessageBox.Icon.Warning, _("Please note"), sentence, parent=parent)
    way_out = box.addButton(word, QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(box.addButton(_("OK"), QMessageBox.ButtonRole.RejectRole))
    box.buttonClicked.connect(lambda clicked: run() if clicked is way_out else None)
    box.open()


def inform(parent: QWidget | None, words: str) -> None:
    """Tell what was done and has to be kept in mind; does not wait."""
    box = QMessageBox(QMessageBox.Icon.Information, _("Done"), words, parent=parent)
    box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.open()


def is_refused(parent: QWidget | None, verb: str) -> bool:
    """Tell whoever may not use a verb why, before anything is typed; whether it is so. No verb refuses nobody."""
    refusal = rights.refusal(verb) if verb else ""
    if refusal:
        warn(parent, refusal)
    return bool(refusal)
