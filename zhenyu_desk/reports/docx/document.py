"""A paper's parts written into a .docx, in memory."""

from __future__ import annotations

import io

from docx import Document

from zhenyu_desk.reports.blocks import Block
from zhenyu_desk.reports.document import Metadata
from zhenyu_desk.reports.docx import xml
from zhenyu_desk.reports.docx.blocks import number_pages, set_up_page


def build_docx(parts: Block, metadata: Metadata) -> bytes:
    """The .docx of a paper; the same parts give the same text, tables and geometry."""
    document = Document()
    xml.use_odd_and_even_footers(document)
    set_up_page(document.sections[0], landscape=False)
    number_pages(document.sections[0])
    for part in parts:
        part(document)
    about = document.core_properties
    about.title, about.author, about.subject, about.language = (
        metadata.title,
        metadata.author,
        metadata.subject,
        "zh-CN",
    )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
