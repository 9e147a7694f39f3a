"""What every service needs: the open ledger, who acts, and what day it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class AppContext:
    """An open ledger in the hands of one official; `today` is asked anew each time, so that midnight is noticed."""

    ledger: Ledger
    actor: str
    today: Callable[[], date]

    @contextmanager
    def write(self, verb: str, reason: str = "") -> Iterator[UnitOfWork]:
        """The unit of work of one verb."""
        with self.ledger.write(self.actor, verb, reason) as work:
            yield work

    def read(self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query of store.queries on one snapshot: `context.read(visit_page, enterprise_id=3)`."""
        with self.ledger.read() as session:
            return query(session, *args, **kwargs)

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()
