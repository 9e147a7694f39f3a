"""The papers of the office, by what they are made for."""

from __future__ import annotations

from enum import StrEnum

from zhenyu_desk.i18n import N_, _


class CasePaperKind(StrEnum):
    """Papers about one difficulty."""

    ASSIGNMENT = "assignment"
    SUPERVISION = "supervision"
    EXTENSION = "extension"
    CALL_BACK = "call-back"

    @property
    def label(self) -> str:
        """Its name in the language of the screen."""
        return _(_CASE_LABELS[self])

    @property
    def word(self) -> str:
        """Its official name."""
        return _CASE_WORDS[self]


class FirmPaperKind(StrEnum):
    """Papers about firms."""

    BRIEF = "brief"
    DOSSIER = "dossier"
    VISIT_FORM = "visit-form"

    @property
    def label(self) -> str:
        """Its name in the language of the screen."""
        return _(_FIRM_LABELS[self])

    @property
    def word(self) -> str:
        """Its official name."""
        return _FIRM_WORDS[self]


_CASE_WORDS = {
    CasePaperKind.ASSIGNMENT: "交办单",
    CasePaperKind.SUPERVISION: "督办单",
    CasePaperKind.EXTENSION: "延期审批单",
    CasePaperKind.CALL_BACK: "回访记录",
}
_CASE_LABELS = {
    CasePaperKind.ASSIGNMENT: N_("Assignment slip"),
    CasePaperKind.SUPERVISION: N_("Supervision slip"),
    CasePaperKind.EXTENSION: N_("Extension form"),
    CasePaperKind.CALL_BACK: N_("Call-back record"),
}
_FIRM_WORDS = {
    FirmPaperKind.BRIEF: "走访前一页纸",
    FirmPaperKind.DOSSIER: "一企一档",
    FirmPaperKind.VISIT_FORM: "走访登记表",
}
_FIRM_LABELS = {
    FirmPaperKind.BRIEF: N_("One page before the visit"),
    FirmPaperKind.DOSSIER: N_("Dossier of the firm"),
    FirmPaperKind.VISIT_FORM: N_("Empty visit form"),
}
