"""The verbs of encrypted ledgers: passwords from the environment or the terminal, one sentence for each refusal."""

import getpass
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Answer, Cli
from tests.secrets import holding
from zhenyu_desk import settings
from zhenyu_desk.__main__ import main
from zhenyu_desk.cli import ledgers, passwords
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services import access
from zhenyu_desk.services.officials import officials, save_official
from zhenyu_desk.store.tables import AuditEntry

PASSWORD = "correct horse"
FRESH = access.new_protection()
CODE = re.compile(r"\b([0-9A-Z]{4}-){6}[0-9A-Z]{4}\b")


@pytest.fixture(autouse=True)
def official(monkeypatch: pytest.MonkeyPatch) -> None:
    """李静 sits at this computer, and nothing is known of passwords."""
    chosen = settings.load()
    chosen.current_official = "李静"
    settings.save(chosen)
    for variable in (passwords.PASSWORD, passwords.NEW_PASSWORD, passwords.CODE):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password stands in the environment."""
    monkeypatch.setenv(passwords.PASSWORD, PASSWORD)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Somebody at a terminal who answers prompts; the prompts are kept."""
    prompts: list[str] = []

    monkeypatch.setattr(access, "new_protection", lambda: FRESH)

    def sit_down(*answers: str) -> list[str]:
        coming = iter(answers)

        def answer(prompt: str) -> str:
            prompts.append(prompt)
            try:
                return next(coming)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", answer)
        return prompts

    return sit_down


def encrypt(cli: Cli) -> str:
    """Encrypt the ledger and return its recovery code."""
    answer = cli("encrypt")
    assert (answer.code, answer.err) == (0, "")
    found = CODE.search(answer.out)
    assert found
    return found[0]


def refused(answer: Answer, *words: str) -> bool:
    return (
        answer.code in (1, 3)
        and answer.out == ""
        and answer.err.count("\n") == 1
        and all(word in answer.err for word in words)
    )


@pytest.mark.usefixtures("known")
def test_an_encrypted_ledger_is_used_like_any_other(small_town: Path, cli: Cli) -> None:
    assert len(CODE.findall(encrypt(cli))) == 1
    assert "恒岚精密机械有限公司" in cli("search", "恒岚").out
    assert cli("check").code == 0
    assert cli("backup").code == 0
    assert holding(small_town, "恒岚精密机械有限公司") == []
    assert refused(cli("encrypt"), "已经加密")
    assert "已取消加密" in cli("decrypt").out
    assert holding(small_town, "恒岚精密机械有限公司") == ["ledger.db"]
    assert refused(cli("decrypt"), "没有加密")
    assert refused(cli("password"), "没有加密")


@pytest.mark.usefixtures("known")
def test_a_new_ledger_can_be_encrypted_at_once(cli: Cli, tmp_path: Path) -> None:
    new = tmp_path / "new"
    answer = cli("--ledger", new, "init", "--town", "周市镇", "--encrypt")
    assert (answer.code, answer.err) == (0, "")
    assert CODE.search(answer.out)
    assert access.is_protected(new)
    assert access.names(new) == ["李静"]
    assert cli("--ledger", new, "check").code == 0


