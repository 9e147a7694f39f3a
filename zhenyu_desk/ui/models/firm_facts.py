"""The facts of a firm in words."""

from __future__ import annotations

from zhenyu_desk.domain.rows import EnterpriseDetail, YearlyRow
from zhenyu_desk.i18n import NO_VALUE, _, format_date, format_number


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
        *((_("Figures of {year}").format(year=row.year), _yearly(row)) for row in firm.yearly),
    ]
    rest = [
        (_("Registration number"), firm.registration_no),
        (_("Reason to keep this code all the same"), firm.code_reason),
        (_("Remark"), firm.remark),
    ]
    return [(name, value or NO_VALUE) for name, value in facts] + [(n, v) for n, v in rest if v]


def _yearly(row: YearlyRow) -> str:
    parts = (
        (_("output {value} (10,000 yuan)"), row.output),
        (_("tax {value} (10,000 yuan)"), row.tax),
        (_("power {value} (10,000 kWh)"), row.power),
        (_("research {value} (10,000 yuan)"), row.research),
    )
    words = [words.format(value=format_number(value)) for words, value in parts if value is not None]
    return " · ".join([*words, *([row.source] if row.source else [])])
