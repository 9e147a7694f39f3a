"""Whatever people do with a demo town, its check from end to end finds nothing: neither at once nor at the opening."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sqlmodel import select

from tests.services.test_demo import VILLAGE, open_empty
from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import (
    ContactInput,
    DifficultyInput,
    EnterpriseInput,
    Label,
    LeaderInput,
    PairingInput,
    PromiseInput,
    UnitInput,
    VisitInput,
    YearlyFigures,
)
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import InUse, LandTenure, Level, Move, RemovedKind, ReportPart, VisitWarning
from zhenyu_desk.services import (
    difficulties,
    enterprises,
    erasing,
    leaders,
    merging,
    office,
    recycle_bin,
    report_texts,
    undo,
    visits,
)
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.demo import fill
from zhenyu_desk.services.exporting import export_workbook
from zhenyu_desk.services.importing import Outcome, import_file
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.seal import FILE_NAME as SEAL
from zhenyu_desk.store.soundness import required_columns
from zhenyu_desk.store.tables import (
    RECORD_TABLES,
    Contact,
    Difficulty,
    Enterprise,
    Leader,
    Pairing,
    Promise,
    Record,
    Unit,
    Visit,
)

MONTH = Month(2026, 10)
RecordT = TypeVar("RecordT", bound=Record)


def test_every_table_has_a_column_that_tells_a_new_record() -> None:
    """Else the first change of a record that the log doesn't know from its making on could look like its making."""
    assert [name for name, table in RECORD_TABLES.items() if not required_columns(table)] == []


def test_a_demo_town_stays_sound_whatever_is_done_with_it(tmp_path: Path) -> None:
    context = open_empty(tmp_path / "town")
    fill(context, VILLAGE, seed=1)
    book = tmp_path / "book.xlsx"
    export_workbook(context, book, unmask=True)
    for work in (firm, people, visit, case, set_up, bin_there_and_back, merge, text):
        work(context)
        assert check_ledger(context) == [], work.__name__
    summary = import_file(context, book)
    assert summary.of(Outcome.UPDATED)
    assert check_ledger(context) == []
    context.close()
    (context.ledger.folder / SEAL).unlink()
    Ledger.open(context.ledger.folder, deep=True, alone=True).close()


def some(context: AppContext, table: type[RecordT], **equal: object) -> RecordT:
    """The first record in use with these values."""
    statement = select(table).where(*(getattr(table, name) == value for name, value in equal.items()))
    with context.ledger.read() as session:
        return next(record for record in session.scalars(statement) if record.deleted_at is None)


def back(context: AppContext, changes: ChangeSet) -> None:
    """Undo and redo."""
    assert changes.undoable is not None
    undone = undo.take_back(context, changes.undoable)
    assert undone.undoable is not None
    undo.take_back(context, undone.undoable)


def firm(context: AppContext) -> None:
    one = some(context, Enterprise, lease_end=None)
    given = EnterpriseInput(
        name=one.name,
        credit_code=one.credit_code,
        lease_end=date(2027, 1, 1),
        land_mu=Decimal("12.50"),
        land_tenure=next(iter(LandTenure)),
    )
    back(context, enterprises.update_enterprise(context, one.key, one.version, given))
    made = enterprises.add_enterprise(
        context,
        EnterpriseInput(
            name="新源机械有限公司",
            former_names=("新源机械厂",),
            labels=(Label(name="规上", year=2026),),
            yearly=(YearlyFigures(year=2025, output=Decimal("12.50"), power=Decimal("0.1250")),),
        ),
    ).id
    assert made
    enterprises.remove_year(context, made, 2025)


