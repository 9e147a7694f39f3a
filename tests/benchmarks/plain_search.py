"""The answers of services.search by plain SQL on a bare connection, as the measure for what our layers cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from zhenyu_desk.domain.search_text import SearchKind, is_long, words_of
from zhenyu_desk.services.search import HITS_PER_KIND
from zhenyu_desk.store import search
from zhenyu_desk.store.engine import read_engine

_OF_FIRM = "JOIN enterprise e ON e.id = r.enterprise_id"
_LINES = {
    SearchKind.ENTERPRISE: "SELECT r.id, r.name, r.credit_code FROM ({ids}) f JOIN enterprise r USING (id)",
    SearchKind.VISIT: (
        f"SELECT r.id, r.number, r.'on', e.name, l.name FROM ({{ids}}) f JOIN visit r USING (id) {_OF_FIRM} "
        "JOIN leader l ON l.id = r.leader_id"
    ),
    SearchKind.DIFFICULTY: (
        f"SELECT r.id, r.number, r.title, r.state, e.name FROM ({{ids}}) f JOIN difficulty r USING (id) {_OF_FIRM}"
    ),
}
_CONTAINS = (
    "(instr(t.body, ?) OR instr((SELECT group_concat(n.words, char(10)) "
    "FROM json_each('[' || replace(t.names, ' ', ',') || ']') j JOIN search_name n ON n.id = j.value), ?))"
)
_STEPS_BETWEEN_LOOKS = 10_000


class PlainSearch:
    """Asks the index in one statement per kind, and the stored texts without any index."""

    def __init__(self, file: Path) -> None:
        self._engine = read_engine(file, None)
        self._connection = dbapi2.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._engine.dispose()

    def best(self, text: str) -> float:
        """Milliseconds of the quicker way; what the index is to be asked is worked out before."""
        words = list(dict.fromkeys(words_of(text)))
        with self._engine.connect() as connection:
            match = search.match(connection, words)
        by_index = _milliseconds(lambda: self._by_index(match, words))
        return min(by_index, self._by_scan(words, by_index))

    def _by_index(self, match: str, words: list[str]) -> None:
        checked = [word for word in words if is_long(word)]
        for kind, lines in _LINES.items():
            texts = f"JOIN search_{kind}_text t ON t.id = i.rowid" if checked else ""
            conditions = [f"search_{kind} MATCH ?", *[_CONTAINS] * len(checked)]
            ids = (
                f"SELECT i.rowid AS id FROM search_{kind} i {texts} WHERE {' AND '.join(conditions)} "
                f"ORDER BY i.rowid DESC LIMIT {HITS_PER_KIND}"
            )
            self._connection.execute(lines.format(ids=ids), (match, *_twice(checked))).fetchall()

    def _by_scan(self, words: list[str], limit: float) -> float:
        """Milliseconds; given up, with the limit as answer, where it takes longer than that."""
        end = time.perf_counter() + limit / 1000
        self._connection.set_progress_handler(lambda: time.perf_counter() > end, _STEPS_BETWEEN_LOOKS)
        try:
            return _milliseconds(lambda: self._scan(words))
        except dbapi2.OperationalError:
            return limit
        finally:
            self._connection.set_progress_handler(None, 0)

    def _scan(self, words: list[str]) -> None:
        for kind, lines in _LINES.items():
            ids = (
                f"SELECT t.id FROM search_{kind}_text t WHERE {' AND '.join([_CONTAINS] * len(words))} "
                f"ORDER BY t.id DESC LIMIT {HITS_PER_KIND}"
            )
            self._connection.execute(lines.format(ids=ids), _twice(words)).fetchall()


def _twice(words: list[str]) -> tuple[str, ...]:
    return tuple(part for word in words for part in (word, word))


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
