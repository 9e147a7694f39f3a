"""Old ledgers open for ever: one of every former schema is brought up to the present one and says the same."""

import lzma
from pathlib import Path

import pytest

from tests.exchange.ledger_contents import contents
from tests.ledgers import TODAY
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import keep_draft, waiting_drafts
from zhenyu_desk.services.search import search
from zhenyu_desk.store.ledger import SCHEMA, Ledger

# What came with the later schema: an older ledger can't have said it.
LATER_COLUMNS = {"schema-1.db.xz": frozenset({"is_typical"}), "schema-2.db.xz": frozenset({"is_typical"})}
GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "ledgers").glob("schema-*.db.xz"))


def test_there_is_one_of_every_former_schema() -> None:
    assert [file.name for file in GOLDEN] == [f"schema-{schema}.db.xz" for schema in range(1, SCHEMA)]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name)
def test_an_old_ledger_says_the_same_after_the_upgrade(golden: Path, tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(lzma.decompress(golden.read_bytes()))
    before = contents(tmp_path)
    assert before["difficulty"]
    context = AppContext(Ledger.open(tmp_path, deep=True), "李静", lambda: TODAY)
    assert contents(tmp_path, LATER_COLUMNS.get(golden.name, frozenset())) == before
    assert check_ledger(context) == []
    assert len(search(context, "增容", 5)) == 1
    keep_draft(context, "a", "visit", "", "{}")
    assert len(waiting_drafts(context)) == 1
    context.close()
