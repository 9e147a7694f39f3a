"""What stands in the visit form, word for word, and how a draft keeps it: one function each way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.domain.rows import PromiseRow
from zhenyu_desk.domain.terms import Move, Trend, VisitWarning, VisitWay
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.widgets.difficulty_line import TypedDifficulty


class TypedTrend(BaseModel):
    """A trend and the figure beside it."""

    model_config = ConfigDict(frozen=True)

    trend: Trend | None = None
    figure: str = ""


class TypedPromise(BaseModel):
    """A promise, with its id where it is saved already; the due day is kept as typed, be it a day or not."""

    model_config = ConfigDict(frozen=True)

    id: int | None = None
    text: str = ""
    due: str = ""
    kept_on: date | None = None


class TypedVisit(BaseModel):
    """All fields of the form; `visit_id` and `version` where a past visit is being changed.

    Texts are as typed, also half a firm's name or a day that is none; the form is what complains about them.
    """

    model_config = ConfigDict(frozen=True)

    visit_id: int | None = None
    version: int | None = None
    firm_id: int | None = None
    firm: str = ""
    on: str = ""
    way: VisitWay = VisitWay.ON_SITE
    leader_id: int | None = None
    leader: str = ""
    companions: str = ""
    host: str = ""
    output: TypedTrend = TypedTrend()
    orders: TypedTrend = TypedTrend()
    staff: TypedTrend = TypedTrend()
    business: str = ""
    moves: tuple[Move, ...] = ()
    investment: str = ""
    warnings: tuple[VisitWarning, ...] = ()
    promises: tuple[TypedPromise, ...] = ()
    answered: str = ""
    policy: str = ""
    remark: str = ""
    number: str = ""
    difficulties: tuple[TypedDifficulty, ...] = ()
    attachments: tuple[AttachmentInput, ...] = ()

    def knowing(self, promises: Iterable[PromiseRow]) -> TypedVisit:
        """The same where the visit has these promises by now; one that was removed since is typed as a new one."""
        known = {promise.id for promise in promises}
        typed = (one if one.id in known else one.model_copy(update={"id": None}) for one in self.promises)
        return self.model_copy(update={"promises": tuple(typed)})


def title_of(typed: TypedVisit) -> str:
    """What to call it in a list: firm and day."""
    on = re.match(r"\d{4}-\d{2}-\d{2}(?= )", typed.on)  # the weekday is a word of the language it was typed in
    return " · ".join([typed.firm or _("No firm chosen yet"), on.group() if on else typed.on])


def to_content(typed: TypedVisit) -> dict[str, Any]:
    """The form as values that JSON knows."""
    return typed.model_dump(mode="json")


def from_content(content: str) -> TypedVisit:
    """The form from a draft's JSON; RuleBroken for one that another version of the program wrote differently."""
    try:
        return TypedVisit.model_validate_json(content)
    except ValidationError:
        raise RuleBroken(_("This draft can't be read by this version of the program; it is kept as it is.")) from None
