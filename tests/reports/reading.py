"""Reads finished PDFs back: characters with their origins, as a viewer places them."""

import ctypes
import io
import re
from collections.abc import Callable
from typing import NamedTuple

import pikepdf
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


def assert_fonts_embedded(pdf: bytes) -> None:
    """Every font is a composite one whose file lies in the PDF and whose text can be copied."""
    names = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for font in page.Resources.Font.as_dict().values():
                assert isinstance(font, pikepdf.Dictionary)
                names.add(str(font.BaseFont))
                assert font.Subtype == pikepdf.Name.Type0
                assert "/ToUnicode" in font
                (descendant,) = font.DescendantFonts.as_list()
                assert "/FontFile2" in descendant.FontDescriptor
    assert any("ZhenyuFangSong" in name for name in names)
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)


def assert_syntax_clean(pdf: bytes) -> None:
    """As `qpdf --check` without a warning."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        assert document.get_warnings() == []


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


class Drawing(NamedTuple):
    """A rule, bar or frame in points of the sheet, with its stroke's colour, and its filling's if it is filled."""

    left: float
    bottom: float
    right: float
    top: float
    colour: tuple[int, int, int]
    filling: tuple[int, int, int] | None


def rules(pdf: bytes, page: int) -> list[Drawing]:
    """What is drawn on a page besides text."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for each in document[page].get_objects([raw.FPDF_PAGEOBJ_PATH]):
        fill_mode, is_stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, fill_mode, is_stroked)
        filling = _colour(each, raw.FPDFPageObj_GetFillColor) if fill_mode.value else None
        left, bottom, right, top = each.get_bounds()
        colour = _colour(each, raw.FPDFPageObj_GetStrokeColor)
        found.append(Drawing(left, bottom, right, top, colour, filling))
    document.close()
    return found


def text_colours(pdf: bytes, page: int) -> dict[str, tuple[int, int, int]]:
    """The colour of each string on a page, as it was written."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    text = sheet.get_textpage()
    found: dict[str, tuple[int, int, int]] = {}
    for each in sheet.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        size = raw.FPDFTextObj_GetText(each, text, None, 0)
        buffer = (ctypes.c_ushort * size)()
        raw.FPDFTextObj_GetText(each, text, buffer, size)
        found[bytes(buffer).decode("utf-16-le").rstrip("\x00")] = _colour(each, raw.FPDFPageObj_GetFillColor)
    document.close()
    return found


def _colour(each: pypdfium2.PdfObject, read: Callable[..., int]) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    read(each, red, green, blue, alpha)
    return red.value, green.value, blue.value


def outline_of(pdf: bytes) -> list[str]:
    """The titles of the bookmarks, of every level, in order."""
    document = pypdfium2.PdfDocument(pdf)
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    document.close()
    return titles


class Letter(NamedTuple):
    """A printed character with the name of its font, without the tag of the subset, and its size in points."""

    char: Char
    font: str
    size: float


def letters(pdf: bytes, page: int) -> list[Letter]:
    """What stands on a page (from 0), with fonts; characters beyond the BMP are left out."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) or chr(code).isspace() or 0xD800 <= code < 0xE000:
            continue
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(text, i, name, len(name), ctypes.c_int())
        font = name.value.decode("ascii").split("+")[-1]
        found.append(Letter(Char(chr(code), x.value, y.value), font, raw.FPDFText_GetFontSize(text, i)))
    document.close()
    return found
