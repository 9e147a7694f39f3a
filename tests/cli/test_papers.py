"""The verbs that write one paper, and the one that issues a report."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.cli.conftest import Cli
from tests.ledgers import CODE, TODAY, Town, copied_context
from tests.reports.reading import text_of
from zhenyu_desk import settings
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services import enterprises
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.store.ledger import Ledger

PHONE = "13862602201"
FIRM = "恒岚精密机械有限公司"
ON = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def ledger(empty_ledger: Path, tmp_path: Path) -> Path:
    """A town with two firms of like names and a difficulty that was handed out."""
    context = copied_context(empty_ledger, tmp_path / "ledger")
    town = Town.settle(context)
    town.visit(ON, town.difficulty(ON, f"增容，电{PHONE}", assign_unit_id=town.unit))
    enterprises.add_enterprise(context, EnterpriseInput(name="启元精密电子有限公司"))
    context.close()
    return tmp_path / "ledger"


def audited(ledger: Path) -> list[tuple[str, dict[str, object]]]:
    """Verb and detail of the audit entries, in order."""
    with dbapi2.connect(str(ledger / "ledger.db")) as connection:
        rows = connection.execute("SELECT verb, change FROM audit_entry ORDER BY seq").fetchall()
    connection.close()
    return [(verb, json.loads(change)) for verb, change in rows]


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["dispatch", "sq-2026-0001"], "交办单"),
        (["dispatch", "SQ-2026-0001", "--kind", "supervise"], "督办单"),
        (["brief", FIRM], "走访前一页纸"),
        (["dossier", CODE], "一企一档"),
        (["dossier", "恒岚"], "一企一档"),
    ],
)
def test_a_paper_is_written_and_audited(
    arguments: list[str], title: str, cli: Cli, tmp_path: Path, ledger: Path
) -> None:
    target = tmp_path / "文书.pdf"
    answer = cli(*arguments, "-o", target)
    assert (answer.code, answer.out, answer.err) == (0, f"{target}\n", "")
    printed = text_of(target.read_bytes())
    assert {"一企一档": f"{FIRM}企业档案"}.get(title, title) in printed
    assert PHONE not in printed
    verb, told = audited(ledger)[-1]
    assert (verb, told["paper"], told["masked"], told["file"]) == ("save_paper", title, True, target.name)
    assert cli(*arguments, "--unmask", "-o", target).code == 0
    assert PHONE in text_of(target.read_bytes())
    assert audited(ledger)[-1][1]["masked"] is False


@pytest.mark.parametrize(
    "arguments",
    [
        ["dispatch", "SQ-2026-0001", "-o", "文书.pdf"],
        ["brief", FIRM, "-o", "文书.pdf"],
        ["dossier", FIRM, "-o", "文书.pdf"],
        ["export", "台账.xlsx"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_phones_are_whole_only_for_one_who_handles(
    arguments: list[str], cli: Cli, tmp_path: Path, ledger: Path
) -> None:
    officials = {"李静": Role.MANAGING, "陈志远": Role.HANDLING, "周敏": Role.ENTRY}
    with closing(AppContext(Ledger.open(ledger, deep=False), "李静", lambda: TODAY)) as context:
        for name, role in officials.items():
            save_official(context, OfficialInput(name=name, role=role))
    target = tmp_path / arguments[-1]
    arguments = [*arguments[:-1], str(target)]
    settings.save(settings.Settings(current_official="周敏"))
    refused = cli(*arguments, "--unmask")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "显示完整电话需要“办理”角色，周敏 的角色为“录入”。请改用打码的号码，或联系管理人员。\n"
    assert not target.exists()
    assert cli(*arguments).code == 0
    settings.save(settings.Settings(current_official="陈志远"))
    assert cli(*arguments, "--unmask").code == 0
    told = [told for verb, told in audited(ledger) if verb in ("save_paper", "export_workbook")]
    assert [(one["file"], one["masked"]) for one in told] == [(target.name, True), (target.name, False)]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["dispatch", "SQ-2026-0009"], "SQ-2026-0009", "There is no difficulty SQ-2026-0009"),
        (["brief", "没有这家"], "没有企业“没有这家”", "There is no firm «没有这家»"),
        (["dossier", "精密"], f"启元精密电子有限公司、{FIRM} {CODE}", "may be several firms"),
    ],
)
def test_what_names_no_record_is_refused(arguments: list[str], zh: str, en: str, cli: Cli, tmp_path: Path) -> None:
    for language, words in (("zh_CN", zh), ("en", en)):
        answer = cli("--lang", language, *arguments, "-o", tmp_path / "a.pdf")
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
        assert words in answer.err
    assert not (tmp_path / "a.pdf").exists()


def test_a_paper_is_a_pdf(cli: Cli, tmp_path: Path) -> None:
    answer = cli("brief", FIRM, "-o", tmp_path / "a.docx")
    assert (answer.code, "a.docx" in answer.err) == (1, True)
    assert cli("brief", FIRM, "-o", tmp_path / "没有" / "a.pdf").code == 3


def test_issuing_freezes_what_was_written(cli: Cli, tmp_path: Path, ledger: Path) -> None:
    target = tmp_path / "通报.pdf"
    answer = cli("report", "2026-10", "-o", target, "--issue", "--template", "bulletin")
    assert answer.code == 0
    assert "已定稿发文" in answer.out
    kept = list((ledger / "attachments").rglob("*.pdf"))
    assert [file.read_bytes() for file in kept] == [target.read_bytes()]
    assert {"export_report", "issue_report"} <= {verb for verb, _told in audited(ledger)}
    assert cli("check").code == 0


@pytest.mark.parametrize("name", ["通报.docx", "附表.xlsx"])
def test_only_the_pdf_is_issued(name: str, cli: Cli, tmp_path: Path, ledger: Path) -> None:
    answer = cli("report", "2026-10", "-o", tmp_path / name, "--issue")
    assert (answer.code, name in answer.err) == (1, True)
    assert "issue_report" not in {verb for verb, _told in audited(ledger)}
    assert not (tmp_path / name).exists()
