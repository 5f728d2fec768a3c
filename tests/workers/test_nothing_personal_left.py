"""P9: nothing personal is in logs, errors, URLs or queue messages, and nothing is in clear where the data are kept.

An owner with a name, a number and a phone that nobody else has signs in, certifies and votes through the real stack;
then everything that the run has left behind is searched for them, and for the names, numbers and phones of hundreds
of others who asked for codes, failed to match and were reviewed.
"""

import asyncio
import base64
import contextlib
import json
import re
import signal
import tempfile
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from redis.asyncio import Redis
from sqlalchemy import text

import schema.operations
from domain.rules.consents import CONSENTS
from domain.rules.policy import SYSTEM
from domain.rules.terms import ConsentKind
from domain.services.demo_clock import advance
from domain.services.pad_views import card_read_of
from domain.store.database import Database
from gongjue.embedded.postgres import database_url
from gongjue.embedded.valkey import redis_url
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.gongjue.test_up import Up, up
from tests.people import Place, give_title, make_owner, make_place, new_id_card, new_phone
from tests.readers import Bridge, make_device, make_pad, new_sam_id, nonce_of, request
from tests.services.castings import OpenBallot, open_ballot
from tests.services.certifying import Someone, someone
from tests.workers.planted import MARK, PEOPLE, Planted, plant

NAME = "欧阳无痕"
BY_CARD = "司马无迹"
REQUEST = """mutation($phone: String) { requestCode(input: {purpose: SIGN_IN, phone: $phone}) {
  __typename ... on CodeSent { challenge } ... on Problem { code message } } }"""
SIGN_IN = """mutation($challenge: String!, $code: String!) {
  signInWithCode(input: {challenge: $challenge, code: $code}) {
    __typename ... on SignedIn { accountId } ... on Problem { code message } } }"""
CERTIFY = """mutation($unit: UUID!, $name: String!, $number: String!, $consent: String!) {
  certifyByIdCard(input: {unitId: $unit, name: $name, number: $number, consent: $consent}) {
    __typename ... on Certified { estateId } ... on InvalidInput { faults { path message } }
    ... on Problem { code message } } }"""
BRIDGE = (Path(schema.operations.__file__).parent / "bridge.graphql").read_text(encoding="utf-8")
CAST_BY_TOKEN = """mutation($input: CastByMatchTokenInput!) { castByMatchToken(input: $input) {
  __typename ... on Receipt { id } ... on Problem { code message } } }"""
CAST = """mutation($input: CastBallotInput!) { castBallot(input: $input) {
  __typename ... on Receipt { id } ... on Problem { code message } } }"""


