"""The standard workbook as others open it: sheets and columns of exchange.md, text as text, codes in text
format.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from zhenyu_desk.domain.terms import Level, Move
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.exchange.reading.import_file import read_import_file
from zhenyu_desk.exchange.workbook import sheets
from zhenyu_desk.exchange.workbook.records import FileKind
from zhenyu_desk.exchange.workbook.writer import write_workbook

# The columns of exchange.md in their order, without the star of required ones.
PUBLIC = {
    "企业": "企业名称、统一社会信用代码、简称、所属社区、地址、行业代码、主导产业链、标签、权属、状态、员工数、"
    "成立日期、主要产品、备注",
    "联系人": "企业名称、姓名、职务、手机、主要联系人(是/否)、状态",
    "单位": "单位名称、联系人、电话",
    "挂钩领导": "姓名、职务、排序、分管领域、联络员、任职起、任职止",
    "挂钩关系": "企业名称、领导姓名、角色(主挂钩/协助)、起始日期、结束日期、走访频次(天)",
    "走访": "走访编号、日期、企业名称、带队领导、方式、陪同人员、接待人、产值趋势、订单趋势、用工趋势、经营情况、"
    "发展动向、拟投资(万元)、预警、备注",
    "诉求": "诉求编号、走访编号、来源、反映日期、企业名称、标题、原话、类别、定级、数量、计量单位、牵头单位、"
    "协办单位、交办日期、原定时限、现行时限、办结日期、结果、结果说明、回访日期、是否联系上、满意度、挂账日期、"
    "挂账条件、复核日期、终止方式、终止日期、终止原因",
    "办理记录": "诉求编号、日期、动作、单位、内容、理由、新时限、结果、是否联系上、满意度、终止方式、条件、复核日期",
}
HOSTILE = [
    "=1+1", "+cmd", "-2", "@SUM(A1)", "{=1}", "http://x.y", "\tx", "a\nb", "<b>&", "00123", "_x000D_", "1e5", "#REF!",
]  # fmt: skip


def test_sheets_and_columns_are_the_public_ones() -> None:
    assert [sheet.name for sheet in sheets.SHEETS][: len(PUBLIC)] == list(PUBLIC)
    for sheet in sheets.SHEETS[: len(PUBLIC)]:
        public = PUBLIC[sheet.name].split("、")
        assert [column.header for column in sheet.columns][: len(public)] == public


def test_keys_and_headers_of_a_sheet_are_different() -> None:
    for sheet in sheets.SHEETS:
        assert len({column.key for column in sheet.columns}) == len(sheet.columns)
        assert len({column.header for column in sheet.columns}) == len(sheet.columns)


def test_cells_are_what_they_look_like(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    firm = {"name": "=甲", "credit_code": "91330109MA0000015Y", "founded": date(2026, 1, 2), "employees": 12}
    case = {"number": "SQ-2026-0001", "quantity": Decimal("315.5"), "level": Level.LIMITED}
    visit = {"number": "ZF-2026-0001", "moves": (Move.EXPANSION, Move.UPGRADE)}
    write_workbook(file, [(sheets.ENTERPRISES, [firm]), (sheets.DIFFICULTIES, [case]), (sheets.VISITS, [visit])])
    book = openpyxl.load_workbook(file)
    page = book["企业"]
    cells = {page.cell(1, column).value: page.cell(2, column) for column in range(1, page.max_column + 1)}
    assert (cells["企业名称"].value, cells["企业名称"].data_type) == ("=甲", "s")
    assert cells["统一社会信用代码"].number_format == "@"
    assert cells["成立日期"].value == datetime.combine(date(2026, 1, 2), time())
    assert cells["成立日期"].number_format == "yyyy-mm-dd"
    assert cells["员工数"].value == 12
    assert page.freeze_panes == "B2"
    assert page.column_dimensions["B"].number_format == "@"
    assert book["诉求"]["J2"].value == 315.5
    assert book["诉求"]["I2"].value == "限办"
    assert book["走访"]["L2"].value == "增资扩产、技改"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    write_workbook(file, [(sheets.ENTERPRISES, [{"name": text, "remark": text, "credit_code": text}])])
    page = openpyxl.load_workbook(file)["企业"]
    assert [page.cell(2, column).data_type for column in (1, 2, 14)] == ["s", "s", "s"]
    assert [page.cell(2, column).hyperlink for column in (1, 2, 14)] == [None, None, None]
    read = read_import_file(file)
    assert read.kind is FileKind.WORKBOOK
    assert read.tables[0].records[0].values["remark"] == text.strip()


def test_a_target_that_fails_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"old")

    def broken() -> Iterator[dict[str, str]]:
        yield {"name": "甲"}
        raise EnvironmentProblem("停电")

    with pytest.raises(EnvironmentProblem):
        write_workbook(file, [(sheets.ENTERPRISES, broken())])
    assert file.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]
