"""The steps of one invented difficulty, each a number of working days after the one before."""

from __future__ import annotations

from typing import Any

from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction
from zhenyu_desk.services.demo.chance import Chance, repeated
from zhenyu_desk.services.demo.phrases import Phrases
from zhenyu_desk.services.demo.setting import Setting

_LATE = 0.07
_RESULTS = repeated(
    {
        ResultKind.SOLVED: 62, ResultKind.PARTLY: 10, ResultKind.EXPLAINED: 18,
        ResultKind.HANDED_UP: 5, ResultKind.NOT_FEASIBLE: 5,
    }
)  # fmt: skip
_CONTENT = repeated({Satisfaction.SATISFIED: 5, Satisfaction.FAIRLY: 1})


class Life:
    """Tells a life step by step. Days are places among the working days; `deadline` is the current one.

    Steps after today are left out of `steps()`, which is how difficulties come to be open.
    """

    def __init__(
        self,
        chance: Chance,
        setting: Setting,
        phrases: Phrases,
        start: int,
        days: int,
        units: tuple[int, int],
    ) -> None:
        self.chance, self._setting, self._phrases = chance, setting, phrases
        self._days, self.units = days, units
        self.at = self.deadline = start
        self._told: list[tuple[int, Step]] = []
        self._stopped_at: int | None = None
        self.then(0, Action.REGISTER)

    @property
    def age(self) -> int:
        """Working days from the last step told to today."""
        return self._setting.present - self.at

    def steps(self) -> tuple[Step, ...]:
        """What has happened up to today."""
        return tuple(step for at, step in self._told if at <= self._setting.present)

    def say(self, name: str) -> str:
        """A sentence about handling."""
        return self._phrases.say(self.chance, name)

    def then(
        self, wait: int, action: Action, deadline: int | None = None, review: int | None = None, **fields: Any
    ) -> None:
        """The next step, `wait` working days later."""
        self.at += wait
        days = self._setting.workdays
        step = Step(
            on=days[self.at],
            action=action,
            new_deadline=None if deadline is None else days[deadline],
            review_on=None if review is None else days[review],
            **fields,
        )
        self._told.append((self.at, step))

    def assign(self, wait: int | None = None, unit: int = 0, deadline: int | None = None) -> None:
        """交办, the same day or the next; the deadline comes from the rules unless one is named."""
        wait = self.chance.between(0, 1) if wait is None else wait
        self.then(wait, Action.ASSIGN, deadline, unit_id=self.units[unit], text=self.say("assign_note"))
        self.deadline = self.at + self._days if deadline is None else deadline

    def progress(self, wait: int) -> None:
        """进展."""
        self.then(wait, Action.PROGRESS, text=self.say("progress"))

    def extend(self, by: int) -> None:
        """延期, shortly before the deadline where there is time."""
        self.deadline = max(self.deadline, self.at) + by
        self.then(0, Action.EXTEND, self.deadline, reason=self.say("extend_reason"))

    def stop(self) -> None:
        """停表."""
        self.then(1, Action.STOP_CLOCK, reason=self.say("stop_reason"))
        self._stopped_at = self.at

    def resume(self, wait: int) -> None:
        """复表 after `wait` days, which the deadline gains."""
        self.then(wait, Action.RESUME_CLOCK, text=self.say("resume_text"))
        self.deadline += wait

    def resolve(self, late: bool | None = None, result: ResultKind | None = None) -> None:
        """办结, with a 进展 on the way where it takes long; usually in time."""
        chance = self.chance
        room = max(0, self.deadline - self.at)
        late = chance.often(_LATE) if late is None else late
        wait = room + chance.between(1, 8) if late else chance.between(min(1, room), room)
        if wait > 3:
            first = chance.between(1, wait - 2)
            self.progress(first)
            wait -= first
        result = result or chance.pick(_RESULTS)
        self.then(wait, Action.RESOLVE, result=result, text=self.say(result.value))

    def call_back(self, rating: Satisfaction | None = None) -> None:
        """回访 of a firm that was reached; content unless said otherwise."""
        rating = rating or self.chance.pick(_CONTENT)
        text = self.say("follow_up_bad" if rating is Satisfaction.DISSATISFIED else "follow_up")
        self.then(self.chance.between(1, 5), Action.FOLLOW_UP, reached=True, satisfaction=rating, text=text)

    def not_reached(self) -> None:
        """回访 without reaching the firm."""
        self.then(self.chance.between(1, 3), Action.FOLLOW_UP, reached=False, text=self.say("not_reached"))

    def reopen(self, days: int) -> None:
        """重办 with a new deadline."""
        self.deadline = self.at + 1 + days
        self.then(1, Action.REOPEN, self.deadline, reason=self.say("reopen_reason"))

    def close(self) -> None:
        """销号 by hand."""
        self.then(self.chance.between(1, 4), Action.CLOSE, reason=self.say("close_reason"))

    def park(self) -> None:
        """挂账 until something is there."""
        review = self.at + 1 + self.chance.between(20, 60)
        self.then(1, Action.PARK, review=review, condition=self.say("condition"), text=self.say("NOT_FEASIBLE"))

    def unpark(self, wait: int) -> None:
        """解挂 with time to work on it."""
        self.deadline = self.at + wait + 10
        self.then(wait, Action.UNPARK, self.deadline, text=self.say("unpark_text"))

    def end(self, kind: EndKind, wait: int) -> None:
        """终止."""
        self.then(wait, Action.END, end_kind=kind, reason=self.say(f"end_{kind.value}"))

    def correct(self) -> None:
        """纠正 of the step before, on the same day."""
        self.then(0, Action.CORRECT, reason=self.say("correct_reason"))
