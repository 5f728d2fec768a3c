"""How values travel: areas as decimal strings of m², instants as ISO 8601 with an offset."""

import re
from datetime import UTC, datetime
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types.scalar import ScalarDefinition

Area = NewType("Area", int)
"""A floor area in hundredths of a square metre."""

_AREA = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")


def area_text(hundredths: int) -> str:
    """`8835` as `"88.35"`; two decimals, never rounded."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def area_value(text: object) -> Area:
    """`"88.35"` as `8835`. Raises `GraphQLError` for anything but a decimal with at most two places."""
    match = _AREA.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise GraphQLError('an area is a string of m² with at most two decimals, such as "88.35"')
    return Area(int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")))


def _instant(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise GraphQLError('an instant is ISO 8601 with an offset, such as "2026-03-31T24:00:00+08:00"')
    return moment.astimezone(UTC)


SCALARS: dict[object, ScalarDefinition] = {
    Area: strawberry.scalar(
        name="Area",
        description="A floor area in m² as a decimal string with two decimals.",
        serialize=area_text,
        parse_value=area_value,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant, ISO 8601 with an offset.",
        serialize=lambda moment: moment.astimezone(UTC).isoformat(),
        parse_value=_instant,
    ),
}

CONFIG = StrawberryConfig(scalar_map=SCALARS)
