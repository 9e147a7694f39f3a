"""A block copied from Excel or WPS: its cells, and which of its columns are which of the grid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from zhenyu_desk.domain.visit_lines import Place

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r\n|\n|\r|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_LEAST_NAMES = 2
_NOISE = re.compile(r"[\s*＊:：()（）【】]|必填")

# What offices write above the columns of their lists, the usual word first.
_NAMES: dict[Place, tuple[str, ...]] = {
    Place.ON: ("日期", "走访日期", "走访时间", "时间", "挂钩日期", "服务日期", "date"),
    Place.FIRM: (
        "企业", "企业名称", "公司名称", "单位名称", "走访企业", "受访企业", "挂钩企业", "公司", "enterprise",
    ),
    Place.LEADER: ("领导", "挂钩领导", "走访领导", "带队领导", "服务领导", "领导姓名", "leader"),
    Place.OUTPUT: ("产值", "产值情况", "产值趋势", "output value", "output"),
    Place.ORDERS: ("订单", "订单情况", "订单趋势", "orders"),
    Place.STAFF: ("用工", "用工情况", "用工趋势", "staff"),
    Place.BUSINESS: (
        "经营情况", "经营状况", "企业经营状况", "企业经营情况", "生产经营情况", "生产经营状况", "经营",
        "how business goes",
    ),
    Place.MOVES: ("动向", "发展动向", "企业发展动向", "moves"),
    Place.CATEGORY: ("类别", "诉求类别", "困难类别", "问题类别", "诉求类型", "问题类型", "分类", "category"),
    Place.TITLE: (
        "困难内容", "困难诉求", "存在困难", "存在的困难", "存在问题", "困难", "诉求", "诉求内容", "问题", "困难问题",
        "存在困难及诉求", "困难和诉求", "困难与诉求", "difficulty",
    ),
    Place.UNIT: ("牵头单位", "承办单位", "责任单位", "办理单位", "牵头部门", "责任部门", "lead unit"),
    Place.DEADLINE: ("时限", "办理时限", "完成时限", "办结时限", "截止日期", "deadline"),
}  # fmt: skip


def read_block(text: str) -> list[list[str]]:
    """The rows of tab-separated text as spreadsheets copy it; a quoted cell may hold line breaks. Blank rows go."""
    rows: list[list[str]] = [[]]
    position = 0
    while position <= len(text):
        match = _QUOTED.match(text, position)
        if match is not None:
            cell = match[1].replace('""', '"')
        else:
            match = _PLAIN.match(text, position)
            assert match is not None  # it matches nothing at all, too
            cell = match[0]
        rows[-1].append(_LINE_END.sub("\n", cell).strip())
        position = match.end()
        if end := _LINE_END.match(text, position):
            rows.append([])
            position = end.end()
        else:
            position += 1
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    return [row + [""] * (width - len(row)) for row in filled]


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """The same the other way: cells with tabs, line breaks or quotes are quoted."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def read_headings(row: Sequence[str]) -> list[Place | None] | None:
    """Which column each heading names, None for one that is not known; None where the row is no row of headings."""
    found: list[Place | None] = []
    for heading in row:
        place = _place_named(heading)
        found.append(None if place in found else place)
    named = sum(place is not None for place in found)
    is_sure = named > _LEAST_NAMES or (Place.FIRM in found and named >= min(_LEAST_NAMES, len(row)))
    return found if is_sure else None


def places_from(first: Place, width: int) -> list[Place | None]:
    """The columns of a block without headings: one after the other from where it is pasted; None past the last."""
    return [Place(number) if number < len(Place) else None for number in range(first, first + width)]


def _place_named(heading: str) -> Place | None:
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", heading).casefold()) if heading else ""
    names = ((place, name.replace(" ", "")) for place, names in _NAMES.items() for name in names)
    return next((place for place, name in names if plain == name), None)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
