"""报表: what people write, the month's figures, corrections and issued reports, beside the real PDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.issued import IssuedRow
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.issuing import MadeReport, issue, issued_pdf
from zhenyu_desk.services.report_texts import save_report_text
from zhenyu_desk.ui.dialogs.fonts import FontsDialog
from zhenyu_desk.ui.figure_lines import figure_lines, frozen_lines
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.reports.actions import Doings, ReportActions
from zhenyu_desk.ui.pages.reports.asking import issue_question
from zhenyu_desk.ui.pages.reports.corrections import Corrections
from zhenyu_desk.ui.pages.reports.figures import FigureList
from zhenyu_desk.ui.pages.reports.gathering import Gathered, gather
from zhenyu_desk.ui.pages.reports.head import ReportHead, Wanted
from zhenyu_desk.ui.pages.reports.issued import IssuedList, as_of_words, issued_at
from zhenyu_desk.ui.pages.reports.making import PaperMaker
from zhenyu_desk.ui.pages.reports.paper import Paper
from zhenyu_desk.ui.pages.reports.saving import ReportFiles
from zhenyu_desk.ui.pages.reports.side import CORRECTIONS, ISSUED, TEXTS, Side, side_by_side, side_note
from zhenyu_desk.ui.pages.reports.texts import TextsPanel
from zhenyu_desk.ui.printing import ask_and_print
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.pdf_view import add_zoom_keys

# A town's month has some hundreds of rows; beyond this the paper takes seconds and is made when it is asked for.
MOST_AT_ONCE = 3000


class ReportsPage(Page):
    """Which report and its parts at the left, the paper at the right; the paper follows every change."""

    aggregates = frozenset(Aggregate)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._gathered: Gathered | None = None
        self._issued: IssuedRow | None = None
        self._to_open: int | None = None
        self._next_month: Month | None = None
        self._is_issuing = False
        self.files = ReportFiles(shell, self)
        self.head = ReportHead(shell)
        self.texts = TextsPanel()
        self.figures = FigureList()
        self.corrections = Corrections(shell)
        self.issued = IssuedList()
        self.doings = self._make_actions()
        self.paper = Paper(
            [*self.doings.above, button(_("Print…"), self.print_page, "primary", keys="Ctrl+P", verb="print_report")]
        )
        self.maker = PaperMaker(shell, self.paper, self.refresh)
        parts = (self.figures, self.texts, self.corrections, self.issued)
        self.side = Side(self.head, parts, self.doings.below)
        self.tabs = self.side.tabs
        side_by_side(self, self.side, self.paper)
        self._connect()

    def refresh(self) -> None:
        wanted = self.head.wanted()
        if wanted is None:
            self.maker.forget_step()
            return
        self.maker.outdate()
        context = self.shell.context
        self.load(lambda: gather(context, wanted.month, wanted.as_of), self._show_gathered)

    def show_month(self, month: Month) -> None:
        """Show the report of a month that is offered."""
        self.head.show_month(month)

    def show_issued(self, row: IssuedRow) -> None:
        """Show a report as it was issued."""
        self._issued = row
        self._follow_state()
        self.paper.show_banner(
            _("Issued on {day}, {figures}: frozen, later changes don't reach it.").format(
                day=issued_at(row), figures=as_of_words(row)
            )
        )
        context = self.shell.context
        self.maker.make(lambda _progress: issued_pdf(context, row))

    def show_draft(self) -> None:
        """Show the report as it would be issued now."""
        self._leave_issued()
        self._make_draft()

    def commit_pending_edits(self) -> None:
        super().commit_pending_edits()
        self.head.take_number()
        self.texts.hand_on()

    def may_leave(self) -> bool:
        if not self.texts.has_unsaved:
            return True
        self.tabs.setCurrentIndex(TEXTS)
        return self.shell.ask(_("A text of the report is not saved."), _("Leave without saving"))

    def save(self) -> None:
        """Ctrl+S: `commit_pending_edits`, which the menu calls first, has handed all texts on."""
        if not self.maker.is_saving and not self.texts.has_unsaved:
            self.shell.tell(_("All texts of the report are saved."))

    def print_page(self) -> None:
        self._once_current(self._print)

    def record_actions(self) -> Sequence[QAction]:
        return self.doings.shown()

    def show_fonts(self) -> None:
        """Which file serves each role, and the folder of the office's own fonts."""
        dialog = FontsDialog(self.shell, self)
        dialog.changed.connect(self.refresh)
        dialog.open_once()

    def _show_gathered(self, gathered: Gathered) -> None:
        self._gathered = gathered
        report = gathered.report
        self.head.propose_template(report.settings.template)
        if not self.maker.is_saving:
            self.head.show_number(report.texts.get(ReportPart.ISSUE_NUMBER, ""))
            self.texts.show_texts(gathered)
        self._follow_state()
        self.corrections.show_differences(gathered)
        self.issued.show_issued(gathered)
        self.side.show_count(CORRECTIONS, len(report.differences))
        self.side.show_count(ISSUED, len(gathered.issued))
        wanted = next((row for row in gathered.issued if row.id == self._to_open), None)
        if wanted is not None:
            self._to_open = None
            self.tabs.setCurrentIndex(ISSUED)
            self.issued.list.setCurrentRow(0)
            self.show_issued(wanted)
        elif self._issued is not None:
            self.show_issued(self._issued)
        elif (rows := len(report.visits) + len(report.difficulties)) > MOST_AT_ONCE and not self.maker.is_awaited:
            self.maker.stop()
            self.paper.offer_making(rows)
        else:
            self._make_draft()

    def _leave_issued(self) -> None:
        self._issued = None
        self.paper.show_banner("")
        self._follow_state()

    def _make_draft(self) -> None:
        from zhenyu_desk.services.reports import report_pdf

        if self._gathered is not None:
            report, template = self._gathered.report, self.head.chosen_template()
            self.maker.make(lambda progress: report_pdf(report, template, progress))

    def _stop(self) -> None:
        """The user stops what takes long."""
        self.maker.stop()
        self.maker.forget_step()
        self.side.say(_("Stopped. What stands at the right is from before; F5 makes it anew."))
        if not self.paper.pdf:
            self.paper.show_problem(_("You stopped it; F5 makes it anew."))

    def _once_current(self, step: Callable[[], None]) -> None:
        """Take a step with the paper as it is after all that was typed."""
        self.commit_pending_edits()
        if self._issued is None and self.head.wanted() is None:
            return  # it says beside the field what is wrong with the day
        if self.texts.has_unsaved:
            self.tabs.setCurrentIndex(TEXTS)  # where it says why it can't be kept
        else:
            self.maker.once_current(step)

    def _print(self) -> None:
        from zhenyu_desk.services.reports import note_printing

        pdf = self.paper.pdf
        note = partial(note_printing, self.shell.context, self.head.chosen_month(), pdf)
        ask_and_print(pdf, self, self.shell, self.paper.view.page_in_view(), note)

    def _save_part(self, month: Month, part: ReportPart, text: str, before: str) -> None:
        context = self.shell.context
        proposed = self._gathered.proposed.get(part, "") if self._gathered is not None else ""
        self.maker.begin_save()
        self.perform(
            lambda: save_report_text(context, month, part, text, before, proposed),
            partial(self._tell_saved, part, text),
            partial(self._part_refused, part),
            always=self.maker.end_save,
        )

    def _save_number(self, number: str, before: str) -> None:
        if self._gathered is not None:
            self._save_part(self._gathered.month, ReportPart.ISSUE_NUMBER, number, before)

    def _tell_saved(self, part: ReportPart, text: str, _changes: ChangeSet) -> None:
        is_own = bool(text) or part is ReportPart.ISSUE_NUMBER
        words = _("{part} is saved.") if is_own else _("{part} has the program's text again.")
        self.shell.tell(words.format(part=part.label))
        if self._next_month is not None and not self.maker.is_saving:
            month, self._next_month = self._next_month, None
            self.head.show_month(month)

    def _part_refused(self, part: ReportPart, problem: AppError) -> None:
        self._next_month = None
        self.maker.forget_step()
        if isinstance(problem, RuleBroken):  # it may stand there otherwise by now
            self.refresh()
        if part in self.texts.fields:
            self.texts.refuse(part, problem.sentence)
        else:
            self.head.form.show_error("number", problem.sentence)

    def _with_wanted(self, step: Callable[[Wanted], None]) -> None:
        wanted = self.head.wanted()
        if wanted is not None:
            step(wanted)

    def _save_pdf(self) -> None:
        self._once_current(lambda: self.files.save_pdf(self.paper.pdf, self.head.chosen_month()))

    def _save_word(self) -> None:
        template = self.head.chosen_template()
        self._once_current(lambda: self._with_wanted(lambda wanted: self.files.save_docx(wanted, template)))

    def _ask_to_issue(self) -> None:
        self._once_current(lambda: self._with_wanted(self._issue_now))

    def _issue_now(self, wanted: Wanted) -> None:
        """Issue exactly the paper that is shown, with the figures it was made from."""
        if self._gathered is None:
            return
        made = MadeReport(self._gathered.report, self.head.chosen_template(), self.paper.pdf)
        if not self.shell.ask(issue_question(self._gathered, made.template, self.texts.outdated()), _("Issue")):
            return
        context = self.shell.context
        self._is_issuing = True
        self._follow_state()
        self.perform(lambda: issue(context, made), self._open_issued, always=self._issuing_ended)

    def _issuing_ended(self) -> None:
        self._is_issuing = False
        self._follow_state()

    def _open_issued(self, changes: ChangeSet) -> None:
        self._to_open = changes.id
        self.shell.tell(_("The report is issued and frozen."))
        self.refresh()

    def _show_rows(self, index: QModelIndex) -> None:
        line = self.figures.line(index)
        if line is not None:
            self.shell.open_rows(line.kind, line.keys, line.name, line.others)

    def _take_month(self) -> None:
        """Go to the month chosen once the texts of the one before are kept, and let none be typed until it is read."""
        self.commit_pending_edits()
        if self.maker.is_saving:
            self._next_month = self.head.chosen_month()
            self.head.keep_month()
        elif self.may_leave():
            self.head.accept_month()
            self.head.hold_number()
            self.texts.hold()
            self.maker.stop()
            self.paper.begin_at_top()
            self._leave_issued()
            self.refresh()
        else:
            self.head.keep_month()

    def _take_day(self) -> None:
        """Another day is asked of the draft."""
        self._leave_issued()
        self.refresh()

    def _follow_state(self) -> None:
        """What belongs to an issued report is as it was then; texts are those of the draft."""
        issued, gathered = self._issued, self._gathered
        self.doings.follow(is_draft=issued is None, is_issuing=self._is_issuing)
        self.texts.setEnabled(issued is None and not self.texts.is_held)
        if issued is not None:
            self.figures.show_lines(frozen_lines(json.loads(issued.figures)))
        elif gathered is not None:
            self.figures.show_lines(figure_lines(gathered.report.figures))
        if gathered is not None:
            self.side.say(side_note(gathered, is_issued=issued is not None))

    def _make_actions(self) -> ReportActions:
        return ReportActions(
            self,
            Doings(
                issue=self._ask_to_issue,
                pdf=self._save_pdf,
                word=self._save_word,
                annex=lambda: self._with_wanted(self.files.save_annex),
                figures_file=lambda: self._with_wanted(self.files.save_figures),
                fonts=self.show_fonts,
                draft=self.show_draft,
            ),
        )

    def _connect(self) -> None:
        self.paper.make_now.clicked.connect(self._make_draft)
        self.head.month_chosen.connect(self._take_month)
        self.head.day_changed.connect(self._take_day)
        self.head.template_chosen.connect(self.show_draft)
        self.head.number_typed.connect(self._save_number)
        self.figures.clicked.connect(self._show_rows)
        self.figures.activated.connect(self._show_rows)
        self.texts.save_wanted.connect(self._save_part)
        self.texts.confirmed.connect(lambda month, part, text: self._save_part(month, part, text, text))
        add_zoom_keys(self, self.paper.view)
        self.texts.heading_wanted.connect(self.paper.view.show_heading)
        self.issued.opened.connect(self.show_issued)
        self.paper.stop_wanted.connect(self._stop)
        self.paper.draft_wanted.connect(self.show_draft)
