"""keys.json: the secret of an encrypted ledger, once for each official, wrapped by that official's password.

A password never encrypts the ledger itself: Argon2id (RFC 9106) makes a key of it, and that key wraps the ledger's
secret by AES-256-GCM with the name as associated data. So a password is changed without touching the ledger, and
everybody has his own. When all is lost the printed recovery code, which is the secret itself, still opens the ledger.
"""

from __future__ import annotations

import contextlib
import json
import os
import unicodedata
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhenyu_desk.errors import Damaged, EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import driver, restoring, slowing
from zhenyu_desk.store.disk import write_text
from zhenyu_desk.store.recovery_code import code_of as recovery_code
from zhenyu_desk.store.recovery_code import secret_of
from zhenyu_desk.store.secret import SECRET_BYTES
from zhenyu_desk.store.slowing import Clock, seconds_to_wait, utc_now
from zhenyu_desk.store.whether_encrypted import KEYS_NAME, looks_encrypted

__all__ = [
    "FEWEST_CHARACTERS", "check_password", "fits", "is_protected", "keys_of_one", "names", "recovery_code",
    "seconds_to_wait", "secret_of", "set_password", "take_away", "unlock", "unlock_with_code",
]  # fmt: skip

FORMAT = 1
FEWEST_CHARACTERS = 8
_DATABASE = "ledger.db"
_DAMAGED_NAME = "keys-damaged.json"
_KEY_BYTES = 32
_SALT_BYTES = 16
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 4  # RFC 9106, 4: the second recommended choice
_NONCE_BYTES = 12
_TAG_BYTES = 16


class _Entry(BaseModel):
    """One official's copy of the secret. The cost of Argon2id stands beside it: later versions may ask for more."""

    model_config = ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    name: str
    salt: bytes = Field(min_length=_SALT_BYTES, max_length=64)
    memory_kib: int = Field(ge=8 * 1024, le=1024 * 1024)
    passes: int = Field(ge=1, le=100)
    lanes: int = Field(ge=1, le=64)
    nonce: bytes = Field(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)
    wrapped: bytes = Field(min_length=SECRET_BYTES + _TAG_BYTES, max_length=SECRET_BYTES + _TAG_BYTES)


