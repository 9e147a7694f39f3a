"""Ledgers for tests: an empty town made once and copied, with a clock that stands still."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhenyu_desk.domain.inputs import (
    DifficultyInput,
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.services import difficulties, enterprises, leaders, office, visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.office import categories

TODAY = date(2026, 11, 24)
TOWN = "周市镇"
CODE = "91330109MA0000015Y"
OTHER_CODE = "91330109MA0000023R"


def copied_context(template: Path, folder: Path, today: Callable[[], date] = lambda: TODAY) -> AppContext:
    """A copy of the closed template ledger, opened."""
    shutil.copytree(template, folder)
    return AppContext(Ledger.open(folder, deep=False), actor="李静", today=today)


@dataclass
class Town:
    """A small town in a ledger: one firm, one leader paired with it, two units."""

    context: AppContext
    firm: int
    leader: int
    unit: int
    other_unit: int

    @classmethod
    def settle(cls, context: AppContext) -> "Town":
        """Fill an empty ledger."""
        firm = enterprises.add_enterprise(context, EnterpriseInput(name="恒岚精密机械有限公司", credit_code=CODE))
        leader = leaders.save_leader(context, LeaderInput(name="王建国", post="镇长", rank=1))
        unit = office.save_unit(context, UnitInput(name="供电所"))
        other = office.save_unit(context, UnitInput(name="教育办"))
        assert firm.id
        assert leader.id
        assert unit.id
        assert other.id
        leaders.save_pairing(
            context,
            PairingInput(enterprise_id=firm.id, leader_id=leader.id, start=date(2026, 1, 1), frequency_days=30),
        )
        return cls(context, firm.id, leader.id, unit.id, other.id)

    def category(self, name: str) -> int:
        """The id of a category."""
        return next(row.id for row in self.context.read(categories) if row.name == name)

    def visit(self, on: date, *given: DifficultyInput, **details: object) -> int:
        """A visit of the leader to the firm."""
        values = {"on": on, "enterprise_id": self.firm, "leader_id": self.leader, **details}
        change = visits.register_visit(self.context, VisitInput.model_validate(values), given)
        assert change.id
        return change.id

    def difficulty(self, on: date, title: str = "压铸线投产需增容", **details: object) -> DifficultyInput:
        """A difficulty of the firm to hand in with a visit or by itself."""
        values = {"category_id": self.category("用电"), **details}
        return DifficultyInput.model_validate({"enterprise_id": self.firm, "reported_on": on, "title": title, **values})

    def step(self, key: int, step: Step) -> None:
        """Take a step with a difficulty."""
        difficulties.take_step(self.context, key, None, step)
