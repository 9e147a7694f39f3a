"""A ledger that was not closed in order and is damaged: every verb refuses, and says that it is the ledger."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.cli.conftest import Cli
from tests.ledgers import Town, copied_context
from zhenyu_desk.errors import Damaged

SPOILT = {
    "another day": ["UPDATE visit SET \"on\" = '2026-09-12'"],
    "an index that is out of step": [
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, '(enterprise_id', '(length(number)') WHERE name LIKE 'ix_visit%'",
    ],
}
VERBS = [
    ["figures", "2026-10"],
    ["search", "恒岚"],
    ["report", "2026-10", "-o", "{out}/a.pdf"],
    ["report", "2026-10", "-o", "{out}/a.xlsx"],
    ["report", "2026-10", "-o", "{out}/a.pdf", "--issue"],
    ["export", "{out}/a.xlsx"],
    ["brief", "恒岚精密机械有限公司", "-o", "{out}/a.pdf"],
    ["backup"],
    ["backup", "{out}"],
    ["rescue", "{out}/rescue"],
    ["demo"],
]


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_nothing_wrong_is_said_or_written(
    empty_ledger: Path, tmp_path: Path, cli: Cli, verb: list[str], spoilt: str
) -> None:
    folder, out = tmp_path / "ledger", tmp_path / "out"
    shutil.rmtree(folder)
    out.mkdir()
    town = Town.settle(copied_context(empty_ledger, folder))
    town.visit(date(2026, 10, 12))
    town.context.close()
    (folder / "seal").unlink()
    with closing(dbapi2.connect(str(folder / "ledger.db"))) as connection:
        for statement in SPOILT[spoilt]:
            connection.execute(statement)
        connection.commit()
    said = cli(*(word.format(out=out) for word in verb))
    assert (said.code, said.out, said.err.count("\n")) == (Damaged.exit_code, "", 1)
    assert str(folder / "ledger.db") in said.err
    assert "备份" in said.err
    assert "磁盘" not in said.err
    assert [path for path in (*out.rglob("*"), *folder.glob("backups/*.db")) if path.is_file()] == []
