"""What a form or a sheet row must satisfy before a service looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhenyu_desk.domain.days import is_plausible
from zhenyu_desk.domain.terms import (
    EnterpriseState,
    InUse,
    LandTenure,
    Level,
    Move,
    Ownership,
    PairingRole,
    ResultKind,
    Source,
    Trend,
    Urgency,
    VisitWarning,
    VisitWay,
)
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _

MAX_TEXT = 10_000
MAX_NAME = 200


def _plausible(day: date) -> date:
    if not is_plausible(day):
        raise ValueError(_("the date {day} is not plausible").format(day=day))
    return day


Day = Annotated[date, AfterValidator(_plausible)]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Short = Annotated[str, Field(max_length=MAX_NAME)]
Text = Annotated[str, Field(max_length=MAX_TEXT)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
WholeNumber = Annotated[int, Field(ge=0, le=10_000_000)]


class Input(BaseModel):
    """Base of all inputs: frozen, stripped of outer blanks, no unknown fields."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")


class Label(Input):
    """规上、高企、专精特新 …; a year where the label is given by the year."""

    name: Name
    year: int | None = None


class YearlyFigures(Input):
    """What a firm reported for one year; money in 万元, power in 万千瓦时."""

    year: Annotated[int, Field(ge=1949, le=2100)]
    output: Amount | None = None
    tax: Amount | None = None
    power: Amount | None = None
    research: Amount | None = None
    source: Short = ""


class EnterpriseInput(Input):
    """A firm of the register. `code_reason` says why a code with a wrong check digit is kept all the same."""

    name: Name
    credit_code: str | None = None
    code_reason: Short = ""
    registration_no: Short = ""
    short_name: Short = ""
    former_names: tuple[Name, ...] = ()
    area: Short = ""
    address: Short = ""
    industry: Short = ""
    chain: Short = ""
    labels: tuple[Label, ...] = ()
    ownership: Ownership | None = None
    state: EnterpriseState = EnterpriseState.NORMAL
    employees: WholeNumber | None = None
    founded: Day | None = None
    products: Text = ""
    land_tenure: LandTenure | None = None
    land_mu: Amount | None = None
    lease_end: Day | None = None
    remark: Text = ""
    yearly: tuple[YearlyFigures, ...] = ()


class ContactInput(Input):
    """A person at a firm."""

    enterprise_id: int
    name: Name
    post: Short = ""
    mobile: Short = ""
    is_primary: bool = False
    in_use: InUse = InUse.ACTIVE


class LeaderInput(Input):
    """A town leader."""

    name: Name
    post: Name
    rank: Annotated[int, Field(ge=1, le=9999)]
    field: Short = ""
    liaison: Short = ""
    in_office_from: Day | None = None
    in_office_to: Day | None = None

    @model_validator(mode="after")
    def _ordered(self) -> LeaderInput:
        _check_order(self.in_office_from, self.in_office_to)
        return self


class PairingInput(Input):
    """Leader and firm from a day on, up to and with `to`."""

    enterprise_id: int
    leader_id: int
    role: PairingRole = PairingRole.MAIN
    start: Day
    end: Day | None = None
    frequency_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    reason: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> PairingInput:
        _check_order(self.start, self.end)
        return self


class UnitInput(Input):
    """A unit that handles difficulties."""

    name: Name
    contact: Short = ""
    phone: Short = ""
    in_use: InUse = InUse.ACTIVE


class PromiseInput(Input):
    """What the leader promised the firm on a visit; `id` says which of the visit's promises it is, None a new one."""

    id: int | None = None
    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    due_on: Day | None = None
    kept_on: Day | None = None


class AttachmentInput(Input):
    """A file that already lies among the ledger's attachments under its content hash; `size` in bytes."""

    file_name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    media_type: Short = ""


class DifficultyInput(Input):
    """One thing the firm finds hard. `spot_result` makes it a 现场答复; `assign_unit_id` hands it out at once."""

    enterprise_id: int
    reported_on: Day
    title: Name
    category_id: int
    source: Source = Source.VISIT
    words: Text = ""
    level: Level = Level.LIMITED
    urgency: Urgency = Urgency.NORMAL
    contact: Short = ""
    leader_id: int | None = None
    quantity: Amount | None = None
    quantity_unit: Short = ""
    spot_result: ResultKind | None = None
    spot_text: Text = ""
    assign_unit_id: int | None = None
    supporting_unit_ids: tuple[int, ...] = ()
    deadline: Day | None = None


