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
    from zhenyu_desk.ui.ledger_wishes import Conversion
    from zhenyu_desk.ui.undoing import LocalStep

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
    def is_session_ending(self) -> bool:
        """Whether the user logs off: what is typed is kept, and nothing is asked any more."""

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

    def new_visit(self, firm_id: int | None = None) -> None:
        """Open an empty visit form, with the firm filled in where one is named."""

    def tell(self, sentence: str, undo: Callable[[], object] | LocalStep | None = None) -> None:
        """A quiet line in the status bar; right after `announce` it offers to take that step back by itself.

        What `undo` takes back is from then on what Ctrl+Z does next.
        """

    def ask(self, question: str, yes: str) -> bool:
        """A question that only the user can decide; `yes` is the word on the button that goes on."""

    def warn(self, problem: AppError) -> None:
        """Show a problem that belongs to no field, in words."""

    def announce(self, changes: ChangeSet) -> None:
        """A write succeeded: every page concerned refreshes, the status bar says so, and Ctrl+Z takes it back."""

    def when_undone(self, changes: ChangeSet, then: Callable[[], object]) -> None:
        """Call `then` once what was just announced is taken back."""

    def undo_last(self) -> None:
        """Take the newest step of this session back."""

    def remember(self, key: str) -> None:
        """What was opened last stands first in the search: «enterprise:12», or the name of an action."""

    def change_official(self, name: str) -> None:
        """Record all further steps under another official's name, and remember it."""

    def convert(self, conversion: Conversion) -> None:
        """Close the ledger, encrypt it or make it plain again, and open it."""

    def rebuild(self) -> None:
        """Make the window anew, in the language and text size now chosen."""

    def save_preferences(self, **values: object) -> None:
        """Change and keep settings of this computer, by name."""
