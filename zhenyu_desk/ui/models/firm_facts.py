"""The facts of a firm in words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from zhenyu_desk.domain.completeness import IMPORTANT_FACTS, missing_facts
from zhenyu_desk.domain.merging import MAIN_LEADER
from zhenyu_desk.domain.pairings import main_pairing
from zhenyu_desk.domain.rows import EnterpriseDetail, LabelRow, YearlyRow
from zhenyu_desk.domain.terms import InUse, Term
from zhenyu_desk.i18n import N_, NO_VALUE, _, format_date, format_number

_NAMES = {
    **IMPORTANT_FACTS,
    "name": N_("Name"),
    "short_name": N_("Short name"),
    "registration_no": N_("Registration number"),
    "state": N_("State"),
    "land_mu": N_("Land (mu)"),
    "lease_end": N_("Lease end"),
    MAIN_LEADER: N_("Main leader on shared days"),
}


def fact_name(key: str) -> str:
    """What a fact is called on the screen."""
    if key.startswith("yearly_"):
        return _("Figures of {year}").format(year=key.removeprefix("yearly_"))
    return _(_NAMES[key])


def fact_text(value: object) -> str:
    """A fact as people write it; — for what is not known."""
    if value in (None, ""):
        return NO_VALUE
    if isinstance(value, Term):
        return value.label
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    return yearly_words(value) if isinstance(value, YearlyRow) else str(value)


def missing_of(firm: EnterpriseDetail, today: date) -> tuple[str, ...]:
    """The important facts that nobody has filled in, as the register counts them."""
    values = {key: getattr(firm, key, None) for key in IMPORTANT_FACTS}
    contact = next((row.name for row in firm.contacts if row.in_use is InUse.ACTIVE), None)
    return missing_facts({**values, "contact": contact, "leader": main_pairing(firm.pairings, today)})


def labels_by_year(labels: tuple[LabelRow, ...]) -> list[tuple[str, str]]:
    """The year and its labels, the latest first; those without a year last."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in labels:
        found[row.year or 0].append(row.name)
    years = sorted(found, reverse=True)
    return [
        (_("Year {year}").format(year=year) if year else _("Without a year"), "、".join(found[year])) for year in years
    ]


def firm_facts(firm: EnterpriseDetail) -> list[tuple[str, str]]:
    """Label and value; what is not known shows as —, so that the gap is seen."""
    land = " · ".join(
        part
        for part in (
            firm.land_tenure.label if firm.land_tenure else "",
            _("{mu} mu").format(mu=format_number(firm.land_mu)) if firm.land_mu is not None else "",
            _("lease until {day}").format(day=format_date(firm.lease_end)) if firm.lease_end else "",
        )
        if part
    )
    facts = [
        (_("Credit code"), firm.credit_code),
        (_("Short name"), firm.short_name),
        (_("Former names"), "、".join(firm.former_names)),
        (_("Village, community or park"), firm.area),
        (_("Address"), firm.address),
        (_("Industry"), firm.industry),
        (_("Industrial chain"), firm.chain),
        (_("Ownership"), firm.ownership.label if firm.ownership else ""),
        (_("State"), firm.state.label),
        (_("Employees"), format_number(firm.employees) if firm.employees is not None else ""),
        (_("Founded"), format_date(firm.founded) if firm.founded else ""),
        (_("Main products"), firm.products),
        (_("Land"), land),
    ]
    rest = [
        (_("Registration number"), firm.registration_no),
        (_("Reason to keep this code all the same"), firm.code_reason),
        (_("Remark"), firm.remark),
    ]
    return [(name, value or NO_VALUE) for name, value in facts] + [(n, v) for n, v in rest if v]


def yearly_words(row: YearlyRow) -> str:
    """«产值 18,600 万元 · 税收 900 万元»; — for a year without figures."""
    parts = (
        (_("output {value} (10,000 yuan)"), row.output),
        (_("tax {value} (10,000 yuan)"), row.tax),
        (_("power {value} (10,000 kWh)"), row.power),
        (_("research {value} (10,000 yuan)"), row.research),
    )
    words = [words.format(value=format_number(value)) for words, value in parts if value is not None]
    return " · ".join([*words, *([row.source] if row.source else [])]) or NO_VALUE
