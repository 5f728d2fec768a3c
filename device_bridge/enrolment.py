"""Becoming a device: a key made here, a street's one-time code, and the reader's number where one is plugged in."""

import base64
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from device_bridge import __version__
from device_bridge.adoption import NoReader, Search
from device_bridge.health import Health
from device_bridge.identity import Identity
from device_bridge.operations import request
from device_bridge.places import Places
from device_bridge.posting import Server, post
from device_bridge.timing import Timing


class EnrolmentRefused(Exception):
    """The server did not enrol this bridge; its sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the bridge is now, as what the street named it."""

    identity: Identity
    name: str
    sam_id: str | None


@dataclass(frozen=True, slots=True)
class Application:
    """Where to enrol and with what."""

    address: str
    code: str = field(repr=False)
    places: Places


async def plugged_in(places: Places, timing: Timing) -> str | None:
    """The number of the reader that answers now, if one does."""
    try:
        adopted = await Search(places, timing, Health()).adopt()
    except NoReader:
        return None
    adopted.line.close()
    return adopted.sam_id


async def enrol(application: Application, timing: Timing) -> Enrolled:
    """Enrols with a new key. Raises `AddressRefused`, `LinkLost` and `EnrolmentRefused`."""
    server = Server.at(application.address)
    sam_id = await plugged_in(application.places, timing)
    key = Ed25519PrivateKey.generate()
    given = {
        "code": application.code.strip(),
        "publicKey": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "samId": sam_id,
        "version": __version__,
    }
    data = await post(server, request("EnrolDevice", {"input": given}), None, timing.answered_within)
    answer = data["enrolDevice"]
    if answer["__typename"] != "DeviceEnrolled":
        faults = [fault["message"] for fault in answer.get("faults", [])]
        raise EnrolmentRefused(" ".join([answer.get("message", ""), *faults]).strip() or answer["__typename"])
    identity = Identity(server, application.address, answer["deviceId"], key)
    return Enrolled(identity, answer["name"], sam_id)
