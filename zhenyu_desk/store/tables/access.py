"""Who works with a ledger."""

from sqlmodel import Field

from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.store.tables.base import Record, term


class Official(Record, table=True):
    """经办人 with what he may do; never deleted, only 停用. While none is listed, everybody may do everything."""

    __tablename__ = "official"

    name: str = Field(unique=True)
    role: Role = term(Role, "role")
    in_use: InUse = term(InUse, "in_use")
