"""A step for difficulties that somebody else changed while its form was open: asked about, saying what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.history import history_of
from zhenyu_desk.ui.dialogs.messages import ask
from zhenyu_desk.ui.dialogs.step_facts import StepGiven
from zhenyu_desk.ui.moments import moment
from zhenyu_desk.ui.pages.cases import steps
from zhenyu_desk.ui.pages.cases.reading import read_case

_MOST_SAID = 5


def step_again(
    context: AppContext, keys: Sequence[tuple[int, int]], given: StepGiven, parent: QWidget
) -> Callable[[], ChangeSet] | None:
    """The step for these (id, version) as they are now, None where the user would rather look first.

    RuleBroken where what was done meanwhile leaves no room for the step.
    """
    now = [read_case(context, key) for key, _version in keys]
    changed = [found for found, (_key, version) in zip(now, keys, strict=True) if found.row.version != version]
    told = [_told(context, found.row) for found in changed]
    for found, words in zip(changed, told, strict=True):
        if given.step.action not in steps.offered(found):
            raise RuleBroken(_("{what}. This step is not possible any more.").format(what=words))
    lines = [*told[:_MOST_SAID], *(["…"] if len(told) > _MOST_SAID else [])]
    question = "\n".join([*lines, _("Take your step all the same?")])
    if not ask(parent, question, _("Take the step")):
        return None
    return partial(steps.take, context, [(found.row.id, found.row.version) for found in now], given)


def _told(context: AppContext, row: DifficultyRow) -> str:
    newest = history_of(context, Aggregate.DIFFICULTY, row.id)[0]
    words = _("{name} changed {number} at {time}, while you were typing: {what}")
    return words.format(name=newest.actor, number=row.number, time=moment(newest.at), what=newest.what)
