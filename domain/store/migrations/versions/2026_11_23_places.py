"""Beijing's districts, streets and towns: they exist from the start, everything else is created below them."""

import csv
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_places"
down_revision: str | Sequence[str] | None = "20261123_ballot_gates"

# Names and statistical codes from the published table of administrative divisions.
PLACES = Path(__file__).parent.parent / "beijing-streets.csv"


def upgrade() -> None:
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    districts = {row["district_code"]: row["district"] for row in rows}
    district = sa.table("districts", sa.column("code"), sa.column("name"))
    street = sa.table("streets", sa.column("code"), sa.column("district_code"), sa.column("name"))
    op.bulk_insert(district, [{"code": code, "name": name} for code, name in districts.items()])
    op.bulk_insert(
        street,
        [{"code": row["street_code"], "district_code": row["district_code"], "name": row["street"]} for row in rows],
    )


def downgrade() -> None:
    raise RuntimeError("estates hang on these places: they are not taken away again")
