"""No test run reaches the home of whoever runs it, not even between two tests."""

import tempfile
from pathlib import Path

import pytest

from zhenyu_desk import paths


@pytest.fixture(scope="session")
def folders_of_the_run() -> list[Path]:
    """Where the program would write when no test gives it a home, as from a window that outlives its test."""
    return [paths.config_dir(), paths.log_dir(), paths.private_copies_dir(), paths.default_ledger()]


def test_between_tests_too_the_home_is_a_temporary_one(folders_of_the_run: list[Path]) -> None:
    temporary = Path(tempfile.gettempdir())
    assert [folder for folder in folders_of_the_run if not folder.is_relative_to(temporary)] == []
