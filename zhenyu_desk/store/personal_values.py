"""The personal values of the audit log: apart from it, so that they can be erased for good.

The log holds {"hmac": "…"} in the place of such a value, HMAC-SHA256 under a random key of its own. Value and key lie
in `audit_value`; without them nobody can find the value again, not even by trying all telephone numbers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from zhenyu_desk.store.tables import METADATA

# The columns that hold personal data: names and numbers of people to reach.
PERSONAL: Mapping[str, frozenset[str]] = {
    "contact": frozenset({"name", "post", "mobile"}),
    "visit": frozenset({"host"}),
    "difficulty": frozenset({"contact"}),
    "unit": frozenset({"contact", "phone"}),
}
_KEY_BYTES = 16
_MARK = "hmac"
_PORTION = 500
_VALUES = METADATA.tables["audit_value"]


class Kept(NamedTuple):
    """A value that the log names by its hash."""

    hash: str
    key: str
    value: str


def hidden(table: str, change: Mapping[str, Any], kept: list[Kept]) -> Mapping[str, Any]:
    """The change with its personal values replaced by their hashes; what they were is added to `kept`."""
    personal = PERSONAL.get(table, frozenset())
    if not personal.intersection(change):
        return change
    return {
        column: [_hidden(value, kept) for value in values] if column in personal else values
        for column, values in change.items()
    }


def keep(connection: Connection, kept: Iterable[Kept]) -> None:
    """Store what the log names by hash."""
    rows = [value._asdict() for value in kept]
    if rows:
        connection.execute(insert(_VALUES), rows)


def shown(connection: Connection, changes: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Hash → value of the personal values in these changes; erased ones are missing."""
    return known(connection, (found for change in changes for found in hashes_in(change)))


def known(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Hash → value of those that are kept."""
    wanted = sorted(set(hashes))
    values: dict[str, str] = {}
    for start in range(0, len(wanted), _PORTION):
        statement = select(_VALUES.c.hash, _VALUES.c.value).where(_VALUES.c.hash.in_(wanted[start : start + _PORTION]))
        values |= {row.hash: row.value for row in connection.execute(statement)}
    return values


def hashes_in(change: Mapping[str, Any]) -> list[str]:
    """The hashes that stand for personal values in a change."""
    return [
        value[_MARK]
        for values in change.values()
        if isinstance(values, list)
        for value in values
        if isinstance(value, dict) and _MARK in value
    ]


def erase(connection: Connection, hashes: Iterable[str]) -> None:
    """Take values away for good."""
    connection.execute(delete(_VALUES).where(_VALUES.c.hash.in_(list(hashes))))


def forged(connection: Connection) -> int:
    """How many kept values don't fit their hash any more."""
    rows = connection.execution_options(yield_per=_PORTION).execute(select(_VALUES)).mappings()
    return sum(_hash(bytes.fromhex(row["key"]), row["value"]) != row["hash"] for row in rows)


def parsed(change: str) -> dict[str, Any]:
    """A change as it stands in the log."""
    found: dict[str, Any] = json.loads(change)
    return found


def _hidden(value: Any, kept: list[Kept]) -> Any:
    if not isinstance(value, str) or not value:
        return value
    key = os.urandom(_KEY_BYTES)
    kept.append(Kept(_hash(key, value), key.hex(), value))
    return {_MARK: kept[-1].hash}


def _hash(key: bytes, value: str) -> str:
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
