"""The full-text index over firms, visits and difficulties: written in the caller's transaction, read lazily.

SQLite's own (FTS5). Each kind has a contentless index of tokens (domain.search_text) whose row id is the
record's, read from the newest backwards only as far as hits are wanted, and a row with the text and the names
of each document, by which words longer than a token are checked. Names are kept once, with all their pinyin.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from typing import Any, NamedTuple

from sqlalchemy import Connection

from zhenyu_desk.domain import search_text
from zhenyu_desk.domain.search_text import Document, Name, SearchKind
from zhenyu_desk.store import search_names

_TOKENIZE = """tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~''""'" """
_CONTENTLESS = f"USING fts5(tokens, content='', contentless_delete=1, detail=none, {_TOKENIZE})"

DDL: tuple[str, ...] = (
    *(f"CREATE VIRTUAL TABLE search_{kind} {_CONTENTLESS}" for kind in SearchKind),
    *(
        f"CREATE TABLE search_{kind}_text (id INTEGER PRIMARY KEY, body TEXT NOT NULL, names TEXT NOT NULL)"
        for kind in SearchKind
    ),
    """CREATE TABLE search_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL, person INTEGER NOT NULL,
        words TEXT NOT NULL, UNIQUE (person, name))""",
    f"CREATE VIRTUAL TABLE search_name_sound {_CONTENTLESS}",
    # How much is gathered before it is written: many small pieces would have to be merged again and again.
    *(
        f"INSERT INTO search_{kind} (search_{kind}, rank) VALUES ('hashsize', {64 * 1024 * 1024})"
        for kind in SearchKind
    ),
)

_BATCH = 2_000
_LAST_CHARACTER = "\U0010ffff"
# So many names may stand for a pinyin word in one query; a word that more share is looked for by its parts.
_MOST_NAMES = 100


class _Row(NamedTuple):
    """A document as it is stored."""

    id: int
    tokens: str
    body: str
    names: str


def put(connection: Connection, kind: SearchKind, record_id: int, document: Document) -> None:
    """Index a record, or index it anew after a change."""
    put_many(connection, kind, [(record_id, document)])


def put_many(connection: Connection, kind: SearchKind, documents: Iterable[tuple[int, Document]]) -> None:
    """Index many records of one kind, none of them twice; any may be known already.

    While one batch is cut into tokens, the database takes in the one before.
    """
    remaining = iter(documents)
    known: dict[Name, int] = {}
    dropped: set[int] = set()
    rows: list[_Row] = []
    with ThreadPoolExecutor(max_workers=1) as helper:
        while batch := list(islice(remaining, _BATCH)):
            former = _names_mentioned(connection, kind, (key for key, _ in batch))
            names = [document.names() for _, document in batch]
            mentioned = set(chain.from_iterable(names))
            known |= search_names.ids_of(connection, sorted(mentioned.difference(known)))
            dropped |= former.difference(known[name] for name in mentioned)
            writing = helper.submit(_write, connection, kind, rows) if rows else None
            rows = [
                _row(key, document, {name: known[name] for name in mentions})
                for (key, document), mentions in zip(batch, names, strict=True)
            ]
            if writing:
                writing.result()
        _write(connection, kind, rows)
    _forget_unused_names(connection, dropped)


def remove(connection: Connection, kind: SearchKind, record_id: int) -> None:
    """Take a record out of the index; one that is not in it is no error."""
    former = _names_mentioned(connection, kind, (record_id,))
    connection.exec_driver_sql(f"DELETE FROM search_{kind} WHERE rowid = ?", (record_id,))
    connection.exec_driver_sql(f"DELETE FROM search_{kind}_text WHERE id = ?", (record_id,))
    _forget_unused_names(connection, former)


