"""Builds a story into a PDF that is the same, byte for byte, for the same input, and saves files whole."""

import gc
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from reportlab import rl_config
from reportlab.platypus.doctemplate import BaseDocTemplate
from reportlab.platypus.flowables import Flowable

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.reports.flow import with_headings_kept
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import PAPER_HEIGHT, PAPER_WIDTH, OfficialCanvas, PageNumbers, page_templates

_LANGUAGE = "zh-CN"

rl_config.useA85 = 0  # a PDF may be binary: a fifth smaller


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the PDF says about itself."""

    title: str
    author: str
    subject: str = ""


class _Template(BaseDocTemplate):
    """Tells of each page done."""

    progress: Callable[[int], None]

    def afterPage(self) -> None:
        self.progress(self.page)


def build(
    story: Sequence[Flowable],
    metadata: Metadata,
    fonts: FontSet,
    *,
    landscape: bool = False,
    progress: Callable[[int], None] = lambda _page: None,
) -> bytes:
    """The PDF of a story of blocks, which is used up; the first page is turned if `landscape`.

    `progress` hears the number of each page done; what it raises ends the work.
    """
    templates = page_templates(PageNumbers(fonts))
    buffer = io.BytesIO()
    document = _Template(
        buffer,
        pagesize=(PAPER_WIDTH, PAPER_HEIGHT),
        pageTemplates=templates[::-1] if landscape else templates,
        title=metadata.title,
        author=metadata.author,
        subject=metadata.subject,
        creator="zhenyu-desk",
        lang=_LANGUAGE,
        # Otherwise Helvetica is listed, and not embedded.
        initialFontName=fonts.main(Role.FANGSONG).fontName,
        invariant=1,
    )
    document.progress = progress
    document.build(list(with_headings_kept(story)), canvasmaker=OfficialCanvas)
    return buffer.getvalue()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Makes a long paper without looking for garbage, again and again, among its many parts, none of which is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_file(target: Path, content: bytes) -> None:
    """Put a PDF or .docx at `target`, which holds the old file or the whole new one, whatever happens.

    EnvironmentProblem where the folder is missing or closed to us, the disk full, or `target` open elsewhere.
    """
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                temporary.chmod(0o644)
                temporary.replace(target)
            except OSError:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise EnvironmentProblem(
            _(
                "The file could not be saved as {path} ({reason}); "
                "close the file if it is open, check the disk, or choose another folder."
            ).format(path=target, reason=reason_of(error))
        ) from error
