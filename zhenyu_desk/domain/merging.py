"""Two entries of one firm become one: which facts differ and whose count, and how their pairings are settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.pairings import overlaps
from zhenyu_desk.domain.rows import ContactRow, EnterpriseDetail, PairingRow, YearlyRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _

Span = tuple[date, date | None]
MAIN_LEADER = "main_leader"
YEARLY = ("output", "tax", "power", "research", "source")
FACTS = (
    "name", "credit_code", "registration_no", "short_name", "area", "address", "industry", "chain", "ownership",
    "state", "employees", "founded", "products", "land_tenure", "land_mu", "lease_end",
)  # fmt: skip


class Side(StrEnum):
    """Whose value counts: that of the firm kept, or of the one that goes."""

    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of both entries; `is_open` where both know it and differ, so that somebody must decide."""

    key: str
    keep: object
    drop: object
    default: Side
    is_open: bool

    @property
    def is_same(self) -> bool:
        """Whether both entries say the same."""
        return self.keep == self.drop


@dataclass(frozen=True, slots=True)
class Cut:
    """A pairing that gives way on the days of another one; `spans` are the days that are left to it."""

    pairing: PairingRow
    rival: PairingRow
    spans: tuple[Span, ...]


def compare(keep: EnterpriseDetail, drop: EnterpriseDetail) -> list[Fact]:
    """Every fact that one of them knows; the one who knows it counts, of two the entry that is more complete."""
    fuller = Side.DROP if completeness(drop) > completeness(keep) else Side.KEEP
    facts = [
        _fact(key, getattr(keep, key), getattr(drop, key), _side(key, keep, drop, fuller))
        for key in FACTS
        if _is_known(getattr(keep, key)) or _is_known(getattr(drop, key))
    ]
    kept, dropped = ({row.year: row for row in firm.yearly} for firm in (keep, drop))
    for year in sorted({*kept, *dropped}, reverse=True):
        facts.append(_year(f"yearly_{year}", kept.get(year), dropped.get(year), fuller))
    if main_leaders_clash(keep.pairings, drop.pairings):
        names = _leader_names(keep.pairings), _leader_names(drop.pairings)
        facts.append(Fact(MAIN_LEADER, names[0], names[1], Side.KEEP, is_open=True))
    return facts


def completeness(firm: EnterpriseDetail) -> int:
    """How many facts of an entry are known, with its contacts, labels and years."""
    known = sum(_is_known(getattr(firm, key)) for key in FACTS)
    return known + len(firm.contacts) + len(firm.labels) + len(firm.yearly)


def check_codes(keep: EnterpriseDetail, drop: EnterpriseDetail) -> None:
    """Two right credit codes that differ are two firms: RuleBroken."""
    if keep.id == drop.id:
        raise RuleBroken(_("Choose two different firms."))
    codes = (keep.credit_code, drop.credit_code)
    if all(codes) and keep.credit_code != drop.credit_code and all(credit_code.examine(c).accepted for c in codes):
        raise RuleBroken(
            _(
                "{keep} ({code}) and {drop} ({other}) have two valid credit codes, so they are two firms. "
                "If one of the codes was typed wrong, put it right first."
            ).format(keep=keep.name, code=keep.credit_code, drop=drop.name, other=drop.credit_code)
        )


def same_people(keep: Sequence[ContactRow], drop: Sequence[ContactRow]) -> list[tuple[ContactRow, ContactRow]]:
    """Contacts of both entries that are one person: the same name, and no two different numbers."""
    pairs, left = [], list(keep)
    for other in drop:
        found = next((one for one in left if _is_same_person(one, other)), None)
        if found is not None:
            left.remove(found)
            pairs.append((found, other))
    return pairs


def settle(winner: Sequence[PairingRow], loser: Sequence[PairingRow]) -> list[Cut]:
    """The pairings of `loser` that share days with those of `winner`: they keep the days on which nobody else is.

    So no day has two 主挂钩, or the same 协助 twice, and no day that had one is left without.
    """
    cuts = []
    for pairing in loser:
        rivals = [row for row in winner if _are_rivals(row, pairing)]
        met = [row for row in rivals if overlaps(row.start, row.end, pairing.start, pairing.end)]
        if met:
            spans: list[Span] = [(pairing.start, pairing.end)]
            for row in met:
                spans = [rest for span in spans for rest in _without(span, (row.start, row.end))]
            cuts.append(Cut(pairing, met[0], tuple(spans)))
    return cuts


def main_leaders_clash(keep: Iterable[PairingRow], drop: Iterable[PairingRow]) -> bool:
    """Whether two different leaders answer for the firm on one day."""
    others = [row for row in drop if row.role is PairingRole.MAIN]
    return any(
        one.leader_id != other.leader_id and overlaps(one.start, one.end, other.start, other.end)
        for one in keep
        if one.role is PairingRole.MAIN
        for other in others
    )


def _side(key: str, keep: EnterpriseDetail, drop: EnterpriseDetail, fuller: Side) -> Side:
    if key in ("name", "state"):
        return Side.KEEP
    if key == "credit_code" and keep.credit_code and drop.credit_code:
        is_right = credit_code.examine(keep.credit_code).accepted
        return Side.KEEP if is_right or not credit_code.examine(drop.credit_code).accepted else Side.DROP
    return fuller


def _fact(key: str, keep: object, drop: object, side: Side) -> Fact:
    is_open = _is_known(keep) and _is_known(drop) and keep != drop
    if not is_open:
        side = Side.KEEP if _is_known(keep) else Side.DROP
    return Fact(key, keep, drop, side, is_open)


def _year(key: str, keep: YearlyRow | None, drop: YearlyRow | None, side: Side) -> Fact:
    if keep is None or drop is None:
        return Fact(key, keep, drop, Side.KEEP if keep else Side.DROP, is_open=False)
    values = [(getattr(keep, name), getattr(drop, name)) for name in YEARLY]
    is_open = any(_is_known(one) and _is_known(other) and one != other for one, other in values)
    return Fact(key, keep, drop, side if is_open else Side.KEEP, is_open)


def _is_known(value: object) -> bool:
    return value not in (None, "")


def _is_same_person(one: ContactRow, other: ContactRow) -> bool:
    same_name = normalise_name(one.name) == normalise_name(other.name)
    return same_name and (not one.mobile or not other.mobile or one.mobile == other.mobile)


def _are_rivals(one: PairingRow, other: PairingRow) -> bool:
    return one.role is other.role and (one.role is PairingRole.MAIN or one.leader_id == other.leader_id)


def _without(span: Span, taken: Span) -> list[Span]:
    """What is left of a span of days when those of another one are taken out."""
    start, end = span
    if not overlaps(start, end, *taken):
        return [span]
    rest: list[Span] = []
    if start < taken[0]:
        rest.append((start, taken[0] - timedelta(days=1)))
    if taken[1] is not None and (end is None or taken[1] < end):
        rest.append((taken[1] + timedelta(days=1), end))
    return rest


def _leader_names(pairings: Iterable[PairingRow]) -> str:
    main = sorted((row for row in pairings if row.role is PairingRole.MAIN), key=lambda row: row.start)
    return "、".join(dict.fromkeys(row.leader_name for row in main))
