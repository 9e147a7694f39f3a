"""What every service needs: the open ledger, who acts, and what day it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from zhenyu_desk.domain.officials import role_among
from zhenyu_desk.domain.rights import covers, needed_role
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.officials import officials
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
    def write(self, verb: str, reason: str = "", *, right_of: str = "") -> Iterator[UnitOfWork]:
        """The unit of work of one verb; RuleBroken where the actor's role doesn't cover it, or the verb `right_of`."""
        with self.ledger.write(self.actor, verb, reason) as work:
            refuse_unless(role_among(officials(work.session), self.actor), needed_role(right_of or verb), self.actor)
            yield work

    @contextmanager
    def let_out(self, verb: str, reason: str = "", *, right_of: str = "") -> Iterator[UnitOfWork]:
        """As `write`, for what leaves the ledger: after a crash it waits until the whole file was checked.

        Damaged where it is.
        """
        self.ledger.ensure_sound()
        with self.write(verb, reason, right_of=right_of) as work:
            yield work

    def role(self) -> Role | None:
        """What the actor may do; None for somebody who isn't listed."""
        return role_among(self.read(officials), self.actor)

    def require(self, needed: Role) -> None:
        """RuleBroken where the actor's role doesn't cover another one, for what writes nothing."""
        refuse_unless(self.role(), needed, self.actor)

    def read(self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query of store.queries on one snapshot: `context.read(visit_page, enterprise_id=3)`."""
        with self.ledger.read() as session:
            return query(session, *args, **kwargs)

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()


def refuse_unless(role: Role | None, needed: Role, actor: str) -> None:
    """RuleBroken for an official whose role doesn't cover the one needed, or who is not listed."""
    if role is None:
        raise RuleBroken(
            _("{name} is no official of this ledger. Ask one who manages it to add the name under Settings.").format(
                name=actor
            )
        )
    if not covers(role, needed):
        raise RuleBroken(
            _("This needs the role {needed}; {name} has {role}. Ask one who manages the ledger.").format(
                needed=needed.label, name=actor, role=role.label
            )
        )
