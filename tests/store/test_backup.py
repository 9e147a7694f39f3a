"""Backups are whole, verified, in sequence, and never half there."""

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.disks import Wall, small_disk
from tests.ledgers import TODAY, Town, copied_context
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.errors import Damaged, EnvironmentProblem
from zhenyu_desk.services import attachments
from zhenyu_desk.services.backup import BackupKind, back_up, last_backup
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import keep_draft
from zhenyu_desk.store.attachments import path_in
from zhenyu_desk.store.backup import back_up as copy_ledger
from zhenyu_desk.store.backup import backups_of, rotate
from zhenyu_desk.store.ledger import SCHEMA, Ledger
from zhenyu_desk.store.manifests import backups_in
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.store.secret import new_secret


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

    def spoil(path: Path, secret: bytes | None) -> dict[str, object]:
        with dbapi2.connect(str(path)) as copy:
            copy.execute("DELETE FROM enterprise_label")
            copy.execute("DELETE FROM pairing")
        copy.close()
        return read_back(path, secret)

    read_back = backup._contents_of
    monkeypatch.setattr(backup, "_contents_of", spoil)
    with pytest.raises(EnvironmentProblem):
        back_up(town.context)
    assert [path.name for path in (town.context.ledger.folder / "backups").iterdir()] == [".lock"]


def attach(town: Town, content: bytes, name: str) -> AttachmentInput:
    item = attachments.stage_bytes(town.context, content, name)
    attachments.add_attachment(town.context, Aggregate.ENTERPRISE, town.firm, item)
    return item


def test_a_backup_holds_the_attachments_once_for_all_backups(town: Town, tmp_path: Path) -> None:
    photo, scan = attach(town, b"photo", "照片.jpg"), attach(town, b"scan", "扫描.pdf")
    usb = tmp_path / "usb"
    for folder in (None, usb):
        made = back_up(town.context, folder)
        for item, content in ((photo, b"photo"), (scan, b"scan")):
            copy = path_in(made.parent / "attachments", item.sha256, item.file_name)
            assert copy.read_bytes() == content
    first_copy = path_in(usb / "attachments", photo.sha256, photo.file_name)
    written = first_copy.stat().st_mtime_ns
    more = attach(town, b"more", "补充.jpg")
    back_up(town.context, usb)
    assert first_copy.stat().st_mtime_ns == written
    assert path_in(usb / "attachments", more.sha256, more.file_name).read_bytes() == b"more"
    assert not list((usb / "attachments").rglob("*.tmp"))


def test_a_backup_holds_the_files_of_forms_that_are_still_open(town: Town, tmp_path: Path) -> None:
    item = attachments.stage_bytes(town.context, b"photo", "照片.jpg")
    never_kept = attachments.stage_bytes(town.context, b"scan", "扫描.pdf")
    keep_draft(town.context, "u", "visit", "恒岚", json.dumps({"attachments": [item.model_dump()]}))
    made = back_up(town.context, tmp_path / "usb")
    copies = tmp_path / "usb" / "attachments"
    assert path_in(copies, item.sha256, item.file_name).read_bytes() == b"photo"
    assert not path_in(copies, never_kept.sha256, never_kept.file_name).exists()
    assert json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))["attachments_lacking"] == 0


def test_a_damaged_copy_is_made_anew_and_a_lost_original_does_not_stop_the_backup(town: Town, tmp_path: Path) -> None:
    photo, lost = attach(town, b"photo", "照片.jpg"), attach(town, b"lost", "丢失.jpg")
    back_up(town.context, tmp_path / "usb")
    cut = path_in(tmp_path / "usb" / "attachments", photo.sha256, photo.file_name)
    cut.chmod(0o644)
    cut.write_bytes(b"ph")
    attachments.file_of(town.context, lost).unlink()
    made = back_up(town.context, tmp_path / "usb")
    assert cut.read_bytes() == b"photo"
    assert json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))["attachments_lacking"] == 0
    elsewhere = back_up(town.context, tmp_path / "new")
    assert json.loads(elsewhere.with_suffix(".json").read_text(encoding="utf-8"))["attachments_lacking"] == 1


