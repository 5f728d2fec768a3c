"""The envelope against examples that the server's opener must open, too."""

import base64
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from device_bridge.envelope import READ_LABEL, SUITE, Binding, framed, seal, sign_read, sign_session

EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("envelopes.json").read_text(encoding="utf-8"))
DEVICE = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(EXAMPLES["devicePrivateKey"]))
SERVER = X25519PrivateKey.from_private_bytes(bytes.fromhex(EXAMPLES["sealingPrivateKey"]))
NONCE = bytes.fromhex(EXAMPLES["nonce"])
BINDING = Binding(EXAMPLES["deviceId"], EXAMPLES["requestId"], NONCE)


def opened(sealed: bytes, binding: Binding) -> bytes:
    """What the server's key makes of it."""
    return SUITE.decrypt(sealed, SERVER, framed(READ_LABEL, *binding.parts))


def test_the_info_of_the_example() -> None:
    assert framed(READ_LABEL, *BINDING.parts).hex() == EXAMPLES["info"]


def test_the_examples_open_to_their_content() -> None:
    for example in EXAMPLES["reads"]:
        plaintext = opened(base64.b64decode(example["sealed"]), BINDING)
        assert len(plaintext) == 1024
        assert json.loads(plaintext) == example["content"]


def test_the_examples_are_signed_as_we_sign() -> None:
    for example in EXAMPLES["reads"]:
        signature = sign_read(DEVICE, BINDING, example["sequence"], base64.b64decode(example["sealed"]))
        assert base64.b64encode(signature).decode() == example["signature"]


def test_the_session_of_the_example() -> None:
    signature = sign_session(DEVICE, EXAMPLES["deviceId"], NONCE)
    assert base64.b64encode(signature).decode() == EXAMPLES["sessionSignature"]


def test_all_envelopes_are_of_one_size_and_no_two_are_the_same() -> None:
    public = SERVER.public_key()
    long = {"name": "长" * 140, "number": "1" * 18}
    sealed = [seal(content, public, BINDING) for content in ({}, {}, long)]
    assert {len(one) for one in sealed} == {32 + 1024 + 16}
    assert len({sha256(one).digest() for one in sealed}) == 3
    assert json.loads(opened(sealed[2], BINDING)) == long


def test_what_does_not_fit_is_not_sent_cut_short() -> None:
    with pytest.raises(ValueError, match="longer than an envelope"):
        seal({"name": "长" * 400}, SERVER.public_key(), BINDING)


@pytest.mark.parametrize(
    "other",
    [
        Binding(EXAMPLES["requestId"], EXAMPLES["deviceId"], NONCE),
        Binding(EXAMPLES["deviceId"], EXAMPLES["deviceId"], NONCE),
        Binding(EXAMPLES["deviceId"], EXAMPLES["requestId"], NONCE[::-1]),
    ],
)
def test_an_envelope_opens_for_its_own_device_request_and_nonce_only(other: Binding) -> None:
    sealed = seal({"name": "甲"}, SERVER.public_key(), BINDING)
    with pytest.raises(InvalidTag):
        opened(sealed, other)
    signature = sign_read(DEVICE, BINDING, 1, sealed)
    assert signature != sign_read(DEVICE, other, 1, sealed)
    assert signature != sign_read(DEVICE, BINDING, 2, sealed)
    with pytest.raises(InvalidSignature):
        DEVICE.public_key().verify(signature, sealed)
