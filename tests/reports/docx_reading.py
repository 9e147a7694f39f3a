"""Reads a .docx back: its pieces of text in order, what its paragraphs and tables are like."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.reports.reading import bare, characters, page_count

_NUMBER = re.compile(r"—\d+—$")


def opened(docx: bytes) -> Opened:
    return Document(io.BytesIO(docx))


def paragraphs(document: Opened) -> Iterator[Paragraph]:
    """Every paragraph in the order of the text, those in cells included."""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield part


def pieces(document: Opened) -> list[str]:
    """What each paragraph says, without blanks."""
    return [text for line in paragraphs(document) if (text := bare(line.text))]


def picture_words(document: Opened) -> str:
    """What is told of the pictures to those who can't see them, which is what stands in them."""
    return "".join(each.get("descr", "") for each in document.element.iter(qn("wp:docPr")))


def heads(document: Opened) -> set[str]:
    """The first rows of the tables."""
    return {bare("".join(cell.text for cell in table.rows[0].cells)) for table in document.tables}


def printed(pdf: bytes) -> str:
    """All text of a PDF without its page numbers."""
    pages = ("".join(char.text for char in characters(pdf, page)) for page in range(page_count(pdf)))
    return "".join(_NUMBER.sub("", page) for page in pages)


def styles_of(docx: bytes) -> dict[str, ElementTree.Element]:
    """The styles by id."""
    with ZipFile(io.BytesIO(docx)) as package:
        root = ElementTree.fromstring(package.read("word/styles.xml"))
    return {style.get(qn("w:styleId"), ""): style for style in root.iter(qn("w:style"))}


def font_of(docx: bytes, line: Paragraph) -> str:
    """The font of a paragraph's first hanzi."""
    style = line.style
    assert style is not None
    fonts = styles_of(docx)[style.style_id].find(f".//{qn('w:rFonts')}")
    assert fonts is not None
    return fonts.get(qn("w:eastAsia"), "")
