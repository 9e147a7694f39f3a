"""Opens the office's papers for what is chosen on a page: each in its preview, made in the background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.papers import Obstacle, check_cases, obstacle
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.paper_preview import MakePaper, PaperPreview
from zhenyu_desk.ui.shell import Shell

if TYPE_CHECKING:  # the services bring the ledger's packages, which a page can do without
    from zhenyu_desk.services.papers import Paper
    from zhenyu_desk.services.reports import Progress


class Papers:
    """Shows papers over a page."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        self._shell = shell
        self._page = page

    def of_cases(self, kind: CasePaperKind, rows: Sequence[DifficultyRow]) -> None:
        """One paper per difficulty it can be made of, in one print, which tells how many were left out and why."""
        fitting = [row for row in rows if obstacle(kind, row) is None]
        if not fitting:
            self._tell_why_not(kind, rows)
            return
        context, ids = self._shell.context, [row.id for row in fitting]

        def make(shows_phones: bool, progress: Progress) -> Paper:
            from zhenyu_desk.services.papers import case_paper

            return case_paper(context, kind, ids, shows_phones=shows_phones, progress=progress)

        self._open(_titled(kind.label, fitting[0].number, len(fitting)), make, note=_left_out(kind, rows))

    def of_firms(self, kind: FirmPaperKind, firms: Iterable[tuple[int, str]]) -> None:
        """One paper per firm, (id, name) each, in one print; a firm named twice has one."""
        names = dict(firms)
        if not names:
            return
        context, ids = self._shell.context, list(names)

        def make(shows_phones: bool, progress: Progress) -> Paper:
            from zhenyu_desk.services.papers import firm_paper

            return firm_paper(context, kind, ids, shows_phones=shows_phones, progress=progress)

        title = _titled(kind.label, names[ids[0]], len(ids))
        self._open(title, make, has_phones=kind is not FirmPaperKind.VISIT_FORM)

    def of_leader(self, leader_id: int, name: str, shares: Mapping[str, Sequence[int]] | None = None) -> None:
        """The hand-over list of a leader, or one for each successor with the firms that he takes over."""
        context = self._shell.context

        def make(shows_phones: bool, progress: Progress) -> Paper:
            from zhenyu_desk.services.papers import hand_over_paper

            return hand_over_paper(context, leader_id, shares=shares, shows_phones=shows_phones, progress=progress)

        self._open(_("Hand-over list of {leader}").format(leader=name), make)

    def _open(self, title: str, make: MakePaper, *, has_phones: bool = True, note: str = "") -> None:
        PaperPreview(self._shell, title, make, self._page, has_phones=has_phones, note=note).open_once()

    def _tell_why_not(self, kind: CasePaperKind, rows: Sequence[DifficultyRow]) -> None:
        try:
            check_cases(kind, rows)
        except RuleBroken as problem:
            self._shell.tell(problem.sentence)


def _left_out(kind: CasePaperKind, rows: Sequence[DifficultyRow]) -> str:
    """How many difficulties have no such paper, and why; nothing if all have one."""
    found = Counter(obstacle(kind, row) for row in rows)
    reasons = {
        Obstacle.NOT_IN_HAND: _("{count} not in hand"),
        Obstacle.NO_UNIT: _("{count} without a lead unit"),
    }
    words = [words.format(count=found[each]) for each, words in reasons.items() if found[each]]
    left = len(rows) - found[None]
    return _("{count} left out: {reasons}.").format(count=left, reasons=_("; ").join(words)) if left else ""


def _titled(paper: str, first: str, count: int) -> str:
    if count == 1:
        return f"{paper} {first}"
    return _("{paper} {first} and others, {count} in all").format(paper=paper, first=first, count=count)
