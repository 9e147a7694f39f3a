"""The names of firms and people that documents mention: each kept once, with all its pinyin, while it is used."""

from collections.abc import Iterable

from sqlalchemy import Connection

from zhenyu_desk.domain import search_text
from zhenyu_desk.domain.search_text import Name

_AT_ONCE = 2_000


def ids_of(connection: Connection, names: Iterable[Name]) -> dict[Name, int]:
    """The id of each name; those mentioned for the first time are stored."""
    wanted = list(names)
    found: dict[Name, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _stored(connection, wanted[start : start + _AT_ONCE])
    new = [name for name in wanted if name not in found]
    if new:
        found |= _store(connection, new)
    return found


def forget(connection: Connection, name_ids: Iterable[int]) -> None:
    """Drop names that no document mentions any more."""
    keys = [(name_id,) for name_id in name_ids]
    if keys:
        connection.exec_driver_sql("DELETE FROM search_name_sound WHERE rowid = ?", keys)
        connection.exec_driver_sql("DELETE FROM search_name WHERE id = ?", keys)


def _stored(connection: Connection, names: list[Name]) -> dict[Name, int]:
    marks = ", ".join(["(?, ?)"] * len(names))
    rows = connection.exec_driver_sql(
        f"SELECT name, person, id FROM search_name WHERE (name, person) IN (VALUES {marks})",
        tuple(value for name in names for value in name),
    )
    return {Name(text, bool(person)): name_id for text, person, name_id in rows}


def _store(connection: Connection, names: list[Name]) -> dict[Name, int]:
    first: int = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM search_name").scalar_one()
    ids = {name: name_id for name_id, name in enumerate(names, first)}
    sounds = {name: search_text.name_sounds(name) for name in names}
    connection.exec_driver_sql(
        "INSERT INTO search_name (id, name, person, words) VALUES (?, ?, ?, ?)",
        [
            (name_id, name.text, name.person, "\n".join((*search_text.name_words(name), *sounds[name])))
            for name, name_id in ids.items()
        ],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_name_sound (rowid, tokens) VALUES (?, ?)",
        [(name_id, " ".join(search_text.long_sound_parts(sounds[name]))) for name, name_id in ids.items()],
    )
    return ids
