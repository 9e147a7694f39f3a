"""What the program wrote when a part was changed by hand, and what it writes now, with the differences marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import partial

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QTextEdit, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.labels import heading, label

SIZE = (860, 560)
_PIECE = re.compile(r"[\d.,]*\d%?|.", re.DOTALL)
Spans = list[tuple[int, int]]


class ChangedText(Frame):
    """Two texts of the program above, the one in the report below; the user keeps it or takes the program's."""

    def __init__(
        self,
        title: str,
        text: str,
        texts: tuple[str, str],
        *,
        keep: Callable[[], None],
        take: Callable[[], None],
        parent: QWidget,
    ) -> None:
        """`texts` are the program's, then and now."""
        super().__init__(_("{part}: the figures have changed").format(part=title), parent)
        self.resize(theme.px(SIZE[0]), theme.px(SIZE[1]))
        then, now = changed_spans(*texts)
        self.then = _shown(_("The program's text when this was changed by hand"), texts[0], then)
        self.now = _shown(_("The program's text now"), texts[1], now)
        self.own = _shown(_("Your text, as it is printed"), text, [])
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for place, part in enumerate((self.then, self.now)):
            grid.addWidget(heading(part.accessibleName()), 0, place)
            grid.addWidget(part, 1, place)
        grid.addWidget(heading(self.own.accessibleName()), 2, 0, 1, 2)
        grid.addWidget(self.own, 3, 0, 1, 2)
        words = _("What differs is marked. Close this window to bring your text up to date yourself.")
        self.body.addWidget(label(words, Token.SECONDARY, wrap=True))
        self.body.addLayout(grid, 1)
        answers = ((_("Take the program's text"), take), (_("My text is right"), keep))
        self.answers = [button(word, partial(self._answer, answer)) for word, answer in answers]
        for each in self.answers:
            self.buttons.addWidget(each)
        self.add_close_button()

    def _answer(self, answer: Callable[[], None]) -> None:
        self.accept()
        answer()


def changed_spans(then: str, now: str) -> tuple[Spans, Spans]:
    """Where the first text has what the second lacks, and the other way round, as (start, end); numbers are whole."""
    (before, starts), (after, later_starts) = _pieces(then), _pieces(now)
    former: Spans = []
    later: Spans = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            former.append((starts[a], starts[b]))
            later.append((later_starts[c], later_starts[d]))
    return former, later


def _pieces(text: str) -> tuple[list[str], list[int]]:
    """The numbers and characters of a text, and where each begins; the end of the text is the last start."""
    found = list(_PIECE.finditer(text))
    return [piece.group() for piece in found], [*(piece.start() for piece in found), len(text)]


def _shown(name: str, text: str, spans: Spans) -> QTextEdit:
    view = QTextEdit()
    view.setAccessibleName(name)
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setPlainText(text)
    marked = QTextCharFormat()
    marked.setBackground(theme.colour(Token.TINT))
    marked.setForeground(theme.colour(Token.AMBER))
    marked.setFontUnderline(True)
    cursor = QTextCursor(view.document())
    for start, end in spans:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(marked)
    return view
