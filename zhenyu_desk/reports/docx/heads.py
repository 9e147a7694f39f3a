"""Heads and foot of official papers in the .docx: red name and rule, unit and date, 版记 (GB/T 9704-2012, 7.2, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.docx.markup import broken_lines, indents, paragraph, spacing, twips
from zhenyu_desk.reports.docx.stylesheet import Name
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet, printable
from zhenyu_desk.reports.heads import NAME_SIZES
from zhenyu_desk.reports.page import LINE, PITCH, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import rounded_up
from zhenyu_desk.reports.titles import title_lines

RED_RULE = paragraph(Name.RULE, "")
_PARTED_SIZE = 30.0  # of a red name that no size fits into one line, as in the PDF
_LEADING = 1.2
_OFFICE_TOP = 35 * mm  # from the type area to the name of the office (7.2.4)
_BULLETIN_LINES = 3
_THIN_RULE = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr>{"<w:tab/>" * 3}</w:r>'


def office_name(name: str, fonts: FontSet) -> str:
    """The red name of an office, 35 mm below the upper edge of the type area."""
    size, lines = _fitted(name, fonts)
    above = _OFFICE_TOP - size * (_LEADING - 1) / 2
    height = above + len(lines) * size * _LEADING
    return _red(lines, size, above, rounded_up(height, LINE) - height)


def bulletin_name(name: str, fonts: FontSet) -> str:
    """The red name of a bulletin, in the middle of three body lines."""
    size, lines = _fitted(name, fonts)
    height = len(lines) * size * _LEADING
    spare = (max(_BULLETIN_LINES * LINE, rounded_up(height, LINE)) - height) / 2
    return _red(lines, size, spare, spare)


def sides(left: str, right: str) -> str:
    """Unit and date of a bulletin, one character in from the edges."""
    shape = f"<w:tabs>{_tab('right', TYPE_WIDTH - PITCH)}</w:tabs>{indents(left=PITCH, right=PITCH)}"
    return paragraph(Name.FLUSH, f"{printable(left)}\t{printable(right)}", shape)


def imprint(copies: Sequence[tuple[str, str]], printed: tuple[str, str] | None) -> str:
    """版记 in a frame at the foot of its page, whatever stands above: strong rules around it, a thin one within (7.4).

    Rules join only paragraphs of the same indents, and LibreOffice keeps a frame only around the same rules: so every
    line hangs from the left edge and begins with a tabulator, and the thin rule is tabulators underlined. The almost
    invisible lines keep tables from joining it.
    """
    size = styles.SIZE_4
    hang = size * (2 + max((len(mark) for mark, _names in copies), default=1))
    tabs = f"{_tab('left', size)}{_tab('right', TYPE_WIDTH - size)}{_tab('right', TYPE_WIDTH - 1)}"
    shape = (
        f'<w:framePr w:w="{twips(TYPE_WIDTH)}" w:hSpace="0" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" '
        f'w:xAlign="left" w:yAlign="bottom"/><w:pBdr>{_rule("top", 8)}{_rule("bottom", 8)}</w:pBdr>'
        f"<w:tabs>{tabs}</w:tabs>{indents(left=hang, first=-hang)}"
    )
    lines = [paragraph(Name.IMPRINT, f"\t{printable(mark)}：{printable(names)}", shape) for mark, names in copies]
    if printed and copies:
        lines.append(paragraph(Name.IMPRINT_RULE, "", shape).replace("</w:p>", f"{_THIN_RULE}</w:p>"))
    if printed:
        lines.append(paragraph(Name.IMPRINT, "".join(f"\t{printable(part)}" for part in printed), shape))
    between = paragraph(Name.END, "")
    return f"{between}{''.join(lines)}{between}"


def _fitted(name: str, fonts: FontSet) -> tuple[float, list[str]]:
    """The largest size at which a name takes one line; one that is cut between words where none does."""
    text = printable(name)
    for size in NAME_SIZES:
        if fonts.face(Role.TITLE, size).advance(text) <= TYPE_WIDTH:
            return size, [text]
    return _PARTED_SIZE, title_lines(text, TYPE_WIDTH, fonts.face(Role.TITLE, _PARTED_SIZE).advance)


def _red(lines: Sequence[str], size: float, above: float, below: float) -> str:
    return broken_lines(Name.RED_NAME, lines, spacing(above, below, size * _LEADING), size)


def _tab(kind: str, place: float) -> str:
    return f'<w:tab w:val="{kind}" w:pos="{twips(place)}"/>'


def _rule(edge: str, eighths: int) -> str:
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="2" w:color="auto"/>'
