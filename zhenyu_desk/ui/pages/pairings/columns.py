"""The columns of leaders, of their firms, and of the firms without a leader."""

from __future__ import annotations

from zhenyu_desk.domain.rows import EnterpriseRow
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.ui.models.table_model import Column
from zhenyu_desk.ui.pages.pairings.board import LeaderLine, PairedFirm
from zhenyu_desk.ui.tokens import Token


def leader_columns() -> list[Column[LeaderLine]]:
    """Rank, name, post, firms, due."""
    return [
        Column(
            _("Rank"),
            lambda line: str(line.leader.rank),
            52,
            align_right=True,
            tone=lambda _l: Token.SECONDARY,
        ),
        Column(_("Leader"), lambda line: line.leader.name, 84, strong=True),
        Column(_("Post"), lambda line: line.leader.post, 110, stretch=True),
        Column(_("Firms"), lambda line: str(line.paired or NO_VALUE), 60, align_right=True),
        Column(_("Visits due"), lambda line: str(line.due or NO_VALUE), 78, align_right=True, tone=_due_tone),
    ]


def firm_columns() -> list[Column[PairedFirm]]:
    """Firm, role, span, frequency, last visit, due."""
    return [
        Column(_("Enterprise"), lambda f: f.pairing.enterprise_name, 220, stretch=True, tone=_past_tone),
        Column(_("Role"), lambda f: f.pairing.role.label, 76, tone=_past_tone),
        Column(_("From"), lambda f: f.pairing.start.isoformat(), 104, tone=_past_tone),
        Column(_("To"), _end, 104, tone=_past_tone),
        Column(_("Every (days)"), lambda f: str(f.pairing.frequency_days or NO_VALUE), 96, align_right=True),
        Column(_("Last visit"), lambda f: f.last_visit_on.isoformat() if f.last_visit_on else _("never"), 104),
        Column(_("Visit"), _due_words, 92, strong=True, tone=_visit_tone),
    ]


def without_columns() -> list[Column[EnterpriseRow]]:
    """Firm, chain, last visit, open difficulties."""
    return [
        Column(_("Enterprise"), lambda row: row.name, 260, stretch=True),
        Column(_("Industrial chain"), lambda row: row.chain or NO_VALUE, 110),
        Column(
            _("Last visit"),
            lambda row: row.last_visit_on.isoformat() if row.last_visit_on else _("never"),
            104,
        ),
        Column(_("Open"), lambda row: str(row.open_difficulties or NO_VALUE), 70, align_right=True),
    ]


def _end(firm: PairedFirm) -> str:
    return firm.pairing.end.isoformat() if firm.pairing.end else NO_VALUE


def _due_words(firm: PairedFirm) -> str:
    if not firm.is_now:
        return _("over") if firm.pairing.end else _("to come")
    if firm.pairing.frequency_days is None:
        return NO_VALUE
    return "▲ " + _("due") if firm.is_due else "■ " + _("in time")


def _visit_tone(firm: PairedFirm) -> Token:
    if not firm.is_now or firm.pairing.frequency_days is None:
        return Token.SECONDARY
    return Token.AMBER if firm.is_due else Token.GREEN


def _past_tone(firm: PairedFirm) -> Token | None:
    return None if firm.is_now else Token.SECONDARY


def _due_tone(line: LeaderLine) -> Token | None:
    return Token.AMBER if line.due else Token.SECONDARY
