"""Check a ledger from end to end: the file, its links, the audit chain, and cases against their steps."""

from __future__ import annotations

from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries import health


def check_ledger(context: AppContext) -> list[str]:
    """One sentence for each thing that is wrong; empty when all is well."""
    with context.ledger.read() as session:
        found = [
            _("The ledger file is damaged: {detail}.").format(detail=line) for line in health.damaged_pages(session)
        ]
        found += [
            _("Record {row} of {table} points to a record that does not exist.").format(row=row, table=table)
            for table, row in health.broken_links(session)
        ]
        broken = health.audit_break(session)
        if broken is not None:
            found.append(_("The audit log was tampered with at entry {seq}.").format(seq=broken))
        found += [
            _("{number}: what the list shows does not agree with its handling log.").format(number=number)
            for number in health.cases_off_their_steps(session)
        ]
    return found
