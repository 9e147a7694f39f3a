"""The daily backup and the second folder: when they are due, and what a wrong clock does."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.ledgers import Town
from zhenyu_desk import settings
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.backup import BackupKind, back_up, daily_backup, last_backup, second_backup_is_due
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.store.queries.audit import last_entry_at
from zhenyu_desk.store.tables import AuditEntry


def redate(backup: Path, days: float) -> None:
    """Let a backup have been made so many days later, or earlier."""
    manifest = backup.with_suffix(".json")
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["made_at"] = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    manifest.write_text(json.dumps(said), encoding="utf-8")


def test_the_first_start_of_a_day_backs_up_and_the_second_does_not(town: Town) -> None:
    first = daily_backup(town.context, None)
    assert first is not None
    assert json.loads(first.with_suffix(".json").read_text(encoding="utf-8"))["kind"] == "daily"
    assert daily_backup(town.context, None) is None
    redate(first, -1)
    assert daily_backup(town.context, None) is not None


def test_a_backup_of_the_future_does_not_count(town: Town) -> None:
    made = daily_backup(town.context, None)
    assert made is not None
    redate(made, 400)
    assert daily_backup(town.context, None) is not None
    assert daily_backup(town.context, None) is None
    assert made.exists()


def test_a_damaged_manifest_or_a_cut_copy_is_no_verified_backup(town: Town) -> None:
    made = back_up(town.context)
    assert last_backup(town.context) is not None
    made.write_bytes(made.read_bytes()[:-4096])
    assert last_backup(town.context) is None
    assert daily_backup(town.context, None) is not None


def test_daily_backups_are_rotated_in_both_folders(town: Town, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    own = town.context.ledger.folder / "backups"
    for folder in (own, usb):
        for _number in range(8):
            redate(back_up(town.context, folder, BackupKind.DAILY), -30)
    daily_backup(town.context, usb)
    for folder in (own, usb):
        # The five newest stand for all: those of the day a month ago are one too many by three.
        assert len(list(folder.glob("ledger-*.db"))) == 5
        assert len(list(folder.glob("ledger-*.json"))) == 5


def test_a_stick_that_is_elsewhere_stops_nothing_and_is_reminded_of_after_a_week(town: Town, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    assert not second_backup_is_due(town.context, None)
    assert second_backup_is_due(town.context, usb)
    assert daily_backup(town.context, usb) is not None
    assert not usb.exists()
    usb.mkdir()
    daily_backup(town.context, usb)
    (copy,) = usb.glob("ledger-*.db")
    assert not second_backup_is_due(town.context, usb)
    redate(copy, -8)
    assert second_backup_is_due(town.context, usb)
    redate(copy, 3)
    assert second_backup_is_due(town.context, usb)
    usb.rename(tmp_path / "elsewhere")
    assert not second_backup_is_due(town.context, usb)


def test_an_import_is_preceded_by_a_backup_that_says_so(town: Town, tmp_path: Path) -> None:
    from zhenyu_desk.services.importing import import_file

    firms = tmp_path / "firms.csv"
    firms.write_text("企业名称,统一社会信用代码\n启元光电有限公司,\n", encoding="utf-8")
    summary = import_file(town.context, firms)
    assert summary.saved
    manifest = json.loads(Path(summary.backup).with_suffix(".json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "before-import"
    assert manifest["rows"]["enterprise"] == 1


def test_a_disk_without_room_is_told_before_anything_is_written(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from zhenyu_desk.errors import EnvironmentProblem

    usage = shutil.disk_usage(tmp_path)._replace(free=2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(EnvironmentProblem) as error:
        back_up(town.context, tmp_path / "usb")
    assert "1 MB" in error.value.sentence
    assert not (tmp_path / "usb").exists()


@pytest.fixture
def reader(town: Town) -> AppContext:
    """Somebody who may only read, in a ledger that lists its officials."""
    for name, role in (("李静", Role.MANAGING), ("陈志远", Role.HANDLING), ("吴刚", Role.READING)):
        save_official(town.context, OfficialInput(name=name, role=role))
    return replace(town.context, actor="吴刚")


def test_a_copy_for_elsewhere_needs_handling_and_is_noted_as_an_export(
    town: Town, reader: AppContext, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(RuleBroken, match="办理"):
        back_up(reader, stick)
    assert not stick.exists()
    back_up(replace(reader, actor="陈志远"), stick)
    noted = town.context.read(lambda session: session.scalars(select(AuditEntry)).all()[-1])
    assert (noted.actor, noted.verb, noted.table_name) == ("陈志远", "back_up_elsewhere", "export")
    assert str(stick) in noted.change


def test_the_usual_folders_are_for_everybody_and_need_no_note(town: Town, reader: AppContext, tmp_path: Path) -> None:
    settings.save(settings.Settings(backup_second_folder=tmp_path / "usb"))
    before = town.context.read(last_entry_at)
    assert back_up(reader).exists()
    assert back_up(reader, town.context.ledger.folder / "backups").exists()
    assert back_up(reader, tmp_path / "usb").exists()
    assert town.context.read(last_entry_at) == before
