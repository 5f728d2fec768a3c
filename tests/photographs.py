"""Photos as phones take them, and files that only pretend: each bad one with what must be said about it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, PngImagePlugin

from domain.rules.photos import MOST_BYTES, PhotoFault

SECRET_NOTE = "planted-N39.9042-E116.4074"


def drawn(width: int = 1600, height: int = 1200, mode: str = "RGB") -> Image.Image:
    """A page with lines of writing, darker towards one side."""
    page = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(page)
    for down in range(20, height, 60):
        pen.line([(20, down), (width - 20, down)], fill="navy", width=6)
    return page.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file."""
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


@cache
def photo(kind: str = "JPEG") -> bytes:
    """A photo of 1600 × 1200, held upright by its note, with a place and a comment in its notes."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010E] = 6, SECRET_NOTE
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("Comment", SECRET_NOTE)
        return saved(drawn(), "PNG", pnginfo=text, exif=notes)
    return saved(drawn(), kind, exif=notes, **({"comment": SECRET_NOTE.encode()} if kind == "JPEG" else {}))


@dataclass(frozen=True)
class Bad:
    """A file that must not be taken, the words for it, and the name and media type it is sent under."""

    what: str
    fault: PhotoFault
    make: Callable[[], bytes]
    name: str = ""
    declared: str = ""


def _segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _with_segment(marker: int, body: bytes) -> bytes:
    return photo()[:2] + _segment(marker, body) + photo()[2:]


def _frame(marker: int, width: int, height: int, *, precision: int = 8) -> bytes:
    """A JPEG of nothing but a frame that claims so much."""
    components = b"\x01\x11\x00\x02\x11\x01\x03\x11\x01"
    frame = _segment(marker, struct.pack(">BHHB", precision, height, width, 3) + components)
    scan = _segment(0xDA, b"\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00")
    return b"\xff\xd8" + frame + scan + b"\x00" * 64 + b"\xff\xd9"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_with(kind: bytes, data: bytes) -> bytes:
    """A chunk of one's own between the head and the picture."""
    content = photo("PNG")
    return content[:33] + _chunk(kind, data) + content[33:]


def _png_claiming(width: int, height: int, depth: int = 8) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) & 1) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_picture() -> bytes:
    plain = saved(drawn(), "WEBP")
    return plain[20 : 20 + struct.unpack("<I", plain[16:20])[0]]


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x" * 100)
    return made.getvalue()


def _moving(kind: str) -> bytes:
    first = drawn(400, 400)
    return saved(first, kind, save_all=True, append_images=[first.rotate(90)], duration=100)


def _many_scans() -> bytes:
    content = saved(drawn(), "JPEG", progressive=True)
    scan = content.rindex(b"\xff\xda")
    return content[:-2] + content[scan:-2] * 80 + b"\xff\xd9"


SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET[0]); ?>"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64


