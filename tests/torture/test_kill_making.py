"""Killed at any moment, the making of a ledger leaves a whole one, which its password opens, or none."""

import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.ledgers import TODAY, TOWN
from tests.torture.children import killed, make_ledger
from tests.torture.conftest import PASSWORD
from tests.torture.tally import Tally
from zhenyu_desk.services import access
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import restoring
from zhenyu_desk.store.keyring import keys_of_one
from zhenyu_desk.store.ledger import FILE_NAME, Ledger
from zhenyu_desk.store.queries.office import categories, load_settings

KILLS, KILLS_LONG = 5, 100


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_kill_leaves_a_whole_ledger_or_none(secret: bytes | None, tmp_path: Path, is_long: bool) -> None:
    folder, tally = tmp_path / "ledger", Tally("kills while making a ledger")
    keys = keys_of_one(secret, "李静", PASSWORD) if secret else None
    kills = KILLS_LONG if is_long else KILLS
    for is_done in killed(kills, partial(shutil.rmtree, folder, True), make_ledger, folder, secret, keys):
        is_there = (folder / FILE_NAME).exists() or restoring.is_ready(folder)
        if is_done and not is_there:
            tally.lost.append("a ledger")
        if not is_there:
            Ledger.create(folder, TOWN, secret, keys).close()
        look(folder, tally)
        tally.rounds += 1
        tally.counts.update(["acknowledged"] if is_done else ["left a ledger" if is_there else "left none"])
        assert tally.is_clean, tally
    tally.print()
    assert tally.counts["left none"]


def look(folder: Path, tally: Tally) -> None:
    """Open it as the one who made it does."""
    secret = access.unlock(folder, "李静", PASSWORD) if access.is_protected(folder) else None
    context = AppContext(Ledger.open(folder, deep=True, secret=secret, alone=True), "李静", lambda: TODAY)
    tally.corrupt += check_ledger(context)
    if context.read(load_settings).town != TOWN or not context.read(categories):
        tally.torn.append("a ledger")
    context.close()
