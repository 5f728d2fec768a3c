"""Who this bridge is: the key that it made, the device that it was enrolled as, the server that enrolled it.

The only file that a bridge keeps, readable by its own user alone.
"""

import base64
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from device_bridge.posting import AddressRefused, Server


class IdentityRefused(Exception):
    """There is no identity that could be used; it says what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A bridge that is enrolled."""

    server: Server
    address: str
    device_id: str
    private_key: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def kept_in(cls, file: Path) -> "Identity":
        """Reads it. Raises `IdentityRefused`."""
        try:
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                raise IdentityRefused(f"{file} may be read by others: chmod 600 {file}")
            kept = json.loads(file.read_text(encoding="utf-8"))
            key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept["privateKey"]))
            return cls(Server.at(kept["server"]), kept["server"], kept["deviceId"], key)
        except OSError as error:
            why = (error.strerror or "not readable").lower()
            raise IdentityRefused(f"{file}: {why}; enrol this bridge first") from None
        except (ValueError, KeyError, TypeError, AddressRefused):
            raise IdentityRefused(f"{file} is not a bridge's identity; enrol this bridge again") from None

    def keep(self, file: Path) -> None:
        """Writes it, at once and whole, for this user alone."""
        text = json.dumps(
            {
                "server": self.address,
                "deviceId": self.device_id,
                "privateKey": base64.b64encode(self.private_key.private_bytes_raw()).decode(),
            }
        )
        new = file.with_name(f"{file.name}.new")
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
            written.write(text + "\n")
            written.flush()
            os.fsync(written.fileno())
        new.replace(file)
