"""The settings of this computer, not of the ledger: declared, typed, and repaired when the file is bad.

Checked by hand: the window reads them before its first paint, and pydantic takes longer to load than all else.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from zhenyu_desk import paths
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import DEFAULT_LANGUAGE, LANGUAGES, Language, _

log = logging.getLogger(__name__)

FILE_NAME = "settings.json"
MOST_RECENT = 20
LEAST_TEXT_SCALE, MOST_TEXT_SCALE = 80, 200
MOST_LOCK_MINUTES = 24 * 60


@dataclass
class Settings:
    """What one office PC remembers between starts; every field has a default that works.

    ValueError for a value that a field can't have, also on assignment.
    """

    language: Language = DEFAULT_LANGUAGE
    last_ledger: Path | None = None
    text_scale: int = 100
    """Size of all text in the window, in percent."""
    window_geometry: str = ""
    """Qt's saveGeometry() in base64."""
    current_official: str = ""
    """Who works at this PC now: the name under which steps are recorded."""
    backup_second_folder: Path | None = None
    scan_folder: Path | None = None
    """Where the scanner of the office puts its files."""
    reminders: bool = True
    """Whether the tray tells what became due."""
    column_states: dict[str, str] = field(default_factory=dict)
    """How the columns of each table were arranged, by the table's name."""
    recent: list[str] = field(default_factory=list)
    """What was opened last through the search, the newest first."""
    fonts_folder: Path | None = None
    """The office's own fonts for papers, used before those of the system and of the program."""
    lock_after_minutes: int = 10
    """An encrypted ledger is locked after so long without a key or the mouse; 0 for never."""
    duplex: bool = True
    """Whether papers are printed on both sides."""
    second_reminded_on: str = ""
    """The ISO day of the last reminder that the second folder lacks a backup: one a day is enough."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, _CHECKS[name](value))


def _a_language(value: object) -> Language:
    for known in LANGUAGES:
        if value == known:
            return known
    raise ValueError(value)


def _a_folder(value: object) -> Path | None:
    if value is None or isinstance(value, Path):
        return value
    return Path(_a_text(value))


def _a_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _a_scale(value: object) -> int:
    if type(value) is not int or not LEAST_TEXT_SCALE <= value <= MOST_TEXT_SCALE:
        raise ValueError(value)
    return value


def _minutes(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_LOCK_MINUTES:
        raise ValueError(value)
    return value


def _a_switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _texts_by_name(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(value)
    return {_a_text(name): _a_text(text) for name, text in value.items()}


def _a_few_texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise ValueError(value)
    return [_a_text(text) for text in value][:MOST_RECENT]


_CHECKS: dict[str, Callable[[object], Any]] = {
    "language": _a_language,
    "last_ledger": _a_folder,
    "text_scale": _a_scale,
    "window_geometry": _a_text,
    "current_official": _a_text,
    "backup_second_folder": _a_folder,
    "scan_folder": _a_folder,
    "reminders": _a_switch,
    "column_states": _texts_by_name,
    "recent": _a_few_texts,
    "fonts_folder": _a_folder,
    "lock_after_minutes": _minutes,
    "duplex": _a_switch,
    "second_reminded_on": _a_text,
}


def load(file: Path | None = None) -> Settings:
    """The saved settings; bad values fall back to their defaults, field by field, and are only logged."""
    return _repaired(_read(file or _file()))


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings, old file or new, never half of one; EnvironmentProblem if the disk refuses."""
    target = file or _file()
    unfinished = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=2, default=str)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise EnvironmentProblem(
            _("The settings cannot be saved to {file}: check that the folder is writable.").format(file=target)
        ) from error


def _file() -> Path:
    return paths.config_dir() / FILE_NAME


def _read(file: Path) -> dict[str, object]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("settings unreadable (%s), defaults taken", type(error).__name__)
        return {}
    if not isinstance(content, dict):
        log.warning("settings are no object, defaults taken")
        return {}
    return content


def _repaired(content: dict[str, object]) -> Settings:
    settings = Settings()
    bad = []
    for known in fields(Settings):
        if known.name in content:
            try:
                setattr(settings, known.name, content[known.name])
            except ValueError:
                bad.append(known.name)
    if bad:
        log.warning("settings repaired: %s", ", ".join(sorted(bad)))
    return settings
