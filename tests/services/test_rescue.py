"""A ledger written as text and read back is the same ledger, audit log included, also from an older schema."""

import json
import lzma
import os
import stat
import tracemalloc
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from tests.domain.histories import TODAY as LAST_DAY
from tests.exchange.ledger_contents import contents
from tests.ledgers import TODAY, TOWN, Town, copied_context
from tests.services import made_ledgers
from tests.store.test_upgrade import LATER_COLUMNS
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import ContactInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import Damaged, EnvironmentProblem, RuleBroken
from zhenyu_desk.services import attachments, enterprises
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import keep_draft
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.services.rescue import read_rescue, write_rescue
from zhenyu_desk.services.search import search
from zhenyu_desk.store import rescue
from zhenyu_desk.store.ledger import SCHEMA, Ledger
from zhenyu_desk.store.secret import new_secret

GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "ledgers").glob("schema-*.db.xz"))
DAY = date(2026, 11, 2)


def every_row(ledger: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows as they lie in the file, keys, uids and instants included."""
    with closing(dbapi2.connect(str(ledger / "ledger.db"))) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for (name,) in names}


def read_back(tmp_path: Path, source: Path, secret: bytes | None = None) -> AppContext:
    folder = tmp_path / "rescued" / "ledger"
    assert read_rescue(source, folder, secret) == (TOWN, 0)
    return AppContext(Ledger.open(folder, deep=True, secret=secret), "李静", lambda: TODAY)


def test_what_is_read_back_is_the_same_ledger_to_the_last_row(town: Town, tmp_path: Path) -> None:
    context = town.context
    enterprises.save_contact(context, ContactInput(enterprise_id=town.firm, name="张伟", mobile="13800002201"))
    town.visit(DAY, town.difficulty(DAY, words="第一行\n第二行 𠮷 \"'\\"))
    photo = attachments.stage_bytes(context, b"photo", "照片.jpg")
    attachments.add_attachment(context, Aggregate.ENTERPRISE, town.firm, photo)
    drafted = attachments.stage_bytes(context, b"draft", "草稿.jpg")
    keep_draft(context, "u", "visit", "", json.dumps({"attachments": [drafted.model_dump()]}))
    written = write_rescue(context, tmp_path / "应急")
    assert (written.attachments, written.lacking) == (2, 0)
    copy = read_back(tmp_path, tmp_path / "应急")
    assert every_row(copy.ledger.folder) == every_row(context.ledger.folder)
    assert contents(copy.ledger.folder) == contents(context.ledger.folder)
    assert check_ledger(copy) == []
    assert search(copy, "增容", 5) == search(context, "增容", 5)
    assert attachments.content_of(copy, drafted) == b"draft"
    copy.close()


def test_the_copy_can_be_read_without_this_program_and_its_making_is_in_the_log(town: Town, tmp_path: Path) -> None:
    written = write_rescue(town.context, tmp_path / "copy")
    lines = [json.loads(line) for line in written.file.read_text(encoding="utf-8").splitlines()]
    assert (lines[0]["format"], lines[0]["schema"], lines[0]["town"]) == ("zhenyu-desk rescue", SCHEMA, TOWN)
    assert lines[0]["tables"]["enterprise"] == 1
    firms = [line["row"]["name"] for line in lines[1:-1] if line["table"] == "enterprise"]
    assert firms == ["恒岚精密机械有限公司"]
    assert lines[-1]["end"] == len(lines) - 2 == written.rows
    log = [line["row"] for line in lines[1:-1] if line["table"] == "audit_entry"]
    assert (log[-1]["verb"], log[-1]["actor"]) == ("write_rescue", "李静")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_ledger_comes_back(
    empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    tmp_path = tmp_path_factory.mktemp("any")
    context = copied_context(empty_ledger, tmp_path / "ledger", lambda: LAST_DAY)
    made_ledgers.fill(context, data.draw)
    write_rescue(context, tmp_path / "copy")
    context.close()
    read_back(tmp_path, tmp_path / "copy").close()
    assert every_row(tmp_path / "rescued" / "ledger") == every_row(tmp_path / "ledger")


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name)
def test_a_copy_of_an_older_program_is_brought_up(golden: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "ledger.db").write_bytes(lzma.decompress(golden.read_bytes()))
    before = contents(old)
    (tmp_path / "copy").mkdir()
    with closing(dbapi2.connect(str(old / "ledger.db"))) as connection:
        rescue.write_tables(connection, tmp_path / "copy" / rescue.FILE_NAME)
    copy = read_back(tmp_path, tmp_path / "copy")
    Ledger.open(old, deep=True).close()  # upgraded where it lies
    assert every_row(copy.ledger.folder).keys() == every_row(old).keys()
    assert contents(copy.ledger.folder, LATER_COLUMNS.get(golden.name, frozenset())) == before
    assert check_ledger(copy) == []
    assert len(search(copy, "增容", 5)) == 1
    copy.close()


def test_an_encrypted_ledger_is_written_in_the_clear_and_read_into_an_encrypted_one(tmp_path: Path) -> None:
    secret, other = new_secret(), new_secret()
    context = AppContext(Ledger.create(tmp_path / "ledger", TOWN, secret), "李静", lambda: TODAY)
    town = Town.settle(context)
    photo = attachments.stage_bytes(context, b"photo of " * 99, "照片.jpg")
    attachments.add_attachment(context, Aggregate.ENTERPRISE, town.firm, photo)
    write_rescue(context, tmp_path / "copy")
    (plain,) = (tmp_path / "copy").glob("attachments/??/*.jpg")
    assert plain.read_bytes() == b"photo of " * 99
    context.close()
    copy = read_back(tmp_path, tmp_path / "copy", other)
    assert check_ledger(copy) == []
    assert attachments.content_of(copy, photo) == b"photo of " * 99
    assert b"photo of" not in attachments.path_of(copy, photo).read_bytes()
    copy.close()


def test_a_copy_that_is_cut_changed_newer_or_none_is_refused_and_no_ledger_is_made(town: Town, tmp_path: Path) -> None:
    file = write_rescue(town.context, tmp_path / "copy").file
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    for broken in (
        whole[: len(whole) // 2],
        b"".join(lines[:-1]),
        whole.replace("恒岚".encode(), "恒蓝".encode()),
        b"".join([*lines[:5], *lines[6:]]),
        whole.replace(b"visit", b"\xff\xfe", 1),
    ):
        file.write_bytes(broken)
        with pytest.raises(Damaged):
            read_rescue(tmp_path / "copy", tmp_path / "new")
    for other in (b"", b"{}\n", lines[0].replace(b'"schema":%d' % SCHEMA, b'"schema":99'), b"[1]\n"):
        file.write_bytes(other)
        with pytest.raises(EnvironmentProblem):
            read_rescue(tmp_path / "copy", tmp_path / "new")
    with pytest.raises(EnvironmentProblem):
        read_rescue(tmp_path / "nowhere", tmp_path / "new")
    assert not (tmp_path / "new" / "ledger.db").exists()
    file.write_bytes(whole)
    read_rescue(tmp_path / "copy", tmp_path / "new")


def test_nothing_is_written_over(town: Town, tmp_path: Path) -> None:
    write_rescue(town.context, tmp_path / "copy")
    with pytest.raises(RuleBroken):
        write_rescue(town.context, tmp_path / "copy")
    town.context.close()
    before = contents(town.context.ledger.folder)
    with pytest.raises(RuleBroken):
        read_rescue(tmp_path / "copy", town.context.ledger.folder)
    assert contents(town.context.ledger.folder) == before


def test_a_copy_of_a_damaged_ledger_still_writes_what_can_be_read_but_is_not_taken_as_whole(
    town: Town, tmp_path: Path
) -> None:
    with closing(dbapi2.connect(str(town.context.ledger.file), isolation_level=None)) as intruder:
        intruder.execute("UPDATE enterprise SET name = '别人'")
    write_rescue(town.context, tmp_path / "copy")
    with pytest.raises(Damaged):
        read_rescue(tmp_path / "copy", tmp_path / "new")


def test_writing_and_reading_hold_no_ledger_in_memory(demo: AppContext, tmp_path: Path) -> None:
    read_rescue(write_rescue(demo, tmp_path / "first").file, tmp_path / "warm")  # modules are loaded
    tracemalloc.start()
    written = write_rescue(demo, tmp_path / "copy")
    _now, writing = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written.file.stat().st_size > 2 * writing


def test_who_may_not_write_one_leaves_no_folder(town: Town, tmp_path: Path) -> None:
    for name, role in (("李静", Role.MANAGING), ("吴刚", Role.READING)):
        save_official(town.context, OfficialInput(name=name, role=role))
    with pytest.raises(RuleBroken, match="管理"):
        write_rescue(replace(town.context, actor="吴刚"), tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_copy_is_for_who_wrote_it_alone(town: Town, tmp_path: Path) -> None:
    write_rescue(town.context, tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o700
