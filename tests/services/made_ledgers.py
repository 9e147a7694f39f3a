"""Ledgers filled by chance through the services: every field of every record may be filled, with text of
any kind.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.domain.histories import START, histories
from tests.domain.histories import TODAY as LAST_DAY
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
from zhenyu_desk.domain.terms import (
    EnterpriseState,
    InUse,
    LandTenure,
    Level,
    Move,
    Ownership,
    PairingRole,
    Source,
    Trend,
    Urgency,
    VisitWarning,
    VisitWay,
)
from zhenyu_desk.services import enterprises, leaders, office, visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import write_difficulty
from zhenyu_desk.store.queries.office import categories, load_calendar
from zhenyu_desk.store.tables import Visit

CODES = (
    "91330109MA0000015Y", "91330109MA0000023R", "92330109MA0000031H", "93330109MA000004X6",
    "91350100M000100Y43",
)  # fmt: skip
Draw = Callable[[st.SearchStrategy[Any]], Any]
UNITS = ("供电所", "教育办", "=行政审批局")

_LETTERS = st.characters(
    blacklist_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), blacklist_characters="\ufeff\ufffe\uffff"
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "=1+1",
            "'0512",
            "一、二；三",
            "第一行\n第二行",
            "𠮷䶮",
            "1e5",
            "2026-10-08",
            "是",
            "00123",
            "_x0041_",
        ]
    ),
    st.text(_LETTERS, max_size=12).map(str.strip),
)
NAMES = st.text(st.sampled_from("恒岚精密机械科技启元光电昆山𠮷䶮厂（集团）AB1·"), min_size=2, max_size=10)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
FOUNDED = st.dates(date(1950, 1, 1), date(2019, 12, 31))  # before the first visit
PAST = st.dates(START, LAST_DAY)
AMOUNTS = st.decimals(0, 9_999_999, places=2).map(lambda amount: Decimal(amount))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The values, or None."""
    return st.none() | values


LABELS = st.lists(
    st.builds(Label, name=st.sampled_from(["规上", "高企", "专精特新"]), year=maybe(st.integers(2015, 2026))),
    max_size=3, unique_by=lambda label: (label.name, label.year),
)  # fmt: skip
YEARLY = st.lists(
    st.builds(
        YearlyFigures, year=st.integers(2015, 2026), output=maybe(AMOUNTS), tax=maybe(AMOUNTS), power=maybe(AMOUNTS),
        research=maybe(AMOUNTS), source=TEXTS,
    ),
    max_size=2, unique_by=lambda figures: figures.year,
)  # fmt: skip


@st.composite
def firms(draw: st.DrawFn, name: str, code: str | None) -> EnterpriseInput:
    """A firm with everything a firm may have."""
    texts = ("short_name", "area", "address", "chain", "products", "remark", "registration_no", "industry")
    return EnterpriseInput(
        name=name, credit_code=code,
        **{field: draw(TEXTS) for field in texts},
        former_names=tuple(draw(st.lists(NAMES.map(lambda old: f"旧{old}"), max_size=2, unique=True))),
        labels=tuple(draw(LABELS)), yearly=tuple(draw(YEARLY)), ownership=draw(maybe(st.sampled_from(Ownership))),
        state=draw(st.sampled_from(EnterpriseState)), employees=draw(maybe(st.integers(0, 10**6))),
        founded=draw(maybe(FOUNDED)), land_tenure=draw(maybe(st.sampled_from(LandTenure))),
        land_mu=draw(maybe(AMOUNTS)), lease_end=draw(maybe(DAYS)),
    )  # fmt: skip


@st.composite
def visit_inputs(draw: st.DrawFn, firm: int, leader: int) -> VisitInput:
    """A visit with everything a visit may have."""
    texts = ("trip_no", "companions", "host", "business", "answered", "policy", "remark")
    figures = ("output_figure", "order_figure", "staff_figure")
    trends = ("output_trend", "order_trend", "staff_trend")
    promises = st.builds(PromiseInput, text=NAMES, due_on=maybe(DAYS), kept_on=maybe(DAYS))
    return VisitInput(
        on=draw(PAST), enterprise_id=firm, leader_id=leader, way=draw(st.sampled_from(VisitWay)),
        **{field: draw(TEXTS) for field in (*texts, *figures)},
        **{field: draw(maybe(st.sampled_from(Trend))) for field in trends},
        moves=tuple(draw(st.lists(st.sampled_from(Move), max_size=3, unique=True))),
        warnings=tuple(draw(st.lists(st.sampled_from(VisitWarning), max_size=2, unique=True))),
        investment=draw(maybe(AMOUNTS)),
        promises=tuple(draw(st.lists(promises, max_size=2, unique_by=lambda promise: promise.text))),
    )  # fmt: skip


