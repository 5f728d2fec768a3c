"""Every field of every type is answered: each root field of Query, for somebody who may, with all that is below it."""

import httpx
import pytest

from domain.rules.policy import ROLE_PERMISSIONS, Permission, Role
from domain.store.database import Database
from schema.root import Query
from tests.api.asking import answer_of
from tests.api.everything import World, make_world
from tests.api.test_role_matrix import document_of, guarded
from tests.people import Person

QUERIES = [(name, permissions) for _, name, permissions in guarded(query=Query)]
# Who sees most comes first, so that as much as possible is there to be answered.
MOST_SEEING = [
    Role.AUDITOR,
    Role.STREET_REVIEWER,
    Role.STREET_CLERK,
    Role.DISTRICT,
    Role.COMMITTEE,
    Role.OWNER,
    Role.SYSTEM_ADMINISTRATOR,
]


def who_may(world: World, permissions: tuple[Permission, ...]) -> list[Person]:
    """The people of the place whose role has one of these permissions."""
    return [world.people[role] for role in MOST_SEEING if ROLE_PERMISSIONS[role].intersection(permissions)]


@pytest.mark.parametrize(("name", "permissions"), QUERIES)
async def test_every_field_is_answered_to_everyone_who_may_ask(
    database: Database, client: httpx.AsyncClient, name: str, permissions: tuple[Permission, ...]
) -> None:
    world = await make_world(database)
    document, variables = document_of("query", name, world)

    people = who_may(world, permissions)
    assert people
    for person in people:
        whole = await answer_of(client, document, person, **variables)
        assert "errors" not in whole, f"{whole['errors']} in {document}"
