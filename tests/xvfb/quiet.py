"""When a program that is watched from outside has done all it was told: nothing of it runs or is about to."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PATIENCE_SECONDS = 30.0
_LOOKS_SECONDS = 0.01
_QUIET_LOOKS = 4
Glance = tuple[tuple[str, int], ...]


def wait_until(is_so: Callable[[], object], what: str) -> None:
    """Look until it is so; AssertionError, naming `what`, when that takes too long."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(_LOOKS_SECONDS)


def wait_until_at_rest(processes: Iterable[int]) -> None:
    """Wait until all threads of these processes sleep and none has run between several looks.

    Threads that are ready but find no free processor count as busy, so this holds on a loaded machine too.
    """
    watched = list(processes)
    seen: list[Glance | None] = []

    def is_at_rest() -> bool:
        seen.append(_glance(watched))
        last = seen[-_QUIET_LOOKS:]
        return len(last) == _QUIET_LOOKS and last[0] is not None and len(set(last)) == 1

    wait_until(is_at_rest, "all programs were at rest")


def _glance(processes: Iterable[int]) -> Glance | None:
    """Each thread with how often it stopped running so far; None if one is not asleep now."""
    glance = []
    for thread in _threads(processes):
        try:
            status = (thread / "status").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            return None  # the thread has just ended
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if not facts["State"].startswith("S"):
            return None
        switches = int(facts["voluntary_ctxt_switches"]) + int(facts["nonvoluntary_ctxt_switches"])
        glance.append((thread.name, switches))
    return tuple(glance)


def _threads(processes: Iterable[int]) -> Iterator[Path]:
    for process in processes:
        yield from sorted(Path(f"/proc/{process}/task").iterdir())
