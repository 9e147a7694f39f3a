"""The tags of an attachment bar, entered by one Tab, walked through by arrows, with thumbnails read behind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from zhenyu_desk.domain.file_names import extension_of
from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.services.attachments import content_of, path_of
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.attachment_tag import PICTURE, AttachmentTag
from zhenyu_desk.ui.widgets.file_pictures import PICTURES, photo_picture, thumbnail
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.one_by_one import OneByOne


class _Look(NamedTuple):
    """What was found behind a tag."""

    is_there: bool
    image: QImage | None


class AttachmentTags(QWidget):
    """Tags in lines, between the buttons before and the hint after them."""

    open_wanted = Signal(object)
    copy_wanted = Signal(object)
    removal_wanted = Signal(object)
    left_at_start = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._tags: list[AttachmentTag] = []
        self._before: list[QWidget] = []
        self._after: list[QWidget] = []
        self._tab_from: QWidget | None = None
        self._pictures = OneByOne(shell, self)
        self._flow = FlowLayout(self, theme.px(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_frame(self, before: QWidget, tab_from: QWidget, after: QWidget) -> None:
        """Put widgets before and after the tags, in the same lines; Tab comes to the tags from `tab_from`."""
        self._before, self._after, self._tab_from = [before], [after], tab_from
        self._fill()

    def tags(self) -> list[AttachmentTag]:
        """The tags in the order shown."""
        return list(self._tags)

    def items(self) -> list[AttachmentInput]:
        """The files in the order shown."""
        return [tag.item for tag in self._tags]

    def show_items(self, items: Sequence[AttachmentInput]) -> None:
        """Show exactly these; what is shown already stays, with its picture and focus."""
        if list(items) == self.items():
            return
        self._pictures.drop_waiting()
        for tag in self._tags:
            _put_away(tag)
        self._tags = [self._tag(item) for item in items]
        self._fill()
        for place in range(len(self._tags)):
            self._take_into_tab_order(place)

    def insert(self, place: int, item: AttachmentInput) -> None:
        """Show one more."""
        self._tags.insert(place, self._tag(item))
        self._fill(place)
        self._take_into_tab_order(place)

    def remove(self, tag: AttachmentTag) -> int:
        """Take one away; returns its place."""
        place = self._tags.index(tag)
        self._tags.remove(tag)
        self._fill(place)
        _put_away(tag)
        return place

    def focus_item(self, item: AttachmentInput) -> None:
        """Put the focus on the tag of a file."""
        self._tags[self.items().index(item)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tag(self, item: AttachmentInput) -> AttachmentTag:
        tag = AttachmentTag(item, self)
        tag.open_wanted.connect(partial(self.open_wanted.emit, tag))
        tag.copy_wanted.connect(partial(self.copy_wanted.emit, tag))
        tag.removal_wanted.connect(partial(self.removal_wanted.emit, tag))
        tag.step_wanted.connect(partial(self._step, tag))
        tag.end_wanted.connect(lambda end: self._tags[-1 if end > 0 else 0].setFocus(Qt.FocusReason.TabFocusReason))
        return tag

    def _step(self, tag: AttachmentTag, step: int) -> None:
        place = self._tags.index(tag) + step
        if place < 0:
            self.left_at_start.emit()
        elif place < len(self._tags):
            self._tags[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, place: int = 0) -> None:
        """Set what stands from a place on into lines anew; Tab reaches the first tag, arrows the others."""
        widgets = [*self._before, *self._tags, *self._after]
        kept = len(self._before) + place if self._flow.count() else 0
        while self._flow.count() > kept:
            self._flow.takeAt(kept)
        for widget in widgets[kept:]:
            self._flow.addWidget(widget)
            widget.show()
        for place, tag in enumerate(self._tags):
            tag.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus)
        self.updateGeometry()
        self._look_behind()

    def _take_into_tab_order(self, place: int) -> None:
        former = self._tags[place - 1] if place else self._tab_from
        if former is not None:
            QWidget.setTabOrder(former, self._tags[place])

    def _look_behind(self) -> None:
        """Read the pictures of tags that have none yet."""
        side = round(theme.px(PICTURE) * self.devicePixelRatioF())
        for tag in self._tags:
            if not tag.is_looked_behind:
                tag.is_looked_behind = True
                look = partial(_look, self._shell.context, tag.item, side)
                self._pictures.add(look, partial(self._show_look, tag), _ignore)

    def _show_look(self, tag: AttachmentTag, look: _Look) -> None:
        if tag not in self._tags:
            return
        if not look.is_there:
            tag.show_kind(lost=True)
        elif look.image is not None:
            tag.show_picture(photo_picture(look.image, theme.px(PICTURE), self.devicePixelRatioF()))


def _look(context: AppContext, item: AttachmentInput, side: int) -> _Look:
    path = path_of(context, item)
    if context.ledger.secret is None or extension_of(path.name) not in PICTURES or not path.is_file():
        return _Look(path.is_file(), thumbnail(path, side))
    try:
        return _Look(True, thumbnail(path, side, content_of(context, item)))
    except EnvironmentProblem:
        return _Look(False, None)


def _put_away(tag: AttachmentTag) -> None:
    tag.hide()
    tag.setParent(None)
    tag.deleteLater()


def _ignore(_problem: AppError) -> None:
    """A picture that can't be read is no problem of the user's: the kind of file is shown."""