def optimise(connection: Connection) -> None:
    """Merge the index into its shortest form, after very many records came in: searching is then several times as fast.

    Half a minute for a million visits.
    """
    for table in (*(f"search_{kind}" for kind in SearchKind), "search_name_sound"):
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def find(connection: Connection, words: str, limit: int = 20) -> dict[SearchKind, list[int]]:
    """Ids of the records that contain every word, newest first, at most `limit` of each kind.

    A word is found inside one text or name (case, width and kind of dash do not matter), or in the pinyin of
    a name, full or initials. Blanks separate words. Firms whose name begins with a single word come first.
    """
    wanted = list(dict.fromkeys(search_text.words_of(words)))
    if not wanted:
        return {kind: [] for kind in SearchKind}
    query = match(connection, wanted)
    long_words = [word for word in wanted if search_text.is_long(word)]
    found = {kind: _newest(connection, kind, query, long_words, limit) for kind in SearchKind}
    if len(wanted) == 1 and found[SearchKind.ENTERPRISE]:
        first = _enterprises_beginning_with(connection, wanted[0], limit)
        found[SearchKind.ENTERPRISE] = list(dict.fromkeys((*first, *found[SearchKind.ENTERPRISE])))[:limit]
    return found


def find_of(connection: Connection, kind: SearchKind, words: str, limit: int | None) -> list[int]:
    """The same of one kind alone, all of them without a limit; nothing for blank words."""
    wanted = list(dict.fromkeys(search_text.words_of(words)))
    long_words = [word for word in wanted if search_text.is_long(word)]
    return _newest(connection, kind, match(connection, wanted), long_words, limit) if wanted else []


def match(connection: Connection, words: Iterable[str]) -> str:
    """What the index is asked for these words, of search_text.words_of, as an expression of FTS5.

    Its answer is exactly the records with all words if these are short, else all of them and some more.
    """
    return " AND ".join(_condition(connection, word) for word in words)


def _row(record_id: int, document: Document, names: Mapping[Name, int]) -> _Row:
    """What is stored of a document that mentions these names."""
    words = search_text.words_of("\n".join(document.texts))
    # A firm's names come together again and again, and have most of their parts in common.
    firms = tuple(name for name in names if not name.person)
    tokens = (
        *search_text.text_parts(words),
        search_text.name_tokens(firms),
        *(search_text.name_tokens((name,)) for name in names if name.person),
        *map(search_text.name_token, names.values()),
    )
    return _Row(record_id, " ".join(tokens), "\n".join(words), " ".join(map(str, names.values())))


def _write(connection: Connection, kind: SearchKind, rows: list[_Row]) -> None:
    """Store rows, in one statement: it leaves Python free for other work meanwhile, which many small ones don't."""
    if not rows:
        return
    tokens = [value for row in rows for value in (row.id, row.tokens)]
    texts = [value for row in rows for value in (row.id, row.body, row.names)]
    for target, size, values in (
        (f"search_{kind} (rowid, tokens)", 2, tokens),
        (f"search_{kind}_text (id, body, names)", 3, texts),
    ):
        marks = ", ".join([f"({', '.join('?' * size)})"] * len(rows))
        connection.exec_driver_sql(f"REPLACE INTO {target} VALUES {marks}", tuple(values))


def _names_mentioned(connection: Connection, kind: SearchKind, record_ids: Iterable[int]) -> set[int]:
    keys = tuple(record_ids)
    rows = connection.exec_driver_sql(
        f"SELECT names FROM search_{kind}_text WHERE id IN ({', '.join('?' * len(keys))})", keys
    )
    return {int(name_id) for (names,) in rows for name_id in names.split()}


def _forget_unused_names(connection: Connection, name_ids: Iterable[int]) -> None:
    unused = [name_id for name_id in name_ids if not _is_mentioned(connection, name_id)]
    search_names.forget(connection, unused)


def _is_mentioned(connection: Connection, name_id: int) -> bool:
    mention = _quoted(search_text.name_token(name_id))
    return any(_ids(connection, kind, mention, limit=1) for kind in SearchKind)


