"""Backups are whole, verified, in sequence, and never half there."""

import json
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.disks import small_disk
from tests.ledgers import Town
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import attachments
from zhenyu_desk.services.backup import back_up, last_backup
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import keep_draft
from zhenyu_desk.store.attachments import path_in
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


def attach(town: Town, content: bytes, name: str) -> AttachmentInput:
    item = attachments.stage_image(town.context, content, name)
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
    item = attachments.stage_image(town.context, b"photo", "照片.jpg")
    never_kept = attachments.stage_image(town.context, b"scan", "扫描.pdf")
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
    with small_disk(tmp_path, megabytes=4) as disk:
        with pytest.raises(EnvironmentProblem, match="备份"):
            back_up(town.context, disk)
        assert [path for path in disk.rglob("*") if path.is_file()] == []
