"""The demo's card reader with its bridge: `python -m gongjue.demo.bridge READY`, started by `gongjue up`.

It writes down the cards that can be laid on the reader, enrols the bridge with a code that the demo's street clerk
makes, as a street would, and becomes both, in one process. Whatever a visitor has done to the device meanwhile, it is
in order again after the next start.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import select

from device_bridge.enrolment import Application, enrol
from device_bridge.identity import Identity, IdentityRefused
from device_bridge.places import Places
from device_bridge.simulator.people import SAMPLES, PrintedCard
from device_bridge.timing import Timing
from domain.rules.card_reads import DeviceState
from domain.rules.policy import Actor, Held, Role, ScopeKind
from domain.services import devices
from domain.services.devices import CodeIssued, CreateDevice
from domain.store.database import Database
from domain.store.tables import Device, Grant
from gongjue.demo.card_reader import NAME, STREET, CardReader
from gongjue.demo.characters import introduced
from gongjue.demo.invented import Inventor
from gongjue.processes import announce_ready, log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import open_database

STRANGER = "陌生人"
EXPIRED = "赵敏的旧证"
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — where such a server is reached, not where it listens


def demo_cards() -> dict[str, PrintedCard]:
    """The identity cards of the city's characters by name, one that has expired, and one of nobody in the city."""
    people = [known.invented for known in introduced(Inventor()) if known.part.kind == "person"]
    cards = {one.name: PrintedCard(one.document_number, one.name) for one in people}
    expired = cards["赵敏"]
    cards[EXPIRED] = PrintedCard(expired.number, expired.name, valid_from="20050101", valid_to="20250101")
    cards[STRANGER] = SAMPLES["甲测试"]
    return cards


def write_cards(reader: CardReader) -> None:
    """Writes down the cards that can be laid on the reader."""
    reader.directory.mkdir(mode=0o700, exist_ok=True)
    written = {label: asdict(card) for label, card in demo_cards().items()}
    reader.cards.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")


async def is_enrolled(database: Database, file: Path) -> bool:
    """Whether the identity that is kept is one that the server still accepts."""
    try:
        identity = Identity.kept_in(file)
    except IdentityRefused:
        return False
    async with database.glance() as session:
        key = await session.scalar(
            select(Device.public_key).where(Device.id == identity.device_id, Device.state == DeviceState.ACTIVE)
        )
    return bool(key == identity.private_key.public_key().public_bytes_raw())


async def clerk(database: Database) -> Actor | None:
    """The clerk of the demo's street; None where there is no demo city."""
    grant = select(Grant).where(
        Grant.role == Role.STREET_CLERK, Grant.scope_kind == ScopeKind.STREET, Grant.scope_key == STREET
    )
    async with database.glance() as session:
        found = await session.scalar(grant.order_by(Grant.id).limit(1))
    if found is None:
        return None
    return Actor(found.account_id, (Held(found.role, found.scope_kind, found.scope_key),), kind="staff")


async def code_for(database: Database, who: Actor) -> CodeIssued:
    """A code for the demo's device: a new one where there is none that could be enrolled again."""
    known = select(Device.id).where(
        Device.street_code == STREET, Device.name == NAME, Device.state != DeviceState.REVOKED
    )
    async with database.transaction(who) as tx:
        device_id = await tx.session.scalar(known.order_by(Device.id).limit(1))
        if device_id is not None:
            return await devices.renew_enrolment_code(tx, device_id)
        return await devices.create_device(tx, CreateDevice(STREET, NAME))


async def ensure_enrolled(settings: Settings, reader: CardReader) -> bool:
    """Whether the bridge can begin; false where there is no city to serve."""
    database = open_database(settings, pool_size=1)
    try:
        if await is_enrolled(database, reader.identity):
            return True
        who = await clerk(database)
        if who is None:
            return False
        issued = await code_for(database, who)
    finally:
        await database.bus.stop()
        await database.close()
    host = LOOPBACK.get(settings.host, settings.host)
    address = f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
    enrolled = await enrol(Application(address, issued.code, Places([])), Timing())
    enrolled.identity.keep(reader.identity)
    return True


def main(ready: Path) -> None:
    """Becomes the bridge; where there is nothing to serve, waits to be stopped."""
    # At once: nobody's start waits for a reader.
    announce_ready(ready)
    settings = Settings.from_environment(os.environ)
    reader = CardReader.of(settings.data_directory)
    write_cards(reader)
    if not asyncio.run(ensure_enrolled(settings, reader)):
        signal.pause()
        return
    paths = {
        "--link": reader.link, "--control": reader.control, "--cards": reader.cards, "--identity": reader.identity,
    }  # fmt: skip
    options = [text for name, path in paths.items() for text in (name, str(path))]
    serving = [sys.executable, "-m", "device_bridge", "simulate", *options]
    os.execv(sys.executable, serving)  # noqa: S606 — a program of our own


if __name__ == "__main__":
    log_to_parent()
    main(Path(sys.argv[1]))
