"""What the ledger knows for a difficulty being taken down: who answers for the firm, like cases, unit and deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.similar import SimilarCase, UsualHandling
from zhenyu_desk.domain.terms import InUse, Level
from zhenyu_desk.i18n import _, format_date, ngettext
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import propose_deadline
from zhenyu_desk.services.similar import similar_cases, usual_handling
from zhenyu_desk.store.queries.register import enterprise_detail


@dataclass(frozen=True, slots=True)
class FirmAdvice:
    """The leader paired with a firm and its first contact, as «name（post）»."""

    leader_id: int | None
    contact: str


@dataclass(frozen=True, slots=True)
class CaseAdvice:
    """Like cases and how they are usually handled."""

    similar: list[SimilarCase]
    usual: UsualHandling


def read_firm_advice(context: AppContext, enterprise_id: int, on: date) -> FirmAdvice:
    """Who answers for a firm on a day, and whom one talks to there."""
    firm = context.read(enterprise_detail, enterprise_id)
    pairing = main_pairing(firm.pairings, on)
    known = [contact for contact in firm.contacts if contact.in_use is InUse.ACTIVE]
    first = next((contact for contact in known if contact.is_primary), known[0] if known else None)
    words = "" if first is None else f"{first.name}（{first.post}）" if first.post else first.name
    return FirmAdvice(pairing.leader_id if pairing else None, words)


def read_case_advice(context: AppContext, category_id: int, text: str) -> CaseAdvice:
    """What past cases of a category say to a text."""
    return CaseAdvice(similar_cases(context, category_id, text), usual_handling(context, category_id, text))


def deadline_words(context: AppContext, category_id: int, level: Level, on: date) -> str:
    """The deadline that the rules give to a difficulty assigned on a day, in words."""
    days, deadline, is_provisional = propose_deadline(context, category_id, level, on)
    words = ngettext("{n} working day", "{n} working days", days).format(n=days)
    words = _("Time limit {days}, until {day}").format(days=words, day=format_date(deadline))
    return words + _(" (provisional)") if is_provisional else words
