"""Rows into units: several rows of one unit are its co-owners, and must agree on everything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.rules.register import UnitFields
from domain.services.sheets.columns import BY_FIELD, Field, SheetOwner, SheetUnit, column_letter
from domain.services.sheets.faults import FaultCode, Place, SheetFault, fault

IDENTITY = (Field.BUILDING, Field.ENTRANCE, Field.ROOM)
SHARED = (
    Field.FLOOR,
    Field.FLOOR_FROM,
    Field.FLOOR_TO,
    Field.USAGE,
    Field.LAYOUT,
    Field.AREA,
    Field.AREA_SOURCE,
    Field.DEVELOPER_STOCK,
    Field.DELIVERED,
    # The owners of one title own from one day on.
    Field.TITLE_STARTS,
)
OWNER = (Field.OWNER, Field.DOCUMENT_KIND, Field.DOCUMENT_NUMBER)


@dataclass(slots=True)
class ParsedRow:
    """One row: the values that could be read, and the fields in which anything stood."""

    number: int
    values: dict[Field, Any] = field(default_factory=dict)
    filled: set[Field] = field(default_factory=set)

    @property
    def owned(self) -> bool:
        return any(known in self.filled for known in OWNER)


def gather_units(rows: Iterable[ParsedRow], columns: Mapping[Field, int], faults: list[SheetFault]) -> list[SheetUnit]:
    """The units in the order of their first rows; adds to `faults` every row that contradicts an earlier one.

    A row without a readable identity, or a unit with any unreadable value, makes no unit: its fault is already named.
    """
    units: dict[tuple[Any, ...], list[ParsedRow]] = {}
    for row in rows:
        if all(known in row.values for known in IDENTITY):
            units.setdefault(tuple(row.values[known] for known in IDENTITY), []).append(row)
    for together in units.values():
        _compare(together, columns, faults)
    return [unit for together in units.values() if (unit := _unit(together)) is not None]


def _compare(together: list[ParsedRow], columns: Mapping[Field, int], faults: list[SheetFault]) -> None:
    first = together[0]
    owners: dict[tuple[Any, Any], int] = {}
    for row in together:
        if row is not first:
            for known in SHARED:
                if _differs(first, row, known):
                    faults.append(_at(row, known, columns, FaultCode.UNIT_DIFFERS, first.number))
            if not row.owned or not first.owned:
                faults.append(_at(row, Field.ROOM, columns, FaultCode.UNIT_REPEATED, first.number))
        document = (row.values.get(Field.DOCUMENT_KIND), row.values.get(Field.DOCUMENT_NUMBER))
        if None in document:
            continue
        if document in owners:
            faults.append(_at(row, Field.DOCUMENT_NUMBER, columns, FaultCode.OWNER_REPEATED, owners[document]))
        owners.setdefault(document, row.number)


def _differs(first: ParsedRow, row: ParsedRow, known: Field) -> bool:
    return known in first.values and known in row.values and first.values[known] != row.values[known]


def _at(row: ParsedRow, known: Field, columns: Mapping[Field, int], code: FaultCode, first: int) -> SheetFault:
    place = Place(row.number, column_letter(columns[known]), BY_FIELD[known].header)
    return fault(code, place, first=first)


def _unit(together: list[ParsedRow]) -> SheetUnit | None:
    first = together[0]
    shared = [known for known in (*IDENTITY, *SHARED) if known is not Field.TITLE_STARTS]
    if any(known not in row.values for row in together for known in shared):
        return None
    owned = [row for row in together if row.owned]
    if any(known not in row.values for row in owned for known in (*OWNER, Field.TITLE_STARTS)):
        return None
    return SheetUnit(
        building=first.values[Field.BUILDING],
        fields=UnitFields(**{known.value: first.values[known] for known in shared if known is not Field.BUILDING}),
        owners=tuple(SheetOwner(*(row.values[known] for known in OWNER)) for row in owned),
        title_starts=owned[0].values[Field.TITLE_STARTS] if owned else None,
        rows=tuple(row.number for row in together),
    )
