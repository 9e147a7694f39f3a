"""What narrows the list: chips with counts, text, category, unit, leader, period; or «rows behind a figure»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import Chip, Narrowing
from zhenyu_desk.domain.terms import Light
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import category_choices, leader_choices, unit_choices
from zhenyu_desk.ui.pages.cases.period import PeriodCombo
from zhenyu_desk.ui.pages.cases.reading import Offers
from zhenyu_desk.ui.pages.cases.saved import SavedButton
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.line_edit import named_line
from zhenyu_desk.ui.widgets.pickers import PickCombo

_SHAPES = {Chip.OVERDUE: Light.RED.shape, Chip.DUE_SOON: Light.AMBER.shape}
_TONES = {Chip.OVERDUE: Token.RED, Chip.DUE_SOON: Token.AMBER}
_PAUSE_MS = 10
_PICK = 102


class CaseFilters(QFrame):
    """`changed` when the list has to be read anew; `new_wanted` and `export_wanted` by its buttons."""

    changed = Signal()
    new_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.ids: tuple[int, ...] | None = None
        self.chips = ChipGroup([(chip, _chip_text(chip)) for chip in Chip])
        self.chips.set_value(Chip.OPEN)
        for chip, tone in _TONES.items():
            self.chips.chip(chip).setProperty("tone", tone)
        self.text = named_line(_("Find in the list"), _("Text, firm, number, pinyin"))
        self.category = _pick(_("Category"), _("All categories"))
        self.unit = _pick(_("Lead unit"), _("All units"))
        self.leader = _pick(_("Leader"), _("All leaders"), people=True)
        self.period = PeriodCombo(shell)
        self.saved = SavedButton()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._title = heading("")
        self.cut = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
        self._lay_out()
        self._connect()

    def narrowing(self) -> Narrowing:
        """What is chosen and typed."""
        start, end = self.period.span
        return Narrowing(
            chip=self.chips.value() or Chip.OPEN,
            category_id=self.category.value(),
            unit_id=self.unit.value(),
            leader_id=self.leader.value(),
            period=self.period.value(),
            start=start,
            end=end,
            text=self.text.text().strip(),
        )

    def show_narrowing(self, narrowing: Narrowing) -> None:
        """Choose exactly this, silently; what is no longer there to choose is left open."""
        self.ids = None
        self._pause.stop()
        self.chips.set_value(narrowing.chip)
        self.category.set_value(narrowing.category_id)
        self.unit.set_value(narrowing.unit_id)
        self.leader.set_value(narrowing.leader_id)
        self.period.show_period(narrowing.period, (narrowing.start, narrowing.end))
        self.text.blockSignals(True)
        self.text.setText(narrowing.text)
        self.text.blockSignals(False)
        self._swap()

    def show_counts(self, counts: Mapping[Chip, int]) -> None:
        """Bring the chips' counts up to date."""
        for chip, count in counts.items():
            self.chips.set_label(chip, f"{_chip_text(chip)} {count}")
        self._keep_height()

    def show_cut(self, most: int) -> None:
        """Say that only so many finds of the text are listed; nothing for 0."""
        words = _("Only the newest {count} finds are listed and counted; an export takes all of them.")
        self.cut.setText(words.format(count=most))
        self.cut.setVisible(bool(most))
        self._keep_height()

    def show_offers(self, offers: Offers) -> None:
        """Bring what can be chosen up to date."""
        self.category.set_choices(category_choices(offers.categories))
        self.unit.set_choices(unit_choices(offers.units))
        self.leader.set_choices(leader_choices(offers.leaders))
        self.saved.show_filters(offers.saved)
        self._keep_height()

    def show_only(self, ids: Sequence[int], title: str) -> None:
        """Narrow to exactly these difficulties, named by the title."""
        self.ids = tuple(ids)
        self._title.setText(_("{title}: {count} rows").format(title=title, count=len(self.ids)))
        self._swap()

    def show_chip(self, chip: Chip) -> None:
        """Back to the chips, with this one chosen and nothing else narrowing."""
        self.show_narrowing(Narrowing(chip=chip))

    def clear(self) -> None:
        """Back to what is unresolved, nothing else narrowing."""
        self.show_chip(Chip.OPEN)
        self.changed.emit()

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave the room to the fields where there is little: the line below the list has the buttons then."""
        for done in (self._export, self._new):
            done.setHidden(is_narrow)
        self._keep_height()

    def describe(self) -> str:
        """What the list is narrowed to, in words: the name of an exported file and the hint of a saved filter."""
        given = self.narrowing()
        picked = (pick.choice() for pick in (self.category, self.unit, self.leader))
        names = (
            given.chip.label,
            *(choice.name if choice else "" for choice in picked),
            self.period.currentText() if not Narrowing(period=given.period).is_plain else "",
            given.text,
        )
        return " · ".join(name for name in names if name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """All lines stay to be seen, however many there are: the list below gives way."""
        self.setMinimumHeight(max(0, self._outer.totalHeightForWidth(self.width())))

    def _connect(self) -> None:
        self.chips.changed.connect(self.changed)
        for pick in (self.category, self.unit, self.leader):
            pick.chosen.connect(self._narrowed)
        self.period.changed.connect(self.changed)
        self.text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.changed)
        self.saved.clear_wanted.connect(self.clear)

    def _lay_out(self) -> None:
        self._narrowing = QWidget()
        self.text.setFixedWidth(theme.px(172))
        self.text.setClearButtonEnabled(True)
        column = QVBoxLayout(self._narrowing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._first_line())
        row = QWidget()
        narrow = FlowLayout(row, theme.px(8))
        for widget in (self.text, self.category, self.unit, self.leader, self.period, self.saved):
            narrow.addWidget(widget)
        column.addWidget(row)
        column.addWidget(self.cut)
        self.cut.hide()
        self._rows_behind = QWidget()
        behind = QHBoxLayout(self._rows_behind)
        behind.setContentsMargins(0, 0, 0, 0)
        behind.addWidget(self._title)
        behind.addWidget(link(_("Show all again"), self.clear))
        behind.addStretch()
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        outer.addWidget(self._narrowing)
        outer.addWidget(self._rows_behind)
        self._rows_behind.hide()

    def _first_line(self) -> QHBoxLayout:
        """The chips, and at the right what is done with the list as a whole."""
        tips = (
            _("All rows of this list as a workbook (Ctrl+Shift+E)"),
            _("Phone call, 12345, meeting … (Ctrl+Shift+N)"),
        )
        self._export = button(_("Export"), self.export_wanted.emit, tip=tips[0])
        self._new = button(_("New difficulty…"), self.new_wanted.emit, tip=tips[1], verb="register_difficulty")
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.chips, 1)
        for done in (self._export, self._new):
            line.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _narrowed(self, _choice: object) -> None:
        self.changed.emit()

    def _swap(self) -> None:
        self._narrowing.setVisible(self.ids is None)
        self._rows_behind.setVisible(self.ids is not None)
        self._keep_height()


def _pick(name: str, placeholder: str, *, people: bool = False) -> PickCombo:
    box = PickCombo(placeholder=placeholder, people=people)
    box.setAccessibleName(name)
    box.setFixedWidth(theme.px(_PICK))
    box.setClearButtonEnabled(True)
    return box


def _chip_text(chip: Chip) -> str:
    return f"{_SHAPES[chip]} {chip.label}" if chip in _SHAPES else chip.label