class _Keys(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    format: int
    officials: list[_Entry]


def is_protected(folder: Path) -> bool:
    """Whether the ledger in a folder is encrypted; a restore or conversion that was interrupted is finished first."""
    restoring.settle(folder)
    try:
        return looks_encrypted(folder / _DATABASE)
    except OSError:  # opening the ledger will tell
        return False


def names(folder: Path) -> list[str]:
    """Who has a password, in the order given; empty when keys.json is missing. EnvironmentProblem when damaged."""
    keys = _read(folder)
    return [entry.name for entry in keys.officials] if keys else []


def unlock(folder: Path, name: str, password: str, clock: Clock = utc_now) -> bytes:
    """The secret, by an official's password. RuleBroken (field «password») when wrong or tried too soon."""
    keys = _read(folder)
    if keys is None:
        raise EnvironmentProblem(
            _(
                "The ledger {path} is encrypted, but its file {file} is missing: passwords can't be checked. "
                "Open it with the recovery code, or take {file} from a backup; if it never had a password, the file "
                "{database} is damaged."
            ).format(path=folder, file=KEYS_NAME, database=_DATABASE)
        )
    entry = next((entry for entry in keys.officials if entry.name == name), None)
    if entry is None:
        raise RuleBroken(
            _("{name} has no password for this ledger; these have: {names}.").format(
                name=name or "—", names="、".join(entry.name for entry in keys.officials)
            ),
            field="name",
        )
    if wait := seconds_to_wait(folder, clock):
        raise _wrong(_("Too many wrong passwords. Wait {n} seconds, then try again.").format(n=wait))
    slowing.count_try(folder, clock)
    secret = _unwrapped(entry, password)
    if secret is None:
        wait = seconds_to_wait(folder, clock)
        sentence = (
            _("The password is wrong. Wait {n} seconds, then try again.").format(n=wait)
            if wait
            else _("The password is wrong. Try again; mind capital letters and the input method.")
        )
        raise _wrong(sentence)
    slowing.forget(folder)
    if not fits(folder, secret):
        raise Damaged(
            _(
                "The password is right, but the file {file} does not belong to the ledger {path}, or the ledger is "
                "damaged. Open it with the recovery code or restore a backup."
            ).format(file=KEYS_NAME, path=folder)
        )
    return secret


def unlock_with_code(folder: Path, code: str) -> bytes:
    """The secret, by the recovery code, also where keys.json is lost; RuleBroken (field «code») when it doesn't fit."""
    secret = secret_of(code)
    if not fits(folder, secret):
        raise RuleBroken(
            _("This is the recovery code of another ledger, or the ledger {path} is damaged.").format(path=folder),
            field="code",
        )
    return secret


def fits(folder: Path, secret: bytes) -> bool:
    """Whether a secret opens the ledger in a folder; of what is not there or can't be read, opening it will tell."""
    file = folder / _DATABASE
    if not file.is_file():
        return True
    with closing(driver.connect(file, secret)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.Error as error:
            return "not a database" not in str(error) and "malformed" not in str(error)
    return True


def check_password(password: str) -> None:
    """RuleBroken (field «password») for one that is too short to protect anything."""
    if len(_normal(password)) < FEWEST_CHARACTERS:
        raise _wrong(_("A password needs at least {n} characters.").format(n=FEWEST_CHARACTERS))


def set_password(folder: Path, secret: bytes, name: str, password: str) -> None:
    """Give an official a password, or another one. Nothing but keys.json changes.

    A damaged keys.json is kept aside and begun anew: whoever opened the ledger by the recovery code goes on from there.
    """
    check_password(password)
    _given(name)
    try:
        keys = _read(folder) or _Keys(format=FORMAT, officials=[])
    except EnvironmentProblem:
        with contextlib.suppress(OSError):
            (folder / KEYS_NAME).replace(folder / _DAMAGED_NAME)
        keys = _Keys(format=FORMAT, officials=[])
    entry = _wrapped(secret, name, password)
    places = [place for place, known in enumerate(keys.officials) if known.name == name]
    if places:
        keys.officials[places[0]] = entry
    else:
        keys.officials.append(entry)
    _write(folder, keys)


def keys_of_one(secret: bytes, name: str, password: str) -> str:
    """What keys.json is to hold when a ledger is encrypted: the password of one official."""
    check_password(password)
    return _text(_Keys(format=FORMAT, officials=[_wrapped(secret, _given(name), password)]))


def take_away(folder: Path, name: str) -> None:
    """Let an official's password open the ledger no longer; that of the last one stays."""
    keys = _read(folder) or _Keys(format=FORMAT, officials=[])
    left = [entry for entry in keys.officials if entry.name != name]
    if keys.officials and not left:
        raise RuleBroken(
            _("{name} is the last one with a password for this ledger. Give somebody else one first.").format(name=name)
        )
    if left != keys.officials:
        _write(folder, _Keys(format=FORMAT, officials=left))


def _read(folder: Path) -> _Keys | None:
    path = folder / KEYS_NAME
    try:
        keys = _Keys.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnvironmentProblem(
            _("{path} can't be read: {reason}.").format(path=path, reason=reason_of(error))
        ) from error
    except ValidationError as error:
        raise EnvironmentProblem(
            _(
                "The file {path} is damaged: passwords can't be checked. Open the ledger with the recovery code, or "
                "take the file from a backup."
            ).format(path=path)
        ) from error
    if keys.format != FORMAT:
        raise EnvironmentProblem(
            _("The file {path} was made by a newer version of the program. Update the program.").format(path=path)
        )
    return keys


def _write(folder: Path, keys: _Keys) -> None:
    """Whole or not at all: a power cut leaves the former file or the new one."""
    path = folder / KEYS_NAME
    try:
        write_text(path, _text(keys), is_private=True)
    except OSError as error:
        raise EnvironmentProblem(
            _("{path} can't be written: {reason}; the passwords stay as they were.").format(
                path=path, reason=reason_of(error)
            )
        ) from error


def _text(keys: _Keys) -> str:
    return json.dumps(keys.model_dump(mode="json"), ensure_ascii=False, indent=1)


def _given(name: str) -> str:
    if not name.strip():
        raise RuleBroken(_("Say whose password it is: choose an official in the settings."), field="name")
    return name


def _wrapped(secret: bytes, name: str, password: str) -> _Entry:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    entry = _Entry(
        name=name,
        salt=os.urandom(_SALT_BYTES),
        memory_kib=_MEMORY_KIB,
        passes=_PASSES,
        lanes=_LANES,
        nonce=os.urandom(_NONCE_BYTES),
        wrapped=bytes(SECRET_BYTES + _TAG_BYTES),
    )
    entry.wrapped = AESGCM(_password_key(entry, password)).encrypt(entry.nonce, secret, name.encode())
    return entry


def _unwrapped(entry: _Entry, password: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_password_key(entry, password)).decrypt(entry.nonce, entry.wrapped, entry.name.encode())
    except InvalidTag:
        return None


def _password_key(entry: _Entry, password: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derivation = Argon2id(
        salt=entry.salt,
        length=_KEY_BYTES,
        iterations=entry.passes,
        lanes=entry.lanes,
        memory_cost=entry.memory_kib,
    )
    return derivation.derive(_normal(password).encode("utf-8", "surrogatepass"))


def _normal(password: str) -> str:
    """The same letters from another keyboard or input method are the same password (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password)


def _wrong(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="password")
