"""How many have taken part, by heads and area; never what they chose (architecture: subscriptions)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import Actor, Permission, Place
from domain.rules.settings import CountingSettings
from domain.rules.terms import BallotState
from domain.services.feeds import Feed
from domain.store.database import Database
from domain.store.pages import MOST, Page, PageNotPossible
from domain.store.selects import ballots_for, place_of_estate
from domain.store.tables import Ballot
from domain.store.turnouts import Turnout, turnouts

# A break-down of fewer units would tell who among few has voted (law.md section 5).
SMALLEST_SHOWN = 5
WITH_A_ROLL = (BallotState.OPEN, BallotState.SUSPENDED, BallotState.CLOSED, BallotState.PUBLISHED)
AFTER_THE_CLOSE = (BallotState.CLOSED, BallotState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class BuildingTurnout:
    """One building's turnout, None where it has fewer than five counted units."""

    building_id: UUID
    building: str
    turnout: Turnout | None


@dataclass(frozen=True, slots=True)
class Participation:
    """A ballot's turnout as it stands, whole and by building."""

    ballot_id: UUID
    state: BallotState
    closes_at: datetime
    whole: Turnout
    buildings: tuple[BuildingTurnout, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ballot stands, for whoever watches it."""

    ballot_id: UUID
    state: BallotState
    opens_at: datetime
    closes_at: datetime
    suspension_reason: str | None
    suspended_matter_ids: tuple[UUID, ...]


_STANDING = text("""
SELECT b.id, b.state, b.opens_at, b.closes_at, b.suspension_reason,
       ARRAY(SELECT m.id FROM matters m WHERE m.ballot_id = b.id AND m.state = 'suspended' ORDER BY m.position)
FROM ballots b WHERE b.id = :ballot AND b.state NOT IN ('draft', 'submitted', 'rejected')
""")


async def read_participation(session: AsyncSession, ballot_id: UUID) -> Participation | None:
    """The turnout of a ballot that has a roll, or None.

    It is the tally's: heads by the ballot's own rule for co-owners, each unit with the head that cast it, any other
    with whom the register names by now, corrections included. At the close it is what the result says, but for the
    votes that are deemed from silence where the estate's rules have that clause: those are known at the close only.
    """
    found = select(Ballot.state, Ballot.closes_at, Ballot.settings).where(
        Ballot.id == ballot_id, Ballot.state.in_(WITH_A_ROLL)
    )
    ballot = (await session.execute(found)).one_or_none()
    if ballot is None or ballot[1] is None:
        return None
    settings = CountingSettings.from_json(ballot[2] or {})
    whole, *buildings = await turnouts(session, ballot_id, settings.co_owner)
    shown = tuple(
        BuildingTurnout(part.building_id, part.building, part.turnout if part.turnout.units >= SMALLEST_SHOWN else None)
        for part in buildings
        if part.building_id is not None
    )
    return Participation(ballot_id, ballot[0], ballot[1], whole.turnout, shown)


async def read_standing(session: AsyncSession, ballot_id: UUID) -> Standing | None:
    """Where an approved or later ballot stands, or None."""
    row = (await session.execute(_STANDING, {"ballot": ballot_id})).one_or_none()
    return Standing(row[0], BallotState(row[1]), row[2], row[3], row[4], tuple(row[5])) if row is not None else None


async def participation_of(database: Database, actor: Actor, ballot_id: UUID) -> Participation | None:
    """The turnout of a ballot that `actor` may see, or None."""
    async with database.read() as session:
        if await place_of_ballot(session, actor, ballot_id) is None:
            return None
        return await read_participation(session, ballot_id)


async def place_of_ballot(session: AsyncSession, actor: Actor, ballot_id: UUID) -> Place | None:
    """Where the ballot's estate lies, or None where `actor` may not see the ballot."""
    seen = ballots_for(actor).with_only_columns(Ballot.estate_id).where(Ballot.id == ballot_id)
    estate = (await session.execute(seen)).scalar_one_or_none()
    if estate is None:
        return None
    district, street = (await session.execute(place_of_estate(estate))).one()
    return Place(district=district, street=street, estate=estate)


def participation_feed(database: Database) -> Feed[Participation]:
    """This process's shared reads of turnouts."""

    async def read(ballot_id: UUID) -> Participation | None:
        async with database.read() as session:
            return await read_participation(session, ballot_id)

    return database.keep("participation", lambda: Feed(database.bus, lambda id: f"participation:{id}", read))


def standing_feed(database: Database) -> Feed[Standing]:
    """This process's shared reads of where ballots stand."""

    async def read(ballot_id: UUID) -> Standing | None:
        async with database.glance() as session:
            return await read_standing(session, ballot_id)

    return database.keep("standing", lambda: Feed(database.bus, lambda id: f"ballot:{id}", read))


@dataclass(frozen=True, slots=True)
class UnitVote:
    """What anybody in the estate may know of one unit: where it is, its area, and whether it was cast."""

    unit_id: UUID
    building: str
    entrance: str
    room: str
    area: int
    counted: bool
    voted: bool


# As people go through a house: the register's order of its buildings, then entrance, floor and room, 2 before 10.
_ORDER = "g.position, g.id, length(u.entrance), u.entrance, u.floor, length(u.room), u.room, u.id"
_LISTED = """
FROM roll_entries r JOIN units u ON u.id = r.unit_id JOIN buildings g ON g.id = r.building_id
WHERE r.ballot_id = :ballot AND strpos(lower(replace(
  g.name || CASE WHEN u.entrance = '' THEN '' ELSE u.entrance || '单元' END || u.room, ' ', '')), :search) > 0
"""
_UNITS = text(f"""
SELECT r.unit_id, g.name, u.entrance, u.room, r.area, r.counted,
       EXISTS (SELECT FROM castings k WHERE k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id)
{_LISTED} AND (CAST(:after AS uuid) IS NULL OR ({_ORDER}) > (
  SELECT {_ORDER} FROM roll_entries r JOIN units u ON u.id = r.unit_id JOIN buildings g ON g.id = r.building_id
  WHERE r.ballot_id = :ballot AND r.unit_id = :after))
ORDER BY {_ORDER} LIMIT :most
""")  # noqa: S608 — put together from this module's own constants
_HOW_MANY = text(f"SELECT count(*) {_LISTED}")
SEARCH_LONGEST = 100


async def unit_votes(
    database: Database, actor: Actor, ballot_id: UUID, *, search: str | None = None, first: int, after: str | None
) -> Page[UnitVote]:
    """The units of a ballot's roll with whether each was cast, in the order of a walk through the estate.

    `search` is a part of building, entrance and room as they are written, such as 3号楼 or 1单元1001. For who reads
    the estate's units at any time; for its owners after the close. Raises `PageNotPossible`.
    """
    if not 1 <= first <= MOST:
        raise PageNotPossible(f"`first` is a number from 1 to {MOST}")
    async with database.read() as session:
        place = await place_of_ballot(session, actor, ballot_id)
        state = (await session.execute(select(Ballot.state).where(Ballot.id == ballot_id))).scalar_one_or_none()
        staff = place is not None and actor.holding(Permission.READ_UNITS, place) is not None
        if place is None or not (staff or state in AFTER_THE_CLOSE):
            return Page((), (), False, _none)
        searched = {"ballot": ballot_id, "search": "".join((search or "").split()).lower()[:SEARCH_LONGEST]}
        given = {**searched, "after": _unit_of(after), "most": first + 1}
        found = [UnitVote(*row) for row in await session.execute(_UNITS, given)]

    async def count() -> int:
        async with database.glance() as session:
            return int((await session.execute(_HOW_MANY, searched)).scalar_one())

    return Page(found[:first], [str(one.unit_id) for one in found[:first]], len(found) > first, count)


def _unit_of(after: str | None) -> UUID | None:
    try:
        return UUID(after) if after is not None else None
    except ValueError as fault:
        raise PageNotPossible("`after` is not a cursor of this list") from fault


async def _none() -> int:
    return 0
