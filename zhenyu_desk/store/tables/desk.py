"""What lies on the clerk's desk: drafts of what is being typed, saved filters, reminders already given."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from zhenyu_desk.store.tables.base import Record, new_uid, utc_now


class Draft(SQLModel, table=True):
    """What was typed and not saved yet; deleted for good in the transaction that saves the record, never audited.

    `content` is JSON that the form of this `kind` reads back; `title` says to people what it is.
    """

    __tablename__ = "draft"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, max_length=36, unique=True)
    kind: str = Field(index=True)
    title: str = ""
    content: str
    actor: str = ""
    saved_at: datetime = Field(default_factory=utc_now)


class SavedFilter(Record, table=True):
    """A narrowing of a list under a name; `content` is JSON that the page reads back."""

    __tablename__ = "saved_filter"

    page: str
    name: str
    content: str


class Reminder(SQLModel, table=True):
    """An event the tray has told about, so that it is told once."""

    __tablename__ = "reminder"

    event: str = Field(primary_key=True)
    on: date
