"""Chinese typed with a real input method into the real window arrives whole, in every kind of field.

Every test visits a firm of its own, as a second visit to one on the same day would be asked about.
"""

from tests.xvfb.program import Program
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.visits import visit_page

FIRM_FIELD = (300, 190)


def test_a_visit_is_entered_and_saved_in_chinese(desk: Program, ledger: AppContext) -> None:
    choose_firm(desk, "dianzi")  # 垫子 sounds the same: letters would find both
    write_business(desk)
    desk.press("alt+d")
    desk.write("yongdian")
    desk.press("Return")
    desk.write("dianli", "rongliang", "buzu")
    desk.press("ctrl+Return")
    visit = visit_to("恒通电子有限公司", ledger)
    assert visit.leader_name == "王建国"
    assert visit.business == "订单增加，生产正常"
    (case,) = cases_of(visit, ledger)
    assert (case.title, case.category) == ("电力容量不足", "用电")


def test_cells_of_the_grid_take_chinese(desk: Program, ledger: AppContext) -> None:
    desk.press("ctrl+n", "ctrl+Tab")
    desk.write("jixie")
    desk.press("Return", "1", "1", "1")
    desk.write("dingdan", "zengjia")
    desk.press("Return", "Return")
    desk.write("yongdian")
    desk.press("Return")
    desk.write("dianli", "rongliang", "buzu")
    desk.press("ctrl+s")
    visit = visit_to("光明机械有限公司", ledger)
    assert visit.business == "订单增加"
    (case,) = cases_of(visit, ledger)
    assert (case.title, case.category) == ("电力容量不足", "用电")


def test_what_is_still_composed_is_saved_once(desk: Program, ledger: AppContext) -> None:
    choose_firm(desk, "weilai")
    write_business(desk)
    desk.spell("dingdan")
    desk.press("ctrl+s")
    assert visit_to("未来食品公司", ledger).business == "订单增加，生产正常ding dan"


def test_what_is_still_composed_survives_a_click_and_lies_in_the_draft(desk: Program, ledger: AppContext) -> None:
    choose_firm(desk, "fuzhuang")
    write_business(desk)
    desk.spell("dingdan")
    desk.click(*FIRM_FIELD)
    desk.wait_until(lambda: any("正常ding dan" in draft.content for draft in waiting_drafts(ledger)))
    desk.press("ctrl+s")
    assert visit_to("和平服装公司", ledger).business == "订单增加，生产正常ding dan"


def test_letters_are_searched_when_the_input_method_gives_them_as_they_are(desk: Program, ledger: AppContext) -> None:
    desk.press("ctrl+n")
    desk.spell("qjjc")
    desk.press("Return")  # the input method hands the letters over
    desk.press("Return")  # the firm found
    desk.press("ctrl+s")
    assert visit_to("前进建材公司", ledger).business == ""


def choose_firm(desk: Program, word: str) -> None:
    """By a Chinese word of its name, given in pinyin."""
    desk.press("ctrl+n")
    desk.write(word)
    desk.press("Return")


def write_business(desk: Program) -> None:
    """By Ctrl+Down to the trends; three keys answer these and go on to the text."""
    desk.press("ctrl+Down", "1", "1", "1")
    desk.write("dingdan", "zengjia")
    desk.press("comma")
    desk.write("shengchan", "zhengchang")


def visit_to(firm: str, ledger: AppContext) -> VisitRow:
    """The one visit to this firm that was saved."""
    (visit,) = (row for row in ledger.read(visit_page) if row.enterprise_name == firm)
    return visit


def cases_of(visit: VisitRow, ledger: AppContext) -> list[DifficultyRow]:
    """The difficulties saved with it."""
    return ledger.read(difficulty_page, ledger.today(), CaseFilter(chip=Chip.ALL, visit_id=visit.id))
