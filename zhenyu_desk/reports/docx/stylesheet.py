"""The styles of the .docx, named as a clerk looks for them in the list of WPS or Word (GB/T 9704-2012, 5.2 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.page import LINE, PITCH
from zhenyu_desk.reports.styles import SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_S4, TITLE_LEADING, cells

# The names under which office programs know the fonts of GB/T 9704-2012; where one lacks, they take another.
FONT_NAMES: dict[Role, str] = {
    Role.FANGSONG: "仿宋_GB2312",
    Role.KAI: "楷体_GB2312",
    Role.HEI: "黑体",
    Role.TITLE: "方正小标宋简体",
    Role.DIGITS: "宋体",
    Role.RARE: "宋体",
}
LINE_TWIPS = int(LINE * 20)  # rounded up, the 22nd line would not fit
# Text programs space by twips: 16 pt less 0.3 makes 28 characters a little narrower than the line, and justifying
# spreads them to it. LibreOffice gives a character two cells of a grid narrower than itself, so text leaves the grid.
_BODY_SPACING = -6
# Marks stay within the type area, and figures stand close to hanzi, as in the PDF.
_CHINESE = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_HALVES = 2  # w:sz counts half points
_FIGURE_CAPTION = 10.5
_RULE_DROP = 4.0  # points from the line of 发文字号 to the rule, so that it is 4 mm below the characters (7.2.7)
_RULE_ROOM = LINE - _RULE_DROP - 4  # below the rule; programs differ in what its strength adds
RED = "D90000"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class Name(StrEnum):
    """The styles by their ids."""

    NORMAL = "Normal"
    BODY = "Body"
    FLUSH = "Flush"
    LAST = "Last"
    TITLE = "Title"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    ANNEX_MARK = "AnnexMark"
    ANNEX_TITLE = "AnnexTitle"
    ANNEX_LIST = "AnnexList"
    SIGNATURE = "OfficeSignature"
    DATE = "OfficeDate"
    RED_NAME = "RedName"
    CENTRED = "Centred"
    RULE = "RedRule"
    CAPTION = "Caption"
    HEAD = "TableHead"
    CELL = "TableCell"
    SMALL_HEAD = "TableHeadSmall"
    SMALL_CELL = "TableCellSmall"
    FIGURE = "Figure"
    FIGURE_CAPTION = "FigureCaption"
    NOTE = "Note"
    CUT_LINE = "CutLine"
    IMPRINT = "Imprint"
    IMPRINT_RULE = "ImprintRule"
    NUMBER = "PageNumber"
    END = "SectionEnd"


HEADINGS = (Name.HEADING_1, Name.HEADING_2, Name.HEADING_3, Name.HEADING_4)


@dataclass(frozen=True, slots=True)
class _Style:
    """One style; lengths in points, leading 0 where a picture makes the line as high as itself."""

    id: Name
    name: str
    role: Role = Role.FANGSONG
    size: float = SIZE_3
    leading: float = LINE_TWIPS / 20
    align: str = "left"
    first: float = 0.0
    level: int | None = None
    keep: bool = False
    colour: str = ""
    after: float = 0.0
    border: str = ""
    two_lines: bool = False


_INDENT = 2 * PITCH
_LEADING, _SMALL_LEADING = (cells(small)[1].leading for small in (False, True))
_STYLES = (
    _Style(Name.BODY, "公文正文", align="both", first=_INDENT),
    _Style(Name.FLUSH, "公文顶格", align="both"),
    _Style(Name.LAST, "公文末段", align="both", first=_INDENT, keep=True, two_lines=True),
    _Style(Name.TITLE, "Title", Role.TITLE, SIZE_2, TITLE_LEADING, "center", keep=True),
    _Style(Name.HEADING_1, "heading 1", Role.HEI, align="both", first=_INDENT, level=0, keep=True),
    _Style(Name.HEADING_2, "heading 2", Role.KAI, align="both", first=_INDENT, level=1, keep=True),
    _Style(Name.HEADING_3, "heading 3", align="both", first=_INDENT, level=2, keep=True),
    _Style(Name.HEADING_4, "heading 4", align="both", first=_INDENT, level=3, keep=True),
    _Style(Name.ANNEX_MARK, "附件标识", Role.HEI, level=0, keep=True),
    _Style(Name.ANNEX_TITLE, "附件标题", Role.TITLE, SIZE_2, TITLE_LEADING, "center", level=1, keep=True),
    _Style(Name.ANNEX_LIST, "附件说明", keep=True),
    _Style(Name.SIGNATURE, "落款", keep=True),
    _Style(Name.DATE, "成文日期"),
    _Style(Name.RED_NAME, "红头", Role.TITLE, 42.0, 3 * LINE, "center", colour=RED),
    _Style(Name.CENTRED, "公文居中", align="center"),
    _Style(
        Name.RULE, "红色分隔线", size=1.0, leading=_RULE_DROP, after=LINE - _RULE_DROP - 4, border=f"single 16 {RED}"
    ),
    _Style(Name.CAPTION, "caption", Role.HEI, SIZE_S4, align="center", keep=True),
    _Style(Name.HEAD, "表头", Role.HEI, SIZE_S4, _LEADING, "center", keep=True),
    _Style(Name.CELL, "表格文字", size=SIZE_S4, leading=_LEADING),
    _Style(Name.SMALL_HEAD, "表头（五号）", Role.HEI, SIZE_5, _SMALL_LEADING, "center", keep=True),
    _Style(Name.SMALL_CELL, "表格文字（五号）", size=SIZE_5, leading=_SMALL_LEADING),
    _Style(Name.FIGURE, "图", leading=0.0, align="center", keep=True),
    _Style(Name.FIGURE_CAPTION, "图题", Role.HEI, _FIGURE_CAPTION, align="center"),
    _Style(Name.NOTE, "注释", size=SIZE_5, leading=LINE / 2, align="both", first=2 * SIZE_5),
    _Style(Name.CUT_LINE, "裁切线", size=9.0, leading=LINE / 2, align="center", after=LINE / 2, border="dashed 6 auto"),
    _Style(Name.IMPRINT, "版记", size=SIZE_4, leading=LINE * 0.8),
    _Style(Name.IMPRINT_RULE, "版记分隔线", size=SIZE_5 / 2, leading=5.0),
    _Style(Name.NUMBER, "页码", Role.DIGITS, SIZE_4, 14.0),
    _Style(Name.END, "分节", size=1.0, leading=1.0),
)


def fonts(role: Role) -> str:
    """The element that names a role's font for every kind of character."""
    name = FONT_NAMES[role]
    kinds = "".join(f' w:{kind}="{name}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts{kinds}/>"


def stylesheet() -> str:
    """The whole styles part: Normal is the 3号 仿宋 by which programs measure the grid of characters."""
    body = "".join(map(_style, _STYLES))
    size = round(SIZE_3 * _HALVES)
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = f'<w:rPr>{fonts(Role.FANGSONG)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{language}</w:rPr>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:widowControl w:val="0"/>{_CHINESE}'
        f'<w:snapToGrid w:val="0"/><w:spacing w:line="{LINE_TWIPS}" w:lineRule="exact"/></w:pPr>'
        f'<w:rPr><w:snapToGrid w:val="0"/><w:spacing w:val="{_BODY_SPACING}"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
    return (
        f"<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{normal}{_TABLES}{body}</w:styles>"
    )


def _style(style: _Style) -> str:
    spacing = "" if style.size == SIZE_3 else '<w:spacing w:val="0"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    size = round(style.size * _HALVES)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{_paragraph_properties(style)}</w:pPr>"
        f'<w:rPr>{fonts(style.role)}{colour}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _paragraph_properties(style: _Style) -> str:
    """In the order of the schema (ECMA-376 part 1, 17.3.1.26)."""
    found = "<w:keepNext/>" if style.keep else ""
    if style.two_lines:
        found += "<w:widowControl/>"
    if style.border:
        kind, eighths, colour = style.border.split()
        found += f'<w:pBdr><w:bottom w:val="{kind}" w:sz="{eighths}" w:space="0" w:color="{colour}"/></w:pBdr>'
    line = f'w:line="{_twips(style.leading)}" w:lineRule="exact"' if style.leading else 'w:line="240" w:lineRule="auto"'
    found += f'<w:spacing w:before="0" w:after="{_twips(style.after)}" {line}/>'
    if style.first:
        found += f'<w:ind w:firstLine="{_twips(style.first)}" w:firstLineChars="200"/>'
    found += f'<w:jc w:val="{style.align}"/>'
    return found if style.level is None else f'{found}<w:outlineLvl w:val="{style.level}"/>'


def _twips(points: float) -> int:
    return round(points * 20)


def _table_borders(inner: int, outer: int) -> str:
    edges = [(edge, outer) for edge in ("top", "left", "bottom", "right")] + [("insideH", inner), ("insideV", inner)]
    return "".join(f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' for edge, size in edges)


_MARGINS = (("top", 40), ("left", 60), ("bottom", 50), ("right", 60))  # as in the PDF, twips
_CELL_MARGINS = "".join(f'<w:{edge} w:w="{room}" w:type="dxa"/>' for edge, room in _MARGINS)
TABLE, PLAIN_TABLE = "OfficeTable", "PlainTable"
_TABLES = (
    f'<w:style w:type="table" w:default="1" w:styleId="{PLAIN_TABLE}"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    f'<w:style w:type="table" w:styleId="{TABLE}"><w:name w:val="公文表格"/><w:basedOn w:val="{PLAIN_TABLE}"/>'
    f"<w:tblPr><w:tblBorders>{_table_borders(4, 8)}</w:tblBorders><w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar>"
    "</w:tblPr></w:style>"
)
