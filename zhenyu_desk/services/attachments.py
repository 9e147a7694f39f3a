"""Verbs on attachments: files that belong to a visit, a difficulty or a firm.

A file is first staged: copied among the ledger's attachments under its content hash, while the form is still open.
Only the transaction that saves the record makes it part of the ledger. What is staged and never saved is dropped
when it is a week old and no draft names it.
"""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.file_names import clean_name, is_program
from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.domain.rows import AttachmentRow
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import attachments as files
from zhenyu_desk.store.encrypted_files import Altered, is_encrypted
from zhenyu_desk.store.queries import attachments as queries
from zhenyu_desk.store.tables import Attachment, Difficulty, Enterprise, Record, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork

_VERB = "save_attachments"
LEFT_OVER_AFTER = timedelta(days=7)
_OWNERS: dict[Aggregate, type[Record]] = {
    Aggregate.ENTERPRISE: Enterprise,
    Aggregate.VISIT: Visit,
    Aggregate.DIFFICULTY: Difficulty,
}


def stage_file(context: AppContext, path: Path) -> AttachmentInput:
    """Copy a file among the ledger's attachments; it belongs to no record yet.

    RuleBroken for a program and for what is missing, empty, larger than 100 MB or no file; EnvironmentProblem when
    the disk refuses. Then nothing is left behind.
    """
    name = clean_name(path.name)
    if is_program(name):
        raise RuleBroken(
            _("{name} is a program and can't be attached. Attach documents, pictures or archives only.").format(
                name=name
            ),
            field=files.FOLDER,
        )
    return _staged(name, files.keep_file(_folder(context), path, context.ledger.secret))


def stage_bytes(context: AppContext, content: bytes, name: str) -> AttachmentInput:
    """Keep what is in memory, such as a picture from the clipboard or a report, under the file name given."""
    return _staged(name, files.keep_bytes(_folder(context), content, name, context.ledger.secret))


def attachments_of(context: AppContext, owner: Aggregate, owner_id: int) -> list[AttachmentRow]:
    """The attachments of a record, in the order added."""
    return context.read(queries.attachments_of, owner, owner_id)


def add_attachment(context: AppContext, owner: Aggregate, owner_id: int, given: AttachmentInput) -> ChangeSet:
    """Attach one more file to a record, whatever it has by now."""
    with context.write(_VERB) as work:
        work.get(_OWNERS[owner], owner_id)
        present = work.where(Attachment, owner_kind=owner.value, owner_id=owner_id)
        if all(_identity(row) != _identity(given) for row in present):
            _check_there(context, given)
            work.add(_record(owner, owner_id, given))
        return work.commit(owner_id)


def remove_attachment(context: AppContext, owner: Aggregate, owner_id: int, given: AttachmentInput) -> ChangeSet:
    """Move one file of a record to the recycle bin; one that is gone already is no error."""
    with context.write(_VERB) as work:
        for row in work.where(Attachment, owner_kind=owner.value, owner_id=owner_id):
            if _identity(row) == _identity(given):
                work.remove(row)
        return work.commit(owner_id)


def write_attachments(
    context: AppContext, work: UnitOfWork, owner: Aggregate, owner_id: int, given: Sequence[AttachmentInput]
) -> None:
    """Bring the attachments of a record to those given, each once, within a larger unit of work.

    RuleBroken for a new one whose file is gone meanwhile.
    """
    lacking = {_identity(attachment): attachment for attachment in given}
    for row in work.where(Attachment, owner_kind=owner.value, owner_id=owner_id):
        if lacking.pop(_identity(row), None) is None:
            work.remove(row)
    for attachment in lacking.values():
        _check_there(context, attachment)
        work.add(_record(owner, owner_id, attachment))


