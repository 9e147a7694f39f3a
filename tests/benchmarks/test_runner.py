"""The benchmark runner runs what is named and keeps the figures of the others."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as runner


def test_figures_are_merged_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    runner.merge(file, {"search": {"p95_ms_1000000": 9.5}, "window": {"ratio": 2.1}})
    runner.merge(file, {"window": {"ratio": 1.9}})
    assert json.loads(file.read_text()) == {"search": {"p95_ms_1000000": 9.5}, "window": {"ratio": 1.9}}


def test_a_benchmark_is_run_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "names", lambda: ["search", "window"])
    monkeypatch.setattr(runner, "measure", lambda name: {"metric": float(len(name))})
    file = tmp_path / "figures.json"
    assert runner.main(["search", "--json", str(file)]) == 0
    assert json.loads(file.read_text()) == {"search": {"metric": 6.0}}
    assert runner.main(["--json", str(file)]) == 0
    assert sorted(json.loads(file.read_text())) == ["search", "window"]


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        runner.main(["telepathy"])
    assert "no benchmark telepathy" in capsys.readouterr().err
