"""The process in which a stranger's picture is decoded: it reads one job, writes one JPEG, and ends.

It is run by its path with `python -I`, apart from everything else: what a hostile picture does to a decoder it does
here, where there is neither a key nor a connection nor another picture. The job is a line of JSON and then the bytes;
the answer is the JPEG, or one of the exit codes.
"""

import io
import json
import resource
import sys
from typing import IO, Any

DAMAGED, COLOURS, ANIMATED, BLANK = 3, 4, 5, 6
MEMORY_BYTES = 700 * 1024 * 1024
PROCESSOR_SECONDS = 8
LONGEST_SIDE = 2560
QUALITY = 85
ORIENTATION = 0x0112
# The shades of a photo of a document are further apart than this, even in the dark.
LEAST_CONTRAST = 2.0


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Does the one job."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job: dict[str, Any] = json.loads(source.readline())
    content = source.read()
    try:
        made = marked(content, job["text"], job["font"]) if "text" in job else anew(content, job["format"])
    except NotTaken as refused:
        return refused.code
    except Exception:
        return DAMAGED
    target.write(made)
    return 0


class NotTaken(Exception):
    """The picture is not taken; `code` is the process's."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


def anew(content: bytes, kind: str) -> bytes:
    """The picture upright, at most `LONGEST_SIDE` long, as a JPEG of pixels and nothing else."""
    from PIL import Image, ImageStat

    Image.MAX_IMAGE_PIXELS = None  # the size was read and bounded before
    with Image.open(io.BytesIO(content), formats=[kind.upper()]) as picture:
        if getattr(picture, "n_frames", 1) != 1:
            raise NotTaken(ANIMATED)
        if picture.mode not in ("RGB", "L", "1", "LA", "P", "PA", "RGBA", "RGBX", "I;16"):
            raise NotTaken(COLOURS)
        # A JPEG is decoded at a half, a quarter or an eighth: a large one never stands in memory whole.
        picture.draft("RGB" if picture.mode == "RGB" else "L", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        turn = _orientation(picture)
        small = _on_white(_shrunk(picture))
    if max(ImageStat.Stat(small.convert("L").reduce(4)).stddev) < LEAST_CONTRAST:
        raise NotTaken(BLANK)
    return _jpeg(small.transpose(turn) if turn is not None else small)


def _orientation(picture: Any) -> Any:
    """How the camera was held; a note that cannot be read says nothing."""
    from PIL import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }  # fmt: skip
    try:
        return turns.get(picture.getexif().get(ORIENTATION, 1))
    except Exception:
        return None


def _shrunk(picture: Any) -> Any:
    """At most `LONGEST_SIDE` long, in a mode that can be shrunk; the large one is given up as soon as possible."""
    from PIL import Image

    if picture.mode == "I;16":
        picture = picture.point(lambda shade: shade / 256).convert("L")
    elif picture.mode not in ("RGB", "L", "LA", "RGBA"):
        factor = max(1, max(picture.size) // (2 * LONGEST_SIDE))
        has_holes = "transparency" in picture.info or picture.mode == "PA"
        if factor > 1:
            # Every so many pixels of a large drawing in few colours; smoothing comes with the next step.
            picture = picture.resize((picture.width // factor, picture.height // factor), Image.Resampling.NEAREST)
        picture = picture.convert("RGBA" if has_holes else "RGB")
    longest = max(picture.size)
    if longest <= LONGEST_SIDE:
        return picture.copy()
    size = tuple(max(1, round(side * LONGEST_SIDE / longest)) for side in picture.size)
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _on_white(picture: Any) -> Any:
    from PIL import Image

    if picture.mode in ("RGB", "L"):
        return picture
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")


def marked(content: bytes, text: str, font: str) -> bytes:
    """One of our own JPEGs with `text` all over it, so that no part of it can be passed on without."""
    from PIL import Image, ImageFont

    with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
        picture.load()
        whole = picture.convert("RGB")
    height = max(14, min(whole.size) // 36)
    letters = ImageFont.truetype(font, height)
    # Dark letters with a light rim: seen on white paper as well as in the dark.
    rim = max(1, height // 14)
    for width, colour, strength in ((rim, "white", 120), (0, "black", 105)):
        whole.paste(colour, (0, 0), _pattern(whole.size, text, letters, width, strength))
    return _jpeg(whole)


def _pattern(size: tuple[int, int], text: str, letters: Any, rim: int, strength: int) -> Any:
    """How strongly each pixel is painted: slanted lines of the text over the whole."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = letters.getbbox(text)
    wide, high = int(right - left), int(bottom - top)
    line = Image.new("L", (wide + 2 * high, 3 * high), 0)
    ImageDraw.Draw(line).text((high - left, high - top), text, font=letters, fill=strength, stroke_width=rim)
    slanted = line.rotate(24, expand=True, resample=Image.Resampling.BILINEAR)
    pattern = Image.new("L", size, 0)
    for row, down in enumerate(range(-slanted.height // 2, size[1], max(1, slanted.height // 2))):
        for across in range(-(row % 3) * slanted.width // 3, size[0], slanted.width):
            pattern.paste(slanted, (across, down), slanted.point(lambda shade: 255 if shade else 0))
    return pattern


def _jpeg(picture: Any) -> bytes:
    from PIL import Image

    # Its pixels alone: no profile, no notes, no thumbnail comes along.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
