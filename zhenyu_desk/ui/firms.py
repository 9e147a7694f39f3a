"""How firm pickers find their firms."""

from __future__ import annotations

from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.services.search import search
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.pickers import MOST_SHOWN, Choice, Finder


def firm_finder(shell: Shell) -> Finder:
    """Finds firms by pinyin, any part of the name or code; the first ones of the register for blank text."""

    def find(text: str) -> list[Choice]:
        context = shell.context
        if not text:
            rows = context.read(enterprise_page, context.today(), limit=MOST_SHOWN)
            return [Choice(row.id, row.name, row.credit_code) for row in rows]
        hits = [hit for hit in search(context, text, MOST_SHOWN) if hit.kind == SearchKind.ENTERPRISE]
        return [Choice(hit.id, hit.title, hit.detail) for hit in hits]

    return find
