"""Small pictures of files: a photo scaled down while it is read, or a sheet with the kind of file on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from zhenyu_desk.domain.file_names import extension_of
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff"))
MOST_PIXELS = 120_000_000
"""The largest phone cameras make 108 megapixels; more is refused before its memory is taken."""
MOST_RATIO = 50
_KINDS = {".jpeg": "JPG", ".docx": "DOC", ".xlsx": "XLS", ".pptx": "PPT", ".tiff": "TIF"}


def thumbnail(path: Path, side: int, content: bytes | None = None) -> QImage | None:
    """The picture in `path`, just large enough to fill a square of `side` pixels, for any thread.

    `content` is what the file holds where only the ledger can read it. None if it is no whole picture, or one so
    large or so narrow that reading it would take the memory of many.
    """
    if extension_of(path.name) not in PICTURES:
        return None
    reader = QImageReader(str(path))
    if content is not None:
        buffer = QBuffer()
        buffer.setData(content)
        reader.setDevice(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    less, more = sorted((size.width(), size.height()))
    if less <= 0 or less * more > MOST_PIXELS or more > MOST_RATIO * less:
        return None
    if less > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else image


def kind_picture(name: str, side: int, ratio: float, *, lost: bool = False) -> QPixmap:
    """A sheet with the extension of a file on it, red with «!» if it is lost; `side` in device-free pixels."""
    extension = extension_of(name)
    text = "!" if lost else _KINDS.get(extension, extension[1:5].upper() or "…")
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(Token.RED_TINT if lost else Token.TINT))
    painter.setPen(theme.colour(Token.RED if lost else Token.PRIMARY))
    sheet = QRectF(0.5, 0.5, side - 1, side - 1)
    painter.drawRoundedRect(sheet, theme.px(4), theme.px(4))
    font = theme.font(FontRole.STRONG)
    font.setPixelSize(max(1, round(side * (0.34 if len(text) < 4 else 0.28))))
    painter.setFont(font)
    painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture


def photo_picture(image: QImage, side: int, ratio: float) -> QPixmap:
    """The middle of a thumbnail as a square of `side` device-free pixels."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    shown = image.size().scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    sheet = QPainterPath()
    sheet.addRoundedRect(QRectF(0, 0, side, side), theme.px(4), theme.px(4))
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    painter.setClipPath(sheet)
    left, top = (side - shown.width()) / 2, (side - shown.height()) / 2
    painter.drawImage(QRectF(left, top, shown.width(), shown.height()), image)
    painter.end()
    return picture
