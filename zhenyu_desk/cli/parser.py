"""argparse in the user's language: headings, help, and one sentence for wrong usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from zhenyu_desk.errors import UsageProblem
from zhenyu_desk.i18n import N_, _

# What argparse says in English, and what we say instead; the named groups fill the placeholders.
_COMPLAINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), N_("{names} is missing.")),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), N_("«{names}» is not understood here.")),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \((?:choose from )?(?P<known>.+)\)"),
        N_("{name} can't be {value}; choose {known}."),
    ),
    (re.compile(r"argument (?P<name>.+?): expected .*argument.*"), N_("{name} needs a value.")),
    (
        re.compile(r"argument (?P<name>.+?): invalid int value: (?P<value>.+)"),
        N_("{name} must be a whole number, not {value}."),
    ),
    (
        re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"),
        N_("{name} and {other} don't go together."),
    ),
    (re.compile(r"argument (?P<name>.+?): (?P<value>.+)"), N_("{name} can't be used like this: {value}.")),
)


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is translated too."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Begin with «Usage» in the user's language."""
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose arguments go into `values` and `options`; wrong usage raises UsageProblem."""

    def __init__(self, **settings: Any) -> None:
        settings["formatter_class"] = _Formatter
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.values = self.add_argument_group(_("Arguments"))
        self.options = self.add_argument_group(_("Options"))

    def offer_help(self) -> None:
        """Add -h and --help."""
        self.options.add_argument("-h", "--help", action="help", help=_("show this help and stop"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in the user's language, and where the help is."""
        raise UsageProblem(
            _("{problem} See «{program} --help».").format(problem=_translated(message), program=self.prog)
        )


def _translated(message: str) -> str:
    for pattern, sentence in _COMPLAINTS:
        match = pattern.fullmatch(message)
        if match:
            return _(sentence).format(**{name: said.replace("'", "") for name, said in match.groupdict().items()})
    return message
