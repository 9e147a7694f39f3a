"""Dates as people type them; what could mean two days is refused, never guessed."""

from __future__ import annotations

import re
from datetime import date

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _

_PATTERNS = (
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<y>\d{4})[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<m>\d{1,2})[-./月](?P<d>\d{1,2})日?"),
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－／。", "0123456789.-/.")
_WEEKDAY = re.compile(r"((星期|周)[一二三四五六日天]|Mon|Tue|Wed|Thu|Fri|Sat|Sun)$")


def read_day(text: str, today: date) -> date | None:
    """The day a text means, None for blank text; a day without a year lies in this year.

    Understood: 2026-10-8, 2026.10.8, 2026/10/8, 20261008, 2026年10月8日, 10-8, 10.8, 10/8, 10月8日.
    RuleBroken says how to write it.
    """
    plain = _WEEKDAY.sub("", re.sub(r"\s", "", text.translate(_FULL_WIDTH)))
    if not plain:
        return None
    for pattern in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match is not None:
            return _day(match.groupdict(), today, text)
    raise RuleBroken(_("«{text}» is not a date; write it like 2026-10-8, 10.8 or 20261008.").format(text=text.strip()))


def _day(parts: dict[str, str], today: date, text: str) -> date:
    try:
        return date(int(parts.get("y", today.year)), int(parts["m"]), int(parts["d"]))
    except ValueError:
        raise RuleBroken(
            _("There is no day «{text}»; check the month and the day.").format(text=text.strip())
        ) from None
