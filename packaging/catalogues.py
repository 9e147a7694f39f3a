"""Texts of the program: extract them, bring the catalogues up to date, compile and check them.

python packaging/catalogues.py [--check | --compile]
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "zhenyu_desk"
I18N = ROOT / "i18n"
POT = I18N / f"{PACKAGE}.pot"
LANGUAGES = ("zh_CN",)

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"{[^{}]*}")
# These headers change with the day, the tool's release or the person: noise in every diff.
CHURNING = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By'
    r"|Report-Msgid-Bugs-To)\b.*\n",
    re.MULTILINE,
)


def po_file(language: str) -> Path:
    """The catalogue people edit."""
    return I18N / language / "LC_MESSAGES" / f"{PACKAGE}.po"


def extract() -> Catalog:
    """Every text in the sources, with the files it is used in."""
    catalog = _empty(None)
    found = extract_from_dir(ROOT / PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for file, line, message, comments, context in found:
        catalog.add(message, None, [(f"{PACKAGE}/{Path(file).as_posix()}", line)], comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """The present catalogue of a language, empty if there is none yet."""
    file = po_file(language)
    if not file.exists():
        return _empty(language)
    with file.open("rb") as source:
        return read_po(source, locale=language, domain=PACKAGE)


def update(language: str, template: Catalog, translations: dict[str, str] | None = None) -> Catalog:
    """The catalogue with the template's texts: known ones kept, given ones put in, others dropped."""
    present = read(language)
    present.update(template, no_fuzzy_matching=True)
    present.obsolete.clear()
    present.header_comment = _HEADER
    for message in _texts(present):
        text = (translations or {}).get(_msgid(message))
        if text is not None:
            message.string = (text,) if message.pluralizable else text
    return present


def save(language: str, catalog: Catalog) -> None:
    """Write the .po file, if it would change."""
    _write(po_file(language), to_text(catalog))


def compile_catalogue(language: str) -> None:
    """Make the .mo file that the program reads."""
    with po_file(language).with_suffix(".mo").open("wb") as target:
        write_mo(target, read(language))


def compile_all() -> None:
    """Make the .mo files of all languages."""
    for language in LANGUAGES:
        compile_catalogue(language)


def update_all() -> list[str]:
    """Extract, write template and catalogues, compile; returns what is missing or wrong."""
    template = extract()
    _write(POT, to_text(template))
    for language in LANGUAGES:
        save(language, update(language, template))
    compile_all()
    return list(problems())


def problems() -> Iterator[str]:
    """Why the catalogues may not be released as they are, one sentence each."""
    template = extract()
    if not POT.exists() or POT.read_text(encoding="utf-8") != to_text(template):
        yield f"{POT.name} is not up to date: run python packaging/catalogues.py"
    wanted = {_msgid(message) for message in _texts(template)}
    for language in LANGUAGES:
        catalog = read(language)
        present = {_msgid(message) for message in _texts(catalog)}
        yield from (f"{language}: not in the catalogue: {text!r}" for text in sorted(wanted - present))
        yield from (f"{language}: no longer used: {text!r}" for text in sorted(present - wanted))
        yield from (f"{language}: left over: {key!r}" for key in catalog.obsolete)
        for message in _texts(catalog):
            yield from _message_problems(language, message)


def to_text(catalog: Catalog) -> str:
    """The catalogue as a file whose lines change only when a text does."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return CHURNING.sub("", buffer.getvalue().decode("utf-8"))


_HEADER = "# Texts of zhenyu-desk. Written by packaging/catalogues.py; edit only the msgstr lines of .po files."


def _empty(locale: str | None) -> Catalog:
    return Catalog(locale=locale, domain=PACKAGE, project="zhenyu-desk", header_comment=_HEADER, fuzzy=False)


def _texts(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _message_problems(language: str, message: Message) -> Iterator[str]:
    msgid = _msgid(message)
    ids = (message.id,) if isinstance(message.id, str) else message.id
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if message.fuzzy:
        yield f"{language}: fuzzy: {msgid!r}"
    if not strings or not all(strings):
        yield f"{language}: not translated: {msgid!r}"
        return
    expected = {placeholder for text in ids for placeholder in PLACEHOLDER.findall(text)}
    for text in strings:
        if set(PLACEHOLDER.findall(text)) != expected:
            yield f"{language}: placeholders differ: {msgid!r} → {text!r}"


def _write(file: Path, text: str) -> None:
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def main() -> int:
    """Update, or with --check only look, or with --compile only make the .mo files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="change nothing, fail if something is not in order")
    mode.add_argument("--compile", action="store_true", help="only make the .mo files")
    arguments = parser.parse_args()
    if arguments.compile:
        compile_all()
        return 0
    found = list(problems()) if arguments.check else update_all()
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
