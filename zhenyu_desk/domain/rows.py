"""Frozen read rows shared by queries, table models, papers and exchange. Names of people and firms are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from zhenyu_desk.domain.lifecycle import Case, Step
from zhenyu_desk.domain.terms import (
    Action,
    EndKind,
    EnterpriseState,
    InUse,
    LandTenure,
    Level,
    Light,
    Move,
    Ownership,
    PairingRole,
    RemovedKind,
    ResultKind,
    Satisfaction,
    Source,
    State,
    Trend,
    Urgency,
    VisitWarning,
    VisitWay,
)


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label of a firm; `year` where it goes by the year."""

    name: str
    year: int | None


@dataclass(frozen=True, slots=True)
class YearlyRow:
    """A firm's figures of one year; money in 万元, power in 万千瓦时."""

    year: int
    output: Decimal | None
    tax: Decimal | None
    power: Decimal | None
    research: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at a firm; `mobile` is unmasked, screens and papers mask it."""

    id: int
    version: int
    enterprise_id: int
    enterprise_name: str
    name: str
    post: str
    mobile: str
    is_primary: bool
    in_use: InUse


@dataclass(frozen=True, slots=True)
class PairingRow:
    """Leader and firm over a span of days, `end` included."""

    id: int
    version: int
    enterprise_id: int
    enterprise_name: str
    leader_id: int
    leader_name: str
    leader_post: str
    role: PairingRole
    start: date
    end: date | None
    frequency_days: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A leader, in rank order."""

    id: int
    version: int
    name: str
    post: str
    rank: int
    field: str
    liaison: str
    in_office_from: date | None
    in_office_to: date | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that handles difficulties."""

    id: int
    version: int
    name: str
    contact: str
    phone: str
    in_use: InUse


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category; `full_name` is «要素 / 用电» for one of the lower level. `unit_id` is the unit proposed for it."""

    id: int
    version: int
    name: str
    full_name: str
    parent_id: int | None
    top_name: str
    unit_id: int | None
    in_use: InUse


@dataclass(frozen=True, slots=True)
class DeadlineRuleRow:
    """Working days for a level, or for a level in one category."""

    id: int
    version: int
    level: Level
    category_id: int | None
    days: int


@dataclass(frozen=True, slots=True)
class CalendarDayRow:
    """A day of the working calendar that is known by name."""

    id: int
    version: int
    on: date
    is_workday: bool
    note: str


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """A line of the register; `missing` names the important facts nobody has filled in yet (see completeness)."""

    id: int
    name: str
    short_name: str
    credit_code: str
    area: str
    chain: str
    state: EnterpriseState
    leader_name: str
    last_visit_on: date | None
    open_difficulties: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnterpriseDetail:
    """Everything about one firm except its visits and difficulties."""

    id: int
    version: int
    name: str
    short_name: str
    former_names: tuple[str, ...]
    credit_code: str
    code_reason: str
    registration_no: str
    area: str
    address: str
    industry: str
    chain: str
    labels: tuple[LabelRow, ...]
    ownership: Ownership | None
    state: EnterpriseState
    employees: int | None
    founded: date | None
    products: str
    land_tenure: LandTenure | None
    land_mu: Decimal | None
    lease_end: date | None
    remark: str
    yearly: tuple[YearlyRow, ...]
    contacts: tuple[ContactRow, ...]
    pairings: tuple[PairingRow, ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise of a leader on a visit."""

    id: int
    text: str
    due_on: date | None
    kept_on: date | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit with its names; `investment` in 万元."""

    id: int
    version: int
    number: str
    trip_no: str
    on: date
    way: VisitWay
    enterprise_id: int
    enterprise_name: str
    leader_id: int
    leader_name: str
    companions: str
    host: str
    output_trend: Trend | None
    output_figure: str
    order_trend: Trend | None
    order_figure: str
    staff_trend: Trend | None
    staff_figure: str
    business: str
    moves: tuple[Move, ...]
    investment: Decimal | None
    warnings: tuple[VisitWarning, ...]
    answered: str
    policy: str
    remark: str
    recorder: str
    difficulties: int
    open_difficulties: int
    promises: tuple[PromiseRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DifficultyRow:
    """A line of a list of difficulties, as the case stands after its last step, seen from `today`.

    `light` is None where no deadline runs. `days_left` counts working days to the deadline, negative when past.
    `stored_deadline` is the one before a stop that still lasts is added: the order of the list goes by it, and by
    whether the clock runs.
    """

    id: int
    version: int
    number: str
    title: str
    category: str
    top_category: str
    enterprise_id: int
    enterprise_name: str
    lead_unit: str
    leader_name: str
    source: Source
    level: Level
    urgency: Urgency
    state: State
    reported_on: date
    assigned_on: date | None
    original_deadline: date | None
    deadline: date | None
    is_provisional: bool
    light: Light | None
    days_left: int | None
    is_stopped: bool
    is_supervised: bool
    is_stale: bool
    reopened: int
    resolved_on: date | None
    result: ResultKind | None
    result_text: str
    satisfaction: Satisfaction | None
    follow_up_on: date | None
    parked_condition: str
    review_on: date | None
    end_kind: EndKind | None
    ended_on: date | None
    last_step_on: date
    stored_deadline: date | None = None

    @property
    def light_words(self) -> str:
        """The light on paper, shape and word; "" where none is on, and for a case that is done."""
        return f"{self.light.shape}{self.light.word}" if self.light and not self.state.is_done else ""


@dataclass(frozen=True, slots=True)
class HandlingRow:
    """A line of 办理记录. `corrected` tells that a later 纠正 took the step back."""

    id: int
    position: int
    on: date
    recorded_at: datetime
    recorder: str
    action: Action
    from_state: State | None
    to_state: State
    unit_name: str
    person: str
    text: str
    reason: str
    days: int | None
    new_deadline: date | None
    result: ResultKind | None
    reached: bool | None
    satisfaction: Satisfaction | None
    end_kind: EndKind | None
    condition: str
    review_on: date | None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class DifficultyDetail:
    """One difficulty with its whole life. `actions` are the steps its state allows today."""

    row: DifficultyRow
    visit_id: int | None
    visit_number: str
    words: str
    contact: str
    leader_id: int | None
    category_id: int
    quantity: Decimal | None
    quantity_unit: str
    lead_unit_id: int | None
    lead_unit_contact: str
    supporting_units: tuple[str, ...]
    supporting_unit_ids: tuple[int, ...]
    steps: tuple[Step, ...]
    events: tuple[HandlingRow, ...]
    case: Case
    actions: tuple[Action, ...]
    can_correct: bool
    is_typical: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A line of what Ctrl+K finds."""

    kind: str
    id: int
    title: str
    detail: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file that belongs to a record; `size` in bytes."""

    id: int
    version: int
    file_name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What was typed and not saved yet; `content` is JSON that the form of this `kind` reads back."""

    uid: str
    kind: str
    title: str
    content: str
    actor: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A record in the recycle bin, under the name that tells people which one it is."""

    kind: RemovedKind
    id: int
    name: str
    removed_at: datetime
