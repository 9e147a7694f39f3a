"""What the office's papers are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.phones import mask_phone, mask_phones_in
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow, EnterpriseDetail, LeaderRow, VisitRow


@dataclass(frozen=True, slots=True)
class PaperFrame:
    """What every paper carries: whose it is, the day, and whether phone numbers are printed in full."""

    settings: OfficeSettings
    day: date
    shows_phones: bool = False

    @property
    def issuer(self) -> str:
        """Who signs."""
        return self.settings.issuer or f"{self.settings.town}企业服务办公室"

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
    """What a leader hands over: the firms paired with him, each with its open business."""

    leader: LeaderRow
    firms: tuple[FirmPaper, ...]


@dataclass(frozen=True, slots=True)
class VisitForm:
    """An empty form to write a visit into by hand, with its number and firm filled in."""

    number: str
    firm: EnterpriseDetail
    leader: str
