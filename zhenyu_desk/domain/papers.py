"""What the office's papers are made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.paper_kinds import CasePaperKind
from zhenyu_desk.domain.phones import mask_phone, mask_phones_in
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow, EnterpriseDetail, LeaderRow, VisitRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _

_MOST_NAMED = 5
_ONLY_IN_HAND = frozenset({CasePaperKind.SUPERVISION, CasePaperKind.EXTENSION})
_FOR_A_UNIT = _ONLY_IN_HAND | {CasePaperKind.ASSIGNMENT}


@dataclass(frozen=True, slots=True)
class PaperFrame:
    """What every paper carries: whose it is, the day, and whether phone numbers are printed in full."""

    settings: OfficeSettings
    day: date
    shows_phones: bool = False

    @property
    def issuer(self) -> str:
        """Who signs."""
        return self.settings.office

    @property
    def phone(self) -> Callable[[str], str]:
        """How a phone number is printed."""
        return str if self.shows_phones else mask_phone

    @property
    def text(self) -> Callable[[str], str]:
        """How a free text is printed: with the mobile numbers in it masked, unless asked for."""
        return str if self.shows_phones else mask_phones_in


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A difficulty on paper, with its firm."""

    case: DifficultyDetail
    firm: EnterpriseDetail


@dataclass(frozen=True, slots=True)
class FirmPaper:
    """A firm on paper: all its visits and difficulties, the newest first, as far as the paper shows them."""

    firm: EnterpriseDetail
    visits: tuple[VisitRow, ...]
    cases: tuple[DifficultyRow, ...]


@dataclass(frozen=True, slots=True)
class HandOverPaper:
    """What a leader hands over, each firm with its open business; `successor` takes them over, "" if not known."""

    leader: LeaderRow
    firms: tuple[FirmPaper, ...]
    successor: str = ""


@dataclass(frozen=True, slots=True)
class VisitForm:
    """An empty form to write a visit into by hand, with its number and firm filled in."""

    number: str
    firm: EnterpriseDetail
    leader: str


class Obstacle(Enum):
    """Why there is no such paper of a difficulty."""

    NOT_IN_HAND = auto()
    NO_UNIT = auto()


def obstacle(kind: CasePaperKind, row: DifficultyRow) -> Obstacle | None:
    """What keeps this paper from being true: 交办单, 督办单 and 延期审批单 speak to the unit in charge, and the latter
    two of work that still goes on.
    """
    if kind in _ONLY_IN_HAND and not row.state.is_open:
        return Obstacle.NOT_IN_HAND
    if kind in _FOR_A_UNIT and not row.lead_unit:
        return Obstacle.NO_UNIT
    return None


def check_cases(kind: CasePaperKind, rows: Sequence[DifficultyRow]) -> None:
    """Refuse a paper that would state what is not so; RuleBroken names the difficulties."""
    idle = [row for row in rows if obstacle(kind, row) is Obstacle.NOT_IN_HAND]
    nobodys = [row for row in rows if obstacle(kind, row) is Obstacle.NO_UNIT]
    if idle:
        sentence = _("{cases}: not in hand, so there is no {paper} to print; choose difficulties in hand.")
        named = [f"{row.number}（{row.state.label}）" for row in idle]
    elif nobodys:
        sentence = _(
            "{cases}: no unit is in charge, so there is no {paper} to print; assign them first, or choose others."
        )
        named = [row.number for row in nobodys]
    else:
        return
    raise RuleBroken(sentence.format(cases=_listed(named), paper=kind.label))


def _listed(named: Sequence[str]) -> str:
    first = "、".join(named[:_MOST_NAMED])
    if len(named) <= _MOST_NAMED:
        return first
    return _("{first} and others, {count} in all").format(first=first, count=len(named))
