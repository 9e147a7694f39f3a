"""Passwords open an encrypted ledger, the recovery code too; whatever else is refused by one sentence."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.ledgers import TOWN
from zhenyu_desk.errors import AppError, EnvironmentProblem, RuleBroken
from zhenyu_desk.store import keyring
from zhenyu_desk.store.keyring import set_password, take_away, unlock, unlock_with_code
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.secret import new_secret

PASSWORD = "周市镇2026台账"
SECRET = new_secret()


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def encrypted_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed encrypted ledger with the password of 李静, to copy."""
    folder = tmp_path_factory.mktemp("encrypted") / "ledger"
    Ledger.create(folder, TOWN, SECRET).close()
    set_password(folder, SECRET, "李静", PASSWORD)
    return folder


@pytest.fixture
def folder(encrypted_ledger: Path, tmp_path: Path) -> Path:
    """An encrypted ledger of its own."""
    return shutil.copytree(encrypted_ledger, tmp_path / "ledger")


def refusal(folder: Path, name: str = "李静", password: str = PASSWORD) -> str:
    with pytest.raises(AppError) as problem:
        unlock(folder, name, password)
    return problem.value.sentence


def test_the_right_password_opens_it(folder: Path) -> None:
    assert keyring.is_protected(folder)
    assert keyring.names(folder) == ["李静"]
    assert unlock(folder, "李静", PASSWORD) == SECRET
    Ledger.open(folder, deep=True, secret=SECRET).close()
    assert not keyring.is_protected(folder / "nowhere")


def test_the_same_letters_from_another_keyboard_are_the_same_password(folder: Path) -> None:
    set_password(folder, SECRET, "李静", "Café-2026")
    assert unlock(folder, "李静", "Cafe\u0301-2026") == SECRET


def test_keys_say_how_they_were_made_and_hold_no_password(folder: Path) -> None:
    text = (folder / "keys.json").read_text(encoding="utf-8")
    keys = json.loads(text)
    (entry,) = keys["officials"]
    assert (keys["format"], entry["memory_kib"], entry["passes"], entry["lanes"]) == (1, 65536, 3, 4)
    assert PASSWORD not in text
    assert SECRET.hex() not in text


def test_every_official_has_his_own_password_and_none_touches_the_ledger(folder: Path) -> None:
    before = (folder / "ledger.db").read_bytes()
    set_password(folder, SECRET, "周敏", "another one")
    set_password(folder, SECRET, "李静", "a new one 2027")
    assert (folder / "ledger.db").read_bytes() == before
    assert keyring.names(folder) == ["李静", "周敏"]
    assert unlock(folder, "周敏", "another one") == unlock(folder, "李静", "a new one 2027") == SECRET
    assert "密码不正确" in refusal(folder, "李静", PASSWORD)
    take_away(folder, "周敏")
    assert "李静" in refusal(folder, "周敏", "another one")
    with pytest.raises(RuleBroken, match="李静"):
        take_away(folder, "李静")
    take_away(folder, "never there")
    assert keyring.names(folder) == ["李静"]


def test_one_officials_key_is_of_no_use_under_anothers_name(folder: Path) -> None:
    path = folder / "keys.json"
    path.write_text(path.read_text(encoding="utf-8").replace("李静", "周敏"), encoding="utf-8")
    assert "密码不正确" in refusal(folder, "周敏")


@pytest.mark.parametrize("password", ["", "1234567", "周市镇"])
def test_a_short_password_is_refused(folder: Path, password: str) -> None:
    with pytest.raises(RuleBroken, match="8") as problem:
        set_password(folder, SECRET, "李静", password)
    assert problem.value.field == "password"
    with pytest.raises(RuleBroken) as nobody:
        set_password(folder, SECRET, " ", PASSWORD)
    assert nobody.value.field == "name"


def test_wrong_passwords_are_slowed_and_a_restart_does_not_help(folder: Path) -> None:
    clock, waits = FakeClock(), []
    for _try in range(9):
        with pytest.raises(RuleBroken) as problem:
            unlock(folder, "李静", "wrong one", clock)
        assert problem.value.field == "password"
        wait = keyring.seconds_to_wait(folder, clock)
        assert not wait or f"{wait} 秒" in problem.value.sentence
        waits.append(wait)
        if wait:
            clock.go_on(wait - 0.5)
            with pytest.raises(RuleBroken, match="1 秒"):
                unlock(folder, "李静", PASSWORD, clock)
            clock.go_on(0.5)
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert unlock(folder, "李静", PASSWORD, clock) == SECRET
    assert keyring.seconds_to_wait(folder, clock) == 0


def test_setting_the_clock_neither_shortens_nor_lengthens_the_wait_for_long(folder: Path) -> None:
    clock = FakeClock()
    for _try in range(3):
        with pytest.raises(RuleBroken):
            unlock(folder, "李静", "wrong one", clock)
    clock.go_on(-86400)
    assert keyring.seconds_to_wait(folder, clock) == 2
    clock.go_on(2)
    assert unlock(folder, "李静", PASSWORD, clock) == SECRET


