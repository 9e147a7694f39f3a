"""The parts of the report that people may write, one below the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.reports.building import Gathered
from zhenyu_desk.ui.pages.reports.part_field import PartField
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.panels import scrolled

TITLES = {
    ReportPart.OVERVIEW: (N_("1. Overview"), "一、总体情况"),
    ReportPart.MOVES: (N_("4. Development moves and projects"), "四、发展动向与项目"),
    ReportPart.CASES: (N_("5. Typical cases"), "五、典型案例"),
    ReportPart.PROBLEMS: (N_("6. Problems"), "六、存在问题"),
    ReportPart.NEXT_STEPS: (N_("7. Next steps"), "七、下一步打算"),
}
"""Each part's title on the screen, and as the paper's bookmark has it."""


class TextsPanel(QWidget):
    """`save_wanted(month, part, text)` for each part left with another text."""

    save_wanted = Signal(object, object, str)
    heading_wanted = Signal(str)
    """A part was entered: the paper may show where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.month: Month | None = None
        self.fields = {part: PartField(part, _(title)) for part, (title, _heading) in TITLES.items()}
        content = QWidget()
        lines = QVBoxLayout(content)
        lines.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        lines.setSpacing(theme.px(12))
        lines.addWidget(
            label(
                _("Sections 2 and 3 come from the ledger alone. An emptied part gets the program's text again."),
                Token.SECONDARY,
                FontRole.SMALL,
                wrap=True,
            )
        )
        for part, field in self.fields.items():
            field.typed.connect(partial(self._save, part))
            field.entered.connect(partial(self.heading_wanted.emit, TITLES[part][1]))
            field.cursor_moved.connect(partial(self._follow, field))
            lines.addWidget(field)
        lines.addStretch()
        self._area = scrolled(content)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed is not kept, as after a refusal."""
        return any(field.is_changed for field in self.fields.values())

    def show_texts(self, gathered: Gathered) -> None:
        """Show a month's texts; what is being typed for the same month stays."""
        is_new = gathered.month != self.month
        self.month = gathered.month
        for part, field in self.fields.items():
            field.show_text(gathered.report.texts.get(part, ""), gathered.proposed[part])
            if is_new:
                field.reset()

    def hand_on(self) -> None:
        """Save what was typed."""
        for field in self.fields.values():
            field.hand_on()

    def refuse(self, part: ReportPart, sentence: str) -> None:
        """The ledger did not keep a part, and why."""
        self.fields[part].refuse(sentence)

    def _save(self, part: ReportPart, text: str) -> None:
        self.save_wanted.emit(self.month, part, text)

    def _follow(self, field: PartField, cursor: QRect) -> None:
        place = field.mapTo(self._area.widget(), cursor.center())
        self._area.ensureVisible(place.x(), place.y(), 0, theme.row_height())
