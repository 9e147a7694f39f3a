"""How long the window takes from a key to the painted answer, page by page, and what memory it needs for it.

A window is worked by keys on the desktop's offscreen screen (see page_session), in a process of its own: on an empty
ledger and on ledgers of growing size. ZHENYU_BENCH_VISITS, such as "10000,100000", names other sizes than all three.
Counted are opening each page (for the first time, again, and when it has to be read anew), filtering and scrolling,
from the key until the page or its list is painted with its rows. What comes after that, such as the panel of a row, the
counts on chips and the report of a month, which is printed in the background, has lines of its own, «until all stands
still», and is not part of the whole. Beside the times stands the processor time of all threads for the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import ledgers
from tests.benchmarks.bench_search import percentile, sizes
from tests.benchmarks.page_session import UNTIL_STILL
from zhenyu_desk.bootstrap import create_context, open_context
from zhenyu_desk.store.queries.visits import visit_page

ROUNDS = 5
MOST_MS = 50
MOST_RATIO = 1.5


class Measured(NamedTuple):
    """Milliseconds by action, passed and worked, and KiB in use at the end and at most."""

    times: dict[str, list[float]]
    work: dict[str, list[float]]
    now_kib: int
    most_kib: int


def run() -> dict[str, float]:
    """Measure each size; prints a table each and returns percentiles in milliseconds and ratios."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        create_context(Path(folder) / "ledger", ledgers.TOWN, ledgers.ACTOR).close()
        empty = measure(Path(folder) / "ledger", date(2026, 11, 24), ROUNDS)
    for visits in sizes():
        ledger = ledgers.ledger_of(visits)
        measured = measure(ledger, last_day(ledger), ROUNDS)
        figures |= _tell(visits, measured, empty)
    return figures


def measure(ledger: Path, day: date, rounds: int) -> Measured:
    """Work a window on this ledger, as if it were this day."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"), home),
        }
        command = [sys.executable, "-m", "tests.benchmarks.page_session", str(ledger), day.isoformat(), str(rounds)]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def last_day(ledger: Path) -> date:
    """The day of the last visit, on which the ledger was made: only then is as much overdue as was meant to be."""
    context = open_context(ledger, ledgers.ACTOR, deep=False)
    try:
        return context.read(visit_page, limit=1)[0].on
    finally:
        context.close()


def whole(times: dict[str, list[float]]) -> list[float]:
    """All times that are to stay below MOST_MS: of every action until it is painted."""
    return list(chain.from_iterable(values for name, values in times.items() if not name.endswith(UNTIL_STILL)))


def _tell(visits: int, measured: Measured, empty: Measured) -> dict[str, float]:
    print(f"{f'ledger of {visits:,} visits':<60}{'times':>6}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}", end="")
    print(f"{'work p50':>10}{'p95':>8}")
    everything, all_work = whole(measured.times), whole(measured.work)
    name_of_all = f"all until painted (p95 at most {MOST_MS})"
    works = {**measured.work, name_of_all: all_work}
    for name, values in {**measured.times, name_of_all: everything}.items():
        p50, p95, p99 = (percentile(values, share) for share in (0.5, 0.95, 0.99))
        print(f"{name:<60}{len(values):>6}{p50:>9.1f}{p95:>9.1f}{p99:>9.1f}", end="")
        print(f"{percentile(works[name], 0.5):>10.1f}{percentile(works[name], 0.95):>8.1f}")
    ratio = measured.now_kib / empty.now_kib
    peak = measured.most_kib / empty.most_kib
    print(
        f"memory {measured.now_kib / 1024:.0f} MiB, at most {measured.most_kib / 1024:.0f}; on an empty ledger "
        f"{empty.now_kib / 1024:.0f}, at most {empty.most_kib / 1024:.0f}: ratio {ratio:.2f}, of the most {peak:.2f} "
        f"(at most {MOST_RATIO})",
        flush=True,
    )
    found = {f"p95_ms_{visits}": percentile(everything, 0.95), f"p50_ms_{visits}": percentile(everything, 0.5)}
    found[f"work_p95_ms_{visits}"] = percentile(all_work, 0.95)
    found |= {f"memory_ratio_{visits}": ratio, f"memory_peak_ratio_{visits}": peak}
    return {name: round(value, 3) for name, value in found.items()}
