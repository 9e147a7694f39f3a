"""Files belong to records: staged, saved, taken away, put back, found missing, tidied up when never saved."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from tests.ledgers import TODAY, Town
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import AttachmentInput, VisitInput
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.services import attachments, backup, drafts, undo, visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.scan_folder import newest_files
from zhenyu_desk.store.queries.visits import visit_detail
from zhenyu_desk.store.tables import Attachment, AuditEntry

EIGHT_DAYS = 8 * 86400


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "现场照片1.jpg"
    path.write_bytes(b"a photo")
    return path


def firm_files(town: Town) -> list[str]:
    return [row.file_name for row in attachments.attachments_of(town.context, Aggregate.ENTERPRISE, town.firm)]


def add(town: Town, item: AttachmentInput) -> None:
    attachments.add_attachment(town.context, Aggregate.ENTERPRISE, town.firm, item)


def age(town: Town, item: AttachmentInput) -> Path:
    """Let a stored file be eight days old."""
    path = attachments.path_of(town.context, item)
    os.utime(path, (time.time() - EIGHT_DAYS,) * 2)
    return path


def test_a_visit_keeps_its_files(town: Town, photo: Path) -> None:
    item = attachments.stage_file(town.context, photo)
    assert (item.file_name, item.size, item.media_type) == ("现场照片1.jpg", 7, "image/jpeg")
    given = VisitInput(on=TODAY, enterprise_id=town.firm, leader_id=town.leader)
    key = visits.register_visit(town.context, given, attachments=[item, item]).id
    assert key is not None
    (row,) = attachments.attachments_of(town.context, Aggregate.VISIT, key)
    assert attachments.file_of(town.context, row).read_bytes() == b"a photo"
    assert attachments.attachments_of(town.context, Aggregate.DIFFICULTY, key) == []


def test_files_of_a_firm_come_and_go_and_come_back(town: Town, photo: Path) -> None:
    item = attachments.stage_file(town.context, photo)
    shot = attachments.stage_bytes(town.context, b"png", "截图-20261124-090000.png")
    add(town, item)
    add(town, shot)
    add(town, item)
    assert firm_files(town) == ["现场照片1.jpg", "截图-20261124-090000.png"]
    removal = attachments.remove_attachment(town.context, Aggregate.ENTERPRISE, town.firm, item)
    assert firm_files(town) == ["截图-20261124-090000.png"]
    assert removal.undoable is not None
    undo.take_back(town.context, removal.undoable)
    assert firm_files(town) == ["现场照片1.jpg", "截图-20261124-090000.png"]
    assert Aggregate.ENTERPRISE in removal


def test_a_program_is_refused(town: Town, tmp_path: Path) -> None:
    (tmp_path / "发票.pdf.exe").write_bytes(b"MZ")
    with pytest.raises(RuleBroken, match="程序") as problem:
        attachments.stage_file(town.context, tmp_path / "发票.pdf.exe")
    assert problem.value.field == "attachments"


def test_an_odd_name_is_kept_in_the_ledger_and_opens(town: Town, tmp_path: Path) -> None:
    for name in ("🏭" * 50 + ".PDF", "𠮷\u202e野.pdf", "a:b?.pdf", "末尾有点.pdf..", " 空格 .pdf "):
        path = tmp_path / name
        path.write_bytes(name.encode())
        item = attachments.stage_file(town.context, path)
        add(town, item)
        assert attachments.file_of(town.context, item).suffix == ".pdf"
    assert firm_files(town)[1:] == ["𠮷野.pdf", "a_b_.pdf", "末尾有点.pdf", "空格.pdf"]
    assert check_ledger(town.context) == []


def test_a_file_that_is_gone_is_told_when_opened(town: Town, photo: Path, tmp_path: Path) -> None:
    item = attachments.stage_file(town.context, photo)
    add(town, item)
    attachments.copy_out(town.context, item, tmp_path / "copy.jpg")
    assert (tmp_path / "copy.jpg").read_bytes() == b"a photo"
    with town.context.ledger.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(col(AuditEntry.seq).desc())).first()
    assert entry is not None
    assert (entry.verb, entry.table_name) == ("copy_attachment", "export")
    assert "现场照片1.jpg" in entry.change
    attachments.file_of(town.context, item).unlink()
    with pytest.raises(EnvironmentProblem, match=r"现场照片1\.jpg"):
        attachments.file_of(town.context, item)
    with pytest.raises(EnvironmentProblem):
        attachments.copy_out(town.context, item, tmp_path / "no folder" / "copy.jpg")


def test_check_names_missing_and_altered_files_with_their_record(town: Town, photo: Path) -> None:
    visit = town.visit(date(2026, 11, 2), town.difficulty(date(2026, 11, 2)))
    item = attachments.stage_file(town.context, photo)
    other = attachments.stage_bytes(town.context, b"png", "截图.png")
    add(town, item)
    attachments.add_attachment(town.context, Aggregate.VISIT, visit, item)
    attachments.add_attachment(town.context, Aggregate.DIFFICULTY, 1, other)
    assert check_ledger(town.context) == []
    attachments.path_of(town.context, item).unlink()
    path = attachments.path_of(town.context, other)
    path.chmod(0o644)
    path.write_bytes(b"altered")
    found = check_ledger(town.context)
    assert len(found) == 3
    assert sum("现场照片1.jpg" in sentence and "缺失" in sentence for sentence in found) == 2
    for words in ("恒岚精密机械有限公司", "ZF-2026-0001", "SQ-2026-0001：附件 截图.png 的文件被程序以外改动"):
        assert any(words in sentence for sentence in found)


def test_check_does_not_name_thousands_of_files(town: Town) -> None:
    for number in range(25):
        item = attachments.stage_bytes(town.context, b"%d" % number, f"{number}.png")
        add(town, item)
        attachments.path_of(town.context, item).unlink()
    found = check_ledger(town.context)
    assert len(found) == 21
    assert found[-1] == "另有 5 个附件缺失或被改动。"


@pytest.mark.parametrize("keeps", ["record", "draft", "staged again"])
def test_a_file_that_is_saved_just_before_the_tidying_up_stays(
    town: Town, photo: Path, monkeypatch: pytest.MonkeyPatch, keeps: str
) -> None:
    item = attachments.stage_file(town.context, photo)
    path = age(town, item)
    look = attachments.left_over_files

    def look_and_then_somebody_saves(context: AppContext) -> list[Path]:
        found = look(context)
        if keeps == "record":
            add(town, item)
        elif keeps == "draft":
            drafts.keep_draft(context, "u", "visit", "恒岚", json.dumps([item.model_dump()]))
        else:
            attachments.stage_file(context, photo)
        return found

    monkeypatch.setattr(attachments, "left_over_files", look_and_then_somebody_saves)
    attachments.drop_left_over_files(town.context)
    assert path.read_bytes() == b"a photo"


def test_nobody_can_save_while_left_over_files_are_deleted(
    town: Town, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save waits for the tidying up; if its file went, it is told and nothing is saved."""
    item = attachments.stage_file(town.context, photo)
    age(town, item)
    chmod, saving = Path.chmod, ThreadPoolExecutor(1)
    saves = []

    def somebody_saves(path: Path, mode: int) -> None:
        saves.append(saving.submit(add, town, item))
        assert not wait(saves, timeout=0.2).done
        chmod(path, mode)

    with saving:
        monkeypatch.setattr(Path, "chmod", somebody_saves)
        attachments.drop_left_over_files(town.context)
        with pytest.raises(RuleBroken, match=r"现场照片1\.jpg"):
            saves[0].result()
    assert firm_files(town) == []
    assert check_ledger(town.context) == []


