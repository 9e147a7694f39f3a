"""Find firms, difficulties and visits by any part of their text, by pinyin, code or number."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.hits import known_hits, search_hits

HITS_PER_KIND = 20


def search(context: AppContext, words: str, limit: int = HITS_PER_KIND) -> list[SearchHit]:
    """Up to `limit` hits of each kind; nothing for blank words."""
    if not words.strip():
        return []
    return context.read(search_hits, words, limit)


def recall(context: AppContext, wanted: Sequence[tuple[SearchKind, int]]) -> list[SearchHit]:
    """The hits of records opened before, by kind and id; those removed since are left out."""
    return context.read(known_hits, wanted)
