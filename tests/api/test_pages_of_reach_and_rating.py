"""What the staff's pages about reach and ratings ask: each query as the face sends it, in few statements (G9)."""

from pathlib import Path
from typing import Any

import httpx
import pytest

import schema.operations
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.api.test_notice_reach import a_notice, opened, told
from tests.ballots import make_open_ballot
from tests.services.test_ratings import rated_by
from tests.services.ticketing import make_neighbourhood

FOLDER = Path(schema.operations.__file__).parent / "admin"
ASKED = (
    "EstateRatings", "RatingComparison", "RatingsOfQuarter", "TodayRatings", "NoticeReached", "NoticeToReach",
    "NoticeUnits", "NoticeBuildings", "BroadcastForecast", "BallotBroadcasts", "Deliveries",
)  # fmt: skip


@pytest.mark.parametrize("size", [5, 12])
async def test_each_query_of_these_pages_runs_few_statements_however_much_there_is(
    database: Database, client: httpx.AsyncClient, size: int
) -> None:
    around = await make_neighbourhood(database, units=size)
    ratings = await rated_by(database, around.residents, *[4] * size)
    notice = await a_notice(database, around.place)
    ballot = await make_open_ballot(database, around.place)
    for resident in around.residents[: size // 2]:
        await opened(client, resident.person, notice)
    for _ in range(size // 4):
        await told(database, ballot.id, {one.person.account_id: "sent" for one in around.residents})
    about: dict[str, Any] = dict.fromkeys(("NoticeReached", "NoticeToReach", "NoticeUnits"), notice)
    given = {
        "estateId": str(around.place.estate_id), "quarter": ratings[0].quarter, "quarters": 8, "order": "LOWEST",
        "first": 100,
    }  # fmt: skip
    counts: dict[str, int] = {}
    for name in ASKED:
        document = (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")
        with counted_statements() as ran:
            answer = await ask(client, document, around.clerk, **given, id=str(about.get(name, ballot.id)))
        assert None not in answer.values(), name
        counts[name] = len(ran)
    assert {name: found for name, found in counts.items() if found > MOST} == {}
