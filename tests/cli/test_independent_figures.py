"""Ledgers from a workbook, figures from the command line, compared with a second computation from the same rows."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Answer, Cli
from tests.domain import figures_oracle
from tests.domain.histories import START, TODAY, histories
from zhenyu_desk import bootstrap
from zhenyu_desk.__main__ import main
from zhenyu_desk.domain.credit_code import make
from zhenyu_desk.domain.figure_facts import CaseFact, MonthFacts, PairingFact, VisitFact
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.office import load_calendar

UNITS = {1: "供电所", 2: "教育办", 3: "自然资源所"}
CATEGORIES = {"审批": "审批", "用电": "要素", "教育": "教育", "养老": "养老"}
FIRMS = {n: f"恒岚第{n}精密机械有限公司" for n in range(1, 6)}
LEADERS = {1: "王建国", 2: "单𬱖"}
DAYS = st.integers(0, 130).map(lambda n: START + timedelta(days=n))


@st.composite
def towns(draw: st.DrawFn) -> dict[str, Any]:
    """Rows of a town as an office could have kept them, with the life of each difficulty in 办理记录."""
    visits = [
        (n, draw(DAYS), draw(st.sampled_from(sorted(FIRMS))), draw(st.sampled_from(sorted(LEADERS))))
        for n in range(1, draw(st.integers(1, 9)))
    ]
    cases = [
        (n, draw(st.sampled_from(sorted(CATEGORIES))), draw(st.sampled_from(sorted(FIRMS))), draw(histories(12)))
        for n in range(1, draw(st.integers(2, 9)))
    ]
    pairings = [
        (firm, draw(st.sampled_from(sorted(LEADERS))), draw(st.sampled_from([None, 30, 60])))
        for firm in sorted(draw(st.sets(st.sampled_from(sorted(FIRMS)))))
    ]
    return {"visits": visits, "cases": cases, "pairings": pairings}


def workbook(town: dict[str, Any], file: Path) -> None:
    """Write the town as 标准台账.xlsx by the columns of the public interface."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    codes = {n: make(f"91330109MA9{n:05d}"[:16]) for n in FIRMS}
    sheet(book, "企业", ["企业名称", "统一社会信用代码"], [[name, codes[n]] for n, name in FIRMS.items()])
    sheet(book, "单位", ["单位名称"], [[name] for name in UNITS.values()])
    sheet(book, "挂钩领导", ["姓名", "职务", "排序"], [[name, "副镇长", n] for n, name in LEADERS.items()])
    sheet(
        book,
        "挂钩关系",
        ["企业名称", "领导姓名", "角色", "起始日期", "走访频次(天)"],
        [[FIRMS[f], LEADERS[who], PairingRole.MAIN.word, date(2026, 1, 1), days] for f, who, days in town["pairings"]],
    )
    sheet(
        book,
        "走访",
        ["走访编号", "日期", "企业名称", "带队领导"],
        [[f"ZF-2026-{n:04d}", str(on), FIRMS[f], LEADERS[who]] for n, on, f, who in town["visits"]],
    )
    sheet(
        book,
        "诉求",
        ["诉求编号", "来源", "反映日期", "企业名称", "标题", "类别"],
        [[f"SQ-2026-{n:04d}", "来电", s[0].on, FIRMS[f], f"第{n}件", c] for n, c, f, s in town["cases"]],
    )
    head = ["诉求编号", "日期", "动作", "单位", "内容", "理由", "新时限", "结果"]
    head += ["是否联系上", "满意度", "终止方式", "条件", "复核日期"]
    rows = [event(n, step) for n, _category, _firm, steps in town["cases"] for step in steps]
    sheet(book, "办理记录", head, rows)
    book.save(file)


def event(n: int, step: Step) -> list[Any]:
    """A step as a row of 办理记录."""
    return [
        f"SQ-2026-{n:04d}",
        f"{step.on.year}年{step.on.month}月{step.on.day}日",
        step.action.word,
        UNITS[step.unit_id] if step.unit_id else None,
        step.text or None,
        step.reason or None,
        step.new_deadline,
        step.result.word if step.result else None,
        None if step.reached is None else "是" if step.reached else "否",
        step.satisfaction.word if step.satisfaction else None,
        step.end_kind.word if step.end_kind else None,
        step.condition or None,
        step.review_on,
    ]


def sheet(book: openpyxl.Workbook, name: str, head: list[str], rows: list[list[Any]]) -> None:
    """One sheet with its header."""
    page = book.create_sheet(name)
    for row in [head, *rows]:
        page.append(row)


def facts(town: dict[str, Any], day: date) -> MonthFacts:
    """The same town as the second computation takes it."""
    last: dict[int, date] = {}
    for _n, on, firm, _leader in town["visits"]:
        if on <= day:
            last[firm] = max(on, last.get(firm, on))
    return MonthFacts(
        visits=[VisitFact(*visit) for visit in town["visits"]],
        last_visits=last,
        pairings=[PairingFact(*pairing) for pairing in town["pairings"]],
        cases=[CaseFact(n, steps[0].on, CATEGORIES[c], None, steps) for n, c, _firm, steps in town["cases"]],
        settled=[],
        leaders=[],
        categories=[],
        units={},
    )


def compare(document: dict[str, Any], expected: dict[str, Any]) -> None:
    """Each figure of the figures file against the second computation."""
    found = document["figures"]
    for key, value in expected.items():
        if isinstance(value, tuple):
            assert (found[key]["numerator"], found[key]["denominator"]) == (float(value[0]), value[1]), key
            share = None if not value[1] else round(float(value[0]) / value[1], 4)
            assert found[key]["value"] == pytest.approx(share, abs=1e-4), key
        elif key == "mean_handling_days" and value is not None:
            assert found[key] == pytest.approx(float(value), abs=0.051), key
        else:
            assert found[key] == value, key


@pytest.fixture
def fresh_cli(
    empty_ledger: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], tuple[Cli, Path]]:
    """A command line on an empty ledger of its own for each example, on the last day that histories reach."""
    monkeypatch.setattr(bootstrap, "local_today", lambda: TODAY)

    def make_one() -> tuple[Cli, Path]:
        folder = Path(mkdtemp(dir=tmp_path))
        shutil.copytree(empty_ledger, folder / "ledger")

        def run(*arguments: object) -> Answer:
            capsys.readouterr()
            code = main(["--ledger", str(folder / "ledger"), *(str(argument) for argument in arguments)])
            said = capsys.readouterr()
            return Answer(code, said.out, said.err)

        return run, folder

    return make_one


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(towns(), st.sampled_from([Month(2026, 9), Month(2026, 10), Month(2026, 11)]), st.integers(0, 20))
def test_figures_of_an_imported_workbook(
    fresh_cli: Callable[[], tuple[Cli, Path]], town: dict[str, Any], month: Month, later: int
) -> None:
    cli, folder = fresh_cli()
    workbook(town, folder / "in.xlsx")
    imported = cli("import", folder / "in.xlsx", "--yes")
    assert imported.code == 0, imported.err
    context = AppContext(Ledger.open(folder / "ledger", deep=False), "x", lambda: TODAY)
    calendar = context.read(load_calendar)
    context.close()
    day = month.first + timedelta(days=later)
    said = cli("figures", month, "--as-of", day)
    assert said.code == 0, said.err
    compare(json.loads(said.out), figures_oracle.figures(month, day, facts(town, day), calendar, Decimal(1)))
