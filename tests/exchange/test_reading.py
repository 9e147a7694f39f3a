"""Files from outside: encodings, headers by many names, rows that are no firms, and files that would do
harm.
"""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.exchange.sheets import book, text_list
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.exchange.reading import preflight
from zhenyu_desk.exchange.reading.import_file import read_import_file
from zhenyu_desk.exchange.reading.text_files import decode
from zhenyu_desk.exchange.workbook.records import FileKind, SheetRecord

HEAD = ["序号", "单位名称", "统一社会信用代码", "注册日期", "企业类型", "注册资金", "经营范围", "注册地址"]
ROW = [
    "1",
    "启元光电有限公司",
    "91330109MA0000015Y",
    "2001-02-03",
    "有限责任公司",
    "60(万美元)",
    "生产光学仪器。",
    "东路1号",
]


def records(file: Path) -> list[SheetRecord]:
    read = read_import_file(file)
    assert read.kind is FileKind.ENTERPRISES
    return [record for table in read.tables for record in table.records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_register_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    (record,) = records(text_list(tmp_path / "名单.csv", [HEAD, ROW], encoding))
    assert dict(record.values) == {
        "name": "启元光电有限公司",
        "credit_code": "91330109MA0000015Y",
        "founded": date(2001, 2, 3),
        "products": "生产光学仪器。",
        "address": "东路1号",
    }
    assert dict(record.extras) == {"企业类型": "有限责任公司", "注册资金": "60(万美元)"}
    assert record.row == 2


def test_what_is_no_text_is_not_guessed() -> None:
    assert decode("䶮中".encode("gb18030")) == "䶮中"
    assert decode(b"\xff\xff\xff") is None
    assert decode(b"\xef\xbb\xbf\xff") is None


def test_title_rows_totals_and_empty_rows_are_skipped(tmp_path: Path) -> None:
    rows = [["周市镇企业名单"], [None, "2026年10月"], HEAD, ROW, [], [None, "合 计", None, None, None, "1"]]
    (record,) = records(book(tmp_path / "名单.xlsx", {"名单": rows, "空": []}))
    assert record.row == 4


def test_nothing_known_is_written_in_many_ways(tmp_path: Path) -> None:
    row = ["1", "启元光电有限公司", "N/A", "—", "n/a", "/", "-", "NULL"]
    (record,) = records(text_list(tmp_path / "名单.csv", [HEAD, row]))
    assert (dict(record.values), dict(record.extras)) == ({"name": "启元光电有限公司"}, {})


def test_several_lists_in_one_file(tmp_path: Path) -> None:
    second = ["2", "岚光电子", *ROW[2:]]
    file = book(tmp_path / "名单.xlsx", {"甲村": [HEAD, ROW], "乙村": [HEAD, second], "说明": [["填表说明"]]})
    read = read_import_file(file)
    assert [table.title for table in read.tables] == ["甲村", "乙村"]
    assert list(read.ignored) == ["说明"]


@pytest.mark.parametrize("mark", [";", "\t", "，"])
def test_other_separators(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "名单.txt"
    file.write_text(f"企业{mark}地址\n启元光电{mark}东路1号\n", encoding="utf-8")
    assert records(file)[0].values == {"name": "启元光电", "address": "东路1号"}


def test_headers_with_stars_blanks_and_hints(tmp_path: Path) -> None:
    rows = [["企业名称 *", "姓 名*", "主要联系人", "手机（可空）"], ["启元光电", "赵敏", "是", 13862602201]]
    (table,) = read_import_file(book(tmp_path / "a.xlsx", {"联系人": rows})).tables
    assert table.records[0].values == {
        "enterprise": "启元光电",
        "name": "赵敏",
        "is_primary": True,
        "mobile": "13862602201",
    }


def test_another_unit_in_brackets_is_another_column(tmp_path: Path) -> None:
    rows = [["企业名称", "年份", "产值(亿元)", "税收"], ["启元光电", 2025, 3, 4]]
    (table,) = read_import_file(book(tmp_path / "a.xlsx", {"年度指标": rows})).tables
    assert "output" not in table.records[0].values
    assert (list(table.unknown), table.records[0].values["tax"]) == (["产值(亿元)"], 4)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    file = book(
        tmp_path / "a.xlsx",
        {"企业": [["企业名称"], ["启元光电"]], "走访": [["日期", "企业名称"], ["2026-10-08", "启元光电"]]},
    )
    assert [list(table.missing) for table in read_import_file(file).tables] == [[], ["带队领导"]]


def test_the_kind_can_be_asked_for(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", {"企业": [["企业名称", "地址"], ["启元光电", "东路"]]})
    assert read_import_file(file).kind is FileKind.WORKBOOK
    assert read_import_file(file, FileKind.ENTERPRISES).kind is FileKind.ENTERPRISES
    other = text_list(tmp_path / "b.csv", [HEAD, ROW])
    with pytest.raises(RuleBroken):
        read_import_file(other, FileKind.WORKBOOK)


def harm(file: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return file


FAR_CELL = b'<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c t="n" r="XFD1048576"/></row></sheetData>'


@pytest.mark.parametrize(
    "entries",
    [
        {"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"\0" * (64 * 1024 * 1024)},
        {"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": FAR_CELL},
        {"xl/workbook.xml": b"x", **{f"xl/media/{i}": b"" for i in range(preflight.MAX_ENTRIES)}},
    ],
    ids=["ratio", "far cell", "entries"],
)
def test_a_bomb_is_refused_before_it_is_read(entries: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as error:
        read_import_file(harm(tmp_path / "a.xlsx", entries))
    assert "过大" in error.value.sentence


@pytest.mark.parametrize(
    "entries",
    [{"mimetype": b"ods"}, {"xl/workbook.xml": b"no xml"}, {"xl/workbook.xml": b"<workbook/>"}],
    ids=["another zip", "no xml", "no sheets"],
)
def test_other_zips_are_told_from_spreadsheets(entries: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(AppError):
        read_import_file(harm(tmp_path / "a.xlsx", entries))


def test_a_cut_workbook_is_called_damaged(tmp_path: Path) -> None:
    whole = book(tmp_path / "a.xlsx", {"名单": [HEAD, ROW]}).read_bytes()
    for size in range(1, len(whole), len(whole) // 40):
        cut = tmp_path / "b.xlsx"
        cut.write_bytes(whole[:size])
        with pytest.raises(AppError):
            read_import_file(cut)
