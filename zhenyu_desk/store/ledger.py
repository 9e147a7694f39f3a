"""A ledger on disk: a folder with ledger.db, attachments/ and backups/; made, opened, read and written here only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from zhenyu_desk.errors import EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import engine as engines
from zhenyu_desk.store.seed import seed
from zhenyu_desk.store.unit_of_work import UnitOfWork

SCHEMA = 3
FILE_NAME = "ledger.db"
_PARTS = ("attachments", "backups")


class Ledger:
    """An open ledger. Reads take a snapshot each; writes go through `write`, one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE_NAME
        self._writer: Engine = engines.write_engine(self.file)
        self._reader: Engine = engines.read_engine(self.file)

    @classmethod
    def create(cls, folder: Path, town: str) -> Ledger:
        """Make an empty ledger for a town; refuse a folder that holds one, or a name that is empty."""
        from zhenyu_desk.store.migrate import upgrade

        if not town.strip():
            raise RuleBroken(_("Give the name of the town."), field="town")
        if folder.is_file():
            raise EnvironmentProblem(_("{path} is a file; a ledger is a folder. Name the folder.").format(path=folder))
        if (folder / FILE_NAME).exists():
            raise RuleBroken(_("The folder {path} already holds a ledger; nothing was changed.").format(path=folder))
        try:
            for part in _PARTS:
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentProblem(
                _("The folder {path} can't be made: {reason}.").format(path=folder, reason=reason_of(error))
            ) from error
        ledger = cls(folder)
        try:
            with engines.sentences(ledger.file):
                upgrade(ledger._writer, found=0)
                with UnitOfWork(ledger._writer, actor="", verb="create_ledger") as work:
                    seed(work, town.strip())
                    work.commit()
        except BaseException:
            ledger.close()
            ledger.file.unlink(missing_ok=True)
            raise
        return ledger

    @classmethod
    def open(cls, folder: Path, *, deep: bool) -> Ledger:
        """Open a ledger after the checks of trust.md, bringing an older one up to this schema.

        `deep` reads the whole file for damage; without it the caller does that later with `check_pages`.
        """
        engines.check_file(folder / FILE_NAME)
        ledger = cls(folder)
        try:
            with engines.sentences(ledger.file):
                with ledger._reader.connect() as connection:
                    found = engines.check_identity(connection, ledger.file, SCHEMA)
                if deep:
                    ledger.check_pages()
                if found < SCHEMA:
                    from zhenyu_desk.store.migrate import upgrade

                    upgrade(ledger._writer, found)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def check_pages(self) -> None:
        """Read every page and raise EnvironmentProblem if the file is damaged."""
        with self.read_afresh() as session:
            engines.quick_check(session.connection(), self.file)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot to read from; writes through it are refused by the database."""
        with engines.sentences(self.file), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def read_afresh(self) -> Iterator[Session]:
        """A snapshot on a connection of its own, for checks of the file.

        FTS5 checks its index against what the connection remembers of it, and one that searched before the last
        write would report damage that is none.
        """
        engine = engines.read_engine(self.file)
        try:
            with engines.sentences(self.file), Session(engine, expire_on_commit=False) as session:
                yield session
        finally:
            engine.dispose()

    @contextmanager
    def write(self, actor: str, verb: str, reason: str = "") -> Iterator[UnitOfWork]:
        """The unit of work of one use case; nothing is kept unless it commits."""
        with engines.sentences(self.file), UnitOfWork(self._writer, actor, verb, reason) as work:
            yield work

    def close(self) -> None:
        """Give all connections back; the write-ahead log is folded into the file by the last one."""
        self._reader.dispose()
        self._writer.dispose()
