"""What the tests of attachments do: put them into a form, paste, drop, and stand in for the system's viewer."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui.clerk import CTRL, NONE, Clerk
from zhenyu_desk.ui.widgets.attachment_bar import AttachmentBar


def put_into_form(clerk: Clerk, part: QWidget) -> None:
    """Show a part between two fields of a form, with the focus."""
    form = QWidget(clerk.window, Qt.WindowType.Window)
    form.resize(900, 300)
    lines = QVBoxLayout(form)
    for widget in (QLineEdit(), part, QLineEdit()):
        lines.addWidget(widget)
    form.show()
    form.activateWindow()
    clerk.qtbot.waitUntil(form.isActiveWindow)
    part.setFocus()
    clerk.settle()


def make_files(folder: Path) -> list[Path]:
    """A photo, a PDF and a table."""
    folder.mkdir()
    picture(1200, 800).save(str(folder / "现场照片1.jpg"))
    (folder / "增容申请.pdf").write_bytes(b"%PDF-1.4")
    (folder / "名单 & 说明.xlsx").write_bytes(b"PK")
    return sorted(folder.iterdir())


class Viewer(QObject):
    """The system's program for files."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Takes the place of the desktop."""
        self.opened.append(Path(url.toLocalFile()))


def picture(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    return image


def with_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(map(str, paths)))  # as file managers do
    return mime


def with_picture(text: str = "") -> QMimeData:
    mime = QMimeData()
    mime.setImageData(picture(300, 200))
    if text:
        mime.setText(text)
    return mime


def paste(clerk: Clerk, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    clerk.press(Qt.Key.Key_V, CTRL)


def drop(clerk: Clerk, bar: AttachmentBar, mime: QMimeData) -> tuple[bool, bool]:
    """Drag over the bar and let go; whether each was accepted."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(bar.rect().center(), both, mime, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(bar, enter)
    if not enter.isAccepted():
        return False, False
    assert bar.hint.text() == "松开鼠标即可添加"
    letting_go = QDropEvent(QPointF(bar.rect().center()), both, mime, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(bar, letting_go)
    assert letting_go.dropAction() is Qt.DropAction.CopyAction
    clerk.settle()
    return enter.isAccepted(), letting_go.isAccepted()


def names(bar: AttachmentBar) -> list[str]:
    return [item.file_name for item in bar.given()]
