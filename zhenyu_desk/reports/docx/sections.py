"""Sections of the .docx: A4 upright or turned, margins, grid and page numbers of GB/T 9704-2012, 5.2 and 7.5."""

from __future__ import annotations

from reportlab.lib.units import mm

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.docx.markup import page_number, paragraph, twips
from zhenyu_desk.reports.docx.stylesheet import LINE_TWIPS, Name
from zhenyu_desk.reports.page import (
    BOTTOM,
    LEFT,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    RIGHT,
    TOP,
    TYPE_WIDTH,
)

_CHARACTER = round((PITCH - styles.SIZE_3) * 4096)  # 28 to a line: less than the 3号 of Normal, in 1/4096 pt (17.6.5)
_NUMBER_TOP = 7 * mm  # from the type area to the dashes of the page number (7.5)
_DASH_TOP = 7.2  # from the upper edge of the number's line to its dashes, points
_TURNED_DROP = 1.7  # points that a line in a box lies lower than in a footer
_NUMBER_LINE = 14.0
_EMU = 12700  # to a point
_NAMESPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_SHAPE = _NAMESPACES["wps"]


def section(footers: str, *, landscape: bool) -> str:
    """The properties of a section; the landscape page is the portrait one turned clockwise, its margins with it."""
    width, height, turned = PAPER_WIDTH, PAPER_HEIGHT, ""
    top, right, bottom, left = TOP, RIGHT, BOTTOM, LEFT
    if landscape:
        width, height, turned = height, width, ' w:orient="landscape"'
        top, right, bottom, left = left, top, right, bottom
    number_foot = BOTTOM - _NUMBER_TOP + _DASH_TOP - _NUMBER_LINE
    edges = (("top", top), ("right", right), ("bottom", bottom), ("left", left), ("header", mm * 15))
    margins = "".join(f' w:{edge}="{twips(size)}"' for edge, size in edges)
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar{margins} w:footer="{twips(min(number_foot, bottom))}" w:gutter="0"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE_TWIPS}" w:charSpace="{_CHARACTER}"/></w:sectPr>'
    )


def upright_number(*, odd: bool) -> str:
    """The footer of portrait pages: odd ones at the right, even ones at the left, one character in."""
    return _number(odd=odd)


def turned_number(*, odd: bool) -> str:
    """The footer of landscape pages: the number stands where the portrait sheet has it, so it lies at the left edge."""
    # From the edge of the sheet, so that nothing depends on an offset, which LibreOffice loses on a section's one page.
    width = BOTTOM - _NUMBER_TOP + _DASH_TOP + _TURNED_DROP
    size = f'cx="{round(width * _EMU)}" cy="{round(TYPE_WIDTH * _EMU)}"'
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    box = (
        f'<w:r><mc:AlternateContent{names}><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="{1 if odd else 2}" name="页码"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_number(odd=odd)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        "</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{Name.NUMBER}"/></w:pPr>{box}</w:p>'


def _number(*, odd: bool) -> str:
    room = twips(styles.SIZE_4)
    side = f'<w:ind w:left="{room}" w:right="{room}"/><w:jc w:val="{"right" if odd else "left"}"/>'
    return paragraph(Name.NUMBER, "", side).replace("</w:p>", f"{page_number()}</w:p>")
