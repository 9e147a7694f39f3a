"""上月更正: what the report issued for the month before would say otherwise by now, and why."""

from __future__ import annotations

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.figure_lines import FigureLine, figure_line
from zhenyu_desk.ui.pages.reports.building import Gathered
from zhenyu_desk.ui.pages.reports.lines_list import LinesList
from zhenyu_desk.ui.shell import Shell


class Corrections(LinesList[Difference]):
    """A line per figure; it opens the rows that came or went, or all rows of the figure where none did."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Corrections of last month"))
        self._shell = shell
        self._former: Figures | None = None
        self.opened.connect(self._open)

    def show_differences(self, gathered: Gathered) -> None:
        """Show what changed since the former month was reported."""
        self._former = former = gathered.report.figures.former_month
        self.show_items([(one, difference_words(one, former)) for one in gathered.report.differences])
        month = gathered.month.minus(1)
        if gathered.former_was_issued:
            title = _("Nothing of {month} has changed since it was issued.").format(month=month)
            advice = _("If it does, it is listed here, and this month's report says so by itself.")
        else:
            title = _("No report of {month} was issued here.").format(month=month)
            advice = _("Once a report is issued, later changes of its month are listed here.")
        self.say_empty(title, advice)

    def _open(self, difference: Difference) -> None:
        if self._former is None:
            return
        line = _line_of(self._former, difference.key)
        keys = (*difference.added, *difference.gone) or tuple(line.keys)
        self._shell.open_rows(difference.rows, keys, _("{figure}: what changed").format(figure=line.name))


def difference_words(difference: Difference, former: Figures) -> str:
    """«走访家次：上月已报 28，现为 29» and below it the reasons."""
    words = _("{figure}: reported {reported}, now {now}").format(
        figure=_line_of(former, difference.key).name, reported=difference.reported, now=difference.now
    )
    if not difference.reasons:
        return words
    return words + "\n" + _("because: {reasons}").format(reasons=_("; ").join(difference.reasons))


def _line_of(figures: Figures, key: str) -> FigureLine:
    return figure_line(key, getattr(figures, key), None)
