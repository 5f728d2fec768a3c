"""What the planner's pages and the PAD's walk ask: each operation as the face sends it, in few statements (G9)."""

from pathlib import Path
from typing import Any

import httpx
import pytest

import schema.operations
from domain.services.castings import cast
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.people import make_place
from tests.readers import make_pad
from tests.services.castings import make_voter, open_ballot

FOLDER = Path(schema.operations.__file__).parent
ASKED = ("admin/PlannerBallot", "admin/PlannerGap", "admin/PlannerParts", "pad/DoorsToVisit", "pad/MarkDoor")


@pytest.mark.parametrize("homes", [4, 24])
async def test_each_operation_of_these_pages_runs_few_statements_however_many_doors_there_are(
    database: Database, client: httpx.AsyncClient, homes: int
) -> None:
    place = await make_place(database, units=homes)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    await cast(database, voters[0].cast(ballot))
    pad = await make_pad(database, place, ballot.id)
    given: dict[str, Any] = {
        "id": str(ballot.id), "first": 100, "level": "FLOOR", "building": str(place.building_id),
        "input": {"padSessionId": str(pad.session.id), "unitId": str(place.units[1]), "nobodyHome": True},
    }  # fmt: skip
    counts: dict[str, int] = {}
    for name in ASKED:
        document = (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")
        with counted_statements() as ran:
            answer = await ask(client, document, pad.person, **given)
        assert None not in answer.values(), name
        counts[name] = len(ran)
    assert answer["markDoor"]["nobodyHomeAt"] is not None
    assert {name: found for name, found in counts.items() if found > MOST} == {}
