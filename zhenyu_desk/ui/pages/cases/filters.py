"""What narrows the list: chips with counts, category, unit, order; or «rows behind a figure»."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import category_choices, unit_choices
from zhenyu_desk.ui.pages.cases.reading import CaseListing
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.labels import heading
from zhenyu_desk.ui.widgets.pickers import PickCombo
from zhenyu_desk.ui.widgets.value_combo import ValueCombo


class CaseFilters(QFrame):
    """`changed` when the list has to be read anew; `new_wanted` when a difficulty is to be taken down."""

    changed = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.ids: tuple[int, ...] | None = None
        self.chips = ChipGroup([(chip, chip.label) for chip in Chip])
        self.chips.set_value(Chip.OPEN)
        self.category = self._choice(_("Category"), _("All categories"))
        self.unit = self._choice(_("Lead unit"), _("All units"))
        orders = [(CaseOrder.DEADLINE, _("Nearest deadline first")), (CaseOrder.NEWEST, _("Newest first"))]
        self.order = ValueCombo(orders, _("Order"))
        self._title = heading("")
        self._new = button(_("New difficulty…"), self.new_wanted.emit, tip=_("Phone call, 12345, meeting … (Ctrl+D)"))
        self._lay_out()
        self.chips.changed.connect(self.changed)
        self.category.chosen.connect(self._narrowed)
        self.unit.chosen.connect(self._narrowed)
        self.order.currentIndexChanged.connect(self.changed)

    def wanted(self) -> CaseFilter:
        """The filter as it is set."""
        return CaseFilter(
            chip=self.chips.value() or Chip.OPEN,
            category_id=self.category.value(),
            unit_id=self.unit.value(),
            order=self.order.value(),
        )

    def show_listing(self, listing: CaseListing) -> None:
        """Bring counts and choices up to date."""
        for chip, count in listing.counts.items():
            self.chips.set_label(chip, f"{chip.label} {count}")
        self.category.set_choices(category_choices(listing.categories))
        self.unit.set_choices(unit_choices(listing.units))

    def show_only(self, ids: Sequence[int], title: str) -> None:
        """Narrow to exactly these difficulties, named by the title."""
        self.ids = tuple(ids)
        self._title.setText(_("{title}: {count} rows").format(title=title, count=len(self.ids)))
        self._swap()

    def show_chip(self, chip: Chip) -> None:
        """Back to the chips, with this one chosen and nothing else narrowing."""
        self.ids = None
        self.chips.set_value(chip)
        self.category.set_value(None)
        self.unit.set_value(None)
        self._swap()

    def _choice(self, name: str, placeholder: str) -> PickCombo:
        box = PickCombo(placeholder=placeholder)
        box.setAccessibleName(name)
        box.setFixedWidth(theme.px(132))
        box.setClearButtonEnabled(True)
        return box

    def _lay_out(self) -> None:
        self._narrowing = QWidget()
        narrow = _line(self.category, self.unit, self.order)
        narrow.addStretch()
        narrow.addWidget(self._new)
        column = QVBoxLayout(self._narrowing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.chips)
        column.addLayout(narrow)
        self._rows_behind = QWidget()
        behind = QHBoxLayout(self._rows_behind)
        behind.setContentsMargins(0, 0, 0, 0)
        behind.addWidget(self._title)
        behind.addWidget(link(_("Show all again"), self._back))
        behind.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        outer.addWidget(self._narrowing)
        outer.addWidget(self._rows_behind)
        self._rows_behind.hide()

    def _narrowed(self, _choice: object) -> None:
        self.changed.emit()

    def _back(self) -> None:
        self.show_chip(Chip.OPEN)
        self.changed.emit()

    def _swap(self) -> None:
        self._narrowing.setVisible(self.ids is None)
        self._rows_behind.setVisible(self.ids is not None)


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.px(8))
    for widget in widgets:
        line.addWidget(widget)
    return line
