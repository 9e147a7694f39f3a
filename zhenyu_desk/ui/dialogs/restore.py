"""恢复备份: choose a backup by what is inside it, and let it take the place of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QWidget

from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.services.restoring import (
    BackupRow,
    RestorePreview,
    backups_in,
    is_encrypted,
    look_into,
    needs_present_secret,
)
from zhenyu_desk.store.ledger import FILE_NAME
from zhenyu_desk.store.manifests import FOLDER, row_of
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.backup_list import BackupList, Listed, Wholeness, at_words
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.messages import ask
from zhenyu_desk.ui.dialogs.restore_preview import ComparedLedgers
from zhenyu_desk.ui.door import look_at_door
from zhenyu_desk.ui.jobs.jobs import REST_MS, Job, Jobs
from zhenyu_desk.ui.ledger_wishes import Restoration
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card, EmptyState
from zhenyu_desk.ui.widgets.growing_area import GrowingArea
from zhenyu_desk.ui.widgets.labels import label

Placed = tuple[BackupRow, str]
_LEAST_LIST = 130  # three backups
_BESIDE_FACTS = 340  # heading, advice, the least list, buttons


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a ledger file, and the secret that opens it; `is_locked` where none of those known does."""

    preview: RestorePreview
    secret: bytes | None = field(default=None, repr=False)
    is_locked: bool = False


