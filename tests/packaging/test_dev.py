"""The developer's commands: told, found, and honest about what is missing."""

import os
import shutil
import sys
import time
from pathlib import Path

import dev
import pytest
import system_libraries

ROOT = Path(__file__).parents[2]


def test_every_command_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    told = capfd.readouterr().out
    assert [line.split()[0] for line in told.splitlines() if line.startswith("  ")] == list(dev.COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["tset"]])
def test_an_unknown_command_is_wrong_usage(arguments: list[str]) -> None:
    assert dev.main(arguments) == 2


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer"):
        dev.main(["setup"])


def test_the_environment_is_made_anew_when_a_pin_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = tmp_path / "requirements.txt"
    monkeypatch.setattr(dev, "REQUIREMENTS", pins)
    stamps = []
    for content in ("a==1", "a==2", "a==1"):
        pins.write_text(content)
        stamps.append(dev._stamp())
    assert stamps[0] == stamps[2] != stamps[1]


def test_the_environment_is_not_cleared_from_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(dev.VENV))
    with pytest.raises(SystemExit, match="system's python3"):
        dev._make_venv()


@pytest.mark.parametrize(
    ("now", "month"), [("2026-01-01", "2025-12"), ("2026-03-31", "2026-02"), ("2026-12-05", "2026-11")]
)
def test_the_report_shown_is_last_months(now: str, month: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "localtime", lambda: time.strptime(now, "%Y-%m-%d"))
    assert dev._last_month() == month


def test_catalogues_are_compiled_when_older_than_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "CATALOGUES", tmp_path)
    source = tmp_path / "zh_CN" / "LC_MESSAGES" / "zhenyu_desk.po"
    source.parent.mkdir(parents=True)
    source.touch()
    assert dev._catalogues_are_stale()
    source.with_suffix(".mo").touch()
    assert not dev._catalogues_are_stale()
    os.utime(source, (time.time() + 60,) * 2)
    assert dev._catalogues_are_stale()


def test_the_first_failure_does_not_hide_the_second(capfd: pytest.CaptureFixture[str]) -> None:
    assert dev._all((sys.executable, "-c", "exit(3)"), (sys.executable, "-c", "exit(1)")) == 1
    assert capfd.readouterr().err.count("failed: $") == 2
    assert dev._all((sys.executable, "-c", "import os; exit(os.environ['QT_QPA_PLATFORM'] != 'offscreen')")) == 0


def test_what_runs_side_by_side_is_shown_in_order_with_what_failed(capfd: pytest.CaptureFixture[str]) -> None:
    slow, quick = (sys.executable, "-c", "print('eins')"), (sys.executable, "-c", "print('zwei'); exit(2)")
    assert dev._side_by_side(slow, quick) == 1
    said = capfd.readouterr()
    assert said.out.index("eins") < said.out.index("zwei")
    assert said.err.count("failed: $") == 1
    assert dev._side_by_side(slow, slow) == 0


def test_all_tests_stand_in_one_of_the_two_parts() -> None:
    window, others = dev.PARTS
    assert {f"--ignore={folder}" for folder in window if folder.startswith("tests/")} == set(others) & {
        argument for argument in others if argument.startswith("--ignore=")
    }
    assert "tests" in others


def test_without_a_screen_the_main_job_ends_with_the_path_of_a_pdf(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    assert dev._show_main_job() == 0, capfd.readouterr().err
    told = capfd.readouterr().out.splitlines()
    report = Path(told[-1])
    assert "no screen" in told[0]
    assert tmp_path in report.parents
    assert report.read_bytes().startswith(b"%PDF-")


def test_a_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "missing_packages", lambda: ["libegl1", "python3-venv"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit, match="sudo apt-get install --no-install-recommends libegl1 python3-venv"):
        system_libraries.provide()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="are missing"):
        system_libraries.provide()


def test_a_library_that_is_not_there_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert system_libraries.missing_packages() == []
    monkeypatch.setitem(system_libraries.QT_LIBRARIES, "libno-such-thing.so.7", "libno7")
    assert system_libraries.missing_packages() == ["libno7"]


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A Linux without the test tools, where apt-get can install nothing; what it was asked for."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_libraries, "TEST_TOOLS", {"no-such-tool": "tool7", "/no/such/file": "data7", "sh": "sh"})
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in ("apt-get", "sh") else None)
    asked: list[list[str]] = []

    def refuse(arguments: list[str], *, quiet: bool = False) -> int:
        asked.append(arguments)
        return 100

    monkeypatch.setattr(system_libraries, "_apt", refuse)
    return asked


def test_only_test_installs_the_programs_that_tests_use(
    bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: 0)
    monkeypatch.setattr(dev, "_all", lambda *commands: 0)
    monkeypatch.setattr(dev, "_side_by_side", lambda *commands: 0)
    monkeypatch.setattr(dev, "_call", lambda *command: 0)
    for command in ("run", "lint", "screenshots", "bench"):
        assert dev.main([command, "x"]) == 0
    assert bare_machine == []
    assert dev.main(["test"]) == 0
    assert bare_machine[0][-2:] == ["tool7", "data7"]


def test_tests_go_on_where_their_programs_cannot_be_installed(
    bare_machine: list[list[str]], capfd: pytest.CaptureFixture[str]
) -> None:
    system_libraries.provide_test_tools()
    assert bare_machine[-1] == ["update"]
    assert "skipped: tool7 data7" in capfd.readouterr().out


def test_a_user_is_told_which_programs_tests_lack(
    bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    system_libraries.provide_test_tools()
    assert bare_machine == []
    assert "are skipped; they need (Debian's names): tool7 data7" in capfd.readouterr().out


def test_pins_have_hashes_and_no_address() -> None:
    pins = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert "pyside6-essentials==6.9.3" in pins
    requirements = [block for block in pins.replace("\\\n", "").splitlines() if block.strip()]
    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []


def test_ci_does_what_the_readme_says() -> None:
    command = "python3 packaging/dev.py test"
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 packaging/dev.py run" in (ROOT / "README.md").read_text(encoding="utf-8")
