"""Log and crash handler: every bug leaves a trace in a file, and no trace holds personal data.

Exception messages are left out of the log (a database error repeats the values it was given), and long runs
of digits, which may be telephone numbers or codes, are masked wherever they come from.
"""

import contextlib
import faulthandler
import functools
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import ClassVar, ParamSpec, TypeVar

from zhenyu_desk import paths

log = logging.getLogger(__name__)

P = ParamSpec("P")
ResultT = TypeVar("ResultT")
FILE_BYTES = 1_000_000
FILES_KEPT = 5
SECONDS_BETWEEN_NOTICES = 60.0

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_LONG_NUMBER = re.compile(r"\b[0-9A-Z]{18}\b|\d{7,}")
_CAUSE = "\nbecause of "


class Discreet(logging.Formatter):
    """One line per record, stacks by place only: no values, no messages of exceptions, no long numbers."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have cached its own, telling one
        text = super().format(record)
        record.exc_text = None
        return _LONG_NUMBER.sub(lambda found: "*" * len(found.group()), text)

    def formatException(self, ei: ExceptionInfo) -> str:
        return _CAUSE.join(_place(error) for error in _chain(ei[1]))


class _Notices:
    """Whom to tell of a bug while the program goes on, and when that was done last."""

    tell: Callable[[BaseException], None] | None = None
    last: float = -SECONDS_BETWEEN_NOTICES
    lock = threading.Lock()
    places: ClassVar[dict[str, float]] = {}
    """When a bug was reported that may come again and again, by its place."""


def log_file() -> Path:
    """The file to send to whoever looks after the program."""
    return paths.log_dir() / "zhenyu-desk.log"


def on_bug(tell: Callable[[BaseException], None] | None) -> None:
    """Have `tell` called after a bug was logged, at most once a minute; it may be called in any thread."""
    _Notices.tell = tell
    _Notices.last = -SECONDS_BETWEEN_NOTICES
    _Notices.places.clear()


def report(error: BaseException) -> None:
    """Log a bug and tell the window, if there is one."""
    log.critical("bug", exc_info=error)
    with _Notices.lock:
        now = time.monotonic()
        due = now - _Notices.last >= SECONDS_BETWEEN_NOTICES
        if due:
            _Notices.last = now
    if due and _Notices.tell is not None:
        _Notices.tell(error)


def surviving(fallback: ResultT) -> Callable[[Callable[P, ResultT]], Callable[P, ResultT]]:
    """For what Qt asks of us and goes on with, as for every cell of a list: a bug in it is reported, `fallback` given.

    Left to PySide it would be lost when Qt itself was called from Python, as from a paintEvent. The same bug is
    reported once a minute, for it may be in every cell.
    """

    def decorate(function: Callable[P, ResultT]) -> Callable[P, ResultT]:
        @functools.wraps(function)
        def call(*given: P.args, **named: P.kwargs) -> ResultT:
            with _Reported():
                return function(*given, **named)
            return fallback

        return call

    return decorate


class _Reported:
    """Reports a bug and goes on."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, Exception):
            _report_now_and_then(error)
        return isinstance(error, Exception)


def _report_now_and_then(error: BaseException) -> None:
    place, now = _place(error), time.monotonic()
    with _Notices.lock:
        due = now - _Notices.places.get(place, -SECONDS_BETWEEN_NOTICES) >= SECONDS_BETWEEN_NOTICES
        if due:
            _Notices.places[place] = now
    if due:
        report(error)


@contextlib.contextmanager
def watch() -> Iterator[None]:
    """While this lasts, logs go to the file and whatever nobody catches, in any thread, is reported."""
    with contextlib.ExitStack() as undo:
        _log_to_file(undo)
        _dump_fatal_errors(undo)
        undo.callback(setattr, sys, "excepthook", sys.excepthook)
        undo.callback(setattr, threading, "excepthook", threading.excepthook)
        sys.excepthook = _uncaught
        threading.excepthook = _uncaught_in_thread
        yield


def _log_to_file(undo: contextlib.ExitStack) -> None:
    try:
        paths.log_dir().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    except OSError:
        return  # a full or read-only disk must not keep the program from starting
    handler.setFormatter(Discreet())
    ours = logging.getLogger(__package__)
    undo.callback(handler.close)
    undo.callback(logging.getLogger().removeHandler, handler)
    undo.callback(ours.setLevel, ours.level)
    logging.getLogger().addHandler(handler)
    ours.setLevel(logging.INFO)


def _dump_fatal_errors(undo: contextlib.ExitStack) -> None:
    if faulthandler.is_enabled():
        return
    try:
        file = undo.enter_context((paths.log_dir() / "fatal.log").open("a", encoding="utf-8"))
    except OSError:
        return
    faulthandler.enable(file)
    undo.callback(faulthandler.disable)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        report(error)


def _uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        report(arguments.exc_value)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(error: BaseException) -> str:
    kind = type(error)
    frames = traceback.extract_tb(error.__traceback__, limit=-30)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([f"{kind.__module__}.{kind.__qualname__}", *lines])


def _short(filename: str) -> str:
    """The end of a path: its beginning may hold the user's name."""
    return "/".join(Path(filename).parts[-3:])