class VisitInput(Input):
    """One firm visited on one day; the difficulties heard are given beside it. `investment` is in 万元."""

    on: Day
    enterprise_id: int
    leader_id: int
    way: VisitWay = VisitWay.ON_SITE
    trip_no: Short = ""
    companions: Short = ""
    host: Short = ""
    output_trend: Trend | None = None
    output_figure: Short = ""
    order_trend: Trend | None = None
    order_figure: Short = ""
    staff_trend: Trend | None = None
    staff_figure: Short = ""
    business: Text = ""
    moves: tuple[Move, ...] = ()
    investment: Amount | None = None
    warnings: tuple[VisitWarning, ...] = ()
    answered: Text = ""
    policy: Text = ""
    remark: Text = ""
    promises: tuple[PromiseInput, ...] = ()


ModelT = TypeVar("ModelT", bound=Input)

_PROBLEMS = {
    "missing": N_("is required"),
    "string_too_short": N_("is required"),
    "string_too_long": N_("{length} characters, {over} too many"),
    "decimal_parsing": N_("is not a number"),
    "decimal_type": N_("is not a number"),
    "decimal_max_places": N_("has more than {decimal_places} decimals"),
    "int_parsing": N_("is not a whole number"),
    "int_from_float": N_("is not a whole number"),
    "greater_than_equal": N_("must not be below {ge}"),
    "less_than_equal": N_("must not be above {le}"),
    "date_parsing": N_("is not a date that exists"),
    "date_from_datetime_parsing": N_("is not a date that exists"),
    "date_type": N_("is not a date that exists"),
    "enum": N_("is not one of the known values"),
}

FIELD_NAMES = {
    "name": N_("Name"),
    "credit_code": N_("Credit code"),
    "employees": N_("Employees"),
    "founded": N_("Founded"),
    "land_mu": N_("Land (mu)"),
    "lease_end": N_("Lease end"),
    "rank": N_("Rank order"),
    "post": N_("Post"),
    "on": N_("Date"),
    "start": N_("Start date"),
    "end": N_("End date"),
    "in_office_from": N_("In office from"),
    "in_office_to": N_("In office to"),
    "frequency_days": N_("Visit every (days)"),
    "enterprise_id": N_("Enterprise"),
    "leader_id": N_("Leader"),
    "category_id": N_("Category"),
    "title": N_("Difficulty"),
    "words": N_("The firm's own words"),
    "reported_on": N_("Reported on"),
    "investment": N_("Planned investment"),
    "quantity": N_("Quantity"),
    "deadline": N_("Deadline"),
    "text": N_("Text"),
    "year": N_("Year"),
    "business": N_("How business goes"),
    "town": N_("Town"),
    "issuer": N_("Issuing unit"),
    "fairly_weight": N_("Weight of «fairly satisfied»"),
    "amber_days": N_("Amber from (working days)"),
    "stale_days": N_("Stale after (days)"),
    "mobile": N_("Mobile"),
    "remark": N_("Remark"),
    "short_name": N_("Short name"),
    "former_names": N_("Former names"),
    "code_reason": N_("Reason to keep this code all the same"),
    "registration_no": N_("Registration number"),
    "area": N_("Village, community or park"),
    "address": N_("Address"),
    "industry": N_("Industry"),
    "chain": N_("Industrial chain"),
    "labels": N_("Labels"),
    "products": N_("Main products"),
    "output": N_("Output"),
    "tax": N_("Tax"),
    "power": N_("Power"),
    "research": N_("Research"),
    "source": N_("Source of the figures"),
    "reason": N_("Reason"),
    "field": N_("Field of work"),
    "liaison": N_("Liaison officer"),
}


def validate(model: type[ModelT], values: Mapping[str, Any]) -> ModelT:
    """Build an input from raw values; RuleBroken names the first field that is wrong and why."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else None
        raise RuleBroken(_sentence(field, first), field=field) from None


def _sentence(field: str | None, problem: Mapping[str, Any]) -> str:
    context = dict(problem.get("ctx", {}))
    if problem["type"] == "string_too_long":
        length = len(str(problem["input"]).strip())
        context |= {"length": length, "over": length - context["max_length"]}
    template = _PROBLEMS.get(problem["type"])
    what = _(template).format(**context) if template else str(context.get("error", problem["msg"]))
    if field is None:
        return what
    name = _(FIELD_NAMES[field]) if field in FIELD_NAMES else field
    return _("{field}: {problem}.").format(field=name, problem=what)


def _check_order(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise ValueError(_("the end date {end} lies before the start date {start}").format(end=end, start=start))
