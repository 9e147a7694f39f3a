"""What the verbs do on real ledgers and files."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlcipher3 import dbapi2

from tests.cli.conftest import Cli
from tests.exchange.sheets import book
from tests.ledgers import Town, copied_context
from zhenyu_desk import settings
from zhenyu_desk.__main__ import main
from zhenyu_desk.domain.inputs import ContactInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, ResultKind
from zhenyu_desk.services import enterprises
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger

PHONE = "13862602201"
FIRM = "恒岚精密机械有限公司"


@pytest.fixture
def busy_town(empty_ledger: Path, tmp_path: Path) -> Path:
    """A town with a visit, a resolved difficulty and a contact."""
    context = copied_context(empty_ledger, tmp_path / "ledger")
    town = Town.settle(context)
    enterprises.save_contact(context, ContactInput(enterprise_id=town.firm, name="赵敏", mobile=PHONE, is_primary=True))
    day = date(2026, 10, 8)
    town.visit(day, town.difficulty(day, assign_unit_id=town.unit, words=f"打电话 {PHONE} 联系"))
    town.step(1, Step(on=date(2026, 10, 12), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    context.close()
    return tmp_path / "ledger"


def cells_of(file: Path) -> dict[str, list[list[object]]]:
    with CalamineWorkbook.from_path(str(file)) as opened:
        return {name: [list(row) for row in opened.get_sheet_by_name(name).to_python()] for name in opened.sheet_names}


def test_a_new_ledger_has_its_parts(tmp_path: Path) -> None:
    assert main(["--ledger", str(tmp_path / "新" / "台账"), "init", "--town", "周市镇"]) == 0
    names = {entry.name for entry in (tmp_path / "新" / "台账").iterdir()}
    assert {"ledger.db", "attachments", "backups"} <= names


def test_the_environment_names_the_ledger(
    small_town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHENYU_DESK_LEDGER", str(small_town))
    assert main(["search", "恒岚"]) == 0
    assert FIRM in capsys.readouterr().out


def test_figures_on_stdout_and_beside_the_report_are_the_same(busy_town: Path, cli: Cli, tmp_path: Path) -> None:
    printed = cli("figures", "2026-10")
    document = json.loads(printed.out)
    assert (document["month"], document["as_of"], document["town"]) == ("2026-10", "2026-10-31", "周市镇")
    assert document["figures"]["resolved"] == 1
    answer = cli("report", "2026-10", "-o", tmp_path / "通报.pdf", "--figures", tmp_path / "数据.json")
    assert answer.code == 0
    assert (tmp_path / "通报.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "数据.json").read_text("utf-8")) == document


def test_figures_as_of_an_earlier_day(busy_town: Path, cli: Cli) -> None:
    document = json.loads(cli("figures", "2026-10", "--as-of", "2026年10月9日").out)
    assert document["as_of"] == "2026-10-09"
    assert (document["figures"]["resolved"], document["figures"]["open"]) == (0, 1)


def test_the_annex_is_a_workbook(busy_town: Path, cli: Cli, tmp_path: Path) -> None:
    assert cli("report", "2026-10", "-o", tmp_path / "附表.xlsx").code == 0
    sheets = cells_of(tmp_path / "附表.xlsx")
    assert {"本月走访台账", "本月困难诉求办理台账", "口径说明"} <= set(sheets)
    assert ["SQ-2026-0001", FIRM, "压铸线投产需增容"] in [row[1:4] for row in sheets["本月困难诉求办理台账"]]


def test_phones_are_masked_unless_asked(busy_town: Path, cli: Cli, tmp_path: Path) -> None:
    answer = cli("export", tmp_path / "a.xlsx")
    assert "打码" in answer.out
    assert PHONE not in repr(cells_of(tmp_path / "a.xlsx"))
    assert "138****2201" in repr(cells_of(tmp_path / "a.xlsx"))
    assert json.loads(cli("export", tmp_path / "b.xlsx", "--unmask", "--json").out)["masked"] is False
    assert repr(cells_of(tmp_path / "b.xlsx")).count(PHONE) == 2


def test_a_masked_export_takes_no_phone_away(busy_town: Path, cli: Cli, tmp_path: Path) -> None:
    cli("export", tmp_path / "a.xlsx")
    summary = json.loads(cli("import", tmp_path / "a.xlsx", "--json").out)
    assert (summary["saved"], summary["updated"], summary["refused"]) == (False, [], [])


def test_one_month_holds_its_visits_and_the_difficulties_of_its_report(
    busy_town: Path, cli: Cli, tmp_path: Path
) -> None:
    assert cli("export", tmp_path / "a.xlsx", "--month", "2026-10").code == 0
    october = cells_of(tmp_path / "a.xlsx")
    assert (len(october["走访"]), len(october["诉求"])) == (2, 2)
    cli("export", tmp_path / "b.xlsx", "--month", "2026-11")
    november = cells_of(tmp_path / "b.xlsx")
    assert (len(november["走访"]), len(november["诉求"]), len(november["企业"])) == (1, 1, 2)


def test_exports_are_audited_with_who_acted(busy_town: Path, cli: Cli, tmp_path: Path) -> None:
    settings.save(settings.Settings(current_official="李静"))
    cli("export", tmp_path / "a.xlsx")
    ledger = Ledger.open(busy_town, deep=False)
    with ledger.write("", "look") as work:
        entry = work.session.connection().exec_driver_sql(
            "SELECT actor, verb, change FROM audit_entry ORDER BY seq DESC LIMIT 1"
        )
        actor, verb, change = entry.one()
    ledger.close()
    assert (actor, verb) == ("李静", "export_workbook")
    assert json.loads(change)["masked"] is True
    assert cli("check").code == 0


def test_backup_and_check(busy_town: Path, cli: Cli, tmp_path: Path) -> None:
    made = Path(json.loads(cli("backup", tmp_path / "U盘", "--json").out)["file"])
    assert made.is_file()
    assert made.parent == tmp_path / "U盘"
    assert json.loads(cli("check", "--json").out) == {"ok": True, "problems": []}


def test_check_finds_a_tampered_audit_log(busy_town: Path, cli: Cli) -> None:
    with closing(dbapi2.connect(str(busy_town / "ledger.db"), isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE audit_entry SET actor = '别人' WHERE seq = 3")
    answer = cli("check")
    assert answer.code == 3
    assert "3" in answer.err
    assert answer.err.count("\n") == 1


def test_search_tells_kind_number_and_title(busy_town: Path, cli: Cli) -> None:
    hits = json.loads(cli("search", "增容", "--json").out)
    assert [(hit["kind"], hit["number"]) for hit in hits] == [("difficulty", "SQ-2026-0001")]
    assert "SQ-2026-0001" in cli("search", "增容").out
    assert cli("search", "融资").err == "没有找到。\n"


def test_an_import_reports_and_backs_up(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", {"企业": [["企业名称", "地址"], ["启元光电", "东路1号"], [FIRM, "西路2号"]]})
    dry = cli("import", file, "--dry-run")
    assert (dry.code, list((small_town / "backups").iterdir())) == (0, [])
    assert "企业: 新增 1  更新 1  未变 0  未通过 0" in dry.out
    assert "未写入任何内容" in dry.out
    done = cli("import", file, "--yes")
    assert done.code == 0
    assert f"企业第3行 更新 {FIRM}：地址: — → 西路2号" in done.out
    assert len(list((small_town / "backups").glob("*.db"))) == 1
    assert "未变 2" in cli("import", file).out


def test_a_demo_town_is_the_same_for_the_same_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for name in ("甲", "乙"):
        ledger = str(tmp_path / name)
        assert main(["--ledger", ledger, "init", "--town", "周市镇"]) == 0
        assert main(["--ledger", ledger, "demo", "--seed", "7"]) == 0
        capsys.readouterr()
        main(["--ledger", ledger, "figures", "2026-09"])
        found.append(capsys.readouterr().out)
    assert found[0] == found[1]
    assert json.loads(found[0])["figures"]["visits"] > 0


def test_the_actor_is_the_user_of_the_computer_without_settings(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    rows = [["日期", "企业名称", "带队领导"], ["2026-10-08", FIRM, "王建国"]]
    assert cli("import", book(tmp_path / "a.xlsx", {"走访": rows})).code == 0
    context = AppContext(Ledger.open(small_town, deep=False), "", date.today)
    with context.write("look") as work:
        (recorder,) = work.session.connection().exec_driver_sql("SELECT recorder FROM visit").one()
    context.close()
    assert recorder
