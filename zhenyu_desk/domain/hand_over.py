"""领导调整: a leader changes posts, and others take over the firms from the day after the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhenyu_desk.domain.rows import PairingRow


@dataclass(frozen=True, slots=True)
class ChangeOfPost:
    """Who changes, up to and with which day he answers for his firms, and who takes over each pairing.

    `successors` goes by pairing id; None leaves the firm without, a pairing that isn't named stays. `leaves` ends
    the leader's time in office on that day; then every pairing that goes on must be named.
    """

    leader_id: int
    last_day: date
    successors: Mapping[int, int | None]
    reason: str = ""
    leaves: bool = False

    @property
    def first_day(self) -> date:
        """The day from which the successors answer."""
        return self.last_day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """What the successor must know of one firm; `mobile` is unmasked."""

    pairing: PairingRow
    contact: str
    mobile: str
    open_difficulties: tuple[str, ...]
    open_promises: tuple[str, ...]
    last_visit_on: date | None


def is_concerned(end: date | None, last_day: date) -> bool:
    """Whether a pairing with this end goes on after the last day and so has to be handed over."""
    return end is None or end > last_day
