"""A second, slow opinion on line breaking, written from the rules and sharing no code with the program."""

import random
import re
from functools import lru_cache

NEVER_FIRST = "。，、；：？！）》〉」』】〕”’～·％%‰℃"
NEVER_LAST = "（《〈「『【〔“‘"
HALF_RIGHT = "。，、；：？！）》〉」』】〕”’"
SQUEEZED = "，、；）》〉」』】〕”’（《〈「『【〔“‘"
EM = 10.0

HANZI = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
    "过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都"
    "两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与"
)
PIECES = (
    "2026", "12.5%", "91330109MA0000015Y", "ABC", "3.5万元", "0512-88888888", "13800001111", "35人",
    "8个百分点", "5℃",
    "https://a.b.gov.cn/x/y_z/list-1.htm", "yi.er@b.example.cn", "2026年2月3日", "10月8日", "128家次", "No.3",
    "1.2亿元", "kVA", "A4",
)  # fmt: skip
KEPT = re.compile(
    r"https?://[!-~]+|[a-z.]+@[a-z.]+|\d{4}年\d+月\d+日|\d+月\d+日"
    r"|\d[\d.]*(?:万元|亿元|家次|人|个百分点|℃|%)|[!-~]+|—+|…+"
)


def random_text(dice: random.Random, pieces: int) -> str:
    """Hanzi with marks, brackets, figures and addresses, denser in them than real texts."""
    found = []
    for _ in range(pieces):
        roll = dice.random()
        if roll < 0.76:
            found.append(dice.choice(HANZI))
        elif roll < 0.87:
            found.append(dice.choice("，。、；：？！"))
        elif roll < 0.92:
            inside = "".join(dice.choices(HANZI, k=dice.randint(1, 6)))
            found.append("（《“【‘〈"[i := dice.randrange(6)] + inside + "）》”】’〉"[i])
        elif roll < 0.94:
            found.append(dice.choice(["——", "……", " "]))
        else:
            found.append(dice.choice(PIECES) + dice.choice(HANZI))
    return "".join(found).strip()


@lru_cache(100_000)
def char_width(char: str) -> float:
    return EM / 2 if " " <= char <= "~" else EM


def tight_width(line: str) -> float:
    """The least width of a line: half an em off its last mark, marks in a row, marks to be squeezed."""
    line = line.strip(" ")
    width = sum(map(char_width, line))
    cut: set[int] = set()
    for i in range(len(line) - 1):
        if line[i] in HALF_RIGHT and line[i + 1] in HALF_RIGHT + NEVER_LAST:
            cut.add(i)
        elif line[i] in NEVER_LAST and line[i + 1] in NEVER_LAST:
            cut.add(i + 1)
    for i, char in enumerate(line):
        last = i == len(line) - 1 and char in HALF_RIGHT
        if last or i in cut or (char in SQUEEZED and not (i == 0 and char in NEVER_LAST)):
            width -= EM / 2
    return width


def kept_stretches(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in KEPT.finditer(text)]


def may_break(text: str, at: int, kept: list[tuple[int, int]]) -> bool:
    """Whether a line may end before text[at]."""
    before, after = text[:at].rstrip(" "), text[at:].lstrip(" ")
    if not before or not after or text[at] == " ":
        return False
    if after[0] in NEVER_FIRST or before[-1] in NEVER_LAST:
        return False
    for start, end in kept:
        if start < at < end:
            stretch = text[start:end]
            is_address = "://" in stretch or "@" in stretch
            return is_address and text[at - 1] in "/.-_@" and text[at] not in "/.-_@"
    return True


def legal_break_fits(text: str, start: int, room: float, kept: list[tuple[int, int]]) -> bool:
    """Whether a line from text[start] could end legally within the room."""
    for end in range(start + 1, len(text) + 1):
        if end > start + room / EM * 2 + 4:
            return False
        if (end == len(text) or may_break(text, end, kept)) and tight_width(text[start:end]) <= room + 0.01:
            return True
    return False