class RestoreDialog(Frame):
    """`restoration` once accepted. It reads by jobs of its own: it is also shown where no ledger is open.

    `folder` is that of the ledger, which may be damaged or missing; `secret` opens it where that is known.
    """

    verb = "restore_backup"

    def __init__(
        self, folder: Path, second: Path | None, official: str, secret: bytes | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Restore a backup"), parent)
        self.resize(theme.px(860), theme.px(660))
        self.restoration: Restoration | None = None
        self._folder = folder
        self._second = second
        self._official = official
        self._present_secret = secret
        self._present_official = ""
        self._keys = {secret: official} if secret is not None else {}
        self._seen: Seen | None = None
        self._looking: Job | None = None
        self._others: list[Placed] = []
        self._has_ledger = (folder / FILE_NAME).exists()
        self._jobs = Jobs(self)
        self.backups = BackupList(self._jobs)
        self.compared = ComparedLedgers()
        self._build()
        self._read()

    def choose_file(self) -> None:
        """Take a backup from elsewhere, such as a stick."""
        words = _("Ledgers and backups (*.db)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), str(self._folder), words)
        if name:
            self.add_file(Path(name))

    def add_file(self, file: Path) -> None:
        """List a file from elsewhere and choose it."""
        self._others.append((row_of(file), str(file.parent)))
        self._read(then=file)

    def restore(self) -> None:
        """Ask once, and go; an encrypted backup asks for its password first."""
        seen, listed = self._seen, self.backups.current_row()
        if seen is None or listed is None:
            return
        if seen.is_locked:
            self._ask_password(listed)
            return
        if self._present_secret is None and needs_present_secret(self._folder, seen.secret):
            self._ask_present_password()
            return
        at = at_words(listed.row.made_at)
        kept = self._folder / FOLDER
        question = (
            _(
                "Put the backup of {at} in the place of the present ledger? What was entered after it is no longer in "
                "the ledger then. The present ledger is kept in {folder}."
            )
            if self._has_ledger
            else _("Make the ledger from the backup of {at}? There is none at this place now.")
        )
        if ask(self, question.format(at=at, folder=kept), _("Restore this backup")):
            official = self._keys[seen.secret] if seen.secret is not None else ""
            self.restoration = Restoration(
                seen.preview.file, seen.secret, official, self._present_secret, self._present_official
            )
            self.accept()

    def done(self, result: int) -> None:
        """Close it."""
        self._jobs.close()
        super().done(result)
        self._seen = None
        self._keys.clear()

    def _build(self) -> None:
        self.body.addWidget(label(_("Restore a backup"), role=FontRole.HEADING))
        advice = _("Choose by what is inside. The present ledger is not deleted: it is kept beside the backups.")
        self.body.addWidget(label(advice, Token.SECONDARY, wrap=True))
        empty = EmptyState(_("No backup here"), _("Choose a file from a stick or another folder."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.backups)
        self._stack.addWidget(empty)
        card = Card(margins=False)
        card.body.addWidget(self._stack)
        card.setMinimumHeight(theme.px(_LEAST_LIST))
        self.body.addWidget(card, 1)
        facts = GrowingArea(self.compared, _BESIDE_FACTS)
        facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body.addWidget(facts)
        self.backups.chosen.connect(self._look)
        self.backups.checked.connect(self._take_check)
        self.backups.opened.connect(lambda _listed: self.restore())
        self.buttons.insertWidget(0, button(_("Other file…"), self.choose_file))
        self.buttons.addWidget(button(_("Cancel"), self.reject))
        self.go = button(_("Restore this backup…"), self.restore, "danger")
        self.go.setEnabled(False)
        self.buttons.addWidget(self.go)

    def _read(self, then: Path | None = None) -> None:
        folder, second, others = self._folder, self._second, list(self._others)
        self._jobs.read(
            partial(_placed, folder, second, others), partial(self._show, then), self._cannot_look, owner=self
        )
        if self._has_ledger:
            work = partial(_seen, folder / FILE_NAME, list(self._keys))
            self._jobs.read(work, self._show_present, self._cannot_look_at_present, owner=self)
        else:
            self.compared.show_present(None, _("There is no ledger in {folder}.").format(folder=folder))

    def _show(self, then: Path | None, rows: Sequence[Placed]) -> None:
        self.backups.show_backups(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if then is not None:
            self.backups.choose(then)
        self.backups.setFocus()

    def _look(self, listed: Listed | None) -> None:
        """Into the backup the cursor is on."""
        if self._looking is not None:
            self._looking.cancel()
        self._seen = None
        self.go.setEnabled(False)
        if listed is not None and listed.is_whole is Wholeness.DAMAGED:
            words = _("This backup is damaged: it can't be restored. Choose another one.")
            self.compared.show_backup(None, words)
        elif listed is not None:
            work = partial(_seen, listed.row.file, list(self._keys))
            self._looking = self._jobs.read(work, self._show_seen, self._cannot_look, owner=self, after_ms=REST_MS)

    def _take_check(self, listed: Listed) -> None:
        if listed.is_whole is Wholeness.DAMAGED and listed == self.backups.current_row():
            self._look(listed)

    def _show_seen(self, seen: Seen) -> None:
        self._seen = seen
        self.compared.show_backup(seen.preview)
        self.go.setEnabled(True)

    def _cannot_look(self, problem: AppError) -> None:
        self.compared.show_backup(None, problem.sentence)

    def _show_present(self, seen: Seen) -> None:
        self.compared.show_present(seen.preview)

    def _cannot_look_at_present(self, problem: AppError) -> None:
        self.compared.show_present(None, problem.sentence)

    def _ask_password(self, listed: Listed) -> None:
        from zhenyu_desk.ui.dialogs.backup_password import BackupPasswordDialog

        dialog = BackupPasswordDialog(self._jobs, listed.row.file, self._official, self)
        dialog.accepted.connect(lambda: self._unlocked(listed, dialog.official, dialog.secret))
        dialog.open_once()

    def _ask_present_password(self) -> None:
        """Nobody puts a backup over a ledger that he can't open."""
        from zhenyu_desk.ui.dialogs.unlock import UnlockDialog

        door = look_at_door(self._folder)
        dialog = UnlockDialog(
            self._folder,
            door.names,
            self._official,
            title=_("Password of the present ledger"),
            heading=_("The present ledger is encrypted: its password is needed too"),
            parent=self,
            may_use_code=False,
            problem=door.problem,
        )
        dialog.accepted.connect(lambda: self._take_present(dialog.official, dialog.secret))
        dialog.open_once()

    def _take_present(self, official: str, secret: bytes) -> None:
        self._present_official, self._present_secret = official, secret
        self.restore()

    def _unlocked(self, listed: Listed, official: str, secret: bytes) -> None:
        self._keys[secret] = official
        self._look(listed)


def _placed(folder: Path, second: Path | None, others: Sequence[Placed]) -> list[Placed]:
    """The backups beside the ledger, in the second folder, and the files chosen, each with the words for its place."""
    places = [(folder / FOLDER, _("Beside the ledger"))]
    places += [(second, _("Second folder"))] if second is not None else []
    found = {row.file.resolve(): (row, words) for place, words in places for row in backups_in([place])}
    return list(found.values()) + [(row, words) for row, words in others if row.file.resolve() not in found]


def _seen(file: Path, secrets: Sequence[bytes]) -> Seen:
    if not is_encrypted(file):
        return Seen(look_into(file))
    for secret in secrets:
        try:
            return Seen(look_into(file, secret), secret)
        except EnvironmentProblem:  # the secret of another ledger
            continue
    return Seen(look_into(file), is_locked=True)
