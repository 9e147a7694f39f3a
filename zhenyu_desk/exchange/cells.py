"""From what stands in a cell to a value: dates of every usual form, numbers, yes and no, lists with 、.

What can't be read raises RuleBroken with the reason; an empty cell is None.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from zhenyu_desk.domain.terms import Term
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.private_use import with_real_characters
from zhenyu_desk.i18n import _

Raw = str | int | float | bool | date | datetime | time | timedelta | None
TermT = TypeVar("TermT", bound=Term)

YES, NO = "是", "否"
_YES = frozenset({YES, "y", "yes", "true", "1", "√", "有"})
_NO = frozenset({NO, "n", "no", "false", "0", "×", "无"})
_DATE = re.compile(r"(\d{4})(?:\s*[-./年]\s*)(\d{1,2})(?:\s*[-./月]\s*)(\d{1,2})\s*日?(?:[ T]0?0:00(?::00)?(?:\.0+)?)?")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_SERIAL_EPOCH = date(1899, 12, 30)  # Excel's day 0, which makes its 1900-02-29 harmless from March 1900 on
_FIRST_SERIAL, _LAST_SERIAL = 18172, 73415  # 1949-10-01 to 2100-12-31: smaller numbers are hardly dates
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d{2}")
_MOST_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_LIST_MARK = re.compile(r"[、；;\n]")
_AMOUNT_STEP = Decimal("0.0001")


def to_text(raw: Raw) -> str | None:
    """The cell as text without outer blanks; None when it is empty."""
    if raw is None:
        return None
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, float):
        return _number_text(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(sep=" ", timespec="minutes")
    if isinstance(raw, date | time):
        return raw.isoformat()
    return with_real_characters(str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()) or None


def to_code(raw: Raw) -> str | None:
    """A code, number or phone as it stands there; RuleBroken where a spreadsheet rounded it."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) >= _MOST_EXACT:
        raise _digits_lost(f"{raw:.2E}")
    text = to_text(raw)
    if text is not None and _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", text)):
        raise _digits_lost(text)
    return text


def to_date(raw: Raw) -> date | None:
    """A day: a real date, 2026-10-08, 2026年10月8日, 2026.10.8, 2026/10/8, 20261008 or a spreadsheet's day
    number.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = to_text(raw)
    if text is None:
        return None
    folded = unicodedata.normalize("NFKC", text).strip()
    match = _DATE.fullmatch(folded) or _COMPACT_DATE.fullmatch(folded)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise RuleBroken(_("There is no such day: {value}.").format(value=text)) from None
    if _SERIAL.fullmatch(folded) and _FIRST_SERIAL <= int(float(folded)) <= _LAST_SERIAL:
        return _SERIAL_EPOCH + timedelta(days=int(float(folded)))
    raise RuleBroken(_("«{value}» is not a date; write it like 2026-10-08.").format(value=text))


def to_amount(raw: Raw) -> Decimal | None:
    """A number with decimals; thousands may be set apart by commas."""
    text = to_text(raw)
    if text is None:
        return None
    folded = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    try:
        amount = Decimal(folded)
    except InvalidOperation:
        raise RuleBroken(_("«{value}» is not a number.").format(value=text)) from None
    if not amount.is_finite():
        raise RuleBroken(_("«{value}» is not a number.").format(value=text))
    # A number worked out by a formula carries noise such as 0.30000000000000004.
    return amount.quantize(_AMOUNT_STEP).normalize() + 0 if isinstance(raw, float) else amount


def to_whole(raw: Raw) -> int | None:
    """A whole number."""
    amount = to_amount(raw)
    if amount is None:
        return None
    if amount != amount.to_integral_value():
        raise RuleBroken(_("«{value}» is not a whole number.").format(value=to_text(raw)))
    return int(amount)


def to_flag(raw: Raw) -> bool | None:
    """是 or 否."""
    text = to_text(raw)
    if text is None:
        return None
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded in _YES or folded in _NO:
        return folded in _YES
    raise RuleBroken(_("«{value}» is neither {yes} nor {no}.").format(value=text, yes=YES, no=NO))


def to_list(raw: Raw) -> tuple[str, ...] | None:
    """Several texts set apart by 、; each once."""
    text = to_text(raw)
    if text is None:
        return None
    parts = (part.strip() for part in _LIST_MARK.split(text))
    return tuple(dict.fromkeys(part for part in parts if part)) or None


def to_term(kind: type[TermT], raw: Raw) -> TermT | None:
    """A member of a closed list by its word."""
    text = to_text(raw)
    if text is None:
        return None
    member = kind.from_word(unicodedata.normalize("NFKC", text).strip())
    if member is None:
        words = "、".join(known.word for known in kind)
        raise RuleBroken(_("«{value}» is not known; possible are {words}.").format(value=text, words=words))
    return member


def to_terms(kind: type[TermT], raw: Raw) -> tuple[TermT, ...] | None:
    """Several members of a closed list, set apart by 、 or commas."""
    members = [to_term(kind, part) for part in split_words(raw)]
    return tuple(member for member in members if member is not None) or None


def split_words(raw: Raw) -> tuple[str, ...]:
    """The words of a cell, set apart by 、 or commas."""
    text = to_text(raw)
    return () if text is None else to_list(text.replace("，", "、").replace(",", "、")) or ()


def _number_text(number: float) -> str:
    if number == int(number) and abs(number) < _MOST_EXACT:
        return str(int(number))
    return repr(number)


def _digits_lost(value: str) -> RuleBroken:
    return RuleBroken(
        _(
            "The spreadsheet turned the code into the number {value} and lost digits; format the column as text "
            "and type it again."
        ).format(value=value)
    )
