"""Reads finished PDFs back: characters with their origins, as a viewer places them."""

import ctypes
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw


class Char(NamedTuple):
    """A printed character and its origin in points from the sheet's lower left corner."""

    text: str
    x: float
    y: float


def characters(pdf: bytes, page: int) -> list[Char]:
    """What stands on a page (from 0), without the blanks a viewer adds."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    found = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) or chr(code).isspace():
            continue
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        found.append(Char(chr(code), x.value, y.value))
    document.close()
    return _joined(found)


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def text_of(pdf: bytes) -> str:
    """All printed text, without blanks."""
    return "".join(char.text for page in range(page_count(pdf)) for char in characters(pdf, page))


def baselines(pdf: bytes, page: int) -> list[float]:
    """The heights at which characters stand, from the top; equal ones once."""
    return sorted({round(char.y, 2) for char in characters(pdf, page)}, reverse=True)


def bare(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def _joined(found: list[Char]) -> list[Char]:
    """PDFium may hand out a character beyond the BMP as two surrogates."""
    joined: list[Char] = []
    for char in found:
        if joined and 0xDC00 <= ord(char.text) < 0xE000 and 0xD800 <= ord(joined[-1].text) < 0xDC00:
            high = joined.pop()
            both = (high.text + char.text).encode("utf-16", "surrogatepass").decode("utf-16")
            joined.append(high._replace(text=both))
        else:
            joined.append(char)
    return joined
