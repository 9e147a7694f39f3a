"""Every bug leaves a trace in the log, without personal data, and the window hears of it once."""

import faulthandler
import logging
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from zhenyu_desk import crash, paths

PHONE = "13862609915"
log = logging.getLogger("zhenyu_desk.trial")


def written() -> str:
    return crash.log_file().read_text(encoding="utf-8")


def fail() -> None:
    try:
        raise sqlite3.IntegrityError(f"mobile {PHONE} of 钱晓雯")
    except sqlite3.IntegrityError as error:
        raise RuntimeError("沈志远 was here") from error


def test_an_uncaught_error_is_logged_by_place_and_kind_only(logged: list[logging.LogRecord]) -> None:
    with crash.watch():
        try:
            fail()
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    text = written()
    assert "builtins.RuntimeError" in text
    assert "because of sqlite3.IntegrityError" in text
    assert "tests/house/test_crash.py" in text
    assert " fail" in text
    for personal in (PHONE, "钱晓雯", "沈志远", str(Path(__file__).parents[3])):
        assert personal not in text


def test_an_error_in_a_thread_is_logged(logged: list[logging.LogRecord]) -> None:
    with crash.watch():
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        assert "builtins.RuntimeError" in written()


def test_a_stopped_thread_is_no_bug() -> None:
    with crash.watch():
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()
        assert written() == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"call {PHONE} now", "call *********** now"),
        ("code 91320583MA1NX0QL3T", "code ******************"),
        ("visit 100000", "visit 100000"),
        ("ZF-2026-0001", "ZF-2026-0001"),
    ],
)
def test_long_numbers_are_masked(said: str, kept: str) -> None:
    with crash.watch():
        log.info("%s", said)
        assert written().rstrip().endswith(kept)


def test_the_window_is_told_once_a_minute(logged: list[logging.LogRecord]) -> None:
    told: list[BaseException] = []
    crash.on_bug(told.append)
    try:
        for _ in range(3):
            crash.report(ValueError())
    finally:
        crash.on_bug(None)
    assert len(told) == 1
    assert len(logged) == 3


def test_the_log_is_cut_into_a_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "FILE_BYTES", 2_000)
    with crash.watch():
        for number in range(500):
            log.info("step %s of a long day", number)
    files = sorted(file.name for file in paths.log_dir().glob("zhenyu-desk.log*"))
    assert len(files) == crash.FILES_KEPT + 1


def test_an_unwritable_log_folder_does_not_stop_the_program(own_home: Path) -> None:
    own_home.write_text("a file where the folder should be")
    with crash.watch():
        log.info("still running")


def test_everything_is_as_before_afterwards() -> None:
    before = (
        sys.excepthook,
        threading.excepthook,
        list(logging.getLogger().handlers),
        faulthandler.is_enabled(),
    )
    with crash.watch():
        assert sys.excepthook is not before[0]
    after = (
        sys.excepthook,
        threading.excepthook,
        list(logging.getLogger().handlers),
        faulthandler.is_enabled(),
    )
    assert after == before


def test_a_fatal_error_leaves_its_stack_even_without_stderr() -> None:
    code = (
        "import sys; sys.stderr = None\n"
        "from zhenyu_desk import crash; import ctypes\n"
        "with crash.watch(): ctypes.string_at(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode != 0
    assert "Segmentation fault" in (paths.log_dir() / "fatal.log").read_text()
