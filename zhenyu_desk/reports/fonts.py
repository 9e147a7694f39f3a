"""The fonts of a paper by role, with a fallback for every single character; a missing one is an error."""

import logging
import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import TTFError

from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.reports.embedding import EmbeddedFont, load_font
from zhenyu_desk.reports.font_files import BUNDLE, Role, candidates, font_files, system_folders
from zhenyu_desk.reports.marks import WIDE_MARKS
from zhenyu_desk.reports.units import Units

log = logging.getLogger(__name__)

_VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FULL = 0.99  # em; from here on a glyph counts as full-width


class MissingGlyph(AppError):
    """No font at hand can draw a character; printing it as nothing would falsify the paper."""

    def __init__(self, character: str, record: str) -> None:
        self.character, self.record = character, record
        super().__init__(
            _(
                "{record}: no font has the character {character} (U+{code}); "
                "put a TrueType font that has it into the font folder, or replace the character."
            ).format(record=record or _("This report"), character=character, code=f"{ord(character):04X}")
        )


class Glyph(NamedTuple):
    """How a character is drawn: the registered font and the width in em."""

    font: str
    width: float


class Drawn(NamedTuple):
    """A character at a size, in points: its own width, its advance and the gap between them.

    A glyph narrower than its pitch moves by `shift` to stand in the middle.
    """

    font: str
    width: float
    advance: float
    gap: float
    shift: float


class FontSet:
    """The fonts at hand: `bundle` ships with the program, `user` is a folder of the user's own, if any.

    `installed` are the folders of the PC's fonts; by default those of the system.
    """

    def __init__(self, bundle: Path, user: Path | None = None, installed: Iterable[Path] | None = None) -> None:
        self._bundle, self._user = bundle, user
        self._folders = list(system_folders() if installed is None else installed)
        self.refused: list[Path] = []
        """Files that were looked at and can't be used."""
        self._by_name: dict[bytes, EmbeddedFont] = {}
        self._chains: dict[Role, list[EmbeddedFont]] = {}
        self._glyphs: dict[tuple[Role, str], Glyph | None] = {}
        self._drawable: dict[Role, set[str]] = {}
        self.settings: dict[object, Any] = {}
        """Texts already set, kept by `paragraph` for as long as these fonts are used."""
        self._faces: dict[tuple[Role, float, float], SizedFace] = {}

    def main(self, role: Role) -> EmbeddedFont:
        """The best font of a role."""
        return self._chain(role)[0]

    def face(self, role: Role, size: float, em: float | None = None) -> "SizedFace":
        """A role at a size in points; `em` is the pitch of full-width characters where it is not the size."""
        key = (role, size, em or size)
        if key not in self._faces:
            self._faces[key] = SizedFace(self, *key)
        return self._faces[key]

    def glyph(self, role: Role, character: str) -> Glyph | None:
        """How a role draws a character, falling back to other fonts; None if none has it."""
        key = (role, character)
        if key not in self._glyphs:
            self._glyphs[key] = self._find(role, character)
        return self._glyphs[key]

    def require(self, role: Role, text: str, record: str) -> None:
        """Raise MissingGlyph, naming the record, if the text can't be drawn."""
        drawable = self._drawable.setdefault(role, {"\n"})
        if drawable.issuperset(text):
            return
        for character in text:
            if character not in drawable:
                if self.glyph(role, character) is None:
                    raise MissingGlyph(character, record)
                drawable.add(character)

    def _find(self, role: Role, character: str) -> Glyph | None:
        wide = character in WIDE_MARKS
        narrow: Glyph | None = None
        for font in self._fallbacks(role, wide):
            if font.has(character):
                glyph = Glyph(font.fontName, font.stringWidth(character, 1.0))
                if not wide or glyph.width >= _FULL:
                    return glyph
                narrow = narrow or glyph
        return narrow

    def _fallbacks(self, role: Role, wide: bool) -> Iterator[EmbeddedFont]:
        for each in (role, Role.HEI, Role.FANGSONG) if wide else (role,):
            yield from self._chain(each)
        yield from self._chain(Role.RARE)
        # A character in another style is better than a paper that can't be printed.
        for each in Role:
            yield from self._chain(each)

    def _chain(self, role: Role) -> list[EmbeddedFont]:
        if role not in self._chains:
            paths = candidates(role, self._bundle, self._user, self._installed)
            found = {path: _usable(path) for path in paths}
            self.refused += [path for path, font in found.items() if font is None and path not in self.refused]
            self._chains[role] = [self._only(font) for font in found.values() if font]
            if not self._chains[role]:
                raise EnvironmentProblem(
                    _("The font {file} is missing or damaged; install the program again.").format(
                        file=self._bundle / BUNDLE[role]
                    )
                )
        return self._chains[role]

    def _only(self, font: EmbeddedFont) -> EmbeddedFont:
        """The first font of its PostScript name: ReportLab mixes up two of one name in a document."""
        return self._by_name.setdefault(font.face.name, font)

    @cached_property
    def _installed(self) -> list[Path]:
        return font_files(self._folders)


_ADVANCE = attrgetter("advance")
_FONT_AND_GAP = attrgetter("font", "gap")


class SizedFace:
    """A role at a size, as line breaking and drawing see it."""

    def __init__(self, fonts: FontSet, role: Role, size: float, em: float) -> None:
        self.fonts, self.role, self.size, self.em = fonts, role, size, em
        self.units = Units(self)
        self.drawn: Mapping[str, Drawn] = _DrawnCharacters(self)
        self._alike: defaultdict[tuple[str, float], set[str]] = defaultdict(set)

    def are_alike(self, text: str) -> bool:
        """Whether all characters come from one font with one gap between them."""
        first = self.drawn[text[0]]
        known = self._alike[first.font, first.gap]
        if not known.issuperset(text):
            known.update([each for each in text if _FONT_AND_GAP(self.drawn[each]) == (first.font, first.gap)])
        return known.issuperset(text)

    def advance(self, text: str) -> float:
        """The width of a text in points, full-width characters at the pitch."""
        return float(sum(map(_ADVANCE, map(self.drawn.__getitem__, text))))


class _DrawnCharacters(dict[str, Drawn]):
    """How a face draws characters, found when asked for; MissingGlyph without a record if it can't."""

    def __init__(self, face: SizedFace) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> Drawn:
        face = self._face
        glyph = face.fonts.glyph(face.role, character)
        if glyph is None:
            raise MissingGlyph(character, "")
        width = glyph.width * face.size
        full = abs(glyph.width - 1.0) < 1 - _FULL or (character in WIDE_MARKS and glyph.width < 1.0)
        advance = face.em if full else width
        spare = advance - width
        shift = spare / 2 if spare > face.size * (1 - _FULL) else 0.0
        drawn = self[character] = Drawn(glyph.font, width, advance, round(spare, 3), shift)
        return drawn


def printable(text: str) -> str:
    """The text without what has no shape (control, format, variation selectors); line ends as newlines."""
    if text.isprintable() and _VARIATION_SELECTOR.search(text) is None:
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u00a0", " ")
    return "".join(c for c in plain if c == "\n" or not _is_shapeless(c))


@cache
def _is_shapeless(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") or bool(_VARIATION_SELECTOR.match(character))


def _usable(path: Path) -> EmbeddedFont | None:
    """The font, or None if the file can't be read or embedded (PostScript outlines, embedding forbidden)."""
    try:
        return load_font(path)
    except (TTFError, OSError, struct.error) as error:
        log.info("font %s not used: %s", path, error)
        return None
