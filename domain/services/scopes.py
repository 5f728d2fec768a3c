"""Where a role reaches: the city, a district, a street or an estate, by its key."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.rules.policy import Place, ScopeKind
from domain.store.database import Transaction
from domain.store.tables import District, Estate, Street

CITY_NAME = "北京市"


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope that exists: where it lies, what people call it, and an estate's project number."""

    place: Place
    name: str
    number: str | None = None


async def scope_of(tx: Transaction, kind: ScopeKind, key: str) -> Scope | None:
    """The scope with this key (a district's or street's code, an estate's id, empty for the city), or None."""
    match kind:
        case ScopeKind.CITY:
            return Scope(Place(), CITY_NAME) if key == "" else None
        case ScopeKind.DISTRICT:
            name = await tx.session.scalar(select(District.name).where(District.code == key))
            return Scope(Place(district=key), name) if name is not None else None
        case ScopeKind.STREET:
            street = select(Street.district_code, Street.name).where(Street.code == key)
            row = (await tx.session.execute(street)).one_or_none()
            return Scope(Place(district=row[0], street=key), row[1]) if row is not None else None
        case ScopeKind.ESTATE:
            return await _estate(tx, key)


async def _estate(tx: Transaction, key: str) -> Scope | None:
    try:
        estate = UUID(key)
    except ValueError:
        return None
    found = (
        select(Street.district_code, Street.code, Estate.name, Estate.number)
        .join(Estate, Estate.street_code == Street.code)
        .where(Estate.id == estate)
    )
    row = (await tx.session.execute(found)).one_or_none()
    return Scope(Place(district=row[0], street=row[1], estate=estate), row[2], row[3]) if row is not None else None
