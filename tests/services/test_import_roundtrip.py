"""An exported ledger imports into an empty one that is equal, and once more without changing anything."""

import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.domain.histories import TODAY as LAST_DAY
from tests.exchange.ledger_contents import contents
from tests.ledgers import Town, copied_context
from tests.services.made_ledgers import fill
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.terms import InUse, Level, ReportTemplate
from zhenyu_desk.services import demo, difficulties, office
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import export_workbook
from zhenyu_desk.services.importing import Outcome, import_file
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.reports import typical_ids


def last_day() -> date:
    return LAST_DAY


def export_and_import(context: AppContext, template: Path, folder: Path) -> Path:
    """The ledger folder that the export of `context` was imported into, twice."""
    book = folder / "标准台账.xlsx"
    export_workbook(context, book, unmask=True)
    with closing(copied_context(template, folder / "second", context.today)) as second:
        first_time = import_file(second, book)
        assert [row for row in first_time.rows if row.outcome is Outcome.REFUSED] == []
        assert first_time.saved
        assert first_time.warnings == []
        state = contents(folder / "second")
        again = import_file(second, book)
        assert {row.outcome for row in again.rows} == {Outcome.UNCHANGED}
        assert not again.saved
        assert contents(folder / "second") == state
    return folder / "second"


@given(st.data())
# Writing a ledger takes too long to look for the smallest example.
@settings(max_examples=12, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_any_ledger_comes_back_equal(empty_ledger: Path, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(copied_context(empty_ledger, folder / "first", last_day)) as context:
            fill(context, data.draw)
            second = export_and_import(context, empty_ledger, folder)
            assert contents(second) == contents(folder / "first")


def test_a_town_of_two_years_comes_back_equal(context: AppContext, empty_ledger: Path, tmp_path: Path) -> None:
    demo.fill(context, demo.Sizes(firms=20, paired=15, leaders=4, units=14, visits=60, difficulties=30))
    second = export_and_import(context, empty_ledger, tmp_path)
    assert contents(second) == contents(tmp_path / "ledger")


def test_what_the_office_set_up_comes_back(context: AppContext, empty_ledger: Path, tmp_path: Path) -> None:
    known = {row.name: row for row in context.read(categories)}
    renamed, retired, upper = known["用气"], known["政策"], known["要素"]
    office.save_category(context, "用蒸汽", upper.id, None, InUse.ACTIVE, renamed.id, renamed.version)
    office.save_category(context, "政策", None, None, InUse.RETIRED, retired.id, retired.version)
    office.save_category(context, "排污", upper.id, None, InUse.ACTIVE)
    office.save_category(context, "物流", None, None, InUse.ACTIVE)
    office.save_deadline_rule(context, Level.LIMITED, None, 7)
    office.save_deadline_rule(context, Level.LIMITED, known["用电"].id, 3)
    office.save_calendar_days(context, [(date(2027, 1, 1), False, "元旦"), (date(2026, 10, 1), True, "值班")])
    heads = {
        "template": ReportTemplate.BULLETIN,
        "bulletin_name": "周市企服",
        "document_code": "周企服〔{year}〕{number}号",
    }
    to = {"addressee": "各村（社区）", "report_to": "镇党委", "send_to": "镇人大", "distribute_to": "各部门"}
    given = {"town": "周市镇", "issuer": "经发局", "amber_days": 3, "red_head": "周市镇人民政府", "is_ranked": True}
    office.save_settings(context, OfficeSettings.model_validate({**given, **heads, **to}))
    second = export_and_import(context, empty_ledger, tmp_path)
    assert contents(second) == contents(tmp_path / "ledger")


def test_the_mark_of_a_typical_case_is_set_and_taken_away(town: Town, tmp_path: Path) -> None:
    day = date(2026, 11, 24)
    for title in ("增容", "招工"):
        difficulties.register_difficulty(town.context, town.difficulty(day, title))
    difficulties.mark_typical(town.context, 1, 1, is_typical=True)
    export_workbook(town.context, tmp_path / "标准台账.xlsx")
    marks = {1: False, 2: True}
    for key, is_typical in marks.items():
        version = town.context.read(difficulty_detail, day, key).row.version
        difficulties.mark_typical(town.context, key, version, is_typical=is_typical)
    summary = import_file(town.context, tmp_path / "标准台账.xlsx")
    changes = {row.name: [(one.field, one.old, one.new) for one in row.changes] for row in summary.of(Outcome.UPDATED)}
    assert changes == {"SQ-2026-0001": [("典型案例", "否", "是")], "SQ-2026-0002": [("典型案例", "是", "否")]}
    assert town.context.read(typical_ids, [1, 2]) == [1]


def test_provisional_deadlines_stay_provisional(town: Town, empty_ledger: Path, tmp_path: Path) -> None:
    day = date(2026, 11, 24)
    town.visit(day, town.difficulty(day, assign_unit_id=town.unit, level=Level.REPORT_UP))
    second = export_and_import(town.context, empty_ledger, tmp_path)
    holidays = [(date(2027, 1, day), False, "元旦") for day in (1, 4, 5)]
    office.save_calendar_days(town.context, holidays)
    with closing(AppContext(Ledger.open(second, deep=False), "李静", town.context.today)) as context:
        office.save_calendar_days(context, holidays)
        assert contents(second) == contents(tmp_path / "ledger")
