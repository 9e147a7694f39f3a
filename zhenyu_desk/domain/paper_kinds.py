"""The papers of the office, by what they are made for."""

from __future__ import annotations

from zhenyu_desk.domain.terms import Term
from zhenyu_desk.i18n import N_


class CasePaperKind(Term):
    """Papers about one difficulty."""

    ASSIGNMENT = "ASSIGNMENT", "交办单", N_("Assignment slip")
    SUPERVISION = "SUPERVISION", "督办单", N_("Supervision slip")
    EXTENSION = "EXTENSION", "延期审批单", N_("Extension form")
    CALL_BACK = "CALL_BACK", "回访记录", N_("Call-back record")


class FirmPaperKind(Term):
    """Papers about firms."""

    BRIEF = "BRIEF", "走访前一页纸", N_("One page before the visit")
    DOSSIER = "DOSSIER", "一企一档", N_("Dossier of the firm")
    VISIT_FORM = "VISIT_FORM", "走访登记表", N_("Empty visit form")
