"""Telephone numbers are shown masked, 138****2201, wherever nobody asked for the whole number."""

from __future__ import annotations

import re

_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")
_MASKED = re.compile(r"[\d+() -]{3}\*{4}[\d-]{4}")
_PHONE = re.compile(r"[\d+() /,;、；，（）-]*(?:(?:转|ext\.?|x)[\d ]+)?", re.IGNORECASE)
_SHORTEST = 7
_FEWEST_DIGITS = 3


def mask_phone(phone: str) -> str:
    """A telephone number with its middle hidden; short ones such as an extension stay."""
    if len(phone) < _SHORTEST or is_masked(phone):
        return phone
    return f"{phone[:3]}****{phone[-4:]}"


def mask_phones_in(text: str) -> str:
    """A text with every mobile number in it masked."""
    return _MOBILE.sub(r"\1****\2", text)


def is_masked(text: str) -> bool:
    """Whether a number was masked before."""
    return _MASKED.search(text) is not None


def is_phone(text: str) -> bool:
    """Whether a text can be dialled: one or several numbers, with or without an extension."""
    return _PHONE.fullmatch(text) is not None and sum(c.isdigit() for c in text) >= _FEWEST_DIGITS
