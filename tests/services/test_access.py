"""Who gets in: passwords by right, nothing readable in an encrypted ledger, its files shown all the same."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from tests.ledgers import CODE, TODAY, TOWN, copied_context
from tests.secrets import FIRM, PHONE, SCAN, holding
from zhenyu_desk import paths
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import AttachmentInput, ContactInput, EnterpriseInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.services import access, attachments, enterprises
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.officials import officials, save_official
from zhenyu_desk.services.restoring import restore
from zhenyu_desk.store import restoring
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.tables import AuditEntry

PASSWORD = "correct horse"
PROTECTION = access.new_protection()


@contextmanager
def opened(folder: Path, actor: str = "李静", secret: bytes | None = PROTECTION.secret) -> Iterator[AppContext]:
    context = AppContext(Ledger.open(folder, deep=True, secret=secret), actor, lambda: TODAY)
    try:
        yield context
    finally:
        context.close()


@pytest.fixture(scope="module")
def plain_ledger(empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger with a firm, a telephone, an attached file and four officials, to copy."""
    folder = tmp_path_factory.mktemp("plain") / "ledger"
    context = copied_context(empty_ledger, folder)
    firm = enterprises.add_enterprise(context, EnterpriseInput(name=FIRM, credit_code=CODE)).id
    assert firm is not None
    enterprises.save_contact(context, ContactInput(enterprise_id=firm, name="王芳", mobile=PHONE))
    attachments.add_attachment(
        context, Aggregate.ENTERPRISE, firm, attachments.stage_bytes(context, SCAN.encode(), "申请书.txt")
    )
    for name, role in (("李静", Role.MANAGING), ("周敏", Role.ENTRY), ("吴磊", Role.READING)):
        save_official(context, OfficialInput(name=name, role=role))
    context.close()
    return folder


@pytest.fixture
def plain(plain_ledger: Path, tmp_path: Path) -> Path:
    """A plain ledger of its own."""
    return shutil.copytree(plain_ledger, tmp_path / "ledger")


