"""Who sees telephone numbers whole: 办理 and above, and everybody while no officials are listed."""

from __future__ import annotations

from zhenyu_desk.domain.rights import SEE_PHONES, covers, needed_role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.register import mobile_of


def whole_phone(context: AppContext, contact_id: int) -> str:
    """The number of a contact to be shown whole; RuleBroken for somebody whose role sees it masked only."""
    require_whole_phones(context)
    return context.read(mobile_of, contact_id)


def sees_whole_phones(context: AppContext) -> bool:
    """Whether the role of the official at work sees telephone numbers whole."""
    role = context.role()
    return role is not None and covers(role, needed_role(SEE_PHONES))


def require_whole_phones(context: AppContext) -> None:
    """RuleBroken for somebody whose role sees telephones masked only, wherever they are shown or written."""
    role, needed = context.role(), needed_role(SEE_PHONES)
    if role is not None and not covers(role, needed):
        raise RuleBroken(
            _(
                "Whole telephone numbers need the role {needed}; {name} has {role}. "
                "Leave them masked, or ask one who manages the ledger."
            ).format(needed=needed.label, name=context.actor, role=role.label)
        )
    context.require(needed)
