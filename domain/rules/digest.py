"""What is frozen is written in one way only, so that two machines give it the same SHA-256."""

import hashlib
import json


def canonical(document: object) -> bytes:
    """JSON of `document` in UTF-8 with sorted keys and no spaces: equal documents give equal bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(document: object) -> str:
    """The SHA-256 of the canonical form, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(document)).hexdigest()
