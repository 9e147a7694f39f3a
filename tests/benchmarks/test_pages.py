"""The benchmark of the pages works the whole window, and sums up what it is about."""

import shutil
from pathlib import Path

import pytest

from tests.benchmarks import bench_pages
from tests.ledgers import TODAY


def test_a_window_is_worked_through_all_pages(
    demo_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = shutil.copytree(demo_ledger, tmp_path / "ledger")  # a window makes a backup in it
    measured = bench_pages.measure(ledger, TODAY, rounds=1)
    for action in ("today: opened and read anew", "cases: chip", "visits: page down", "search: letter typed"):
        assert measured.times[action], action
    assert all(value > 0 for values in measured.times.values() for value in values)
    figures = bench_pages._tell(500, measured, measured._replace(now_kib=measured.now_kib // 2))
    assert figures["memory_ratio_500"] == pytest.approx(2, abs=0.01)
    printed = capsys.readouterr().out
    assert "p95 ms" in printed
    assert "ratio 2.00" in printed


def test_only_what_follows_the_painted_list_is_summed_up_apart() -> None:
    times = {
        "cases: chip": [1.0, 2.0],
        "cases: first opened": [300.0],
        "reports: opened": [4.0],
        "cases: page down": [3.0],
        "cases: page down, until all stands still": [90.0],
    }
    assert bench_pages.whole(times) == [1.0, 2.0, 300.0, 4.0, 3.0]
