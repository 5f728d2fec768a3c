"""The bridge and the server make the same bytes: the examples of the bridge are opened and checked by the server."""

import base64
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from device_bridge import envelope as bridge
from domain.rules.card import parse_card
from domain.rules.envelope import read_info, session_message, submission_digest
from domain.store.crypto import FieldCrypto

EXAMPLES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "device_bridge" / "envelopes.json").read_text(encoding="utf-8")
)
DEVICE, REQUEST = UUID(EXAMPLES["deviceId"]), UUID(EXAMPLES["requestId"])
NONCE = bytes.fromhex(EXAMPLES["nonce"])
SERVER = FieldCrypto({1: bytes(32)}, {1: bytes(32)}, {1: bytes.fromhex(EXAMPLES["sealingPrivateKey"]), 2: b"2" * 32})


def test_the_servers_frames_are_the_bridges() -> None:
    assert read_info(DEVICE, REQUEST, NONCE).hex() == EXAMPLES["info"]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(EXAMPLES["devicePublicKey"]))
    key.verify(base64.b64decode(EXAMPLES["sessionSignature"]), session_message(DEVICE, NONCE))


@pytest.mark.parametrize("example", EXAMPLES["reads"], ids=lambda example: example["content"]["kind"])
def test_the_server_opens_what_the_bridge_sealed(example: dict[str, Any]) -> None:
    sealed = base64.b64decode(example["sealed"])
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(EXAMPLES["devicePublicKey"]))
    digest = submission_digest(DEVICE, REQUEST, NONCE, example["sequence"], sealed)
    key.verify(base64.b64decode(example["signature"]), digest)
    card = parse_card(SERVER.unseal(sealed, read_info(DEVICE, REQUEST, NONCE)))
    assert (card.number, card.name) == (example["content"]["number"], example["content"]["name"])


def test_one_thousand_altered_envelopes_are_all_refused() -> None:
    """Every part that is signed or sealed, changed at a thousand places."""
    private = Ed25519PrivateKey.generate()
    public = X25519PrivateKey.from_private_bytes(b"2" * 32).public_key()
    binding = bridge.Binding(str(DEVICE), str(REQUEST), NONCE)
    sealed = bridge.seal(EXAMPLES["reads"][0]["content"], public, binding)
    signature = bridge.sign_read(private, binding, 7, sealed)
    refused = 0
    for place in range(1000):
        at = place % len(sealed)
        altered = sealed[:at] + bytes([sealed[at] ^ (1 << place % 8)]) + sealed[at + 1 :]
        with pytest.raises(InvalidSignature):
            private.public_key().verify(signature, submission_digest(DEVICE, REQUEST, NONCE, 7, altered))
        with pytest.raises(InvalidTag):
            SERVER.unseal(altered, read_info(DEVICE, REQUEST, NONCE))
        refused += 1
    assert refused == 1000
    assert parse_card(SERVER.unseal(sealed, read_info(DEVICE, REQUEST, NONCE))).attempts == 1


def test_what_is_not_of_the_one_size_is_not_opened() -> None:
    for sealed in (b"", b"\0" * 1071, b"\0" * 1073):
        with pytest.raises(InvalidTag):
            SERVER.unseal(sealed, b"")
