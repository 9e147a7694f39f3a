"""附件说明, 署名 and 成文日期 in the .docx: each begins where the PDF has it (GB/T 9704-2012, 7.3.4 and 7.3.5)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.docx.markup import broken_lines, indents, paragraph
from zhenyu_desk.reports.docx.stylesheet import Name
from zhenyu_desk.reports.fonts import FontSet, SizedFace, printable
from zhenyu_desk.reports.page import PITCH, TYPE_WIDTH
from zhenyu_desk.reports.titles import title_lines
from zhenyu_desk.reports.writing import written_date

_FROM_RIGHT, _SEALED_FROM_RIGHT = 2 * PITCH, 4 * PITCH
_MOST_WIDE = 20 * PITCH  # a longer 署名 is cut between words
_CENTRED = '<w:jc w:val="center"/>'


def blank() -> str:
    """A blank line that stays with what follows."""
    return paragraph(Name.SIGNATURE, "")


def attachments(names: Sequence[str], fonts: FontSet) -> str:
    """附件说明: one name, or a numbered list whose names are aligned after their numbers."""
    face = _face(fonts)
    items = []
    for place, name in enumerate(names, 1):
        number = f"{place}." if len(names) > 1 else ""
        left = 5 * PITCH + face.advance(number)
        start = (2 if place == 1 else 5) * PITCH
        words = f"附件：{number}{name}" if place == 1 else f"{number}{name}"
        items.append(paragraph(Name.ANNEX_LIST, printable(words), indents(left=left, first=start - left)))
    return "".join(items)


def signature(unit: str, day: datetime.date, fonts: FontSet, *, is_sealed: bool) -> str:
    """署名 two characters from the right and the date two right of its start; under a seal centred above each other."""
    face = _face(fonts)
    date = written_date(day)
    units = title_lines(printable(unit), _MOST_WIDE, face.advance)
    widest, date_width = max(map(face.advance, units)), face.advance(date)
    if is_sealed:
        middle = TYPE_WIDTH - _SEALED_FROM_RIGHT - date_width / 2
        middle = min(middle, TYPE_WIDTH - _FROM_RIGHT - widest / 2)
        reach = TYPE_WIDTH - middle  # as far to the left as the edge is to the right: centred texts of any width fit
        places = [f"{indents(left=middle - reach)}{_CENTRED}"] * 2
        return blank() * 2 + _lines(units, date, places)
    start = TYPE_WIDTH - _FROM_RIGHT - (widest if widest >= date_width else date_width + 2 * PITCH)
    return blank() + _lines(units, date, [indents(left=start), indents(left=start + 2 * PITCH)])


def _lines(units: Sequence[str], date: str, places: Sequence[str]) -> str:
    return broken_lines(Name.SIGNATURE, units, places[0]) + paragraph(Name.DATE, date, places[1])


def _face(fonts: FontSet) -> SizedFace:
    return fonts.face(styles.BODY.role, styles.SIZE_3, PITCH)
