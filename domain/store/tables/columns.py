"""The declarative root and the column kinds that every table shares."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Enum, LargeBinary, MetaData, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column
from uuid_utils.compat import uuid7

Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Identity = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=uuid7)]
Document = dict[str, Any]


class Table(DeclarativeBase):
    """Every table. Constraint names follow one pattern so that migrations and refusals can name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 — SQLAlchemy reads it as a plain class attribute
        str: Text,
        datetime: DateTime(timezone=True),
        UUID: Uuid,
        bytes: LargeBinary,
        Document: JSONB,
        list[Document]: JSONB,
        list[UUID]: ARRAY(Uuid),
        list[str]: ARRAY(Text),
        list[int]: ARRAY(SmallInteger),
    }


def closed(terms: type[StrEnum], name: str) -> Enum:
    """A column that holds one of `terms` by value, fenced by a CHECK constraint called `name`."""
    return Enum(
        terms,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda kind: [str(member.value) for member in kind],
    )


Hundredths = Annotated[int, mapped_column(BigInteger)]
