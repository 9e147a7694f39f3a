"""Verbs that enter something say first when the computer's clock can't be right."""

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from zhenyu_desk.bootstrap import local_today
from zhenyu_desk.cli import clock


@pytest.mark.parametrize(("days", "word"), [(-2, "早于"), (400, "年份"), (0, "")])
def test_a_clock_that_cannot_be_right_is_told_before_anything_is_entered(
    days: int, word: str, small_town: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return super().now(tz) + timedelta(days=days)

    monkeypatch.setattr(clock, "datetime", Clock)
    firms = tmp_path / "firms.csv"
    firms.write_text("企业名称,统一社会信用代码\n启元光电有限公司,\n", encoding="utf-8")
    assert cli("import", firms, "--dry-run").err == ""
    month = f"{local_today().replace(day=1) - timedelta(days=1):%Y-%m}"
    for verb in (["import", firms, "--yes"], ["report", month, "-o", tmp_path / "a.pdf", "--issue"]):
        answer = cli(*verb)
        assert (answer.code, answer.err.count("\n")) == (0, 1 if word else 0), answer.err
        assert word in answer.err
