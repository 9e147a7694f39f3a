"""Officials who work with the ledger, and what their roles allow them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhenyu_desk.domain.inputs import Input, Name
from zhenyu_desk.domain.terms import InUse, Role


class OfficialInput(Input):
    """An official with his role."""

    name: Name
    role: Role = Role.ENTRY
    in_use: InUse = InUse.ACTIVE


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official of the ledger."""

    id: int
    version: int
    name: str
    role: Role
    in_use: InUse


def role_among(officials: Iterable[OfficialRow], name: str) -> Role | None:
    """What an official may do; None for somebody not listed or retired. While nobody is listed, everybody does all."""
    listed = list(officials)
    if not listed:
        return Role.MANAGING
    return next((row.role for row in listed if row.name == name and row.in_use is InUse.ACTIVE), None)
