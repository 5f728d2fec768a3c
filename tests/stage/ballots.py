"""What a spec of ballots needs beyond a town: somebody of two offices, and a tally that waits for a person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.rules.law import CN_2007_ORDINARY
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.store.database import Database
from domain.store.tables import Grant
from tests.people import make_place
from tests.services.castings import open_ballot
from tests.stage import scene


@scene
async def second_office(database: Database, account_id: str, role: str, scope_kind: str, scope_key: str) -> None:
    """Give an account a role beside its own: small offices have few people."""
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Grant(account_id=UUID(account_id), role=Role(role), scope_kind=ScopeKind(scope_kind), scope_key=scope_key)
        )
        tx.record("stage.role_given", "account", UUID(account_id))


@scene
async def held_tally(database: Database) -> dict[str, Any]:
    """A ballot that closes at once and that the workers then hold: it was frozen under a law that is not in force."""
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place, closes_in=timedelta(seconds=0.5), rule_sets=(CN_2007_ORDINARY,))
    async with database.transaction(SYSTEM) as tx:
        tx.record("stage.ballot_made", "ballot", ballot.id, estate_id=place.estate_id)
        tx.wake("clock")
    return {"ballotId": str(ballot.id), "street": place.street, "district": place.district}
