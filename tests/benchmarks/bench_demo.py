"""How long it takes to fill an empty ledger with invented visits."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks import ledgers

VISITS = (1_000, 10_000, 100_000)


def run() -> dict[str, float]:
    """Fill ledgers of growing size; prints a row each and returns the seconds."""
    figures = {}
    print(f"{'visits':>9} {'seconds':>8}")
    for visits in VISITS:
        with tempfile.TemporaryDirectory() as folder:
            seconds = ledgers.make(visits, Path(folder) / "ledger")
        print(f"{visits:>9,} {seconds:>8.1f}", flush=True)
        figures[f"fill_s_{visits}"] = round(seconds, 2)
    return figures
