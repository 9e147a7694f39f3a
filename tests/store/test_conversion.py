"""A ledger becomes an encrypted one and back, equal in all it holds."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import TODAY
from tests.secrets import FIRM, SCAN, holding
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import attachments
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import attachments as stored
from zhenyu_desk.store import conversion, driver, keyring, restoring
from zhenyu_desk.store.encrypted_files import is_encrypted
from zhenyu_desk.store.engine import sentences
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.store.secret import new_secret

SECRET = new_secret()
PASSWORD = "correct horse"
FILES = 12


@contextmanager
def opened(folder: Path, *, deep: bool = True) -> Iterator[AppContext]:
    secret = SECRET if keyring.is_protected(folder) else None
    context = AppContext(Ledger.open(folder, deep=deep, secret=secret), "李静", lambda: TODAY)
    try:
        yield context
    finally:
        context.close()


def convert(folder: Path, secret: bytes | None) -> None:
    present = SECRET if keyring.is_protected(folder) else None
    with closing(Ledger.open(folder, deep=True, secret=present, alone=True)) as ledger:
        keys = keyring.keys_of_one(secret, "李静", PASSWORD) if secret else None
        conversion.convert(ledger, secret, keys, "李静")


@pytest.fixture(scope="module")
def filled(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger of an invented town with attached files, to copy."""
    folder = shutil.copytree(demo_ledger, tmp_path_factory.mktemp("filled") / "ledger")
    with opened(folder) as context:
        attach(context)
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """The same, a copy of its own."""
    return shutil.copytree(filled, tmp_path / "ledger")


def attach(context: AppContext) -> None:
    """Give a firm some files."""
    for number in range(FILES):
        item = attachments.stage_bytes(context, f"{number}{SCAN}"[:500_000].encode(), f"申请书{number}.txt")
        attachments.add_attachment(context, Aggregate.ENTERPRISE, 1, item)


def everything(context: AppContext) -> list[object]:
    """What a user sees of the firms, and every attached file."""
    rows = context.read(enterprise_page, TODAY)
    items = attachments.attachments_of(context, Aggregate.ENTERPRISE, 1)
    return [rows, [(item.file_name, attachments.content_of(context, item)[:50]) for item in items]]


def forms(folder: Path) -> set[bool]:
    """Whether the attached files are encrypted."""
    return {is_encrypted(path, SECRET) for path in (folder / "attachments").glob("??/*")}


def test_there_and_back_nothing_changes(folder: Path) -> None:
    with opened(folder) as context:
        before = everything(context)
    convert(folder, SECRET)
    assert keyring.is_protected(folder)
    assert forms(folder) == {True}
    with opened(folder) as context:
        assert everything(context) == before
        assert check_ledger(context) == []
    convert(folder, None)
    assert not keyring.is_protected(folder)
    assert forms(folder) == {False}
    with opened(folder) as context:
        assert everything(context) == before
        assert check_ledger(context) == []
    names = {path.name for path in folder.iterdir()}
    assert names <= {"ledger.db", "attachments", "backups", "lock", "seal"}


def test_the_conversion_stands_in_the_audit_log(folder: Path) -> None:
    convert(folder, SECRET)
    convert(folder, None)
    with closing(driver.connect(folder / "ledger.db", None)) as connection:
        verbs = connection.execute("SELECT actor, verb FROM audit_entry ORDER BY seq DESC LIMIT 2").fetchall()
    assert verbs == [("李静", "decrypt_ledger"), ("李静", "encrypt_ledger")]


@pytest.mark.parametrize("broken", ["export", "files", "ready"])
def test_what_fails_in_the_midst_leaves_the_ledger_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    for secret in (SECRET, None):
        module, name = {
            "export": (conversion, "_export"),
            "files": (stored, "_rewrite"),
            "ready": (restoring, "make_ready"),
        }[broken]
        with opened(folder) as context:
            before = everything(context)
        with monkeypatch.context() as full:
            full.setattr(module, name, refuse)
            with pytest.raises(EnvironmentProblem, match="磁盘已满"):
                convert(folder, secret)
        with opened(folder) as context:
            assert everything(context) == before
        assert forms(folder) == {keyring.is_protected(folder)}
        if keyring.is_protected(folder) is (secret is None):
            convert(folder, secret)


@pytest.mark.parametrize("change", ["DELETE FROM other.pairing", "UPDATE other.enterprise SET name = 'x' WHERE id = 3"])
def test_a_converted_file_that_differs_is_thrown_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    compare = conversion._are_equal

    def spoil_and_compare(source: Any) -> bool:
        source.execute(change)
        return compare(source)

    monkeypatch.setattr(conversion, "_are_equal", spoil_and_compare)
    with pytest.raises(EnvironmentProblem, match="转换"):
        convert(folder, SECRET)
    assert not keyring.is_protected(folder)
    with opened(folder) as context:
        assert context.read(enterprise_page, TODAY)


def test_a_ledger_that_is_open_elsewhere_is_not_converted(folder: Path) -> None:
    with opened(folder), pytest.raises(EnvironmentProblem, match="已在"):
        convert(folder, SECRET)
    with closing(driver.connect(folder / "ledger.db", None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM enterprise").fetchone()
        with pytest.raises(EnvironmentProblem, match="正被其他程序"):
            convert_with_sentences(folder)
    assert not keyring.is_protected(folder)


def convert_with_sentences(folder: Path) -> None:
    with sentences(folder / "ledger.db"):
        convert(folder, SECRET)


def test_a_file_that_was_altered_stays_and_is_told(folder: Path) -> None:
    with opened(folder) as context:
        item = attachments.attachments_of(context, Aggregate.ENTERPRISE, 1)[0]
        path = attachments.path_of(context, item)
        path.chmod(0o644)
        path.write_bytes(b"altered")
    convert(folder, SECRET)
    with opened(folder) as context:
        (found,) = check_ledger(context)
        assert item.file_name in found
    convert(folder, None)
    assert path.read_bytes() == b"altered"


def test_what_a_kill_left_unencrypted_goes(folder: Path) -> None:
    convert(folder, SECRET)
    (folder / conversion.MARKER).touch()
    (folder / "attachments" / f".{'0' * 32}.tmp").write_text(SCAN, encoding="utf-8")
    with opened(folder):
        pass
    assert holding(folder, SCAN[:100], FIRM) == []
