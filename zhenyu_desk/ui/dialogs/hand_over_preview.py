"""What a change of post will do, and the hand-over list: to look at, to copy, to export, to print."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.hand_over import ChangeOfPost, HandOverLine
from zhenyu_desk.domain.phones import mask_phone
from zhenyu_desk.domain.rights import SEE_PHONES
from zhenyu_desk.i18n import NO_VALUE, _, format_date
from zhenyu_desk.services.posts import export_hand_over
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.save_as import ask_target
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.papers import Papers
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.keys import give_key
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import Table

Line = tuple[HandOverLine, str]


class HandOverPreview(QWidget):
    """A sentence, and a line per firm with its successor."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._leader = ""
        self._given: ChangeOfPost | None = None
        self.words = label("", wrap=True)
        self.model: TableModel[Line] = TableModel(self._columns(), key=lambda line: line[0].pairing.id)
        self.table = Table(self.model)
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Hand-over list"))
        self.table.setMinimumHeight(theme.px(240))
        self.whole_numbers = QCheckBox(_("Show and export whole phone numbers"))
        guard(self.whole_numbers, SEE_PHONES)
        self.whole_numbers.toggled.connect(lambda _on: self.table.viewport().update())
        self.told = label("", Token.SECONDARY)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(give_key(button(_("Copy the list"), self.copy_all), "Alt+C"))
        foot.addWidget(give_key(button(_("Export as Excel…"), self.export), "Alt+E"))
        self.print_button = give_key(button(_("Print the hand-over list…"), self.print_list), "Alt+P")
        foot.addWidget(self.print_button)
        foot.addWidget(self.whole_numbers)
        foot.addStretch()
        foot.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def show_lines(self, leader: str, given: ChangeOfPost, lines: list[Line]) -> None:
        """Show what will be done."""
        self._leader, self._given = leader, given
        self.told.setText("")
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.print_button.setEnabled(bool(lines))
        counts = Counter(successor for _line, successor in lines)
        shares = "、".join(_("{leader} {count}").format(leader=name, count=n) for name, n in counts.most_common())
        words = _("{leader} answers for {count} firms up to {last}; from {first} on: {shares}.").format(
            leader=leader,
            count=len(lines),
            last=format_date(given.last_day),
            first=format_date(given.first_day),
            shares=shares,
        )
        leaving = _("{leader} leaves office on {day}.").format(leader=leader, day=format_date(given.last_day))
        self.words.setText(" ".join([*([words] if lines else []), *([leaving] if given.leaves else [])]))

    def copy_all(self) -> None:
        """The whole list with its titles, tab-separated."""
        self.table.selectAll()
        self.table.copy(titles=True)
        self.told.setText(_("Copied: paste it into Excel or WPS."))

    def export(self) -> None:
        """Ask for a file and write the list."""
        name = _("Hand-over list of {leader}").format(leader=self._leader)
        target = ask_target(self, _("Export as Excel…"), name, "xlsx")
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the list to a file, on the writer: an export is written into the audit log."""
        unmask = self.whole_numbers.isChecked()
        write = partial(export_hand_over, self._shell.context, target, list(self.model.rows), unmask=unmask)
        done = _("Saved: {file}").format(file=target.name)
        self._shell.jobs.write(write, lambda _none: self.told.setText(done), self._shell.warn, owner=self)

    def print_list(self) -> None:
        """移交清单, one for each successor with his firms, in its preview."""
        if self._given is None:
            return
        shares: dict[str, list[int]] = {}
        for line, name in self.model.rows:
            successor = name if self._given.successors[line.pairing.id] else ""
            shares.setdefault(successor, []).append(line.pairing.enterprise_id)
        Papers(self._shell, self).of_leader(self._given.leader_id, self._leader, shares)

    def _mobile(self, line: Line) -> str:
        mobile = line[0].mobile
        return (mobile if self.whole_numbers.isChecked() else mask_phone(mobile)) or NO_VALUE

    def _columns(self) -> list[Column[Line]]:
        return [
            Column(_("Enterprise"), lambda line: line[0].pairing.enterprise_name, 190, stretch=True, tip=_name),
            Column(_("Successor"), lambda line: line[1], 90, strong=True),
            Column(_("Contact"), lambda line: line[0].contact or NO_VALUE, 110, tip=lambda line: line[0].contact),
            Column(_("Mobile"), self._mobile, 112),
            Column(_("Not closed"), _cases, 110, tip=_cases),
            Column(_("Promises not kept"), _promises, 110, tip=_promises),
            Column(_("Last visit"), _last_visit, 96),
        ]


def _name(line: Line) -> str:
    return line[0].pairing.enterprise_name


def _cases(line: Line) -> str:
    return "；".join(line[0].open_difficulties) or NO_VALUE


def _promises(line: Line) -> str:
    return "；".join(line[0].open_promises) or NO_VALUE


def _last_visit(line: Line) -> str:
    return line[0].last_visit_on.isoformat() if line[0].last_visit_on else _("never")
