"""What the official's role allows in the window: parts that need more are off and say why.

The services refuse all the same; this is so that nobody types a page first. Parts name the verb they use, see
`actions.action`, `buttons.button`, `guard` and `guard_text`; which role a verb needs is written in `domain.rights`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget
from shiboken6 import isValid

from zhenyu_desk.errors import RuleBroken

if TYPE_CHECKING:  # the window is painted before the ledger's packages are loaded
    from zhenyu_desk.domain.terms import Role
    from zhenyu_desk.services.context import AppContext


class Rights:
    """Those of the official at work; before a ledger is open nothing is refused, for nothing can be done."""

    def __init__(self) -> None:
        self._refusals: dict[Role, str] = {}
        self._guards: WeakSet[Guard] = WeakSet()

    def take(self, context: AppContext) -> bool:
        """From now on those of the context's official in its ledger; whether they are others than before."""
        from zhenyu_desk.domain.terms import Role

        return self._become({needed: _refusal(context, needed) for needed in Role})

    def forget(self) -> None:
        """No ledger is open any more, as in a window that is made anew."""
        self._become({})

    def refusal(self, verb: str) -> str:
        """Why the official can't use a verb; "" where he can."""
        if not self._refusals:
            return ""
        from zhenyu_desk.domain.rights import needed_role

        return self._refusals[needed_role(verb)]

    def watch(self, guard: Guard) -> None:
        """Let a guard hear when the official changes."""
        self._guards.add(guard)

    def _become(self, refusals: dict[Role, str]) -> bool:
        is_other, self._refusals = refusals != self._refusals, refusals
        for guard in list(self._guards):
            if isValid(guard):
                guard.look()
        return is_other


def _refusal(context: AppContext, needed: Role) -> str:
    try:
        context.require(needed)
    except RuleBroken as problem:
        return problem.sentence
    return ""


rights = Rights()
"""There is one official at work at a time, as there is one window."""


class Guard(QObject):
    """Keeps a part off while the official's role doesn't cover its verb, and says why; what the page wants stays."""

    def __init__(self, part: QAction | QWidget, verb: str) -> None:
        super().__init__(part)
        self._part = part
        self._verb = verb
        self._tip: str | None = None
        rights.watch(self)

    def look(self) -> None:
        """Turn the part off with the reason as its tip, or let it be as its page wants it."""
        reason = self.reason
        if reason and self._part.toolTip() != reason:
            if self._tip is None:  # else it shows the reason for another official
                self._tip = _own_tip(self._part)
            self._part.setToolTip(reason)
        elif not reason and self._tip is not None:
            tip, self._tip = self._tip, None
            self._part.setToolTip(tip)
        self.hold(bool(reason))

    def hold(self, is_off: bool) -> None:
        """Turn the part off, or let it be as its page wants it."""
        raise NotImplementedError

    @property
    def reason(self) -> str:
        """Why the part is off; "" where it is not for the role."""
        return rights.refusal(self._verb)


class ActionGuard(Guard):
    """An action in a group of its own, which is off: what its page wants of it shows once the group is on again."""

    def __init__(self, part: QAction, verb: str) -> None:
        super().__init__(part, verb)
        self._group = QActionGroup(part)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.addAction(part)
        part.changed.connect(self.look)
        self.look()

    def hold(self, is_off: bool) -> None:
        self._group.setEnabled(not is_off)


class WidgetGuard(Guard):
    """A widget that is off as if what it stands in were: so its own mark still tells what its page wants."""

    def __init__(self, part: QWidget, verb: str) -> None:
        super().__init__(part, verb)
        self._widget = part
        part.installEventFilter(self)
        self.look()

    def hold(self, is_off: bool) -> None:
        widget, own = self._widget, Qt.WidgetAttribute.WA_ForceDisabled
        if not is_off:
            widget.setEnabled(not widget.testAttribute(own))
        elif widget.isEnabled():
            widget.setEnabled(False)
            widget.setAttribute(own, False)

    def eventFilter(self, _part: QObject, event: QEvent) -> bool:
        """See that the page, or what it stands in, turns the part on."""
        if event.type() == QEvent.Type.EnabledChange:
            self.look()
        return False


class TextGuard(Guard):
    """Keeps a text field from being changed while the official's role doesn't cover its verb; it can be read.

    What an empty one says of what may be typed is taken away meanwhile: it would read like what stands there.
    """

    def __init__(self, part: QLineEdit | QPlainTextEdit, verb: str) -> None:
        super().__init__(part, verb)
        self._text = part
        self._example = ""
        self.look()

    def hold(self, is_off: bool) -> None:
        if self._text.isReadOnly() != is_off:
            self._text.setReadOnly(is_off)
            example, self._example = self._example, self._text.placeholderText()
            self._text.setPlaceholderText(example)
            self._text.style().polish(self._text)


def _own_tip(part: QAction | QWidget) -> str:
    """The tip given to a part; "" for an action that just shows its text."""
    is_text = isinstance(part, QAction) and part.toolTip() == part.text().replace("&", "")
    return "" if is_text else part.toolTip()


def guard(part: QAction | QWidget, verb: str) -> None:
    """Keep a part off while the official's role doesn't cover the verb."""
    if isinstance(part, QAction):
        ActionGuard(part, verb)
    else:
        WidgetGuard(part, verb)


def guard_text(part: QLineEdit | QPlainTextEdit, verb: str) -> None:
    """Keep a text field as it is, to be read, while the official's role doesn't cover the verb."""
    TextGuard(part, verb)


def explain_in(menu: QMenu) -> None:
    """Show in a menu about to open why some of its actions are off."""
    off = (action for action in menu.actions() if not action.isEnabled())
    menu.setToolTipsVisible(any(map(_own_tip, off)))
