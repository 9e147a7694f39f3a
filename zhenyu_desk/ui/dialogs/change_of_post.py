"""领导调整, in three steps: who and until when, who takes over each firm, and a look at the hand-over list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.hand_over import ChangeOfPost, HandOverLine
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.posts import hand_over_list
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.hand_over_preview import HandOverPreview
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.panels import clear_layout
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea

_WIDTH = 860
_NOBODY = 0
_WHO, _SUCCESSORS, _PREVIEW = range(3)


class ChangeOfPostDialog(FormDialog):
    """Hands on a ChangeOfPost; `versions` are those of the pairings as they were read.

    `only` narrows the hand-over to some pairings of the leader, unless he leaves; by default all that go on are
    concerned.
    """

    verb = "hand_over_pairing"

    def __init__(
        self,
        shell: Shell,
        leaders: Sequence[Choice],
        leader_id: int | None,
        only: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Change of post"), "", _("Next"), parent)
        self.setMinimumWidth(min(theme.px(_WIDTH), self.screen().availableGeometry().width()))
        self._shell = shell
        self._leaders = list(leaders)
        self._only = frozenset(only)
        self._lines: list[HandOverLine] = []
        self._step = _WHO
        self._progress = label("", Token.SECONDARY, wrap=True)
        self.body.addWidget(self._progress)
        self._pages = [QWidget() for _page in range(3)]
        self._columns = [self._column(page) for page in self._pages]
        self._make_who(leader_id)
        self._make_successors()
        self.preview = HandOverPreview(shell)
        self._columns[_PREVIEW].addWidget(self.preview)
        self.body.setStretchFactor(self._pages[_PREVIEW], 1)
        self.finish_layout()
        self._back = button(_("Back"), self.go_back, tip="Alt+←")
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        foot = self._foot.layout()
        assert isinstance(foot, QHBoxLayout)
        foot.insertWidget(0, self._back)
        self._go_to(_WHO)
        (self._leader if leader_id is None else self._last_day).setFocus()

    @property
    def versions(self) -> dict[int, int]:
        """The versions of the pairings concerned."""
        return {line.pairing.id: line.pairing.version for line in self._lines}

    def read(self) -> ChangeOfPost:
        """Everything chosen; RuleBroken with the field that is wrong."""
        leader_id, last_day = self._leader.value(), self.day("last_day")
        if leader_id is None:
            raise RuleBroken(_("Choose the leader."), field="leader_id")
        if last_day is None:
            raise RuleBroken(_("Give the day."), field="last_day")
        successors = {} if self._step == _WHO else {key: self._successor(key) for key in self._picks}
        return ChangeOfPost(leader_id, last_day, successors, self._reason.text().strip(), self._leaves.isChecked())

    def show_problem(self, problem: AppError) -> None:
        """A problem of an earlier step is shown there."""
        field = problem.field if isinstance(problem, RuleBroken) else None
        if field in ("leader_id", "last_day"):
            self._go_to(_WHO)
        elif field is not None and field.startswith("successor_"):
            self._go_to(_SUCCESSORS)
        super().show_problem(problem)

    def go_back(self) -> None:
        """To the step before."""
        if self._step > _WHO and self._save.isEnabled():
            self.form.clear_errors()
            self._go_to(self._step - 1)

    def _submit(self) -> None:
        if self._step == _PREVIEW:
            super()._submit()
            return
        self.form.clear_errors()
        try:
            given = self.read()
        except RuleBroken as problem:
            self.show_problem(problem)
            return
        if self._step == _WHO:
            self._save.setEnabled(False)
            context = self._shell.context
            self._shell.jobs.read(
                partial(hand_over_list, context, given.leader_id, given.last_day),
                partial(self._take_lines, given),
                self.show_problem,
                always=self.answered,
                owner=self,
            )
        else:
            self._show_preview(given)

    def _take_lines(self, given: ChangeOfPost, lines: list[HandOverLine]) -> None:
        former = set(self._picks)
        is_narrowed = self._only and not given.leaves
        self._lines = [line for line in lines if not is_narrowed or line.pairing.id in self._only]
        if former != {line.pairing.id for line in self._lines}:
            self._fill_successors(given.leader_id)
        if self._lines:
            self._go_to(_SUCCESSORS)
        elif given.leaves:
            self._show_preview(given)
        else:
            self.show_problem(RuleBroken(_("This leader has no firm to hand over after that day."), field="leader_id"))

    def _show_preview(self, given: ChangeOfPost) -> None:
        names = {choice.id: choice.name for choice in self._leaders}
        lines = [
            (line, names.get(given.successors[line.pairing.id] or _NOBODY, _("not arranged"))) for line in self._lines
        ]
        self.preview.show_lines(names[given.leader_id], given, lines)
        self._go_to(_PREVIEW)

    def _successor(self, key: int) -> int | None:
        chosen = self._picks[key].value()
        if chosen is None:
            raise RuleBroken(_("Choose who takes over, or «not arranged»."), field=f"successor_{key}")
        return chosen or None

    def _go_to(self, step: int) -> None:
        self._step = step
        for place, page in enumerate(self._pages):
            page.setVisible(place == step)
        titles = (_("Who changes posts"), _("Who takes over"), _("Check and finish"))
        shown = [f"{'●' if place == step else '○'} {place + 1} {title}" for place, title in enumerate(titles)]
        self._progress.setText("    ".join(shown))
        self._back.setVisible(step > _WHO)
        self._save.setText(_("Finish") if step == _PREVIEW else _("Next"))
        first = (self._leader, self._all, self.preview.table)[step]
        first.setFocus()
        if self.isVisible():
            QTimer.singleShot(0, self._fit)

    def _fit(self) -> None:
        """Grow to the height of this step, as far as the screen has it."""
        room = round(self.screen().availableGeometry().height() * 0.9)
        wanted = self.body.totalHeightForWidth(self.width()) + self._foot.sizeHint().height() + theme.px(4)
        self.resize(self.width(), max(self.height(), min(wanted, room)))

    def _column(self, page: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.body.addWidget(page)
        return column

    def _make_who(self, leader_id: int | None) -> None:
        today = self._shell.context.today
        self._leader = PickCombo(self._leaders, _("Pinyin or part of the name"), people=True)
        self._leader.set_value(leader_id)
        self._last_day = DateEdit(today, today())
        self._leaves = QCheckBox(_("Leaves office on that day"))
        self._reason = TextArea(1)
        hint = _("The successors begin on the next day; visits and former pairings stay as they are.")
        add, column = self.form.add, self._columns[_WHO]
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(add("leader_id", _("Leader"), self._leader, True), 1)
        line.addWidget(add("last_day", _("Last day"), self._last_day, True, hint), 1)
        column.addLayout(line)
        column.addWidget(self._leaves)
        column.addWidget(add("reason", _("Reason"), self._reason))

    def _make_successors(self) -> None:
        self._picks: dict[int, PickCombo] = {}
        self._all = PickCombo((), _("Pinyin or part of the name"), people=True)
        self._all.chosen.connect(self._give_all)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(10))
        column = self._columns[_SUCCESSORS]
        column.addWidget(self.form.add("all", _("All firms to"), self._all))
        column.addWidget(label(_("or each firm by itself:"), Token.SECONDARY, FontRole.SMALL))
        column.addLayout(self._rows)

    def _fill_successors(self, leader_id: int) -> None:
        for key in self._picks:
            del self.form.fields[f"successor_{key}"]
        clear_layout(self._rows)
        others = [choice for choice in self._leaders if choice.id != leader_id]
        choices = [*others, Choice(_NOBODY, _("not arranged"))]
        self._all.set_choices(choices)
        self._all.set_choice(None)
        self._picks = {}
        fields = []
        for row in (line.pairing for line in self._lines):
            pick = self._picks[row.id] = PickCombo(choices, _("Pinyin or part of the name"), people=True)
            name = row.enterprise_name
            if row.role is not PairingRole.MAIN:
                name = f"{name} · {row.role.label}"
            fields.append(self.form.add(f"successor_{row.id}", name, pick))
        for left, right in zip(fields[::2], [*fields[1::2], None], strict=False):
            line = QHBoxLayout()
            line.setSpacing(theme.px(12))
            line.addWidget(left, 1)
            line.addWidget(right if right is not None else QWidget(), 1)
            self._rows.addLayout(line)
        self._order_fields()

    def _order_fields(self) -> None:
        """The fields made late come after the one above them, not after the buttons below."""
        before: QWidget = self._all
        for pick in self._picks.values():
            self.setTabOrder(before, pick)
            before = pick
        self.setTabOrder(before, self._back)

    def _give_all(self, choice: Choice | None) -> None:
        if choice is not None:
            for pick in self._picks.values():
                pick.set_choice(choice)
