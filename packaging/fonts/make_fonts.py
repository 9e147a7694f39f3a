"""Makes the Zhenyu fonts from the Fandol fonts: TrueType outlines, a subset, a name of their own.

ReportLab embeds TrueType outlines only. To make the fonts again (it takes fontTools and a minute), take
FandolFang-Regular.otf and FandolKai-Regular.otf from the Debian package texlive-lang-chinese and run

    python packaging/fonts/make_fonts.py FOLDER_OF_FANDOL resources/fonts
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FONTS = {
    "FandolFang-Regular": ("ZhenyuFangSong.ttf", "Zhenyu FangSong"),
    "FandolKai-Regular": ("ZhenyuKai.ttf", "Zhenyu Kai"),
}
NOTICE = (
    "Modified from {source} (Fandol, GPL-3 with font exception; the exception extends to this version): "
    "outlines converted from CFF to TrueType, subset, renamed."
)
MAX_ERROR = 1.0  # font units, of 1000 an em
EXTRA = "\u00a0¥©·ńňǹ"
EXTRA_BLOCKS = ((0x2010, 0x266F), (0x3000, 0x303F), (0xFE10, 0xFE6F))  # marks and rules beyond GB 2312

FAMILY, UNIQUE, FULL, POSTSCRIPT, DESCRIPTION, TYPOGRAPHIC = 1, 3, 4, 6, 10, 16
WINDOWS = 3


def main(source: Path, target: Path) -> None:
    """Make both fonts."""
    for name, (file, family) in FONTS.items():
        font = TTFont(source / f"{name}.otf")
        subset(font)
        to_truetype(font)
        rename(font, name, family)
        font.save(target / file)


def subset(font: TTFont) -> None:
    """Keep GB 2312 and a few marks; drop layout tables, which ReportLab doesn't read."""
    options = Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "BASE", "vhea", "vmtx", "VORG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)


def wanted() -> Iterator[int]:
    """The code points to keep."""
    yield from map(ord, EXTRA)
    for first, last in EXTRA_BLOCKS:
        yield from range(first, last + 1)
    for code in range(0x20, 0x10000):
        if not 0xD800 <= code <= 0xDFFF and chr(code).encode("gb2312", "ignore"):
            yield code


def to_truetype(font: TTFont) -> None:
    """Replace cubic outlines by quadratic ones."""
    order = font.getGlyphOrder()
    shapes = font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"
    set_side_bearings(font)
    set_headers(font)


def set_side_bearings(font: TTFont) -> None:
    """The left side bearing is the outline's left edge, as TrueType demands."""
    metrics = font["hmtx"].metrics
    for name, glyph in font["glyf"].glyphs.items():
        glyph.recalcBounds(font["glyf"])
        metrics[name] = (metrics[name][0], glyph.xMin if glyph.numberOfContours else 0)


def set_headers(font: TTFont) -> None:
    """What a TrueType font says about itself in place of a CFF one; nothing here is hinted or composite."""
    font["head"].glyphDataFormat, font["head"].indexToLocFormat = 0, 1
    font["post"].formatType = 3.0
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(maxp, field, 0)


def rename(font: TTFont, source: str, family: str) -> None:
    """Give the modified version its own name and a notice of the change (GPL-3, 5a)."""
    postscript = family.replace(" ", "") + "-Regular"
    texts = {
        FAMILY: family,
        UNIQUE: postscript,
        FULL: family,
        POSTSCRIPT: postscript,
        DESCRIPTION: NOTICE.format(source=source),
        TYPOGRAPHIC: family,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.platformID == WINDOWS]
    for record in table.names:
        record.string = texts.get(record.nameID, record.string)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
