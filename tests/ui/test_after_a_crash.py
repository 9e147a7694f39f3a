"""The window on a ledger that was not closed in order: it says so while it checks, and lets nothing out before."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from tests.ui import clerk as desk
from tests.ui.clerk import CTRL, SHIFT, Clerk, sit_down
from tests.ui.reporting import answer_file_dialog, open_reports, print_into, say_yes
from tests.ui.town import TODAY, Town, copied_town
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.domain.months import Month
from zhenyu_desk.services.issuing import issued_reports
from zhenyu_desk.services.restoring import backups_in
from zhenyu_desk.ui import upkeep

OTHER_DAY = "UPDATE visit SET \"on\" = '2026-09-02' WHERE \"on\" LIKE '2026-10%'"


@pytest.fixture
def sit(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Clerk]]:
    """Open the window after a crash, and after this statement ran on the file; the test says when it checks."""
    monkeypatch.setattr(upkeep, "CHECK_AFTER_SECONDS", 3600)

    with ExitStack() as stack:

        def sit(statement: str) -> Clerk:
            def crashed(folder: Path, *, lived_in: bool) -> Town:
                town = copied_town(folder, lived_in=lived_in)
                town.context.close()
                (folder / "seal").unlink()
                with closing(dbapi2.connect(str(town.context.ledger.file))) as connection:
                    connection.execute(statement)
                    connection.commit()
                return replace(town, context=replace(open_context(folder, "李静", deep=False), today=lambda: TODAY))

            monkeypatch.setattr(desk, "copied_town", crashed)
            return stack.enter_context(sit_down(tmp_path, qtbot, lived_in=True))

        yield sit


def test_it_says_so_until_the_file_was_checked(sit: Callable[[str], Clerk]) -> None:
    clerk = sit("SELECT 1")
    assert clerk.window.status.checking.isVisible()
    assert "正在核对台账" in clerk.window.status.checking.text()
    clerk.window._upkeep.check_pages()
    clerk.settle()
    assert not clerk.window.status.checking.isVisible()
    assert [row.kind for row in backups_in([clerk.town.folder / "backups"])] == [BackupKind.DAILY]
    assert clerk.no_message()


def test_a_ledger_closed_in_order_is_not_checked_again(tmp_path: Path, qtbot: QtBot) -> None:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        assert not clerk.window.status.checking.isVisible()
        assert clerk.window.context.ledger.is_sound


def test_whoever_does_not_wait_for_the_check_gets_nothing_wrong_out(
    sit: Callable[[str], Clerk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sit(OTHER_DAY)
    open_reports(clerk)
    print_into(monkeypatch, tmp_path / "printed.pdf")
    answer_file_dialog(monkeypatch, tmp_path / "saved")
    say_yes(monkeypatch)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert "恢复" in clerk.told()
    clerk.press(Qt.Key.Key_E, CTRL | SHIFT)
    assert "恢复" in clerk.told()
    clerk.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert "恢复" in clerk.told()
    clerk.window.back_up()
    clerk.settle()
    assert "恢复" in clerk.told()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == []
    assert issued_reports(clerk.context, Month(2026, 10)) == []
    assert backups_in([clerk.town.folder / "backups"]) == []


def test_damage_found_in_the_background_is_told_and_not_backed_up_over_sound_ones(sit: Callable[[str], Clerk]) -> None:
    clerk = sit(OTHER_DAY)
    clerk.window._upkeep.check_pages()
    clerk.settle()
    told = clerk.told()
    assert "程序以外的途径改动" in told
    assert str(clerk.town.folder / "backups") in told
    assert not clerk.window.status.checking.isVisible()
    assert backups_in([clerk.town.folder / "backups"]) == []
