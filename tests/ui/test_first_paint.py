"""The window is on the screen before the ledger's packages are loaded."""

import subprocess
import sys

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "openpyxl", "reportlab", "pypinyin")
PROGRAM = f"""
import sys
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui.app import make_application
from zhenyu_desk.ui.main_window import MainWindow

application = make_application()
window = MainWindow(Settings())
window.painted.connect(application.quit)
window.show()
application.exec()
print(*(name for name in {HEAVY} if name in sys.modules))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
