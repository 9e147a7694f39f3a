"""A ledger as text: JSON lines that any later version, or any other program, can read without a database.

The first line says what it is: format, schema, town, rows per table. Then each row stands on a line of its own, table
by table, as the database keeps it, the audit log included; the last line counts the rows and bears the SHA-256 of all
lines before it. The attached files lie beside it as in a ledger, by the hash of their content, never encrypted. The
search index is left out: it follows from the records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from zhenyu_desk.errors import Damaged, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments
from zhenyu_desk.store.disk import sync_file

FILE_NAME = "ledger.jsonl"
FORMAT = "zhenyu-desk rescue"
VERSION = 1
_ROWS_AT_ONCE = 1000
_NO_ROWS_OF = "name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version'"

Row = tuple[str, dict[str, Any]]


def write_tables(connection: Any, file: Path) -> int:
    """Write all rows of the driver's `connection`, which stands on one snapshot, to a new file; return how many."""
    names = [
        name
        for (name,) in connection.execute(
            f"SELECT name FROM sqlite_master WHERE type = 'table' AND {_NO_ROWS_OF} ORDER BY name"
        )
    ]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    unfinished = file.with_suffix(".tmp")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
            writer = _Writer(stream)
            writer.put(_header(connection, counts))
            for name in names:
                for row in _rows(connection, name):
                    writer.put({"table": name, "row": row})
            writer.end(sum(counts.values()))
        sync_file(unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return sum(counts.values())


def write_attachments(source: Path, target: Path, wanted: Sequence[tuple[str, str]], secret: bytes | None) -> int:
    """Write the content of attached files (hash, name) under `target`; return how many are lost or altered."""
    lacking = 0
    for sha256, name in dict.fromkeys(wanted):
        copy = attachments.path_in(target, sha256, name)
        if attachments.flaw_of(source, sha256, name, secret) is not None:
            lacking += 1
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished = copy.with_suffix(".tmp")
        with unfinished.open("wb") as stream:
            for portion in attachments.content_in(source, sha256, name, secret):
                stream.write(portion)
        sync_file(unfinished)
        unfinished.replace(copy)
    return lacking


class RescueFile:
    """A rescue copy that is read: its header at once, its rows as they come.

    EnvironmentProblem when the file is none, or of a newer program than one that knows `newest`; Damaged, at the
    latest at its end, when it is not whole.
    """

    def __init__(self, stream: IO[bytes], path: Path, newest: int) -> None:
        self._stream, self._path = stream, path
        self._digest = hashlib.sha256()
        header = self._next(1)
        if header.get("format") != FORMAT or not isinstance(header.get("schema"), int):
            raise EnvironmentProblem(
                _("{path} is not a rescue copy of a ledger; name the folder that «rescue» wrote.").format(path=path)
            )
        if header.get("version") != VERSION or not 1 <= header["schema"] <= newest:
            raise EnvironmentProblem(
                _(
                    "The rescue copy {path} was made by a newer version of the program (schema {found}, this one "
                    "knows {known}). Update the program."
                ).format(path=path, found=header["schema"], known=newest)
            )
        self.schema: int = header["schema"]
        self.town = str(header.get("town", ""))

    def rows(self) -> Iterator[Row]:
        """Table and columns of each row, in the order written; Damaged if the file is not whole."""
        count = 0
        for number, line in enumerate(iter(lambda: self._stream.readline(), b""), start=2):
            document = self._parsed(line, number)
            if "table" in document and isinstance(document.get("row"), dict):
                self._digest.update(line)
                count += 1
                yield str(document["table"]), document["row"]
                continue
            if document.get("end") != count or document.get("sha256") != self._digest.hexdigest():
                raise self._damaged(number)
            return
        raise self._damaged(count + 2)

    def _next(self, number: int) -> dict[str, Any]:
        line = self._stream.readline()
        self._digest.update(line)
        return self._parsed(line, number)

    def _parsed(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            document = json.loads(line)
        except ValueError:
            raise self._damaged(number) from None
        if not isinstance(document, dict):
            raise self._damaged(number)
        return document

    def _damaged(self, number: int) -> Damaged:
        return Damaged(
            _("The rescue copy {path} is damaged or incomplete at line {number}; nothing was changed.").format(
                path=self._path, number=number
            )
        )


def insert_rows(connection: Any, rows: Iterator[Row]) -> None:
    """Put rows into the empty tables of a driver's connection, inside its transaction and with foreign keys off.

    Damaged for a table or column that this schema does not have.
    """
    known: dict[str, set[str]] = {}
    waiting: list[list[Any]] = []
    shape: tuple[str, ...] = ()
    for table, row in rows:
        if table not in known:
            known[table] = _columns(connection, table)
        if not row or not known[table].issuperset(row):
            raise _unknown(table, row)
        if shape != (table, *row) or len(waiting) == _ROWS_AT_ONCE:
            _insert(connection, shape, waiting)
            shape, waiting = (table, *row), []
        waiting.append(list(row.values()))
    _insert(connection, shape, waiting)


class _Writer:
    """Lines of JSON and the hash of all so far."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()

    def put(self, document: Mapping[str, Any]) -> None:
        line = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
        self._digest.update(line.encode())
        self._stream.write(line)

    def end(self, count: int) -> None:
        self.put({"end": count, "sha256": self._digest.hexdigest()})


def _header(connection: Any, counts: Mapping[str, int]) -> dict[str, Any]:
    town = connection.execute("SELECT value FROM ledger_setting WHERE key_name = 'town'").fetchone()
    return {
        "format": FORMAT,
        "version": VERSION,
        "schema": connection.execute("PRAGMA user_version").fetchone()[0],
        "town": town[0] if town else "",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": counts,
    }


def _rows(connection: Any, table: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    columns = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(columns, values, strict=True))


def _columns(connection: Any, table: str) -> set[str]:
    query = f"SELECT name FROM sqlite_master WHERE type = 'table' AND name = ? AND {_NO_ROWS_OF}"
    if connection.execute(query, (table,)).fetchone() is None:
        return set()
    return {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def _insert(connection: Any, shape: tuple[str, ...], rows: list[list[Any]]) -> None:
    if not rows:
        return
    table, *columns = shape
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" for _column in columns)
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def _unknown(table: str, row: Mapping[str, Any]) -> Damaged:
    return Damaged(
        _("The rescue copy holds what its schema does not know: {table} ({columns}); nothing was changed.").format(
            table=table, columns=", ".join(row)
        )
    )
