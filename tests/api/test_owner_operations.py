"""What the owner's phone asks: each of its queries runs few statements, however much there is (requirement G9)."""

from pathlib import Path
from typing import Any

import httpx
from graphql import OperationDefinitionNode, OperationType, parse

import schema.operations
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.ballots import make_open_ballot, yes_or_no
from tests.people import Person, make_place
from tests.services.castings import make_voter

FOLDER = Path(schema.operations.__file__).parent
LARGE = 100


def queries_of_the_phone() -> list[tuple[str, str]]:
    """The queries that the owner's face sends, by name, with their texts."""
    texts = [file.read_text(encoding="utf-8") for face in ("owner", "shared") for file in (FOLDER / face).iterdir()]
    found = [(parse(text).definitions[0], text) for text in sorted(texts)]
    return [
        (operation.name.value, text)
        for operation, text in found
        if isinstance(operation, OperationDefinitionNode)
        and operation.operation is OperationType.QUERY
        and operation.name is not None
    ]


async def _given(database: Database, ballots: int) -> tuple[Person, dict[str, Any]]:
    """An owner of three homes in a place with so many ballots, and the variables to ask about them."""
    place = await make_place(database, units=4)
    voter = await make_voter(database, place, place.units[:3])
    matters = [yes_or_no(), yes_or_no("调整物业费")]
    made = [await make_open_ballot(database, place, matters=matters) for _ in range(ballots)]
    return voter.person, {
        "id": str(made[0].id), "ballotId": str(made[0].id), "clientKey": str(made[0].id), "first": LARGE, "search": "",
        "estateId": str(place.estate_id), "buildingId": str(place.building_id), "quarter": "2026Q1",
    }  # fmt: skip


async def test_each_query_of_the_phone_runs_few_statements_however_much_there_is(
    database: Database, client: httpx.AsyncClient
) -> None:
    worlds = [await _given(database, ballots) for ballots in (1, 4)]
    counts: dict[str, list[int]] = {}
    for name, document in queries_of_the_phone():
        for person, given in worlds:
            with counted_statements() as ran:
                await ask(client, document, person, **given)
            counts.setdefault(name, []).append(len(ran))
    assert len(counts) > 15
    assert {name: found for name, found in counts.items() if found[0] != found[1] or found[0] > MOST} == {}
