"""The light of a deadline in words and colour; lists and labels show both, with its shape."""

from __future__ import annotations

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import Light, State
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.ui.tokens import Token

LIGHT_TONES = {Light.GREEN: Token.GREEN, Light.AMBER: Token.AMBER, Light.RED: Token.RED}


def light_text(row: DifficultyRow) -> str:
    """Shape and word of a case's deadline: «● 逾期 2 天», «▲ 今天到期», «■ 剩 6 天», «◆ 待回访», «○ 挂账»."""
    if row.state is State.RESOLVED:
        return f"◆ {row.state.label}"
    if row.state is State.PARKED:
        return f"○ {row.state.label}"
    if not row.state.is_open:
        return f"{row.light.shape} {row.state.label}" if row.light else row.state.label
    if row.is_stopped:
        return "‖ " + _("Clock stopped")
    if row.light is None or row.days_left is None:
        return f"◇ {row.state.label}"
    return f"{row.light.shape} {_days_text(row.days_left)}"


def light_tone(row: DifficultyRow) -> Token:
    """The colour that goes with `light_text`."""
    if row.state is State.RESOLVED:
        return Token.PRIMARY
    if row.light is None or row.is_stopped or row.state is State.PARKED:
        return Token.SECONDARY
    return LIGHT_TONES[row.light]


def _days_text(days_left: int) -> str:
    if days_left < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -days_left).format(n=-days_left)
    if days_left == 0:
        return _("Due today")
    return ngettext("{n} workday left", "{n} workdays left", days_left).format(n=days_left)
