"""Alembic scripts, run by `store.migrate`; they never import the live tables."""
