"""Bad input: one clear sentence in Chinese and in English, the exit code of exchange.md, and nothing
changed.
"""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.cli.conftest import Answer, Cli
from tests.exchange.ledger_contents import contents
from tests.exchange.sheets import book, text_list
from tests.ledgers import CODE, OTHER_CODE
from zhenyu_desk.__main__ import main
from zhenyu_desk.store.ledger import Ledger

FIRM = "恒岚精密机械有限公司"
WRONG_CODE = OTHER_CODE[:-1] + "1"
CASE = ["反映日期", "企业名称", "标题", "类别"]


def one_sentence(answer: Answer, code: int, words: str) -> None:
    assert answer.code == code
    assert answer.err.count("\n") == 1
    assert words in answer.err


def in_both_languages(run: Callable[..., Answer], arguments: list[str], code: int, zh: str, en: str) -> None:
    chinese = run("--lang", "zh_CN", *arguments)
    one_sentence(chinese, code, zh)
    assert re.search(r"[\u4e00-\u9fff]{4}", chinese.err)
    one_sentence(run("--lang", "en", *arguments), code, en)


@pytest.fixture
def on_folder(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        code = main(arguments)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


def unknown_folder(folder: Path) -> None:
    pass


def folder_without_ledger(folder: Path) -> None:
    folder.mkdir()


def file_for_folder(folder: Path) -> None:
    folder.write_text("台账", encoding="utf-8")


def foreign_database(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        connection.execute("CREATE TABLE other (id INTEGER)")


def no_database(folder: Path) -> None:
    folder.mkdir()
    (folder / "ledger.db").write_bytes(b"notes, not a database" * 100)


def empty_file(folder: Path) -> None:
    folder.mkdir()
    (folder / "ledger.db").touch()


@pytest.mark.parametrize(
    ("make", "zh", "en"),
    [
        (unknown_folder, "", "There is no folder"),
        (folder_without_ledger, "", "holds no ledger"),
        (file_for_folder, "", "is a file"),
        (foreign_database, "", "of another program"),
        (no_database, "", "not a ledger"),
        (empty_file, "", "is empty"),
    ],
)
def test_what_is_no_ledger(
    make: Callable[[Path], None], zh: str, en: str, tmp_path: Path, on_folder: Callable[..., Answer]
) -> None:
    folder = tmp_path / "台账"
    make(folder)
    before = state_of(folder)
    for verb in (["search", "融资"], ["figures", "2026-10"], ["check"]):
        in_both_languages(on_folder, ["--ledger", str(folder), *verb], 3, zh, en)
    assert state_of(folder) == before


def state_of(folder: Path) -> dict[str, bytes]:
    if folder.is_file():
        return {"": folder.read_bytes()}
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_damaged_ledger(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    file = small_town / "ledger.db"
    content = bytearray(file.read_bytes())
    for start in range(4096 * 2, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    file.write_bytes(content)
    in_both_languages(cli, ["check"], 3, "", "is damaged")
    in_both_languages(cli, ["import", str(tmp_path / "a.xlsx")], 3, "", "is damaged")
    assert file.read_bytes() == content


def test_a_newer_ledger(small_town: Path, cli: Cli) -> None:
    with closing(dbapi2.connect(str(small_town / "ledger.db"))) as connection:
        connection.execute("PRAGMA user_version = 99")
    in_both_languages(cli, ["search", "恒岚"], 3, "", "newer version")


def test_a_ledger_in_use(small_town: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhenyu_desk.store.engine._PRAGMAS", short_patience())
    with closing(dbapi2.connect(str(small_town / "ledger.db"), isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        in_both_languages(cli, ["export", str(small_town.parent / "a.xlsx")], 3, "", "in use")
    assert not (small_town.parent / "a.xlsx").exists()


def test_who_has_a_ledger_is_told_by_the_clock_on_the_wall(
    small_town: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("zhenyu_desk.store.ledger.PATIENCE_SECONDS", 0)
    with closing(Ledger.open(small_town, deep=False, alone=True)):
        holder = small_town / "holder.json"
        said = json.loads(holder.read_text(encoding="utf-8"))
        holder.write_text(json.dumps(said | {"since": "2026-11-24T19:07:43+00:00"}), encoding="utf-8")
        at = datetime(2026, 11, 24, 19, 7, tzinfo=UTC).astimezone()
        answer = cli("demo")
    assert (answer.code, f"{at:%Y-%m-%d %H:%M}" in answer.err, "+00:00" in answer.err) == (3, True, False)


def short_patience() -> dict[str, tuple[str, object]]:
    from zhenyu_desk.store import engine

    return {**engine._PRAGMAS, "busy_timeout": ("50", 50)}


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["figures", "2999-01"], "", "has not begun"),
        (["report", "2999-01", "-o", "a.pdf"], "", "has not begun"),
        (["figures", "2026-13"], "2026-13", "is not a month"),
        (["figures", "今年"], "今年", "is not a month"),
        (["figures", "2026-10", "--as-of", "2026-02-30"], "没有这一天", "no such day"),
        (["figures", "2026-10", "--as-of", "昨天"], "不是日期", "is not a date"),
        (["figures", "2026-10", "--as-of", "2026-09-30"], "", "lies before"),
        (["figures", "2026-10", "--as-of", "2999-01-01"], "", "in the future"),
        (["report", "2026-10", "-o", "a.doc"], ".pdf", ".pdf"),
        (["export", "a.xls"], ".xlsx", ".xlsx"),
    ],
)
def test_impossible_months_days_and_names(
    arguments: list[str],
    zh: str,
    en: str,
    small_town: Path,
    cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = contents(small_town)
    in_both_languages(cli, arguments, 1, zh, en)
    assert contents(small_town) == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


@pytest.mark.parametrize(
    ("sheet", "rows", "zh", "en"),
    [
        (
            "企业",
            [["企业名称", "统一社会信用代码"], ["启元光电", CODE], ["启元光电二厂", CODE]],
            "第2行",
            "row 2",
        ),
        ("企业", [["企业名称", "统一社会信用代码"], ["启元光电", WRONG_CODE]], WRONG_CODE, WRONG_CODE),
        ("企业", [["企业名称", "统一社会信用代码"], [None, OTHER_CODE]], "第2行", "row 2"),
        ("企业", [["企业名称", "统一社会信用代码"], ["启元光电", "9.13E+17"]], "丢失", "lost digits"),
        ("企业", [["企业名称", "成立日期"], ["启元光电", "2026-02-30"]], "没有这一天", "no such day"),
        ("走访", [["日期", "企业名称", "带队领导"], ["2099-01-08", FIRM, "王建国"]], "2099", "future"),
        ("走访", [["日期", "企业名称", "带队领导"], ["2026-10-08", FIRM, "无此人"]], "无此人", "无此人"),
        ("走访", [["日期", "企业名称", "带队领导"], ["2026-10-08", None, "王建国"]], "第2行", "row 2"),
        ("诉求", [CASE, ["2026-10-08", FIRM, "增容", "用火"]], "用火", "用火"),
        ("诉求", [CASE, ["2026-10-08", None, "增容", "用电"]], "第2行", "row 2"),
        (
            "诉求",
            [[*CASE, "办结日期", "结果"], ["2026-10-08", FIRM, "增容", "用电", "2026-10-09", "已解决"]],
            "交办",
            "assigned",
        ),
        (
            "诉求",
            [[*CASE, "办结日期", "结果"], ["2026-10-08", FIRM, "增容", "用电", "2026-10-08", "部分解决"]],
            "现场答复",
            "on the spot",
        ),
    ],
)
def test_rows_that_are_refused(
    sheet: str, rows: list[list[object]], zh: str, en: str, small_town: Path, cli: Cli, tmp_path: Path
) -> None:
    file = book(tmp_path / "台账.xlsx", {sheet: rows})
    before = contents(small_town)
    in_both_languages(cli, ["import", str(file)], 1, zh, en)
    in_both_languages(cli, ["import", str(file), "--dry-run"], 1, zh, en)
    assert contents(small_town) == before
    assert list((small_town / "backups").iterdir()) == []


def test_a_code_that_another_firm_has_renames_nothing_by_itself(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    rows = [["企业名称", "统一社会信用代码"], ["启元光电", OTHER_CODE], [FIRM, OTHER_CODE]]
    before = contents(small_town)
    answer = cli("import", book(tmp_path / "台账.xlsx", {"企业": rows}))
    assert answer.code == 1
    assert contents(small_town) == before


@pytest.mark.parametrize(
    ("name", "content", "code", "zh", "en"),
    [
        ("无.xlsx", None, 3, "没有文件", "There is no file"),
        ("空.xlsx", b"", 1, "空文件", "is empty"),
        ("假.xlsx", b"hello", 1, "不是电子表格", "is not a spreadsheet"),
        ("半.xlsx", b"PK\x03\x04" + b"\0" * 50, 3, "已损坏", "is damaged"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, 1, "旧的 .xls", "old .xls"),
        (
            "密.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            1,
            "设有密码",
            "protected by a password",
        ),
        ("图.png", b"\x89PNG", 1, ".csv", ".csv"),
        ("乱.csv", b"\xff\xff\xff\xff", 3, "GB18030", "GB18030"),
        ("零.csv", "企业名称,地址\n\0甲,乙\n".encode(), 3, "已损坏", "damaged"),
        ("无表头.csv", "甲,乙\n丙,丁\n".encode(), 1, "找不到", "was found"),
    ],
)
def test_files_that_are_no_lists(
    name: str, content: bytes | None, code: int, zh: str, en: str, small_town: Path, cli: Cli, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = contents(small_town)
    in_both_languages(cli, ["import", str(tmp_path / name)], code, zh, en)
    assert contents(small_town) == before


def test_a_folder_that_does_not_take_the_file(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    in_both_languages(cli, ["export", str(tmp_path / "无" / "a.xlsx")], 3, "没有文件夹", "no folder")
    (tmp_path / "b.xlsx").mkdir()
    in_both_languages(cli, ["export", str(tmp_path / "b.xlsx")], 3, "是文件夹", "is a folder")


def test_refused_rows_can_be_left_out(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    file = text_list(tmp_path / "名单.csv", [["企业名称", "信用代码"], ["启元光电", ""], ["坏代码厂", WRONG_CODE]])
    answer = cli("import", file, "--skip-bad")
    assert (answer.code, answer.err) == (0, "")
    assert "坏代码厂" not in "".join(contents(small_town)["enterprise"])
    assert "启元光电" in "".join(contents(small_town)["enterprise"])


def test_a_ledger_is_not_made_twice_nor_for_nobody(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    before = contents(small_town)
    in_both_languages(cli, ["init", "--town", "别镇"], 1, "", "already holds a ledger")
    assert contents(small_town) == before
    assert main(["--ledger", str(tmp_path / "新"), "init", "--town", " "]) == 1
    assert not (tmp_path / "新").exists()


def test_a_demo_goes_into_an_empty_ledger_only(small_town: Path, cli: Cli) -> None:
    before = contents(small_town)
    in_both_languages(cli, ["demo"], 1, "", "empty ledger only")
    assert contents(small_town) == before
