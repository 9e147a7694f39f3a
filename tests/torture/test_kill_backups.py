"""Killed at any moment, a backup is not there or whole, and a restore leaves the former ledger or the new one."""

import shutil
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.ledgers import TODAY, Town
from tests.torture import children
from tests.torture.children import killed
from tests.torture.conftest import PASSWORD, SECRET
from tests.torture.tally import Tally
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.services import access, attachments, restoring
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import manifests
from zhenyu_desk.store.ledger import Ledger

KILLS, KILLS_LONG = 6, 100  # of a plain one and of an encrypted one
KILLS_OF_EACH_RESTORE, KILLS_OF_EACH_RESTORE_LONG = 5, 80
VISITS = 19

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")


@pytest.fixture
def closed(town: Town) -> Path:
    """A plain ledger with some records and attachments, closed."""
    for day in range(1, VISITS + 1):
        town.visit(date(2026, 10, day), town.difficulty(date(2026, 10, day)))
    for number in range(6):
        item = attachments.stage_bytes(town.context, bytes([number]) * 400_000, f"{number}.jpg")
        attachments.add_attachment(town.context, Aggregate.ENTERPRISE, town.firm, item)
    town.context.close()
    return town.context.ledger.folder


def look(folder: Path, secret: bytes | None, tally: Tally) -> None:
    """Open it as the next start does and count what was in it."""
    context = AppContext(Ledger.open(folder, deep=True, secret=secret, alone=True), "李静", lambda: TODAY)
    tally.corrupt += check_ledger(context)
    with context.ledger.read() as session:
        visits = session.connection().exec_driver_sql("SELECT count(*) FROM visit").scalar_one()
    if visits != VISITS:
        tally.lost.append(f"{VISITS - visits} visits")
    context.close()


def test_a_killed_backup_never_looks_like_one(
    closed: Path, secret: bytes | None, tmp_path: Path, is_long: bool
) -> None:
    if secret:
        access.protect(closed, secret, "李静", PASSWORD)
    usb, tally = tmp_path / "usb", Tally("kills while backing up")
    kills = KILLS_LONG if is_long else KILLS
    for is_done in killed(kills, partial(shutil.rmtree, usb, True), children.back_up, closed, usb, secret):
        rows = manifests.backups_in(usb)
        tally.rounds += 1
        tally.counts.update(["acknowledged"] if is_done else ["left whole" if rows else "left none"])
        if is_done and not rows:
            tally.lost.append("a backup")
        for row in rows:
            if row.kind is None or not manifests.is_whole(row):
                tally.torn.append(row.file.name)
            elif restoring.look_into(row.file, secret).visits != VISITS:
                tally.lost.append(f"visits in {row.file.name}")
        made = back_up_again(closed, usb, secret)
        assert tally.is_clean, tally
        assert not list(usb.glob("*.tmp*"))
        assert {path.suffix for path in usb.glob("ledger-*")} == {".db", ".json"}
        assert len(list(usb.glob("ledger-*"))) == 2 * (len(rows) + 1)
    restoring.restore(tmp_path / "restored", made, secret)
    look(closed, secret, tally)
    look(tmp_path / "restored", secret, tally)
    tally.print()
    assert tally.is_clean


def back_up_again(ledger: Path, folder: Path, secret: bytes | None) -> Path:
    """What the user does next."""
    context = AppContext(Ledger.open(ledger, deep=False, secret=secret, alone=True), "李静", lambda: TODAY)
    try:
        return back_up(context, folder)
    finally:
        context.close()


@pytest.fixture(params=["sound", "damaged", "encrypted"])
def case(request: pytest.FixtureRequest, closed: Path, tmp_path: Path) -> tuple[Path, Path, bytes | None]:
    """A closed ledger, sound or damaged, a backup of it, plain or encrypted since, and the backup's secret."""
    former, secret = tmp_path / "former", None
    shutil.copytree(closed, former)
    if request.param == "encrypted":  # the way to the backup swaps the keys too
        secret = SECRET
        access.protect(closed, secret, "李静", PASSWORD)
    backup = back_up_again(closed, tmp_path / "usb", secret)
    if request.param == "damaged":
        with (former / "ledger.db").open("r+b") as stream:
            stream.seek(-3 * 4096, 2)
            stream.write(b"\xff" * 4096)
    return former, backup, secret


def test_a_killed_restore_leaves_the_one_or_the_other(
    case: tuple[Path, Path, bytes | None], tmp_path: Path, is_long: bool
) -> None:
    former, backup, secret = case
    before = (former / "ledger.db").read_bytes()
    new, tally = tmp_path / "new", Tally("kills while restoring")

    def prepare() -> None:
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(former, new)

    kills = KILLS_OF_EACH_RESTORE_LONG if is_long else KILLS_OF_EACH_RESTORE
    for is_done in killed(kills, prepare, children.restore, new, backup, secret):
        for row in manifests.backups_in(new / "backups"):
            assert row.kind is None or manifests.is_whole(row)
        kept = list((new / "backups").glob("kept-*/ledger.db"))
        is_protected = access.is_protected(new)  # a restore that was made ready is finished by asking
        is_new = (new / "ledger.db").read_bytes() != before
        assert is_protected == (new / "keys.json").exists() == (is_new and secret is not None)
        if is_new:
            look(new, secret, tally)
            tally.lost += [f"the former ledger in {path}" for path in kept if path.read_bytes() != before]
        elif is_done:
            tally.lost.append("a restored ledger")
        tally.rounds += 1
        tally.counts.update(["acknowledged"] if is_done else ["left the new one" if is_new else "left the former one"])
        assert tally.is_clean, tally
    assert tally.counts["left the former one"]
    restoring.restore(new, backup, secret)  # and it can be done again
    look(new, secret, tally)
    tally.print()
    assert tally.is_clean
