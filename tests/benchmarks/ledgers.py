"""Ledgers of a given number of invented visits, made once and kept for the next benchmark."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from zhenyu_desk.bootstrap import create_context
from zhenyu_desk.services.demo import Sizes, fill
from zhenyu_desk.store.ledger import SCHEMA

SIZES = (10_000, 100_000, 1_000_000)
TOWN = "青墩镇"
ACTOR = "李静"
# Raise it whenever the invented content or the index changes, so that kept ledgers are made anew.
_EDITION = 4


def default_folder() -> Path:
    """Where ledgers are kept when no folder is given."""
    return Path(tempfile.gettempdir()) / "zhenyu-desk-ledgers"


def ledger_of(visits: int, folder: Path | None = None) -> Path:
    """The folder of a ledger with so many visits, made if it isn't there; nobody should write to it."""
    kept = (folder or default_folder()) / f"{visits}-visits-schema-{SCHEMA}-edition-{_EDITION}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        # Under another name first, so that one left half done is never taken for whole.
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=kept.parent))
        try:
            make(visits, unfinished / "ledger")
            (unfinished / "ledger").rename(kept)
        finally:
            shutil.rmtree(unfinished)
    return kept


def make(visits: int, folder: Path) -> float:
    """Make a ledger in `folder`; returns the seconds it took to fill."""
    context = create_context(folder, TOWN, ACTOR)
    try:
        start = time.perf_counter()
        fill(context, Sizes.for_visits(visits))
        return time.perf_counter() - start
    finally:
        context.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """python -m tests.benchmarks.ledgers [VISITS…] [--folder DIR]: make these ledgers, or all."""
    parser = argparse.ArgumentParser(prog="ledgers")
    parser.add_argument("visits", nargs="*", type=int, metavar="VISITS")
    parser.add_argument("--folder", type=Path, metavar="DIR")
    given = parser.parse_args(arguments)
    for visits in given.visits or SIZES:
        start = time.perf_counter()
        kept = ledger_of(visits, given.folder)
        print(f"{visits:>9,} visits: {kept} ({time.perf_counter() - start:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
