"""restore, rescue and init --rescued, as typed."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.exchange.ledger_contents import contents
from zhenyu_desk import settings
from zhenyu_desk.__main__ import main
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.services import attachments
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger

Attach = Callable[[str], Path]


def backed_up(cli: Cli) -> Path:
    return Path(json.loads(cli("backup", "--json").out)["file"])


@pytest.fixture
def attach(small_town: Path) -> Attach:
    """Keeps a file with the firm of the town; returns where it lies."""

    def keep(name: str) -> Path:
        with closing(AppContext(Ledger.open(small_town, deep=False), "李静", date.today)) as context:
            file = attachments.stage_bytes(context, name.encode(), name)
            attachments.add_attachment(context, Aggregate.ENTERPRISE, 1, file)
            return attachments.path_of(context, file)

    return keep


def grown(small_town: Path, cli: Cli, tmp_path: Path) -> tuple[Path, Path]:
    """A backup, and the ledger with one more firm."""
    made = backed_up(cli)
    firms = tmp_path / "firms.csv"
    firms.write_text("企业名称,统一社会信用代码\n启元光电有限公司,\n", encoding="utf-8")
    imported = cli("import", firms, "--yes")
    assert "backups" in imported.out
    return small_town, made


def test_a_backup_is_put_back_and_the_former_ledger_named(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    folder, made = grown(small_town, cli, tmp_path)
    assert len(contents(folder)["enterprise"]) == 2
    answer = cli("restore", made, "--yes")
    assert answer.code == 0, answer.err
    assert "周市镇" in answer.out
    assert "企业 1 家" in answer.out
    assert len(contents(folder)["enterprise"]) == 1
    kept = Path(answer.out.rsplit("：", 1)[1].strip())
    assert kept.is_file()
    assert json.loads(cli("restore", kept, "--yes", "--json").out)["restored"]["firms"] == 2
    assert len(contents(folder)["enterprise"]) == 2
    assert cli("check").code == 0


def test_the_list_shows_why_each_was_made_and_what_lies_on_the_stick(
    small_town: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "没有备份" in cli("restore", "--list").out
    _folder, made = grown(small_town, cli, tmp_path)
    cli("backup", tmp_path / "usb")
    chosen = settings.load()
    monkeypatch.setattr(settings, "load", lambda: _with_second(chosen, tmp_path / "usb"))
    printed = cli("restore", "--list").out.splitlines()
    assert ["导入前备份" in printed[0], "手工备份" in printed[1], "usb" in printed[2]] == [True, True, True]
    rows = json.loads(cli("restore", "--list", "--json").out)
    assert [row["kind"] for row in rows] == ["before-import", "manual", "manual"]
    assert rows[1]["file"] == str(made)
    made.with_suffix(".json").unlink()
    assert "没有可读的说明" in cli("restore", "--list").out


def _with_second(chosen: settings.Settings, folder: Path) -> settings.Settings:
    from dataclasses import replace

    return replace(chosen, backup_second_folder=folder)


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "firms"), [("n\n", 2), ("", 2), ("是\n", 1)])
def test_a_person_is_asked_after_seeing_what_is_inside(
    typed: str, firms: int, small_town: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, made = grown(small_town, cli, tmp_path)
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    answer = cli("restore", made)
    assert "企业 1 家" in answer.out
    assert (answer.code == 0) == (firms == 1)
    assert len(contents(folder)["enterprise"]) == firms


def test_without_a_terminal_or_a_file_it_is_wrong_usage(small_town: Path, cli: Cli) -> None:
    made = backed_up(cli)
    assert cli("restore", made).code == 2
    assert cli("restore").code == 2
    assert cli("restore", small_town / "nowhere.db", "--yes").code == 3


def test_a_ledger_goes_through_text_and_comes_back(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    answer = cli("rescue", tmp_path / "copy")
    assert answer.code == 0, answer.err
    assert "未脱敏" in answer.out
    assert main(["--ledger", str(tmp_path / "new"), "init", "--rescued", str(tmp_path / "copy")]) == 0
    assert contents(tmp_path / "new") == contents(small_town)
    assert main(["--ledger", str(tmp_path / "new"), "check"]) == 0
    assert main(["--ledger", str(tmp_path / "new"), "init", "--rescued", str(tmp_path / "copy")]) == 1
    assert cli("rescue", tmp_path / "copy").code == 1
    assert json.loads(cli("rescue", tmp_path / "other", "--json").out)["lacking"] == 0


def test_what_a_copy_has_lost_is_told(small_town: Path, cli: Cli, tmp_path: Path, attach: Attach) -> None:
    kept = [attach("合同.pdf"), attach("照片.jpg"), attach("扫描件.pdf")]
    assert cli("rescue", tmp_path / "copy").code == 0
    lost, altered = (tmp_path / "copy" / path.relative_to(small_town) for path in kept[:2])
    lost.unlink()
    altered.write_bytes(b"altered")
    made = cli("--ledger", tmp_path / "new", "init", "--rescued", tmp_path / "copy")
    assert made.code == 0
    assert "2 个附件缺失或被改动" in made.err
    assert len(list((tmp_path / "new" / "attachments").glob("??/*"))) == 1
    shutil.rmtree(tmp_path / "copy" / "attachments")
    assert "3 个附件" in cli("--ledger", tmp_path / "none", "init", "--rescued", tmp_path / "copy").err


def test_init_needs_a_town_or_a_copy_and_not_both(tmp_path: Path) -> None:
    new = ["--ledger", str(tmp_path / "new"), "init"]
    assert main(new) == 2
    assert main([*new, "--town", "周市镇", "--rescued", str(tmp_path)]) == 2
    assert not (tmp_path / "new" / "ledger.db").exists()


def test_an_encrypted_backup_asks_for_the_password_of_its_time(
    small_town: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENYU_DESK_PASSWORD", "correct horse")
    locked = tmp_path / "locked"
    assert main(["--ledger", str(locked), "init", "--town", "锦溪镇", "--encrypt"]) == 0
    assert main(["--ledger", str(locked), "backup"]) == 0
    (made,) = (locked / "backups").glob("*.db")
    shutil.rmtree(locked / "attachments")
    monkeypatch.setenv("ZHENYU_DESK_PASSWORD", "wrong horse")
    assert cli("restore", made, "--yes").code == 1
    monkeypatch.setenv("ZHENYU_DESK_PASSWORD", "correct horse")
    answer = cli("restore", made, "--yes")
    assert answer.code == 0, answer.err
    assert "锦溪镇" in answer.out
    assert cli("check").code == 0


def test_a_damaged_ledger_that_was_kept_is_listed_as_what_it_is(small_town: Path, cli: Cli) -> None:
    made = backed_up(cli)
    with (small_town / "ledger.db").open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * 4096)
    (small_town / "seal").unlink()
    assert cli("restore", made, "--yes").code == 0
    listed = cli("restore", "--list").out.splitlines()
    assert ["恢复前的台账" in line for line in listed] == [False, True]
    assert "没有可读的说明" not in "".join(listed)


def test_what_is_no_backup_is_called_so(small_town: Path, cli: Cli, tmp_path: Path) -> None:
    firms = tmp_path / "firms.csv"
    firms.write_text("企业名称\n启元光电有限公司\n", encoding="utf-8")
    answer = cli("restore", firms, "--yes")
    assert (answer.code, "不是本程序的备份" in answer.err, "恢复最近的备份" in answer.err) == (3, True, False)
    answer = cli("restore", tmp_path / "nofile.db", "--yes")
    assert (answer.code, "找不到文件" in answer.err, "文件夹" in answer.err) == (3, True, False)
