"""A window worked by keys: python -m tests.benchmarks.page_session LEDGER DAY ROUNDS, prints its times as JSON.

Every time runs from the key until the window stands still: no read under way, no timer of typing running, nothing
left to paint. Where an action fills a list or walks through one, that time goes by «…, until all stands still», and the
time by the name of the action ends when the list was painted with the rows that are seen in the end; the counts and
the panel of the row follow it. Beside each stands the work of all threads until then (processor time), which tells a
slow program from a busy machine. Nothing is written, and nothing is tried beforehand: the first time counts too.
Not measured: keys that repeat faster than the answer, since each one waits until the window stands still.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tests.benchmarks.ledgers import ACTOR
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.case_filters import Chip
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.app import make_application
from zhenyu_desk.ui.dialogs.palette import Palette
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.page_list import PAGES

# The damage check of the whole file begins a few seconds after opening; it is waited for, as are all first reads.
_UNTIL_CHECK_MS = 4_000
_LONGEST_PAUSE_MS = 500
# So long nothing may happen until the window is said to stand still; it is not counted.
_SETTLED_MS = 15
_PAGES_TURNED = 12
_KEYS = {entry.name: Qt.Key(Qt.Key.Key_1 + place) for place, entry in enumerate(PAGES)}
_WORDS = ("恒", "jm", "kj", "电子", "精密", "hl")
UNTIL_STILL = ", until all stands still"
_CATEGORIES = ("yd", "rz", "rc", "cf")
Act = Callable[[], object]


class Session(QObject):
    """The window and the milliseconds of everything done in it, by the name of the action."""

    def __init__(self, window: MainWindow, seed: int = 1) -> None:
        super().__init__()
        self.window = window
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.work: defaultdict[str, list[float]] = defaultdict(list)
        self._chance = random.Random(seed)
        self._loop = QEventLoop()
        self._has_begun = False
        self._began = self._worked = 0.0
        self._still: tuple[float, float] | None = None
        self._end = (0.0, 0.0)
        self._watched: set[QWidget] = set()
        self._was_opened: set[str] = set()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settling.timeout.connect(self._settle)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._look)

    def act(self, name: str, act: Act, table: Any = None) -> None:
        """Do something and take the time until the window stands still.

        Where it fills a list or walks through one, the time until the list is painted is taken, with the rows that
        stay, and the time until all stands still by another name.
        """
        painted = PaintWatch(table) if table is not None else None
        until_now = self._time(act)
        if painted is not None:
            at, worked = painted.last()
            self.times[name].append(until_now(at) if at else until_now())
            self.work[name].append((worked - self._began) * 1000 if at else self._worked)
            name = f"{name}{UNTIL_STILL}"
        self.times[name].append(until_now())
        self.work[name].append(self._worked)

    def walk(self, name: str, table: Any, key: Qt.Key) -> None:
        """Press a key that moves through a list."""
        self.act(name, partial(press, table, key), table)

    def _time(self, act: Act) -> Callable[..., float]:
        """Do something; returns what tells the milliseconds from then to a moment, by default to now."""
        started: list[float] = []
        self._still = None
        self._watch_windows()

        def begin() -> None:
            self._began = time.process_time()
            started.append(time.perf_counter())
            act()
            self._watch_windows()
            self._has_begun = True

        QTimer.singleShot(0, begin)
        self._loop.exec()
        end, worked = self._end
        self._worked = (worked - self._began) * 1000
        return lambda moment=end: (moment - started[0]) * 1000

    def wait(self, milliseconds: int) -> None:
        """Let the window live on, then wait until it stands still."""
        QTest.qWait(milliseconds)
        self._time(lambda: None)

    def run(self, rounds: int) -> None:
        """Everything, so many times."""
        for name in _KEYS:
            self._open(f"{name}: first opened", name)
        for _round in range(rounds):
            for step in self._steps():
                step()

    def _steps(self) -> Iterator[Callable[[], None]]:
        yield self._switch_pages
        yield self._open_changed_pages
        yield self._chips
        yield self._filter_cases
        yield self._scroll_cases
        yield self._past_visits
        yield self._register
        yield self._leaders
        yield self._search

    def _switch_pages(self) -> None:
        for name in self._chance.sample(list(_KEYS), len(_KEYS)):
            self._open(f"{name}: opened", name)

    def _open_changed_pages(self) -> None:
        """As after someone saved something: the page reads everything anew."""
        for name in self._chance.sample(list(_KEYS), len(_KEYS)):
            self._go("settings" if name != "settings" else "today")
            self.window.built_page(name).mark_stale()
            self._open(f"{name}: opened and read anew", name)

    def _chips(self) -> None:
        page = self._go("cases")
        for chip in self._chance.sample(list(Chip), len(Chip)):
            self.act("cases: chip", page.filters.chips.chip(chip).click, page.table)

    def _filter_cases(self) -> None:
        page = self._go("cases")
        self.act("cases: chip", page.filters.chips.chip(Chip.ALL).click, page.table)
        self._type("cases: text typed", page.filters.text, self._chance.choice(_WORDS), page.table)
        self.act("cases: text cleared", page.filters.text.clear, page.table)
        for letter in self._chance.choice(_CATEGORIES):
            self.act("cases: category typed", partial(type_letter, page.filters.category, letter))
        self.act("cases: category chosen", partial(press, page.filters.category, Qt.Key.Key_Return), page.table)
        self.act("cases: category cleared", partial(page.show_chip, Chip.ALL), page.table)

    def _scroll_cases(self) -> None:
        page = self._go("cases")
        self.act("cases: chip", page.filters.chips.chip(Chip.ALL).click, page.table)
        page.table.setFocus()
        self._scroll("cases", page.table)

    def _past_visits(self) -> None:
        page = self._go("visits")
        self.act("visits: past ones opened", page.find_in_page)
        table = page.history.table
        table.setFocus()
        self._scroll("visits", table)
        self.act("visits: record opened", partial(press, table, Qt.Key.Key_Return))
        self.act("visits: new one", self.window.new_visit)

    def _register(self) -> None:
        page = self._go("enterprises")
        page.register.table.setFocus()
        self._scroll("enterprises", page.register.table)
        self._type("enterprises: text typed", page.register.words, self._chance.choice(_WORDS), page.register.table)
        self.act("enterprises: text cleared", page.register.words.clear, page.register.table)

    def _leaders(self) -> None:
        page = self._go("pairings")
        page.leaders.setFocus()
        for _step in range(_PAGES_TURNED):
            self.walk("pairings: another leader", page.leaders, Qt.Key.Key_Down)

    def _search(self) -> None:
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.act("search: opened", partial(press, self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier))
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Palette) and w.isVisible())
        self._type("search: letter typed", dialog.edit, self._chance.choice(_WORDS))
        self.act("search: closed", partial(press, dialog, Qt.Key.Key_Escape))

    def _scroll(self, name: str, table: Any) -> None:
        """Page by page and row by row, through several pages of the database."""
        for _turn in range(_PAGES_TURNED):
            for _step in range(4):
                self.walk(f"{name}: page down", table, Qt.Key.Key_PageDown)
            self.walk(f"{name}: row down", table, Qt.Key.Key_Down)

    def _type(self, name: str, field: Any, text: str, table: Any = None) -> None:
        field.setFocus()
        for letter in text:
            self.act(name, partial(type_letter, field, letter), table)

    def _go(self, name: str) -> Any:
        if self.window.page_name != name:
            self._open(f"{name}: opened", name)
        return self.window.page

    def _open(self, action: str, name: str) -> None:
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        opened = partial(press, self.window, _KEYS[name], Qt.KeyboardModifier.ControlModifier)
        self.act(action, opened, self._list_of(name))
        if self.window.page_name != name:
            raise RuntimeError(f"the key for {name} shows {self.window.page_name}")

    def _list_of(self, name: str) -> Any:
        """The list that a page is opened for; none before it was opened once, and where there is none."""
        page = self.window.built_page(name) if name in self._was_opened else None
        self._was_opened.add(name)
        lists: dict[str, Callable[[Any], Any]] = {
            "today": lambda page: page.to_do,
            "cases": lambda page: page.table,
            "enterprises": lambda page: page.register.table,
            "pairings": lambda page: page.leaders,
            "reports": lambda page: page,
        }
        return lists[name](page) if page is not None and name in lists else None

    def _look(self) -> None:
        """Nothing is left to do for the moment: it is the end, unless something is painted or begins soon after."""
        if not self._has_begun or self.window.jobs.is_busy:
            return
        if self._still is None:
            self._still = time.perf_counter(), time.process_time()
            self._settling.start()

    def _settle(self) -> None:
        if self._still is None or self.window.jobs.is_busy or self._is_pausing():
            self._still = None
        else:
            self._has_begun = False
            self._end = self._still
            self._loop.quit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window is about to paint: the end is later than it seemed."""
        if event.type() is QEvent.Type.UpdateRequest:
            self._still = None
        return False

    def _watch_windows(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget not in self._watched:
                self._watched.add(widget)
                widget.installEventFilter(self)

    def _is_pausing(self) -> bool:
        """Whether a timer runs that waits for more letters or rows."""
        return any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= _LONGEST_PAUSE_MS
            for widget in QApplication.topLevelWidgets()
            for timer in widget.findChildren(QTimer)
        )


