"""The settings of this computer, not of the ledger: declared, typed, and repaired when the file is bad."""

import contextlib
import json
import logging
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhenyu_desk import paths
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import DEFAULT_LANGUAGE, Language, _

log = logging.getLogger(__name__)

FILE_NAME = "settings.json"


class Settings(BaseModel):
    """What one office PC remembers between starts; every field has a default that works."""

    model_config = ConfigDict(validate_assignment=True, extra="ignore")

    language: Language = DEFAULT_LANGUAGE
    last_ledger: Path | None = None
    text_scale: Annotated[int, Field(ge=80, le=200)] = 100
    """Size of all text in the window, in percent."""
    window_geometry: str = ""
    """Qt's saveGeometry() in base64."""
    current_official: str = ""
    """Who works at this PC now: the name under which steps are recorded."""
    column_states: dict[str, str] = Field(default_factory=dict)
    """Table name → Qt's header saveState() in base64."""
    backup_second_folder: Path | None = None


def load(file: Path | None = None) -> Settings:
    """The saved settings; bad values fall back to their defaults, field by field, and are only logged."""
    return _repaired(_read(file or _file()))


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings, old file or new, never half of one; EnvironmentProblem if the disk refuses."""
    target = file or _file()
    unfinished = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(settings.model_dump_json(indent=2), encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise EnvironmentProblem(
            _("The settings cannot be saved to {file}: check that the folder is writable.").format(
                file=target
            )
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
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        bad = {str(problem["loc"][0]) for problem in error.errors()}
        log.warning("settings repaired: %s", ", ".join(sorted(bad)))
        return Settings.model_validate({key: value for key, value in content.items() if key not in bad})
