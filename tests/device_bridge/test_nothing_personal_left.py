"""No card number, name or frame in any log, file, error or packet: a card is planted, and what is left is searched.

The bridge and the simulator run as the processes that they are, on faults of every kind, against the real server.
"""

import asyncio
import base64
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from device_bridge.simulator.control import ordered
from domain.rules.card_reads import CardReadState
from domain.rules.policy import SYSTEM
from domain.store.database import Database
from tests.ballots import make_open_ballot, settle
from tests.device_bridge.doors import card_of, new_simulated_sam
from tests.device_bridge.roads import road_to
from tests.people import make_place
from tests.readers import Bridge, make_device, make_pad, request

ON_READ = ["bad_checksum", "truncate", "flip_two", "phantom", "unplug_during"]


def spellings(secret: str) -> Iterator[bytes]:
    """How a text of a card may be written down: as text, escaped, as the reader sends it, and that printed."""
    wire = secret.encode("utf-16-le")
    plain = secret.encode()
    yield from (plain, json.dumps(secret)[1:-1].encode(), repr(plain)[2:-1].encode(), wire, repr(wire)[2:-1].encode())
    yield from (wire.hex().encode(), wire.hex().upper().encode(), wire.hex(" ").encode())
    # What base64 makes of it depends on where it begins; the middle is the same for each of three beginnings.
    for shift in range(3):
        for content in (plain, wire):
            yield base64.b64encode(bytes(shift) + content)[4:-4]


def left_in(content: bytes, secrets: list[str]) -> list[str]:
    """Which of the secrets are there."""
    return [
        secret for secret in secrets if any(spelled in content for spelled in spellings(secret) if len(spelled) > 5)
    ]


def started(directory: Path, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """One of the bridge's commands as a process, its output in a file."""
    with (directory / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "device_bridge", *arguments],
            stdout=log,
            stderr=log,
            env={**os.environ, "TMPDIR": str(directory)},
        )


async def test_of_a_card_nothing_is_left_but_on_the_card(
    database: Database, address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    place = await make_place(database, units=1)
    (resident,) = await settle(database, place)
    ballot = await make_open_ballot(database, place)
    card = await card_of(database, resident.owner_id)
    cards = tmp_path / "cards.json"
    cards.write_text(json.dumps({"card": {"number": card.number, "name": card.name}}), encoding="utf-8")
    secrets = [card.number, card.name, card.number[6:17]]
    control, reader = tmp_path / "control", tmp_path / "reader"
    issued = await make_device(database, place)
    port = urlsplit(address).port
    assert port is not None
    sam_id = new_simulated_sam()
    simulator = started(
        tmp_path, "simulator", "simulate", "--link", str(reader), "--control", str(control), "--cards", str(cards),
        "--sam-id", sam_id,
    )  # fmt: skip
    async with road_to(port) as (road, beginning):
        try:
            await until_there(control)
            identity = ["--identity", str(tmp_path / "device.json"), "--port", str(reader)]
            enrolling = started(tmp_path, "enrol", "enrol", "--server", beginning, "--code", issued.code, *identity)
            assert await asyncio.to_thread(enrolling.wait, 30) == 0
            bridge = started(tmp_path, "bridge", "run", *identity)
            pad = await make_pad(
                database, place, ballot.id, bridge=Bridge(issued.device_id, Ed25519PrivateKey.generate(), sam_id),
            )  # fmt: skip
            for number, trouble in enumerate(ON_READ):
                await asyncio.to_thread(
                    ordered, control, do="fault", trouble=trouble, on="read", at=140 if trouble == "flip_two" else None,
                    card="card",
                )  # fmt: skip
                asked = (await request(database, pad)).request_id
                if number == 3:
                    road.cut()
                    road.mend()
                await read_in_the_end(database, control, asked)
            bridge.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(bridge.wait, 30) == 0
        finally:
            simulator.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(simulator.wait, 30) == 0
    log = (tmp_path / "bridge.log").read_text()
    assert "read handed in: MATCHED" in log
    assert "reader lost" in log
    assert "Traceback" not in log
    files = [file for file in await asyncio.to_thread(lambda: list(tmp_path.iterdir())) if file != cards]
    left = {file.name: left_in(file.read_bytes(), secrets) for file in files}
    assert {name for name, found in left.items() if found} == set()
    assert {"bridge.log", "enrol.log", "simulator.log", "device.json"} <= set(left)
    assert left_in(bytes(road.heard), secrets) == []
    assert left_in(caplog.text.encode(), secrets) == []
    # The search finds what is there.
    assert left_in(cards.read_bytes(), secrets) == secrets
    assert card.number in left_in(base64.b64encode(b"x" + card.block()), secrets)


async def until_there(path: Path) -> None:
    """Waits for a file."""
    end = monotonic() + 20
    while not await asyncio.to_thread(path.exists):
        assert monotonic() < end
        await asyncio.sleep(0.02)


async def read_in_the_end(database: Database, control: Path, asked: object) -> None:
    """Lays the card down, and again whenever it was lifted or the plug was pulled, until it is matched."""
    end = monotonic() + 30
    while True:
        state = await asyncio.to_thread(ordered, control, do="state")
        if not state["plugged"]:
            await asyncio.to_thread(ordered, control, do="plug")
        if not state["card"]:
            await asyncio.to_thread(ordered, control, do="put", card="card")
        async with database.transaction(SYSTEM) as tx:
            found = await tx.session.scalar(text("SELECT state FROM card_reads WHERE id = :id"), {"id": asked})
        if found == CardReadState.MATCHED:
            break
        assert monotonic() < end, found
        await asyncio.sleep(0.05)
    await asyncio.to_thread(ordered, control, do="lift")
