"""Texts, dates and numbers in the user's language; loads nothing until the first text is asked for."""

import datetime
import gettext as _gettext
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from zhenyu_desk import paths

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")
DEFAULT_LANGUAGE: Language = "zh_CN"
NO_VALUE = "—"

_DOMAIN = "zhenyu_desk"
_DATE_FORMATS: dict[Language, Literal["long", "medium"]] = {"zh_CN": "long", "en": "medium"}


class _State:
    """The language in force and its catalogue, which is read on first use."""

    language: Language = DEFAULT_LANGUAGE
    catalogue: _gettext.NullTranslations | None = None


def set_language(language: Language | None) -> None:
    """Switch all texts made from now on; None means the default, Chinese."""
    _State.language = language or DEFAULT_LANGUAGE
    _State.catalogue = None


def language() -> Language:
    """The language in force."""
    return _State.language


def _(message: str) -> str:
    """The text in the language in force; the English message itself where no catalogue knows it."""
    return _catalogue().gettext(message)


def N_(message: str) -> str:
    """Mark a constant for translation; the text is translated later, by `_` at the time it is shown."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text for `n` things; the caller fills the placeholders."""
    return _catalogue().ngettext(singular, plural, n)


def format_date(day: datetime.date) -> str:
    """A day as people write it: 2026年10月8日, or Oct 8, 2026."""
    return _date_text(day, _State.language)


# Lists show the same few days again and again, and Babel takes a tenth of a millisecond for each.
@lru_cache(maxsize=4096)
def _date_text(day: datetime.date, language: Language) -> str:
    from babel.dates import format_date as babel_format_date

    return babel_format_date(day, _DATE_FORMATS[language], locale=language)


def format_number(value: int | float | Decimal) -> str:
    """A number with thousands separators and at most three decimals: 12,345.6."""
    return _number_text(value, _State.language)


@lru_cache(maxsize=4096)
def _number_text(value: int | float | Decimal, language: Language) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language)


def format_percent(value: float | Decimal | None, digits: int = 1) -> str:
    """A fraction as a percentage, half rounded up as offices do: 0.322 → 32.2%; no value → —."""
    if value is None:
        return NO_VALUE
    percent = (Decimal(str(value)) * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{percent}%"


def _catalogue() -> _gettext.NullTranslations:
    if _State.catalogue is None:
        _State.catalogue = _gettext.translation(_DOMAIN, paths.locale_dir(), languages=[_State.language], fallback=True)
    return _State.catalogue
