"""Check a ledger from end to end: the file, its links, the audit chain, cases against their steps, attachments."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from zhenyu_desk.i18n import _, format_date, ngettext
from zhenyu_desk.services.attachments import left_over_files
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.record_names import record_name, table_noun
from zhenyu_desk.store import backup, manifests, personal_values
from zhenyu_desk.store.attachments import FOLDER, Flaw, flaw_of
from zhenyu_desk.store.audit import first_break
from zhenyu_desk.store.backup_rows import BackupRow
from zhenyu_desk.store.queries import health
from zhenyu_desk.store.queries.audit import entry_count, restored_at, unknown_hashes
from zhenyu_desk.store.queries.reports import issued_with_anchors
from zhenyu_desk.store.soundness import (
    UNREADABLE,
    broken_links,
    damaged_pages,
    records_off_their_audit,
    unreadable_tables,
)

log = logging.getLogger(__name__)

MOST_FILES_NAMED = 20
MOST_RECORDS_NAMED = 20
# The upgrade to it took the personal values out of the log and chained it anew.
_FIRST_SCHEMA_WITH_THIS_CHAIN = 4


def check_ledger(context: AppContext, second: Path | None = None) -> list[str]:
    """One sentence for each thing that is wrong; empty when all is well. Backups in `second` bear witness, too."""
    with context.ledger.read_afresh() as session:
        found = _damage(session)
        if found:  # what else could be read of it says nothing
            return found
        for part in (*_PARTS, partial(_cut_off, context, second), partial(_flawed_attachments, context)):
            found += _readable(part, session)
    return found + _left_over(context)


def _readable(part: Callable[[Any], list[str]], session: Any) -> list[str]:
    try:
        return part(session)
    except UNREADABLE:
        return [_("A part of the ledger can't be checked, since it holds what this program can't have written.")]


def _damage(session: Any) -> list[str]:
    lines = damaged_pages(session.connection())
    if not lines:
        return []
    log.info("integrity check: %s", "; ".join(lines))
    return [_("The ledger file is damaged. Restore the last backup.")]


def _broken_links(session: Any) -> list[str]:
    return [
        _("{record}: points to a record that does not exist.").format(record=name)
        for name in _names(session, broken_links(session.connection()))
    ]


def _unreadable(session: Any) -> list[str]:
    return [
        _("{noun}: among these records stands a value that this program can't have written.").format(noun=noun)
        for noun in dict.fromkeys(table_noun(table) for table in unreadable_tables(session.connection()))
    ]


def _broken_chain(session: Any) -> list[str]:
    broken = first_break(session.connection())
    return [] if broken is None else [_("The audit log was tampered with at entry {seq}.").format(seq=broken)]


def _off_their_audit(session: Any) -> list[str]:
    return [
        _("{record}: changed outside the program, its audit entries say otherwise.").format(record=name)
        for name in _names(session, records_off_their_audit(session.connection()))
    ]


def _names(session: Any, places: Iterable[tuple[str, int]]) -> Iterable[str]:
    """What the first of these records are called, each name once."""
    return dict.fromkeys(record_name(session, *place) for place in islice(places, MOST_RECORDS_NAMED))


def _forged_values(session: Any) -> list[str]:
    forged = personal_values.forged(session.connection())
    if not forged:
        return []
    sentence = ngettext(
        "{n} personal value of the audit log was changed outside the program.",
        "{n} personal values of the audit log were changed outside the program.",
        forged,
    )
    return [sentence.format(n=forged)]


def _off_their_steps(session: Any) -> list[str]:
    return [
        _("{number}: what the list shows does not agree with its handling log.").format(number=number)
        for number in health.cases_off_their_steps(session)
    ]


def _cut_off(context: AppContext, second: Path | None, session: Any) -> list[str]:
    """Backups that bear witness to audit entries which the ledger has no more.

    The chain alone can't tell that its end was cut off, or that it was written anew as a whole.
    """
    restored, entries = restored_at(session), entry_count(session)
    heads = {
        str(manifest["audit_head"]): (row, manifest)
        for row in _witnesses(context, second)
        if row.made_at is not None and row.schema >= _FIRST_SCHEMA_WITH_THIS_CHAIN
        if restored is None or row.made_at > restored
        if (manifest := manifests.read(row.file)) is not None and manifest.get("audit_head")
    }
    missing = [heads[head] for head in unknown_hashes(session, heads.keys())]
    return [
        _what_was_done(entries, manifest).format(file=row.file.name)
        for row, manifest in sorted(missing, key=lambda found: (found[0].sequence, str(found[0].file)))
    ]


def _witnesses(context: AppContext, second: Path | None) -> Iterable[BackupRow]:
    """The backups beside the ledger, and those of this one ledger in the second folder."""
    ledger = context.ledger
    yield from manifests.backups_in(ledger.folder / manifests.FOLDER)
    if second is not None:
        yield from backup.backups_of(ledger.file, second, ledger.secret)


def _what_was_done(entries: int, manifest: Mapping[str, Any]) -> str:
    """A log that goes on where a backup bears witness to another entry was not cut but written anew."""
    if entries >= manifest["rows"]["audit_entry"]:
        return _("The audit log was rewritten: the backup {file} holds an entry that is another one now.")
    return _("The end of the audit log was cut off: the backup {file} holds an entry that is missing now.")


def _issued_otherwise(session: Any) -> list[str]:
    """Issued reports whose anchor is no entry's hash any more: the log was cut or written anew since.

    A log that was written anew as a whole is a whole chain again; what was printed gives it away.
    """
    issued = issued_with_anchors(session)
    unknown = unknown_hashes(session, {anchor for anchor, _title, _day in issued})
    return [
        _(
            "The audit log was cut or rewritten: it lacks the entry whose fingerprint is printed in the report "
            "{title}, issued on {day}."
        ).format(title=title, day=format_date(day))
        for anchor, title, day in issued
        if anchor in unknown
    ]


_PARTS = (
    _broken_links,
    _unreadable,
    _broken_chain,
    _off_their_audit,
    _forged_values,
    _issued_otherwise,
    _off_their_steps,
)


def _flawed_attachments(context: AppContext, session: Any) -> list[str]:
    """Attachments whose file is gone or was changed; a file that several records share is read once."""
    folder = context.ledger.folder / FOLDER
    attached = health.attached(session)
    flaws = {(sha256, name): flaw_of(folder, sha256, name, context.ledger.secret) for _record, sha256, name in attached}
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
