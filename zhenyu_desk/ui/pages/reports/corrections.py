"""上月更正: what the report issued for the month before would say otherwise by now, and why."""

from __future__ import annotations

from zhenyu_desk.domain.frozen_figures import Difference, share_in
from zhenyu_desk.i18n import _, format_percent
from zhenyu_desk.ui.figure_lines import figure_name
from zhenyu_desk.ui.pages.reports.gathering import Gathered
from zhenyu_desk.ui.pages.reports.lines_list import LinesList
from zhenyu_desk.ui.shell import Shell

_MOST_REASONS = 8


class Corrections(LinesList[Difference]):
    """A line per figure; it opens the rows that came or went, or all rows of the figure where none did."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Corrections of last month"))
        self._shell = shell
        self.opened.connect(self._open)

    def show_differences(self, gathered: Gathered) -> None:
        """Show what changed since the former month was reported."""
        self.show_items([(one, difference_words(one)) for one in gathered.report.differences])
        month = gathered.month.minus(1)
        if gathered.former_was_issued:
            title = _("Nothing of {month} has changed since it was issued.").format(month=month)
            advice = _("If it does, it is listed here, and this month's report says so by itself.")
        else:
            title = _("No report of {month} was issued here.").format(month=month)
            advice = _("Once a report is issued, later changes of its month are listed here.")
        self.say_empty(title, advice)

    def _open(self, difference: Difference) -> None:
        keys = (*difference.added, *difference.gone) or difference.ids
        title = _("{figure}: what changed").format(figure=figure_name(difference.key))
        self._shell.open_rows(difference.rows, keys, title)


def difference_words(difference: Difference) -> str:
    """«走访家次：上月已报 28，现为 29» and below it the reasons."""
    figure, reported, now = (
        figure_name(difference.key),
        _value(difference, difference.reported),
        _value(difference, difference.now),
    )
    if not difference.is_correction:
        words = _("{figure}: reported {reported} up to {day}").format(
            figure=figure, reported=reported, day=difference.as_of
        )
    elif difference.reported == difference.now:
        words = _("{figure}: still {reported}, but other records").format(figure=figure, reported=reported)
    else:
        words = _("{figure}: reported {reported}, now {now}").format(figure=figure, reported=reported, now=now)
    if difference.whole:
        words = _("{words}; the whole month {whole}").format(words=words, whole=_value(difference, difference.whole))
    if not difference.reasons:
        return words
    reasons, count = _("; ").join(difference.reasons[:_MOST_REASONS]), len(difference.reasons)
    if count > _MOST_REASONS:
        reasons = _("{reasons} and others, {count} in all").format(reasons=reasons, count=count)
    return words + "\n" + _("because: {reasons}").format(reasons=reasons)


def _value(difference: Difference, value: str) -> str:
    """A count as it is, a rate as «92.6% (25/27)»."""
    return f"{format_percent(share_in(value))} ({value})" if difference.is_rate else value
