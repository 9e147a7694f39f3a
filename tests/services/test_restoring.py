"""A backup in the place of the ledger: what is inside, what is refused, where the former one goes."""

import json
import lzma
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.exchange.ledger_contents import contents
from tests.ledgers import TODAY, TOWN, Town
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import Damaged, EnvironmentProblem, RuleBroken
from zhenyu_desk.services import access, attachments, restoring
from zhenyu_desk.services.backup import BackupKind, back_up
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.services.search import search
from zhenyu_desk.store.ledger import SCHEMA, Ledger

GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "ledgers").glob("schema-*.db.xz"))
DAY = date(2026, 11, 2)
PASSWORD = "correct horse"


@contextmanager
def opened(folder: Path, secret: bytes | None = None) -> Iterator[AppContext]:
    context = AppContext(Ledger.open(folder, deep=True, secret=secret, alone=True), "李静", lambda: TODAY)
    try:
        yield context
    finally:
        context.close()


def verbs(folder: Path) -> list[tuple[str, str]]:
    with dbapi2.connect(str(folder / "ledger.db")) as connection:
        found = connection.execute("SELECT verb, actor FROM audit_entry ORDER BY seq").fetchall()
    connection.close()
    return [(str(verb), str(actor)) for verb, actor in found]


@pytest.fixture
def backed_up(town: Town) -> tuple[Path, Path]:
    """A closed ledger that went on after a backup with a visit and an attached photo: its folder and the backup."""
    town.visit(DAY, town.difficulty(DAY))
    photo = attachments.stage_bytes(town.context, b"photo", "照片.jpg")
    attachments.add_attachment(town.context, Aggregate.ENTERPRISE, town.firm, photo)
    made = back_up(town.context)
    town.visit(date(2026, 11, 3))
    later = attachments.stage_bytes(town.context, b"later", "后来.jpg")
    attachments.add_attachment(town.context, Aggregate.ENTERPRISE, town.firm, later)
    attachments.path_of(town.context, photo).unlink()
    town.context.close()
    return town.context.ledger.folder, made


def test_what_is_inside_is_told_before(backed_up: tuple[Path, Path]) -> None:
    _folder, made = backed_up
    inside = restoring.look_into(made)
    assert (inside.town, inside.firms, inside.visits, inside.difficulties) == (TOWN, 1, 1, 1)
    assert (inside.kind, inside.schema, inside.is_protected, inside.lacking) == (BackupKind.MANUAL, SCHEMA, False, 0)
    assert inside.last_change is not None
    assert inside.made_at is not None
    assert sorted(path.name for path in made.parent.glob("*-wal")) == []


def test_a_restore_brings_records_and_attachments_back_and_keeps_the_former_ledger(
    backed_up: tuple[Path, Path],
) -> None:
    folder, made = backed_up
    former = contents(folder)
    kept = restoring.restore(folder, made, actor="李静")
    with opened(folder) as context:
        assert check_ledger(context) == []
        assert len(search(context, "增容", 5)) == 1
        (photo,) = attachments.attachments_of(context, Aggregate.ENTERPRISE, 1)
        assert attachments.content_of(context, photo) == b"photo"
    assert restoring.look_into(folder / "ledger.db").visits == 1
    assert verbs(folder)[-1] == ("restore_backup", "李静")
    assert restoring.look_into(kept).kind is BackupKind.BEFORE_RESTORE
    restoring.restore(folder, kept)
    assert contents(folder) == former
    with opened(folder) as context:
        assert check_ledger(context) == []


def test_a_damaged_present_ledger_is_kept_as_it_is_with_its_attachments(backed_up: tuple[Path, Path]) -> None:
    folder, made = backed_up
    file = folder / "ledger.db"
    broken = bytearray(file.read_bytes())
    broken[8 * 4096 : 20 * 4096] = bytes(12 * 4096)
    file.write_bytes(broken)
    kept = restoring.restore(folder, made)
    assert kept.parent == folder / "backups"
    assert kept.name.startswith("kept-")
    assert (kept / "ledger.db").read_bytes() == broken
    assert {path.read_bytes() for path in kept.glob("attachments/??/*")} >= {b"later"}
    with opened(folder) as context:
        assert check_ledger(context) == []
    assert [row.file for row in restoring.backups_in([folder / "backups"]) if row.kind is None] == [kept / "ledger.db"]


