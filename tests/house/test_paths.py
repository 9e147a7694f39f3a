"""Resources and ledgers are found from source, frozen, and where the user says."""

import sys
from pathlib import Path

import pytest

from zhenyu_desk import paths


def test_from_source_everything_lies_in_the_checkout() -> None:
    root = Path(__file__).parents[2]
    assert paths.resources() == root / "resources"
    assert paths.locale_dir() == root / "i18n"
    assert paths.migrations() == root / "zhenyu_desk" / "store" / "migrations"
    assert not paths.is_frozen()


def test_frozen_resources_lie_in_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.is_frozen()
    assert paths.resources() == tmp_path / "resources"
    assert paths.locale_dir() == tmp_path / "i18n"


def test_the_ledger_is_in_the_users_data_folder_or_where_the_variable_says(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert own_home in paths.default_ledger().parents
    monkeypatch.setenv(paths.LEDGER_VARIABLE, "/srv/台账")
    assert paths.default_ledger() == Path("/srv/台账")


def test_settings_and_logs_lie_in_the_users_home(own_home: Path) -> None:
    assert own_home in paths.config_dir().parents
    assert own_home in paths.log_dir().parents
