"""The secret of a ledger as a code to print and to type in: Crockford's base32 with a check at its end.

28 marks in seven groups of four, without I, L, O and U. The last marks make the whole number divisible by a prime:
every single wrong mark and every swap of two marks is noticed, of other mistakes all but one in 4093.
"""

from __future__ import annotations

import unicodedata

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.store.secret import SECRET_BYTES

_MARKS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {mark: value for value, mark in enumerate(_MARKS)} | {"O": 0, "I": 1, "L": 1}
_LENGTH = 28
_GROUP = 4
_CHECK_BITS = 12
# The greatest prime below 2**12. No power of 32 up to the 27th leaves 1, so that it sees any swap.
_PRIME = 4093


def code_of(secret: bytes) -> str:
    """The recovery code, as «XXXX-XXXX-…»."""
    number = int.from_bytes(secret, "big") << _CHECK_BITS
    number += -number % _PRIME
    marks = "".join(_MARKS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(marks[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def secret_of(code: str) -> bytes:
    """The secret that a code stands for; case, blanks and dashes don't matter, nor O for 0 and I or L for 1.

    RuleBroken, by the check alone, when it was mistyped.
    """
    typed = [mark for mark in unicodedata.normalize("NFKC", code).upper() if not _is_between(mark)]
    if len(typed) != _LENGTH:
        raise _refused(
            ngettext(
                "The recovery code has {wanted} letters and digits; {n} was typed. Compare it with the printed one.",
                "The recovery code has {wanted} letters and digits; {n} were typed. Compare it with the printed one.",
                len(typed),
            ).format(wanted=_LENGTH, n=len(typed))
        )
    number = 0
    for mark in typed:
        if mark not in _VALUES:
            raise _refused(
                _("«{mark}» does not occur in recovery codes. Compare the code with the printed one.").format(mark=mark)
            )
        number = number << 5 | _VALUES[mark]
    if number % _PRIME:
        raise _refused(_("The recovery code was mistyped. Compare it with the printed one, group by group."))
    return (number >> _CHECK_BITS).to_bytes(SECRET_BYTES, "big")


def _is_between(mark: str) -> bool:
    return mark.isspace() or unicodedata.category(mark) in ("Pd", "Cf", "Cc")


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="code")
