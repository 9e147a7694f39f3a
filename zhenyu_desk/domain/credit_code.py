"""The 统一社会信用代码 of a firm: how it is written, what is wrong with one, its check characters.

GB 32100-2015: registering authority, class, 6 digits of division, 9 characters of subject code (GB 11714),
check character. An unknown division is no fault, and the division says nothing about today's address.
"""

import unicodedata
from dataclasses import dataclass

from zhenyu_desk.i18n import _

LENGTH = 18
_SUBJECT = slice(8, 17)
_DIVISION = slice(2, 8)

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015, table of values: no I, O, S, V, Z
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))
_SUBJECT_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # GB 11714
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_CLASSES_OF_AUTHORITY = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129",
    "7": "129", "8": "19", "9": "1239", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip
_LOOK_ALIKES = str.maketrans("IOSVZ", "105U2")
_NOT_WRITTEN = str.maketrans(dict.fromkeys("-‐‑‒–—―−"))


@dataclass(frozen=True)
class CodeVerdict:
    """What is known of a code. Errors refuse it, warnings only ask; `proposal` is what was likely meant."""

    code: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    proposal: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the code may be stored without a word."""
        return not self.errors

    @property
    def only_check_digit(self) -> bool:
        """Whether nothing but the last character is wrong, so that a reason may keep the code."""
        return bool(self.errors) and self.proposal is not None and self.proposal[:-1] == self.code[:-1]


def normalise(text: str) -> str:
    """The code as it is stored: NFKC, upper case, without blanks and dashes."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(_NOT_WRITTEN)
    # Once more without the blanks: what they kept apart may now be one character.
    return unicodedata.normalize("NFKC", "".join(folded.split()))


def examine(text: str) -> CodeVerdict:
    """Judge a code as typed. An empty one is accepted: not every firm has one."""
    code = normalise(text)
    if not code:
        return CodeVerdict(code)
    if len(code) != LENGTH:
        return CodeVerdict(code, errors=(_wrong_length(code),))
    if strange := [character for character in code if character not in _ALPHABET]:
        return _with_strange_characters(code, strange)
    errors = (*_wrong_authority(code), *_wrong_division(code))
    if errors:
        return CodeVerdict(code, errors=errors)
    if code[-1] != (right := check_character(code[:-1])):
        sentence = _(
            "The last character of the credit code {code} does not fit the others: "
            "{right} would, not {wrong}. Compare it with the business licence."
        ).format(code=code, right=right, wrong=code[-1])
        return CodeVerdict(code, errors=(sentence,), proposal=code[:-1] + right)
    return CodeVerdict(code, warnings=_wrong_subject(code))


def make(body: str) -> str:
    """A whole code from its first 16 characters: both check characters are added.

    Raises ValueError when `body` isn't 16 characters of the code's alphabet.
    """
    if len(body) != LENGTH - 2 or not set(body) <= set(_ALPHABET):
        raise ValueError(f"not the first 16 characters of a credit code: {body!r}")
    with_subject = body + subject_check_character(body[_SUBJECT])
    return with_subject + check_character(with_subject)


def check_character(first_17: str) -> str:
    """The 18th character: the weighted sum of all is a multiple of 31 (GB 32100-2015, annex)."""
    total = sum(_ALPHABET.index(c) * w for c, w in zip(first_17, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def subject_check_character(first_8: str) -> str:
    """The 9th of a subject code: 11 less the weighted sum modulo 11, 10 as X, 11 as 0 (GB 11714)."""
    total = sum(_SUBJECT_ALPHABET.index(c) * w for c, w in zip(first_8, _SUBJECT_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _wrong_length(code: str) -> str:
    if len(code) == 15 and code.isdecimal():
        return _(
            "{code} has 15 digits and looks like an old registration number. Enter it as registration "
            "number, or the credit code of 18 characters."
        ).format(code=code)
    return _("The credit code {code} has {count} characters; it must have 18.").format(code=code, count=len(code))


def _with_strange_characters(code: str, strange: list[str]) -> CodeVerdict:
    proposal = code.translate(_LOOK_ALIKES)
    if not set(proposal) <= set(_ALPHABET):
        other = "".join(dict.fromkeys(c for c in strange if c not in "IOSVZ"))
        sentence = _(
            "The credit code {code} contains {characters}; it may have only digits and capital letters "
            "other than I, O, S, V, Z."
        ).format(code=code, characters=other)
        return CodeVerdict(code, errors=(sentence,))
    sentence = _(
        "The letters I, O, S, V, Z never occur in a credit code: does {characters} read {digits}, that is {proposal}?"
    ).format(
        characters=" ".join(dict.fromkeys(strange)),
        digits=" ".join(c.translate(_LOOK_ALIKES) for c in dict.fromkeys(strange)),
        proposal=proposal,
    )
    return CodeVerdict(code, errors=(sentence,), proposal=proposal)


def _wrong_authority(code: str) -> tuple[str, ...]:
    if code[1] in _CLASSES_OF_AUTHORITY.get(code[0], ""):
        return ()
    sentence = _(
        "The credit code {code} begins with {pair}, which no registering authority uses (firms begin "
        "with 91, self-employed 92, cooperatives 93). Compare it with the business licence."
    )
    return (sentence.format(code=code, pair=code[:2]),)


def _wrong_division(code: str) -> tuple[str, ...]:
    if not code[_DIVISION].isdecimal():
        sentence = _("Characters 3 to 8 of the credit code {code} must be digits, not {division}.")
    elif not int(code[_DIVISION]):
        sentence = _("Characters 3 to 8 of the credit code {code} must not all be zero.")
    else:
        return ()
    return (sentence.format(code=code, division=code[_DIVISION]),)


def _wrong_subject(code: str) -> tuple[str, ...]:
    subject = code[_SUBJECT]
    if subject[-1] == (right := subject_check_character(subject[:-1])):
        return ()
    sentence = _(
        "The 17th character of the credit code {code} is usually {right}, not {wrong}. Compare it with the "
        "business licence; if it is so there, keep it."
    )
    return (sentence.format(code=code, right=right, wrong=subject[-1]),)
