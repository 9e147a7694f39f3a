"""What a firm reported for a year: 产值、税收、用电、研发."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.inputs import YearlyFigures, validate
from zhenyu_desk.domain.rows import YearlyRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog

_FIGURES = ("output", "tax", "power", "research")


class YearlyDialog(FormDialog):
    """Hands on YearlyFigures; a new year is proposed the last full one."""

    verb = "save_yearly"

    def __init__(self, firm: str, known: YearlyRow | None, proposed: int, parent: QWidget | None = None) -> None:
        title = _("Figures of a year") if known is None else _("Figures of {year}").format(year=known.year)
        super().__init__(title, firm, _("Save"), parent)
        self._year, self._source = QLineEdit(str(known.year if known else proposed)), QLineEdit()
        self._editors = {name: QLineEdit() for name in _FIGURES}
        self._source.setPlaceholderText(_("e.g. statistics office"))
        add, editors = self.form.add, self._editors
        self.add_row(
            add("year", _("Year"), self._year, required=True),
            add("output", _("Output (10,000 yuan)"), editors["output"]),
            add("tax", _("Tax (10,000 yuan)"), editors["tax"]),
        )
        self.add_row(
            add("power", _("Power (10,000 kWh)"), editors["power"]),
            add("research", _("Research (10,000 yuan)"), editors["research"]),
            add("source", _("Source of the figures"), self._source),
        )
        if known is not None:
            for name, editor in editors.items():
                editor.setText(_plain(getattr(known, name)))
            self._source.setText(known.source)
        self.finish_layout()
        (self._year if known is None else editors["output"]).setFocus()
        self._year.selectAll()

    def read(self) -> YearlyFigures:
        """The figures as typed; a year without any is refused."""
        values = {name: _number(editor.text()) for name, editor in self._editors.items()}
        given = validate(YearlyFigures, {"year": self._year.text().strip(), "source": self._source.text(), **values})
        if all(getattr(given, name) is None for name in _FIGURES):
            raise RuleBroken(_("Give at least one figure."), field="output")
        return given


def _number(text: str) -> str | None:
    """Thousands separators are how people write numbers."""
    return text.strip().replace(",", "").replace("，", "") or None


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
