"""A small invented town for the window's tests: firms, leaders, visits, difficulties in every state."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from zhenyu_desk.bootstrap import create_context, open_context
from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.inputs import (
    ContactInput,
    DifficultyInput,
    EnterpriseInput,
    Label,
    LeaderInput,
    PairingInput,
    PromiseInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import (
    Action,
    Level,
    Move,
    Ownership,
    ResultKind,
    Satisfaction,
    Source,
    Trend,
    Urgency,
    VisitWay,
)
from zhenyu_desk.services import access, difficulties, enterprises, leaders, office, visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.office import categories

TODAY = date(2026, 11, 20)  # a Friday
Heard = tuple[str, str, str, date, Urgency]  # title, category, unit, deadline, urgency
LEADERS = (("王建国", "镇长"), ("陈敏", "党委副书记"), ("缪长青", "副镇长"), ("区乐山", "人大主席"))
UNITS = (
    ("行政审批局", "周洁", "5770-1201"),
    ("教育办", "孙丽", "5770-1234"),
    ("供电所", "马强", "5770-1301"),
    ("人社办", "吴芳", "5770-1250"),
    ("社会事业局", "何静", "5770-1260"),
    ("自然资源所", "许亮", "5770-1270"),
    ("经发办", "李静", "5770-1210"),
)
FIRMS = (
    ("长泾恒信精密机械有限公司", "装备制造", "横长泾路 88 号", 236),
    ("周浜联瑞新材料有限公司", "新材料", "青阳支路 15 号", 412),
    ("德尔福斯电子(周浜)有限公司", "电子信息", "长江北路 1 号", 1280),
    ("周浜华拓汽车零部件有限公司", "汽车零部件", "金浦路 220 号", 530),
    ("启元光电科技有限公司", "电子信息", "新镇路 66 号", 88),
    ("三立食品有限公司", "食品", "友谊路 9 号", 145),
    ("金腾包装有限公司", "轻工", "横塘路 31 号", 60),
    ("重阳乐行智能装备有限公司", "装备制造", "春晖路 120 号", 176),
)


@dataclass(frozen=True)
class Town:
    """The open ledger and the keys a test needs."""

    context: AppContext
    folder: Path
    firms: dict[str, int]
    leaders: dict[str, int]
    units: dict[str, int]
    categories: dict[str, int]


def found_town(folder: Path) -> Town:
    """A ledger with leaders, units, firms, contacts and pairings, but no visit yet; today is 2026-11-20."""
    context = replace(create_context(folder, "周浜镇", "李静"), today=lambda: TODAY)
    leader_ids = {
        name: _key(leaders.save_leader(context, LeaderInput(name=name, post=post, rank=rank)).id)
        for rank, (name, post) in enumerate(LEADERS, 1)
    }
    unit_ids = {
        name: _key(office.save_unit(context, UnitInput(name=name, contact=contact, phone=phone)).id)
        for name, contact, phone in UNITS
    }
    firm_ids = {firm[0]: _found_firm(context, index, firm) for index, firm in enumerate(FIRMS, 1)}
    for index, firm in enumerate(firm_ids.values()):
        if index < len(firm_ids) - 2:
            leader, frequency = leader_ids[LEADERS[index % 3][0]], 30 if index < 4 else 90
            pairing = PairingInput(
                enterprise_id=firm,
                leader_id=leader,
                start=date(2024, 3, 1),
                frequency_days=frequency,
            )
            leaders.save_pairing(context, pairing)
    category_ids = {row.name: row.id for row in context.read(categories)}
    town = Town(context, folder, firm_ids, leader_ids, unit_ids, category_ids)
    _propose_units(town)
    return town


def copied_town(folder: Path, *, lived_in: bool) -> Town:
    """The town in a ledger of its own; it is founded once and copied from then on."""
    template = _template(lived_in)
    shutil.copytree(template.folder, folder)
    context = replace(open_context(folder, "李静", deep=False), today=lambda: TODAY)
    return replace(template, context=context, folder=folder)


def encrypted(town: Town, secret: bytes) -> Town:
    """The same town, encrypted and open again; 李静 has a password."""
    town.context.close()
    access.protect(town.folder, secret, "李静", "correct horse")
    context = replace(open_context(town.folder, "李静", deep=False, secret=secret), today=lambda: TODAY)
    return replace(town, context=context)


@cache
def _template(lived_in: bool) -> Town:
    home = tempfile.TemporaryDirectory(prefix="zhenyu-town-")
    atexit.register(home.cleanup)
    town = found_town(Path(home.name) / "ledger")
    if lived_in:
        live_in(town)
    town.context.close()
    return town


def live_in(town: Town) -> None:
    """Two months of visits and difficulties: overdue, due soon, to call back, parked, closed, to assign."""
    firms, units = list(town.firms.values()), town.units
    _visit(town, firms[0], "王建国", date(2026, 6, 13), "", [])
    _visit(town, firms[0], "王建国", date(2026, 8, 21), "订单平稳。", [])
    first = _visit(
        town,
        firms[0],
        "王建国",
        date(2026, 10, 9),
        "前三季度产值 1.86 亿元，新能源壳体订单饱和，年底前计划新增 2 条压铸线。",
        [("员工子女 3 名申请就近入学", "教育", "教育办", date(2026, 11, 18), Urgency.URGENT)],
    )
    _step(
        town,
        first[0],
        Step(on=date(2026, 10, 16), action=Action.PROGRESS, text="已联系春晖小学，待核实居住证明。"),
    )
    _step(
        town,
        first[0],
        Step(on=date(2026, 11, 12), action=Action.SUPERVISE, text="要求本周答复企业。"),
    )
    _visit(
        town,
        firms[1],
        "陈敏",
        date(2026, 11, 3),
        "二期厂房主体封顶。",
        [
            (
                "二期厂房环评批复进度慢",
                "审批",
                "行政审批局",
                date(2026, 11, 19),
                Urgency.NORMAL,
            ),
            ("压铸线投产需增容 800 kVA", "用电", "供电所", date(2026, 11, 24), Urgency.URGENT),
        ],
    )
    call_back = _visit(
        town,
        firms[5],
        "缪长青",
        date(2026, 11, 4),
        "",
        [("职工父母异地养老认证手续", "养老", "社会事业局", date(2026, 11, 17), Urgency.NORMAL)],
    )
    _step(
        town,
        call_back[0],
        Step(
            on=date(2026, 11, 16),
            action=Action.RESOLVE,
            result=ResultKind.SOLVED,
            text="已现场办结。",
        ),
    )
    parked = _visit(
        town,
        firms[3],
        "王建国",
        date(2026, 11, 5),
        "计划增资扩产。",
        [("增资扩产需工业用地 30 亩", "用地", "自然资源所", date(2026, 11, 30), Urgency.NORMAL)],
    )
    condition = "待年度用地指标下达"
    _step(
        town,
        parked[0],
        Step(on=date(2026, 11, 9), action=Action.PARK, condition=condition, review_on=date(2027, 1, 15)),
    )
    closed = _visit(
        town,
        firms[4],
        "陈敏",
        date(2026, 11, 6),
        "",
        [("申请人才公寓 6 套", "人才", "人社办", date(2026, 11, 30), Urgency.NORMAL)],
    )
    _step(
        town,
        closed[0],
        Step(on=date(2026, 11, 10), action=Action.RESOLVE, result=ResultKind.PARTLY, text="先期解决 4 套。"),
    )
    _step(
        town,
        closed[0],
        Step(on=date(2026, 11, 13), action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.FAIRLY),
    )
    _by_phone(town, firms[2], "外籍专家就医绿色通道对接", "医疗")
    _by_phone(town, firms[6], "厂区东侧道路夜间照明不足", "其他")
    assert set(units) == {name for name, _contact, _phone in UNITS}


def _by_phone(town: Town, firm: int, title: str, category: str) -> None:
    given = DifficultyInput(
        enterprise_id=firm,
        reported_on=date(2026, 11, 19),
        title=title,
        words=f"企业来电：{title}，请尽快答复。",
        category_id=town.categories[category],
        source=Source.CALL,
        level=Level.COORDINATE,
    )
    difficulties.register_difficulty(town.context, given)


def _visit(
    town: Town,
    firm: int,
    leader: str,
    on: date,
    business: str,
    heard: list[Heard],
) -> list[int]:
    visit = VisitInput(
        on=on,
        enterprise_id=firm,
        leader_id=town.leaders[leader],
        way=VisitWay.ON_SITE,
        companions="李静、周磊",
        host="张伟（总经理）",
        output_trend=Trend.UP,
        output_figure="+8.5%",
        order_trend=Trend.FLAT,
        business=business,
        moves=(Move.EXPANSION,) if "增资" in business else (),
        promises=(PromiseInput(text="协调供电所本月内现场勘察", due_on=date(2026, 11, 30)),) if business else (),
    )
    given = [
        DifficultyInput(
            enterprise_id=firm,
            reported_on=on,
            title=title,
            words=f"我们反映：{title}。",
            category_id=town.categories[category],
            urgency=urgency,
            leader_id=town.leaders[leader],
            contact="张伟（总经理）",
            assign_unit_id=town.units[unit],
            deadline=deadline,
        )
        for title, category, unit, deadline, urgency in heard
    ]
    changed = visits.register_visit(town.context, visit, given).touched
    return sorted(next((ids for kind, ids in changed.items() if kind.value == "difficulty"), frozenset()))


def _step(town: Town, key: int, step: Step) -> None:
    difficulties.take_step(town.context, key, None, step)


def _found_firm(context: AppContext, index: int, facts: tuple[str, str, str, int]) -> int:
    name, chain, address, employees = facts
    given = EnterpriseInput(
        name=name,
        credit_code=credit_code.make(f"91320583MA1{index:05d}"),
        area="周浜工业园",
        address=f"周浜镇{address}",
        chain=chain,
        employees=employees,
        labels=(Label(name="规上", year=2026), Label(name="专精特新", year=2025)) if index % 2 == 0 else (),
        ownership=Ownership.DOMESTIC if index % 3 else Ownership.TAIWAN,
        industry="C34 通用设备制造业" if index < 5 else "",
        products="精密压铸件" if index < 3 else "",
    )
    firm = _key(enterprises.add_enterprise(context, given).id)
    contacts = (("张伟", "总经理", "13812342201", True), ("徐慧", "行政经理", "13962615678", False))
    for person, post, mobile, primary in contacts:
        contact = ContactInput(enterprise_id=firm, name=person, post=post, mobile=mobile, is_primary=primary)
        enterprises.save_contact(context, contact)
    return firm


def _propose_units(town: Town) -> None:
    proposed = {
        "教育": "教育办",
        "用电": "供电所",
        "审批": "行政审批局",
        "人才": "人社办",
        "养老": "社会事业局",
    }
    for row in town.context.read(categories):
        if row.name in proposed:
            office.save_category(
                town.context,
                row.name,
                row.parent_id,
                town.units[proposed[row.name]],
                row.in_use,
                row.id,
                row.version,
            )


def _key(value: int | None) -> int:
    assert value is not None
    return value
