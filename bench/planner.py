"""How long does the gap planner take for a running ballot over an estate of 10,000 units?"""

import asyncio
import http.client
import json
import time
from dataclasses import replace
from typing import Any

from bench.building_table import STAFF
from bench.installation import Installation, installation
from bench.population import Plan, Poll, approve, cast_most, id_of, open_ballots, populate, settle_down, token_of
from bench.report import Report, percentile
from bench.statements import begin_counting, counted

UNITS = 10_000
MILLISECONDS_AT_MOST = 300.0
STATEMENTS_AT_MOST = 10
PLAN = """query($id: UUID!) { gapPlan(ballotId: $id) {
  closes atLeast all { heads area } voted { heads area } needed { heads area } missing { heads area }
  gained { heads area }
  parts { building figures { units area votedUnits votedArea silentHeads certifiedSilent notCertified ownerUnknown
    notReached } }
  visits(first: 100) { totalCount nodes { units heads area
    door { unitId building entrance floor room area certified reached } } } } }"""

# Families that an estate has: one in ten units belongs to the owner of another as well, one in five has a co-owner.
_KIN = (
    """UPDATE titles t SET head_key = o.head_key FROM titles o
       WHERE right(t.id::text, 12)::bigint % 10 = 0
         AND o.id = (left(t.id::text, 24) || lpad((right(t.id::text, 12)::bigint + 1)::text, 12, '0'))::uuid""",
    """UPDATE title_owners t SET owner_id = o.owner_id FROM title_owners o
       WHERE right(t.title_id::text, 12)::bigint % 10 = 0
         AND o.title_id = (left(t.title_id::text, 24)
                           || lpad((right(t.title_id::text, 12)::bigint + 1)::text, 12, '0'))::uuid""",
    """INSERT INTO title_owners (title_id, owner_id)
       SELECT t.title_id, o.owner_id FROM title_owners t JOIN title_owners o
         ON o.title_id = (left(t.title_id::text, 24)
                          || lpad((right(t.title_id::text, 12)::bigint + 7)::text, 12, '0'))::uuid
       WHERE right(t.title_id::text, 12)::bigint % 5 = 2 AND o.owner_id <> t.owner_id""",
    """UPDATE titles SET head_key = md5(id::text)::uuid
       WHERE id IN (SELECT title_id FROM title_owners GROUP BY title_id HAVING count(*) > 1)""",
)


async def prepare(running: Installation, percent: int) -> None:
    """A ballot of which `percent` in a hundred units were cast, in an estate with families, and a clerk."""
    poll = Poll(range(1))
    async with running.administrator() as connection:
        await populate(connection, Plan(0, UNITS, estate_units=UNITS, accounts=UNITS // 2))
        for statement in _KIN:
            await connection.execute(statement)
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
        await approve(connection, poll)
    async with running.database() as database:
        await open_ballots(database, poll)
    async with running.administrator() as connection:
        await cast_most(connection, replace(poll), percent=percent)
        # A message about the ballot, delivered to everybody with an account: who was reached has to be worked out.
        await connection.execute(
            "INSERT INTO broadcasts (id, ballot_id, template, audience, parameters, expanded_at)"
            " VALUES ($1, $1, 'ballot_opened', 'everyone', '{}', now())",
            poll.ballot(0),
        )
        await connection.execute(
            "INSERT INTO messages (id, key, template, language, account_id, broadcast_id, state)"
            " SELECT id, id::text, 'ballot_opened', 'zh', id, $1, 'sent' FROM accounts WHERE kind = 'owner'",
            poll.ballot(0),
        )
        await settle_down(connection)


def ask(connection: http.client.HTTPConnection) -> tuple[float, Any]:
    """Milliseconds from the request's first byte to the answer's last, and the plan."""
    body = json.dumps({"query": PLAN, "variables": {"id": str(Poll(range(1)).ballot(0))}})
    headers = {"Content-Type": "application/json", "X-Gongjue": "bench", "Cookie": f"gongjue={token_of(STAFF)}"}
    began = time.perf_counter()
    connection.request("POST", "/graphql", body, headers)
    answer = connection.getresponse().read()
    milliseconds = (time.perf_counter() - began) * 1000
    document = json.loads(answer)
    if "errors" in document:
        raise RuntimeError(str(document["errors"]))
    return milliseconds, document["data"]["gapPlan"]


def measure(quick: bool) -> Report:
    """One client, one request after the other; the time includes HTTP on the loopback."""
    report = Report("planner", quick)
    for percent in (0, 40):
        with installation(statistics=True) as running:
            asyncio.run(prepare(running, percent))
            with running.api() as port:
                connection = http.client.HTTPConnection("127.0.0.1", port)
                plan = ask(connection)[1]
                if not plan["closes"] or not plan["visits"]["totalCount"]:
                    raise RuntimeError(f"no plan: {str(plan)[:200]}")
                report.note(f"{percent}% cast", f"{plan['missing']} missing, {plan['visits']['totalCount']} doors")
                report.add("doors more than any list has", plan["visits"]["totalCount"] - plan["atLeast"])
                ask(connection)
                asyncio.run(begin_counting(running))
                ask(connection)
                statements = asyncio.run(counted(running, "%SELECT%"))
                report.add("SQL statements of one plan", statements, at_most=STATEMENTS_AT_MOST)
                milliseconds = [ask(connection)[0] for _ in range(20 if quick else 100)]
                name = f"plan for {UNITS:,} units, {percent}% cast"
                report.add(f"{name}, P95", percentile(milliseconds, 0.95), "ms", at_most=MILLISECONDS_AT_MOST)
                report.add(f"{name}, median", percentile(milliseconds, 0.5), "ms")
    return report
