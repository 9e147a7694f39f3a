"""The command line run in this process, on a ledger of its own."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ledgers import Town, copied_context
from zhenyu_desk.__main__ import main


@dataclass(frozen=True)
class Answer:
    """What a command line said."""

    code: int
    out: str
    err: str


Cli = Callable[..., Answer]


@pytest.fixture
def cli(empty_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a verb on the ledger in tmp_path/ledger, an empty one unless a test made another."""
    ledger = tmp_path / "ledger"
    if not ledger.exists():
        shutil.copytree(empty_ledger, ledger)

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main(["--ledger", str(ledger), *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def small_town(empty_ledger: Path, tmp_path: Path) -> Path:
    """The folder of a closed ledger with one firm, its leader and two units."""
    context = copied_context(empty_ledger, tmp_path / "ledger")
    Town.settle(context)
    context.close()
    return tmp_path / "ledger"
