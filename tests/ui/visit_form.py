"""What the tests of the form 登记走访 do again and again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.clerk import Clerk
from tests.ui.town import TODAY
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.visits import visit_page

FIRM = "长泾恒信精密机械有限公司"


def never_asked(question: str, _yes: str) -> bool:
    """For `ask`: a question would be wrong here."""
    raise AssertionError(f"asked: {question}")


def choose_firm(clerk: Clerk) -> None:
    """By its initials."""
    clerk.keys("hxjm")
    clerk.press(Qt.Key.Key_Return)


def words_beside(clerk: Clerk) -> list[str]:
    """What the panel beside the form says."""
    return [made.text() for made in clerk.page.entry.side.findChildren(QLabel) if made.isVisible()]


def error_at(clerk: Clerk, field: str) -> str:
    """The sentence beside a field."""
    error: str = clerk.page.entry.fields.form.fields[field].error
    return error


def stored_visits(clerk: Clerk) -> list[VisitRow]:
    """All visits of the ledger."""
    return clerk.context.read(visit_page)


def stored_cases(clerk: Clerk) -> list[DifficultyRow]:
    """All difficulties of the ledger."""
    return clerk.context.read(difficulty_page, TODAY, CaseFilter(chip=Chip.ALL))
