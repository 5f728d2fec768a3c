"""How a read travels: sealed to the server's key, bound to its request, signed by the device, always of one size.

    framed(label, a, b, …) = the label, and for each part its length in four bytes, big-endian, and the part
    info                   = framed("gongjue card read 1", device id, request id, nonce)
    plaintext              = a JSON object in UTF-8, filled up with spaces to 1,024 bytes
    sealed                 = HPKE base mode (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) of the plaintext with
                             info and no additional data: enc (32 bytes), then the ciphertext (1,040 bytes)
    signature              = Ed25519 over SHA-256(framed("gongjue card submission 1", device id, request id, nonce,
                             sequence in eight bytes, big-endian, sealed))
    session                = Ed25519 over framed("gongjue device session 1", device id, nonce)

Ids are the 36 characters of a UUID in lower case. Nonces, keys, `sealed` and signatures travel as base64 and enter here
as the bytes themselves. The object has the keys `kind` (resident, hmt_permit, pr_2017, pr_2023), `number`, `name`,
`validTo` (a date, or null for ever), `samId`, `attempts`, `findMisses` and `timings` (a list of microseconds). The
sequence counts up with every read that is new; what is sent again is the same bytes. Examples that the server's opener
must open, too, stand in tests/device_bridge/envelopes.json.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

READ_LABEL = b"gongjue card read 1"
SUBMISSION_LABEL = b"gongjue card submission 1"
SESSION_LABEL = b"gongjue device session 1"
PLAINTEXT_BYTES = 1024
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class Binding:
    """What a read belongs to, and to nothing else."""

    device_id: str
    request_id: str
    nonce: bytes = field(repr=False)

    @property
    def parts(self) -> tuple[bytes, bytes, bytes]:
        """As they are joined."""
        return (self.device_id.encode(), self.request_id.encode(), self.nonce)


def framed(label: bytes, *parts: bytes) -> bytes:
    """Parts put together under a label so that no two lists of parts give the same bytes."""
    return label + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def seal(content: Mapping[str, object], key: X25519PublicKey, binding: Binding) -> bytes:
    """The sealed bytes of a read, which only the holder of the server's key can open, and only for this binding.

    Raises `ValueError` for content that does not fit.
    """
    plaintext = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if len(plaintext) > PLAINTEXT_BYTES:
        raise ValueError("the content of a read is longer than an envelope")
    return SUITE.encrypt(plaintext.ljust(PLAINTEXT_BYTES), key, framed(READ_LABEL, *binding.parts))


def sign_read(private: Ed25519PrivateKey, binding: Binding, sequence: int, sealed: bytes) -> bytes:
    """The device's signature of a sealed read."""
    parts = (*binding.parts, sequence.to_bytes(8, "big"), sealed)
    return private.sign(sha256(framed(SUBMISSION_LABEL, *parts)).digest())


def sign_session(private: Ed25519PrivateKey, device_id: str, nonce: bytes) -> bytes:
    """The device's answer to a challenge."""
    return private.sign(framed(SESSION_LABEL, device_id.encode(), nonce))
