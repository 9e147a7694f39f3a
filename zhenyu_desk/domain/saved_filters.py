"""Filters of a list that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from zhenyu_desk.domain.inputs import Input

MAX_FILTER_NAME = 30


class FilterInput(Input):
    """A filter of a page; `content` is what the page reads back."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_FILTER_NAME)]
    content: str


@dataclass(frozen=True, slots=True)
class SavedFilterRow:
    """A filter as it was kept."""

    id: int
    version: int
    name: str
    content: str
