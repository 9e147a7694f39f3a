"""Verbs on attachments: files that belong to a visit, a difficulty or a firm.

A file is first staged: copied among the ledger's attachments under its content hash, while the form is still open.
Only the transaction that saves the record makes it part of the ledger. What is staged and never saved is dropped
when it is a week old and no draft names it.
"""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.file_names import clean_name, is_program
from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.domain.rows import AttachmentRow
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import attachments as files
from zhenyu_desk.store.queries import attachments as queries
from zhenyu_desk.store.tables import Attachment, Difficulty, Enterprise, Record, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork

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
    return _staged(name, files.keep_file(_folder(context), path))


def stage_image(context: AppContext, png: bytes, name: str) -> AttachmentInput:
    """Keep a picture that came by the clipboard among the ledger's attachments, under the file name given."""
    return _staged(name, files.keep_bytes(_folder(context), png, name))


def attachments_of(context: AppContext, owner: Aggregate, owner_id: int) -> list[AttachmentRow]:
    """The attachments of a record, in the order added."""
    return context.read(queries.attachments_of, owner, owner_id)


def save_attachments(
    context: AppContext, owner: Aggregate, owner_id: int, given: Sequence[AttachmentInput]
) -> ChangeSet:
    """Bring the attachments of a record to those given."""
    with context.write("save_attachments") as work:
        work.get(_OWNERS[owner], owner_id)
        write_attachments(work, owner, owner_id, given)
        return work.commit(owner_id)


def add_attachment(context: AppContext, owner: Aggregate, owner_id: int, given: AttachmentInput) -> ChangeSet:
    """Attach one more file to a record, whatever it has by now."""
    with context.write("add_attachment") as work:
        work.get(_OWNERS[owner], owner_id)
        present = work.where(Attachment, owner_kind=owner.value, owner_id=owner_id)
        if all(_identity(row) != _identity(given) for row in present):
            work.add(_record(owner, owner_id, given))
        return work.commit(owner_id)


def write_attachments(work: UnitOfWork, owner: Aggregate, owner_id: int, given: Sequence[AttachmentInput]) -> None:
    """Bring the attachments of a record to those given, within a larger unit of work."""
    present = {_identity(row): row for row in work.where(Attachment, owner_kind=owner.value, owner_id=owner_id)}
    wanted = {_identity(attachment): attachment for attachment in given}
    for identity, attachment in wanted.items():
        if identity not in present:
            work.add(_record(owner, owner_id, attachment))
    for identity, row in present.items():
        if identity not in wanted:
            work.remove(row)


def path_of(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> Path:
    """Where the file of an attachment lies, if it is there."""
    return files.path_in(_folder(context), attachment.sha256, attachment.file_name)


def file_of(context: AppContext, attachment: AttachmentRow | AttachmentInput) -> Path:
    """The file of an attachment, read-only; EnvironmentProblem when it is gone."""
    path = path_of(context, attachment)
    if not path.is_file():
        raise EnvironmentProblem(
            _("The file of {name} is missing from {folder}. Look for it in the backups.").format(
                name=attachment.file_name, folder=_folder(context)
            )
        )
    return path


def left_over_files(context: AppContext) -> list[Path]:
    """Files that were staged a week ago or longer and that neither a record nor a draft names."""
    before = datetime.now(UTC) - LEFT_OVER_AFTER
    strangers = files.strangers(_folder(context), context.read(queries.known_files), before)
    drafts = context.read(queries.draft_texts) if strangers else []
    return [path for path in strangers if not any(path.stem in text for text in drafts)]


def drop_left_over_files(context: AppContext) -> None:
    """Delete what was staged and never saved.

    A file that lies in the ledger's backups belonged to a record once: after an older ledger was put back it may be
    all there is, so it stays.
    """
    backed_up = context.ledger.folder / "backups" / files.FOLDER
    for path in left_over_files(context):
        if not (backed_up / path.parent.name / path.name).exists():
            with contextlib.suppress(OSError):
                path.chmod(0o644)  # Windows deletes no read-only file
                path.unlink()


def _staged(name: str, stored: files.StoredFile) -> AttachmentInput:
    media_type = mimetypes.guess_type(name)[0] or ""
    return AttachmentInput(file_name=name, sha256=stored.sha256, size=stored.size, media_type=media_type)


def _record(owner: Aggregate, owner_id: int, given: AttachmentInput) -> Attachment:
    return Attachment(owner_kind=owner.value, owner_id=owner_id, **given.model_dump())


def _identity(attachment: Attachment | AttachmentInput) -> tuple[str, str]:
    return attachment.sha256, attachment.file_name


def _folder(context: AppContext) -> Path:
    return context.ledger.folder / files.FOLDER
