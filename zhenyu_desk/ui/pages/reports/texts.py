"""The parts of the report that people may write, one below the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.reports.gathering import Gathered
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
    """`save_wanted(month, part, text, before)` for each part left with another text than the one before."""

    save_wanted = Signal(object, object, str, str)
    confirmed = Signal(object, object, str)
    """(month, part, text): the text stays, though the program writes another one by now."""
    heading_wanted = Signal(str)
    """A part was entered: the paper may show where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.month: Month | None = None
        self.is_held = False
        """Whether the texts of another month are being read."""
        self.fields = {part: PartField(part, _(title)) for part, (title, _heading) in TITLES.items()}
        self._hint = label(
            _("To have a case described here, choose it under «Case handling» and press Ctrl+T: «Typical case»."),
            Token.SECONDARY,
            FontRole.SMALL,
            wrap=True,
        )
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
            field.confirmed.connect(partial(self._confirm, part))
            field.entered.connect(partial(self.heading_wanted.emit, TITLES[part][1]))
            field.cursor_moved.connect(partial(self._follow, field))
            lines.addWidget(field)
            if part is ReportPart.CASES:
                lines.addWidget(self._hint)
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
            if is_new:
                field.reset()
            field.show_text(
                gathered.report.texts.get(part, ""), gathered.proposed[part], gathered.proposed_then.get(part, "")
            )
        self._hint.setVisible(not gathered.report.typical)
        self.is_held = False

    def hold(self) -> None:
        """Another month is being read: nothing can be typed until its texts are here."""
        self.is_held = True
        for field in self.fields.values():
            field.reset()
            field.show_text("", "")
        self.setEnabled(False)

    def outdated(self) -> list[str]:
        """The titles of the parts whose figures changed after they were changed by hand."""
        return [field.title for field in self.fields.values() if field.is_outdated]

    def hand_on(self) -> None:
        """Save what was typed."""
        for field in self.fields.values():
            field.hand_on()

    def refuse(self, part: ReportPart, sentence: str) -> None:
        """The ledger did not keep a part, and why."""
        self.fields[part].refuse(sentence)

    def _save(self, part: ReportPart, text: str, before: str) -> None:
        self.save_wanted.emit(self.month, part, text, before)

    def _confirm(self, part: ReportPart, text: str) -> None:
        self.confirmed.emit(self.month, part, text)

    def _follow(self, field: PartField, cursor: QRect) -> None:
        place = field.mapTo(self._area.widget(), cursor.center())
        self._area.ensureVisible(place.x(), place.y(), 0, theme.row_height())
