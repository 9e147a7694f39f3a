"""Everything a developer does, from a fresh clone on: python3 packaging/dev.py COMMAND.

  setup                       system libraries, .venv with the pinned packages, catalogues
  run [ARGS…]                 start the program; without a screen, show its main job as a PDF
  test [ARGS…]                lint and all tests; with ARGS only pytest, given these
  lint                        ruff, mypy, import rules, catalogues
  screenshots DIR             pictures of every page and dialog
  bench [NAME…] [--json FILE] benchmarks: tables on the screen, figures into FILE

Needs only Python 3.11 or newer; every command sets up first, which takes no time when nothing changed.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
STAMP = VENV / "set-up.stamp"
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
CATALOGUES = ROOT / "i18n"
DEMO_TOWN = "周市镇"
OLDEST_PYTHON = (3, 11)

LINTS = (
    (PYTHON, "-m", "ruff", "check"),
    (PYTHON, "-m", "ruff", "format", "--check"),
    (PYTHON, "-m", "mypy"),
    (str(BIN / "lint-imports"), "--no-logo"),
    (PYTHON, "packaging/catalogues.py", "--check"),
)
PYTEST = (PYTHON, "-m", "pytest")
# The tests in two parts of about the same length, which run side by side.
WINDOW_TESTS = ("tests/ui", "tests/xvfb")
# A question nobody answers would hold a window for ever: the test is ended and told by where it stood.
NO_HANG = ("-o", "faulthandler_timeout=300", "-o", "faulthandler_exit_on_timeout=true")
PARTS = ((*PYTEST, *WINDOW_TESTS, *NO_HANG), (*PYTEST, "tests", *(f"--ignore={folder}" for folder in WINDOW_TESTS)))


def set_up(_arguments: Sequence[str] = ()) -> int:
    """Make the checkout ready to run; does only what is not done yet."""
    system_libraries.provide()
    stamp = _stamp()
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != stamp:
        _make_venv()
        STAMP.write_text(stamp, encoding="utf-8")
    if _catalogues_are_stale():
        _must(PYTHON, "packaging/catalogues.py", "--compile")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Start the program with these arguments, or show the main job where there is no screen for a window."""
    set_up()
    if arguments or _has_screen():
        return _call(PYTHON, "-m", "zhenyu_desk", *arguments)
    return _show_main_job()


def test(arguments: Sequence[str]) -> int:
    """Everything that has to be right before a commit; with arguments only these tests."""
    set_up()
    system_libraries.provide_test_tools()
    if arguments:
        return _all((*PYTEST, *arguments))
    return max(_all(*LINTS), _side_by_side(*PARTS))


def lint(_arguments: Sequence[str]) -> int:
    """All checks but the tests."""
    set_up()
    return _all(*LINTS)


def screenshots(arguments: Sequence[str]) -> int:
    """Pictures of every page and dialog into a folder."""
    set_up()
    return _all((PYTHON, "-m", "tests.screenshots", *arguments))


def bench(arguments: Sequence[str]) -> int:
    """Benchmarks, all or those named."""
    set_up()
    return _all((PYTHON, "-m", "tests.benchmarks", *arguments))


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": set_up,
    "run": run,
    "test": test,
    "lint": lint,
    "screenshots": screenshots,
    "bench": bench,
}


def _make_venv() -> None:
    if Path(sys.prefix) == VENV:
        sys.exit("The environment must be made anew; call packaging/dev.py with the system's python3.")
    print("making .venv (about a minute the first time)", flush=True)
    STAMP.unlink(missing_ok=True)
    _must(sys.executable, "-m", "venv", "--clear", str(VENV))
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "-qq", "install")
    _must(*pip, "--require-hashes", "--requirement", str(REQUIREMENTS))
    _must(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _stamp() -> str:
    """What the environment was made from; another value means it must be made anew."""
    import tomllib  # unknown to a Python too old, which has to hear main's sentence first

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = REQUIREMENTS.read_text(encoding="utf-8")
    parts = [pins, declared["build-system"], declared["project"], sys.version, sys.base_prefix, str(ROOT)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _catalogues_are_stale() -> bool:
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def _has_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show_main_job() -> int:
    """A demo ledger and last month's report in a temporary folder, the report's path printed last."""
    folder = Path(tempfile.mkdtemp(prefix="zhenyu-desk-"))
    month = _last_month()
    report = folder / f"{month}.pdf"
    print(f"There is no screen for the window, so here is the main job without one, for {month}:", flush=True)
    steps = (("init", "--town", DEMO_TOWN), ("demo",), ("report", month, "-o", str(report)))
    for step in steps:
        code = _call(PYTHON, "-m", "zhenyu_desk", "--ledger", str(folder / "ledger"), *step)
        if code != 0:
            return code
    print(report)
    return 0


def _last_month() -> str:
    now = time.localtime()
    year, month = (now.tm_year, now.tm_mon - 1) if now.tm_mon > 1 else (now.tm_year - 1, 12)
    return f"{year}-{month:02}"


def _all(*commands: Sequence[str]) -> int:
    """Run every command, without a screen; say at the end which ones failed."""
    failed = []
    for command in commands:
        print(_shown(command), flush=True)
        if subprocess.run(command, cwd=ROOT, env=_without_screen(), check=False).returncode != 0:
            failed.append(command)
    return _verdict(failed)


def _side_by_side(*commands: Sequence[str]) -> int:
    """The same at once; what each one says follows when it is done, in this order."""
    with contextlib.ExitStack() as outputs:
        running = []
        for command in commands:
            output = outputs.enter_context(tempfile.TemporaryFile())
            running.append((command, output, _started(command, output)))
        failed = []
        for command, output, process in running:
            if process.wait() != 0:
                failed.append(command)
            print(_shown(command), flush=True)
            output.seek(0)
            shutil.copyfileobj(output, sys.stdout.buffer)
            sys.stdout.flush()
    return _verdict(failed)


def _started(command: Sequence[str], output: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, env=_without_screen(), stdout=output, stderr=subprocess.STDOUT)


def _verdict(failed: Sequence[Sequence[str]]) -> int:
    for command in failed:
        print(f"failed: {_shown(command)}", file=sys.stderr)
    return 1 if failed else 0


def _shown(command: Sequence[str]) -> str:
    return " ".join(["$", Path(command[0]).name, *command[1:]])


def _without_screen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _call(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _must(*command: str) -> None:
    if _call(*command) != 0:
        sys.exit(f"This step failed, its message is above: {' '.join(command)}")


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; returns its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(__doc__)
        return 0 if "--help" in arguments or "-h" in arguments else 2
    return command(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
