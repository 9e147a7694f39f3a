"""Which role may use which verb.

The roles form a ladder: 只读 reads, prints and exports with masked telephones; 录入 also types in firms, visits and
difficulties; 办理 also takes the steps of difficulties, issues reports and sees telephones whole; 管理 does all.
A verb that stands in no list needs 管理.

Whoever types a difficulty in writes down what the visit sheet says, and with it the unit it was handed to or the
answer given on the spot: such first steps belong to the registration and need 录入. Each later step needs 办理.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhenyu_desk.domain.terms import Action, Role

SEE_PHONES = "see_phones"
"""The verb of whoever looks at a telephone number whole, on the screen, on paper or in a file; it writes nothing."""

_LADDER = (Role.READING, Role.ENTRY, Role.HANDLING, Role.MANAGING)

_READING = frozenset(
    {
        "own_password", "remind", "save_filter", "remove_filter", "keep_draft", "drop_draft", "copy_attachment",
        "print_paper", "save_paper", "print_report", "export_report", "export_figures", "export_annex", "export_cases",
        "export_workbook", "export_hand_over",
    }
)  # fmt: skip
_ENTRY = frozenset(
    {
        "add_enterprise", "update_enterprise", "save_contact", "retire_contact", "save_yearly", "remove_yearly",
        "register_visit", "register_visits", "update_visit", "remove_visit",
        "register_difficulty", "update_difficulty", "remove_difficulty", "register",
        "save_attachments", "tidy_attachments", "print_visit_forms", "restore",
    }
)  # fmt: skip
_HANDLING = frozenset({"mark_typical", "save_report_text", "issue_report", "back_up_elsewhere", SEE_PHONES}) | {
    action.value.lower() for action in Action if action is not Action.REGISTER
}
_NEEDED = (
    dict.fromkeys(_READING, Role.READING) | dict.fromkeys(_ENTRY, Role.ENTRY) | dict.fromkeys(_HANDLING, Role.HANDLING)
)


def needed_role(verb: str) -> Role:
    """The lowest role that may use a verb."""
    return _NEEDED.get(verb, Role.MANAGING)


def neediest(verbs: Iterable[str]) -> str:
    """The verb among these that needs the highest role; "" of none."""
    return max(verbs, key=lambda verb: _LADDER.index(needed_role(verb)), default="")


def covers(role: Role, needed: Role) -> bool:
    """Whether a role may do what another one is needed for."""
    return _LADDER.index(role) >= _LADDER.index(needed)
