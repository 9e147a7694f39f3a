"""What the tests of services share: towns with something to print."""

from datetime import date

import pytest

from tests.ledgers import Town
from tests.services.paper_town import LONG_NAME, ON, PHONE
from zhenyu_desk.domain.inputs import (
    ContactInput,
    EnterpriseInput,
    PromiseInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.terms import Source
from zhenyu_desk.services import difficulties, enterprises, office, visits


@pytest.fixture
def busy(town: Town) -> Town:
    """A firm with a contact, a promise, and a difficulty that is overdue."""
    enterprises.save_contact(
        town.context,
        ContactInput(enterprise_id=town.firm, name="张伟", post="总经理", mobile=PHONE, is_primary=True),
    )
    given = VisitInput(
        on=ON,
        enterprise_id=town.firm,
        leader_id=town.leader,
        business=f"订单饱满，财务电话{PHONE}。",
        promises=(PromiseInput(text="协调供电所", due_on=date(2026, 12, 1)),),
    )
    case = town.difficulty(ON, "压铸线投产需增容", assign_unit_id=town.unit, words="变压器不够用")
    visits.register_visit(town.context, given, [case])
    return town


@pytest.fixture
def extreme(busy: Town) -> Town:
    """The difficulty 2: the firm has a name of 60 characters and no contact, its words have 5,000."""
    firm = enterprises.add_enterprise(busy.context, EnterpriseInput(name=LONG_NAME, products="精密压铸件、" * 100)).id
    unit = office.save_unit(busy.context, UnitInput(name="自然资源和规划局周市自然资源所不动产登记服务中心")).id
    case = busy.difficulty(
        ON,
        "厂区雨污分流改造资金缺口较大，请求协调专项补助",
        enterprise_id=firm,
        words="厂区雨污分流改造资金缺口较大。" * 329,
        assign_unit_id=unit,
    )
    difficulties.register_difficulty(busy.context, case.model_copy(update={"source": Source.CALL}))
    return busy
