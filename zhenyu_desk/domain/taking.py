"""What a step taken now has to say; history that is brought in may lack it."""

from __future__ import annotations

from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _

_NEEDED = {
    Action.SUPERVISE: N_("Say what is asked of the unit."),
    Action.ESCALATE: N_("Say to whom it is escalated."),
}


def check_words(step: Step) -> None:
    """Refuse 督办 without 督办要求 and 提级 without 提级至: their papers and lists would say nothing."""
    sentence = _NEEDED.get(step.action)
    if sentence is not None and not step.text.strip():
        raise RuleBroken(_(sentence), field="text")
