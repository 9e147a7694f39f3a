"""Make a ledger from a rescue copy: at the schema of the copy first, then brought up to this program's."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.errors import Damaged, EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments, indexing, restoring, search
from zhenyu_desk.store.backup import attached_to
from zhenyu_desk.store.disk import require_space, size_of, write_text
from zhenyu_desk.store.ledger import FILE_NAME, PARTS, SCHEMA, already_there
from zhenyu_desk.store.migrate import upgrade
from zhenyu_desk.store.places import refuse_unsafe
from zhenyu_desk.store.prepared import opened, preparing
from zhenyu_desk.store.rescue import FILE_NAME as RESCUE_NAME
from zhenyu_desk.store.rescue import RescueFile, insert_rows
from zhenyu_desk.store.soundness import refuse_unsound
from zhenyu_desk.store.tables import Difficulty, Enterprise, Record, Visit
from zhenyu_desk.store.tables.base import key_column
from zhenyu_desk.store.whether_encrypted import KEYS_NAME

_INDEXED: dict[Aggregate, type[Record]] = {
    Aggregate.ENTERPRISE: Enterprise,
    Aggregate.VISIT: Visit,
    Aggregate.DIFFICULTY: Difficulty,
}


class Rescued(NamedTuple):
    """What was made: the ledger of which town, and how many attached files its copy lacked or had altered."""

    town: str
    lacking: int


def make_from(source: Path, folder: Path, secret: bytes | None, keys: str | None = None) -> Rescued:
    """Make a ledger in `folder`, encrypted if there is a `secret`, from a rescue copy.

    RuleBroken when the folder holds a ledger; EnvironmentProblem when the copy is none, damaged or of a newer program,
    or the disk refuses. Then no ledger is there.
    """
    refuse_unsafe(folder)
    file = source / RESCUE_NAME if source.is_dir() else source
    try:
        with file.open("rb") as stream, preparing(folder) as prepared:
            if (folder / FILE_NAME).exists():
                raise already_there(folder)
            require_space(folder, size_of(file))
            for _row in RescueFile(stream, file, SCHEMA).rows():
                pass  # all of it is seen to be whole before any of it is believed
            stream.seek(0)
            copy = RescueFile(stream, file, SCHEMA)
            with opened(prepared / FILE_NAME, secret) as engine:
                _fill(engine, copy)
                _refuse_unsound(engine, file)
            for part in PARTS:
                (folder / part).mkdir(exist_ok=True)
            lying = file.parent / attachments.FOLDER
            wanted = attached_to(prepared / FILE_NAME, lying, secret)
            lacking = attachments.bring(lying, folder / attachments.FOLDER, wanted, secret)
            if keys is not None:
                write_text(prepared / KEYS_NAME, keys, is_private=True)
            restoring.make_ready(folder)
    except OSError as error:
        raise EnvironmentProblem(
            _("The rescue copy {source} can't be read into {path}: {reason}.").format(
                source=file, path=folder, reason=reason_of(error)
            )
        ) from error
    return Rescued(copy.town, lacking)


def _fill(engine: Engine, copy: RescueFile) -> None:
    upgrade(engine, found=0, to=copy.schema)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys")  # the driver's own connection is only there once it is used
        raw = connection.connection.driver_connection
        assert raw is not None
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("BEGIN")
        insert_rows(raw, copy.rows())
        raw.execute("COMMIT")
        raw.execute("PRAGMA foreign_keys=ON")
    if copy.schema < SCHEMA:
        upgrade(engine, copy.schema)
    with Session(engine) as session:
        indexing.refresh(
            session, {kind: session.scalars(select(key_column(table))) for kind, table in _INDEXED.items()}
        )
        search.optimise(session.connection())
        session.commit()


def _refuse_unsound(engine: Engine, file: Path) -> None:
    with Session(engine) as session:
        try:
            refuse_unsound(session, file)
        except Damaged as error:
            raise Damaged(
                _(
                    "The ledger in the rescue copy {path} was damaged or changed outside the program; it can't be "
                    "taken over as a whole."
                ).format(path=file)
            ) from error
