"""Encryption and index keys as text: `1:base64,2:base64`, a version and 32 bytes each; the highest version is in use.

Keys of the demo and of the tests carry a mark, so that production can tell them from real ones and refuse them.
"""

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

KEY_LENGTH = 32
_MARK = b"gongjue demo key"


class KeysUnreadable(ValueError):
    """The text is not a list of keys."""


def parse_keys(text: str) -> dict[int, bytes]:
    """The keys by version, lowest first. Raises `KeysUnreadable`."""
    keys: dict[int, bytes] = {}
    for part in text.strip().split(","):
        version, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, altchars=b"-_" if set(encoded) & set("-_") else None, validate=True)
        except binascii.Error as error:
            raise KeysUnreadable("not base64") from error
        if not (version.isascii() and version.isdigit()) or int(version) < 1 or len(key) != KEY_LENGTH:
            raise KeysUnreadable("not a version and 32 bytes")
        if int(version) in keys:
            raise KeysUnreadable("a version twice")
        keys[int(version)] = key
    return dict(sorted(keys.items()))


def write_keys(keys: Mapping[int, bytes]) -> str:
    """The text that `parse_keys` reads."""
    return ",".join(f"{version}:{base64.b64encode(key).decode()}" for version, key in keys.items())


def demo_key(seed: bytes) -> bytes:
    """A marked key from 16 bytes of seed."""
    return seed + hashlib.sha256(_MARK + seed).digest()[:16]


def is_unfit_for_production(key: bytes) -> bool:
    """Whether a key is marked as a demo's, or is plainly not random: of few different bytes, or typed letters."""
    return demo_key(key[:16]) == key or len(set(key)) < 12 or (key.isascii() and key.decode().isprintable())


def keys_of_the_tests(purpose: str) -> dict[int, bytes]:
    """The well-known keys of the tests; two versions, so that reading what an older key wrote is always exercised."""
    return {v: demo_key(hashlib.sha256(f"{purpose} {v}".encode()).digest()[:16]) for v in (1, 2)}


def stored_keys(file: Path) -> dict[int, bytes]:
    """The keys kept in a file of the demo's data root; a new one is made on first use, for its owner's eyes only.

    Raises OSError where the file cannot be made or read, and `KeysUnreadable`.
    """
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(write_keys({1: demo_key(secrets.token_bytes(16))}) + "\n")
        try:
            # A link, unlike a rename, never replaces what another process has just made.
            os.link(new, file)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return parse_keys(file.read_text())