@dataclass
class Visitor:
    """A browser that keeps every answer that was not what it wanted."""

    client: httpx.AsyncClient
    refused: list[str] = field(default_factory=list)
    cookie: str = ""
    token: str = ""

    async def ask(self, document: str, wanted: str | None, **variables: Any) -> dict[str, Any]:
        """Run a mutation; `wanted` is the type of its answer, None where any refusal will do."""
        return await self._send({"query": document, "variables": variables}, wanted)

    async def bridge(self, name: str, wanted: str | None, given: dict[str, Any]) -> dict[str, Any]:
        """Run one of a bridge's operations."""
        return await self._send({"query": BRIDGE, "operationName": name, "variables": {"input": given}}, wanted)

    async def _send(self, request: dict[str, Any], wanted: str | None) -> dict[str, Any]:
        headers = {"X-Gongjue": "test"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.cookie:
            headers["Cookie"] = f"gongjue={self.cookie}"
        response = await self.client.post("/graphql", json=request, headers=headers)
        answer: dict[str, Any] = next(iter((response.json().get("data") or {"": None}).values())) or {}
        if wanted is None:
            self.refused.append(response.text)
        else:
            assert answer.get("__typename") == wanted, response.text
        return answer


@contextlib.contextmanager
def running_stack() -> Iterator[Up]:
    """`gongjue up` on a data root of its own, whose output somebody reads."""
    with tempfile.TemporaryDirectory(prefix="gongjue-left-", ignore_cleanup_errors=True) as directory:
        Path(directory).chmod(0o711)
        with up(Path(directory) / "data") as running:
            running.until_ready()
            assert running.process.stdout is not None
            reader = threading.Thread(target=running.process.stdout.read, daemon=True)
            reader.start()
            yield running
            running.process.kill()
            reader.join()


@contextlib.asynccontextmanager
async def everything_said_to_valkey(url: str) -> AsyncIterator[list[str]]:
    """Every command that anybody gives it, until the block ends."""
    said: list[str] = []
    client: Redis = Redis.from_url(url)
    async with client.monitor() as monitor:

        async def write_down() -> None:
            async for command in monitor.listen():
                said.append(json.dumps(command, default=repr, ensure_ascii=False))

        listening = asyncio.create_task(write_down())
        yield said
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    await client.aclose()


def spellings(secret: str) -> list[bytes]:
    """How a text may be written: as it is, escaped for JSON, or escaped byte by byte."""
    encoded = secret.encode()
    return [encoded, json.dumps(secret)[1:-1].encode(), repr(encoded)[2:-1].encode()]


def found_in(content: bytes, planted: Iterable[str]) -> list[str]:
    """Which of the planted texts are in `content`; digits count only where they stand alone."""
    return [
        secret
        for secret in planted
        if any(re.search(rb"(?<![0-9A-Za-z])" + re.escape(spelled) + rb"(?![0-9A-Za-z])", content)
               for spelled in spellings(secret))
    ]  # fmt: skip


async def code_on_the_phone(database: Database, phone: str) -> str:
    """Waits for the code's text, as the demo's outbox has it."""
    async with asyncio.timeout(30):
        while True:
            async with database.glance() as session:
                rows = await session.execute(
                    text("SELECT id, phone, body FROM outbox_texts WHERE template = 'sms_code'")
                )
                for id, sent_to, body in rows:
                    if database.crypto.decrypt("outbox_texts.phone", id, sent_to) == phone:
                        digits = re.search(r"\d{6}", database.crypto.decrypt("outbox_texts.body", id, body))
                        assert digits is not None
                        return digits.group()
            await asyncio.sleep(0.1)


async def live_through_it(
    database: Database, visitor: Visitor, place: Place, phone: str, number: str, by_card: Someone
) -> tuple[OpenBallot, list[str]]:
    """Sign in, certify, vote and see the result, with a mistake at every step; the ballot, and what was secret."""
    challenge = (await visitor.ask(REQUEST, "CodeSent", phone=phone))["challenge"]
    await visitor.ask(REQUEST, None, phone=phone)
    await visitor.ask(REQUEST, None, phone=f"{phone}0")
    await visitor.ask(REQUEST, None, phone=[phone])
    await visitor.ask(REQUEST.replace("SIGN_IN", json.dumps(phone)), None, phone=phone)
    code = await code_on_the_phone(database, phone)
    await visitor.ask(SIGN_IN, None, challenge=challenge, code=phone)
    await visitor.ask(SIGN_IN, "SignedIn", challenge=challenge, code=code)
    consent = CONSENTS[ConsentKind.DOCUMENT_NUMBER].version
    given = {"unit": str(place.units[0]), "name": NAME, "number": number, "consent": consent}
    await visitor.ask(CERTIFY, None, **{**given, "number": f"{number}0"})
    await visitor.ask(CERTIFY, None, **{**given, "name": f"{NAME}\x00"})
    await visitor.ask(CERTIFY, None, **{**given, "number": f"{number}\x00"})
    await visitor.ask(CERTIFY, None, **{**given, "unit": str(uuid4())})
    await visitor.ask(CERTIFY, "Certified", **given)
    ballot = await open_ballot(database, place)
    ((matter, (picked, *_)),) = ballot.options.items()
    vote = {
        "ballotId": str(ballot.id),
        "clientKey": str(uuid4()),
        "choices": [{"matterId": str(matter), "optionIds": [str(picked)]}],
    }
    await visitor.ask(CAST, "Receipt", input=vote)
    await visitor.ask(CAST, None, input={**vote, "clientKey": str(uuid4())})
    async with httpx.AsyncClient(base_url=visitor.client.base_url, timeout=15) as client:
        read = await vote_on_a_pad(database, client, place, ballot, by_card)
    async with database.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(days=31))
    token = next(cookie.value for cookie in visitor.client.cookies.jar if cookie.value)
    return ballot, [code, str(picked), token, *read]


