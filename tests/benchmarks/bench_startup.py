"""What it costs to open the window on 100,000 visits, beside a bare PySide6 window with an empty table.

Both are measured from the start of the process to the first paint, in turn, several times. The best of each are
compared: other work on the machine only ever adds to a time. Medians are printed beside them.
The time until the page 今日 shows its figures is printed too.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.ledgers import ledger_of
from zhenyu_desk.settings import Settings, save

VISITS = 100_000
ROUNDS = 7
MOST_RATIO = 2.5

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, application.quit)
application = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QTableView())
window.resize(1440, 900)
window.show()
application.exec()
"""

OURS = """
import sys
from zhenyu_desk import __main__ as entrance
from zhenyu_desk.ui import app
class Window(app.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.painted.connect(lambda: print("painted", flush=True))
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.is_open and self.page.tiles["visits"].accessibleName():
            print("filled", flush=True)
            app.QApplication.instance().quit()
app.MainWindow = Window
sys.exit(entrance.main(["--ledger", sys.argv[1]]))
"""


def run() -> dict[str, float]:
    """Print the table and return the ratio and the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ledger = ledger_of(VISITS)
        save(Settings(current_official="测试"), home / "config" / "zhenyu-desk" / "settings.json")
        bare, ours, filled = [], [], []
        for _round in range(ROUNDS):
            bare.append(seconds(BARE, [], home)["painted"])
            times = seconds(OURS, [str(ledger)], home)
            ours.append(times["painted"])
            filled.append(times["filled"])
    ratio = min(ours) / min(bare)
    print(f"{'':32}{'median s':>10}{'best s':>10}")
    for name, values in (("bare window", bare), (f"{VISITS:,} visits", ours), ("  with its figures", filled)):
        print(f"{name:32}{median(values):10.3f}{min(values):10.3f}")
    print(f"ratio {ratio:.2f} (at most {MOST_RATIO})")
    return {
        f"ratio_{VISITS}": round(ratio, 3),
        "bare_s": round(min(bare), 3),
        f"first_paint_s_{VISITS}": round(min(ours), 3),
        f"filled_s_{VISITS}": round(min(filled), 3),
    }


def seconds(code: str, arguments: list[str], home: Path) -> dict[str, float]:
    """Seconds from the start of a process that runs `code` to each line it prints."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        **{name: str(home / "config") for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")},
    }
    found: dict[str, float] = {}
    start = time.perf_counter()
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found.setdefault(line.strip(), time.perf_counter() - start)
    if process.returncode != 0:
        raise RuntimeError(f"the measured process ended with {process.returncode}")
    return found
