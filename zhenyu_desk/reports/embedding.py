"""TrueType fonts embedded as one composite font each, so that a run of text is one string in the page's content."""

import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFont

_SUBSET = "AAAAAA+"  # the tag of a subset (ISO 32000-1, 9.6.4)
_FULL_WIDTH = 1000
_MOST_ENTRIES = 100  # in one bfchar section: Adobe Technical Note 5411, 1.4.1
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{entries}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class EmbeddedFont(TTFont):
    """A font of two-byte codes, handed out in the order characters are used (ISO 32000-1, 9.7).

    ReportLab's own embedding cuts a text wherever it passes from one set of 256 characters to another, and its text
    beyond the BMP copies out wrong.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), shapable=False)
        self._used: WeakKeyDictionary[PDFDocument, Codes] = WeakKeyDictionary()

    def splitString(self, text: str, doc: PDFDocument, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The text as one string of codes."""
        return [(0, text.translate(self.codes(doc)).encode("utf-16-be"))]

    def getSubsetInternalName(self, subset: int, doc: PDFDocument) -> str:
        """The name of this font in the content of the document's pages."""
        return self.codes(doc).name

    def codes(self, doc: PDFDocument) -> "Codes":
        """The codes of this font in a document."""
        codes = self._used.get(doc)
        if codes is None:
            codes = self._used[doc] = Codes(f"/F{len(doc.fontMapping) + 1}")
            doc.fontMapping[self.fontName] = codes.name
            doc.delayedFonts.append(self)
        return codes

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects to the document."""
        face: Any = self.face
        codes = self.codes(doc)
        base = _SUBSET + face.name.decode("ascii")
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(base),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "DW": _FULL_WIDTH,
                "W": self._widths(codes),
                "CIDToGIDMap": _stream(doc, self._glyphs(codes), f"glyphs:{base}"),
                "FontDescriptor": face.addSubsetObjects(doc, base, list(codes)),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(base),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([doc.Reference(descendant, f"descendant:{base}")]),
                "ToUnicode": _stream(doc, to_unicode(codes).encode("ascii"), f"toUnicode:{base}"),
            }
        )
        name = codes.name[1:]
        doc.Reference(font, name)
        doc.idToObject["BasicFonts"].dict[name] = font
        del self._used[doc]

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

    def _widths(self, codes: Iterable[int]) -> str:
        """The widths that are not the full one, as an array of the kind «code [width]»."""
        face: Any = self.face
        widths = ((number, face.getCharWidth(code)) for number, code in enumerate(codes, 1))
        return f"[{' '.join(f'{number} [{width}]' for number, width in widths if width != _FULL_WIDTH)}]"

    def _glyphs(self, codes: Iterable[int]) -> bytes:
        """The glyph in the embedded file for each code; glyphs shared by characters are there once."""
        order: dict[int, int] = {0: 0}
        glyphs = [0]
        for code in codes:
            glyph = self.face.charToGlyph[code]
            glyphs.append(order.setdefault(glyph, len(order)))
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


class Codes(dict[int, str]):
    """The codes of one font in one document, from 1 on, by character; a new one is made when asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def shown(self, text: str) -> str:
        """The text as a string in the content of a page."""
        return f"<{text.translate(self).encode('utf-16-be').hex()}>"

    def __missing__(self, character: int) -> str:
        code = self[character] = chr(len(self) + 1)
        return code


def to_unicode(characters: Iterable[int]) -> str:
    """The CMap from codes, which count from 1, to UTF-16BE (ISO 32000-1, 9.10.3), in sections of 100."""
    entries = [
        f"<{number:04X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for number, character in enumerate(characters, 1)
    ]
    sections = (entries[start : start + _MOST_ENTRIES] for start in range(0, len(entries), _MOST_ENTRIES))
    written = "\n".join("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]) for part in sections)
    return _TO_UNICODE.replace("{entries}", written)


def _stream(doc: Any, content: bytes, name: str) -> object:
    return doc.Reference(PDFStream(content=content, filters=[PDFZCompress]), name)


@cache
def load_font(path: Path) -> EmbeddedFont:
    """The font of a file, registered with ReportLab under its own name; TTFError if it can't be embedded."""
    font = EmbeddedFont(f"{path.stem}-{zlib.crc32(str(path).encode()):08x}", path)
    pdfmetrics.registerFont(font)
    return font
