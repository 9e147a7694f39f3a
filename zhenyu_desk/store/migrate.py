"""Bring a ledger file to the schema this program knows, in one transaction."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from zhenyu_desk import paths
from zhenyu_desk.errors import Damaged, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.store import audit
from zhenyu_desk.store.engine import APPLICATION_ID


def upgrade(engine: Engine, found: int, to: int | None = None) -> None:
    """Run the migrations after schema `found`, up to `to` if not to the newest.

    On any failure the file stays as it was.
    Foreign keys are off meanwhile: rebuilding a parent table with them on silently deletes its children.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if found:
                    _refuse_tampered(connection, found)
                config.attributes["connection"] = connection
                command.upgrade(config, "head" if to is None else f"{to:04}")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise EnvironmentProblem(
                        _(
                            "The ledger could not be brought from schema {found} to the new one: {count} broken links. "
                            "It was left as it is."
                        ).format(found=found, count=len(broken))
                    )
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={to or _head(config)}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _refuse_tampered(connection: Connection, found: int) -> None:
    """An upgrade may chain the audit log anew, and a broken chain would look whole then."""
    broken = audit.first_break(connection)
    if broken is not None:
        raise Damaged(
            _(
                "The ledger was not brought from schema {found} to the new one: its audit log was tampered with at "
                "entry {seq}. It was left as it is; restore the last backup."
            ).format(found=found, seq=broken)
        )


def _head(config: object) -> int:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    assert isinstance(config, Config)
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head is not None
    return int(head)
