"""An estate of a spec's own, with everybody that a ballot needs and, if asked for, a ballot in a state."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.terms import EstateStatus
from domain.store.database import Database
from tests.ballots import (
    MadeBallot,
    election,
    make_approved_ballot,
    make_open_ballot,
    make_organizer,
    one_of,
    post_notices,
    settle,
    yes_or_no,
)
from tests.people import Person, Place, give_title, make_owner, make_place, new_id_card
from tests.stage import scene
from tests.stage.people import shown, staff


@scene
async def town(
    database: Database,
    units: int = 3,
    known: int = 0,
    unknown: int = 0,
    status: str = "completed",
    ballot: str | None = None,
    matters: Sequence[dict[str, Any]] = (),
    opens_in: float = -3600,
    closes_in: float = 864000,
    posted: bool = False,
) -> dict[str, Any]:
    """An estate with `units` certified homes of 88.35 m² (`residents`), then `known` with an owner who is not certified
    (`newcomers`, with name and document), then `unknown` without one; a committee, its chair (`member`), and the
    street's `clerk` and `reviewer`.

    `ballot` is None, `approved` or `open`: from `opens_in` to `closes_in` seconds from now. `matters` are
    `{"title"}` for or against, `{"title", "choices"}`, or `{"title", "candidates", "seats"}`; one if none is given.
    With `posted`, two ballot notices of these matters were published 20 days ago, for a draft to link.
    """
    place = await make_place(database, units=units + known + unknown, status=EstateStatus(status))
    name = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    residents = await settle(database, place, place.units[:units])
    newcomers = [await _newcomer(database, unit) for unit in place.units[units : units + known]]
    organizer = await make_organizer(database, place)
    chair = await staff(database, "committee", "estate", str(place.estate_id), str(organizer))
    made: dict[str, Any] = {
        "estateId": str(place.estate_id),
        "name": name,
        "buildingId": str(place.building_id),
        "street": place.street,
        "district": place.district,
        "unitIds": [str(unit) for unit in place.units],
        "organizerId": str(organizer),
        "member": chair,
        "clerk": await staff(database, "street_clerk", "street", place.street),
        "reviewer": await staff(database, "street_reviewer", "street", place.street),
        "residents": [{**await shown(database, one.person), "unitId": str(one.unit_id)} for one in residents],
        "newcomers": newcomers,
    }
    content = [matter_of(one) for one in matters] or [yes_or_no()]
    if posted:
        author = Person(UUID(chair["accountId"]), chair["cookie"])
        published = datetime.now(UTC) - timedelta(days=20)
        notices = await post_notices(database, place, author, content, published)
        made["publicityId"], made["announcementId"] = map(str, notices)
    if ballot is not None:
        make = {"approved": make_approved_ballot, "open": make_open_ballot}[ballot]
        now = datetime.now(UTC)
        made["ballot"] = as_json(
            await make(
                database, place, matters=content,
                opens_at=now + timedelta(seconds=opens_in), closes_at=now + timedelta(seconds=closes_in),
            )
        )  # fmt: skip
    return made


def matter_of(asked: dict[str, Any]) -> Any:
    """A matter as a spec asks for it."""
    if "candidates" in asked:
        return election(asked["title"], asked["candidates"], asked["seats"], asked.get("maxPicks"))
    if "choices" in asked:
        return one_of(asked["title"], asked["choices"])
    return yes_or_no(asked["title"])


async def rename(database: Database, place: Place, name: str) -> None:
    """Give an estate a name that nobody else has, for a spec to search for."""
    """Give the estate a name by which a spec finds it."""
    async with database.transaction(SYSTEM) as tx:
        statement = text("UPDATE estates SET name = :name WHERE id = :id")
        await tx.session.execute(statement.bindparams(name=name, id=place.estate_id))


async def _newcomer(database: Database, unit: UUID) -> dict[str, Any]:
    number = new_id_card()
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, "赵新来", number)
        await give_title(tx, unit, [owner], head_key=head_key([owner]))
    return {"ownerId": str(owner), "unitId": str(unit), "name": "赵新来", "documentNumber": number}


def as_json(ballot: MadeBallot) -> dict[str, Any]:
    """A ballot as a spec sees it."""
    return {
        "id": str(ballot.id),
        "opensAt": ballot.opens_at.isoformat(),
        "closesAt": ballot.closes_at.isoformat(),
        "matters": [
            {
                "id": str(matter.id),
                "title": matter.title,
                "options": [{"id": str(o.id), "label": o.label, "role": o.role} for o in matter.options],
            }
            for matter in ballot.matters
        ],
    }
