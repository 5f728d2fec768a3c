"""What a device signs and what a sealed card read is bound to: the same bytes at the bridge and at the server.

Every part is preceded by its length as four bytes, big-endian, so that no two different lists of parts make the same
bytes; a label that no other message of the protocol begins with comes first, so that none can stand for another. Ids
are the 36 characters of the UUID in lower case, ASCII. Nonces are the 32 bytes themselves, not their base64.

- A device session: Ed25519 over `session_message`.
- A card read: HPKE (X25519, HKDF-SHA256, ChaCha20-Poly1305, base mode; `enc` then ciphertext), info = `read_info`, no
  additional data; the plaintext is the JSON object of `domain.rules.card` filled up with spaces to 1,024 bytes; then
  Ed25519 over the 32 bytes of `submission_digest`, whose sequence is eight bytes, big-endian. A device counts its
  sequence up with every submission that is new and never reuses a number; a repeated submission is the same bytes.
"""

from hashlib import sha256
from uuid import UUID

SESSION_LABEL = b"gongjue device session 1"
READ_LABEL = b"gongjue card read 1"
SUBMISSION_LABEL = b"gongjue card submission 1"
NONCE_BYTES = 32
PLAINTEXT_BYTES = 1024
LARGEST_SEQUENCE = 2**63 - 1


def session_message(device_id: UUID, nonce: bytes) -> bytes:
    """What a device signs to open a session."""
    return _framed(SESSION_LABEL, _id(device_id), nonce)


def read_info(device_id: UUID, request_id: UUID, nonce: bytes) -> bytes:
    """What a sealed read is bound to: the device, the request and the request's nonce."""
    return _framed(READ_LABEL, _id(device_id), _id(request_id), nonce)


def submission_digest(device_id: UUID, request_id: UUID, nonce: bytes, sequence: int, sealed: bytes) -> bytes:
    """The 32 bytes that a device signs with a submission."""
    number = sequence.to_bytes(8)
    return sha256(_framed(SUBMISSION_LABEL, _id(device_id), _id(request_id), nonce, number, sealed)).digest()


def _id(value: UUID) -> bytes:
    return str(value).encode("ascii")


def _framed(label: bytes, *parts: bytes) -> bytes:
    return label + b"".join(len(part).to_bytes(4) + part for part in parts)
