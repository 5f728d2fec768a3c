"""A vote at the door through the API: the helper's PAD, the reader's bridge, and what each of them is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text
from websockets.asyncio.client import ClientConnection

from domain.rules.card_reads import CardReadFault, CardReadState
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.services import card_reads, devices
from domain.services.card_reads import ReportCardProgress
from domain.services.device_health import command_for
from domain.services.devices import ChangeDevice
from domain.services.pad_views import card_read_of
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.api.test_session_sockets import open_socket
from tests.ballots import actor_of
from tests.people import Person, make_place, sign_in_staff
from tests.readers import CONSENT, clerk_of, make_bridge, make_pad, nonce_of, read_card, request, submit
from tests.services.castings import open_ballot
from tests.services.certifying import someone

OPEN = """mutation Open($input: OpenPadSessionInput!) { openPadSession(input: $input) { __typename
  ... on PadSession { id place surroundings { maskedWitness isOpen reader { isReady } } }
  ... on Problem { code message } ... on InvalidInput { faults { path message } } } }"""
REQUEST = """mutation Request($input: RequestCardReadInput!) { requestCardRead(input: $input) { __typename
  ... on CardProgress { requestId state expiresAt } ... on Problem { code message } } }"""
SUBMIT = """mutation Submit($input: SubmitCardReadInput!) { submitCardRead(input: $input) { __typename
  ... on CardProgress { requestId state } ... on Problem { code message } } }"""
CAST = """mutation Cast($input: CastByMatchTokenInput!) { castByMatchToken(input: $input) { __typename
  ... on Receipt { id castAt heads area channel unitIds } ... on Problem { code message }
  ... on AlreadyVoted { castAt maskedName } } }"""
WATCH = """subscription Watch($id: UUID!) { cardRead(requestId: $id) { requestId seq state fault isFinal
  match { maskedName lastFour heads area token tokenExpiresAt flags earlier { castAt maskedName }
    units { unit { buildingName entrance room } area isCast } } } }"""
SESSION = """query Session($id: UUID!) { padSession(id: $id) { id ballotId kind place openedAt endsAt endedAt
  counts { reads votes units } surroundings { ballotTitle estateName streetName maskedOperator maskedWitness isOpen
    reader { deviceId name state healthAt isConnected isAccepted isRevoked isReady } } } }"""
LOG = """query Log($id: UUID!, $first: Int!) { cardReads(padSessionId: $id, first: $first) { totalCount
  nodes { id state fault cardKind samId attempts findMisses createdAt finishedAt receiptId } } }"""
SESSIONS = """query Sessions($first: Int!) { padSessions(first: $first) { totalCount nodes { id place
  counts { reads votes units } surroundings { maskedOperator maskedWitness reader { isReady } } } } }"""
DEVICES = """query Devices($street: String!, $first: Int!) { devices(streetCode: $street, first: $first) { totalCount
  nodes { id name state samId seenSamId version counters { junk bad timeout reopened }
    surroundings { streetName padSessionId reader { isReady } } } } }"""


@asynccontextmanager
async def watching(address: str, person: Person, request_id: str) -> AsyncIterator[ClientConnection]:
    async with open_socket(address, person) as opened:
        payload = {"query": WATCH, "variables": {"id": request_id}}
        await opened.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
        yield opened


async def event(opened: ClientConnection) -> dict[str, Any]:
    message = json.loads(await asyncio.wait_for(opened.recv(), 5))
    assert message["type"] == "next", message
    state: dict[str, Any] = message["payload"]["data"]["cardRead"]
    return state


async def test_a_vote_at_the_door_from_the_session_to_the_receipt(
    database: Database, client: httpx.AsyncClient, address: str
) -> None:
    place = await make_place(database, units=2)
    owner = await someone(database, *place.units)
    ballot = await open_ballot(database, place)
    bridge = await make_bridge(database, place)
    helper = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    opening = {
        "ballotId": str(ballot.id), "deviceId": str(bridge.device_id), "kind": "DOOR", "place": "3号楼2单元",
        "witness": "赵见证", "hours": 4,
    }  # fmt: skip
    opened = (await ask(client, OPEN, helper, input=opening))["openPadSession"]
    assert opened["surroundings"] == {"maskedWitness": "赵*证", "isOpen": True, "reader": {"isReady": True}}
    asked = (await ask(client, REQUEST, helper, input={"padSessionId": opened["id"], "consent": CONSENT}))[
        "requestCardRead"
    ]
    assert asked["state"] == "WAITING_FOR_READER"

    async with watching(address, helper, asked["requestId"]) as socket:
        seqs = []
        first = await event(socket)
        assert (first["state"], first["match"]) == ("WAITING_FOR_READER", None)
        seqs.append(first["seq"])
        request_id = UUID(asked["requestId"])
        for state in (CardReadState.WAITING_FOR_CARD, CardReadState.READING, CardReadState.READ_ERROR):
            async with database.transaction(bridge.actor) as tx:
                fault = CardReadFault.CARD_MOVED if state is CardReadState.READ_ERROR else None
                await card_reads.report_card_progress(tx, ReportCardProgress(request_id, state, fault))
            seen = await event(socket)
            assert seen["state"] == state.name
            seqs.append(seen["seq"])
        nonce = await nonce_of(database, request_id)
        content = bridge.content(owner.number, owner.name)
        await submit(database, bridge, bridge.submission(request_id, nonce, content))
        matched = await event(socket)
        seqs.append(matched["seq"])
        assert json.loads(await asyncio.wait_for(socket.recv(), 5))["type"] == "complete"
    assert seqs == sorted(set(seqs))
    match = matched["match"]
    assert (matched["state"], matched["isFinal"]) == ("MATCHED", True)
    assert (match["maskedName"], match["lastFour"]) == ("张*验", owner.number[-4:])
    assert (match["heads"], match["area"]) == (1, "176.70")
    assert [(one["unit"]["room"], one["area"], one["isCast"]) for one in match["units"]] == [
        ("101", "88.35", False),
        ("102", "88.35", False),
    ]
    said = json.dumps(matched, ensure_ascii=False)
    assert owner.number not in said
    assert owner.name not in said

    choices = [{"matterId": str(matter), "optionIds": [str(options[0])]} for matter, options in ballot.options.items()]
    given = {"token": match["token"], "clientKey": str(uuid4()), "choices": choices}
    receipt = (await ask(client, CAST, helper, input=given))["castByMatchToken"]
    assert (receipt["channel"], receipt["heads"], len(receipt["unitIds"])) == ("PAD", 1, 2)
    again = (await ask(client, CAST, helper, input=given | {"clientKey": str(uuid4())}))["castByMatchToken"]
    assert again["__typename"] == "MatchTokenNotValid"

    shown = (await ask(client, SESSION, helper, id=opened["id"]))["padSession"]
    assert shown["counts"] == {"reads": 1, "votes": 1, "units": 2}
    assert shown["surroundings"]["streetName"] == "试验街道"
    log = (await ask(client, LOG, helper, id=opened["id"], first=10))["cardReads"]["nodes"]
    assert [(one["state"], one["receiptId"], one["samId"]) for one in log] == [
        ("MATCHED", receipt["id"], bridge.sam_id)
    ]
    turnout = await ask(
        client,
        "query T($id: UUID!) { participation(ballotId: $id) { whole { castUnits padUnits padHeads padArea } } }",
        helper,
        id=str(ballot.id),
    )
    assert turnout["participation"]["whole"] == {"castUnits": 2, "padUnits": 2, "padHeads": 1, "padArea": "176.70"}


async def test_the_first_event_is_the_present_state_also_when_it_is_over(database: Database, address: str) -> None:
    place = await make_place(database, units=1)
    owner = await someone(database, *place.units)
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    read = await read_card(database, pad, owner.number, owner.name)
    async with watching(address, pad.person, str(read.request_id)) as socket:
        assert (await event(socket))["state"] == "MATCHED"
        assert json.loads(await asyncio.wait_for(socket.recv(), 5))["type"] == "complete"


async def test_a_request_that_nobody_answers_expires_by_itself(
    database: Database, address: str, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    asked = await request(database, pad)
    async with watching(address, pad.person, str(asked.request_id)) as socket:
        assert (await event(socket))["state"] == "WAITING_FOR_READER"
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE card_reads SET expires_at = clock_timestamp() WHERE id = :id"), {"id": asked.request_id}
            )
        over = await event(socket)
        assert (over["state"], over["isFinal"]) == ("EXPIRED", True)
    log = (await ask(client, LOG, pad.person, id=str(pad.session.id), first=1))["cardReads"]["nodes"]
    assert [one["state"] for one in log] == ["EXPIRED"]
    async with database.glance() as session:
        command = await command_for(session, pad.bridge.device_id)
    assert command is not None
    assert command.read is None


async def test_a_device_that_is_revoked_meanwhile_shows_on_the_screen(database: Database, address: str) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    asked = await request(database, pad)
    async with watching(address, pad.person, str(asked.request_id)) as socket:
        await event(socket)
        async with database.transaction(await clerk_of(database, place)) as tx:
            await devices.revoke_device(tx, ChangeDevice(pad.bridge.device_id, "读卡器遗失"))
        assert (await event(socket))["state"] == "READER_REVOKED"


async def test_nobody_else_watches_a_read(database: Database, address: str) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    asked = await request(database, pad)
    other = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    async with watching(address, other, str(asked.request_id)) as socket:
        assert json.loads(await asyncio.wait_for(socket.recv(), 5))["type"] == "complete"


async def test_lists_take_as_few_statements_for_a_hundred_rows_as_for_one(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=3)
    owners = [await someone(database, unit) for unit in place.units]
    ballot = await open_ballot(database, place)
    pads = [await make_pad(database, place, ballot.id) for _ in range(3)]
    for owner in owners:
        await read_card(database, pads[0], owner.number, owner.name)
    clerk = pads[0].person
    for document, given, name in (
        (LOG, {"id": str(pads[0].session.id)}, "cardReads"),
        (SESSIONS, {}, "padSessions"),
        (DEVICES, {"street": place.street}, "devices"),
    ):
        ran = []
        for first in (1, 100):
            with counted_statements() as statements:
                listed = (await ask(client, document, clerk, first=first, **given))[name]
            assert len(listed["nodes"]) == min(first, 3)
            ran.append(len(statements))
        assert ran[0] == ran[1] <= MOST, (name, ran)


async def test_who_sees_sessions_and_devices(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    auditor = await sign_in_staff(database, Role.AUDITOR, ScopeKind.DISTRICT, place.district)
    company = await sign_in_staff(database, Role.PROPERTY_COMPANY, ScopeKind.ESTATE, str(place.estate_id))
    stranger = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, elsewhere.street)
    for person, session, device in (
        (pad.person, True, True),
        (auditor, True, True),
        # A helper of another body chooses among the street's readers but does not see others at work.
        (company, False, True),
        (stranger, False, False),
    ):
        found = (await ask(client, SESSION, person, id=str(pad.session.id)))["padSession"]
        assert (found is not None) == session
        listed = (await ask(client, DEVICES, person, street=place.street, first=10))["devices"]["nodes"]
        assert bool(listed) == device


async def test_every_step_of_a_vote_runs_few_statements(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=3)
    owner = await someone(database, *place.units)
    ballot = await open_ballot(database, place)
    bridge = await make_bridge(database, place)
    helper = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    opening = {
        "ballotId": str(ballot.id), "deviceId": str(bridge.device_id), "kind": "DESK", "place": "大堂",
        "witness": "赵见证", "hours": 4,
    }  # fmt: skip
    with counted_statements() as to_open:
        opened = (await ask(client, OPEN, helper, input=opening))["openPadSession"]
    wanted = {"padSessionId": opened["id"], "consent": CONSENT}
    with counted_statements() as to_ask:
        asked = (await ask(client, REQUEST, helper, input=wanted))["requestCardRead"]
    request_id = UUID(asked["requestId"])
    nonce = await nonce_of(database, request_id)
    command = bridge.submission(request_id, nonce, bridge.content(owner.number, owner.name))
    sent = {
        "requestId": asked["requestId"], "sequence": command.sequence, "sealed": command.sealed,
        "signature": command.signature,
    }  # fmt: skip
    body = {"query": SUBMIT, "variables": {"input": sent}}
    with counted_statements() as to_submit:
        answered = await client.post("/graphql", json=body, headers={"Authorization": f"Bearer {bridge.token}"})
    assert answered.json()["data"]["submitCardRead"]["state"] == "MATCHED"
    actor = await actor_of(database, helper)
    with counted_statements() as to_show:
        view = await card_read_of(database, actor, request_id)
    assert view is not None
    assert view.match is not None
    choices = [{"matterId": str(matter), "optionIds": [str(options[0])]} for matter, options in ballot.options.items()]
    given = {"token": view.match.token, "clientKey": str(uuid4()), "choices": choices}
    with counted_statements() as to_cast:
        assert (await ask(client, CAST, helper, input=given))["castByMatchToken"]["__typename"] == "Receipt"
    for ran in (to_open, to_ask, to_submit, to_show, to_cast):
        assert len(ran) <= MOST, ran
