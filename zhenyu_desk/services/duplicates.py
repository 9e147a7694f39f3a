"""Entries of the register that may be one firm: for a person to look at, never merged by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from zhenyu_desk.domain.credit_code import LENGTH, examine
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.near_names import near_pairs
from zhenyu_desk.domain.rows import EnterpriseRow
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.merging import FirmNames, firm_names
from zhenyu_desk.store.queries.register import enterprise_page

MOST_PAIRS = 200
_SUBJECT = slice(8, 17)  # GB 32100-2015: the organisation within the credit code
_AT_A_TIME = 500


class Likeness(StrEnum):
    """Why two entries may be one firm, the strongest reason first."""

    NAME = "name"
    CODE = "code"
    NEAR = "near"

    @property
    def label(self) -> str:
        """The reason in the language of the screen."""
        return _(_REASONS[self])


_REASONS = {
    Likeness.NAME: N_("Same name or former name"),
    Likeness.CODE: N_("Same organisation code"),
    Likeness.NEAR: N_("Names nearly the same"),
}


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two entries and why they may be one firm."""

    one: EnterpriseRow
    other: EnterpriseRow
    why: Likeness


def find_duplicates(context: AppContext) -> list[DuplicatePair]:
    """Pairs of entries that may be one firm, at most 200, the likeliest first.

    Two whole and right credit codes that differ are two firms, whatever their names.
    """
    firms = context.read(firm_names)
    found: dict[tuple[int, int], Likeness] = {}
    for why, pairs in (
        (Likeness.NAME, _sharing((normalise_name(name) for name in firm.names) for firm in firms)),
        (Likeness.CODE, _sharing(_codes(firm) for firm in firms)),
        (Likeness.NEAR, near_pairs([firm.names[0] for firm in firms])),
    ):
        for one, other in pairs:
            if not _are_two(firms[one], firms[other]):
                found.setdefault((one, other), why)
    chosen = list(found.items())[:MOST_PAIRS]
    rows = _rows(context, {firms[place].id for pair, _why in chosen for place in pair})
    return [DuplicatePair(rows[firms[one].id], rows[firms[other].id], why) for (one, other), why in chosen]


def _sharing(keys_of: Iterable[Iterable[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of places that share a key."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, keys in enumerate(keys_of):
        for key in dict.fromkeys(keys):
            holders[key].append(place)
    for places in holders.values():
        yield from combinations(places, 2)


def _codes(firm: FirmNames) -> Iterator[str]:
    if len(firm.credit_code) == LENGTH:
        yield firm.credit_code[_SUBJECT]
    if firm.registration_no:
        yield firm.registration_no


def _are_two(one: FirmNames, other: FirmNames) -> bool:
    codes = (one.credit_code, other.credit_code)
    return all(codes) and all(examine(code).accepted for code in codes)


def _rows(context: AppContext, ids: set[int]) -> dict[int, EnterpriseRow]:
    ordered: Sequence[int] = sorted(ids)
    rows: dict[int, EnterpriseRow] = {}
    for start in range(0, len(ordered), _AT_A_TIME):
        page = context.read(enterprise_page, context.today(), ids=ordered[start : start + _AT_A_TIME])
        rows.update((row.id, row) for row in page)
    return rows
