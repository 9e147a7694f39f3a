"""TrueType fonts as ReportLab embeds them, with a ToUnicode map that is right beyond the BMP too."""

import re
import zlib
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

_TO_UNICODE = "toUnicodeCMap:"
_ENTRIES = re.compile(r"\d+ beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_ENTRY = re.compile(r"<([0-9A-F]+)> <([0-9A-F]+)>")
_MOST_ENTRIES = 100  # in one bfchar section: Adobe Technical Note 5411, 1.4.1


class EmbeddedFont(TTFont):
    """A font whose text can be copied and searched: 𬱖 comes out as 𬱖, which ReportLab 5.1 gets wrong."""

    def addObjects(self, doc: PDFDocument) -> None:
        """Add the font's objects to the document, then mend the ToUnicode maps among them."""
        known = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - known:
            if name.startswith(_TO_UNICODE):
                stream = doc.idToObject[name]
                if isinstance(stream, PDFStream):
                    stream.content = mended_cmap(stream.content)

    def has(self, character: str) -> bool:
        """Whether the font draws this character."""
        return ord(character) in self.face.charToGlyph

    def top(self, character: str) -> float:
        """How far the drawn character rises above the baseline, in em; 0 for a blank."""
        face = self.face
        glyph = face.charToGlyph[ord(character)]
        start, end = face.glyphPos[glyph : glyph + 2]
        if start == end:
            return 0.0
        offset, _length = face.get_table_pos("glyf")
        face.seek(offset + start + 8)  # after the number of contours, xMin, yMin, xMax (OpenType, glyf)
        return float(face.read_short()) / float(face.unitsPerEm)


def mended_cmap(cmap: str) -> str:
    """The CMap with UTF-16BE targets (ISO 32000-1, 9.10.3), without the empty slots, in sections of 100."""
    return _ENTRIES.sub(lambda section: _sections(section[1]), cmap)


def _sections(entries: str) -> str:
    lines = [f"<{code}> <{_utf16(target)}>" for code, target in _ENTRY.findall(entries) if int(target, 16)]
    parts = [lines[i : i + _MOST_ENTRIES] for i in range(0, len(lines), _MOST_ENTRIES)]
    return "\n".join("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]) for part in parts)


def _utf16(target: str) -> str:
    """ReportLab writes the bare code point, five or six digits beyond the BMP; right ones are kept."""
    return target if len(target) in (4, 8) else chr(int(target, 16)).encode("utf-16-be").hex().upper()


@cache
def load_font(path: Path) -> EmbeddedFont:
    """The font of a file, registered with ReportLab under its own name; TTFError if it can't be embedded."""
    font = EmbeddedFont(f"{path.stem}-{zlib.crc32(str(path).encode()):08x}", str(path), shapable=False)
    pdfmetrics.registerFont(font)
    return font
