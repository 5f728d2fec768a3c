"""How long does the building table of an estate of 10,000 units take?"""

import asyncio
import http.client
import json
import time
from typing import Any
from uuid import UUID

from bench.installation import Installation, installation
from bench.population import Plan, id_of, populate, settle_down, token_of
from bench.report import Report, percentile

BUILDINGS = "query($id: UUID!) { buildings(estateId: $id) { id name number source units green yellow red area } }"
GRID = "query($id: UUID!) { buildingGrid(buildingId: $id) }"
ESTATE = "query($id: UUID!) { estateGrid(estateId: $id) }"
UNITS = 10_000
STAFF = 900_000_000


async def prepare(running: Installation) -> None:
    """An estate of 25 buildings with 400 units each among nine others, and a clerk of its street."""
    async with running.administrator() as connection:
        await populate(connection, Plan(0, 10 * UNITS, estate_units=UNITS, accounts=UNITS // 2))
        account = id_of("account", STAFF)
        await connection.execute(
            "INSERT INTO accounts (id, kind, state, login, phone, phone_index) VALUES ($1, 'staff', 'active', 'bench',"
            " '\\x01', sha256('bench'))",
            account,
        )
        await connection.execute(
            "INSERT INTO grants (id, account_id, role, scope_kind, scope_key)"
            " SELECT $1, $1, 'street_clerk', 'street', min(code) FROM streets",
            account,
        )
        await connection.execute(
            "INSERT INTO sessions (token_hash, id, account_id, expires_at)"
            " VALUES (sha256(convert_to($2, 'UTF8')), $1, $1, now() + interval '1 day')",
            account, token_of(STAFF),
        )  # fmt: skip
        await settle_down(connection)


def ask(connection: http.client.HTTPConnection, query: str, id: UUID) -> tuple[float, int, Any]:
    """Milliseconds from the request's first byte to the answer's last, the answer's bytes, and its data."""
    body = json.dumps({"query": query, "variables": {"id": str(id)}})
    headers = {"Content-Type": "application/json", "X-Gongjue": "bench", "Cookie": f"gongjue={token_of(STAFF)}"}
    began = time.perf_counter()
    connection.request("POST", "/graphql", body, headers)
    answer = connection.getresponse().read()
    milliseconds = (time.perf_counter() - began) * 1000
    document = json.loads(answer)
    if "errors" in document:
        raise RuntimeError(str(document["errors"]))
    return milliseconds, len(answer), document["data"]


def measure(quick: bool) -> Report:
    """One client, one request after the other; the time includes HTTP on the loopback."""
    report = Report("building_table", quick)
    with installation() as running:
        asyncio.run(prepare(running))
        with running.api() as port:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            wanted = (
                ("list of 25 buildings", BUILDINGS, id_of("estate", 0), 15.0),
                ("one building of 400 units", GRID, id_of("building", 0), 40.0),
                ("columnar estate of 10,000 units", ESTATE, id_of("estate", 0), 25.0),
            )
            for name, query, id, at_most in wanted:
                data = ask(connection, query, id)[2]
                check(data)
                asked = [ask(connection, query, id) for _ in range(20 if quick else 200)]
                milliseconds = [one[0] for one in asked]
                report.add(f"{name}, median", percentile(milliseconds, 0.5), "ms", at_most=at_most)
                report.add(f"{name}, fastest", min(milliseconds), "ms")
                report.add(f"{name}, P99", percentile(milliseconds, 0.99), "ms")
                report.add(f"{name}, answer", asked[0][1] / 1000, "kB")
    return report


def check(data: dict[str, Any]) -> None:
    """Raises unless the answer is the whole table."""
    match data:
        case {"buildings": list(buildings)}:
            whole = len(buildings) == 25 and sum(one["units"] for one in buildings) == UNITS
        case {"buildingGrid": dict(grid)}:
            whole = len(grid["ids"]) == 400
        case {"estateGrid": dict(grid)}:
            whole = sum(len(column["ids"].split()) for column in grid.values()) == UNITS
        case _:
            whole = False
    if not whole:
        raise RuntimeError(f"not the whole table: {str(data)[:200]}")