def _condition(connection: Connection, word: str) -> str:
    in_text = _all_of(search_text.text_tokens_of(word))
    if not search_text.may_be_pinyin(word):
        return in_text
    if not search_text.is_long(word):
        return f"({in_text} OR {_quoted(search_text.pinyin_token(word))})"
    names = _names_that_sound(connection, word)
    if len(names) <= _MOST_NAMES:
        return f"({' OR '.join((in_text, *(_quoted(search_text.name_token(name)) for name in names)))})"
    sounds = map(search_text.pinyin_token, search_text.tokens_of(word))
    return f"({in_text} OR {_all_of(sounds)})"


def _names_that_sound(connection: Connection, word: str) -> list[int]:
    """Ids of names with `word` in their pinyin, one more than `_MOST_NAMES` at most."""
    rows = read_rows(
        connection,
        "SELECT n.id FROM search_name_sound s JOIN search_name n ON n.id = s.rowid "
        "WHERE search_name_sound MATCH ? AND instr(n.words, ?) LIMIT ?",
        (_all_of(search_text.pieces(word, search_text.LONGEST_PINYIN_PART)), word, _MOST_NAMES + 1),
    )
    return [name_id for (name_id,) in rows]


def _newest(
    connection: Connection, kind: SearchKind, query: str, long_words: list[str], limit: int | None
) -> list[int]:
    """Ids that answer the query and contain the long words; reads no further than the last one wanted."""
    if not long_words:
        return _ids(connection, kind, query, limit)
    rows = read_rows(
        connection,
        f"SELECT t.id, t.body, t.names FROM search_{kind} i JOIN search_{kind}_text t ON t.id = i.rowid "
        f"WHERE search_{kind} MATCH ? ORDER BY i.rowid DESC",
        (query,),
    )
    names = _Names(connection)
    hits = (
        record_id
        for record_id, body, name_ids in rows
        if all(word in body or names.contain(word, name_ids) for word in long_words)
    )
    return list(islice(hits, limit))


def _ids(connection: Connection, kind: SearchKind, query: str, limit: int | None) -> list[int]:
    rows = read_rows(
        connection,
        f"SELECT rowid FROM search_{kind} WHERE search_{kind} MATCH ? ORDER BY rowid DESC LIMIT ?",
        (query, -1 if limit is None else limit),
    )
    return [record_id for (record_id,) in rows]


def _enterprises_beginning_with(connection: Connection, word: str, limit: int) -> list[int]:
    names = read_rows(
        connection,
        "SELECT id FROM search_name WHERE person = 0 AND name >= ? AND name < ? AND instr(words, ?) "
        "ORDER BY name LIMIT ?",
        (word, word + _LAST_CHARACTER, word, limit),
    )
    mentions = " OR ".join(_quoted(search_text.name_token(name_id)) for (name_id,) in names)
    return _ids(connection, SearchKind.ENTERPRISE, mentions, limit) if mentions else []


def read_rows(connection: Connection, statement: str, parameters: tuple[object, ...]) -> Iterator[Any]:
    """Rows straight from the driver, as far as they are asked for: SQLAlchemy's part would take most of the time."""
    cursor = connection.connection.cursor()
    cursor.execute(statement, parameters)
    return iter(cursor.fetchone, None)


def _all_of(tokens: Iterable[str]) -> str:
    return f"({' AND '.join(map(_quoted, tokens))})"


def _quoted(token: str) -> str:
    escaped = token.replace('"', '""')
    return f'"{escaped}"'


class _Names:
    """The words and pinyin of names, each read once per question."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._words: dict[str, str] = {}

    def contain(self, word: str, name_ids: str) -> bool:
        """Whether `word` is in one of the names, given by ids joined with blanks."""
        return any(word in self._words_of(name_id) for name_id in name_ids.split())

    def _words_of(self, name_id: str) -> str:
        if name_id not in self._words:
            row = read_rows(self._connection, "SELECT words FROM search_name WHERE id = ?", (int(name_id),))
            ((self._words[name_id],),) = row
        return self._words[name_id]
