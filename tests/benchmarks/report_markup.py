"""A paper's content as HTML and as Typst, in the same fonts, sizes and page geometry as ours."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.benchmarks.report_content import Grid, Sheet, Words
from zhenyu_desk.reports.blocks import Block, Column
from zhenyu_desk.reports.font_files import BUNDLE, Role
from zhenyu_desk.reports.placing import Align

_FAMILIES = {"fs": Role.FANGSONG, "hei": Role.HEI, "title": Role.TITLE}
_CSS = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@page turned { size: A4 landscape; margin: 28mm 37mm 26mm 35mm }
.turned { page: turned }
.upright, .turned { break-before: page }
body { font-family: fs; font-size: 16pt; line-height: 28.99pt; margin: 0 }
p { margin: 0; text-align: justify }
.text { text-indent: 2em } .heading { font-family: hei } .right { text-align: right }
.title { font-family: title; font-size: 22pt; text-align: center }
.note { font-size: 10.5pt; line-height: 14.5pt }
.caption { font-family: hei; font-size: 12pt; text-align: center }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: 10.5pt; line-height: 14pt }
td, th { border: .45pt solid; padding: 2.5pt 3pt 3.5pt; font-weight: normal; overflow-wrap: anywhere }
th { font-family: hei } td.end { text-align: right } tr { break-inside: avoid }
"""
_TYPST = """
#set page(paper: "a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm))
#set text(font: {fangsong}, size: 16pt, lang: "zh")
#set par(justify: true, leading: 13pt, spacing: 13pt)
#set table(stroke: .45pt, inset: (x: 3pt, top: 2.5pt, bottom: 3.5pt))
#show table: set text(size: 10.5pt)
#show table: set par(leading: 3.5pt, justify: false)
"""
_TYPST_STYLES = {
    "title": "#align(center, text(font: {title}, size: 22pt, {words}))",
    "heading": "#par(text(font: {hei}, {words}))",
    "text": "#par(first-line-indent: (amount: 2em, all: true), {words})",
    "note": "#text(size: 10.5pt, {words})",
    "right": "#align(right, {words})",
}
_TURNED = '#set page(paper: "a4", flipped: true, margin: (top: 28mm, right: 37mm, bottom: 26mm, left: 35mm))'
_UPRIGHT = '#set page(paper: "a4", flipped: false, margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm))'


def as_html(content: Block, fonts: Path) -> str:
    """One HTML document; its fonts are the files of the bundle."""
    faces = "".join(
        f'@font-face {{ font-family: {name}; src: url("{(fonts / BUNDLE[role]).as_uri()}") }}'
        for name, role in _FAMILIES.items()
    )
    parts = [f'<section class="{kind}">{"".join(map(_html, items))}</section>' for kind, items in _sheets(content)]
    return f"<!doctype html><html lang=zh><meta charset=utf-8><style>{faces}{_CSS}</style>{''.join(parts)}</html>"


def as_typst(content: Block, families: dict[str, str]) -> str:
    """One Typst document; `families` names the font for each of fangsong, hei and title."""
    names = {role: _quoted(family) for role, family in families.items()}
    return _TYPST.replace("{fangsong}", names["fangsong"]) + "\n".join(_typst(item, names) for item in content)


def _sheets(content: Block) -> Iterator[tuple[str, list[Words | Grid]]]:
    kind = "first"
    for is_sheet, items in groupby(content, lambda item: isinstance(item, Sheet)):
        found = list(items)
        if is_sheet:
            kind = "turned" if found[-1].landscape else "upright"
        else:
            yield kind, found


def _html(item: Words | Grid) -> str:
    if isinstance(item, Words):
        return f'<p class="{item.kind}">{_escaped(item.text)}</p>'
    widths = "".join(f'<col style="width: {width:.3f}%">' for width in _percents(item.columns))
    head = "".join(f"<th>{_escaped(column.title)}</th>" for column in item.columns)
    rows = "".join(f"<tr>{''.join(_html_cells(row, item.columns))}</tr>" for row in item.rows)
    caption = f'<p class="caption">{_escaped(item.caption)}</p>'
    return f"{caption}<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _html_cells(row: Sequence[str], columns: Sequence[Column]) -> Iterable[str]:
    for text, column in zip(row, columns, strict=True):
        yield f"<td{' class=end' if column.align is Align.RIGHT else ''}>{_escaped(text)}</td>"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _typst(item: Words | Grid | Sheet, names: dict[str, str]) -> str:
    if isinstance(item, Sheet):
        return _TURNED if item.landscape else _UPRIGHT
    if isinstance(item, Words):
        return _TYPST_STYLES[item.kind].format(words=_quoted(item.text), **names)
    columns = ", ".join(f"{width:.3f}%" for width in _percents(item.columns))
    aligns = ", ".join("right" if column.align is Align.RIGHT else "left" for column in item.columns)
    head = ", ".join(f"text(font: {names['hei']}, {_quoted(column.title)})" for column in item.columns)
    cells = ",\n".join(_quoted(text) for row in item.rows for text in row)
    caption = f"#align(center, text(font: {names['hei']}, size: 12pt, {_quoted(item.caption)}))"
    return f"{caption}\n#table(columns: ({columns}), align: ({aligns}), table.header({head}),\n{cells})"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _percents(columns: Sequence[Column]) -> list[float]:
    shares = [column.share for column in columns]
    return [100 * share / sum(shares) for share in shares]