class PaintWatch(QObject):
    """Notes when a list was painted first with the rows that are seen in the end, or a page that has none."""

    def __init__(self, table: Any) -> None:
        super().__init__()
        self._painted: tuple[float, float] | None = None
        self._table = table if isinstance(table, QTableView) else None
        self._viewport: QWidget = table.viewport() if isinstance(table, QTableView) else table
        self._viewport.installEventFilter(self)
        if self._table is not None:
            model = self._table.model()
            model.rowsInserted.connect(self._inserted)
            for changed in (model.rowsRemoved, model.dataChanged, model.layoutChanged):
                changed.connect(self._forget)

    def last(self) -> tuple[float | None, float]:
        """When that was, and the work done by all threads until then in seconds; stops watching."""
        self._viewport.removeEventFilter(self)
        return self._painted or (None, 0.0)

    def _inserted(self, _parent: object, first: int, _last: int) -> None:
        """Rows below those that are seen change nothing of what was painted."""
        assert self._table is not None
        lowest = self._table.rowAt(self._viewport.height() - 1)
        if lowest < 0 or first <= lowest:
            self._painted = None

    def _forget(self, *_what: object) -> None:
        self._painted = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Paint or self._painted is not None:
            return False
        watched.removeEventFilter(self)
        QApplication.sendEvent(watched, event)
        watched.installEventFilter(self)
        self._painted = time.perf_counter(), time.process_time()
        return True


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)


def type_letter(field: QWidget, letter: str) -> None:
    """Type one letter of any script."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def memory(field: str) -> int:
    """VmRSS (now) or VmHWM (at most) of this process in KiB, as Linux tells it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def main(ledger: Path, day: date, rounds: int) -> None:
    """Work a window on this ledger as if it were this day."""
    application = make_application()
    theme.apply(application, 100)
    context = replace(open_context(ledger, ACTOR, deep=False), today=lambda: day)
    window = MainWindow(Settings(current_official=ACTOR))
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    window.take_ledger(context)
    session = Session(window)
    session.wait(_UNTIL_CHECK_MS)
    session.run(rounds)
    figures = {"times": session.times, "work": session.work, "now_kib": memory("VmRSS"), "most_kib": memory("VmHWM")}
    window.jobs.close()
    context.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3]))
