"""Check a ledger from end to end: the file, its links, the audit chain, cases against their steps, attachments."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.services.attachments import left_over_files
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.attachments import FOLDER, Flaw, flaw_of
from zhenyu_desk.store.queries import health

MOST_FILES_NAMED = 20


def check_ledger(context: AppContext) -> list[str]:
    """One sentence for each thing that is wrong; empty when all is well."""
    with context.ledger.read_afresh() as session:
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
        attached = health.attached(session)
    return found + _flawed_attachments(context, attached) + _left_over(context)


def _flawed_attachments(context: AppContext, attached: Sequence[tuple[str, str, str]]) -> list[str]:
    """Attachments whose file is gone or was changed; a file that several records share is read once."""
    folder = context.ledger.folder / FOLDER
    flaws = {(sha256, name): flaw_of(folder, sha256, name) for _record, sha256, name in attached}
    wrong = [
        _flaw_sentence(flaw).format(record=record, name=name)
        for record, sha256, name in attached
        if (flaw := flaws[sha256, name]) is not None
    ]
    more = len(wrong) - MOST_FILES_NAMED
    if more > 0:
        wrong[MOST_FILES_NAMED:] = [
            ngettext(
                "{n} more attachment is missing or was altered.",
                "{n} more attachments are missing or were altered.",
                more,
            ).format(n=more)
        ]
    return wrong


def _flaw_sentence(flaw: Flaw) -> str:
    if flaw is Flaw.MISSING:
        return _("{record}: the file of the attachment {name} is missing; look for it in the backups.")
    return _("{record}: the file of the attachment {name} was altered outside the program or can't be read.")


def _left_over(context: AppContext) -> list[str]:
    count = len(left_over_files(context))
    if not count:
        return []
    return [
        ngettext(
            "{n} file in the folder attachments belongs to no record; the next backup tidies up.",
            "{n} files in the folder attachments belong to no record; the next backup tidies up.",
            count,
        ).format(n=count)
    ]
