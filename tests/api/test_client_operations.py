"""What the clients ask, as they send it: each query runs few statements, at the smallest page and the largest (G9).

The commands are held to it wherever a test sends one: see `FewStatements`.
"""

from pathlib import Path
from typing import Any

import httpx
from graphql import (
    FieldNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    is_input_type,
    parse,
    type_from_ast,
)

import schema.operations
from domain.rules.policy import Permission, Role, ScopeKind
from domain.store.database import Database
from schema.root import Query
from tests.api.asking import answer_of, ask
from tests.api.everything import World, make_world
from tests.api.statements import MOST, OPERATIONS, counted_statements
from tests.api.test_ballots import command, whole_document
from tests.api.test_every_field import who_may
from tests.api.test_role_matrix import SCHEMA, argument_value, guarded
from tests.ballots import make_open_ballot, settle, sign_in_organizer, yes_or_no
from tests.people import Person, make_place, sign_in_staff

PERMISSIONS = {name: permissions for _, name, permissions in guarded(query=Query)}
# Some see little by the permission that the field names; an owner and a clerk see what they have here.
ASKERS = 2


def queries() -> dict[str, str]:
    """The clients' queries, text by name."""
    found = {}
    for text in OPERATIONS.values():
        for one in parse(text).definitions:
            if isinstance(one, OperationDefinitionNode) and one.operation is OperationType.QUERY and one.name:
                found[f"{one.name.value}:{len(text)}"] = text
    return found


def roots_of(operation: OperationDefinitionNode) -> list[str]:
    return [one.name.value for one in operation.selection_set.selections if isinstance(one, FieldNode)]


def operation_of(text: str) -> OperationDefinitionNode:
    return next(one for one in parse(text).definitions if isinstance(one, OperationDefinitionNode))


def variables_of(operation: OperationDefinitionNode, world: World, first: int) -> dict[str, Any]:
    """Plausible values of what must be given, ids of the world, and the page's size."""
    given: dict[str, Any] = {}
    root = roots_of(operation)[0]
    for one in operation.variable_definitions or ():
        name = one.variable.name.value
        kind = type_from_ast(SCHEMA, one.type)
        if name == "first":
            given[name] = first
        elif isinstance(one.type, NonNullTypeNode) or "id" in name.lower():
            assert is_input_type(kind)
            given[name] = argument_value(name, kind, world, root)
    return given


def askers(world: World, operation: OperationDefinitionNode) -> list[Person]:
    """Who may ask it, those first who see most; anybody for what is public."""
    permissions: tuple[Permission, ...] = tuple(
        permission for root in roots_of(operation) for permission in PERMISSIONS.get(root, ())
    )
    return (who_may(world, permissions) if permissions else list(world.people.values()))[:ASKERS]


async def test_each_query_of_the_clients_runs_few_statements_at_any_page_size(
    database: Database, client: httpx.AsyncClient
) -> None:
    world = await make_world(database)
    counts: dict[str, int] = {}
    for name, text in queries().items():
        operation = operation_of(text)
        for person in askers(world, operation):
            for first in (1, 100):
                with counted_statements() as ran:
                    answer = await answer_of(client, text, person, **variables_of(operation, world, first))
                assert "errors" not in answer, (name, answer["errors"])
                counts[name] = max(counts.get(name, 0), len(ran))
    assert len(counts) > 100
    assert {name: most for name, most in counts.items() if most > MOST} == {}


async def test_a_ballots_commands_run_few_statements_as_its_pages_send_them(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=3)
    await settle(database, place)
    member = await sign_in_organizer(database, place)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    drafted = (await command(client, "createBallot", member, estateId=str(place.estate_id)))["id"]
    document = await whole_document(database, place, member, drafted)
    running = await make_open_ballot(database, place, matters=[yes_or_no(), yes_or_no("调整物业费")])
    matter, title = running.matters[0].id, yes_or_no().title

    async def send(name: str, person: Person, **given: Any) -> None:
        (outcome,) = (await ask(client, face_text(name), person, input=given)).values()
        assert outcome["__typename"] == "Ballot", outcome

    await send("UpdateBallot", member, **document)
    await send("SubmitBallot", member, ballotId=drafted)
    shown = await ask(client, "query ($id: UUID!) { ballotReadiness(id: $id) { contentHash } }", reviewer, id=drafted)
    await send("ReviewBallot", reviewer, ballotId=drafted, approved=True, **shown["ballotReadiness"])
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await send("ExtendBallot", clerk, ballotId=str(running.id), reason="参与不足，延期。")
    suspension = {"matterId": str(matter), "reason": "材料有误，需要重议。", "typedTitle": title}
    await send("SuspendMatter", clerk, **suspension)


def face_text(name: str) -> str:
    """An operation of the staff's face."""
    return (Path(schema.operations.__file__).parent / "admin" / f"{name}.graphql").read_text(encoding="utf-8")
