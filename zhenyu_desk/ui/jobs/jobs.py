"""Work off the screen's thread: one writer, a few readers, one for what takes long; results come by a queued signal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from zhenyu_desk import crash
from zhenyu_desk.errors import AppError

T = TypeVar("T")
READERS = 2
REST_MS = 25
"""For what follows the cursor of a list: the list is painted first, and rows that are only passed are not read."""
# Whenever Qt asks a list for a cell it needs Python's lock, and waits this long for it while a job computes (seconds).
_LONGEST_HOLD = 0.0005


class Job:
    """A piece of work under way. A cancelled one may still run to its end, but nobody hears of its result."""

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[AppError], None],
        always: Callable[[], None] | None,
        owner: QObject | None,
    ) -> None:
        self._done = done
        self._failed = failed
        self._always = always
        self._owner = owner
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Drop the result, and the work itself if it has not begun."""
        self._is_cancelled = True

    def run(self, work: Callable[[], Any]) -> Any:
        """In the executor's thread: do the work, unless nobody waits for it any more."""
        return None if self._is_cancelled else work()

    def deliver(self, future: Future[Any]) -> None:
        """Tell whoever waits what became of the work: `always` first, then `done` or `failed`; bugs are reported."""
        if self._is_cancelled or (self._owner is not None and not isValid(self._owner)):
            return
        if self._always is not None:
            self._always()
        error = future.exception()
        if error is None:
            self._done(future.result())
        elif isinstance(error, AppError):
            self._failed(error)
        else:
            crash.report(error)


class Jobs(QObject):
    """The executors. Callbacks run in the screen's thread, unless the widget that asked (`owner`) is gone by then."""

    written = Signal(bool)
    """No write is under way any more; whether all succeeded."""
    _came_back = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_LONGEST_HOLD)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._long_reader = ThreadPoolExecutor(1, thread_name_prefix="long-reader")
        self._under_way: set[Job] = set()
        self._writes: set[Job] = set()
        self._have_succeeded = True
        self._is_closed = False
        self._is_resting = False
        self._kept_back: list[tuple[Job, Future[Any]]] = []
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None],
        *,
        always: Callable[[], None] | None = None,
        owner: QObject | None = None,
        is_long: bool = False,
        is_awaited: bool = False,
        after_ms: int = 0,
    ) -> Job:
        """Run `work` on a reader, then `done(result)` or `failed(problem)`, before either of them `always()`.

        It begins `after_ms` from now, and not at all if it is cancelled before.
        What takes seconds is to say so with `is_long`: such works wait for one another, and no page waits for them.
        The window does not close before one that `is_awaited`, such as a backup, just as if it were a write.
        """
        reader = self._long_reader if is_long else self._readers
        job = Job(done, failed, always, owner)
        if is_awaited and not self._is_closed:
            self._writes.add(job)
        return self._start(reader, work, job, after_ms)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None],
        *,
        always: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """The same on the one writer, in the order asked for."""
        job = Job(done, failed, always, owner)
        if not self._is_closed:
            self._writes.add(job)
        return self._start(self._writer, work, job)

    @property
    def is_busy(self) -> bool:
        """Whether a job has not come back yet."""
        return bool(self._under_way)

    @property
    def is_writing(self) -> bool:
        """Whether a write, or another work that is awaited, has not come back yet."""
        return bool(self._writes)

    def rest(self) -> None:
        """The window is locked: work goes on, but what comes of it is kept back until `go_on`."""
        self._is_resting = True

    def go_on(self) -> None:
        """Tell what was kept back, in the order it came."""
        self._is_resting = False
        kept_back, self._kept_back = self._kept_back, []
        for job, future in kept_back:
            self._came_back.emit(job, future)

    @property
    def is_closed(self) -> bool:
        """Whether the window goes: a long work that asks for this ends itself."""
        return self._is_closed

    def close(self) -> None:
        """Drop the reads that wait, let the writes finish; no callback runs any more."""
        self._is_closed = True
        for reader in (self._readers, self._long_reader):
            reader.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._under_way.clear()
        self._writes.clear()

    def _start(self, executor: ThreadPoolExecutor, work: Callable[[], Any], job: Job, after_ms: int = 0) -> Job:
        if self._is_closed:
            job.cancel()  # a timer may still fire while the window goes
            return job
        self._under_way.add(job)
        if after_ms:
            QTimer.singleShot(after_ms, self, partial(self._submit, executor, work, job))
        else:
            self._submit(executor, work, job)
        return job

    def _submit(self, executor: ThreadPoolExecutor, work: Callable[[], Any], job: Job) -> None:
        if job.is_cancelled or self._is_closed:
            self._under_way.discard(job)
        else:
            executor.submit(job.run, work).add_done_callback(partial(self._finished, job))

    def _finished(self, job: Job, future: Future[Any]) -> None:
        """In the executor's thread."""
        if not self._is_closed:
            self._came_back.emit(job, future)

    def _deliver(self, job: Job, future: Future[Any]) -> None:
        if self._is_resting:
            self._kept_back.append((job, future))
            return
        self._under_way.discard(job)
        is_write = job in self._writes
        self._writes.discard(job)
        if self._is_closed:
            return
        job.deliver(future)
        if is_write:
            self._tell_written(future.exception() is None)

    def _tell_written(self, succeeded: bool) -> None:
        self._have_succeeded = self._have_succeeded and succeeded
        if not self._writes:
            all_succeeded, self._have_succeeded = self._have_succeeded, True
            self.written.emit(all_succeeded)
