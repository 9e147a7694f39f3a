"""What the clipboard or a drop hands over: files of this computer, or a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter


def local_files(mime: QMimeData) -> list[Path]:
    """The files and folders of this computer that were copied in the file manager or dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_of(mime: QMimeData) -> QImage | None:
    """The picture, such as a screenshot, or None."""
    image = mime.imageData() if mime.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def holds_something(mime: QMimeData) -> bool:
    """Whether there is anything to attach, without unpacking it."""
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage()


def is_rather_text(mime: QMimeData) -> bool:
    """Cells of a spreadsheet come as text and as a picture of themselves; then the text is meant."""
    return mime.hasText() and not local_files(mime)


def png_of(image: QImage) -> bytes:
    """A picture as PNG; takes its time, for any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
