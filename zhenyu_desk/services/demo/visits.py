"""What was seen and said on an invented visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from zhenyu_desk.domain.inputs import PromiseInput, VisitInput
from zhenyu_desk.domain.terms import Move, Trend, VisitWarning, VisitWay
from zhenyu_desk.services.demo.chance import Chance, repeated
from zhenyu_desk.services.demo.firms import PlannedFirm
from zhenyu_desk.services.demo.office import person
from zhenyu_desk.services.demo.phrases import Phrases

_WAYS = repeated({VisitWay.ON_SITE: 34, VisitWay.PHONE: 2, VisitWay.MEETING: 2, VisitWay.FIRM_CAME: 2})
_STAFF = 40
_TRENDS = (Trend.UP, Trend.UP, Trend.FLAT, Trend.FLAT, Trend.DOWN, None)
_TOLD = tuple(Trend)
_SUBJECTS = ("output", "orders", "staff")
_MOVES = tuple(Move)
_WARNINGS = tuple(VisitWarning)


class VisitMaker:
    """Writes down visits; the companions of a trip stay the same on all its visits."""

    def __init__(self, chance: Chance, today: date, phrases: Phrases, names: dict[str, list[str]]) -> None:
        self._chance, self._today, self._phrases, self._names = chance, today, phrases, names
        self._staff = [
            phrases.say(chance, "companion", person=person(chance, names), area=chance.pick(names["areas"]))
            for _one in range(_STAFF)
        ]

    def companions(self) -> str:
        """One to three people from the offices, always of the same staff."""
        chance = self._chance
        return "、".join(dict.fromkeys(chance.pick(self._staff) for _one in range(chance.between(1, 3))))

    def visit(self, firm: PlannedFirm, leader_id: int, day: date, trip_no: str, companions: str) -> VisitInput:
        """A visit to this firm."""
        chance = self._chance
        moves = self._moves()
        trends = [chance.pick(_TRENDS) for _what in range(3)]
        figures = [self._say("figure") if trend in (Trend.UP, Trend.DOWN) else "" for trend in trends]
        return VisitInput(
            on=day,
            enterprise_id=firm.key,
            leader_id=leader_id,
            way=chance.pick(_WAYS),
            trip_no=trip_no,
            companions=companions,
            host=firm.host,
            output_trend=trends[0],
            output_figure=figures[0],
            order_trend=trends[1],
            order_figure=figures[1],
            staff_trend=trends[2],
            staff_figure=figures[2],
            business=self._business(trends),
            moves=moves,
            investment=Decimal(chance.between(20, 900) * 10) if Move.EXPANSION in moves else None,
            warnings=(chance.pick(_WARNINGS),) if chance.often(0.05) else (),
            answered=self._sometimes("answered", 0.2),
            policy=self._sometimes("policy", 0.3),
            remark=self._sometimes("remark", 0.15),
            promises=(self._promise(day),) if chance.often(0.12) else (),
        )

    def _business(self, trends: Sequence[Trend | None]) -> str:
        """How business goes, in words that fit the trends."""
        chance, phrases = self._chance, self._phrases
        told = {
            subject: phrases.say(chance, f"{subject}_{trend or chance.pick(_TOLD)}")
            for subject, trend in zip(_SUBJECTS, trends, strict=True)
        }
        return phrases.say(chance, "business", **told)

    def _say(self, name: str) -> str:
        return self._phrases.say(self._chance, name)

    def _sometimes(self, name: str, share: float) -> str:
        return self._say(name) if self._chance.often(share) else ""

    def _moves(self) -> tuple[Move, ...]:
        if not self._chance.often(0.3):
            return ()
        return tuple(dict.fromkeys(self._chance.pick(_MOVES) for _move in range(self._chance.between(1, 2))))

    def _promise(self, day: date) -> PromiseInput:
        due_on = day + timedelta(days=self._chance.between(7, 40))
        kept_on = day + timedelta(days=self._chance.between(2, 45))
        kept = kept_on <= self._today and self._chance.often(0.9)
        return PromiseInput(text=self._say("promise"), due_on=due_on, kept_on=kept_on if kept else None)
