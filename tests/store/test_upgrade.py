"""Old ledgers open for ever: one of every former schema is brought up to the present one and says the same."""

import json
import lzma
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.exchange.ledger_contents import contents
from tests.ledgers import TODAY
from zhenyu_desk.errors import Damaged
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import keep_draft, waiting_drafts
from zhenyu_desk.services.search import search
from zhenyu_desk.store.ledger import SCHEMA, Ledger
from zhenyu_desk.store.personal_values import PERSONAL

# What came with the later schema: an older ledger can't have said it.
LATER_COLUMNS = {"schema-1.db.xz": frozenset({"is_typical"}), "schema-2.db.xz": frozenset({"is_typical"})}
GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "ledgers").glob("schema-*.db.xz"))


def test_there_is_one_of_every_former_schema() -> None:
    assert [file.name for file in GOLDEN] == [f"schema-{schema}.db.xz" for schema in range(1, SCHEMA)]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name)
def test_an_old_ledger_says_the_same_after_the_upgrade(golden: Path, tmp_path: Path) -> None:
    _unpacked(golden, tmp_path)
    before = contents(tmp_path)
    assert before["difficulty"]
    context = AppContext(Ledger.open(tmp_path, deep=True), "李静", lambda: TODAY)
    assert contents(tmp_path, LATER_COLUMNS.get(golden.name, frozenset())) == before
    assert check_ledger(context) == []
    assert len(search(context, "增容", 5)) == 1
    keep_draft(context, "a", "visit", "", "{}")
    assert len(waiting_drafts(context)) == 1
    context.close()


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name)
def test_an_upgrade_keeps_no_personal_value_in_the_log_and_tells_its_old_head(golden: Path, tmp_path: Path) -> None:
    old = _unpacked(golden, tmp_path)
    with closing(dbapi2.connect(str(old))) as connection:
        (head,) = connection.execute("SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
        names = {name for (name,) in connection.execute("SELECT name FROM contact WHERE name <> ''")}
    Ledger.open(tmp_path, deep=True).close()
    with closing(dbapi2.connect(str(old))) as connection:
        logged = [
            (PERSONAL[table], json.loads(change))
            for table, change in connection.execute("SELECT table_name, change FROM audit_entry")
            if table in PERSONAL
        ]
        (note,) = connection.execute("SELECT change FROM audit_entry WHERE verb = 'upgrade'").fetchone()
        with pytest.raises(dbapi2.IntegrityError):
            connection.execute("UPDATE audit_value SET value = 'x'")
    assert names
    said = [change.get(column, ()) for columns, change in logged for column in columns]
    assert {text for values in said for text in values if isinstance(text, str)} <= {""}
    assert json.loads(note)["head"][0] == head


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name)
@pytest.mark.parametrize("harm", ["SET actor = '别人' WHERE seq = 9", "SET seq = 99999 WHERE seq = 9"])
def test_a_log_that_was_tampered_with_is_not_made_whole_by_the_upgrade(golden: Path, harm: str, tmp_path: Path) -> None:
    old = _unpacked(golden, tmp_path)
    with closing(dbapi2.connect(str(old))) as connection:
        (trigger,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_entry_no_update'").fetchone()
        connection.execute("DROP TRIGGER audit_entry_no_update")
        connection.execute(f"UPDATE audit_entry {harm}")
        connection.execute(trigger)
        connection.commit()
    with pytest.raises(Damaged):
        Ledger.open(tmp_path, deep=False)
    with closing(dbapi2.connect(str(old))) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (int(golden.name[7]),)


def _unpacked(golden: Path, folder: Path) -> Path:
    file = folder / "ledger.db"
    file.write_bytes(lzma.decompress(golden.read_bytes()))
    return file
