"""Verbs on officials: who works with the ledger, and in which role."""

from __future__ import annotations

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.officials import OfficialInput, OfficialRow
from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import keyring
from zhenyu_desk.store.queries import officials as queries
from zhenyu_desk.store.tables import Official
from zhenyu_desk.store.unit_of_work import UnitOfWork


def officials(context: AppContext) -> list[OfficialRow]:
    """All officials, in the order listed; the retired too."""
    return context.read(queries.officials)


def active_names(context: AppContext) -> list[str]:
    """The names of those who work with the ledger; empty while it lists nobody and every name will do."""
    return [row.name for row in officials(context) if row.in_use is InUse.ACTIVE]


def save_official(
    context: AppContext, given: OfficialInput, key: int | None = None, version: int | None = None
) -> ChangeSet:
    """List an official, or change the one with this key; names are unique, and one who manages always stays.

    A name once used stays as it is: steps are recorded under it. Who is retired loses the password of an encrypted
    ledger; refused for the last one who has any.
    """
    with context.write("save_official") as work:
        if any(other.id != key for other in work.where(Official, name=given.name)):
            raise RuleBroken(_("There is already an official named {name}.").format(name=given.name), field="name")
        if key is None:
            record = work.add(Official(**given.model_dump()))
        else:
            record = work.get(Official, key, version)
            if record.name != given.name:
                raise RuleBroken(
                    _("Steps are recorded under the name {name}; retire this official and list the new name.").format(
                        name=record.name
                    ),
                    field="name",
                )
            record.role, record.in_use = given.role, given.in_use
            work.session.flush()
        if not work.exists(Official, role=Role.MANAGING, in_use=InUse.ACTIVE):
            raise RuleBroken(_("Somebody must manage the ledger: list an official with the role Managing first."))
        if given.in_use is InUse.RETIRED:
            _take_password(context, work, given.name)
        return work.commit(record.id)


def _take_password(context: AppContext, work: UnitOfWork, name: str) -> None:
    folder = context.ledger.folder
    if context.ledger.secret is not None and name in keyring.names(folder):
        work.note("keys", {"name": name})
        keyring.take_away(folder, name)
