"""Which backups are no longer needed: by their sequence, since the clock of a computer may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from zhenyu_desk.domain.backups import BackupKind

NEWEST, DAILY, WEEKLY, MONTHLY = 5, 14, 8, 24
MOST_KEPT = NEWEST + DAILY + WEEKLY + MONTHLY

_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAILY, lambda at: at.date()),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


class Backup(Protocol):
    """A backup by its number, and by what its manifest says: when it was made and why."""

    @property
    def sequence(self) -> int: ...

    @property
    def made_at(self) -> datetime | None: ...

    @property
    def kind(self) -> BackupKind | None: ...


BackupT = TypeVar("BackupT", bound=Backup)


def superseded(backups: Collection[BackupT], now: datetime) -> set[BackupT]:
    """The daily backups of one ledger that newer ones stand for; days, weeks and months are those of `now`'s zone.

    Kept are the 5 newest, and the newest of each of the last 14 days, 8 weeks and 24 months that have one (trust.md).
    Newer means a higher sequence number. Backups of another kind, those of an unknown one, and those dated later than
    `now`, made or looked at while the clock was wrong, are never superseded.
    """
    by_sequence = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    past = [
        (backup, backup.made_at.astimezone(now.tzinfo))
        for backup in by_sequence
        if backup.kind is BackupKind.DAILY and backup.made_at is not None and backup.made_at <= now
    ]
    kept = set(by_sequence[:NEWEST])
    for most, period in _PERIODS:
        kept |= _newest_of_each(past, most, period)
    return {backup for backup, _at in past} - kept


def _newest_of_each(
    newest_first: Iterable[tuple[BackupT, datetime]], most: int, period: Callable[[datetime], Hashable]
) -> set[BackupT]:
    found: dict[Hashable, BackupT] = {}
    for backup, at in newest_first:
        if len(found) == most:
            break
        found.setdefault(period(at), backup)
    return set(found.values())
