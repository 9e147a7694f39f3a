"""How like cases were handled: proposed in the line being typed, shown beside the form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from zhenyu_desk.domain.similar import SimilarCase, UsualHandling
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.similar import similar_cases, usual_handling
from zhenyu_desk.ui.pages.visits.side import FirmSide
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.difficulty_line import DifficultyLine
from zhenyu_desk.ui.widgets.difficulty_lines import DifficultyLines

Found = tuple[UsualHandling, list[SimilarCase]]


class CaseAdvice(QObject):
    """Asks in the background whenever category or text of a line change; an answer that comes too late is dropped."""

    def __init__(self, shell: Shell, lines: DifficultyLines, side: FirmSide) -> None:
        super().__init__(lines)
        self._shell = shell
        self._lines = lines
        self._side = side
        lines.advice_wanted.connect(self._ask)
        lines.current_changed.connect(self._on_current)

    def _on_current(self, line: DifficultyLine | None) -> None:
        self._side.show_similar(())
        if line is not None:
            self._ask(line)

    def _ask(self, line: DifficultyLine) -> None:
        category, title, context = line.category.value(), line.title.text(), self._shell.context
        if category is None:
            return
        self._shell.jobs.read(
            lambda: _look_up(context, category, title),
            partial(self._answer, line, category, title),
            self._shell.warn,
            owner=self,
        )

    def _answer(self, line: DifficultyLine, category: int, title: str, found: Found) -> None:
        if line not in self._lines.lines or (line.category.value(), line.title.text()) != (category, title):
            return
        usual, cases = found
        line.take_advice(usual.unit_id, usual.level)
        if line is self._lines.current:
            self._side.show_similar(cases)


def _look_up(context: AppContext, category: int, title: str) -> Found:
    return usual_handling(context, category, title), similar_cases(context, category, title)
