"""Files written whole or not at all, and the sentences for a disk that refuses."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file beside `target` to write to; it takes the place of `target` when the block ends well, else
    vanishes.

    EnvironmentProblem when the folder is missing or can't be written, or `target` is a folder or open
    elsewhere.
    """
    if target.is_dir():
        raise EnvironmentProblem(_("{path} is a folder; name a file to write to.").format(path=target))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        unfinished.open("xb").close()
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        yield unfinished
        unfinished.replace(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def check_folder(target: Path) -> None:
    """Refuse a target whose folder is not there, before anything else is written."""
    if not target.parent.is_dir():
        raise _cannot_write(target, FileNotFoundError())


def write_json(target: Path, document: Any) -> None:
    """Write a JSON document, UTF-8."""
    with replacing(target) as unfinished:
        unfinished.write_text(to_json(document) + "\n", encoding="utf-8")


def to_json(document: Any) -> str:
    """A JSON document as it is printed."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def _cannot_write(target: Path, error: OSError) -> EnvironmentProblem:
    if isinstance(error, FileNotFoundError):
        return EnvironmentProblem(
            _("There is no folder {path} to write to; make it or name another.").format(path=target.parent)
        )
    return EnvironmentProblem(
        _("{path} can't be written: {reason}. Close the file if it is open, or choose another folder.").format(
            path=target, reason=reason_of(error)
        )
    )
