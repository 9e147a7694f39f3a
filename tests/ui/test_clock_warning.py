"""A clock that can't be right is told before anything is entered, once, and again only after it was right."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk.ui import upkeep


class Shifted:
    """A clock that is wrong by this much."""

    by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo) -> datetime:
        return datetime.now(tz) + cls.by


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setattr(upkeep, "datetime", Shifted)
    monkeypatch.setattr(Shifted, "by", timedelta(days=-3))
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        yield opened


def look(clerk: Clerk) -> None:
    clerk.window._upkeep.look_at_the_clock()
    clerk.settle()


def test_a_clock_set_back_is_told_once_until_it_is_right(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.settle()
    assert "早于" in clerk.told()
    look(clerk)
    with pytest.raises(AssertionError, match="nothing was told"):
        clerk.told()
    monkeypatch.setattr(Shifted, "by", timedelta())
    look(clerk)
    monkeypatch.setattr(Shifted, "by", timedelta(days=400))
    look(clerk)
    assert "年" in clerk.told()
