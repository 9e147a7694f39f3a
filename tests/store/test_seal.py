"""A ledger is sealed only when nobody wrote to it past the program, not even while it was open."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.ledgers import Town
from zhenyu_desk.errors import Damaged
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.seal import Seal, look


@pytest.fixture
def closed(town: Town) -> Path:
    """A ledger that was closed in order."""
    town.context.close()
    return town.context.ledger.file


def test_what_the_program_wrote_itself_is_sealed(closed: Path) -> None:
    assert look(closed) is Seal.WHOLE
    ledger = Ledger.open(closed.parent, deep=False, alone=True)
    with ledger.write("李静", "test") as work:
        work.note("ledger", {})
        work.commit()
    ledger.check_file()
    ledger.close()
    assert look(closed) is Seal.WHOLE


@pytest.mark.parametrize("is_writing", [False, True])
def test_what_another_tool_changed_while_it_was_open_is_not_sealed(closed: Path, is_writing: bool) -> None:
    ledger = Ledger.open(closed.parent, deep=False, alone=True)
    with closing(dbapi2.connect(str(closed))) as intruder:
        intruder.execute("UPDATE enterprise SET employees = 9999")
        intruder.commit()
    if is_writing:
        with ledger.write("李静", "test") as work:
            work.note("ledger", {})
            work.commit()
    ledger.close()
    assert look(closed) is not Seal.WHOLE
    with pytest.raises(Damaged):
        Ledger.open(closed.parent, deep=True, alone=True)