@st.composite
def difficulty_inputs(draw: st.DrawFn, firm: int, category: int, leader: int, units: list[int]) -> DifficultyInput:
    """A difficulty with everything a difficulty may have, its life aside."""
    return DifficultyInput(
        enterprise_id=firm, reported_on=draw(PAST), title=draw(NAMES), category_id=category,
        source=draw(st.sampled_from(Source)), words=draw(TEXTS), level=draw(st.sampled_from(Level)),
        urgency=draw(st.sampled_from(Urgency)), contact=draw(TEXTS), leader_id=draw(maybe(st.just(leader))),
        quantity=draw(maybe(AMOUNTS)), quantity_unit=draw(TEXTS),
        supporting_unit_ids=tuple(draw(st.lists(st.sampled_from(units), max_size=2, unique=True))),
    )  # fmt: skip


def fill(context: AppContext, draw: Draw) -> None:
    """Fill an empty ledger."""
    units = [
        _id(office.save_unit(context, UnitInput(name=name, contact=draw(TEXTS), phone="57891234"))) for name in UNITS
    ]
    chiefs = [
        _id(leaders.save_leader(context, LeaderInput(name="王建国", post="镇长", rank=1, field=draw(TEXTS)))),
        _id(
            leaders.save_leader(
                context, LeaderInput(name="王建国", post="副镇长", rank=2, in_office_from=draw(maybe(DAYS)))
            )
        ),
    ]
    known = []
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=lambda name: name.casefold()))
    for name, code in zip([*names, names[0]], CODES, strict=False):  # two firms of one name, told apart by their codes
        known.append(_id(enterprises.add_enterprise(context, draw(firms(name, code)))))
    for firm in known:
        for person in draw(st.lists(NAMES, max_size=2)):
            contact = ContactInput(
                enterprise_id=firm, name=person, post=draw(TEXTS), mobile=draw(st.sampled_from(["", "13862602201"])),
                is_primary=draw(st.booleans()), in_use=draw(st.sampled_from(InUse)),
            )  # fmt: skip
            enterprises.save_contact(context, contact)
        change = date(2025, 12, 31) if draw(st.booleans()) else None
        first = PairingInput(
            enterprise_id=firm, leader_id=chiefs[1], start=date(2025, 1, 1), end=change, reason=draw(TEXTS)
        )
        leaders.save_pairing(context, first)
        if change:
            later = PairingInput(
                enterprise_id=firm, leader_id=chiefs[0], start=change + timedelta(days=1), frequency_days=30
            )
            leaders.save_pairing(context, later)
        if draw(st.booleans()):
            helper = PairingInput(
                enterprise_id=firm, leader_id=chiefs[0], start=date(2025, 1, 1), role=PairingRole.ASSISTANT
            )
            leaders.save_pairing(context, helper)
    _fill_cases(context, draw, known, chiefs, units)


def _fill_cases(context: AppContext, draw: Draw, firms: list[int], chiefs: list[int], units: list[int]) -> None:
    kinds = [row.id for row in context.read(categories)]
    made = [
        (firm, _id(visits.register_visit(context, draw(visit_inputs(firm, draw(st.sampled_from(chiefs)))))))
        for firm in draw(st.lists(st.sampled_from(firms), max_size=3))
    ]
    with context.write("fill") as work:
        calendar = load_calendar(work.session)
        for firm, visit in draw(st.lists(st.sampled_from([*made, *((firm, None) for firm in firms)]), max_size=4)):
            given = draw(difficulty_inputs(firm, draw(st.sampled_from(kinds)), chiefs[0], units))
            steps = list(draw(histories()))
            record = work.get(Visit, visit) if visit else None
            made_up = write_difficulty(work, given, record, calendar, LAST_DAY, steps=steps)
            made_up.is_typical = draw(st.booleans())
        work.commit()


def _id(change: Any) -> int:
    assert change.id is not None
    return int(change.id)