def path_of(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> Path:
    """Where the file of an attachment lies, if it is there; in an encrypted ledger nobody else can read it."""
    return files.path_in(_folder(context), attachment.sha256, attachment.file_name)


def file_of(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> Path:
    """The file of an attachment for another program to show, read-only; EnvironmentProblem when it is gone.

    Of an encrypted ledger it is a readable copy in a private folder, which `forget_copies` and closing empty.
    """
    path = path_of(context, attachment)
    secret = context.ledger.secret
    with _reading(context, attachment):
        if secret is None or not is_encrypted(path, secret):
            path.stat()
            return path
        return context.ledger.copies.add(path.name, _content(context, attachment))


def content_of(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> bytes:
    """What the file of an attachment holds; EnvironmentProblem when it is gone or is not what was attached."""
    with _reading(context, attachment):
        return b"".join(_content(context, attachment))


def forget_copies(context: AppContext) -> None:
    """Take away the readable copies that were made of encrypted files: to be done when the window is locked."""
    context.ledger.copies.empty()


def copy_out(context: AppContext, attachment: AttachmentRow | AttachmentInput, target: Path) -> None:
    """Write a copy of an attachment where the user wants it, audited; EnvironmentProblem when that can't be done."""
    with _reading(context, attachment):
        for _portion in _content(context, attachment):  # nothing is written of a file that is not whole
            pass
    with context.write("copy_attachment") as work:
        work.note("export", {"file": target.name, "attachment": attachment.file_name, "sha256": attachment.sha256})
        work.commit()
    try:
        with target.open("wb") as stream:
            stream.writelines(_content(context, attachment))
    except OSError as error:
        raise EnvironmentProblem(
            _("The copy can't be written to {path}: {reason}.").format(path=target, reason=reason_of(error))
        ) from error


def left_over_files(context: AppContext) -> list[Path]:
    """Files that were staged a week ago or longer and that neither a record nor a draft names.

    A file that lies in the ledger's backups belonged to a record once: after an older ledger was put back it may be
    all there is, so it counts as in use.
    """
    backed_up = list((context.ledger.folder / "backups").glob(f"{files.FOLDER}*"))  # plain ones, encrypted ones
    old = [
        path
        for path in files.old_files(_folder(context), _week_ago())
        if not any((folder / path.parent.name / path.name).exists() for folder in backed_up)
    ]
    with context.ledger.read() as session:
        return _nobodys(context, session, old)


def drop_left_over_files(context: AppContext) -> None:
    """Delete what was staged and never saved.

    What is left over is found while others go on saving. Then nobody saves for a moment, so that a file that a record
    or a draft has come to name meanwhile is seen and stays.
    """
    left_over = left_over_files(context)
    if not left_over:
        return
    with context.write("tidy_attachments") as work:
        for path in _nobodys(context, work.session, left_over):
            if files.is_old(path, _week_ago()):
                with contextlib.suppress(OSError):
                    path.chmod(0o644)  # Windows deletes no read-only file
                    path.unlink()


def _nobodys(context: AppContext, session: Any, paths: Sequence[Path]) -> list[Path]:
    """Those of these files that neither a record nor a draft names, on the snapshot of the session."""
    named = queries.known_files(session, (path.stem for path in paths))
    known = {files.path_in(_folder(context), sha256, name) for sha256, name in named}
    drafts = queries.draft_texts(session)
    return [path for path in paths if path not in known and not any(path.stem in text for text in drafts)]


def _week_ago() -> datetime:
    return datetime.now(UTC) - LEFT_OVER_AFTER


def _check_there(context: AppContext, given: AttachmentInput) -> None:
    if not path_of(context, given).is_file():
        raise RuleBroken(
            _("The file of {name} is no longer in the ledger's folder. Take it off and add it again.").format(
                name=given.file_name
            ),
            field=files.FOLDER,
        )


def _staged(name: str, stored: files.StoredFile) -> AttachmentInput:
    media_type = mimetypes.guess_type(name)[0] or ""
    return AttachmentInput(file_name=name, sha256=stored.sha256, size=stored.size, media_type=media_type)


def _record(owner: Aggregate, owner_id: int, given: AttachmentInput) -> Attachment:
    return Attachment(owner_kind=owner.value, owner_id=owner_id, **given.model_dump())


def _identity(attachment: Attachment | AttachmentInput) -> tuple[str, str]:
    return attachment.sha256, attachment.file_name


def _content(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> Iterator[bytes]:
    return files.content_in(_folder(context), attachment.sha256, attachment.file_name, context.ledger.secret)


@contextmanager
def _reading(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        sentence = _("The file of {name} is missing from {folder}. Look for it in the backups.")
        raise _unreadable(sentence, context, attachment) from error
    except (OSError, Altered) as error:
        sentence = _("The file of {name} in {folder} was altered or can't be read. Look for it in the backups.")
        raise _unreadable(sentence, context, attachment) from error


def _unreadable(sentence: str, context: AppContext, attachment: AttachmentRow | AttachmentInput) -> EnvironmentProblem:
    return EnvironmentProblem(sentence.format(name=attachment.file_name, folder=_folder(context)))


def _folder(context: AppContext) -> Path:
    return context.ledger.folder / files.FOLDER
