"""The command line: the same services as the window, without Qt (exchange.md, Command line)."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb with these arguments (default: the process's) and return its exit code.

    AppError carries the sentence and the exit code of whatever was refused.
    """
    from zhenyu_desk.cli.command_line import run

    return run(argv)
