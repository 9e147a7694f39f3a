"""Before a new ledger: whether it can be made at a place, for those who have to do something else first."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from zhenyu_desk.store.ledger import cannot_be_made, refuse_place


def try_place(folder: Path) -> None:
    """RuleBroken or EnvironmentProblem, as for making a ledger there; nothing of the trial stays on the disk."""
    made: list[Path] = []
    try:
        refuse_place(folder)
        made = [part for part in (folder, *folder.parents) if not part.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise cannot_be_made(folder, error) from error
    finally:
        for part in made:
            with contextlib.suppress(OSError):
                part.rmdir()
