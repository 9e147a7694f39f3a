"""Where the fonts of official papers are: the user's folder, the fonts installed on the PC, the bundle."""

import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path


class Role(StrEnum):
    """What a font is used for (GB/T 9704-2012, 5.2.2)."""

    FANGSONG = "fangsong"
    KAI = "kai"
    HEI = "hei"
    TITLE = "title"
    DIGITS = "digits"
    RARE = "rare"


# Names of official fonts on Windows, 信创 Linux and in WPS, best first; compared in lower case.
OFFICIAL: dict[Role, tuple[str, ...]] = {
    Role.FANGSONG: ("simfang.ttf", "仿宋_gb2312.ttf", "cesi_fs_gb*.ttf", "fzfsk.ttf"),
    Role.KAI: ("simkai.ttf", "楷体_gb2312.ttf", "cesi_kt_gb*.ttf", "fzktk.ttf"),
    Role.HEI: ("simhei.ttf", "cesi_ht_gb*.ttf", "fzhtk.ttf"),
    Role.TITLE: ("fzxbsjw.ttf", "方正小标宋*.ttf", "cesi_xbs_gb*.ttf", "fzxbsk.ttf"),
    Role.DIGITS: ("simsun.ttc", "cesi_ss_gb*.ttf", "fzssk.ttf"),
    Role.RARE: ("simsunb.ttf",),
}
BUNDLE: dict[Role, str] = {
    Role.FANGSONG: "ZhenyuFangSong.ttf",
    Role.KAI: "ZhenyuKai.ttf",
    Role.HEI: "NotoSansSC-Medium.ttf",
    Role.TITLE: "NotoSerifSC-Bold.ttf",
    Role.DIGITS: "NotoSerifSC-Regular-digits.ttf",
    Role.RARE: "NotoSerifSC-ExtraLight.ttf",
}
_FONT_SUFFIXES = (".ttf", ".ttc")


def candidates(role: Role, bundle: Path, user: Path | None, installed: Iterable[Path]) -> list[Path]:
    """Font files for a role, best first; for rare characters, whatever else lies in the user's folder too."""
    own = font_files([user] if user else [])
    found = [*_official(role, own), *_official(role, installed)]
    if role is Role.RARE:
        return [bundle / BUNDLE[role], *own, *found]
    return [*found, bundle / BUNDLE[role]]


def font_files(folders: Iterable[Path]) -> list[Path]:
    """Every font file in these folders and below, in a fixed order."""
    return [path for folder in folders for path in sorted(_walk(folder))]


def system_folders() -> list[Path]:
    """Where this PC keeps installed fonts."""
    if sys.platform == "win32":
        places = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))
        return [Path(os.environ[root]) / folder for root, folder in places if root in os.environ]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]


def _walk(folder: Path) -> Iterator[Path]:
    for root, _folders, names in os.walk(folder):
        yield from (Path(root) / name for name in names if name.lower().endswith(_FONT_SUFFIXES))


def _official(role: Role, files: Iterable[Path]) -> list[Path]:
    paths = list(files)
    return [path for pattern in OFFICIAL[role] for path in paths if fnmatch(path.name.lower(), pattern)]
