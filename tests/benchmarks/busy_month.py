"""A month whose visits and difficulties each say something of their own, for the benchmark of the report."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from zhenyu_desk.domain.inputs import (
    DifficultyInput,
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Trend
from zhenyu_desk.services import enterprises, leaders, office, visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.office import categories

MONTH = Month(2026, 10)
_TODAY = date(2026, 11, 24)
_FIRST_DAY = date(2026, 10, 9)
_DAYS = 20
_FIRMS, _LEADERS = 60, 12
_UNITS = ("供电所", "教育办", "自然资源所", "人社中心", "经发局", "金融办", "环保办", "建管所")
_NAMES = "恒岚启明华昇锐科宏图远航金鼎瑞丰德邦天工东海"
_TRADES = ("精密机械", "电子科技", "新材料", "汽车零部件", "包装制品", "智能装备", "生物医药", "纺织科技")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙"
_SAID = (
    "企业负责人介绍，产能利用率约{a}%，实验线扩招持续，订单比上年同期增长{b}%；",
    "现有员工{a}人，其中研发人员{b}人，计划四季度再招{c}人；",
    "今年投入技改资金{a}万元，新上自动化产线{c}条，预计2027年6月投产；",
    "主要客户为家电、汽车行业，出口占比{b}%，受汇率影响利润收窄；",
    "就数字化转型作了交流，约定下半年再对接“智改数转”诊断服务。",
)
_ASKED = (
    "第{a}号压铸线投产需增容{b}kVA，现有变压器容量不足",
    "员工子女{c}名申请就近入学",
    "扩产需新增工业用地{b}亩，希望列入年度计划",
    "技改贷款{a}万元到期续贷，需银行对接",
    "厂区门口道路破损约{a}米，雨天积水影响货车进出",
    "用工缺口{b}人，熟练焊工和数控操作工难招",
)


def busy_month(rows: int) -> MonthReport:
    """The report of a month with so many visits, each of which brought home one difficulty; always the same."""
    with tempfile.TemporaryDirectory() as folder:
        context = AppContext(Ledger.create(Path(folder) / "ledger", "周市镇"), actor="李静", today=lambda: _TODAY)
        try:
            _fill(context, rows)
            return month_report(context, MONTH)
        finally:
            context.close()


def _fill(context: AppContext, rows: int) -> None:
    dice = random.Random(4)
    pairs = _pairs(context)
    units = [office.save_unit(context, UnitInput(name=name)).id for name in _UNITS]
    kinds = [row.id for row in context.read(categories)]
    for number in range(rows):
        on = _FIRST_DAY + timedelta(days=number * _DAYS // rows)
        firm, leader = pairs[number % len(pairs)]
        asked = DifficultyInput(
            enterprise_id=firm,
            reported_on=on,
            title=_filled(dice, dice.choice(_ASKED)),
            category_id=dice.choice(kinds),
            assign_unit_id=dice.choice(units),
        )
        visit = VisitInput(
            on=on,
            enterprise_id=firm,
            leader_id=leader,
            output_trend=dice.choice(list(Trend)),
            order_trend=dice.choice(list(Trend)),
            business="".join(_filled(dice, words) for words in dice.sample(_SAID, 3)),
        )
        visits.register_visit(context, visit, [asked])


def _pairs(context: AppContext) -> list[tuple[int, int]]:
    """Firms with their leaders."""
    people = []
    for rank, surname in enumerate(_SURNAMES[:_LEADERS], 1):
        people.append(leaders.save_leader(context, LeaderInput(name=f"{surname}建国", post="副镇长", rank=rank)).id)
    pairs = []
    for number in range(_FIRMS):
        name = f"{_NAMES[number % 20]}{_NAMES[number * 7 % 20]}{_TRADES[number % len(_TRADES)]}{number}有限公司"
        firm = enterprises.add_enterprise(context, EnterpriseInput(name=name)).id
        leader = people[number % len(people)]
        assert firm
        assert leader
        leaders.save_pairing(
            context,
            PairingInput(enterprise_id=firm, leader_id=leader, start=date(2026, 1, 1), frequency_days=30),
        )
        pairs.append((firm, leader))
    return pairs


def _filled(dice: random.Random, words: str) -> str:
    return words.format(a=dice.randint(10, 999), b=dice.randint(2, 90), c=dice.randint(1, 9))
