"""Rotation of backups under any history of clocks: the newest, those by hand and those of the future stay."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.backup_rotation import DAILY, MONTHLY, MOST_KEPT, NEWEST, WEEKLY, superseded
from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.store.backup_rows import BackupRow

START = datetime(2025, 1, 1, 9, tzinfo=UTC)
JUMPS = (-3650, -400, -40, -1, 1, 40, 400, 3650)
SACRED = [kind for kind in BackupKind if kind is not BackupKind.DAILY]


def row(sequence: int, at: datetime | None, kind: BackupKind | None = BackupKind.DAILY) -> BackupRow:
    return BackupRow(Path(f"ledger-{sequence:06d}.db"), sequence, 1, at, kind)


DAYS = st.lists(
    st.tuples(
        st.integers(1, 3),  # backups on this day
        st.one_of(st.just(0), st.just(0), st.just(0), st.sampled_from(JUMPS)),  # how wrong the clock is, in days
        st.one_of(st.just(BackupKind.DAILY), st.just(BackupKind.DAILY), st.sampled_from([*BackupKind, None])),
    ),
    max_size=120,
)


@given(DAYS)
def test_what_must_stay_stays_whatever_the_clock_does(
    days: list[tuple[int, int, BackupKind | None]],
) -> None:
    kept: list[BackupRow] = []
    sequence = 0
    for day, (count, jump, kind) in enumerate(days):
        now = START + timedelta(days=day + jump)
        for hour in range(count):
            sequence += 1
            kept.append(row(sequence, None if kind is None else now + timedelta(hours=hour - count), kind))
        newest = sorted(kept, key=lambda backup: -backup.sequence)[:NEWEST]
        gone = superseded(kept, now)
        assert gone.isdisjoint(newest)
        assert all(backup.kind is BackupKind.DAILY for backup in gone)
        assert all(backup.made_at is not None and backup.made_at <= now for backup in gone)
        kept = [backup for backup in kept if backup not in gone]
        ordinary = [
            backup for backup in kept if backup.kind is BackupKind.DAILY and backup.made_at and backup.made_at <= now
        ]
        assert len(ordinary) <= MOST_KEPT
        assert not superseded(kept, now)  # doing it again takes nothing more


def test_three_years_of_working_days_leave_days_weeks_and_months() -> None:
    kept: list[BackupRow] = []
    for day in range(3 * 365):
        now = START + timedelta(days=day)
        kept.append(row(day + 1, now))
        kept = [backup for backup in kept if backup not in superseded(kept, now)]
    ages = sorted((now - backup.made_at).days for backup in kept if backup.made_at)
    assert len(kept) <= MOST_KEPT
    assert ages[:DAILY] == list(range(DAILY))
    assert max(ages) >= (MONTHLY - 2) * 30
    assert len({(now - timedelta(days=age)).isocalendar()[:2] for age in ages if age <= 7 * WEEKLY}) >= WEEKLY


def test_a_day_is_that_of_the_clerk_and_not_of_greenwich() -> None:
    shanghai = timezone(timedelta(hours=8))
    early, late = (datetime(2026, 11, 23, hour, tzinfo=shanghai) for hour in (1, 23))
    rows = [row(n + 3, datetime(2026, 11, 24, 10, n, tzinfo=shanghai)) for n in range(NEWEST)]
    now = datetime(2026, 11, 24, 12, tzinfo=shanghai)
    assert superseded([row(1, early), row(2, late), *rows], now) == {row(1, early)}


def test_manual_ones_and_those_before_something_are_never_superseded() -> None:
    rows = [row(n, START, kind) for n, kind in enumerate(SACRED * 30)]
    assert superseded(rows, START + timedelta(days=9999)) == set()