@pytest.fixture(scope="module")
def encrypted_ledger(plain_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, encrypted, to copy."""
    folder = shutil.copytree(plain_ledger, tmp_path_factory.mktemp("encrypted") / "ledger")
    access.protect(folder, PROTECTION.secret, "李静", PASSWORD)
    return folder


@pytest.fixture
def folder(encrypted_ledger: Path, tmp_path: Path) -> Path:
    """An encrypted ledger of its own."""
    return shutil.copytree(encrypted_ledger, tmp_path / "ledger")


def file_of_firm(context: AppContext) -> AttachmentInput:
    (row,) = attachments.attachments_of(context, Aggregate.ENTERPRISE, 1)
    return AttachmentInput(file_name=row.file_name, sha256=row.sha256, size=row.size, media_type=row.media_type)


def test_nothing_readable_is_left_in_the_folder(plain: Path) -> None:
    words = (PHONE, FIRM, SCAN[:100], "王芳", PASSWORD)
    assert holding(plain, *words) == [
        "attachments/" + str(next((plain / "attachments").glob("??/*")).relative_to(plain / "attachments")),
        "ledger.db",
    ]
    access.protect(plain, PROTECTION.secret, "李静", PASSWORD)
    assert holding(plain, *words, PROTECTION.secret.hex()) == []
    secret = access.unlock(plain, "李静", PASSWORD)
    with opened(plain, secret=secret) as context:
        enterprises.add_enterprise(context, EnterpriseInput(name="周市镇" + FIRM))
        attachments.stage_bytes(context, SCAN.encode() + b"2", "另一份.txt")
        back_up(context)
        assert holding(plain, *words) == []
        assert check_ledger(context) == []
    assert holding(plain, *words) == []


def test_plain_backups_are_named_and_can_be_deleted_once_there_is_an_encrypted_one(plain: Path) -> None:
    with opened(plain, secret=None) as context:
        back_up(context)
        back_up(context)
    access.protect(plain, PROTECTION.secret, "李静", PASSWORD)
    assert len(access.plain_backups(plain)) == len(access.plain_backups(plain / "backups")) == 2
    assert holding(plain, FIRM, SCAN[:100])
    with opened(plain, "周敏") as context, pytest.raises(RuleBroken):
        access.drop_plain_backups(context)
    with opened(plain) as context:
        assert access.drop_plain_backups(context) == 2
    assert access.plain_backups(plain) == []
    assert holding(plain, FIRM, SCAN[:100]) == []
    assert len(list((plain / "backups").glob("ledger-*.db"))) == 1


def test_an_encrypted_backup_put_back_over_a_plain_ledger_leaves_nothing_readable(folder: Path) -> None:
    with opened(folder) as context:
        made = back_up(context)
    access.unprotect(folder, PROTECTION.secret, "李静")
    with opened(folder, secret=None) as context:
        attachments.stage_bytes(context, SCAN.encode() + b"2", "另一份.txt")
    restore(folder, made, PROTECTION.secret, actor="李静")
    with opened(folder, secret=access.unlock(folder, "李静", PASSWORD)) as context:
        assert attachments.content_of(context, file_of_firm(context)) == SCAN.encode()
    assert holding(folder / "attachments", SCAN[:100]) == []


def test_an_attached_file_is_shown_as_a_private_copy_that_goes(folder: Path) -> None:
    with opened(folder) as context:
        item = file_of_firm(context)
        copy = attachments.file_of(context, item)
        assert copy.read_text(encoding="utf-8") == SCAN
        assert (copy.suffix, stat.S_IMODE(copy.stat().st_mode)) == (".txt", 0o400)
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
        assert folder not in copy.parents
        assert attachments.file_of(context, item) == copy
        attachments.forget_copies(context)
        assert not copy.exists()
        copy = attachments.file_of(context, item)
    assert not copy.exists()
    assert holding(paths.private_copies_dir(), SCAN[:100]) == []


def test_a_copy_that_a_crash_left_goes_at_the_next_start(folder: Path) -> None:
    with opened(folder) as context:
        copy = attachments.file_of(context, file_of_firm(context))
        left = copy.parent.parent / "left by a crash"
        shutil.copytree(copy.parent, left)
    assert list(left.iterdir())
    with opened(folder):
        assert not left.exists()


def test_saved_copies_and_contents_are_readable_and_a_flipped_byte_is_told(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as context:
        item = file_of_firm(context)
        attachments.copy_out(context, item, tmp_path / "copy.txt")
        assert (tmp_path / "copy.txt").read_text(encoding="utf-8") == SCAN
        assert attachments.content_of(context, item) == SCAN.encode()
        path = attachments.path_of(context, item)
        path.chmod(0o644)
        content = bytearray(path.read_bytes())
        content[-20] ^= 1
        path.write_bytes(content)
        for read in (attachments.file_of, attachments.content_of):
            with pytest.raises(EnvironmentProblem, match=r"申请书\.txt"):
                read(context, item)
        with pytest.raises(EnvironmentProblem, match=r"申请书\.txt"):
            attachments.copy_out(context, item, tmp_path / "second.txt")
        assert not (tmp_path / "second.txt").exists()
        (found,) = check_ledger(context)
        assert "申请书.txt" in found
        path.unlink()
        with pytest.raises(EnvironmentProblem, match="不在"):
            attachments.file_of(context, item)
    assert holding(paths.private_copies_dir(), SCAN[:100]) == []


def test_everybody_sets_his_own_password_and_who_manages_all(folder: Path) -> None:
    with opened(folder) as context:
        access.set_password(context, "吴磊", "given by 李静")
        access.set_password(context, "周敏", "given by 李静")
    secret = access.unlock(folder, "吴磊", "given by 李静")
    with opened(folder, "吴磊", secret) as context:
        access.set_password(context, "吴磊", "my own 2026")
        with pytest.raises(RuleBroken, match="管理"):
            access.set_password(context, "李静", "not mine 2026")
        with pytest.raises(RuleBroken, match="管理"):
            access.take_away_password(context, "李静")
    assert access.unlock(folder, "吴磊", "my own 2026") == access.unlock(folder, "李静", PASSWORD) == secret
    with opened(folder) as context:
        access.take_away_password(context, "吴磊")
        with context.ledger.read() as session:
            entries = session.scalars(select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(4)).all()
    assert [(entry.actor, entry.verb) for entry in entries] == [
        ("李静", "take_away_password"), ("吴磊", "set_password"), ("李静", "set_password"), ("李静", "set_password"),
    ]  # fmt: skip
    assert not any("2026" in entry.change or "given" in entry.change for entry in entries)
    assert access.names(folder) == ["李静", "周敏"]


def test_a_password_that_is_refused_leaves_no_trace(folder: Path) -> None:
    with opened(folder) as context:
        with context.ledger.read() as session:
            before = session.scalars(select(col(AuditEntry.seq))).all()
        with pytest.raises(RuleBroken, match="8"):
            access.set_password(context, "李静", "short")
        with context.ledger.read() as session:
            assert session.scalars(select(col(AuditEntry.seq))).all() == before


def test_only_who_manages_encrypts_and_decrypts(plain: Path) -> None:
    for name in ("周敏", "王五"):
        with pytest.raises(RuleBroken):
            access.protect(plain, PROTECTION.secret, name, PASSWORD)
    assert not access.is_protected(plain)
    access.protect(plain, PROTECTION.secret, "李静", PASSWORD)
    with pytest.raises(RuleBroken, match="已经加密"):
        access.protect(plain, PROTECTION.secret, "李静", PASSWORD)
    with pytest.raises(RuleBroken):
        access.unprotect(plain, PROTECTION.secret, "周敏")
    assert access.is_protected(plain)
    access.unprotect(plain, PROTECTION.secret, "李静")
    assert not access.is_protected(plain)
    with pytest.raises(RuleBroken, match="没有加密"):
        access.unprotect(plain, PROTECTION.secret, "李静")
    with opened(plain, secret=None) as context:
        assert attachments.content_of(context, file_of_firm(context)) == SCAN.encode()
        with pytest.raises(RuleBroken, match="没有加密"):
            access.set_password(context, "李静", PASSWORD)
        with pytest.raises(RuleBroken, match="没有加密"):
            access.drop_plain_backups(context)


def test_a_short_password_does_not_begin_a_conversion(plain: Path) -> None:
    before = (plain / "ledger.db").read_bytes()
    with pytest.raises(RuleBroken):
        access.protect(plain, PROTECTION.secret, "李静", "short")
    assert (plain / "ledger.db").read_bytes() == before


def test_the_printed_code_leads_to_a_new_password(folder: Path) -> None:
    (folder / "keys.json").unlink()
    secret = access.unlock_with_code(folder, PROTECTION.code)
    access.renew_password(folder, secret, "李静", "begun anew")
    assert access.unlock(folder, "李静", "begun anew") == PROTECTION.secret
    assert access.secret_of(PROTECTION.code) == PROTECTION.secret


def test_a_new_ledger_can_be_encrypted_from_the_first_byte(tmp_path: Path) -> None:
    protection = access.new_protection()
    keys = access.keys_of_one(protection.secret, "李静", PASSWORD)
    Ledger.create(tmp_path / "new", TOWN, protection.secret, keys).close()
    assert holding(tmp_path / "new", TOWN) == []
    with opened(tmp_path / "new", secret=access.unlock(tmp_path / "new", "李静", PASSWORD)) as context:
        assert check_ledger(context) == []


def test_a_crash_while_it_is_made_leaves_no_ledger_without_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, protection = tmp_path / "new", access.new_protection()
    keys = access.keys_of_one(protection.secret, "李静", PASSWORD)
    with monkeypatch.context() as crash:
        crash.setattr(restoring, "_swap", interrupt)
        with pytest.raises(KeyboardInterrupt):
            Ledger.create(folder, TOWN, protection.secret, keys)
    assert access.is_protected(folder)
    assert access.unlock(folder, "李静", PASSWORD) == protection.secret


def interrupt(*_anything: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_new_ledger_and_its_keys_are_for_their_user_alone(folder: Path, tmp_path: Path) -> None:
    Ledger.create(tmp_path / "towns" / "new", TOWN).close()
    assert stat.S_IMODE((tmp_path / "towns" / "new").stat().st_mode) == 0o700
    for _time in range(2):
        assert stat.S_IMODE((folder / "keys.json").stat().st_mode) == 0o600
        (folder / "keys.json").chmod(0o644)
        access.renew_password(folder, PROTECTION.secret, "周敏", PASSWORD)


def test_plain_ledgers_that_a_restore_kept_aside_go_too_and_those_of_others_stay(plain: Path, tmp_path: Path) -> None:
    """What was kept because it is damaged has no manifest, and its first page may be the damaged one."""
    with opened(plain, secret=None) as context:
        made = back_up(context)
    for start, length in ((0, 16), (9000, 3000)):
        broken = bytearray((plain / "ledger.db").read_bytes())
        broken[start : start + length] = bytes(length)
        (plain / "ledger.db").write_bytes(broken)
        restore(plain, made, actor="李静")
    foreign = shutil.copytree(next((plain / "backups").glob("kept-*")), tmp_path / "stick" / "kept-别处")
    access.protect(plain, PROTECTION.secret, "李静", PASSWORD)
    assert len(access.plain_backups(plain)) == 3
    assert holding(plain / "backups", SCAN[:100])
    with opened(plain) as context:
        assert access.drop_plain_backups(context, tmp_path / "stick") == 0
        assert (foreign / "ledger.db").exists()
        assert access.drop_plain_backups(context) == 3
    assert access.plain_backups(plain) == []
    assert holding(plain, FIRM, PHONE, SCAN[:100]) == []


def retire(context: AppContext, name: str) -> None:
    row = next(row for row in officials(context) if row.name == name)
    save_official(context, OfficialInput(name=name, role=row.role, in_use=InUse.RETIRED), row.id, row.version)


def test_who_is_retired_loses_the_password(folder: Path) -> None:
    with opened(folder) as context:
        access.set_password(context, "周敏", "given by 李静")
        retire(context, "周敏")
        assert access.names(folder) == ["李静"]
        retire(context, "吴磊")  # who has none
        with pytest.raises(RuleBroken) as refused:
            access.set_password(context, "周敏", "given again")
        assert refused.value.field == "name"
    with pytest.raises(RuleBroken):
        access.unlock(folder, "周敏", "given by 李静")


def test_the_last_one_with_a_password_is_not_retired(folder: Path) -> None:
    with opened(folder) as context:
        save_official(context, OfficialInput(name="钱进", role=Role.MANAGING))
        with pytest.raises(RuleBroken, match="最后"):
            retire(context, "李静")
        assert [row.in_use for row in officials(context) if row.name == "李静"] == [InUse.ACTIVE]
    assert access.unlock(folder, "李静", PASSWORD) == PROTECTION.secret


def test_only_officials_that_are_listed_are_given_a_password(folder: Path) -> None:
    with opened(folder) as context:
        with pytest.raises(RuleBroken) as refused:
            access.set_password(context, "没有此人", "given by 李静")
        assert refused.value.field == "name"
    assert access.names(folder) == ["李静"]


def test_encrypting_anew_makes_a_secret_that_former_passwords_do_not_lead_to(folder: Path) -> None:
    access.unprotect(folder, PROTECTION.secret, "李静")
    anew = access.new_protection()
    access.protect(folder, anew.secret, "李静", PASSWORD)
    assert access.unlock(folder, "李静", PASSWORD) == anew.secret != PROTECTION.secret
    with pytest.raises(RuleBroken):
        access.unlock_with_code(folder, PROTECTION.code)
