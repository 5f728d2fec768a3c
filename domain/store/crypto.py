"""Personal data at rest: AES-256-GCM per field, found again by a keyed blind index.

A ciphertext is bound to its table, column and row (as additional authenticated data) and carries the version of the
key it was made with, so it cannot be moved to another row and keys can be rotated. The index is an HMAC, never a
bare hash: whoever holds the database alone can neither read a number nor test a guess.

What a card reader sends is sealed to this installation's own key (RFC 9180), so that only a server can open it.
"""

import hmac
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_NONCE_BYTES = 12
# All reads are of one size: the encapsulated key, 1,024 bytes, and the tag.
SEALED_BYTES = 32 + 1024 + 16
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class SealingKey(NamedTuple):
    """What a card reader seals to: the key's id and the 32 bytes of its public half."""

    id: str
    public: bytes


class FieldCrypto:
    """Encrypts, decrypts and indexes fields. Keys are 32 bytes each, by version; the highest version writes.

    The sealing keys open what card readers sealed to them; readers are given the highest version.
    """

    def __init__(
        self,
        field_keys: Mapping[int, bytes],
        index_keys: Mapping[int, bytes],
        sealing_keys: Mapping[int, bytes],
    ) -> None:
        self._ciphers = {version: AESGCM(key) for version, key in field_keys.items()}
        self._field_version = max(field_keys)
        self._index_keys = dict(index_keys)
        self.index_version = max(index_keys)
        self._sealing = {
            version: X25519PrivateKey.from_private_bytes(key) for version, key in sorted(sealing_keys.items())
        }

    def encrypt(self, column: str, row: UUID, text: str) -> bytes:
        """`text` encrypted for `column` (`table.column`) of `row`."""
        return self.encrypt_bytes(column, row, text.encode())

    def decrypt(self, column: str, row: UUID, sealed: bytes) -> str:
        """The text again. Raises `cryptography.exceptions.InvalidTag` if it was altered or moved."""
        return self.decrypt_bytes(column, row, sealed).decode()

    def encrypt_bytes(self, column: str, row: UUID, content: bytes) -> bytes:
        """What is no text, a photo for instance: one byte of key version, nonce, ciphertext."""
        nonce = os.urandom(_NONCE_BYTES)
        version = self._field_version
        sealed = self._ciphers[version].encrypt(nonce, content, _bound_to(column, row, version))
        return bytes([version]) + nonce + sealed

    def decrypt_bytes(self, column: str, row: UUID, sealed: bytes) -> bytes:
        """The bytes again. Raises `cryptography.exceptions.InvalidTag` if they were altered or moved."""
        version, nonce, rest = sealed[0], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        return self._ciphers[version].decrypt(nonce, rest, _bound_to(column, row, version))

    def index(self, kind: str, value: str, version: int | None = None) -> bytes:
        """The blind index (32 bytes) of a normalised `value` within `kind` (`phone`, `document:id_card`, …)."""
        key = self._index_keys[self.index_version if version is None else version]
        return hmac.new(key, f"{kind}\x00{value}".encode(), sha256).digest()

    def indexes(self, kind: str, value: str) -> list[bytes]:
        """The blind index under every key there is, newest first: to find what an older key indexed."""
        return [self.index(kind, value, version) for version in sorted(self._index_keys, reverse=True)]

    def sealing_key(self) -> SealingKey:
        """The key that card readers seal to from now on."""
        version, private = max(self._sealing.items())
        return SealingKey(f"x25519-{version}", private.public_key().public_bytes_raw())

    def unseal(self, sealed: bytes, info: bytes) -> bytes:
        """What was sealed to one of the keys and bound to `info`. Raises `InvalidTag` for anything else."""
        if len(sealed) != SEALED_BYTES:
            raise InvalidTag
        for _, private in sorted(self._sealing.items(), reverse=True):
            try:
                return _SUITE.decrypt(sealed, private, info)
            except (InvalidTag, ValueError):
                continue
        raise InvalidTag


def _bound_to(column: str, row: UUID, version: int) -> bytes:
    return f"{column}\x00{row}\x00{version}".encode()
