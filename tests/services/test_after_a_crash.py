"""A ledger that was not closed in order: nothing leaves it before the whole file was checked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.ledgers import TODAY, Town, copied_context
from zhenyu_desk.domain.case_filters import CaseFilter
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.errors import Damaged
from zhenyu_desk.services.backup import back_up, daily_backup
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.export_cases import export_cases
from zhenyu_desk.services.exporting import export_annex, export_workbook, figures_json, write_figures_file
from zhenyu_desk.services.importing import import_file
from zhenyu_desk.services.issuing import issue_report
from zhenyu_desk.services.papers import firm_paper, save_paper, take_to_print
from zhenyu_desk.services.reports import note_printing, save_report, write_month_report
from zhenyu_desk.services.rescue import write_rescue
from zhenyu_desk.store.ledger import Ledger

MONTH = Month(2026, 10)


@pytest.fixture
def killed(empty_ledger: Path, tmp_path: Path) -> Path:
    """The ledger of a small town with one visit, without a seal as after a kill."""
    town = Town.settle(copied_context(empty_ledger, tmp_path / "ledger"))
    town.visit(date(2026, 10, 12), town.difficulty(date(2026, 10, 12)))
    town.context.close()
    (tmp_path / "ledger" / "seal").unlink()
    return tmp_path / "ledger"


@pytest.fixture
def spoilt(killed: Path) -> Iterator[AppContext]:
    """The same with another day of the visit than was written, open as in the window."""
    with closing(dbapi2.connect(str(killed / "ledger.db"))) as connection:
        connection.execute("UPDATE visit SET \"on\" = '2026-09-12'")
        connection.commit()
    with closing(opened(killed)) as context:
        yield context


def opened(folder: Path) -> AppContext:
    return AppContext(Ledger.open(folder, deep=False, alone=True), "李静", lambda: TODAY)


def firms(folder: Path) -> Path:
    file = folder / "firms.csv"
    file.write_text("企业名称,统一社会信用代码\n启元光电有限公司,\n", encoding="utf-8")
    return file


WAYS_OUT: dict[str, Callable[[AppContext, Path], object]] = {
    "workbook": lambda context, out: export_workbook(context, out / "a.xlsx"),
    "annex": lambda context, out: export_annex(context, MONTH, None, out / "a.xlsx"),
    "list": lambda context, out: export_cases(context, CaseFilter(), out / "a.xlsx"),
    "figures": lambda context, out: write_figures_file(context, MONTH, None, out / "a.json"),
    "report": lambda context, out: write_month_report(context, MONTH, None, out / "a.pdf"),
    "report made before": lambda context, out: save_report(context, MONTH, b"%PDF", out / "a.pdf"),
    "printed report": lambda context, _out: note_printing(context, MONTH, b"%PDF"),
    "issued report": lambda context, _out: issue_report(context, MONTH),
    "paper": lambda context, out: save_paper(context, firm_paper(context, FirmPaperKind.BRIEF, [1]), out / "a.pdf"),
    "printed paper": lambda context, _out: take_to_print(context, firm_paper(context, FirmPaperKind.BRIEF, [1])),
    "backup": lambda context, out: back_up(context, out),
    "daily backup": lambda context, _out: daily_backup(context, None),
    "rescue": lambda context, out: write_rescue(context, out / "rescue"),
    "import": lambda context, out: import_file(context, firms(out.parent)),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_wrong_leaves_it(spoilt: AppContext, tmp_path: Path, way: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert figures_json(spoilt, MONTH, None)["figures"]["visits"] == 0, "the screen shows what it has"
    with pytest.raises(Damaged, match="恢复"):
        WAYS_OUT[way](spoilt, out)
    assert [path for path in out.rglob("*") if path.is_file()] == []
    assert list((spoilt.ledger.folder / "backups").rglob("*.db")) == []


@pytest.mark.parametrize("way", WAYS_OUT)
def test_what_is_right_does(killed: Path, tmp_path: Path, way: str) -> None:
    with closing(opened(killed)) as context:
        assert not context.ledger.is_sound
        WAYS_OUT[way](context, tmp_path)
        assert context.ledger.is_sound


def test_of_several_who_wait_one_checks(killed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(opened(killed)) as context:
        checks, go_on = list[str](), threading.Event()
        check = context.ledger.check_file

        def slowly() -> None:
            checks.append(threading.current_thread().name)
            go_on.wait(10)
            check()

        monkeypatch.setattr(context.ledger, "check_file", slowly)
        waiting = [threading.Thread(target=context.ledger.ensure_sound) for _number in range(4)]
        for thread in waiting:
            thread.start()
        assert not context.ledger.is_sound
        go_on.set()
        for thread in waiting:
            thread.join()
        assert (len(checks), context.ledger.is_sound) == (1, True)


def test_a_ledger_that_fits_its_seal_waits_for_nothing(killed: Path) -> None:
    with closing(opened(killed)) as context:
        context.ledger.ensure_sound()
    with closing(opened(killed)) as context:
        assert context.ledger.is_sound
