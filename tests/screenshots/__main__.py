"""Pictures of every page and dialog: python -m tests.screenshots DIR [--lang en].

Made from the invented town at two sizes of screen, and at one and a half times the size as people with a sharp
screen see it. Each scale is a process of its own, as Qt reads it only at its start.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SCALES = {"1": ((1366, 768), (1440, 900)), "1.5": ((1366, 768),)}
TOWN = "周市镇"
OFFICIAL = "李静"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="screenshots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--lang", default="zh_CN", choices=("zh_CN", "en"))
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        ledger = Path(temporary) / "ledger"
        _make_town(ledger)
        for scale, sizes in SCALES.items():
            done = subprocess.run(
                [sys.executable, "-m", "tests.screenshots.taking", str(given.folder), str(ledger), given.lang]
                + [f"{width}x{height}" for width, height in sizes],
                env=_environment(temporary, scale),
                check=False,
            )
            if done.returncode != 0:
                return done.returncode
    return 0


def _make_town(ledger: Path) -> None:
    from zhenyu_desk.bootstrap import create_context
    from zhenyu_desk.services.demo import fill

    context = create_context(ledger, TOWN, OFFICIAL)
    fill(context, scale="town", seed=1)
    context.close()


def _environment(home: str, scale: str) -> dict[str, str]:
    """No screen, a home of its own, and this scale."""
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"), home)
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", **homes, "QT_SCALE_FACTOR": scale}


if __name__ == "__main__":
    sys.exit(main())