def test_a_try_counts_before_it_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ending the program while it computes must not make guessing free."""

    def ended(*_given: object) -> None:
        raise KeyboardInterrupt

    clock = FakeClock()
    monkeypatch.setattr(keyring, "_unwrapped", ended)
    for _try in range(3):
        with pytest.raises(KeyboardInterrupt):
            unlock(folder, "李静", PASSWORD, clock)
    assert keyring.seconds_to_wait(folder, clock) == 2


def test_a_damaged_count_of_failures_is_no_obstacle(folder: Path) -> None:
    for text in ("", "{}", '{"failures": "x", "last": 3}', '{"failures": 10000000000, "last": "2020-01-01T00:00:00Z"}'):
        (folder / "failed-passwords.json").write_text(text)
        assert unlock(folder, "李静", PASSWORD) == SECRET


def test_an_unknown_official_is_told_who_is_known(folder: Path) -> None:
    assert "王芳" in refusal(folder, "王芳")
    assert "李静" in refusal(folder, "王芳")
    assert keyring.seconds_to_wait(folder) == 0


def test_without_keys_the_recovery_code_opens_it_and_passwords_begin_anew(folder: Path) -> None:
    code = keyring.recovery_code(SECRET)
    (folder / "keys.json").unlink()
    assert keyring.names(folder) == []
    for words in ("keys.json", "恢复码"):
        assert words in refusal(folder)
    with pytest.raises(EnvironmentProblem, match=r"keys\.json"):
        Ledger.open(folder, deep=False)
    assert unlock_with_code(folder, code.lower()) == SECRET
    set_password(folder, SECRET, "李静", "begun anew")
    assert unlock(folder, "李静", "begun anew") == SECRET


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"format": 1}x', '{"format": 1, "officials": [{"name": "李静"}]}', "\x00\xff"]
)
def test_damaged_keys_are_told_and_kept_aside_by_the_recovery_code(folder: Path, damage: str) -> None:
    (folder / "keys.json").write_bytes(damage.encode("latin-1" if "\xff" in damage else "utf-8"))
    assert "恢复码" in refusal(folder)
    with pytest.raises(EnvironmentProblem):
        keyring.names(folder)
    secret = unlock_with_code(folder, keyring.recovery_code(SECRET))
    set_password(folder, secret, "李静", "begun anew")
    assert unlock(folder, "李静", "begun anew") == SECRET
    assert (folder / "keys-damaged.json").exists()


def test_keys_that_would_take_all_memory_are_damaged_ones(folder: Path) -> None:
    path = folder / "keys.json"
    path.write_text(path.read_text(encoding="utf-8").replace("65536", "655360000"), encoding="utf-8")
    assert "损坏" in refusal(folder)


def test_keys_of_a_newer_program_are_left_alone(folder: Path) -> None:
    path = folder / "keys.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"format": 1', '"format": 2'), encoding="utf-8")
    assert "新版本" in refusal(folder)


def test_keys_and_codes_of_another_ledger_are_told(folder: Path, tmp_path: Path) -> None:
    other = new_secret()
    with pytest.raises(RuleBroken, match="另一本台账") as problem:
        unlock_with_code(folder, keyring.recovery_code(other))
    assert problem.value.field == "code"
    (folder / "keys.json").unlink()
    set_password(folder, other, "李静", PASSWORD)
    assert "不属于" in refusal(folder)


def test_a_ledger_opened_the_wrong_way_is_told(folder: Path, empty_ledger: Path, tmp_path: Path) -> None:
    before = (folder / "ledger.db").read_bytes()
    with pytest.raises(EnvironmentProblem, match="已加密"):
        Ledger.open(folder, deep=False)
    with pytest.raises(EnvironmentProblem):
        Ledger.open(folder, deep=False, secret=new_secret())
    assert (folder / "ledger.db").read_bytes() == before
    plain = shutil.copytree(empty_ledger, tmp_path / "plain")
    with pytest.raises(EnvironmentProblem, match="未加密"):
        Ledger.open(plain, deep=False, secret=SECRET)


@pytest.mark.parametrize("place", [5, 20_000, -2000])
def test_a_flipped_bit_in_the_ledger_is_noticed(folder: Path, place: int) -> None:
    file = folder / "ledger.db"
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises(EnvironmentProblem):
        Ledger.open(folder, deep=True, secret=SECRET)
    (folder / "seal").unlink(missing_ok=True)
    with pytest.raises(EnvironmentProblem):
        Ledger.open(folder, deep=True, secret=SECRET)


def test_keys_that_cannot_be_written_stay_as_they_were(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "keys.json").read_bytes()

    def refuse(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", refuse)
        with pytest.raises(EnvironmentProblem, match="磁盘已满"):
            set_password(folder, SECRET, "周敏", "another one")
    assert (folder / "keys.json").read_bytes() == before
