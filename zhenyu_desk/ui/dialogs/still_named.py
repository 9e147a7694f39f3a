"""After a person's data was erased: the texts that people wrote and that may still name the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.services.erasing import find_numbered
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.link_line import LinkLine
from zhenyu_desk.ui.widgets.panels import scrolled


class StillNamedDialog(Frame):
    """Visits and difficulties by their numbers, each with a link, and words for what else."""

    def __init__(self, shell: Shell, numbers: Sequence[str], elsewhere: Sequence[str], parent: QWidget) -> None:
        super().__init__(_("Texts that still name the person"), parent)
        self.resize(theme.px(560), theme.px(420))
        self._shell = shell
        self._numbers = numbers
        self.lines: list[QWidget] = []
        count = len(numbers) + len(elsewhere)
        words = ngettext(
            "The data was erased. {n} text still names the person; decide whether to change it:",
            "The data was erased. {n} texts still name the person; decide whether to change them:",
            count,
        )
        self.body.addWidget(label(words.format(n=count), role=FontRole.STRONG, wrap=True))
        content = QWidget()
        listed = QVBoxLayout(content)
        listed.setContentsMargins(0, 0, 0, 0)
        self._numbered = QVBoxLayout()
        listed.addLayout(self._numbered)
        for place in elsewhere:
            listed.addWidget(label(place, wrap=True))
        listed.addStretch()
        self.body.addWidget(scrolled(content), 1)
        self.add_close_button()
        work = partial(find_numbered, shell.context, numbers)
        shell.jobs.read(work, self._list, self._list_plainly, owner=self)

    def _list(self, found: Mapping[str, SearchHit]) -> None:
        """What lies in the recycle bin has no link."""
        for number in self._numbers:
            hit = found.get(number)
            if hit is None:
                self._add(label(_("{number} (in the recycle bin)").format(number=number), Token.SECONDARY))
            else:
                self._add(LinkLine(f"{number}  {hit.title}", partial(self._open, hit)))

    def _list_plainly(self, problem: AppError) -> None:
        for number in self._numbers:
            self._add(label(number))
        self._shell.warn(problem)

    def _add(self, line: QWidget) -> None:
        self._numbered.addWidget(line)
        self.lines.append(line)

    def _open(self, hit: SearchHit) -> None:
        self.accept()
        self._shell.open_record(hit.kind, hit.id)
