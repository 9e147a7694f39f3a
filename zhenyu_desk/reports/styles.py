"""The styles of an official paper (GB/T 9704-2012, 5.2.2 and 7.3); lengths in points."""

from functools import cache

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.page import LINE, PITCH
from zhenyu_desk.reports.paragraph import Style
from zhenyu_desk.reports.placing import Align

SIZE_2, SIZE_3, SIZE_4, SIZE_S4, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5  # 2号 3号 4号 小四 五号
TITLE_LEADING = 35.0


def _body(role: Role, indent: float = 2 * PITCH, align: Align = Align.JUSTIFY) -> Style:
    return Style(role, SIZE_3, LINE, align, em=PITCH, first_indent=indent)


TITLE = Style(Role.TITLE, SIZE_2, TITLE_LEADING, Align.CENTER)
BODY = _body(Role.FANGSONG)
FLUSH = _body(Role.FANGSONG, indent=0)
HEADINGS = (_body(Role.HEI), _body(Role.KAI), BODY, BODY)
ANNEX_MARK = _body(Role.HEI, indent=0)
CAPTION = Style(Role.HEI, SIZE_S4, LINE, Align.CENTER)
NOTE = Style(Role.FANGSONG, SIZE_5, LINE / 2, first_indent=2 * SIZE_5, snap=LINE)


def attachment(number: float, is_first: bool) -> Style:
    """附件说明: names aligned after their number, which is `number` points wide (7.3.4)."""
    names = 5 * PITCH + number
    start = 2 * PITCH if is_first else 5 * PITCH
    return Style(Role.FANGSONG, SIZE_3, LINE, Align.LEFT, em=PITCH, left_indent=names, first_indent=start - names)


@cache
def cells(small: bool) -> tuple[dict[Align, Style], Style]:
    """The styles of a table's cells by alignment, and of its header; 五号 if small, else 小四."""
    size, leading = (SIZE_5, 13.0) if small else (SIZE_S4, 17.0)
    cell = {align: Style(Role.FANGSONG, size, leading, align) for align in Align}
    return cell, Style(Role.HEI, size, leading, Align.CENTER)
