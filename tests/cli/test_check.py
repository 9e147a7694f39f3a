"""`check` on a ledger that was changed behind the program's back: it lists what is wrong and mends nothing."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.cli.conftest import Cli
from zhenyu_desk.store.seal import Seal, look

PAGE = 4096
LATIN = re.compile(r"[A-Za-z]{3,}")


def tamper(folder: Path, harm: str) -> None:
    """Change the database with another tool."""
    with closing(dbapi2.connect(str(folder / "ledger.db"), isolation_level=None)) as connection:
        connection.executescript(harm)


def spoil(folder: Path, page: int) -> None:
    """Overwrite a page with noise."""
    with (folder / "ledger.db").open("r+b") as stream:
        stream.seek(page * PAGE)
        stream.write(b"\xa5" * PAGE)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE enterprise SET employees = 9999",
        "DROP TRIGGER audit_entry_no_update; UPDATE audit_entry SET actor = '别人' WHERE seq = 3",
        "DROP TRIGGER audit_entry_no_update; UPDATE audit_entry SET at = 'gestern' WHERE seq = 3",
        "DROP TRIGGER audit_entry_no_update; UPDATE audit_entry SET change = '[1]' WHERE table_name = 'enterprise'",
        "UPDATE enterprise SET created_at = 'gestern', employees = 'viele'",
    ],
)
def test_check_lists_what_is_wrong_and_takes_no_witness_away(small_town: Path, harm: str, cli: Cli) -> None:
    seal = (small_town / "seal").read_bytes()
    tamper(small_town, harm)
    for _time in range(2):
        answer = cli("check", "--json")
        found = json.loads(answer.out)
        assert (answer.code, answer.err, found["ok"]) == (3, "", False)
        assert found["problems"]
        assert (small_town / "seal").read_bytes() == seal
        assert look(small_town / "ledger.db") is Seal.BROKEN


@pytest.mark.parametrize("verb", [["figures", "2026-10"], ["search", "恒岚"], ["backup"], ["export", "a.xlsx"]])
def test_every_other_verb_refuses_before_and_after_a_check(small_town: Path, verb: list[str], cli: Cli) -> None:
    tamper(small_town, "UPDATE enterprise SET employees = 9999")
    before = cli(*verb)
    cli("check")
    after = cli(*verb)
    assert before == after
    assert (after.code, after.out, after.err.count("\n")) == (3, "", 1)
    assert "恢复最近的备份" in after.err


def test_a_harmless_change_outside_is_found_to_be_none(small_town: Path, cli: Cli) -> None:
    tamper(small_town, "VACUUM")
    assert cli("check").code == 0
    assert look(small_town / "ledger.db") is Seal.BROKEN
    assert cli("search", "恒岚").code == 0
    assert look(small_town / "ledger.db") is Seal.WHOLE


def test_check_leaves_the_seal_of_a_whole_ledger(small_town: Path, cli: Cli) -> None:
    assert cli("check").code == 0
    assert look(small_town / "ledger.db") is Seal.WHOLE


@pytest.mark.parametrize("is_sealed", [True, False])
def test_bad_pages_are_told_and_never_a_traceback(small_town: Path, is_sealed: bool, cli: Cli) -> None:
    whole = (small_town / "ledger.db").read_bytes()
    if not is_sealed:
        (small_town / "seal").unlink()
    for page in range(0, len(whole) // PAGE, 9):
        (small_town / "ledger.db").write_bytes(whole)
        spoil(small_town, page)
        answer = cli("check")
        assert answer.code == 3, page
        assert answer.out == ""
        assert "Traceback" not in answer.err
        assert "损坏" in answer.err, page
        assert answer.err.count("\n") == 1, page
        assert not LATIN.search(answer.err.replace(str(small_town), "").replace("ledger.db", "")), answer.err


def test_a_search_index_that_cannot_be_opened_is_damage(small_town: Path, cli: Cli) -> None:
    tamper(small_town, "DELETE FROM search_difficulty_config; DELETE FROM search_difficulty_data")
    assert cli("check").code == 3
    refused = cli("search", "恒岚")
    assert (refused.code, refused.err.count("\n")) == (3, 1)
    assert "恢复最近的备份" in refused.err
    (small_town / "seal").unlink()
    refused = cli("search", "恒岚")
    assert (refused.code, refused.err.count("\n")) == (3, 1)
    assert "恢复最近的备份" in refused.err


def test_a_value_that_cannot_be_read_is_damage_to_whoever_reads_it(small_town: Path, cli: Cli) -> None:
    """After a crash there is no seal, and verbs that read don't wait for a check of the whole file."""
    (small_town / "seal").unlink()
    tamper(small_town, "UPDATE enterprise SET created_at = 'gestern'; UPDATE unit SET created_at = 'gestern'")
    answers = [cli("export", small_town.parent / "a.xlsx"), cli("figures", "2026-10"), cli("search", "恒岚")]
    refused = [answer for answer in answers if answer.code]
    assert refused
    assert all((answer.code, answer.err.count("\n")) == (3, 1) and "恢复最近的备份" in answer.err for answer in refused)
