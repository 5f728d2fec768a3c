"""How soon after a reader's last byte does the helper's PAD show the masked name?"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.installation import ROOT
from bench.report import Report
from bench.startup import ready_after, stack
from device_bridge.simulator.control import ordered
from gongjue.demo.card_reader import NAME, CardReader

AT_MOST = 0.150
READS = 200
QUICK_READS = 10
# Of them nobody has voted yet: each is matched.
PEOPLE = ("赵敏", "钱小梅", "吴大海", "郑一鸣", "张慧兰")
OPERATIONS = ROOT / "schema" / "operations"
WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class Pad:
    """A helper who is signed in and works with the demo's reader."""

    client: httpx.Client
    socket: ClientConnection
    session: str
    consent: str

    def ask(self, name: str, **variables: Any) -> dict[str, Any]:
        """One of the PAD's own operations."""
        return asked(self.client, f"pad/{name}", **variables)


def asked(client: httpx.Client, name: str, **variables: Any) -> dict[str, Any]:
    """The first field of an answer to a committed operation."""
    text = (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")
    response = client.post("/graphql", json={"query": text, "variables": variables}, headers={"X-Gongjue": "bench"})
    answer = response.json()
    if "errors" in answer:
        raise RuntimeError(json.dumps(answer, ensure_ascii=False))
    data: dict[str, Any] = answer["data"]
    return data


def opened(client: httpx.Client, port: int) -> Pad:
    """Signs the street's clerk in and opens a session at the demo's reader for the ballot of the people above."""
    demo = client.get("/demo.json").json()
    given = {"login": "street-110105026-1", "password": demo["password"], "totp": demo["totp"]["code"]}
    signed = asked(client, "sign_in", input=given)["signIn"]
    if signed["__typename"] != "SignedIn":
        raise RuntimeError(str(signed))
    device = until_ready(client)
    ballots = asked(client, "pad/WhatToWorkFor")["ballots"]["nodes"]
    ballot = next(one["id"] for one in ballots if one["estate"]["name"].startswith("慧谷金色家园"))
    opening = {"ballotId": ballot, "deviceId": device, "kind": "DESK", "place": "大堂", "witness": "赵见证", "hours": 4}
    session = asked(client, "pad/OpenPadSession", input=opening)["openPadSession"]
    consent = asked(client, "pad/CardConsent")["consentText"]["version"]
    socket = connect(
        f"ws://127.0.0.1:{port}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")],
        additional_headers={"Cookie": f"gongjue={client.cookies['gongjue']}"},
    )  # fmt: skip
    socket.send('{"type": "connection_init"}')
    socket.recv(WAIT_SECONDS)
    return Pad(client, socket, session["id"], consent)


def until_ready(client: httpx.Client) -> str:
    """Waits for the demo's reader; its device."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        for one in asked(client, "pad/WhatToWorkFor")["devices"]["nodes"]:
            if one["name"] == NAME and one["surroundings"]["reader"]["isReady"]:
                return str(one["id"])
        time.sleep(0.2)
    raise RuntimeError("the demo's reader is not there")


def states(pad: Pad, request: str) -> Iterator[dict[str, Any]]:
    """What becomes of a request, as the PAD hears it."""
    text = (OPERATIONS / "pad" / "CardReadNow.graphql").read_text(encoding="utf-8")
    payload = {"query": text, "variables": {"requestId": request}}
    pad.socket.send(json.dumps({"id": request, "type": "subscribe", "payload": payload}))
    while True:
        message = json.loads(pad.socket.recv(WAIT_SECONDS))
        if message["type"] == "next":
            yield message["payload"]["data"]["cardRead"]
        elif message["type"] == "complete" and message["id"] == request:
            return
        elif message["type"] == "error":
            raise RuntimeError(str(message))


def one_read(pad: Pad, control: Path, card: str) -> float:
    """Seconds from the reader's last byte to the masked name on the PAD."""
    given = {"padSessionId": pad.session, "consent": pad.consent}
    request = pad.ask("RequestCardRead", input=given)["requestCardRead"]["requestId"]
    seen = 0.0
    for state in states(pad, request):
        if state["state"] == "WAITING_FOR_CARD":
            ordered(control, do="put", card=card)
        if state["match"] is not None and not seen:
            seen = time.monotonic()
        elif state["isFinal"] and not seen:
            raise RuntimeError(f"{card}: {state['state']}")
    last_byte: float = ordered(control, do="lift")["record_at"]
    return seen - last_byte


def measure(quick: bool) -> Report:
    """Reads, one after the other, at the demo's reader."""
    report = Report("card_read", quick)
    with tempfile.TemporaryDirectory(prefix="gongjue-bench-", ignore_cleanup_errors=True) as directory:
        data = Path(directory) / "data"
        with stack(data, Path(directory) / "bytecode") as (process, _):
            ready_after(process, time.monotonic())
            port = port_of(process.pid)
            control = CardReader.of(data).control
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=WAIT_SECONDS) as client:
                pad = opened(client, port)
                ordered(control, do="mode", seconds={"find": 0.01, "select": 0.01, "read": 0.05})
                for card in PEOPLE:
                    # The first read of each certifies them.
                    one_read(pad, control, card)
                number = QUICK_READS if quick else READS
                taken = sorted(one_read(pad, control, PEOPLE[each % len(PEOPLE)]) for each in range(number))
                pad.socket.close()
    report.note("reads", f"{number} of {len(PEOPLE)} people's cards, one after the other")
    report.add("from the reader's last byte to the masked name, median", statistics.median(taken) * 1000, "ms")
    report.add("the slowest 5 %", taken[int(number * 0.95)] * 1000, "ms", at_most=AT_MOST * 1000)
    return report


def port_of(pid: int) -> int:
    """Where the stack of this process listens."""
    words = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return int(next(word for word in words if word.startswith(b"GONGJUE_PORT=")).partition(b"=")[2])
