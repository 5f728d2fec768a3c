"""Run a file of several SQL statements, functions among them, inside a migration."""

from pathlib import Path

from alembic import op
from sqlalchemy import text
from sqlalchemy.util import await_only


def run_script(name: str) -> None:
    """Run `name` (a file beside this one) on the migration's connection, in its transaction.

    asyncpg prepares what SQLAlchemy executes, and a prepared statement is one statement: so the script goes to the
    driver as it is.
    """
    connection = op.get_bind()
    connection.execute(text("SELECT 1"))  # opens the transaction that the script belongs to
    driver = connection.connection.driver_connection
    assert driver is not None
    await_only(driver.execute((Path(__file__).parent / name).read_text(encoding="utf-8")))
