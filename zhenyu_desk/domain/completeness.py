"""How complete a firm's card is: which of the important facts are known."""

from __future__ import annotations

from collections.abc import Mapping

from zhenyu_desk.i18n import N_, _

# What the office needs before a visit; each counts the same.
IMPORTANT_FACTS: dict[str, str] = {
    "credit_code": N_("Credit code"),
    "area": N_("Village, community or park"),
    "address": N_("Address"),
    "industry": N_("Industry"),
    "chain": N_("Industrial chain"),
    "ownership": N_("Ownership"),
    "employees": N_("Employees"),
    "founded": N_("Founded"),
    "products": N_("Main products"),
    "land_tenure": N_("Land"),
    "contact": N_("Contact"),
    "leader": N_("Main leader"),
}


def missing_facts(values: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the important facts that are empty; a number of 0 is known."""
    return tuple(key for key in IMPORTANT_FACTS if values.get(key) in (None, ""))


def share_known(missing: tuple[str, ...]) -> int:
    """The share of important facts that are known, in whole percent."""
    return round(100 * (len(IMPORTANT_FACTS) - len(missing)) / len(IMPORTANT_FACTS))


def words_for(missing: tuple[str, ...]) -> list[str]:
    """The missing facts in the language of the screen."""
    return [_(IMPORTANT_FACTS[key]) for key in missing]
