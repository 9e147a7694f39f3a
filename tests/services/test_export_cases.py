"""The list on the screen as a workbook: all rows of the filter, masked, audited, stopped without a trace."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlmodel import col

from tests.ledgers import Town
from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.months import Month
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken
from zhenyu_desk.services import difficulties, export_cases, exporting, posts, reports
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.posts import hand_over_list
from zhenyu_desk.store.queries.case_search import difficulties_with
from zhenyu_desk.store.tables import AuditEntry
from zhenyu_desk.store.unit_of_work import UnitOfWork

ON = date(2026, 11, 2)


def lines(file: Path) -> list[dict[str, object]]:
    """The sheet's rows by header."""
    book = load_workbook(file)
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def audited(context: AppContext) -> Sequence[str]:
    """The verbs of the audit log."""
    with context.ledger.read() as session:
        return session.scalars(select(col(AuditEntry.verb)).order_by(col(AuditEntry.seq))).all()


def test_all_rows_of_the_filter_are_written_in_its_order_beyond_one_portion(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_cases, "_PORTION", 2)
    for number in range(1, 6):
        difficulties.register_difficulty(town.context, town.difficulty(date(2026, 11, number), f"诉求{number}"))
    target = tmp_path / "清单.xlsx"
    told: list[int] = []
    wanted = CaseFilter(chip=Chip.TO_ASSIGN, order=CaseOrder.NEWEST)
    assert export_cases.export_cases(town.context, wanted, target, told.append) == 5
    assert [line["标题"] for line in lines(target)] == [f"诉求{number}" for number in (5, 4, 3, 2, 1)]
    assert told == [2, 4]
    assert audited(town.context)[-1] == "export_cases"


def test_phones_are_masked_and_days_are_days(town: Town, tmp_path: Path) -> None:
    given = town.difficulty(ON, "请联系 13812342201 办理增容", assign_unit_id=town.unit)
    key = difficulties.register_difficulty(town.context, given).id
    assert key
    export_cases.export_cases(town.context, [key], tmp_path / "a.xlsx")
    (line,) = lines(tmp_path / "a.xlsx")
    assert line["标题"] == "请联系 138****2201 办理增容"
    assert (line["牵头单位"], line["状态"], line["剩余工作日"]) == ("供电所", "办理中", -11)
    assert str(line["现行时限"]).startswith("2026-11-09")


def test_a_stopped_export_leaves_the_former_file(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_cases, "_PORTION", 1)
    difficulties.register_difficulty(town.context, town.difficulty(ON))
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"former")

    def stop(_rows: int) -> None:
        raise RuleBroken("stopped")

    with pytest.raises(RuleBroken, match="stopped"):
        export_cases.export_cases(town.context, CaseFilter(), target, stop)
    assert target.read_bytes() == b"former"
    assert "export_cases" not in audited(town.context)


def test_of_a_text_all_finds_are_written_however_few_the_screen_lists(town: Town, tmp_path: Path) -> None:
    for number in range(1, 6):
        difficulties.register_difficulty(town.context, town.difficulty(ON, f"增容{number}"))
    difficulties.register_difficulty(town.context, town.difficulty(ON, "入学"))
    shown = town.context.read(difficulties_with, "增容", 2)
    assert shown == (5, 4)
    wanted = CaseFilter(order=CaseOrder.OLDEST, ids=shown, text="增容")
    assert export_cases.export_cases(town.context, wanted, tmp_path / "a.xlsx") == 5
    assert [line["标题"] for line in lines(tmp_path / "a.xlsx")] == [f"增容{number}" for number in range(1, 6)]


def test_what_cannot_be_audited_is_not_written(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    difficulties.register_difficulty(town.context, town.difficulty(ON))

    def refuse(*_given: object) -> None:
        raise EnvironmentProblem("the disk is full")

    monkeypatch.setattr(UnitOfWork, "note", refuse)
    month, pairing = Month(2026, 11), hand_over_list(town.context, town.leader, ON)
    exports: dict[str, Callable[[Path], object]] = {
        "诉求.xlsx": lambda file: export_cases.export_cases(town.context, CaseFilter(), file),
        "台账.xlsx": lambda file: exporting.export_workbook(town.context, file),
        "附表.xlsx": lambda file: exporting.export_annex(town.context, month, None, file),
        "数据.json": lambda file: exporting.write_figures_file(town.context, month, None, file),
        "月报.pdf": lambda file: reports.write_month_report(town.context, month, None, file),
        "交接.xlsx": lambda file: posts.export_hand_over(town.context, file, [(line, "陈敏") for line in pairing]),
    }
    folder = tmp_path / "out"
    folder.mkdir()
    for name, export in exports.items():
        with pytest.raises(EnvironmentProblem, match="full"):
            export(folder / name)
        assert list(folder.iterdir()) == []
    monkeypatch.undo()
    for name, export in exports.items():
        export(folder / name)
        assert (folder / name).is_file()
    reports.note_printing(town.context, month, b"%PDF")
    assert audited(town.context)[-7:] == [
        "export_cases",
        "export_workbook",
        "export_annex",
        "export_figures",
        "export_report",
        "export_hand_over",
        "print_report",
    ]


def test_another_ending_is_refused(town: Town, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="xlsx"):
        export_cases.export_cases(town.context, CaseFilter(), tmp_path / "a.csv")
