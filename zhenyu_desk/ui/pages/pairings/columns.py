"""The columns of leaders, of their firms, of what is due, and of firms without a leader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from zhenyu_desk.domain.rows import EnterpriseRow, PairingRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.models.table_model import Column
from zhenyu_desk.ui.pages.pairings.board import LeaderLine, PairedFirm
from zhenyu_desk.ui.tokens import Token

VISITED, NOT_VISITED = "●", "○"
_QUARTERS = ((1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12))
_LARGE = 125  # from this text size on, a window of 1366 pixels has no room for what a tip can say
Months = Mapping[int, Sequence[str]]
"""Who visited in each month."""


def is_large() -> bool:
    """Whether the text is so large that tables must do with fewer columns."""
    return theme.px(100) >= _LARGE


def leader_columns() -> list[Column[LeaderLine]]:
    """Rank, leader, post, firms, due."""
    rank = Column[LeaderLine](
        _("Rank"), lambda line: str(line.leader.rank), 54, align_right=True, tone=lambda _line: Token.SECONDARY
    )
    name = Column[LeaderLine](
        _("Leader"), lambda line: line.leader.name, 80, strong=True, stretch=is_large(), tip=_post_words
    )
    post = Column[LeaderLine](_("Post"), lambda line: line.leader.post, 96, stretch=True, tip=_post_words)
    firms = Column[LeaderLine](_("Firms"), lambda line: str(line.paired or NO_VALUE), 64, align_right=True)
    due = Column[LeaderLine](_("Due"), lambda line: str(line.due or NO_VALUE), 52, align_right=True, tone=_due_tone)
    return [name, due] if is_large() else [rank, name, post, firms, due]


def firm_columns(months_of: Callable[[PairedFirm], Months], today: Callable[[], date]) -> list[Column[PairedFirm]]:
    """Firm, since when, how often, the months of the year with a visit, last visit, next due."""

    def dots(firm: PairedFirm) -> str:
        return month_dots(months_of(firm), today().month)

    def who(firm: PairedFirm) -> str:
        return "\n".join(
            _("Month {month}: {leaders}").format(month=month, leaders="、".join(dict.fromkeys(names)))
            for month, names in months_of(firm).items()
        )

    year = Column[PairedFirm](
        _("Visits of {year} by month").format(year=today().year),
        dots,
        196,
        sort_key=lambda f: len(months_of(f)),
        tip=who,
    )
    return [
        Column(_("Enterprise"), firm_words, 150, stretch=True, tone=past_tone, tip=_since_words),
        Column(_("Since"), lambda f: f.pairing.start.isoformat(), 98, tone=past_tone, tip=_since_words),
        Column(_("Every"), every_words, 68, tone=past_tone),
        *([] if is_large() else [year]),
        Column(_("Last visit"), last_words, 98, tone=past_tone, tip=who),
        Column(_("Next due"), due_words, 122, sort_key=lambda f: f.due_on, strong=True, tone=visit_tone, tip=_due_tip),
    ]


def due_columns() -> list[Column[PairedFirm]]:
    """Leader, firm, how often, last visit, days over."""
    return [
        Column(_("Leader"), lambda f: f.pairing.leader_name, 84, strong=True, tip=lambda f: f.pairing.leader_post),
        Column(_("Enterprise"), firm_words, 200, stretch=True, tip=_since_words),
        Column(_("Every"), every_words, 68),
        Column(_("Last visit"), last_words, 98),
        Column(_("Next due"), due_words, 122, sort_key=lambda f: f.due_on, strong=True, tone=visit_tone, tip=_due_tip),
    ]


def day_columns() -> list[Column[PairingRow]]:
    """Leader, firm, role, span, reason."""
    return [
        Column(_("Leader"), lambda row: row.leader_name, 84, strong=True, tip=lambda row: row.leader_post),
        Column(_("Enterprise"), lambda row: row.enterprise_name, 200, stretch=True),
        Column(_("Role"), lambda row: row.role.label, 76),
        Column(_("From"), lambda row: row.start.isoformat(), 98),
        Column(_("To"), lambda row: row.end.isoformat() if row.end else _("open end"), 98),
    ]


def without_columns() -> list[Column[EnterpriseRow]]:
    """Firm, chain, last visit, open difficulties."""
    return [
        Column(_("Enterprise"), lambda row: row.name, 240, stretch=True),
        Column(_("Industrial chain"), lambda row: row.chain or NO_VALUE, 100),
        Column(_("Last visit"), lambda row: row.last_visit_on.isoformat() if row.last_visit_on else _("never"), 98),
        Column(_("Open cases"), lambda row: str(row.open_difficulties or NO_VALUE), 70, align_right=True),
    ]


def month_dots(months: Months, last: int) -> str:
    """«●○○ ●●»: the months of a year up to `last`, those with a visit filled, by quarters."""
    quarters = (
        "".join(VISITED if month in months else NOT_VISITED for month in quarter if month <= last)
        for quarter in _QUARTERS
    )
    return " ".join(part for part in quarters if part)


def firm_words(firm: PairedFirm) -> str:
    """The firm, with the role where it is not the main one."""
    pairing = firm.pairing
    if pairing.role is PairingRole.MAIN:
        return pairing.enterprise_name
    return f"{pairing.enterprise_name} · {pairing.role.label}"


def every_words(firm: PairedFirm) -> str:
    """«30 天»."""
    days = firm.pairing.frequency_days
    return _("{n} days").format(n=days) if days else NO_VALUE


def last_words(firm: PairedFirm) -> str:
    """The day of the last visit."""
    return firm.last_visit_on.isoformat() if firm.last_visit_on else _("never")


def due_words(firm: PairedFirm) -> str:
    """How the visit stands, never by colour alone."""
    if not firm.is_now:
        return _("ended {day}").format(day=firm.pairing.end) if firm.is_over else _("to come")
    if firm.days_over is None:
        return NO_VALUE
    if firm.last_visit_on is None:
        return "● " + _("never visited")
    if firm.days_over > 0:
        return "● " + _("{n} days over").format(n=firm.days_over)
    if firm.days_over == 0:
        return "▲ " + _("due today")
    mark = "▲" if firm.is_soon else "■"
    return f"{mark} " + _("in {n} days").format(n=-firm.days_over)


def visit_tone(firm: PairedFirm) -> Token:
    """Red is late, amber soon, green in time."""
    if firm.days_over is None:
        return Token.SECONDARY
    return Token.RED if firm.is_due else Token.AMBER if firm.is_soon else Token.GREEN


def past_tone(firm: PairedFirm) -> Token | None:
    """What is over or to come steps back."""
    return None if firm.is_now else Token.SECONDARY


def _since_words(firm: PairedFirm) -> str:
    row = firm.pairing
    until = row.end.isoformat() if row.end else _("open end")
    lines = (f"{row.role.label} · {row.leader_name}", f"{row.start.isoformat()} – {until}", row.reason)
    return "\n".join(line for line in lines if line)


def _post_words(line: LeaderLine) -> str:
    return _("{post}: {count} firms").format(post=line.leader.post, count=line.paired)


def _due_tip(firm: PairedFirm) -> str:
    return _("Visit by {day}").format(day=firm.due_on) if firm.due_on else ""


def _due_tone(line: LeaderLine) -> Token | None:
    return Token.RED if line.due else Token.SECONDARY
