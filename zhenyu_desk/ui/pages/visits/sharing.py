"""A visit that somebody else changed while it stood in the form: what each of the two has."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.inputs import AttachmentInput, PromiseInput, VisitInput
from zhenyu_desk.domain.rows import AttachmentRow, VisitRow

Files = Sequence[AttachmentRow | AttachmentInput]


def visit_input(row: VisitRow) -> VisitInput:
    """A stored visit as the form hands it on untouched."""
    names = set(VisitInput.model_fields) - {"promises"}
    promises = tuple(
        PromiseInput(id=known.id, text=known.text, due_on=known.due_on, kept_on=known.kept_on) for known in row.promises
    )
    return VisitInput(**{name: getattr(row, name) for name in names}, promises=promises)


def files_of_both(before: Files, theirs: Files, mine: Sequence[AttachmentInput]) -> list[AttachmentInput] | None:
    """The files of the form with those the other one added, without those he took away; None where mine are as before.

    None leaves the files of the record as they are.
    """
    known, now, typed = _names(before), _names(theirs), _names(mine)
    if typed == known:
        return None
    added = [file for file in theirs if (file.file_name, file.sha256) not in known | typed]
    kept = [file for file in mine if (file.file_name, file.sha256) in now or (file.file_name, file.sha256) not in known]
    return kept + [
        AttachmentInput(file_name=file.file_name, sha256=file.sha256, size=file.size, media_type=file.media_type)
        for file in added
    ]


def _names(files: Files) -> set[tuple[str, str]]:
    return {(file.file_name, file.sha256) for file in files}
