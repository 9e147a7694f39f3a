"""A screen of its own with a session bus and fcitx5, set to pinyin: Debian's input method for Chinese."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.xvfb.quiet import wait_until, wait_until_at_rest

SIZE = "1440x900x24"
_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
_BEHAVIOUR = """[Behavior]
ActiveByDefault=True
"""
# The rest of fcitx5 looks for a desktop that is not there.
_ADDONS = ("dbus", "ibusfrontend", "keyboard", "pinyin", "punctuation")


@dataclass(frozen=True)
class Screen:
    """Where programs can be shown and typed into: their environment and the processes behind it."""

    environment: dict[str, str]
    processes: tuple[int, ...]

    def keys(self, *arguments: str) -> str:
        """Let xdotool do this; returns what it prints."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def wait(self, *more: int) -> None:
        """Wait until the screen, the input method and these processes have nothing to do."""
        wait_until_at_rest((*self.processes, *more))


@contextmanager
def opened(folder: Path) -> Iterator[Screen]:
    """Start all of it, with everybody's files in this folder, and end it again."""
    environment = _environment(folder)
    with ExitStack() as stack:
        display, server = _server(stack, environment)
        environment["DISPLAY"] = f":{display}"
        bus, bus_process = _bus(stack, environment)
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        method = _input_method(stack, environment, folder)
        yield Screen(environment, (server, bus_process, method))


@contextmanager
def running(command: Sequence[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended at the end, what it says in a file."""
    with log.open("wb") as target:
        process = subprocess.Popen(command, env=environment, stdout=target, stderr=target)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _environment(folder: Path) -> dict[str, str]:
    homes = {
        "HOME": folder,
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_CACHE_HOME": folder / "cache",
        "XDG_DATA_HOME": folder / "data",
        "XDG_STATE_HOME": folder / "state",
        "XDG_RUNTIME_DIR": folder / "run",
    }
    for home in homes.values():
        home.mkdir(mode=0o700, exist_ok=True)
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **{name: str(home) for name, home in homes.items()}}


def _server(stack: ExitStack, environment: dict[str, str]) -> tuple[str, int]:
    """Xvfb, which finds a free display number itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, env=environment, pass_fds=[writing], stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    os.close(writing)
    with os.fdopen(reading) as told:
        return told.readline().strip(), process.pid


def _bus(stack: ExitStack, environment: dict[str, str]) -> tuple[str, int]:
    command = ["dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    assert process.stdout is not None
    stack.callback(process.stdout.close)
    return process.stdout.readline().strip(), process.pid


def _input_method(stack: ExitStack, environment: dict[str, str], folder: Path) -> int:
    """fcitx5; it is ready when it has left the address that programs asking for ibus look for."""
    config = Path(environment["XDG_CONFIG_HOME"])
    (config / "fcitx5").mkdir()
    (config / "fcitx5" / "profile").write_text(_PROFILE, encoding="utf-8")
    (config / "fcitx5" / "config").write_text(_BEHAVIOUR, encoding="utf-8")
    command = ["fcitx5", "--disable", "all", "--enable", ",".join(_ADDONS)]
    process = stack.enter_context(running(command, environment, folder / "fcitx5.log"))
    wait_until(lambda: any((config / "ibus" / "bus").glob("*")), "fcitx5 was ready")
    return process.pid
