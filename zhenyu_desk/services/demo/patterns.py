"""The kinds of lives a difficulty can have: whole ones for the past, and ones that stand somewhere today."""

from __future__ import annotations

from collections.abc import Callable

from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction
from zhenyu_desk.services.demo.chance import Deck, repeated
from zhenyu_desk.services.demo.life import Life

Pattern = Callable[[Life], None]


def _plain(life: Life) -> None:
    life.assign()
    life.resolve()
    life.call_back()


def on_the_spot(life: Life) -> None:
    """现场答复: registered and resolved the same day."""
    result = life.chance.pick((ResultKind.EXPLAINED, ResultKind.EXPLAINED, ResultKind.SOLVED))
    life.then(0, Action.RESOLVE, result=result, text=life.say(result.value))
    life.call_back()


def _extended(life: Life) -> None:
    life.assign()
    life.progress(1)
    life.extend(life.chance.between(3, 15))
    life.resolve()
    life.call_back()


def _stopped(life: Life) -> None:
    life.assign()
    life.stop()
    life.resume(life.chance.between(3, 25))
    life.resolve()
    life.call_back()


def _returned(life: Life) -> None:
    life.assign()
    life.then(1, Action.RETURN, reason=life.say("return_reason"))
    life.assign(unit=1)
    life.resolve()
    life.call_back()


def _supervised(life: Life) -> None:
    life.assign()
    life.then(max(1, life.deadline - life.at), Action.SUPERVISE, text=life.say("supervise"))
    life.resolve(late=True)
    life.call_back()


def _escalated(life: Life) -> None:
    life.assign()
    life.then(1, Action.ESCALATE, text=life.say("escalate"))
    life.extend(10)
    life.resolve()
    life.call_back()


def _parked(life: Life) -> None:
    life.assign()
    life.park()
    life.unpark(life.chance.between(30, 120))
    life.resolve()
    life.call_back()


def _reopened(life: Life) -> None:
    life.assign()
    life.resolve()
    life.call_back(Satisfaction.DISSATISFIED)
    life.reopen(life.chance.between(5, 12))
    life.resolve()
    life.call_back()


def _closed_unhappy(life: Life) -> None:
    life.assign()
    life.resolve()
    life.call_back(Satisfaction.DISSATISFIED)
    life.close()


def _called_twice(life: Life) -> None:
    life.assign()
    life.resolve()
    life.not_reached()
    life.call_back()


def _resolved_too_early(life: Life) -> None:
    life.assign()
    life.resolve(late=False)
    life.correct()
    life.extend(2)
    life.resolve(late=False)
    life.call_back()


def _ended_by_mistake(life: Life) -> None:
    life.assign()
    life.end(EndKind.WITHDRAWN, 1)
    life.correct()
    life.resolve()
    life.call_back()


def _ended(kind: EndKind) -> Pattern:
    def end(life: Life) -> None:
        if kind in (EndKind.REJECTED, EndKind.MERGED):
            life.end(kind, life.chance.between(0, 2))
        else:
            life.assign()
            life.end(kind, life.chance.between(1, 6))

    return end


WHOLE_LIVES = repeated(
    {
        _plain: 46, on_the_spot: 14, _extended: 6, _stopped: 5, _returned: 4, _supervised: 2, _escalated: 2,
        _parked: 3, _reopened: 3, _closed_unhappy: 3, _called_twice: 3, _resolved_too_early: 2,
        _ended_by_mistake: 1,
        _ended(EndKind.REJECTED): 2, _ended(EndKind.MERGED): 1, _ended(EndKind.HANDED_UP): 2,
        _ended(EndKind.WITHDRAWN): 1,
    }
)  # fmt: skip


def _waiting(life: Life) -> None:
    """Nothing has happened yet."""


def _overdue(life: Life) -> None:
    days = life.chance.between(1, 6)
    life.assign(wait=1, deadline=life.at + life.age - days)
    life.progress(1)


def _due_soon(life: Life) -> None:
    life.assign(wait=1, deadline=life.at + life.age + life.chance.between(1, 2))
    life.progress(1)


def _in_hand(life: Life) -> None:
    life.assign(wait=1, deadline=life.at + life.age + life.chance.between(4, 12))
    life.progress(max(0, life.age - 4))


def _without_news(life: Life) -> None:
    life.assign(wait=0, deadline=life.at + life.age + 8)
    life.progress(1)


def _stopped_now(life: Life) -> None:
    life.assign(wait=0)
    life.stop()


def _parked_now(life: Life) -> None:
    life.assign(wait=0)
    life.park()


def _to_call_back(life: Life) -> None:
    life.assign(wait=0, deadline=life.at + 8)
    life.resolve(late=False)


def _not_reached_yet(life: Life) -> None:
    _to_call_back(life)
    life.not_reached()


def _unhappy_now(life: Life) -> None:
    _to_call_back(life)
    life.call_back(Satisfaction.DISSATISFIED)


def _reopened_now(life: Life) -> None:
    _unhappy_now(life)
    life.reopen(max(1, life.age + 3))


def _returned_now(life: Life) -> None:
    life.assign(wait=0)
    life.then(1, Action.RETURN, reason=life.say("return_reason"))


def _supervised_now(life: Life) -> None:
    _overdue(life)
    life.then(max(0, life.age - 1), Action.SUPERVISE, text=life.say("supervise"))


def _escalated_now(life: Life) -> None:
    _overdue(life)
    life.then(max(0, life.age - 1), Action.ESCALATE, text=life.say("escalate"))


def _extended_now(life: Life) -> None:
    life.assign(wait=1, deadline=life.at + 3)
    life.progress(1)
    life.extend(life.age + 6)


# How a difficulty of the last weeks may stand today, with the working days it must be old for it.
STANDING_TODAY: tuple[tuple[int, Pattern], ...] = (
    (28, _without_news), (14, _reopened_now), (12, _unhappy_now), (12, _not_reached_yet),
    (10, _supervised_now), (10, _escalated_now), (10, _overdue), (9, _to_call_back),
    (6, _extended_now), (4, _parked_now),
    (4, _stopped_now), (4, _returned_now), (4, _due_soon), (4, _in_hand),
)  # fmt: skip
RECENT_DAYS = 55
_LAST_DAYS = 20
_SETTLED_IN = 3


class PatternChooser:
    """Chooses the life of each difficulty; those of the last weeks stand in each possible way today."""

    def __init__(self, whole: Deck[Pattern], spot_refused: Deck[Pattern]) -> None:
        self._whole, self._spot_refused = whole, spot_refused
        self._due: list[tuple[int, Pattern]] = list(STANDING_TODAY)
        self._recent = 0

    def choose(self, age: int, heard_on_visit: bool) -> Pattern:
        """The life of a difficulty that was reported `age` working days ago; spot answers need a visit."""
        if age <= RECENT_DAYS:
            self._recent += 1
            if age < _SETTLED_IN and self._recent % 2:
                return _waiting
            if (age < _LAST_DAYS or self._recent % 2) and (pattern := self._standing(age)):
                return pattern
        return (self._whole if heard_on_visit else self._spot_refused).draw()

    def _standing(self, age: int) -> Pattern | None:
        for place, (least_age, pattern) in enumerate(self._due):
            if least_age <= age:
                del self._due[place]
                return pattern
        return None
