"""Settings of the PC survive restarts, bad files and full disks."""

import json
import logging
from pathlib import Path

import pytest

from zhenyu_desk import paths, settings
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.settings import Settings


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == Settings()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    saved = Settings(
        language="en",
        last_ledger=tmp_path / "台账",
        text_scale=125,
        window_geometry="AdnQ",
        current_official="钱晓雯",
        backup_second_folder=tmp_path / "U盘",
    )
    settings.save(saved)
    assert settings.load() == saved
    assert [file.name for file in paths.config_dir().iterdir()] == ["settings.json"]


def test_a_bad_value_is_repaired_and_the_others_kept(tmp_path: Path, logged: list[logging.LogRecord]) -> None:
    file = tmp_path / "settings.json"
    file.write_text(
        json.dumps(
            {"language": "en", "text_scale": 9000, "last_ledger": 3, "window_geometry": 1, "lock_after_minutes": -1}
        )
    )
    assert settings.load(file) == Settings(language="en")
    assert [record.getMessage() for record in logged] == [
        "settings repaired: last_ledger, lock_after_minutes, text_scale, window_geometry"
    ]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"null"])
def test_a_damaged_file_gives_the_defaults(content: bytes, tmp_path: Path, logged: list[logging.LogRecord]) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert len(logged) == 1


def test_unknown_settings_of_a_newer_program_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"language": "en", "telepathy": true}')
    assert settings.load(file) == Settings(language="en")


def test_a_refused_save_says_where_and_leaves_nothing_behind(tmp_path: Path) -> None:
    blocked = tmp_path / "settings.json"
    blocked.mkdir()
    with pytest.raises(EnvironmentProblem, match="无法保存设置到") as refused:
        settings.save(Settings(), blocked)
    assert str(blocked) in refused.value.sentence
    assert list(tmp_path.glob("*.tmp")) == []


def test_assignments_are_checked() -> None:
    with pytest.raises(ValueError, match="10"):
        Settings().text_scale = 10
