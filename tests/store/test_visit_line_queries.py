"""What the grid reads of many firms at once: names old and new, codes, leaders over time, visits by day."""

from datetime import date

from tests.ledgers import Town
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.services import enterprises, visits
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.store.queries.visit_lines import firms_named, firms_on_lines, visited_days
from zhenyu_desk.store.queries.visits import visit_detail

DAY = date(2026, 11, 18)


def test_firms_are_known_by_name_former_name_and_code(town: Town) -> None:
    given = EnterpriseInput(name="德尔福斯电子(周浜)有限公司", former_names=("周浜德福电子厂",), credit_code=None)
    key = enterprises.add_enterprise(town.context, given).id
    found = town.context.read(firms_named, ["德尔福斯电子（周浜） 有限公司", "周浜德福电子厂", "没有的公司", " "])
    assert found == {"德尔福斯电子（周浜） 有限公司": [key], "周浜德福电子厂": [key]}


def test_a_name_that_is_written_in_two_ways_is_known_in_both(town: Town) -> None:
    key = enterprises.add_enterprise(town.context, EnterpriseInput(name="乙厂(周浜)有限公司")).id
    both = ["乙厂(周浜)有限公司", "乙厂（周浜）有限公司"]
    assert town.context.read(firms_named, both) == {name: [key] for name in both}


def test_a_firm_is_known_by_its_code_in_small_letters_too(town: Town) -> None:
    code = "91320583MA1MHXHM3K"
    firm = town.context.read(enterprise_detail, town.firm)
    given = EnterpriseInput(name=firm.name, credit_code=code, code_reason="样例")
    enterprises.update_enterprise(town.context, firm.id, firm.version, given)
    assert town.context.read(firms_named, [code.lower()]) == {code.lower(): [town.firm]}


def test_each_firm_knows_its_leader_on_a_day(town: Town) -> None:
    firm = town.context.read(firms_on_lines, [town.firm, 999])[town.firm]
    pairings = town.context.read(enterprise_detail, town.firm).pairings
    assert {span.leader_id for span in firm.spans} == {pairing.leader_id for pairing in pairings}
    assert firm.main_on(date(1990, 1, 1)) is None
    for pairing in pairings:
        assert firm.is_paired(pairing.leader_id, pairing.start)


def test_visits_count_on_their_day_until_they_are_removed(town: Town) -> None:
    key = town.visit(DAY)
    visit = town.context.read(visit_detail, key)
    assert town.context.read(visited_days, [town.firm], [DAY]) == {(town.firm, DAY): [visit.number]}
    visits.remove_visit(town.context, key, visit.version)
    assert town.context.read(visited_days, [town.firm], [DAY]) == {}
