"""Pictures of a fault and of the mended thing, drawn and not taken, for the demo's complaints and repairs."""

import io

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 900
_TILE, _JOINT, _PIPE, _EDGE, _WATER, _BRASS = "#e9e4da", "#cfc8ba", "#b9bec6", "#7d848e", "#5f93c4", "#c59a3f"
_DROPS = ((612, 560), (588, 640), (630, 715), (600, 780))


def leaking() -> bytes:
    """A joint under a sink that drips into a puddle, as the server's decoder leaves photos: a plain JPEG."""
    picture, pen = _under_the_sink()
    for across, down in _DROPS:
        pen.polygon([(across, down - 34), (across - 13, down), (across + 13, down)], fill=_WATER)
        pen.ellipse((across - 14, down - 12, across + 14, down + 16), fill=_WATER)
    pen.ellipse((380, 810, 860, 880), fill=_WATER)
    return _as_jpeg(picture)


def mended() -> bytes:
    """The same joint with a new valve, and the floor dry."""
    picture, pen = _under_the_sink()
    pen.rectangle((555, 415, 655, 505), fill=_BRASS, outline=_EDGE, width=5)
    pen.rectangle((590, 365, 620, 415), fill=_BRASS, outline=_EDGE, width=5)
    pen.rounded_rectangle((540, 335, 670, 370), 16, fill="#b3392f", outline=_EDGE, width=5)
    return _as_jpeg(picture)


def _under_the_sink() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, HEIGHT), _TILE)
    pen = ImageDraw.Draw(picture)
    for across in range(0, WIDTH, 200):
        pen.line([(across, 0), (across, 800)], fill=_JOINT, width=6)
    for down in range(0, 801, 200):
        pen.line([(0, down), (WIDTH, down)], fill=_JOINT, width=6)
    pen.rectangle((0, 800, WIDTH, HEIGHT), fill="#9c7a58")
    pen.rectangle((575, 0, 635, 460), fill=_PIPE, outline=_EDGE, width=5)
    pen.rectangle((605, 430, WIDTH, 490), fill=_PIPE, outline=_EDGE, width=5)
    pen.rectangle((545, 405, 665, 515), fill=_PIPE, outline=_EDGE, width=5)
    return picture, pen


def _as_jpeg(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()
