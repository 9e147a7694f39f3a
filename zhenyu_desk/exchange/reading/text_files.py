"""CSV and other text lists: decoded by what is there for certain, never guessed (codes.md, Text)."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import _

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STRICT = ("utf-8", "gb18030")
_SEPARATORS = ",\t;，"
_LOOK_AT = 20


def read_text_grid(file: Path) -> list[list[str]]:
    """The rows of a text list; EnvironmentProblem for one in no known encoding."""
    text = decode(file.read_bytes())
    if text is None or "\0" in text:
        raise EnvironmentProblem(
            _("{name} is no text in UTF-8 or GB18030, or it is damaged; save it as .csv again.").format(name=file.name)
        )
    lines = text.splitlines()[:_LOOK_AT]
    separator = max(_SEPARATORS, key=lambda mark: sum(line.count(mark) for line in lines))
    csv.field_size_limit(len(text) + 1)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise EnvironmentProblem(
            _("{name} is no list that can be read: {reason}.").format(name=file.name, reason=error)
        ) from error


def decode(content: bytes) -> str | None:
    """The text of a file: by its byte-order mark, else strict UTF-8, else strict GB18030; None for
    anything else.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    return next((text for encoding in _STRICT if (text := _strictly(content, encoding)) is not None), None)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
