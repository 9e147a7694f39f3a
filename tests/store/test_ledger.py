"""Making and opening ledgers: what is refused, and that a refused file is left as it was."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from tests.ledgers import TOWN
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import engine
from zhenyu_desk.store.ledger import SCHEMA, Ledger
from zhenyu_desk.store.migrate import upgrade
from zhenyu_desk.store.queries.office import load_calendar, load_settings
from zhenyu_desk.store.tables import METADATA


def refusal(folder: Path) -> str:
    """The sentence with which opening a folder is refused."""
    with pytest.raises(EnvironmentProblem) as error:
        Ledger.open(folder, deep=True)
    return error.value.sentence


def test_a_new_ledger_knows_its_town_and_the_holidays(context: AppContext) -> None:
    assert context.read(load_settings).town == TOWN
    calendar = context.read(load_calendar)
    assert calendar.years == frozenset(range(2004, 2027))
    working = sum(calendar.is_workday(day) for day in _days_of_2026())
    assert working == 248


def test_a_second_ledger_in_the_same_folder_is_refused(context: AppContext) -> None:
    before = context.ledger.file.read_bytes()
    with pytest.raises(RuleBroken):
        Ledger.create(context.ledger.folder, "他镇")
    assert context.ledger.file.read_bytes() == before


def test_no_folder_no_file_and_a_file_for_a_folder_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    (tmp_path / "datei").write_text("x")
    assert str(tmp_path / "nowhere") in refusal(tmp_path / "nowhere")
    assert "ledger.db" in refusal(tmp_path / "leer")
    assert len({refusal(tmp_path / name) for name in ("nowhere", "leer", "datei")}) == 3
    assert list((tmp_path / "leer").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\x00"])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(content)
    assert str(tmp_path) in refusal(tmp_path)
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with dbapi2.connect(str(tmp_path / "ledger.db")) as other:
        other.execute("CREATE TABLE things (x)")
    other.close()
    assert "ledger.db" in refusal(tmp_path)


def test_a_newer_ledger_is_refused_and_left_as_it_is(empty_ledger: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(empty_ledger, tmp_path / "newer")
    with dbapi2.connect(str(folder / "ledger.db")) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 7}")
    connection.close()
    assert str(SCHEMA + 7) in refusal(folder)


def test_a_damaged_page_is_noticed(empty_ledger: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(empty_ledger, tmp_path / "damaged")
    file = folder / "ledger.db"
    content = bytearray(file.read_bytes())
    for page in range(8, 30):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(content)
    assert str(file) in refusal(folder)


def test_a_ledger_that_another_program_holds_is_told(context: AppContext) -> None:
    hold = (
        "import sys; from sqlcipher3 import dbapi2; c = dbapi2.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(context.ledger.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(EnvironmentProblem) as error, context.write("test"):
            pass
        other.communicate()
    assert str(context.ledger.folder) in error.value.sentence


def test_every_connection_has_the_promised_settings(context: AppContext) -> None:
    expected = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0,
        "cell_size_check": 1, "temp_store": 2, "busy_timeout": 5000,
    }  # fmt: skip
    with context.write("test") as work, context.ledger.read() as session:
        for source in (work.session, session):
            found = {name: source.execute(text(f"PRAGMA {name}")).scalar_one() for name in expected}
            assert found == expected


def test_reading_cannot_write(context: AppContext) -> None:
    with pytest.raises(EnvironmentProblem), context.ledger.read() as session:
        session.execute(text("DELETE FROM category"))


def test_the_migrations_make_the_tables_the_program_uses(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrated = engine.write_engine(tmp_path / "ledger.db", None)
    upgrade(migrated, found=0)
    with migrated.connect() as connection:
        options = {"compare_type": False, "include_name": _not_search}
        difference = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    migrated.dispose()
    assert difference == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_ledger: Path
) -> None:
    from zhenyu_desk import paths

    scripts = shutil.copytree(paths.migrations(), tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / f"{SCHEMA + 1:04}_broken.py").write_text(
        f"from alembic import op\nrevision = '{SCHEMA + 1:04}'\ndown_revision = '{SCHEMA:04}'\n"
        "branch_labels = depends_on = None\n"
        "def upgrade():\n    op.execute('CREATE TABLE half (x)')\n    op.execute('DROP TABLE promise')\n"
        "    raise ValueError('power cut')\n"
    )
    monkeypatch.setattr(paths, "migrations", lambda: scripts)
    folder = shutil.copytree(empty_ledger, tmp_path / "ledger")
    writer = engine.write_engine(folder / "ledger.db", None)
    with pytest.raises(ValueError, match="power cut"):
        upgrade(writer, found=SCHEMA)
    with writer.connect() as connection:
        tables = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
    writer.dispose()
    assert "half" not in tables
    assert "promise" in tables
    assert version == SCHEMA


def _not_search(name: str | None, kind: str, _parents: object) -> bool:
    """The search index is SQLite's own and no table of the model."""
    return not (kind == "table" and name is not None and (name.startswith("search_") or name == "alembic_version"))


def _days_of_2026() -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=i) for i in range(365)]
