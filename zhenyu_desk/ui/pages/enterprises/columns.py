"""The columns of the register and of a firm's pairings."""

from __future__ import annotations

from zhenyu_desk.domain.completeness import share_known, words_for
from zhenyu_desk.domain.rows import EnterpriseRow, PairingRow
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.models.table_model import Column
from zhenyu_desk.ui.tokens import Token

_BARS = 5
_LARGE = 125  # from this text size on, half a window of 1366 pixels has no room for every column


def is_large() -> bool:
    """Whether the text is so large that tables must do with fewer columns."""
    return theme.px(100) >= _LARGE


def register_columns() -> list[Column[EnterpriseRow]]:
    """Firm, chain, leader, last visit, open difficulties, completeness."""
    chain = Column[EnterpriseRow](_("Industrial chain"), lambda row: row.chain or NO_VALUE, 84)
    last = Column[EnterpriseRow](_("Last visit"), _last_visit, 98, tone=lambda _row: Token.SECONDARY)
    marks = 68 if is_large() else 144
    return [
        Column(_("Enterprise"), lambda row: row.name, 200, tip=_about, stretch=True),
        *([] if is_large() else [chain]),
        Column(_("Leader"), lambda row: row.leader_name or NO_VALUE, 80),
        *([] if is_large() else [last]),
        Column(_("Open cases"), lambda row: str(row.open_difficulties or NO_VALUE), 66, align_right=True),
        Column(_("Completeness"), _share if is_large() else completeness_of, marks, tip=_missing),
    ]


def pairing_columns() -> list[Column[PairingRow]]:
    """Leader, role, span, frequency, reason."""
    frequency = Column[PairingRow](_("Every"), lambda row: _every(row), 62)
    reason = Column[PairingRow](_("Reason"), lambda row: row.reason or NO_VALUE, 96, tip=lambda row: row.reason)
    return [
        Column(_("Leader"), lambda row: row.leader_name, 84, stretch=True, tip=lambda row: row.leader_post),
        Column(_("Role"), lambda row: row.role.label, 70),
        Column(_("From"), lambda row: row.start.isoformat(), 98, tip=lambda row: row.reason),
        Column(_("To"), lambda row: row.end.isoformat() if row.end else _("open end"), 98),
        *([] if is_large() else [frequency, reason]),
    ]


def completeness_bar(missing: tuple[str, ...]) -> str:
    """«■■■■□ 83%»."""
    share = share_known(missing)
    full = round(share * _BARS / 100)
    return f"{'■' * full}{'□' * (_BARS - full)} {share}%"


def completeness_of(row: EnterpriseRow) -> str:
    """How complete a line of the register is."""
    return completeness_bar(row.missing)


def _share(row: EnterpriseRow) -> str:
    return f"{share_known(row.missing)}%"


def _every(row: PairingRow) -> str:
    return _("{n} days").format(n=row.frequency_days) if row.frequency_days else NO_VALUE


def _last_visit(row: EnterpriseRow) -> str:
    return f"{row.last_visit_on:%Y-%m-%d}" if row.last_visit_on else _("never")


def _missing(row: EnterpriseRow) -> str:
    return _("Missing: {facts}").format(facts="、".join(words_for(row.missing))) if row.missing else ""


def _about(row: EnterpriseRow) -> str:
    return "\n".join(part for part in (row.name, row.credit_code, row.chain) if part)
