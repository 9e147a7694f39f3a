"""The real program in its own process, typed into as a clerk with a Chinese input method would."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.xvfb.quiet import wait_until
from tests.xvfb.screen import Screen, running

ROOT = Path(__file__).parents[2]
_BETWEEN_KEYS_MS = "20"


@dataclass(frozen=True)
class Program:
    """The window, its ledger open; every call waits until the program has done what it was told."""

    screen: Screen
    process: subprocess.Popen[bytes]

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by xdotool's names: `Tab`, `ctrl+s`."""
        for key in keys:
            self.screen.keys("key", "--clearmodifiers", key)
            self.wait()

    def spell(self, letters: str) -> None:
        """Type letters, which the input method composes; nothing is taken over yet."""
        self.screen.keys("type", "--delay", _BETWEEN_KEYS_MS, letters)
        self.wait()

    def write(self, *syllables: str) -> None:
        """Type Chinese words by their pinyin, each confirmed as the input method's first candidate."""
        for word in syllables:
            self.spell(word)
            self.press("space")

    def click(self, x: int, y: int) -> None:
        """Click at this place of the screen, which the window fills from its upper left corner."""
        self.screen.keys("mousemove", str(x), str(y), "click", "1")
        self.wait()

    def wait_until(self, is_so: Callable[[], object]) -> None:
        """Wait for something that the program does by itself, as by a timer."""
        wait_until(is_so, "the program had done it")

    def wait(self) -> None:
        """Wait until the program is at rest, and be sure that it lives."""
        self.screen.wait(self.process.pid)
        assert self.process.poll() is None, "the program ended by itself"


@contextmanager
def started(screen: Screen, ledger: Path, folder: Path) -> Iterator[Program]:
    """The program with this ledger open, in the environment that desktops with fcitx set up; silent to its end."""
    _settle_official(screen)
    log = folder / "program.log"
    environment = screen.environment | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "fcitx",
        "XMODIFIERS": "@im=fcitx",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "zhenyu_desk", "--ledger", str(ledger)]
    with running(command, environment, log) as process:
        program = Program(screen, process)
        wait_until(lambda: _windows(screen, process), "the window was shown")
        program.wait()
        screen.keys("windowfocus", "--sync", _windows(screen, process)[-1])
        program.wait()
        yield program
    assert log.read_text(encoding="utf-8") == ""


def _windows(screen: Screen, process: subprocess.Popen[bytes]) -> list[str]:
    found = screen.keys("search", "--all", "--onlyvisible", "--pid", str(process.pid), "--name", ".")
    return found.split()


def _settle_official(screen: Screen) -> None:
    """Who works here, so that the program does not ask."""
    file = Path(screen.environment["XDG_CONFIG_HOME"]) / "zhenyu-desk" / "settings.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"current_official": "李静"}), encoding="utf-8")