@pytest.mark.usefixtures("known")
def test_at_a_terminal_nothing_is_changed_before_the_code_was_typed_back(
    small_town: Path, cli: Cli, typed: Callable[..., list[str]], tmp_path: Path
) -> None:
    typed("", access.recovery_code(bytes(16)), FRESH.code[:-1])
    answer = cli("encrypt")
    assert (answer.code, FRESH.code in answer.out) == (1, True)
    assert "未作任何改动" in answer.err
    assert not access.is_protected(small_town)
    typed()
    assert cli("encrypt").code == 1
    assert not access.is_protected(small_town)
    new = tmp_path / "new"
    assert cli("--ledger", new, "init", "--town", "周市镇", "--encrypt").code == 1
    assert not (new / "ledger.db").exists()
    typed("mistyped", FRESH.code.lower())
    answer = cli("encrypt")
    assert answer.code == 0
    assert access.unlock_with_code(small_town, FRESH.code) == FRESH.secret


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("has_terminal", [True, False])
def test_a_script_has_the_code_before_anything_is_changed(
    has_terminal: bool,
    small_town: Path,
    typed: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if has_terminal:
        typed()
        monkeypatch.setenv(passwords.CODE, "printed is enough")
    told: list[str] = []
    protect = access.protect

    def watched(folder: Path, secret: bytes, name: str, password: str) -> None:
        told.append(capsys.readouterr().out)
        protect(folder, secret, name, password)

    monkeypatch.setattr(access, "protect", watched)
    assert main(["--ledger", str(small_town), "encrypt"]) == 0
    assert FRESH.code in told[0]


@pytest.mark.usefixtures("known")
def test_who_manages_sees_the_code_again_and_it_is_noted(small_town: Path, cli: Cli) -> None:
    assert refused(cli("password", "--show-code"), "没有加密")
    code = encrypt(cli)
    answer = cli("password", "--show-code")
    assert (answer.code, code in answer.out) == (0, True)
    secret = access.secret_of(code)
    with ledgers.opened_with(small_town, secret) as context:
        noted = context.read(lambda session: session.scalars(select(AuditEntry)).all()[-1])
        assert (noted.actor, noted.verb, code in noted.change) == ("李静", "show_recovery_code", False)
        for name in ("李静", "王芳"):
            save_official(context, OfficialInput(name=name, role=Role.MANAGING))
        (own,) = (row for row in officials(context) if row.name == "李静")
        save_official(context, OfficialInput(name="李静", role=Role.HANDLING), own.id, own.version)
    assert refused(cli("password", "--show-code"), "管理", "办理")


@pytest.mark.usefixtures("known")
def test_older_backups_are_told_and_deleted_when_asked(small_town: Path, cli: Cli) -> None:
    cli("backup")
    cli("backup")
    answer = cli("encrypt")
    assert (answer.code, "2 份" in answer.err) == (0, True)
    cli("decrypt")
    cli("backup")
    answer = cli("encrypt", "--delete-plain-backups")
    assert (answer.err, "3 份" in answer.out) == ("", True)
    assert holding(small_town, "恒岚精密机械有限公司") == []


def test_without_a_password_it_is_asked_for_where_somebody_can_answer(
    small_town: Path, cli: Cli, typed: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(cli("encrypt"), "ZHENYU_DESK_PASSWORD")
    prompts = typed(PASSWORD, "another one")
    assert refused(cli("encrypt"), "不一致")
    prompts = typed(PASSWORD, PASSWORD, FRESH.code, PASSWORD, "wrong one")
    encrypt(cli)
    assert "恒岚" in cli("search", "恒岚").out
    assert refused(cli("search", "恒岚"), "密码不正确")
    answer = cli("search", "恒岚")
    assert (answer.code, answer.out) == (1, "")
    assert any("李静" in prompt for prompt in prompts)
    monkeypatch.setattr(sys, "stdin", None)
    assert refused(cli("search", "恒岚"), "ZHENYU_DESK_PASSWORD")


@pytest.mark.usefixtures("known")
def test_everybody_changes_his_own_password(small_town: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    encrypt(cli)
    before = (small_town / "keys.json").read_bytes()
    monkeypatch.setenv(passwords.NEW_PASSWORD, "short")
    assert refused(cli("password"), "8")
    assert (small_town / "keys.json").read_bytes() == before
    monkeypatch.setenv(passwords.NEW_PASSWORD, "battery staple")
    assert "李静" in cli("password").out
    assert refused(cli("check"), "密码不正确")
    monkeypatch.setenv(passwords.PASSWORD, "battery staple")
    assert cli("check").code == 0


@pytest.mark.usefixtures("known")
def test_the_code_helps_who_forgot_the_password_or_lost_the_keys(
    small_town: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = encrypt(cli)
    (small_town / "keys.json").unlink()
    assert refused(cli("check"), "keys.json", "恢复码")
    monkeypatch.setenv(passwords.NEW_PASSWORD, "battery staple")
    monkeypatch.setenv(passwords.CODE, code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert refused(cli("password", "--code"), "输入有误")
    monkeypatch.setenv(passwords.CODE, access.new_protection().code)
    assert refused(cli("password", "--code"), "另一本台账")
    monkeypatch.setenv(passwords.CODE, code.replace("-", " ").lower())
    assert "李静" in cli("password", "--code").out
    monkeypatch.setenv(passwords.PASSWORD, "battery staple")
    assert cli("check").code == 0


@pytest.mark.usefixtures("known")
def test_what_cannot_be_opened_is_told_in_one_sentence(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    for verb in ("encrypt", "decrypt", "password"):
        assert refused(cli("--ledger", tmp_path / "nowhere", verb), "nowhere")
    encrypt(cli)
    chosen = settings.load()
    chosen.current_official = "王芳"
    settings.save(chosen)
    assert refused(cli("check"), "王芳", "李静")
    (small_town / "keys.json").write_text("{", encoding="utf-8")
    assert refused(cli("check"), "keys.json", "损坏")


def test_a_plain_backup_over_an_encrypted_ledger_needs_the_password_of_the_ledger(
    small_town: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("backup")
    (made,) = (small_town / "backups").glob("ledger-*.db")
    monkeypatch.setenv(passwords.PASSWORD, PASSWORD)
    assert cli("encrypt").code == 0
    monkeypatch.delenv(passwords.PASSWORD)
    assert refused(cli("restore", made, "--yes"), passwords.PASSWORD)
    monkeypatch.setenv(passwords.PASSWORD, "wrong horse")
    assert refused(cli("restore", made, "--yes"), "密码")
    assert access.is_protected(small_town)
    monkeypatch.setenv(passwords.PASSWORD, PASSWORD)
    assert cli("restore", made, "--yes").code == 0
    assert not access.is_protected(small_town)


@pytest.mark.parametrize(
    ("verb", "words"), [("password", "重新加密"), ("encrypt", "新的密钥"), ("decrypt", "新的密钥")]
)
def test_the_help_says_what_a_changed_password_does_not_shut_out(cli: Cli, verb: str, words: str) -> None:
    assert words in "".join(cli(verb, "--help").out.split())
