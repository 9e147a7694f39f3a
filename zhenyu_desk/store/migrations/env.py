"""Alembic's entry: the caller hands over an open connection and keeps the transaction."""

from alembic import context
from sqlalchemy import MetaData

from zhenyu_desk.store.naming import NAMING_CONVENTION

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("target_metadata") or MetaData(naming_convention=NAMING_CONVENTION),
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
