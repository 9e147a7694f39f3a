"""Opens the office's papers for what is chosen on a page: each in its preview, made in the background."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.domain.rows import DifficultyRow, LeaderRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.paper_preview import MakePaper, PaperPreview
from zhenyu_desk.ui.shell import Shell


class Papers:
    """Shows papers over a page."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        self._shell = shell
        self._page = page

    def of_cases(self, kind: CasePaperKind, rows: Sequence[DifficultyRow]) -> None:
        """One paper per difficulty, in one print."""
        if not rows:
            return
        context, ids = self._shell.context, [row.id for row in rows]

        def make(shows_phones: bool) -> bytes:
            from zhenyu_desk.services.papers import case_paper

            return case_paper(context, kind, ids, shows_phones=shows_phones)

        self._open(_titled(kind.label, rows[0].number, len(rows)), make)

    def of_firms(self, kind: FirmPaperKind, firms: Iterable[tuple[int, str]]) -> None:
        """One paper per firm, (id, name) each, in one print; a firm named twice has one."""
        names = dict(firms)
        if not names:
            return
        context, ids = self._shell.context, list(names)

        def make(shows_phones: bool) -> bytes:
            from zhenyu_desk.services.papers import firm_paper

            return firm_paper(context, kind, ids, shows_phones=shows_phones)

        title = _titled(kind.label, names[ids[0]], len(ids))
        # An empty form has no phone number in it, and made anew it would take another number.
        self._open(title, make, has_phones=kind is not FirmPaperKind.VISIT_FORM)

    def of_leader(self, leader: LeaderRow) -> None:
        """The hand-over list of a leader."""
        context = self._shell.context

        def make(shows_phones: bool) -> bytes:
            from zhenyu_desk.services.papers import hand_over_paper

            return hand_over_paper(context, leader.id, shows_phones=shows_phones)

        self._open(_("Hand-over list of {leader}").format(leader=leader.name), make)

    def _open(self, title: str, make: MakePaper, *, has_phones: bool = True) -> None:
        PaperPreview(self._shell, title, make, self._page, has_phones=has_phones).open_once()


def _titled(paper: str, first: str, count: int) -> str:
    if count == 1:
        return f"{paper} {first}"
    return _("{paper} {first} and others, {count} in all").format(paper=paper, first=first, count=count)
