"""An audit record that belongs to no estate may belong to a street or a district, which then reads of it.

Records from before keep to the city: what was sealed is never changed.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_audit_scopes"
down_revision: str | Sequence[str] | None = "20261123_door_marks"


def upgrade() -> None:
    for scope, parent in (("street", "streets"), ("district", "districts")):
        column = f"{scope}_code"
        op.add_column("audit_records", sa.Column(column, sa.Text(), nullable=True))
        op.create_foreign_key(op.f(f"fk_audit_records_{column}"), "audit_records", parent, [column], ["code"])
        op.create_index(
            f"ix_audit_records_{scope}",
            "audit_records",
            [column, "id"],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    op.create_check_constraint("scope", "audit_records", "num_nonnulls(estate_id, street_code, district_code) <= 1")


def downgrade() -> None:
    raise RuntimeError("records are sealed with their scopes: drop the database instead")
