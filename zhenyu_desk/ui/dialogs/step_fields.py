"""What the form of each step asks for: just what the rules of that step need, in the order it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhenyu_desk.domain.terms import Action, ResultKind, Satisfaction, State
from zhenyu_desk.i18n import N_


class Field(StrEnum):
    """A field of a step form, by the name under which the rules report an error."""

    UNIT = "unit_id"
    SUPPORTING = "supporting_unit_ids"
    DEADLINE = "new_deadline"
    RESULT = "result"
    CALL_BACK = "satisfaction"
    CONDITION = "condition"
    REVIEW = "review_on"
    END_KIND = "end_kind"
    TEXT = "text"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class StepForm:
    """One action's form. `hint` says what the step does; `text_label` names its free text."""

    action: Action
    fields: tuple[Field, ...]
    hint: str
    text_label: str = N_("What was done")
    needs_text: bool = False
    shortcut: str = ""


FORMS: dict[Action, StepForm] = {
    form.action: form
    for form in (
        StepForm(
            Action.ASSIGN,
            (Field.UNIT, Field.SUPPORTING, Field.DEADLINE, Field.TEXT),
            N_("Hands the difficulty to a unit; the clock starts the day after."),
            text_label=N_("What is asked of the unit"),
            shortcut="Alt+J",
        ),
        StepForm(
            Action.RESOLVE,
            (Field.RESULT, Field.TEXT),
            N_("Ends the handling; the firm is then called back."),
            text_label=N_("How it was resolved"),
            needs_text=True,
            shortcut="Alt+B",
        ),
        StepForm(
            Action.PROGRESS,
            (Field.TEXT,),
            N_("Notes what was done; state and deadline stay."),
            needs_text=True,
            shortcut="Alt+P",
        ),
        StepForm(
            Action.EXTEND,
            (Field.DEADLINE, Field.REASON),
            N_("Moves the current deadline; the original one stays on record."),
            shortcut="Alt+Y",
        ),
        StepForm(
            Action.FOLLOW_UP,
            (Field.CALL_BACK, Field.TEXT),
            N_("Satisfied or fairly satisfied closes the difficulty."),
            text_label=N_("What the firm said"),
            shortcut="Alt+C",
        ),
        StepForm(
            Action.PARK,
            (Field.CONDITION, Field.REVIEW),
            N_("Sets it aside until the condition is met; the clock stops."),
            shortcut="Alt+G",
        ),
        StepForm(
            Action.UNPARK,
            (Field.DEADLINE, Field.TEXT),
            N_("Takes it up again with a new deadline."),
            text_label=N_("Remark"),
            shortcut="Alt+G",
        ),
        StepForm(
            Action.STOP_CLOCK,
            (Field.REASON,),
            N_("The clock stands still while others have to act."),
            shortcut="Alt+S",
        ),
        StepForm(
            Action.RESUME_CLOCK,
            (Field.TEXT,),
            N_("The clock runs on; the deadline moves by the working days stopped."),
            text_label=N_("Remark"),
            shortcut="Alt+S",
        ),
        StepForm(
            Action.SUPERVISE,
            (Field.TEXT,),
            N_("Puts the unit under supervision."),
            text_label=N_("Supervision request"),
            needs_text=True,
            shortcut="Alt+D",
        ),
        StepForm(
            Action.ESCALATE,
            (Field.TEXT,),
            N_("Brings it before a higher level."),
            text_label=N_("Escalated to"),
            needs_text=True,
            shortcut="Alt+I",
        ),
        StepForm(
            Action.REOPEN,
            (Field.DEADLINE, Field.REASON),
            N_("Back to the unit; the former result is kept."),
            shortcut="Alt+O",
        ),
        StepForm(Action.CLOSE, (Field.REASON,), N_("Closes it with an explanation."), shortcut="Alt+X"),
        StepForm(Action.RETURN, (Field.REASON,), N_("Back to the office, to be assigned anew."), shortcut="Alt+K"),
        StepForm(
            Action.END,
            (Field.END_KIND, Field.REASON),
            N_("Ends it without a result."),
            shortcut="Alt+Q",
        ),
        StepForm(
            Action.CORRECT,
            (Field.REASON,),
            N_("Takes back the latest step; the log keeps both."),
            shortcut="Alt+Z",
        ),
    )
}

# The steps that can be taken for several difficulties at a time: those whose form means the same for each.
TOGETHER = (
    Action.ASSIGN,
    Action.PROGRESS,
    Action.EXTEND,
    Action.STOP_CLOCK,
    Action.RESUME_CLOCK,
    Action.SUPERVISE,
    Action.ESCALATE,
    Action.PARK,
    Action.RETURN,
    Action.FOLLOW_UP,
)

SPOT_RESULTS = (ResultKind.SOLVED, ResultKind.EXPLAINED)


@dataclass(frozen=True, slots=True)
class CallBack:
    """One outcome of a call-back: whether the firm was reached, and what it said."""

    label: str
    reached: bool
    satisfaction: Satisfaction | None


CALL_BACKS = (
    CallBack(Satisfaction.SATISFIED.msgid, True, Satisfaction.SATISFIED),
    CallBack(Satisfaction.FAIRLY.msgid, True, Satisfaction.FAIRLY),
    CallBack(Satisfaction.DISSATISFIED.msgid, True, Satisfaction.DISSATISFIED),
    CallBack(N_("Reached, no rating"), True, None),
    CallBack(N_("Not reached"), False, None),
)


def result_choices(state: State) -> tuple[ResultKind, ...]:
    """How a difficulty may be resolved now: before its first assignment only on the spot."""
    return SPOT_RESULTS if state is State.REGISTERED else tuple(ResultKind)
