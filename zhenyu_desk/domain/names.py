"""One spelling for names, so that a firm typed in two ways is still the same firm."""

import unicodedata

_BRACKETS = str.maketrans("[]{}【】〔〕〖〗〈〉《》「」『』", "()" * 9)


def normalise_name(name: str) -> str:
    """The name for matching: NFKC, lower case, every kind of bracket as (), no blanks. Never shown or stored
    in place of the original."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_BRACKETS)
    # Once more without the blanks: what they kept apart may now be one character.
    return unicodedata.normalize("NFKC", "".join(folded.split()))