def _strangers() -> Iterator[Bad]:
    """Files of other kinds."""
    no = PhotoFault.NOT_A_PHOTO
    yield Bad("nothing", PhotoFault.EMPTY, lambda: b"")
    yield Bad("one byte", no, lambda: b"\xff")
    yield Bad("a text", no, lambda: b"hello, this is my identity card " * 20)
    yield Bad("HTML", no, lambda: b"<!doctype html><html><body>" + SCRIPT)
    yield Bad("SVG", no, lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    yield Bad("SVG in XML", no, lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')
    yield Bad("PDF", no, lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF")
    yield Bad("ZIP", no, _zip)
    yield Bad("a program", no, lambda: b"MZ\x90\x00" + b"\x00" * 200)
    yield Bad("a Unix program", no, lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 200)
    yield Bad("a script", no, lambda: b"#!/bin/sh\nrm -rf /\n")
    yield Bad("BMP", no, lambda: saved(drawn(400, 400), "BMP"))
    yield Bad("TIFF", no, lambda: saved(drawn(400, 400), "TIFF"))
    yield Bad("an icon", no, lambda: saved(drawn(400, 400), "ICO"))
    yield Bad("JPEG 2000", no, lambda: saved(drawn(400, 400), "JPEG2000"))
    yield Bad("a film", no, lambda: MP4)
    yield Bad("HEIC", PhotoFault.HEIC, lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64)
    yield Bad("AVIF", PhotoFault.HEIC, lambda: saved(drawn(400, 400), "AVIF"))
    yield Bad("GIF", PhotoFault.ANIMATED, lambda: saved(drawn(400, 400), "GIF"))
    yield Bad("a magic number and no more", PhotoFault.DAMAGED, lambda: b"\xff\xd8\xff")
    yield Bad("a RIFF that is sound", no, lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 40)


def _polyglots() -> Iterator[Bad]:
    """Photos that are something else as well."""
    more = PhotoFault.CARRIES_MORE
    yield Bad("JPEG and ZIP", more, lambda: photo() + _zip())
    yield Bad("JPEG and HTML", more, lambda: photo() + b"<html>" + SCRIPT)
    yield Bad("JPEG and a film", more, lambda: photo() + MP4)
    yield Bad("JPEG, JPEG and ZIP", more, lambda: photo() + photo() + _zip())
    yield Bad("a script in a JPEG's comment", more, lambda: _with_segment(0xFE, SCRIPT))
    yield Bad("PHP in a JPEG's notes", more, lambda: _with_segment(0xE1, b"Exif\x00\x00" + PHP))
    yield Bad("PDF in a JPEG's notes", more, lambda: _with_segment(0xE5, b"%PDF-1.7 1 0 obj"))
    yield Bad("GIF in a JPEG's notes", more, lambda: _with_segment(0xEC, b"GIF89a" + SCRIPT))
    yield Bad("PNG and ZIP", more, lambda: photo("PNG") + _zip())
    yield Bad("PNG and one byte", more, lambda: photo("PNG") + b"\x00")
    yield Bad("PHP in a PNG's text", more, lambda: _png_with(b"tEXt", b"Comment\x00" + PHP))
    yield Bad("HTML in a PNG's own chunk", more, lambda: _png_with(b"htMl", b"<html>" + SCRIPT))
    yield Bad("WebP and ZIP", more, lambda: photo("WEBP") + _zip())
    yield Bad("a script in a WebP's notes", more, lambda: _riff((b"VP8 ", _webp_picture()), (b"XMP ", SCRIPT)))
    yield Bad("a chunk of one's own in a WebP", more, lambda: _riff((b"VP8 ", _webp_picture()), (b"EVIL", b"x" * 9)))


def _bombs() -> Iterator[Bad]:
    """Little on the line, much in memory."""
    many, damaged = PhotoFault.TOO_MANY_PIXELS, PhotoFault.DAMAGED
    yield Bad("a PNG of four billion pixels", many, lambda: _png_claiming(65_535, 65_535))
    yield Bad("a PNG of 2³¹ columns", many, lambda: _png_claiming(2**31 - 1, 400))
    yield Bad("a PNG of one bit a pixel", many, lambda: saved(Image.new("1", (30_000, 30_000)), "PNG"))
    yield Bad("a JPEG of four billion pixels", many, lambda: _frame(0xC0, 65_500, 65_500))
    yield Bad("a progressive JPEG that is held whole", many, lambda: _frame(0xC2, 8000, 6000))
    yield Bad("a progressive JPEG of many scans", damaged, _many_scans)
    yield Bad("a WebP of 268 million pixels", many,
              lambda: _riff((b"VP8L", b"\x2f" + struct.pack("<I", 16_382 | 16_382 << 14) + b"\x00" * 20)))  # fmt: skip
    canvas = b"\x00" * 4 + b"\xff\xff\x00\xff\xff\x00"
    yield Bad("a WebP whose canvas is not its picture", damaged,
              lambda: _riff((b"VP8X", canvas), (b"VP8 ", _webp_picture())))  # fmt: skip
    yield Bad("a text that unpacks to 200 MB", damaged,
              lambda: _png_with(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"x" * 200_000_000, 9)))  # fmt: skip
    yield Bad("a JPEG without a height", damaged, lambda: _frame(0xC0, 4000, 0))


def _broken() -> Iterator[Bad]:
    """Photos that are not whole, that move, or that no camera takes."""
    damaged, colours = PhotoFault.DAMAGED, PhotoFault.COLOURS
    yield Bad("half a JPEG", damaged, lambda: photo()[: len(photo()) // 2])
    yield Bad("a JPEG without its end", damaged, lambda: photo()[:-2])
    yield Bad("half a PNG", damaged, lambda: photo("PNG")[: len(photo("PNG")) // 2])
    yield Bad("half a WebP", damaged, lambda: photo("WEBP")[: len(photo("WEBP")) // 2])
    yield Bad("a PNG whose sum is wrong", damaged, lambda: photo("PNG")[:40] + b"\x00\x01" + photo("PNG")[42:])
    yield Bad("a PNG without a picture", damaged, lambda: photo("PNG")[:33] + _chunk(b"IEND", b""))
    yield Bad("a PNG whose picture is no picture", damaged,
              lambda: photo("PNG")[:33] + _chunk(b"IDAT", b"nothing") + _chunk(b"IEND", b""))  # fmt: skip
    yield Bad("a JPEG of two pictures in one", damaged, lambda: photo()[:-2] + photo())
    yield Bad("a lossless JPEG", damaged, lambda: _frame(0xC3, 800, 600))
    yield Bad("an arithmetic JPEG", damaged, lambda: _frame(0xC9, 800, 600))
    yield Bad("a JPEG of twelve bits", damaged, lambda: _frame(0xC1, 800, 600, precision=12))
    yield Bad("a moving PNG", PhotoFault.ANIMATED, lambda: _moving("PNG"))
    yield Bad("a moving WebP", PhotoFault.ANIMATED, lambda: _moving("WEBP"))
    yield Bad("CMYK", colours, lambda: saved(drawn(mode="CMYK"), "JPEG"))
    yield Bad("CMYK without its maker's note", colours,
              lambda: saved(drawn(mode="CMYK"), "JPEG").replace(b"Adobe", b"Nobel"))  # fmt: skip
    yield Bad("a thumbnail", PhotoFault.TOO_SMALL, lambda: saved(drawn(300, 300), "JPEG"))
    yield Bad("the inside of a pocket", PhotoFault.BLANK, lambda: saved(Image.new("RGB", (800, 600), "black"), "JPEG"))
    yield Bad("more than ten megabytes", PhotoFault.TOO_LARGE, lambda: photo() + b"\x00" * MOST_BYTES)


def _disguises() -> Iterator[Bad]:
    """Good photos under names and media types that no camera gives."""
    for name in ("a.php.jpg", "a.jpg.html", "身份证.svg", "x.pdf", "../../etc/cron.d/a.jpg", "C:\\fakepath\\a.jpg",
                 "a.jpg\x00.php", "a\u202egpj.exe", "a.jpg.", "%2e%2e/a.jpg", "a" * 250 + ".jpg"):  # fmt: skip
        yield Bad(f"the name {name[:24]!r}", PhotoFault.NAME, photo, name=name)
    yield Bad("a JPEG called PNG", PhotoFault.DISGUISED, photo, name="a.png")
    yield Bad("a PNG sent as JPEG", PhotoFault.DISGUISED, lambda: photo("PNG"), declared="image/jpeg")
    yield Bad("a JPEG sent as SVG", PhotoFault.DISGUISED, photo, declared="image/svg+xml")
    yield Bad("a JPEG sent as HTML", PhotoFault.DISGUISED, photo, declared="text/html; charset=utf-8")


BAD = [*_strangers(), *_polyglots(), *_bombs(), *_broken(), *_disguises()]
