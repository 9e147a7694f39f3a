"""Torture runs have a short form, and a long one by --long; most of them come plain and encrypted."""

from pathlib import Path

import pytest

from tests.ledgers import TODAY, TOWN, Town
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.keyring import keys_of_one
from zhenyu_desk.store.ledger import Ledger

SECRET = bytes(range(16))
PASSWORD = "correct horse"


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether the long form is wanted."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(params=[None, SECRET], ids=["plain", "encrypted"])
def secret(request: pytest.FixtureRequest) -> bytes | None:
    """What the ledger is unlocked by."""
    given: bytes | None = request.param
    return given


@pytest.fixture
def settled(secret: bytes | None, tmp_path: Path) -> Path:
    """A closed ledger of a small town, plain or encrypted, to copy."""
    folder = tmp_path / "settled"
    keys = keys_of_one(secret, "李静", PASSWORD) if secret else None
    Ledger.create(folder, TOWN, secret, keys).close()
    context = AppContext(Ledger.open(folder, deep=False, secret=secret), "李静", lambda: TODAY)
    Town.settle(context)
    context.close()
    return folder
