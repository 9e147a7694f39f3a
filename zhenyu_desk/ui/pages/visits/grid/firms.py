"""The firms of the grid: found by what is typed, with their leader and whether they are entered today already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from zhenyu_desk.domain.line_firms import FirmOnLine
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.visit_lines import firms_on_lines, visited_days
from zhenyu_desk.ui.widgets.pickers import Choice, Finder

FirmDay = tuple[int, date]


@dataclass(frozen=True)
class KnownFirms:
    """What was read of firms, and the numbers of the visits to them on certain days."""

    firms: dict[int, FirmOnLine] = field(default_factory=dict)
    visits: dict[FirmDay, list[str]] = field(default_factory=dict)


def read_firms(context: AppContext, keys: Iterable[FirmDay]) -> KnownFirms:
    """Read these firms and days, many in one statement."""
    wanted = set(keys)
    ids = {key for key, _on in wanted}
    found = context.read(visited_days, ids, {on for _key, on in wanted})
    return KnownFirms(context.read(firms_on_lines, ids), {key: found.get(key, []) for key in wanted})


class FirmBook:
    """Remembers what was read of each firm, until the ledger changes. What it reads by itself is little and quick."""

    def __init__(self, context: Callable[[], AppContext]) -> None:
        self._context = context
        self._known = KnownFirms()

    def forget(self) -> None:
        """The ledger changed."""
        self._known = KnownFirms()

    def take(self, known: KnownFirms) -> None:
        """Remember what was read elsewhere."""
        self._known.firms.update(known.firms)
        self._known.visits.update(known.visits)

    def ensure(self, keys: Iterable[FirmDay]) -> None:
        """Read those of these firms and days that are not known yet, at once."""
        missing = [(key, on) for key, on in keys if (key, on) not in self._known.visits or key not in self._known.firms]
        if missing:
            self.take(read_firms(self._context(), missing))

    def firm(self, key: int | None) -> FirmOnLine | None:
        """A firm of the register; None when it is gone, or for no id."""
        if key is None:
            return None
        if key not in self._known.firms:
            self._known.firms.update(self._context().read(firms_on_lines, [key]))
        return self._known.firms.get(key)

    def visits(self, key: int, on: date) -> list[str]:
        """The numbers of the visits to this firm on this day that the ledger has."""
        self.ensure([(key, on)])
        return self._known.visits[key, on]


def with_leaders(find: Finder, book: FirmBook, day: Callable[[], date], entered: Callable[[int], bool]) -> Finder:
    """The finder with each firm's leader on the day of the line behind it, and «今天已录» where a line has it."""

    def detail(key: int, on: date) -> str:
        firm = book.firm(key)
        main = firm.main_on(on) if firm else None
        leader = main.leader_name if main else _("not paired")
        is_entered = entered(key) or bool(book.visits(key, on))
        return " · ".join((leader, _("entered for this day"))) if is_entered else leader

    def find_with_leaders(text: str) -> list[Choice]:
        found, on = find(text), day()
        book.ensure((choice.id, on) for choice in found)
        return [Choice(choice.id, choice.name, detail(choice.id, on)) for choice in found]

    return find_with_leaders
