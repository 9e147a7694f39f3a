"""Attached files lie on disk once, whole, read-only, under the hash of their content; or not at all."""

import hashlib
import os
import stat
import sys
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disks import Wall, small_disk
from zhenyu_desk.errors import AppError, EnvironmentProblem, RuleBroken
from zhenyu_desk.store import attachments
from zhenyu_desk.store.attachments import Flaw, flaw_of, keep_bytes, keep_file, old_files, path_in

MB = 2**20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ledger's folder of attachments; made when the first file comes."""
    return tmp_path / "attachments"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "现场照片.JPG"
    path.write_bytes(os.urandom(3 * MB + 17))
    return path


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_copied_whole_under_its_hash_and_read_only(folder: Path, photo: Path) -> None:
    stored = keep_file(folder, photo)
    kept = path_in(folder, stored.sha256, photo.name)
    assert kept == folder / stored.sha256[:2] / f"{stored.sha256}.jpg"
    assert kept.read_bytes() == photo.read_bytes()
    assert (stored.sha256, stored.size) == (hashlib.sha256(photo.read_bytes()).hexdigest(), 3 * MB + 17)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444
    assert files_in(folder) == [kept]


def test_the_same_content_lies_there_once(folder: Path, photo: Path, tmp_path: Path) -> None:
    again = tmp_path / "同一张.jpg"
    again.write_bytes(photo.read_bytes())
    assert keep_file(folder, photo) == keep_file(folder, again)
    assert len(files_in(folder)) == 1


def test_giving_a_file_again_mends_an_altered_one(folder: Path, photo: Path) -> None:
    stored = keep_file(folder, photo)
    kept = path_in(folder, stored.sha256, photo.name)
    kept.chmod(0o644)
    kept.write_bytes(b"something else")
    assert flaw_of(folder, stored.sha256, photo.name) is Flaw.ALTERED
    keep_file(folder, photo)
    assert flaw_of(folder, stored.sha256, photo.name) is None
    kept.unlink()
    assert flaw_of(folder, stored.sha256, photo.name) is Flaw.MISSING


def test_what_cannot_be_attached_is_said_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder").mkdir()
    with (tmp_path / "large.mp4").open("wb") as stream:
        stream.truncate(attachments.MOST_BYTES + 1)
    refused = {"empty.pdf": "空文件", "folder": "文件夹", "large.mp4": "100 MB", "gone.pdf": "gone.pdf"}
    for name, word in refused.items():
        with pytest.raises(RuleBroken, match=word) as problem:
            keep_file(folder, tmp_path / name)
        assert problem.value.field == "attachments"
    assert files_in(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_a_pipe_is_refused_and_never_waited_for(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RuleBroken, match="不是可保存的文件"):
        keep_file(folder, tmp_path / "pipe")


def test_a_file_that_grows_while_it_is_read_is_refused(folder: Path, tmp_path: Path) -> None:
    """The scanner is still at work."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(bytes(8 * MB))
    going_on = threading.Event()

    def grow() -> None:
        while not going_on.is_set():
            with scan.open("ab") as stream:
                stream.write(bytes(1000))

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(RuleBroken, match="还在被其他程序写入"):
            keep_file(folder, scan)
    finally:
        going_on.set()
        writer.join()
    assert files_in(folder) == []


@pytest.mark.parametrize("wall", Wall)
def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path, photo: Path, wall: Wall) -> None:
    with small_disk(tmp_path, wall) as disk:
        for keep in (partial(keep_file, disk, photo), partial(keep_bytes, disk, photo.read_bytes(), "截图.png")):
            with pytest.raises(EnvironmentProblem, match="附件无法存入") as problem:
                keep()
            assert str(disk) in problem.value.sentence
            assert files_in(disk) == []


def test_only_own_files_are_ever_old_ones(folder: Path, photo: Path) -> None:
    stored = keep_file(folder, photo)
    left_over = keep_bytes(folder, b"left over", "a.txt")
    (folder / f".{'0' * 32}.tmp").write_bytes(b"killed while writing")
    (folder / "Thumbs.db").write_bytes(b"the file manager's")
    (folder / stored.sha256[:2] / "desktop.ini").write_bytes(b"too")
    week, now = timedelta(days=7), datetime.now(UTC)
    assert old_files(folder, now - week) == []
    found = {path.name for path in old_files(folder, now + week)}
    assert found == {f"{stored.sha256}.jpg", f"{left_over.sha256}.txt", f".{'0' * 32}.tmp"}


def test_giving_a_left_over_file_again_makes_it_young(folder: Path) -> None:
    stored = keep_bytes(folder, b"left over", "a.txt")
    os.utime(path_in(folder, stored.sha256, "a.txt"), (0, 0))
    year_ago = datetime.now(UTC) - timedelta(days=365)
    assert old_files(folder, year_ago)
    keep_bytes(folder, b"left over", "a.txt")
    assert old_files(folder, year_ago) == []


@given(name=st.text(max_size=300), content=st.binary(min_size=1, max_size=50))
def test_any_name_can_be_kept_and_found_again(
    name: str, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-names"
    stored = keep_bytes(folder, content, name)
    assert flaw_of(folder, stored.sha256, name) is None
    assert path_in(folder, stored.sha256, name).parent.parent == folder


def test_an_unreadable_disk_is_told(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "attachments").write_bytes(b"a file where the folder should be")
    with pytest.raises(AppError, match="附件无法存入"):
        keep_file(tmp_path / "attachments", photo)
