"""A program of its own that types into a small form and waits to be killed: `python -m tests.ui.form_typist`."""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.ui.acting import open_dialog
from tests.ui.typist import run
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.main_window import MainWindow

TYPED = {"name": "新泾精密有限公司", "address": "新泾路 9 号🏭", "employees": "不到一百", "founded": "去年"}


def type_firm(window: MainWindow, told: Path) -> None:
    """Type into the form of a new firm, and say so in a file."""
    window.open_page("enterprises")
    page: Any = window.page
    page.add_firm()
    fields = open_dialog(EnterpriseDialog).form.fields
    for name, text in TYPED.items():
        editor: Any = fields[name].editor
        editor.setText(text)
    tenure: Any = fields["land_tenure"].editor
    next(iter(tenure._chips.values())).click()
    QApplication.processEvents()
    told.touch()


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), lambda window: type_firm(window, Path(sys.argv[2]))))