async def vote_on_a_pad(
    database: Database, client: httpx.AsyncClient, place: Place, ballot: OpenBallot, owner: Someone
) -> list[str]:
    """Read the card of an owner without a phone and vote for them, with mistakes before; what was secret."""
    issued = await make_device(database, place)
    bridge = Bridge(issued.device_id, Ed25519PrivateKey.generate(), new_sam_id())
    device = Visitor(client)
    said = {"code": issued.code, "publicKey": bridge.public(), "samId": bridge.sam_id, "version": "1.0"}
    await device.bridge("EnrolDevice", None, said | {"code": issued.code[:-1] + "0"})
    enrolled = await device.bridge("EnrolDevice", "DeviceEnrolled", said)
    bridge.sealing_key = base64.b64decode(enrolled["sealingKey"])
    challenge = await device.bridge("ChallengeDevice", "DeviceChallenge", {"deviceId": str(bridge.device_id)})
    signed = {"deviceId": str(bridge.device_id), "nonce": challenge["nonce"]}
    signature = bridge.signature_of_challenge(challenge["nonce"])
    opened = await device.bridge("OpenDeviceSession", "DeviceSessionOpened", signed | {"signature": signature})
    device.token = opened["token"]
    counters = {"junk": 0, "bad": 0, "timeout": 0, "reopened": 0}
    health = {"state": "IDLE", "samId": bridge.sam_id, "counters": counters, "version": "1.0"}
    await device.bridge("ReportDeviceHealth", "DeviceHealth", health)
    pad = await make_pad(database, place, ballot.id, bridge=bridge)
    stranger = new_id_card()
    for number, name in ((stranger, owner.name), (owner.number, f"{owner.name}甲"), (owner.number, owner.name)):
        asked = await request(database, pad)
        nonce = await nonce_of(database, asked.request_id)
        command = bridge.submission(asked.request_id, nonce, bridge.content(number, name))
        plain = base64.b64encode(json.dumps(bridge.content(number, name), ensure_ascii=False).encode()).decode()
        sent = {
            "requestId": str(command.request_id), "sequence": command.sequence, "sealed": command.sealed,
            "signature": command.signature,
        }  # fmt: skip
        await device.bridge("SubmitCardRead", None, sent | {"sealed": plain})
        await device.bridge("SubmitCardRead", None, sent | {"sealed": f"{name}{number}"})
        await device.bridge("SubmitCardRead", "CardProgress", sent)
    view = await card_read_of(database, pad.actor, asked.request_id)
    assert view is not None
    assert view.match is not None
    assert view.match.token is not None
    choices = [{"matterId": str(matter), "optionIds": [str(options[0])]} for matter, options in ballot.options.items()]
    helper = Visitor(client, cookie=pad.person.token)
    given = {"token": view.match.token, "clientKey": str(uuid4()), "choices": choices}
    await helper.ask(CAST_BY_TOKEN, None, input=given | {"choices": []})
    await helper.ask(CAST_BY_TOKEN, "Receipt", input=given)
    secret = issued.code.split("-", 1)[1]
    left = (*device.refused, *helper.refused)
    assert found_in("\n".join(left).encode(), [stranger, owner.number, owner.name, secret]) == []
    return [stranger, "赵见证", view.match.token, opened["token"], secret, secret.replace("-", "")]


