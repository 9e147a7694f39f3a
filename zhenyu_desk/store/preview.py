"""Look into a ledger file or backup, of any schema, without changing it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import driver, manifests
from zhenyu_desk.store.backup_rows import BackupRow, RestorePreview
from zhenyu_desk.store.engine import APPLICATION_ID, foreign, sentences
from zhenyu_desk.store.whether_encrypted import is_plain, looks_encrypted


def is_encrypted(file: Path) -> bool:
    """Whether a ledger file needs a secret; EnvironmentProblem when there is no such file or it can't be read."""
    if not file.exists():
        raise EnvironmentProblem(_("There is no file {path}. Check the name; a backup ends in .db.").format(path=file))
    try:
        return not is_plain(file) and looks_encrypted(file)
    except OSError as error:
        raise EnvironmentProblem(
            _("{path} can't be read: {reason}.").format(path=file, reason=reason_of(error))
        ) from error


def look_into(file: Path, secret: bytes | None) -> RestorePreview:
    """What a ledger put back from this file would hold; an encrypted one tells little without its secret.

    EnvironmentProblem when it is no ledger, can't be read, or the secret is that of another one.
    """
    row, is_protected = manifests.row_of(file) if file.is_file() else BackupRow(file, 0, 0), is_encrypted(file)
    if is_protected and secret is None:
        return _from_manifest(row)
    if not is_protected and not row.sha256 and not is_plain(file):
        raise EnvironmentProblem(
            _("{path} is not a backup of this program, or it is damaged. Choose another file.").format(path=file)
        )
    try:
        with sentences(file), closing(driver.connect(file, secret if is_protected else None)) as connection:
            return _from_ledger(connection, row, is_protected)
    except EnvironmentProblem:
        if is_protected:
            raise wrong_secret(file) from None
        raise


def opens(file: Path, secret: bytes) -> bool:
    """Whether a secret opens an encrypted file. EnvironmentProblem when it can't be read at all."""
    with sentences(file), closing(driver.connect(file, secret)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.Error as error:
            if "not a database" not in str(error):
                raise
            return False
    return True


def wrong_secret(file: Path) -> EnvironmentProblem:
    """A secret that does not open an encrypted file."""
    return EnvironmentProblem(
        _("{path} can't be opened with this password: it belongs to another ledger, or the file is damaged.").format(
            path=file
        )
    )


def _from_manifest(row: BackupRow) -> RestorePreview:
    manifest = manifests.read(row.file)
    if row.kind is None or manifest is None:
        raise EnvironmentProblem(
            _(
                "{path} is not a backup of this program, or it is encrypted or damaged. "
                "Give the password, or choose another file."
            ).format(path=row.file)
        )
    firms, visits, difficulties = (
        int(manifest["rows"].get(table, 0)) for table in ("enterprise", "visit", "difficulty")
    )
    return RestorePreview(
        row.file, row.made_at, row.kind, "", firms, visits, difficulties, None, row.schema, True, row.lacking
    )


def _from_ledger(connection: Any, row: BackupRow, is_protected: bool) -> RestorePreview:
    def one(statement: str) -> Any:
        found = connection.execute(statement).fetchone()
        return found[0] if found else None

    if one("PRAGMA application_id") != APPLICATION_ID:
        raise foreign(row.file)
    firms, visits, difficulties = (
        one(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL") for table in ("enterprise", "visit", "difficulty")
    )
    # Entries without a record tell of exports and the like.
    last = one("SELECT at FROM audit_entry WHERE row_id > 0 ORDER BY seq DESC LIMIT 1")
    return RestorePreview(
        row.file,
        row.made_at,
        row.kind,
        one("SELECT value FROM ledger_setting WHERE key_name = 'town'") or "",
        firms,
        visits,
        difficulties,
        datetime.fromisoformat(last).replace(tzinfo=UTC) if last else None,
        one("PRAGMA user_version"),
        is_protected,
        row.lacking,
    )
