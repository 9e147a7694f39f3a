"""Labels and former names of a firm as one line of text, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhenyu_desk.domain.inputs import Label
from zhenyu_desk.domain.rows import LabelRow

_SEPARATORS = re.compile(r"[、,，;；\n]+")
_WITH_YEAR = re.compile(r"(?P<name>.*?)[\s(（]*(?P<year>(19|20)\d{2})年?[)）]?")


def read_labels(text: str) -> tuple[Label, ...]:
    """«规上 2026、专精特新» → labels; a trailing year belongs to its label."""
    return tuple(_label(part) for part in split_names(text))


def label_text(labels: Iterable[LabelRow]) -> str:
    """The labels as they are typed."""
    return "、".join(f"{row.name} {row.year}" if row.year else row.name for row in labels)


def split_names(text: str) -> tuple[str, ...]:
    """Names separated by 、 comma or semicolon, each once."""
    parts = (part.strip() for part in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _label(part: str) -> Label:
    match = _WITH_YEAR.fullmatch(part)
    if match is None or not match["name"].strip():
        return Label(name=part)
    return Label(name=match["name"].strip(), year=int(match["year"]))
