"""The files of a stored record: saved at once, taken back, and never given to another record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.attaching import make_files, names, paste, put_into_form, with_files
from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.services import attachments
from zhenyu_desk.ui.widgets.attachment_card import AttachmentCard

MB = 2**20


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """A window on the small town."""
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


@pytest.fixture
def card(clerk: Clerk) -> AttachmentCard:
    """The files of the first firm."""
    card = AttachmentCard(clerk.window, Aggregate.ENTERPRISE)
    put_into_form(clerk, card)
    card.show_owner(1)
    clerk.settle()
    card.bar.setFocus()
    return card


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A photo, a PDF and a table."""
    return make_files(tmp_path / "桌面")


def saved(clerk: Clerk, firm: int = 1) -> list[str]:
    return [row.file_name for row in attachments.attachments_of(clerk.context, Aggregate.ENTERPRISE, firm)]


def test_the_card_saves_at_once_and_takes_back(clerk: Clerk, card: AttachmentCard, files: list[Path]) -> None:
    paste(clerk, with_files(*files))
    assert saved(clerk) == [path.name for path in files]
    card.bar.tags.tags()[1].setFocus()
    clerk.press(Qt.Key.Key_Delete)
    assert saved(clerk) == [files[0].name, files[2].name]
    assert clerk.focus is card.bar.tags.tags()[1]
    clerk.window.undo_last()
    clerk.settle()
    assert saved(clerk) == names(card.bar) == [path.name for path in files]
    card.show_owner(2)
    clerk.settle()
    assert card.bar.given() == []
    card.show_owner(1)
    clerk.settle()
    assert names(card.bar) == [path.name for path in files]
    card.show_owner(None)
    assert not card.bar.isEnabled()


def test_a_file_still_being_copied_goes_to_the_record_it_was_given_for(
    clerk: Clerk, card: AttachmentCard, tmp_path: Path
) -> None:
    (tmp_path / "录像.mp4").write_bytes(bytes(20 * MB))
    card.bar.add_files([tmp_path / "录像.mp4"])
    card.show_owner(2)
    clerk.qtbot.waitUntil(lambda: not card.bar.is_staging, timeout=20_000)
    clerk.settle()
    assert (saved(clerk, 1), saved(clerk, 2)) == (["录像.mp4"], [])
    assert card.bar.given() == []


def test_the_card_tells_what_the_ledger_refuses_and_shows_what_is_stored(
    clerk: Clerk, card: AttachmentCard, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(clerk.window, "warn", lambda problem: told.append(problem.sentence))
    card.show_owner(9999)
    clerk.settle()
    card.bar.add_files(files[:1])
    clerk.settle()
    assert len(told) == 1
    assert card.bar.given() == []