def test_a_new_file_that_is_gone_is_refused_by_name_and_one_known_long_is_left(town: Town, photo: Path) -> None:
    item = attachments.stage_file(town.context, photo)
    other = attachments.stage_bytes(town.context, b"png", "截图.png")
    given = VisitInput(on=TODAY, enterprise_id=town.firm, leader_id=town.leader)
    key = visits.register_visit(town.context, given, attachments=[item]).id
    assert key is not None
    for gone in (item, other):
        attachments.path_of(town.context, gone).unlink()
    version = town.context.read(visit_detail, key).version
    with pytest.raises(RuleBroken, match=r"截图\.png") as problem:
        visits.update_visit(town.context, key, version, given, attachments=[item, other])
    assert problem.value.field == "attachments"
    visits.update_visit(town.context, key, version, given, attachments=[item])
    assert [row.file_name for row in attachments.attachments_of(town.context, Aggregate.VISIT, key)] == [item.file_name]


def test_a_file_that_a_record_has_twice_goes_wholly_when_it_is_taken_away(town: Town, photo: Path) -> None:
    item = attachments.stage_file(town.context, photo)
    given = VisitInput(on=TODAY, enterprise_id=town.firm, leader_id=town.leader)
    key = visits.register_visit(town.context, given, attachments=[item]).id
    assert key is not None
    with town.context.write("bring_back") as work:
        work.add(Attachment(owner_kind=Aggregate.VISIT.value, owner_id=key, **item.model_dump()))
        work.commit()
    version = town.context.read(visit_detail, key).version
    visits.update_visit(town.context, key, version, given, attachments=[])
    assert attachments.attachments_of(town.context, Aggregate.VISIT, key) == []


