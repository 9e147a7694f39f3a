"""Sentences put together from the word lists of resources/demo: «{slot}» is filled from its list."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from zhenyu_desk import paths
from zhenyu_desk.services.demo.chance import Chance

_SLOT = re.compile(r"\{([a-z_]+)(?::(\d+)-(\d+))?\}")

# A piece of a template: fixed text, the name of a list, or the bounds of a number.
_Piece = str | tuple[str] | tuple[int, int]


def load(name: str) -> Any:
    """The word list kept as resources/demo/<name>.json."""
    return json.loads((paths.resources() / "demo" / f"{name}.json").read_text(encoding="utf-8"))


class Phrases:
    """Lists of templates by name; a template may use the other lists and numbers («{n:3-40}»)."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = {name: [_cut(template) for template in templates] for name, templates in lists.items()}

    def say(self, chance: Chance, name: str, **given: str) -> str:
        """A sentence of this list; `given` fills slots that have no list."""
        return "".join(self._filled(chance, piece, given) for piece in chance.pick(self._lists[name]))

    def _filled(self, chance: Chance, piece: _Piece, given: Mapping[str, str]) -> str:
        if isinstance(piece, str):
            return piece
        if len(piece) == 2:
            return str(chance.between(*piece))
        (name,) = piece
        known = given.get(name)
        return self.say(chance, name, **given) if known is None else known


def _cut(template: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = 0
    for slot in _SLOT.finditer(template):
        pieces.append(template[end : slot.start()])
        pieces.append((int(slot[2]), int(slot[3])) if slot[2] else (slot[1],))
        end = slot.end()
    pieces.append(template[end:])
    return [piece for piece in pieces if piece]
