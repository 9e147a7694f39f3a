"""Two people changed one record: what each of them did to it, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from zhenyu_desk.domain.inputs import Input

InputT = TypeVar("InputT", bound=Input)


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A field that both changed to something different: as it was read, as it is now, as it was typed."""

    field: str
    before: Any
    theirs: Any
    mine: Any


def conflict_lines(before: Input, theirs: Input, mine: Input) -> list[ConflictLine]:
    """The fields that both changed, in the order of the form; what both changed alike is none of them."""
    lines = []
    for field in type(before).model_fields:
        line = ConflictLine(field, getattr(before, field), getattr(theirs, field), getattr(mine, field))
        if line.theirs != line.before and line.mine not in (line.before, line.theirs):
            lines.append(line)
    return lines


def merged(before: InputT, theirs: InputT, mine: InputT, chosen: Mapping[str, Any]) -> InputT:
    """What both did taken together: what one of them alone changed as he did, the rest as `chosen` by field."""
    values = {}
    for field in type(before).model_fields:
        own, other = getattr(mine, field), getattr(theirs, field)
        values[field] = chosen.get(field, own if own != getattr(before, field) else other)
    return type(before).model_validate(values)