def test_a_ledger_that_is_lost_altogether_comes_back_from_a_stick(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    folder, made = backed_up
    stick = Path(shutil.copytree(made.parent, tmp_path / "stick"))
    shutil.rmtree(folder)
    restoring.restore(tmp_path / "new" / "ledger", stick / made.name)
    with opened(tmp_path / "new" / "ledger") as context:
        assert check_ledger(context) == []


def test_a_damaged_backup_is_refused_with_one_that_is_whole(backed_up: tuple[Path, Path]) -> None:
    folder, made = backed_up
    with opened(folder) as context:
        better = back_up(context)
    before = contents(folder)
    broken = bytearray(made.read_bytes())
    broken[-5000] ^= 1
    made.write_bytes(broken)
    with pytest.raises(Damaged) as error:
        restoring.restore(folder, made)
    assert str(better) in error.value.sentence
    assert contents(folder) == before
    better.write_bytes(better.read_bytes()[:-4096])
    for name in ("ledger-000001*", "ledger-000002*"):
        for manifest in folder.glob(f"backups/{name}.json"):
            manifest.unlink()
    with pytest.raises(Damaged):
        restoring.restore(folder, better)
    assert contents(folder) == before
    assert not (folder / "restore").exists()


def test_a_backup_that_was_changed_with_its_manifest_is_refused_by_its_audit(
    backed_up: tuple[Path, Path],
) -> None:
    folder, made = backed_up
    with dbapi2.connect(str(made)) as connection:
        connection.execute("UPDATE visit SET remark = '改过'")
    connection.close()
    made.with_suffix(".json").unlink()
    with pytest.raises(Damaged):
        restoring.restore(folder, made)


def test_newer_foreign_and_missing_files_are_refused_and_leave_all_as_it_was(
    backed_up: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, made = backed_up
    newer = Path(shutil.copy(made, tmp_path / "newer.db"))
    with dbapi2.connect(str(newer)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 3}")
    connection.close()
    foreign = tmp_path / "foreign.db"
    with dbapi2.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE things (x)")
    connection.close()
    (tmp_path / "letter.db").write_bytes(b"Dear Sir" * 2000)
    before = contents(folder)
    sentences = set()
    for file in (newer, foreign, tmp_path / "letter.db", tmp_path / "nowhere.db", tmp_path):
        with pytest.raises(EnvironmentProblem) as error:
            restoring.restore(folder, file)
        sentences.add(error.value.sentence)
        if file != newer:
            with pytest.raises(EnvironmentProblem):
                restoring.look_into(file)
    assert len(sentences) == 5
    assert restoring.look_into(newer).schema == SCHEMA + 3
    assert contents(folder) == before
    assert [row.kind for row in restoring.backups_in([folder / "backups"])] == [BackupKind.MANUAL]


def test_a_ledger_that_is_open_is_not_replaced(town: Town) -> None:
    made = back_up(town.context)
    with pytest.raises(EnvironmentProblem, match="打开"):
        restoring.restore(town.context.ledger.folder, made)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name)
def test_a_backup_of_an_older_program_is_brought_up_on_the_way(
    golden: Path, backed_up: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, _made = backed_up
    old = tmp_path / "old" / "ledger.db"
    old.parent.mkdir()
    old.write_bytes(lzma.decompress(golden.read_bytes()))
    inside = restoring.look_into(old)
    assert inside.schema < SCHEMA
    restoring.restore(folder, old)
    with opened(folder) as context:
        assert check_ledger(context) == []
    assert restoring.look_into(folder / "ledger.db").visits == inside.visits


@pytest.fixture
def encrypted(backed_up: tuple[Path, Path]) -> tuple[Path, Path, bytes]:
    """The same ledger, encrypted since: its folder, a backup of it, its secret."""
    folder, made = backed_up
    shutil.copytree(made.parent / "attachments", folder / "attachments", dirs_exist_ok=True)
    secret = access.new_protection().secret
    access.protect(folder, secret, "李静", PASSWORD)
    with opened(folder, secret) as context:
        made = back_up(context)
    return folder, made, secret


def test_an_encrypted_backup_is_restored_with_its_own_keys(encrypted: tuple[Path, Path, bytes], tmp_path: Path) -> None:
    _folder, made, secret = encrypted
    assert restoring.is_encrypted(made)
    assert restoring.names(made) == ["李静"]
    locked = restoring.look_into(made)
    assert (locked.town, locked.firms, locked.is_protected) == ("", 1, True)
    with pytest.raises(RuleBroken):
        restoring.restore(tmp_path / "new", made)
    with pytest.raises(RuleBroken):
        restoring.unlock(made, "李静", "wrong horse")
    assert restoring.unlock(made, "李静", PASSWORD) == secret
    assert restoring.unlock_with_code(made, access.recovery_code(secret)) == secret
    with pytest.raises(EnvironmentProblem):
        restoring.look_into(made, b"0" * 16)
    with pytest.raises(EnvironmentProblem):
        restoring.restore(tmp_path / "new", made, b"0" * 16)
    assert restoring.look_into(made, secret).town == TOWN
    restoring.restore(tmp_path / "new", made, secret)
    assert access.unlock(tmp_path / "new", "李静", PASSWORD) == secret
    with opened(tmp_path / "new", secret) as context:
        assert check_ledger(context) == []
        names = {
            row.file_name: attachments.content_of(context, row)
            for row in attachments.attachments_of(context, Aggregate.ENTERPRISE, 1)
        }
    assert names["后来.jpg"] == b"later"


def test_a_plain_backup_makes_an_encrypted_ledger_plain_again_and_back(
    encrypted: tuple[Path, Path, bytes], backed_up: tuple[Path, Path]
) -> None:
    folder, locked, secret = encrypted
    kept = restoring.restore(folder, backed_up[1], present_secret=secret)
    assert not (folder / "keys.json").exists()
    with opened(folder) as context:
        assert check_ledger(context) == []
    assert restoring.names(kept) == ["李静"]
    restoring.restore(folder, locked, secret)
    with opened(folder, secret) as context:
        assert check_ledger(context) == []
    restoring.restore(folder, kept, secret)
    assert json.loads((folder / "keys.json").read_text(encoding="utf-8"))["officials"]
    with opened(folder, secret) as context:
        assert check_ledger(context) == []


def test_only_who_manages_may_restore_where_officials_are_listed(backed_up: tuple[Path, Path]) -> None:
    folder, made = backed_up
    with opened(folder) as context:
        save_official(context, OfficialInput(name="李静", role=Role.MANAGING))
        save_official(context, OfficialInput(name="赵敏", role=Role.HANDLING))
    before = contents(folder)
    for name in ("赵敏", "路人", ""):
        with pytest.raises(RuleBroken):
            restoring.restore(folder, made, actor=name)
    assert contents(folder) == before
    restoring.restore(folder, made, actor="李静")
    assert contents(folder) != before


def test_an_encrypted_ledger_is_replaced_only_by_one_who_can_open_and_manages_it(
    encrypted: tuple[Path, Path, bytes], tmp_path: Path
) -> None:
    """A backup of anybody's own, plain or under a password of his, needs neither the ledger's password nor a role."""
    folder, _made, secret = encrypted
    with opened(folder, secret) as context:
        save_official(context, OfficialInput(name="李静", role=Role.MANAGING))
        save_official(context, OfficialInput(name="吴刚", role=Role.READING))
    own = AppContext(Ledger.create(tmp_path / "own", "别镇"), "吴刚", lambda: TODAY)
    plain = back_up(own)
    own.close()
    other = access.new_protection().secret
    access.protect(tmp_path / "own", other, "吴刚", PASSWORD)
    with opened(tmp_path / "own", other) as own:
        locked = back_up(own)
    before = (folder / "ledger.db").read_bytes()
    for backup, of_backup in ((plain, None), (locked, other)):
        assert restoring.needs_present_secret(folder, of_backup)
        for of_present, field in ((None, "present_password"), (b"0" * 16, "present_password"), (secret, None)):
            with pytest.raises(RuleBroken) as refused:
                restoring.restore(folder, backup, of_backup, actor="吴刚", present_secret=of_present)
            assert refused.value.field == field
    assert (folder / "ledger.db").read_bytes() == before
    assert not restoring.needs_present_secret(folder, secret)
    kept = restoring.restore(folder, plain, actor="李静", present_secret=secret)
    assert restoring.look_into(kept, secret).town == TOWN


def test_an_encrypted_ledger_that_is_known_to_be_damaged_needs_no_password(
    encrypted: tuple[Path, Path, bytes], backed_up: tuple[Path, Path]
) -> None:
    folder, _made, _secret = encrypted
    broken = bytearray((folder / "ledger.db").read_bytes())
    broken[1000] ^= 1
    (folder / "ledger.db").write_bytes(broken)
    assert not restoring.needs_present_secret(folder)
    kept = restoring.restore(folder, backed_up[1])
    assert (kept / "ledger.db").read_bytes() == broken
    assert (kept / "keys.json").exists()


def test_passwords_changed_and_taken_away_since_the_backup_stay_so(encrypted: tuple[Path, Path, bytes]) -> None:
    folder, _made, secret = encrypted
    with opened(folder, secret) as context:
        access.set_password(context, "吴刚", PASSWORD)
        made = back_up(context)
        access.set_password(context, "李静", "another horse")
        access.take_away_password(context, "吴刚")
    restoring.restore(folder, made, secret, actor="李静")
    assert access.names(folder) == ["李静"]
    assert access.unlock(folder, "李静", "another horse") == secret
