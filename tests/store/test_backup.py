"""Backups are whole, verified, in sequence, and never half there."""

import json
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.ledgers import Town
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services.backup import back_up, last_backup
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import SCHEMA, Ledger
from zhenyu_desk.store.queries.register import enterprise_page


def test_a_backup_holds_what_was_just_saved_and_opens_as_a_ledger(town: Town, tmp_path: Path) -> None:
    made = back_up(town.context)
    folder = tmp_path / "restored"
    folder.mkdir()
    shutil.copy(made, folder / "ledger.db")
    copy = AppContext(Ledger.open(folder, deep=True), "李静", town.context.today)
    today = town.context.today()
    assert copy.read(enterprise_page, today) == town.context.read(enterprise_page, today)
    copy.close()


def test_backups_are_numbered_and_described(town: Town, tmp_path: Path) -> None:
    assert last_backup(town.context) is None
    first, second = back_up(town.context), back_up(town.context)
    assert (first.name[:13], second.name[:13]) == ("ledger-000001", "ledger-000002")
    manifest = json.loads(second.with_suffix(".json").read_text(encoding="utf-8"))
    assert (manifest["rows"]["enterprise"], manifest["schema"]) == (1, SCHEMA)
    assert last_backup(town.context) is not None
    elsewhere = back_up(town.context, tmp_path / "usb" / "备份")
    assert elsewhere.parent == tmp_path / "usb" / "备份"


def test_a_folder_that_cannot_be_written_is_told(town: Town, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EnvironmentProblem) as error:
        back_up(town.context, tmp_path / "file" / "backups")
    assert str(tmp_path / "file") in error.value.sentence


def test_a_copy_that_differs_is_thrown_away(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhenyu_desk.store import backup

    def spoil(path: Path) -> dict[str, object]:
        with dbapi2.connect(str(path)) as copy:
            copy.execute("DELETE FROM enterprise_label")
            copy.execute("DELETE FROM pairing")
        copy.close()
        return read_back(path)

    read_back = backup._contents_of
    monkeypatch.setattr(backup, "_contents_of", spoil)
    with pytest.raises(EnvironmentProblem):
        back_up(town.context)
    assert [path.suffix for path in (town.context.ledger.folder / "backups").iterdir()] == []
