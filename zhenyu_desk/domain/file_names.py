"""Names of attached files: made fit for every system, and the kinds of file that are never taken."""

from __future__ import annotations

import re
import unicodedata

from zhenyu_desk.i18n import _

MOST_CHARACTERS = 200
MOST_UTF16_UNITS = 240
"""NTFS allows 255 UTF-16 units; the rest is left for « (2)» and the like."""
_MOST_EXTENSION = 10

# What Windows would run or install when it is opened, and the launchers and scripts of other desktops.
PROGRAMS = frozenset(
    (
        ".apk", ".app", ".appimage", ".bat", ".cmd", ".com", ".cpl", ".deb", ".desktop", ".dll", ".exe", ".hta",
        ".jar", ".js", ".jse", ".lnk", ".msi", ".msp", ".pif", ".ps1", ".reg", ".rpm", ".run", ".scf", ".scr", ".sh",
        ".url", ".vbe", ".vbs", ".ws", ".wsf", ".wsh",
    )
)  # fmt: skip
_UNSEEN = frozenset(("Cc", "Cs", "Zl", "Zp"))
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
# Names that Windows keeps for devices, with or without an extension (Win32 «Naming Files», reserved names).
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|\s|$)", re.IGNORECASE)
# They turn the direction of writing, so that «gpj.exe» reads «exe.jpg».
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """A file name that every system can store and that looks like the one given; a cleaned name stays as it is.

    Only the last part of a path is kept; characters that Windows forbids become «_», control characters, halves of
    characters and marks that turn the direction vanish, a name that is too long is cut before its extension.
    """
    former, cleaned = name, _cleaned(_decoded(name))
    while cleaned != former:  # what a cut leaves may again end with a dot
        former, cleaned = cleaned, _cleaned(cleaned)
    return cleaned


def extension_of(name: str) -> str:
    """The extension in lower case with its dot, or nothing where it is none of up to ten Latin letters and digits."""
    stem, _dot, ending = name.rpartition(".")
    extension = f".{ending.lower()}" if stem.strip(".") and ending else ""
    is_plain = extension.isascii() and extension[1:].isalnum() and len(extension) <= _MOST_EXTENSION + 1
    return extension if is_plain else ""


def is_program(name: str) -> bool:
    """Whether opening a file of this name would run it."""
    return extension_of(clean_name(name)) in PROGRAMS


def _cleaned(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(mark for mark in last if unicodedata.category(mark) not in _UNSEEN and mark not in _TURNING)
    kept = _trimmed(kept.translate(_FORBIDDEN))
    end = len(kept) - len(extension_of(kept))
    stem, extension = kept[:end], kept[end:]
    stem = _trimmed(_shortened(stem, len(extension)))
    if _DEVICE.match(stem + extension):
        stem = _trimmed(_shortened(f"_{stem}", len(extension)))
    return (stem or _("Unnamed")) + extension


def _decoded(name: str) -> str:
    """A name that came as bytes of a Chinese Windows (Linux hands these on as lone surrogates, PEP 383) in its text."""
    if not any("\udc80" <= mark <= "\udcff" for mark in name):
        return name
    whole = "".join(mark for mark in name if not "\ud800" <= mark < "\udc80" and not "\udcff" < mark <= "\udfff")
    return whole.encode("utf-8", "surrogateescape").decode("gb18030", "ignore")


def _trimmed(name: str) -> str:
    """Windows drops dots and blanks at the end of a name; blanks at its start only hide it."""
    former = None
    while name != former:
        former, name = name, name.strip().rstrip(".")
    return name


def _shortened(stem: str, taken: int) -> str:
    stem = stem[: MOST_CHARACTERS - taken]
    while len(stem.encode("utf-16-le")) // 2 > MOST_UTF16_UNITS - taken:
        stem = stem[:-1]
    return stem
