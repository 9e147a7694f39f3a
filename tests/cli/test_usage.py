"""Wrong usage, help and version: in the user's language, with the exit codes of exchange.md."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from zhenyu_desk import __version__
from zhenyu_desk.cli.command_line import VERBS

SCRIPT = Path(sys.executable).parent / "zhenyu-desk"
LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["backup", "--fast"], "--fast", "«--fast» is not understood"),
        (["demo", "--scale", "huge"], "--scale 不能是 huge，可选：town, county, million", "--scale can't be huge"),
        (["demo", "--seed", "x"], "整数", "whole number"),
        (["demo", "--seed"], "--seed 后面要写明内容", "--seed needs a value"),
        (["report", "2026-10"], "缺少", "is missing"),
        (
            ["report", "2026-10", "-o", "a.pdf", "--template", "gold"],
            "--template 不能是 gold，可选：plain, bulletin, red",
            "--template can't be gold; choose plain, bulletin, red",
        ),
        (["dispense", "SQ-2026-0001"], "不能是 dispense，可选：init, import", "can't be dispense; choose init, import"),
        (["password", "--code", "--show-code"], "--show-code 与 --code 不能同时", "--show-code and --code don't go"),
        (["dispatch", "SQ-2026-0001"], "缺少 -o", "-o/--output is missing"),
        (["brief", "-o", "a.pdf"], "缺少 企业", "FIRM is missing"),
        (["figures"], "缺少 月份", "MONTH is missing"),
    ],
)
def test_wrong_usage(arguments: list[str], zh: str, en: str, cli: Cli) -> None:
    for language, words in (("zh_CN", zh), ("en", en)):
        answer = cli("--lang", language, *arguments)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1
        assert words in answer.err
        assert "--help" in answer.err


@pytest.mark.parametrize("arguments", [[], ["--town", "周市镇", "--rescued", "a"]])
def test_init_takes_the_town_or_a_rescue_copy(arguments: list[str], cli: Cli) -> None:
    answer = cli("init", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "请用 --town 写明镇名，或用 --rescued 指定应急副本。\n"


def test_the_common_options_may_stand_behind_the_verb(small_town: Path, cli: Cli) -> None:
    assert "Nothing was found." in cli("search", "不存在", "--lang", "en").err
    assert cli("search", "恒岚", "--ledger", small_town).code == 0


@pytest.mark.parametrize("verb", ["", *(verb.NAME for verb in VERBS)])
def test_help_speaks_chinese(verb: str, cli: Cli) -> None:
    answer = cli(*([verb] if verb else []), "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("用法：")
    assert "选项" in answer.out
    for word in ("usage", "options", "positional", "show this", "exit"):
        assert word not in answer.out
    assert cli("--lang", "en", verb, "--help").out.startswith("Usage: ") or not verb


def test_help_names_every_verb(cli: Cli) -> None:
    told = cli("--help").out
    assert all(f"    {verb.NAME} " in told or f"    {verb.NAME}\n" in told for verb in VERBS)
    assert [verb.NAME for verb in VERBS] == [
        "init", "import", "export", "report", "figures", "dispatch", "brief", "dossier", "search", "backup", "restore",
        "rescue", "check", "encrypt", "decrypt", "password", "demo",
    ]  # fmt: skip


def test_the_version(cli: Cli) -> None:
    assert cli("--version").out == f"zhenyu-desk {__version__}\n"


@pytest.mark.parametrize("entrance", [[sys.executable, "-m", "zhenyu_desk"], [str(SCRIPT)]])
def test_both_entrances_behave_the_same(entrance: list[str], small_town: Path) -> None:
    done = subprocess.run(
        [*entrance, "--ledger", str(small_town), "search", "hljm"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "恒岚精密机械有限公司" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
def test_a_reader_that_has_seen_enough_is_no_error(small_town: Path) -> None:
    command = f'"{sys.executable}" -m zhenyu_desk --ledger "{small_town}" figures 2026-10 | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_the_self_test_of_an_installed_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "zhenyu_desk", "--self-test"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 9
