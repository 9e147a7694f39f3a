"""A rescue copy of the whole ledger as text, and a ledger made from one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zhenyu_desk.domain.rights import needed_role
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import attachments, rescue, rescued
from zhenyu_desk.store.backup import attached_to
from zhenyu_desk.store.disk import private_folder, require_space, size_of
from zhenyu_desk.store.rescued import Rescued

_VERB = "write_rescue"


@dataclass(frozen=True, slots=True)
class RescueSummary:
    """What was written: the file of rows, how many rows and attached files, and how many files were lost before."""

    file: Path
    rows: int
    attachments: int
    lacking: int


def write_rescue(context: AppContext, folder: Path) -> RescueSummary:
    """Write everything the ledger holds as JSON lines, with the attached files beside; audited.

    Nothing in it is masked or encrypted. RuleBroken when the folder holds a rescue copy already; EnvironmentProblem
    when the disk refuses.
    """
    ledger, file = context.ledger, folder / rescue.FILE_NAME
    if file.exists():
        raise RuleBroken(_("{path} already holds a rescue copy; name another folder.").format(path=folder))
    context.require(needed_role(_VERB))  # refused before a folder is made
    try:
        require_space(folder, 2 * size_of(ledger.file))
        private_folder(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    with context.let_out(_VERB) as work:
        work.note("export", {"file": file.name, "masked": False})
        work.commit()
    source = ledger.folder / attachments.FOLDER
    try:
        with ledger.read() as session:
            rows = rescue.write_tables(session.connection().connection.driver_connection, file)
            wanted = attached_to(ledger.file, source, ledger.secret)
        lacking = rescue.write_attachments(source, folder / attachments.FOLDER, wanted, ledger.secret)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return RescueSummary(file, rows, len(set(wanted)) - lacking, lacking)


def read_rescue(source: Path, folder: Path, secret: bytes | None = None, keys: str | None = None) -> Rescued:
    """Make a ledger in `folder` equal to the one a rescue copy was written from, audit log included.

    `source` is the folder of the copy. A copy of an older program is brought up to this one; with a `secret` the new
    ledger is encrypted, and `keys` is the text of its keys.json. RuleBroken when `folder` holds a ledger;
    EnvironmentProblem when the copy is none, damaged or of a newer program, or the disk refuses. Then no ledger is
    there.
    """
    return rescued.make_from(source, folder, secret, keys)


def _cannot_write(folder: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The rescue copy can't be written to {path}: {reason}. Name another folder or disk.").format(
            path=folder, reason=reason_of(error)
        )
    )
