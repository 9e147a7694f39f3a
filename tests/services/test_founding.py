"""Whether a new ledger can be made at a place, told without making it."""

from pathlib import Path

import pytest

from zhenyu_desk.bootstrap import create_context
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.services.founding import try_place


def test_a_trial_leaves_the_disk_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "there", tmp_path / "镇" / "台账"):
        try_place(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_what_making_it_would_refuse_is_refused(tmp_path: Path) -> None:
    create_context(tmp_path / "made", "周浜镇", "李静").close()
    with pytest.raises(RuleBroken, match="已有台账"):
        try_place(tmp_path / "made")
    file = tmp_path / "file"
    file.touch()
    for folder in (file, file / "台账", Path("/proc/台账")):
        with pytest.raises(EnvironmentProblem):
            try_place(folder)
