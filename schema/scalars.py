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

EstateGrid = NewType("EstateGrid", object)
"""An estate's units by building and column."""

EstateColours = NewType("EstateColours", object)
"""The colours of an estate's units by building."""

BuildingGrid = NewType("BuildingGrid", object)
"""A building's units by column."""

Sha256 = NewType("Sha256", bytes)
"""The 32 bytes of a SHA-256."""

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
        raise GraphQLError('an instant is ISO 8601 with an offset, such as "2026-03-31T18:00:00+08:00"')
    return moment.astimezone(UTC)


def _sha256(text: object) -> Sha256:
    if not isinstance(text, str) or not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise GraphQLError("a SHA-256 is 64 hexadecimal digits")
    return Sha256(bytes.fromhex(text))


def _as_it_is(value: object) -> object:
    return value


def _never_an_input(_value: object) -> object:
    raise GraphQLError("a grid is read, never sent")


SCALARS: dict[object, ScalarDefinition] = {
    Sha256: strawberry.scalar(
        name="Sha256",
        description="A SHA-256 in hexadecimal: what an approval names, so that it is of exactly what was shown.",
        serialize=bytes.hex,
        parse_value=_sha256,
    ),
    Area: strawberry.scalar(
        name="Area",
        description="A floor area in m² as a decimal string with two decimals.",
        serialize=area_text,
        parse_value=area_value,
    ),
    EstateGrid: strawberry.scalar(
        name="EstateGrid",
        description=(
            "Every unit of an estate: an object keyed by building id, in no order. Each building has columns of one "
            "length and one order (that of the units' ids, which never changes), each in one string: `ids`, `floors` "
            "and `areas` (integers in 0.01 m²), separated by spaces; `entrances` and `rooms`, separated by line feeds; "
            "`usages`: a letter each, h home, s shop, o office, p parking, t storage, u public, e equipment, d civil "
            "defence; `colours`: a letter each, g green, y yellow, r red. Buildings without units are left out."
        ),
        serialize=_as_it_is,
        parse_value=_never_an_input,
    ),
    EstateColours: strawberry.scalar(
        name="EstateColours",
        description=(
            "The colours of an estate's units: an object keyed by building id, a letter for each unit (g green, "
            "y yellow, r red), in the order of EstateGrid. Buildings without units are left out."
        ),
        serialize=_as_it_is,
        parse_value=_never_an_input,
    ),
    BuildingGrid: strawberry.scalar(
        name="BuildingGrid",
        description=(
            "Every unit of a building: an object of columns of one length, ordered by entrance, floor and room: `ids`, "
            "`entrances`, `floors`, `floorsFrom`, `floorsTo`, `rooms`, `usages`, `layouts`, `areas` (integers in "
            "0.01 m²), `areaSources`, `developerStock`, `delivered`: arrays; `colours`: a letter each, g green, "
            "y yellow, r red. `usages` and `areaSources` are values of the enums Usage and AreaSource."
        ),
        serialize=_as_it_is,
        parse_value=_never_an_input,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant, ISO 8601 with an offset.",
        serialize=lambda moment: moment.astimezone(UTC).isoformat(),
        parse_value=_instant,
    ),
}

CONFIG = StrawberryConfig(scalar_map=SCALARS)
