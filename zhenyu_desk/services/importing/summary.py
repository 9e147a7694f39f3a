"""What an import did or would do, row by row: added, updated field by field, unchanged, refused with the
reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from zhenyu_desk.i18n import N_, _


class Outcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The word in the language of the screen."""
        return _(_LABELS[self])


_LABELS = {
    Outcome.ADDED: N_("Added"),
    Outcome.UPDATED: N_("Updated"),
    Outcome.UNCHANGED: N_("Unchanged"),
    Outcome.REFUSED: N_("Refused"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record: what it was and what it becomes."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row. `column`, `value` and `reason` tell why it was refused."""

    sheet: str
    row: int
    outcome: Outcome
    name: str
    changes: tuple[Change, ...] = ()
    column: str = ""
    value: str = ""
    reason: str = ""


@dataclass
class ImportSummary:
    """A whole import. `saved` tells whether anything was written; `backup` is the copy made before."""

    file: str
    kind: str
    rows: list[RowReport] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unknown_columns: dict[str, list[str]] = field(default_factory=dict)
    sheets_with_remark: set[str] = field(default_factory=set)
    ignored_sheets: list[str] = field(default_factory=list)
    new_units: list[str] = field(default_factory=list)
    saved: bool = False
    backup: str = ""

    def of(self, outcome: Outcome) -> list[RowReport]:
        """The rows with this outcome."""
        return [row for row in self.rows if row.outcome is outcome]

    @property
    def has_changes(self) -> bool:
        """Whether any row would be written."""
        return any(row.outcome in (Outcome.ADDED, Outcome.UPDATED) for row in self.rows)

    def counts(self) -> dict[str, dict[Outcome, int]]:
        """Rows per sheet and outcome, in the order of the file."""
        found: dict[str, Counter[Outcome]] = {}
        for row in self.rows:
            found.setdefault(row.sheet, Counter())[row.outcome] += 1
        return {sheet: {outcome: counter[outcome] for outcome in Outcome} for sheet, counter in found.items()}

    def document(self) -> dict[str, Any]:
        """The summary for another program; rows that stay as they are only count."""
        counts = {sheet: {str(key): n for key, n in of.items()} for sheet, of in self.counts().items()}
        return {
            "file": self.file,
            "kind": self.kind,
            "saved": self.saved,
            "backup": self.backup,
            "counts": counts,
            **{
                str(outcome): [asdict(row) for row in self.of(outcome)]
                for outcome in (Outcome.ADDED, Outcome.UPDATED, Outcome.REFUSED)
            },
            "warnings": self.warnings,
            "unknown_columns": self.unknown_columns,
            "ignored_sheets": self.ignored_sheets,
            "new_units": self.new_units,
        }