def test_what_was_never_saved_is_tidied_up_after_a_week_by_the_backup(town: Town, photo: Path) -> None:
    young = attachments.stage_bytes(town.context, b"young", "a.png")
    old = attachments.stage_file(town.context, photo)
    drafted = attachments.stage_bytes(town.context, b"in a draft", "b.png")
    saved = attachments.stage_bytes(town.context, b"saved", "c.png")
    add(town, saved)
    removed = attachments.stage_bytes(town.context, b"removed", "d.png")
    add(town, removed)
    attachments.remove_attachment(town.context, Aggregate.ENTERPRISE, town.firm, removed)
    drafts.keep_draft(town.context, "u", "visit", "恒岚", json.dumps([drafted.model_dump()]))
    old_path = age(town, old)
    kept = [age(town, item) for item in (drafted, saved, removed)]
    assert check_ledger(town.context) == ["附件文件夹中有 1 个文件不属于任何记录，下次备份时自动清理。"]
    backup.back_up(town.context)
    attachments.drop_left_over_files(town.context)
    assert not old_path.exists()
    assert all(path.exists() for path in (*kept, attachments.path_of(town.context, young)))
    assert check_ledger(town.context) == []


def test_a_file_of_a_record_that_an_older_ledger_does_not_know_is_not_tidied_up(town: Town, photo: Path) -> None:
    older = backup.back_up(town.context).read_bytes()
    item = attachments.stage_file(town.context, photo)
    add(town, item)
    backup.back_up(town.context)
    path = age(town, item)
    context = town.context
    context.close()
    context.ledger.file.write_bytes(older)
    reopened = type(context)(type(context.ledger).open(context.ledger.folder, deep=True), "李静", context.today)
    backup.back_up(reopened)
    attachments.drop_left_over_files(reopened)
    assert path.exists()
    assert not any("附件" in sentence for sentence in check_ledger(reopened))
    reopened.close()


def test_the_scan_folder_offers_fresh_scans_first(tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    ages = {"旧.pdf": 30, "新.pdf": 2, "较新.jpg": 5, "记录.docx": 1, "~$记录.docx": 1, "run.exe": 1, ".hidden.pdf": 1}
    for name, hours in ages.items():
        (tmp_path / name).write_bytes(b"x")
        at = (now - timedelta(hours=hours)).timestamp()
        os.utime(tmp_path / name, (at, at))
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    assert [file.path.name for file in newest_files(tmp_path, now)] == ["新.pdf", "较新.jpg", "记录.docx", "旧.pdf"]
    with pytest.raises(EnvironmentProblem, match="扫描文件夹"):
        newest_files(tmp_path / "gone", now)
