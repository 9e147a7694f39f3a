"""A paper's parts written into a .docx, in memory; the same parts give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from zhenyu_desk.reports.blocks import Block
from zhenyu_desk.reports.document import Metadata
from zhenyu_desk.reports.docx.body import Body
from zhenyu_desk.reports.docx.stylesheet import stylesheet

_LANGUAGE = "zh-CN"
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # as in the PDF: the paper itself bears its date
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest date a .zip knows
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
# What the template of python-docx brings along besides the styles and settings, which are put in its place.
_KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
    "<w:doNotExpandShiftReturn/><w:useFELayout/>"
    f'<w:compatSetting w:name="compatibilityMode" w:uri="{_COMPATIBILITY}" w:val="15"/></w:compat>'
    f'<w:themeFontLang w:val="{_LANGUAGE}" w:eastAsia="{_LANGUAGE}"/>'
)


def build_docx(parts: Block, metadata: Metadata, progress: Callable[[int], None] = lambda _part: None) -> bytes:
    """The .docx of a paper. `progress` hears the number of each part done; what it raises ends the work."""
    document = _empty()
    body = Body(document)
    for number, part in enumerate(parts, 1):
        part(body)
        progress(number)
    text = body.finished()
    _describe(document, metadata)
    stream = io.BytesIO()
    document.save(stream)
    return _packed(stream, document.part.partname.membername, text)


def _empty() -> Opened:
    """A document with nothing of a template but what the paper needs."""
    document = Document()
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT]:
        del relations[key]
    package = document.part.package
    assert package is not None
    for key in [key for key, relation in package.rels.items() if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT]:
        del package.rels[key]
    document.styles.element[:] = list(parse_xml(stylesheet()))
    document.settings.element[:] = list(parse_xml(f"<w:settings {nsdecls('w')}>{_SETTINGS}</w:settings>"))
    return document


def _describe(document: Opened, metadata: Metadata) -> None:
    about = document.core_properties
    about.title, about.author, about.subject = metadata.title, metadata.author, metadata.subject
    about.last_modified_by, about.comments, about.keywords = metadata.author, "", ""
    about.language, about.revision = _LANGUAGE, 1
    about.created = about.modified = _MADE


def _packed(stream: io.BytesIO, name: str, text: str) -> bytes:
    """The package with the text, and without the time at which it was packed."""
    packed = io.BytesIO()
    with ZipFile(stream) as dated, ZipFile(packed, "w") as target:
        for part in dated.namelist():
            entry = ZipInfo(part, _FIRST)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, text.encode() if part == name else dated.read(part))
    return packed.getvalue()
