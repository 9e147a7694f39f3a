"""WordprocessingML as text: paragraphs, runs and what python-docx has no words for (ECMA-376 part 1, 17).

A long table is written so in a hundredth of the time that cells one by one take.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from zhenyu_desk.reports.docx.stylesheet import Name, fonts
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import printable
from zhenyu_desk.reports.paragraph import Content

_NO_XML = {0xFFFE: None, 0xFFFF: None}  # XML 1.0, 2.2; `printable` leaves out the others
_TWIPS = 20


class Piece(NamedTuple):
    """A stretch of text; in another role's font than its style's if there is a `role`."""

    text: str
    role: Role | None = None


def twips(points: float) -> int:
    """A length in twentieths of a point, as the format counts."""
    return round(points * _TWIPS)


def lines_of(content: Content) -> list[list[Piece]]:
    """What is printed of a content, line by line as typed."""
    lines: list[list[Piece]] = [[]]
    for item in [content] if isinstance(content, str) else content:
        text, role = (item, None) if isinstance(item, str) else item
        first, *others = printable(text).translate(_NO_XML).split("\n")
        lines[-1].append(Piece(first, role))
        lines += [[Piece(other, role)] for other in others]
    return lines


def unindented(line: Sequence[Piece]) -> list[Piece]:
    """A line without the indent someone typed, which would come on top of the style's."""
    first, *others = line
    return [first._replace(text=first.text.lstrip(" \u3000")), *others]


def paragraph(style: Name, pieces: Sequence[Piece] | str, properties: str = "") -> str:
    """A paragraph in a style; `properties` are further children of w:pPr in the order of the schema."""
    runs = run(pieces) if isinstance(pieces, str) else "".join(run(*piece) for piece in pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def run(text: str, role: Role | None = None, size: float | None = None) -> str:
    """A run of text; tabulators as such, none for no text."""
    if not text:
        return ""
    dress = fonts(role) if role else ""
    if size:
        dress += f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
    dress = f"<w:rPr>{dress}</w:rPr>" if dress else ""
    words = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{dress}{words}</w:r>"


def broken_lines(style: Name, lines: Sequence[str], properties: str = "", size: float | None = None) -> str:
    """A paragraph whose lines are kept as they are; `size` in points where it isn't the style's."""
    runs = "<w:r><w:br/></w:r>".join(run(line, size=size) for line in lines)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def spacing(before: float = 0.0, after: float = 0.0, leading: float | None = None) -> str:
    """Room above and below a paragraph and, where it isn't the style's, its leading; points."""
    line = "" if leading is None else f' w:line="{twips(leading)}" w:lineRule="exact"'
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{line}/>'


def indents(left: float = 0.0, first: float = 0.0, right: float = 0.0) -> str:
    """Indents in points; `first` of the first line beyond `left`, negative where it hangs out."""
    kind = f'w:hanging="{twips(-first)}"' if first < 0 else f'w:firstLine="{twips(first)}" w:firstLineChars="0"'
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" {kind}/>'


def page_number() -> str:
    """The runs of «— 1 —», a field that counts by itself (GB/T 9704-2012, 7.5)."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    begin, separate, end = marks
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{run('— ')}{begin}{code}{separate}{run('1')}{end}{run(' —')}"


def quoted(text: str) -> str:
    """A text as the value of an attribute, its quotes included."""
    return quoteattr(printable(text).translate(_NO_XML))
