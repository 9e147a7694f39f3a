"""The entrance: which way in, which sentence and exit code out."""

import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import zhenyu_desk.cli
from zhenyu_desk import crash, i18n, settings
from zhenyu_desk.__main__ import main
from zhenyu_desk.errors import EnvironmentProblem

PHONE = "13862609915"


class Verb:
    """Stands in for the command line and remembers what it was given."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.arguments: list[str] = []
        self.language = ""
        self.error = error

    def __call__(self, argv: Sequence[str] | None = None) -> int:
        self.arguments = list(argv or [])
        self.language = i18n.language()
        if self.error is not None:
            raise self.error
        return 0


def enter(monkeypatch: pytest.MonkeyPatch, verb: Verb, *arguments: str) -> int:
    monkeypatch.setattr(zhenyu_desk.cli, "main", verb)
    return main(arguments)


def test_a_verb_goes_to_the_command_line_with_all_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    verb = Verb()
    assert enter(monkeypatch, verb, "--ledger", "x", "search", "融资") == 0
    assert verb.arguments == ["--ledger", "x", "search", "融资"]


def test_the_language_is_chosen_by_argument_then_settings_then_chinese(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verb = Verb()
    enter(monkeypatch, verb, "check")
    assert verb.language == "zh_CN"
    settings.save(settings.Settings(language="en"))
    enter(monkeypatch, verb, "check")
    assert verb.language == "en"
    enter(monkeypatch, verb, "--lang", "zh_CN", "check")
    assert verb.language == "zh_CN"


def test_without_a_verb_the_window_opens_the_ledger_named_last_used_or_default(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def remember(ledger: Path) -> int:
        opened.append(ledger)
        return 0

    monkeypatch.setattr("zhenyu_desk.ui.app.run", remember)
    assert main([]) == 0
    settings.save(settings.Settings(last_ledger=Path("/srv/last")))
    main([])
    monkeypatch.setenv("ZHENYU_DESK_LEDGER", "/srv/variable")
    main([])
    main(["--ledger", "/srv/named", "--lang", "en"])
    assert own_home in opened[0].parents
    assert opened[1:] == [Path("/srv/last"), Path("/srv/variable"), Path("/srv/named")]


def test_a_known_problem_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(monkeypatch, Verb(EnvironmentProblem("磁盘已满。")), "check") == 3
    assert capsys.readouterr() == ("", "磁盘已满。\n")


def test_a_bug_is_one_sentence_naming_the_log_which_tells_no_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], logged: list[logging.LogRecord]
) -> None:
    assert enter(monkeypatch, Verb(KeyError(PHONE)), "check") == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(crash.log_file()) in said
    trace = crash.log_file().read_text(encoding="utf-8")
    assert "builtins.KeyError" in trace
    assert PHONE not in said + trace


def test_ctrl_c_is_no_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(monkeypatch, Verb(KeyboardInterrupt()), "check") == 1
    assert capsys.readouterr().err == "已按要求停止。\n"


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--lang"], ["--ledger"]])
def test_wrong_use_of_the_common_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert arguments[-1] in capsys.readouterr().err


def test_without_a_screen_the_window_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    assert main([]) == 3
    assert "没有可用的屏幕" in capsys.readouterr().err
    assert main(["--lang", "en"]) == 3
    assert "There is no screen" in capsys.readouterr().err


def test_a_windowed_build_has_no_stderr_to_write_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--lang", "fr"]) == 2


def test_python_dash_m_is_the_same_entrance(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "zhenyu_desk", "--lang", "fr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "没有语言 fr，可选：zh_CN / en。\n"
