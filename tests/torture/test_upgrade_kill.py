"""kill -9 while an old ledger is brought up to this schema: it opens afterwards and says the same."""

import lzma
import shutil
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.exchange.ledger_contents import contents
from tests.ledgers import TODAY
from tests.store.test_upgrade import GOLDEN, LATER_COLUMNS
from tests.torture.children import killed, open_ledger
from tests.torture.tally import Tally
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import driver
from zhenyu_desk.store.ledger import Ledger

KILLS, KILLS_LONG = 2, 70  # of each old schema


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_killed_upgrade_loses_nothing(golden: Path, tmp_path: Path, is_long: bool) -> None:
    folder, tally = tmp_path / "ledger", Tally("kills while upgrading")
    before = contents(_old(golden, folder))
    for is_done in killed(KILLS_LONG if is_long else KILLS, partial(_old, golden, folder), open_ledger, folder):
        tally.rounds += 1
        tally.counts.update(["acknowledged" if is_done else f"left schema {_schema(folder)}"])
        context = AppContext(Ledger.open(folder, deep=True, alone=True), "李静", lambda: TODAY)
        tally.corrupt += check_ledger(context)
        context.close()
        after = contents(folder, LATER_COLUMNS.get(golden.name, frozenset()))
        tally.lost += [f"records of {table}" for table, rows in before.items() if after[table] != rows]
        assert tally.is_clean, tally
    tally.print()


def _schema(folder: Path) -> int:
    """Which one the kill left."""
    with closing(driver.connect(folder / "ledger.db", None)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _old(golden: Path, folder: Path) -> Path:
    """A fresh copy of an old ledger."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "ledger.db").write_bytes(lzma.decompress(golden.read_bytes()))
    return folder
