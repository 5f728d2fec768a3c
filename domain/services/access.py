"""The first line of every command: may this actor do this here?"""

from uuid import UUID

from sqlalchemy import Select, select

from domain.rules.policy import Actor, Held, Permission, Place
from domain.rules.refusals import NotFound, NotSignedIn
from domain.store.database import Transaction
from domain.store.selects import place_of_estate
from domain.store.tables import Estate, Street


async def require(tx: Transaction, permission: Permission, estate_id: UUID) -> Held:
    """The role by which the actor has `permission` in the estate.

    Raises `NotSignedIn` without an account, and `NotFound` both when the estate does not exist and when it is not
    theirs: the two are never told apart.
    """
    row = (await tx.session.execute(place_of_estate(estate_id))).one_or_none()
    if row is None:
        return require_at(tx.actor, permission, None)
    return require_at(tx.actor, permission, Place(district=row[0], street=row[1], estate=estate_id))


async def require_around(tx: Transaction, permission: Permission, estate: Select[UUID]) -> tuple[Held, UUID]:
    """As `require`, in the estate whose id is selected, which is answered too: that of a unit, a building."""
    row = (
        await tx.session.execute(
            select(Street.district_code, Street.code, Estate.id)
            .join(Estate, Estate.street_code == Street.code)
            .where(Estate.id == estate.scalar_subquery())
        )
    ).one_or_none()
    place = Place(district=row[0], street=row[1], estate=row[2]) if row is not None else None
    held = require_at(tx.actor, permission, place)
    if row is None:
        raise NotFound()
    return held, row[2]


def require_at(actor: Actor, permission: Permission, place: Place | None) -> Held:
    """As `require`, for a place already known; None is a place that does not exist."""
    if actor.kind == "anonymous":
        raise NotSignedIn()
    held = actor.holding(permission, place) if place is not None else None
    if held is None:
        raise NotFound()
    return held
