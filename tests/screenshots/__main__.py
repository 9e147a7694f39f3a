"""Pictures of every page and dialog: python -m tests.screenshots DIR.

Made from the invented town in both languages, light and dark, on a small screen and on a sharp one where all is one
and a half times as large. Each kind is a process of its own, as Qt reads the scale only at its start.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from zhenyu_desk.i18n import LANGUAGES

SCHEMES = ("light", "dark")
SCREENS = (("1366x768", "1"), ("1440x900", "1.5"))
TOWN = "周市镇"
OFFICIAL = "李静"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="screenshots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        town = Path(temporary) / "town"
        _make_town(town)

        def take(kind: tuple[int, tuple[str, str, tuple[str, str]]]) -> int:
            number, (language, scheme, (size, scale)) = kind
            home = Path(temporary) / str(number)
            shutil.copytree(town, home / "ledger")
            taking = [sys.executable, "-m", "tests.screenshots.taking"]
            taking += [str(folder), str(home / "ledger"), language, scheme, size]
            return subprocess.run(taking, env=_environment(home, size, scale), check=False).returncode

        kinds = enumerate(product(LANGUAGES, SCHEMES, SCREENS))
        return max(map(abs, side_by_side.map(take, kinds)))


def _make_town(ledger: Path) -> None:
    from zhenyu_desk.bootstrap import create_context
    from zhenyu_desk.services.demo import fill

    context = create_context(ledger, TOWN, OFFICIAL)
    fill(context, scale="town", seed=1)
    context.close()


def _environment(home: Path, size: str, scale: str) -> dict[str, str]:
    """An invented screen as large as the window at this scale, and a home of its own."""
    width, height = (round(int(side) * float(scale)) for side in size.split("x"))
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = home / "screens.json"
    screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"), str(home))
    quiet = {"QT_LOGGING_RULES": "default.warning=false"}  # the offscreen platform tells what it can't do with windows
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "QT_SCALE_FACTOR": scale}
    return {**os.environ, **platform, **homes, **quiet}


if __name__ == "__main__":
    sys.exit(main())
