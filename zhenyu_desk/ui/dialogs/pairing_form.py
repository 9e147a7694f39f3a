"""Pair a leader with a firm, or change a pairing: its end, its frequency."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain.inputs import PairingInput, validate
from zhenyu_desk.domain.rows import PairingRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.pickers import Choice, FirmPicker, PickCombo
from zhenyu_desk.ui.widgets.text_area import TextArea

_USUAL_FREQUENCY = "30"


class PairingDialog(FormDialog):
    """Hands on a PairingInput. `firm` and `leader_id` are filled in where they are known beforehand."""

    verb = "save_pairing"

    def __init__(
        self,
        shell: Shell,
        leaders: Sequence[Choice],
        known: PairingRow | None = None,
        *,
        firm: Choice | None = None,
        leader_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Pair a leader with a firm") if known is None else _("Change the pairing")
        super().__init__(title, "", _("Save"), parent)
        today = shell.context.today
        self._firm = FirmPicker(firm_finder(shell))
        self._leader = PickCombo(leaders, _("Pinyin or part of the name"), people=True)
        self._role = ChipGroup([(role, role.label) for role in PairingRole])
        self._start, self._end = DateEdit(today, today()), DateEdit(today)
        self._frequency = QLineEdit(_USUAL_FREQUENCY)
        self._reason = TextArea(1)
        self._firm.set_choice(firm)
        self._leader.set_value(leader_id)
        self._role.set_value(PairingRole.MAIN)
        self._lay_out()
        if known is not None:
            self._fill(known)
        self.finish_layout()
        first = self._firm if self._firm.value() is None else self._leader
        (self._end if known else first).setFocus()

    def read(self) -> PairingInput:
        """The pairing as typed."""
        for name, picker, words in (
            ("enterprise_id", self._firm, _("Choose the firm.")),
            ("leader_id", self._leader, _("Choose the leader.")),
        ):
            if picker.value() is None:
                raise RuleBroken(words, field=name)
        start, end = self.day("start"), self.day("end")
        if start is not None and end is not None and end < start:
            raise RuleBroken(_("The end lies before the start."), field="end")
        return validate(
            PairingInput,
            {
                "enterprise_id": self._firm.value(),
                "leader_id": self._leader.value(),
                "role": self._role.value(),
                "start": start,
                "end": end,
                "frequency_days": self._frequency.text().strip() or None,
                "reason": self._reason.text(),
            },
        )

    def _lay_out(self) -> None:
        add = self.form.add
        self.add("enterprise_id", _("Enterprise"), self._firm, required=True)
        self.add_row(add("leader_id", _("Leader"), self._leader, required=True), add("role", _("Role"), self._role))
        self.add_row(
            add("start", _("Start date"), self._start, required=True),
            add("end", _("End date"), self._end),
            add("frequency_days", _("Visit every (days)"), self._frequency),
        )
        self.add("reason", _("Reason"), self._reason)

    def _fill(self, known: PairingRow) -> None:
        self._firm.set_choice(Choice(known.enterprise_id, known.enterprise_name))
        self._leader.set_value(known.leader_id)
        self._firm.setReadOnly(True)
        self._leader.setReadOnly(True)
        self._role.set_value(known.role)
        self._start.set_day(known.start)
        self._end.set_day(known.end)
        self._frequency.setText(str(known.frequency_days or ""))
        self._reason.set_text(known.reason)