async def result_is_told(database: Database, ballot: OpenBallot) -> None:
    """Waits until the owner has been written to about the result."""
    async with asyncio.timeout(60):
        told = 0
        while not told:
            await asyncio.sleep(0.2)
            async with database.glance() as session:
                found = await session.execute(
                    text("SELECT count(*) FROM outbox_texts WHERE template = 'ballot_result'")
                )
                told = found.scalar_one()


async def tables_in_clear(database: Database) -> dict[str, bytes]:
    """Every table as text."""
    async with database.read() as session:
        tables = list(
            await session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
        )
        return {
            table: (
                await session.execute(text(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t"))
            )
            .scalar_one()
            .encode()
            for table in tables
        }


async def live(running: Up, planted: list[str], others: Planted, where: dict[str, list[str]]) -> None:
    """Live through it all while the stack runs; `where` gets what was found, and `planted` what was made on the way."""
    number, phone = new_id_card(), new_phone()
    planted += [NAME, number, phone]
    settings = settings_for(database_url(running.root), redis_url(running.root))
    database = open_database(settings)
    place = await make_place(database, units=2)
    by_card = await someone(database, place.units[1], name=BY_CARD)
    planted += [BY_CARD, by_card.number]
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, NAME, number)
        await give_title(tx, place.units[0], [owner], head_key=owner)
    assert settings.redis_url is not None
    async with (
        everything_said_to_valkey(settings.redis_url) as said,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{running.port}", timeout=15) as client,
    ):
        visitor = Visitor(client)
        await plant(database, await make_place(database, units=PEOPLE // 17), others)
        ballot, secret = await live_through_it(database, visitor, place, phone, number, by_card)
        planted += secret
        await result_is_told(database, ballot)
    assert any(str(ballot.id) in command for command in said), "Valkey was not overheard"
    where["valkey"] = found_in("\n".join(said).encode(), planted) + others.found_in("\n".join(said).encode())
    where["refusals"] = found_in("\n".join(visitor.refused).encode(), planted)
    for table, content in (await tables_in_clear(database)).items():
        allowed = {str(secret[1])} if table in ("options", "results") else set()
        where[f"table {table}"] = [one for one in found_in(content, planted) if one not in allowed]
        where[f"table {table}"] += others.found_in(content)
    await database.close()


def test_nothing_personal_is_left_outside_where_it_belongs() -> None:
    planted: list[str] = []
    others = Planted()
    where: dict[str, list[str]] = {}
    with running_stack() as running:
        asyncio.run(live(running, planted, others, where))
        assert len(others) >= 1_000
        # A clean stop writes every page of every table to the disk.
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(60)
        searched = 0
        for file in running.root.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                searched += len(content)
                is_database = "postgresql" in file.relative_to(running.root).parts
                # In pages, a chance run of digits or the binary form of an id means nothing.
                name = str(file.relative_to(running.root))
                where[name] = found_in(content, planted[:5] if is_database else planted) + others.found_in(content)
        assert (running.root / "log" / "api-1.log").exists()
        assert searched > 10_000_000
    assert {place: found for place, found in where.items() if found} == {}


def test_the_search_finds_what_is_there() -> None:
    assert found_in(f"a {NAME}, b".encode(), [NAME]) == [NAME]
    assert found_in(json.dumps({"name": NAME}).encode(), [NAME]) == [NAME]
    assert found_in(repr(NAME.encode()).encode(), [NAME]) == [NAME]
    assert found_in(b"code=123456;", ["123456"]) == ["123456"]
    assert found_in(b"at 91234567", ["123456"]) == []
    others = Planted([f"{MARK}安康"], ["110101190001010014"], ["19900001234"])
    for written in [*spellings(f"{MARK}安康"), f"{MARK}安康".encode().hex().encode()]:
        assert len(others.found_in(b"a" + written + b"z")) == 1, written
    assert others.found_in(b"a 110101190001010014, 19900001234") == ["110101190001010014", "19900001234"]
    assert others.found_in(b"9110101190001010014 x19900001234") == []
