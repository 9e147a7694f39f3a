"""The register: firms with their names, labels and yearly figures, contacts, leaders, pairings, units."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, text
from sqlmodel import Field

from zhenyu_desk.domain.terms import EnterpriseState, InUse, LandTenure, Ownership, PairingRole
from zhenyu_desk.store.tables.base import Amount4, Record, Wan, term


class Enterprise(Record, table=True):
    """企业: a firm of the register."""

    __tablename__ = "enterprise"
    __table_args__ = (
        Index(
            "uq_enterprise_credit_code",
            "credit_code",
            unique=True,
            sqlite_where=text("credit_code IS NOT NULL AND deleted_at IS NULL"),
            postgresql_where=text("credit_code IS NOT NULL AND deleted_at IS NULL"),
        ),
    )

    name: str
    match_name: str = Field(index=True)
    short_name: str = ""
    credit_code: str | None = None
    code_reason: str = ""
    registration_no: str = ""
    area: str = ""
    address: str = ""
    industry: str = ""
    chain: str = ""
    ownership: Ownership | None = term(Ownership, "ownership", nullable=True)
    state: EnterpriseState = term(EnterpriseState, "state")
    employees: int | None = None
    founded: date | None = None
    products: str = ""
    land_tenure: LandTenure | None = term(LandTenure, "land_tenure", nullable=True)
    land_mu: Decimal | None = Field(default=None, sa_type=Amount4)
    lease_end: date | None = None
    remark: str = ""


class FormerName(Record, table=True):
    """曾用名 of a firm; matched like its present name."""

    __tablename__ = "former_name"

    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    name: str
    match_name: str = Field(index=True)


class EnterpriseLabel(Record, table=True):
    """规上、高企、专精特新 … of a firm, with its year where the label goes by the year."""

    __tablename__ = "enterprise_label"

    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    name: str
    year: int | None = None


class YearlyFigure(Record, table=True):
    """What a firm reported for a year; money in 万元, power in 万千瓦时."""

    __tablename__ = "yearly_figure"

    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    year: int
    output: Decimal | None = Field(default=None, sa_type=Wan)
    tax: Decimal | None = Field(default=None, sa_type=Wan)
    power: Decimal | None = Field(default=None, sa_type=Amount4)
    research: Decimal | None = Field(default=None, sa_type=Wan)
    source: str = ""


class Contact(Record, table=True):
    """联系人: never deleted, only 停用."""

    __tablename__ = "contact"

    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    name: str
    post: str = ""
    mobile: str = ""
    is_primary: bool = False
    in_use: InUse = term(InUse, "in_use")


class Leader(Record, table=True):
    """挂钩领导, in rank order."""

    __tablename__ = "leader"

    name: str
    post: str
    rank: int = Field(index=True)
    field: str = ""
    liaison: str = ""
    in_office_from: date | None = None
    in_office_to: date | None = None


class Pairing(Record, table=True):
    """挂钩关系: leader and firm from `start` up to and with `end`."""

    __tablename__ = "pairing"

    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    leader_id: int = Field(foreign_key="leader.id", index=True)
    role: PairingRole = term(PairingRole, "role")
    start: date
    end: date | None = None
    frequency_days: int | None = None
    reason: str = ""


class Unit(Record, table=True):
    """承办单位."""

    __tablename__ = "unit"

    name: str = Field(unique=True)
    contact: str = ""
    phone: str = ""
    in_use: InUse = term(InUse, "in_use")
