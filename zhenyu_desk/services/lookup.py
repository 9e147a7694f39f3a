"""Find the one record that somebody names by its number or name, as on the command line."""

from __future__ import annotations

from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.search import search

_MOST_NAMED = 5


def case_by_number(context: AppContext, number: str) -> int:
    """The difficulty of this number; RuleBroken if there is none."""
    wanted = normalise_name(number)
    for hit in _hits(context, number, SearchKind.DIFFICULTY):
        if normalise_name(hit.number) == wanted:
            return hit.id
    raise RuleBroken(_("There is no difficulty {number}.").format(number=number), field="number")


def firm_by_name(context: AppContext, words: str) -> int:
    """The firm of this name or code, else the only one found by these words; RuleBroken names those it may be."""
    hits = _hits(context, words, SearchKind.ENTERPRISE)
    wanted = normalise_name(words)
    exact = [hit for hit in hits if wanted in (normalise_name(hit.title), normalise_name(hit.detail))]
    found = exact or hits
    if not found:
        raise RuleBroken(_("There is no firm «{name}».").format(name=words), field="enterprise")
    if len(found) > 1:
        names = "、".join(" ".join(filter(None, (hit.title, hit.detail))) for hit in found[:_MOST_NAMED])
        raise RuleBroken(
            _("«{name}» may be several firms: {names}. Give the whole name or the code.").format(
                name=words, names=names
            ),
            field="enterprise",
        )
    return found[0].id


def _hits(context: AppContext, words: str, kind: SearchKind) -> list[SearchHit]:
    return [hit for hit in search(context, words) if hit.kind == kind]
