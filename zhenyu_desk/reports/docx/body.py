"""The text of a .docx while it is written: markup in order, pictures, and sections upright or turned."""

from __future__ import annotations

import io

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.parts.hdrftr import FooterPart
from docx.shared import Pt

from zhenyu_desk.reports.docx import sections
from zhenyu_desk.reports.docx.markup import paragraph
from zhenyu_desk.reports.docx.stylesheet import Name
from zhenyu_desk.reports.page import TYPE_HEIGHT, TYPE_WIDTH

_NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")


class Body:
    """Collects what a document says; pictures and page numbers become parts of it at once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._markup: list[str] = []
        self._is_turned = False
        self._pictures = 0
        self._footers: dict[bool, str] = {}

    @property
    def width(self) -> float:
        """The width of the type area of the page that is written, points."""
        return TYPE_HEIGHT if self._is_turned else TYPE_WIDTH

    def add(self, markup: str) -> None:
        """Paragraphs and tables."""
        self._markup.append(markup)

    def add_picture(self, png: bytes, name: str, words: str) -> None:
        """A picture as wide as the type area of a portrait page; `words` are read to those who can't see it."""
        self._pictures += 1
        inline = self._document.part.new_pic_inline(io.BytesIO(png), width=Pt(TYPE_WIDTH))
        about = inline.docPr
        for attribute, value in (("id", str(self._pictures)), ("name", name), ("descr", words)):
            about.set(attribute, value)
        self.add(
            f'<w:p><w:pPr><w:pStyle w:val="{Name.FIGURE}"/></w:pPr><w:r><w:drawing>{inline.xml}</w:drawing></w:r></w:p>'
        )

    def start_page(self, *, landscape: bool) -> None:
        """End the section, and begin another on a new page."""
        self.add(paragraph(Name.END, "", self._section()))
        self._is_turned = landscape

    def finished(self) -> str:
        """The whole text as a part of its own: put into the document element by element it would take long."""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:document {_NAMESPACES}><w:body>{''.join(self._markup)}{self._section()}</w:body></w:document>"
        )

    def _section(self) -> str:
        if self._is_turned not in self._footers:
            self._footers[self._is_turned] = self._add_footers()
        return sections.section(self._footers[self._is_turned], landscape=self._is_turned)

    def _add_footers(self) -> str:
        """The page numbers of odd and even pages, shared by all sections that are turned alike."""
        number = sections.turned_number if self._is_turned else sections.upright_number
        package = self._document.part.package
        assert package is not None
        references = ""
        for kind, odd in (("default", True), ("even", False)):
            part = FooterPart.new(package)
            relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTER)
            part.element[:] = list(parse_xml(f"<w:ftr {_NAMESPACES}>{number(odd=odd)}</w:ftr>"))
            references += f'<w:footerReference w:type="{kind}" r:id="{relation}"/>'
        return references
