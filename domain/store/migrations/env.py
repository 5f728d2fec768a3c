"""Alembic's entry: runs on the connection that `domain.store.migrate` hands over."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from domain.store.tables import Table


def include(name: str | None, kind: str, _parents: Any) -> bool:
    """Partial, trigger-kept and expression objects are compared like the rest; only Alembic's own table is not ours."""
    return not (kind == "table" and name == "alembic_version")


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    include_name=include,
    compare_server_default=False,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
