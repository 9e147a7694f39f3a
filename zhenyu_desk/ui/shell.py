"""What a page or dialog may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the window is painted before the ledger's packages are loaded
    from zhenyu_desk.domain.changes import ChangeSet
    from zhenyu_desk.errors import AppError
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.settings import Settings
    from zhenyu_desk.ui.bus import Bus
    from zhenyu_desk.ui.jobs.jobs import Jobs

ENTERPRISE, VISIT, DIFFICULTY = "enterprise", "visit", "difficulty"


class Shell(Protocol):
    """The main window, as its pages see it. Ask for `context` anew each time: the official may change."""

    @property
    def context(self) -> AppContext:
        """The open ledger and who acts."""

    @property
    def is_open(self) -> bool:
        """Whether the ledger is open; the first page is painted before it is."""

    @property
    def settings(self) -> Settings:
        """The settings of this computer; change them through `save_preferences`."""

    @property
    def bus(self) -> Bus:
        """Where changes are announced."""

    @property
    def jobs(self) -> Jobs:
        """Where work is done off the screen's thread."""

    def open_page(self, name: str, record: int | None = None) -> None:
        """Show a page, with one of its records if one is named."""

    def open_record(self, kind: str, key: int) -> None:
        """Show a record of a kind (ENTERPRISE, VISIT, DIFFICULTY, as in SearchHit.kind) on its page."""

    def open_rows(self, kind: str, keys: Sequence[int], heading: str, others: Sequence[int] = ()) -> None:
        """Show exactly these records in a list, from which each can be opened.

        `others` are those of a rate's base that it does not count; the user can switch to them.
        """

    def tell(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """A quiet line in the status bar, with an offer to undo."""

    def ask(self, question: str, yes: str) -> bool:
        """A question that only the user can decide; `yes` is the word on the button that goes on."""

    def warn(self, problem: AppError) -> None:
        """Show a problem that belongs to no field, in words."""

    def announce(self, changes: ChangeSet) -> None:
        """A write succeeded: every page concerned refreshes and the status bar says when it was saved."""

    def change_official(self, name: str) -> None:
        """Record all further steps under another official's name, and remember it."""

    def rebuild(self) -> None:
        """Make the window anew, in the language and text size now chosen."""

    def save_preferences(self, **values: object) -> None:
        """Change and keep settings of this computer, by name."""
