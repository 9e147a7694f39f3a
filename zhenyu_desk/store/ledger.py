"""A ledger on disk: a folder with ledger.db, attachments/ and backups/; made, opened, read and written here only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from zhenyu_desk.errors import Damaged, EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import conversion, driver, restoring, seal
from zhenyu_desk.store import engine as engines
from zhenyu_desk.store.disk import private_folder, write_text
from zhenyu_desk.store.lock import PATIENCE_SECONDS, LedgerLock, in_use
from zhenyu_desk.store.places import refuse_unsafe
from zhenyu_desk.store.prepared import opened, replacing
from zhenyu_desk.store.private_copies import PrivateCopies
from zhenyu_desk.store.seal import Seal
from zhenyu_desk.store.seed import seed
from zhenyu_desk.store.soundness import UNREADABLE, refuse_unsound
from zhenyu_desk.store.unit_of_work import UnitOfWork
from zhenyu_desk.store.whether_encrypted import KEYS_NAME
from zhenyu_desk.store.witness import Witness

SCHEMA = 4
FILE_NAME = "ledger.db"
PARTS = ("attachments", "backups")


class Ledger:
    """An open ledger. Reads take a snapshot each; writes go through `write`, one at a time.

    `secret` is what an encrypted ledger is unlocked by, None for one that is not encrypted.
    """

    def __init__(self, folder: Path, secret: bytes | None = None) -> None:
        self.folder = folder
        self.file = folder / FILE_NAME
        self.secret = secret
        self.copies = PrivateCopies(folder)
        self._lock = LedgerLock(folder)
        self._is_sound = False
        self._checking = Lock()
        self._writer: Engine = engines.write_engine(self.file, secret)
        self._reader: Engine = engines.read_engine(self.file, secret)
        self._witness = Witness(self._writer)

    @classmethod
    def create(cls, folder: Path, town: str, secret: bytes | None = None, keys: str | None = None) -> Ledger:
        """Make an empty ledger for a town; refuse a folder that holds one or is no place for it, or an empty name.

        `keys` is the text of the keys.json that goes with the secret.

        It is prepared aside: a crash, or another program that makes one here too, leaves a whole one or none.
        """
        if not town.strip():
            raise RuleBroken(_("Give the name of the town."), field="town")
        refuse_place(folder)
        ledger = cls(folder, secret)
        try:
            private_folder(folder)
            for part in PARTS:
                (folder / part).mkdir(exist_ok=True)
            ledger._take_lock(must=True)
            ledger._fill(town.strip(), keys)
        except OSError as error:
            ledger.close()
            raise cannot_be_made(folder, error) from error
        except BaseException:
            ledger.close()
            raise
        return ledger

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        deep: bool,
        secret: bytes | None = None,
        alone: bool = False,
        despite_seal: bool = False,
    ) -> Ledger:
        """Open a ledger after the checks of trust.md, bringing an older one up to this schema.

        `deep` asks that a file which can't be trusted by its seal is checked from end to end before it is used;
        without it that is done before anything leaves the ledger, see `ensure_sound`. With `alone` no other program may
        have it open. `despite_seal` is for who looks for what is wrong: a file that breaks its seal is not refused, and
        the broken seal stays to refuse it next time.
        """
        refuse_unsafe(folder)
        engines.check_folder(folder)
        if not restoring.is_ready(folder):
            engines.check_file(folder / FILE_NAME, secret)
        ledger = cls(folder, secret)
        try:
            with engines.sentences(ledger.file):
                if ledger._take_lock(must=alone):
                    ledger._finish_what_was_interrupted()
                was_sealed = ledger._seal()  # connecting may already change the file
                with engines.damage_told(ledger.file), ledger._reader.connect() as connection:
                    found = engines.check_identity(connection, ledger.file, SCHEMA)
                if found < SCHEMA:
                    ledger._upgrade(found)
                if was_sealed is not Seal.BROKEN or not despite_seal:
                    ledger._unseal(was_sealed, deep=deep)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def check_file(self) -> None:
        """Read everything and raise EnvironmentProblem if the ledger is damaged or was changed behind our back."""
        with engines.damage_told(self.file):
            self._witness.begin()
        self._refuse_unsound()
        self._is_sound = True

    @property
    def is_sound(self) -> bool:
        """Whether the file fitted its seal when it was opened, or was checked from end to end since."""
        return self._is_sound

    def ensure_sound(self) -> None:
        """`check_file`, unless the ledger is known to be sound; of several threads one checks and the others wait.

        Not to be called by whoever has a unit of work open.
        """
        with self._checking:
            if not self._is_sound:
                self.check_file()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot to read from; writes through it are refused by the database."""
        with self._told(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def read_afresh(self) -> Iterator[Session]:
        """A snapshot on a connection of its own, for checks of the file.

        FTS5 checks its index against what the connection remembers of it, and one that searched before the last
        write would report damage that is none.
        """
        engine = engines.read_engine(self.file, self.secret)
        try:
            with engines.damage_told(self.file), Session(engine, expire_on_commit=False) as session:
                yield session
        finally:
            engine.dispose()

    @contextmanager
    def write(self, actor: str, verb: str, reason: str = "") -> Iterator[UnitOfWork]:
        """The unit of work of one use case; nothing is kept unless it commits."""
        with self._told(), UnitOfWork(self._writer, actor, verb, reason) as work:
            yield work

    def fold_log(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that no page of before lies in it any more."""
        with engines.sentences(self.file), self._writer.connect() as connection:
            driver_connection = connection.connection.driver_connection
            assert driver_connection is not None
            driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give all connections back; the last one folds the write-ahead log into the file.

        A sound one that nobody else wrote to is then sealed.
        """
        is_ours = self._is_sound and self._witness.saw_nobody_else()
        self.rest()
        self.copies.empty()
        if self._lock.is_held:
            if is_ours:
                seal.put_on(self.file)
            self._lock.give_back()

    def rest(self) -> None:
        """Give all connections back, but keep the ledger to ourselves; the next use opens new ones."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Sentences for what the database says. What nobody foresaw is a bug, unless the ledger turns out damaged."""
        try:
            with engines.sentences(self.file):
                yield
        except (SQLAlchemyError, driver.Error, *UNREADABLE) as error:
            if isinstance(error, DBAPIError | driver.Error) or not self._is_sound:
                self._refuse_unsound(error)
            raise

    def _refuse_unsound(self, cause: Exception | None = None) -> None:
        try:
            with self.read_afresh() as session:
                refuse_unsound(session, self.file)
        except Damaged as damaged:
            raise damaged from cause

    def _fill(self, town: str, keys: str | None = None) -> None:
        """Put a new database in its place, if there is still none."""
        from zhenyu_desk.store.migrate import upgrade

        with replacing(self.folder) as prepared:
            if self.file.exists():
                raise already_there(self.folder)
            with opened(prepared / FILE_NAME, self.secret) as writer:
                upgrade(writer, found=0)
                with UnitOfWork(writer, actor="", verb="create_ledger") as work:
                    seed(work, town)
                    work.commit()
            if keys is not None:
                write_text(prepared / KEYS_NAME, keys, is_private=True)
            restoring.make_ready(self.folder)
        self._witness.begin()
        self._is_sound = True

    def _finish_what_was_interrupted(self) -> None:
        if restoring.finish(self.folder):
            engines.check_file(self.file, self.secret)
        conversion.finish(self.folder, self.secret)
        self.copies.empty_all()

    def _take_lock(self, *, must: bool) -> bool:
        """Whether this program now has the ledger to itself; refused with who has it where it `must`."""
        try:
            is_ours = self._lock.take(PATIENCE_SECONDS if must else 0)
        except OSError as error:
            if must:
                raise EnvironmentProblem(
                    _("The ledger {path} can't be written: {reason}.").format(path=self.folder, reason=reason_of(error))
                ) from error
            return False
        if must and not is_ours:
            raise in_use(self.folder)
        return is_ours

    def _seal(self) -> Seal:
        """What the seal says; whoever does not hold the lock can't tell, since another one took it off."""
        return seal.look(self.file) if self._lock.is_held else Seal.NONE

    def _unseal(self, found: Seal, *, deep: bool) -> None:
        """Take the seal off for the time of use, once the file fits it or was checked from end to end."""
        self._is_sound = found is Seal.WHOLE
        if found is Seal.BROKEN or (deep and not self._is_sound):
            self.check_file()
        elif self._is_sound:
            self._witness.begin()
        if self._lock.is_held:
            seal.take_off(self.file)

    def _upgrade(self, found: int) -> None:
        from zhenyu_desk.domain.backups import BackupKind
        from zhenyu_desk.store.backup import back_up
        from zhenyu_desk.store.migrate import upgrade

        back_up(self.file, self.folder / "backups", self.secret, BackupKind.BEFORE_UPGRADE)
        upgrade(self._writer, found)


def already_there(folder: Path) -> RuleBroken:
    """A folder in which no second ledger can be made."""
    return RuleBroken(_("The folder {path} already holds a ledger; nothing was changed.").format(path=folder))


def refuse_place(folder: Path) -> None:
    """RuleBroken or EnvironmentProblem where a new ledger must not be made."""
    if folder.is_file():
        raise EnvironmentProblem(_("{path} is a file; a ledger is a folder. Name the folder.").format(path=folder))
    if (folder / FILE_NAME).exists():
        raise already_there(folder)
    refuse_unsafe(folder)


def cannot_be_made(folder: Path, error: OSError) -> EnvironmentProblem:
    """The disk refuses the folder of a new ledger."""
    words = _("The folder {path} can't be made: {reason}.")
    return EnvironmentProblem(words.format(path=folder, reason=reason_of(error)))
