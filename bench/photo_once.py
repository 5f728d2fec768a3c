"""One photo in a process of its own, so that its memory is nobody else's: `python -m bench.photo_once FILE WAY`.

Prints seconds and the most memory (MB) of this process and of the one that it had decode. The way is `ours`, or
`naive`: decoded whole, shrunk and written here. `make` and `quick` write the photos into the folder FILE.
"""

import asyncio
import io
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from domain.rules.photos import inspect
from domain.services.images import decoding
from domain.store.crypto import FieldCrypto


async def ours(content: bytes) -> None:
    """What becomes of a photo between its arrival and its row."""
    picture = await decoding.made_anew(content, inspect(content))
    key = {1: os.urandom(32)}
    FieldCrypto(key, key, key).encrypt_bytes("photos.content", uuid4(), picture)


def naive(content: bytes) -> None:
    """What anybody would write first."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(content)) as picture:
        picture.convert("RGB").resize((2560, 1920)).save(io.BytesIO(), "JPEG")


def noisy(width: int, height: int) -> Any:
    """A picture that is as hard to decode as one from a camera."""
    from PIL import Image

    grain = Image.effect_noise((width // 4, height // 4), 40).resize((width, height))
    turned = grain.transpose(Image.Transpose.ROTATE_180)
    return Image.merge("RGB", (grain, turned, grain.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))


def taken(folder: Path, quick: bool) -> dict[str, Path]:
    """The photos by what they are: the largest that are taken of each kind."""
    from PIL import Image

    half = 2 if quick else 1
    large, flat, small = (8192 // half, 6144 // half), (5700 // half, 4380 // half), (4600 // half, 3450 // half)
    made = {name: folder / name for name in ("JPEG", "progressive JPEG", "PNG", "WebP")}
    picture = noisy(*large)
    picture.save(made["JPEG"], "JPEG", quality=60)
    picture.save(made["progressive JPEG"], "JPEG", quality=55, progressive=True)
    Image.linear_gradient("L").resize(flat).convert("RGBA").save(made["PNG"], "PNG")
    noisy(*small).save(made["WebP"], "WEBP", quality=60, method=0)
    return made


def main() -> None:
    """Does it and prints what it took, or where the photos are."""
    file, way = Path(sys.argv[1]), sys.argv[2]
    if way in ("make", "quick"):
        print(json.dumps({name: str(path) for name, path in taken(file, way == "quick").items()}))
        return
    content = file.read_bytes()
    began = time.perf_counter()
    if way == "ours":
        asyncio.run(ours(content))
    else:
        naive(content)
    seconds = time.perf_counter() - began
    most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": seconds, "here": most[0], "decoder": most[1]}))


if __name__ == "__main__":
    main()
