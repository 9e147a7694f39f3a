"""The fonts of papers: the office's folder, then those installed, then those that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhenyu_desk import paths, settings
from zhenyu_desk.i18n import _

if TYPE_CHECKING:
    from zhenyu_desk.reports.fonts import FontSet


@dataclass(frozen=True, slots=True)
class FontInUse:
    """Which file serves a role; `is_official` if it is one that GB/T 9704-2012 and its users expect."""

    role: str
    file: Path
    is_official: bool


def font_set() -> FontSet:
    """The fonts as this computer's settings name them."""
    from zhenyu_desk.reports.fonts import FontSet

    return FontSet(_bundle(), settings.load().fonts_folder)


def fonts_in_use() -> list[FontInUse]:
    """The file behind each role."""
    from zhenyu_desk.reports.font_files import Role

    fonts = font_set()
    files = [(role, Path(fonts.main(role).face.filename)) for role in Role]
    return [FontInUse(role.value, file, _bundle() not in file.parents) for role, file in files]


def font_problems() -> list[str]:
    """What is wrong with the office's own fonts, in sentences: their folder is gone, files of it can't be used."""
    from zhenyu_desk.reports.font_files import Role

    folder = settings.load().fonts_folder
    if folder is None:
        return []
    if not folder.is_dir():
        return [_("The folder of the office's own fonts is missing: {folder}.").format(folder=folder)]
    fonts = font_set()
    for role in Role:
        fonts.main(role)
    return [
        _("The font {file} is damaged or must not be embedded; another one is used in its place.").format(file=file)
        for file in fonts.refused
        if folder in file.parents
    ]


def _bundle() -> Path:
    return paths.resources() / "fonts"