def test_a_disk_too_small_for_the_attachments_is_told_and_no_backup_is_claimed(town: Town, tmp_path: Path) -> None:
    attach(town, bytes(9 * 2**20), "照片.jpg")
    with small_disk(tmp_path, Wall.DISK, megabytes=4) as disk:
        with pytest.raises(EnvironmentProblem, match="MB"):
            back_up(town.context, disk)
        assert [path for path in disk.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("wall", Wall)
def test_a_disk_that_fills_up_while_attachments_are_copied_leaves_no_backup(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wall: Wall
) -> None:
    from zhenyu_desk.store import backup

    attach(town, bytes(9 * 2**20), "照片.jpg")
    monkeypatch.setattr(backup, "require_space", lambda *_given: None)  # another program took the room meanwhile
    with small_disk(tmp_path, wall, megabytes=4) as disk:
        with pytest.raises(EnvironmentProblem, match="备份"):
            back_up(town.context, disk)
        assert [path.name for path in disk.rglob("*") if path.is_file()] == [".lock"]


def test_a_damaged_ledger_is_not_taken_for_a_bad_disk(town: Town, tmp_path: Path) -> None:
    ledger = town.context.ledger
    town.visit(TODAY)
    with closing(dbapi2.connect(str(ledger.file), isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        changed = connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(enterprise_id', '(length(number)') WHERE name LIKE 'ix_vis%'"
        )
        assert changed.rowcount
    with pytest.raises(Damaged, match=str(ledger.file)):
        copy_ledger(ledger.file, tmp_path / "usb", None, BackupKind.MANUAL)
    assert backups_in(tmp_path / "usb") == []


def test_a_manifest_says_what_the_copy_is(town: Town) -> None:
    made = back_up(town.context)
    manifest = json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "manual"
    assert manifest["size"] == made.stat().st_size
    assert manifest["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()
    assert len(manifest["audit_head"]) == len(manifest["audit_anchor"]) == 64
    assert "keys" not in manifest


def test_a_manifest_that_cannot_be_read_is_shown_and_sacred(town: Town) -> None:
    made = [back_up(town.context, kind=BackupKind.DAILY) for _number in range(4)]
    folder = made[0].parent
    made[0].with_suffix(".json").write_text("{", encoding="utf-8")
    made[1].with_suffix(".json").unlink()
    made[2].with_suffix(".json").write_text('{"kind": "eclipse"}', encoding="utf-8")
    assert [row.kind for row in backups_in(folder)] == [BackupKind.DAILY, None, None, None]
    assert last_backup(town.context) is not None
    ledger = town.context.ledger
    rotate(ledger.file, folder, None, datetime.now(UTC) + timedelta(days=9999))
    assert len(backups_in(folder)) == 4


def test_what_an_interruption_left_is_no_backup_and_goes_with_the_next(town: Town) -> None:
    folder = town.context.ledger.folder / "backups"
    for name in ("ledger-000007-20261124-090000.tmp", "ledger-000007-20261124-090000.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    (folder / "notes.json").write_text("mine", encoding="utf-8")
    assert backups_in(folder) == []
    assert last_backup(town.context) is None
    back_up(town.context)
    assert sorted(path.name for path in folder.glob("ledger-000007*")) == []
    assert (folder / "notes.json").exists()


def test_two_ledgers_share_a_folder_and_neither_takes_the_others_backups(
    town: Town, demo_ledger: Path, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    other = copied_context(demo_ledger, tmp_path / "other")
    for _number in range(7):
        back_up(town.context, usb, BackupKind.DAILY)
    theirs = [back_up(other, usb, BackupKind.DAILY) for _number in range(7)]
    rotate(town.context.ledger.file, usb, None, datetime.now().astimezone())
    assert all(path.exists() for path in theirs)
    assert len(backups_of(town.context.ledger.file, usb, None)) == 5
    other.close()


def test_two_backups_at_a_time_come_one_after_the_other(town: Town, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: back_up(town.context, tmp_path / "usb"), range(4)))
    assert len({path.name[:13] for path in made}) == 4
    assert len(backups_in(tmp_path / "usb")) == 4


def test_a_backup_of_an_encrypted_ledger_is_encrypted_and_holds_its_keys(tmp_path: Path) -> None:
    secret = new_secret()
    context = AppContext(Ledger.create(tmp_path / "ledger", "周市镇", secret), "李静", lambda: TODAY)
    (context.ledger.folder / "keys.json").write_text('{"format": 1}', encoding="utf-8")
    item = attachments.stage_bytes(context, b"photo of " * 99, "照片.jpg")
    keep_draft(context, "u", "visit", "", json.dumps({"attachments": [item.model_dump()]}))
    made = back_up(context)
    assert json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))["keys"] == {"format": 1}
    assert "周市镇".encode() not in made.read_bytes()
    assert not (made.parent / "attachments").exists()
    (copy,) = made.parent.glob("attachments-*/??/*")
    assert b"photo of" not in copy.read_bytes()
    context.close()
