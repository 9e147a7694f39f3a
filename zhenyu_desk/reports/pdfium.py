"""PDFium, which knows only one thread at a time: whatever is done with it is done under one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

LOCK = RLock()
"""Held while PDFium works, and until everything made by it is closed."""


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """A PDF in memory, open and nobody else's while this lasts; bitmaps made of it are to be closed within."""
    import pypdfium2

    with LOCK, pypdfium2.PdfDocument(pdf) as document:
        yield document