def people(context: AppContext) -> None:
    pairing = some(context, Pairing, end=None)
    given = PairingInput(
        enterprise_id=pairing.enterprise_id,
        leader_id=pairing.leader_id,
        role=pairing.role,
        start=pairing.start,
        end=date(2026, 11, 30),
    )
    back(context, leaders.save_pairing(context, given, pairing.key, pairing.version))
    leader = some(context, Leader, in_office_to=None)
    retiring = LeaderInput(name=leader.name, post=leader.post, rank=leader.rank, in_office_to=date(2027, 6, 30))
    back(context, leaders.save_leader(context, retiring, leader.key, leader.version))
    contact = some(context, Contact, in_use=InUse.ACTIVE)
    changed = ContactInput(enterprise_id=contact.enterprise_id, name=contact.name, mobile="13812345678")
    back(context, enterprises.save_contact(context, changed, contact.key, contact.version))
    erasing.erase_contact(context, contact.key, some(context, Contact, id=contact.key).version, "本人申请")
    unit = some(context, Unit)
    named = UnitInput(name=unit.name, contact="陈芳", phone="13811112222")
    back(context, office.save_unit(context, named, unit.key, unit.version))


def visit(context: AppContext) -> None:
    promise = some(context, Promise, kept_on=None)
    one = some(context, Visit, id=promise.visit_id)
    kept = PromiseInput(id=promise.key, text=promise.text, due_on=promise.due_on, kept_on=context.today())
    given = VisitInput(
        on=one.on,
        enterprise_id=one.enterprise_id,
        leader_id=one.leader_id,
        host="李明 13912345678",
        moves=tuple(Move)[:2],
        warnings=tuple(VisitWarning)[:2],
        investment=Decimal("12.50"),
        promises=(kept,),
    )
    back(context, visits.update_visit(context, one.key, one.version, given))


def case(context: AppContext) -> None:
    one = some(context, Difficulty, is_typical=False)
    back(context, difficulties.mark_typical(context, one.key, one.version, is_typical=True))
    given = DifficultyInput(
        enterprise_id=one.enterprise_id,
        reported_on=one.reported_on,
        title="增容",
        category_id=one.category_id,
        contact="王芳",
        quantity=Decimal("12.50"),
        quantity_unit="kVA",
        level=Level.REPORT_UP,
        assign_unit_id=some(context, Unit).key,
    )
    difficulties.register_difficulty(context, given.model_copy(update={"reported_on": context.today()}))
    aside = given.model_copy(update={"reported_on": context.today(), "title": "积水", "assign_unit_id": None})
    difficulties.register_difficulty(context, aside)
    open_case = some(context, Difficulty, title="增容")
    difficulties.update_difficulty(
        context,
        open_case.key,
        open_case.version,
        given.model_copy(update={"reported_on": open_case.reported_on, "words": "快"}),
    )


def set_up(context: AppContext) -> None:
    """The holidays of the next year: provisional deadlines are worked out anew."""
    office.save_calendar_days(context, [(date(2027, 1, day), False, "元旦") for day in (1, 4, 5)])


def bin_there_and_back(context: AppContext) -> None:
    with context.ledger.read() as session:
        told_on = set(session.scalars(select(Difficulty.visit_id)))
        alone = next(key for key in session.scalars(select(Visit.id)) if key not in told_on)
    for table, remove, kind, apart in (
        (Visit, visits.remove_visit, RemovedKind.VISIT, {"id": alone}),
        (Difficulty, difficulties.remove_difficulty, RemovedKind.DIFFICULTY, {"title": "积水"}),
        (Pairing, leaders.remove_pairing, RemovedKind.PAIRING, {}),
    ):
        one = some(context, table, **apart)
        back(context, remove(context, one.key, one.version))
        assert check_ledger(context) == []
        recycle_bin.restore(context, kind, one.key)


def merge(context: AppContext) -> None:
    keep, drop = some(context, Enterprise), some(context, Enterprise, name="新源机械有限公司")
    preview = merging.preview_merge(context, keep.key, drop.key)
    back(context, merging.merge_firms(context, preview.keep, preview.drop, {}))


def text(context: AppContext) -> None:
    for words in ("总体平稳。", "", "总体向好。"):
        report_texts.save_report_text(context, MONTH, ReportPart.OVERVIEW, words)
