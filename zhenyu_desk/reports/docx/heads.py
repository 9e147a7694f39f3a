"""Heads and foot of official papers in the .docx: red name and rule, unit and date, 版记 (GB/T 9704-2012, 7.2, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.docx.markup import broken_lines, indents, paragraph, spacing, twips
from zhenyu_desk.reports.docx.stylesheet import Name
from zhenyu_desk.reports.fonts import FontSet, printable
from zhenyu_desk.reports.heads import BULLETIN_LINES, NAME_LEADING, OFFICE_TOP, fitted_name
from zhenyu_desk.reports.page import LINE, PITCH, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import rounded_up

RED_RULE = paragraph(Name.RULE, "")
_THIN_RULE = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr>{"<w:tab/>" * 3}</w:r>'


def office_name(name: str, fonts: FontSet) -> str:
    """The red name of an office, 35 mm below the upper edge of the type area."""
    size, lines = fitted_name(printable(name), fonts, TYPE_WIDTH)
    above = OFFICE_TOP - size * (NAME_LEADING - 1) / 2
    height = above + len(lines) * size * NAME_LEADING
    return _red(lines, size, above, rounded_up(height, LINE) - height)


def bulletin_name(name: str, fonts: FontSet) -> str:
    """The red name of a bulletin, in the middle of three body lines."""
    size, lines = fitted_name(printable(name), fonts, TYPE_WIDTH)
    height = len(lines) * size * NAME_LEADING
    spare = (max(BULLETIN_LINES * LINE, rounded_up(height, LINE)) - height) / 2
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


def _red(lines: Sequence[str], size: float, above: float, below: float) -> str:
    return broken_lines(Name.RED_NAME, lines, spacing(above, below, size * NAME_LEADING), size)


def _tab(kind: str, place: float) -> str:
    return f'<w:tab w:val="{kind}" w:pos="{twips(place)}"/>'


def _rule(edge: str, eighths: int) -> str:
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="2" w:color="auto"/>'
