"""Is this a photo that we take? Decided by its bytes before any decoder sees them, never by its name alone.

A photo is JPEG, PNG or WebP, whole, still, of a size that a phone takes, and nothing else besides. What is taken is
decoded and made anew all the same; what is read here keeps bombs and disguises away from the decoder.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024
SHORTEST_SIDE = 320
# Fifty megapixels as cameras count them. A JPEG is decoded at a half or a quarter of its size; the others are decoded
# whole, so that fewer pixels of them fit into the same memory.
MOST_PIXELS = {"jpeg": 8192 * 6144, "png": 25_000_000, "webp": 16_000_000}
# A progressive JPEG is held as coefficients, whole, before its first line is there.
MOST_COEFFICIENT_BYTES = 160 * 1024 * 1024
MOST_SCANS = 64
MOST_CHUNKS = 20_000


class PhotoFormat(StrEnum):
    """What a photo may be."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


class PhotoFault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_PHOTO = "not_a_photo"
    HEIC = "heic"
    NAME = "name"
    DISGUISED = "disguised"
    CARRIES_MORE = "carries_more"
    ANIMATED = "animated"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    COLOURS = "colours"
    DAMAGED = "damaged"
    BLANK = "blank"


SENTENCES: dict[PhotoFault, tuple[str, str]] = {
    PhotoFault.EMPTY: ("没有收到照片，请重新选择。", "No photo arrived. Choose it again."),
    PhotoFault.TOO_LARGE: (
        "照片超过 10 MB，请缩小后再上传。",
        "The photo is over 10 MB. Make it smaller and try again.",
    ),
    PhotoFault.NOT_A_PHOTO: (
        "这不是照片。请上传用相机拍摄的 JPEG、PNG 或 WebP 照片。",
        "This is not a photo. Send a JPEG, PNG or WebP photo from your camera.",
    ),
    PhotoFault.HEIC: (
        "暂不支持 HEIC 格式。请在本页直接拍照，或在手机“设置—相机—格式”中选择“兼容性最佳”后重新拍摄。",
        "HEIC is not supported. Take the photo on this page, or set the camera's format to “Most Compatible”.",
    ),
    PhotoFault.NAME: (
        "文件名不像照片，请用相机重新拍摄后上传。",
        "The file's name is not that of a photo. Take the photo with the camera and send it.",
    ),
    PhotoFault.DISGUISED: (
        "文件的内容与它声称的格式不一致，请用相机重新拍摄后上传。",
        "The file is not what it says it is. Take the photo again with the camera.",
    ),
    PhotoFault.CARRIES_MORE: (
        "文件里除照片外还夹带了其他内容（例如动态照片中的视频），请关闭动态照片后重新拍摄。",
        "The file carries more than a photo (a motion photo's film, for instance). Turn that off and take it again.",
    ),
    PhotoFault.ANIMATED: (
        "这是动图，请上传一张静止的照片。",
        "This picture moves. Send a still photo.",
    ),
    PhotoFault.TOO_MANY_PIXELS: (
        "照片的像素太多，请把相机分辨率调低（JPEG 不超过 5000 万像素）后重新拍摄。",
        "The photo has too many pixels. Lower the camera's resolution (a JPEG has at most 50 megapixels).",
    ),
    PhotoFault.TOO_SMALL: (
        "照片太小，看不清文字，请靠近证件重新拍摄。",
        "The photo is too small to read. Take it again, closer to the document.",
    ),
    PhotoFault.COLOURS: (
        "照片的色彩格式（如 CMYK）不是相机拍摄的格式，请用相机重新拍摄。",
        "The photo's colours (CMYK, for instance) are not a camera's. Take it again with the camera.",
    ),
    PhotoFault.DAMAGED: (
        "照片已损坏或没有传完，请重新拍摄后上传。",
        "The photo is damaged or incomplete. Take it again and send it.",
    ),
    PhotoFault.BLANK: (
        "照片几乎是一种颜色，看不到内容，请在光线充足处重新拍摄。",
        "The photo is almost a single colour. Take it again where there is light.",
    ),
}


def sentence(fault: PhotoFault, language: str) -> str:
    """What to do about it, in `language` (`zh` unless `en`)."""
    zh, en = SENTENCES[fault]
    return en if language == "en" else zh


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be decoded: what it is and how many pixels it will have."""

    format: PhotoFormat
    width: int
    height: int


class NotTaken(Exception):
    """The file is not taken, and why."""

    def __init__(self, fault: PhotoFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def inspect(content: bytes, *, name: str = "", declared: str = "") -> Inspected:
    """What the file is. `name` is its name where it has one, `declared` the media type it was sent under.

    Raises `NotTaken`.
    """
    if not content:
        raise NotTaken(PhotoFault.EMPTY)
    if len(content) > MOST_BYTES:
        raise NotTaken(PhotoFault.TOO_LARGE)
    kind = _format_of(content)
    _check_name(name, kind)
    media = declared.partition(";")[0].strip().lower()
    if media not in ("", "application/octet-stream", f"image/{kind}"):
        raise NotTaken(PhotoFault.DISGUISED)
    try:
        width, height = {PhotoFormat.JPEG: _jpeg, PhotoFormat.PNG: _png, PhotoFormat.WEBP: _webp}[kind](content)
    except (IndexError, struct.error) as fault:
        raise NotTaken(PhotoFault.DAMAGED) from fault
    if width * height > MOST_PIXELS[kind]:
        raise NotTaken(PhotoFault.TOO_MANY_PIXELS)
    if min(width, height) < SHORTEST_SIDE:
        raise NotTaken(PhotoFault.TOO_SMALL)
    return Inspected(kind, width, height)


def size_of_jpeg(content: bytes) -> tuple[int, int]:
    """Width and height of a JPEG. Raises `NotTaken`."""
    return _jpeg(content)


_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def _format_of(content: bytes) -> PhotoFormat:
    if content.startswith(_JPEG):
        return PhotoFormat.JPEG
    if content.startswith(_PNG):
        return PhotoFormat.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return PhotoFormat.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise NotTaken(PhotoFault.HEIC)
    if content[:6] in (b"GIF87a", b"GIF89a"):
        raise NotTaken(PhotoFault.ANIMATED)
    raise NotTaken(PhotoFault.NOT_A_PHOTO)


_ENDINGS = {"jpg": PhotoFormat.JPEG, "jpeg": PhotoFormat.JPEG, "jpe": PhotoFormat.JPEG, "jfif": PhotoFormat.JPEG,
            "png": PhotoFormat.PNG, "webp": PhotoFormat.WEBP}  # fmt: skip
_OTHER_ENDING = re.compile(
    r"7z|apk|aspx?|avi|bat|bmp|cgi|cmd|com|css|csv|dll|dmg|do[ct][mx]?|eps|exe|gif|gz|hei[cf]|hta|html?|iso|jar|jspx?"
    r"|json|lnk|mht(?:ml)?|mjs|js|mov|mp4|msi|pdf|pht|php[0-9]?|phtml|pl|ps1?|py|rar|rb|scr|sh|shtml|svgz?|swf|tar"
    r"|tiff?|ts|vbs|wasm|xhtml|xls[mx]?|xml|xsl|zip"
)


def _check_name(name: str, kind: PhotoFormat) -> None:
    """A name says nothing of a file; but one that lies, or that leads elsewhere, was not given by a camera."""
    if not name:
        return
    if len(name) > 200 or re.search(r"[/\\:\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\.\.|[. ]$", name):
        raise NotTaken(PhotoFault.NAME)
    _, *parts = name.lower().split(".")
    if any(_OTHER_ENDING.fullmatch(part.strip()) for part in parts):
        raise NotTaken(PhotoFault.NAME)
    if parts and _ENDINGS.get(parts[-1], kind) is not kind:
        raise NotTaken(PhotoFault.DISGUISED)


# Beginnings of other files, and what browsers would run: none of it belongs into a camera's notes or behind a photo.
_STOWAWAYS = re.compile(
    rb"<\s*(?:script|html|svg|body|iframe|!doctype|!entity|\?php|\?=)|<\?php|<%|%PDF-|PK\x03\x04|PK\x05\x06|Rar!\x1a\x07"
    rb"|7z\xbc\xaf\x27\x1c|\x7fELF|MZ\x90\x00|#!/|GIF8[79]a|ftyp(?:mp4|isom|qt  )|javascript:",
    re.IGNORECASE,
)


def _search(content: bytes) -> None:
    if _STOWAWAYS.search(content):
        raise NotTaken(PhotoFault.CARRIES_MORE)


_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SCAN, _END = 0xDA, 0xD9
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_FRAMES_NOT_TAKEN = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_NOTES = frozenset({*range(0xE0, 0xF0), 0xFE})


@dataclass(slots=True)
class _Frame:
    """What a JPEG's frame header says."""

    marker: int
    width: int
    height: int
    factors: list[tuple[int, int]]

    @classmethod
    def of(cls, marker: int, segment: bytes) -> "_Frame":
        precision, height, width, count = struct.unpack(">BHHB", segment[:6])
        if precision != 8 or not width or not height or len(segment) != 6 + 3 * count:
            raise NotTaken(PhotoFault.DAMAGED)
        if count not in (1, 3):
            raise NotTaken(PhotoFault.COLOURS)
        factors = [(segment[7 + 3 * one] >> 4, segment[7 + 3 * one] & 15) for one in range(count)]
        if not all(1 <= across <= 4 and 1 <= down <= 4 for across, down in factors):
            raise NotTaken(PhotoFault.DAMAGED)
        return cls(marker, width, height, factors)

    def coefficient_bytes(self) -> int:
        """What a decoder holds of it when it must see all scans before the first line."""
        most_across, most_down = (max(one) for one in zip(*self.factors, strict=True))
        blocks = 0
        for across, down in self.factors:
            blocks += -(-self.width * across // (8 * most_across)) * -(-self.height * down // (8 * most_down))
        return 128 * blocks


def _jpeg(content: bytes) -> tuple[int, int]:
    """Walks the segments to the end of the picture."""
    at, frame, scans = 2, None, 0
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise NotTaken(PhotoFault.DAMAGED)
        marker = content[at + 1]
        if marker == _END:
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            raise NotTaken(PhotoFault.DAMAGED)
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at + 4 : at + 2 + length]
        if length < 2 or len(segment) != length - 2 or marker in _FRAMES_NOT_TAKEN:
            raise NotTaken(PhotoFault.DAMAGED)
        if marker in _NOTES:
            _search(segment)
        if marker in _FRAMES:
            if frame is not None:
                raise NotTaken(PhotoFault.DAMAGED)
            frame = _Frame.of(marker, segment)
        at += 2 + length
        if marker == _SCAN:
            scans += 1
            _check_scan(frame, segment, scans)
            following = _NEXT_MARKER.search(content, at)
            if following is None:
                raise NotTaken(PhotoFault.DAMAGED)
            at = following.start()
    if frame is None or not scans:
        raise NotTaken(PhotoFault.DAMAGED)
    _check_rest(content[at + 2 :])
    return frame.width, frame.height


def _check_scan(frame: _Frame | None, segment: bytes, scans: int) -> None:
    if frame is None or not segment or scans > MOST_SCANS:
        raise NotTaken(PhotoFault.DAMAGED)
    in_pieces = frame.marker == 0xC2 or segment[0] < len(frame.factors)
    if in_pieces and frame.coefficient_bytes() > MOST_COEFFICIENT_BYTES:
        raise NotTaken(PhotoFault.TOO_MANY_PIXELS)


def _check_rest(rest: bytes) -> None:
    """Behind the photo cameras put zeros, further pictures of the same shot, or a maker's list that ends in SEFT."""
    if rest.strip(b"\x00") and not rest.startswith(_JPEG) and not rest.endswith(b"SEFT"):
        raise NotTaken(PhotoFault.CARRIES_MORE)
    _search(rest)


_PICTURE_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_MOVING_CHUNKS = frozenset({b"acTL", b"fcTL", b"fdAT"})


def _png(content: bytes) -> tuple[int, int]:
    """Walks the chunks to the end of the picture and sums each up."""
    at, size, picture, seen = len(_PNG), None, False, 0
    while True:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        (sum_,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        seen += 1
        if zlib.crc32(data, zlib.crc32(kind)) != sum_ or seen > MOST_CHUNKS or (size is None) != (kind == b"IHDR"):
            raise NotTaken(PhotoFault.DAMAGED)
        if kind in _MOVING_CHUNKS:
            raise NotTaken(PhotoFault.ANIMATED)
        if kind == b"IHDR":
            size = struct.unpack(">II", data[:8])
        if kind not in _PICTURE_CHUNKS:
            if kind[0] & 0x20 == 0:
                raise NotTaken(PhotoFault.DAMAGED)
            _search(data)
        picture = picture or kind == b"IDAT"
        at += 12 + length
        if kind == b"IEND":
            break
    if size is None or not picture or not all(size):
        raise NotTaken(PhotoFault.DAMAGED)
    if at != len(content):
        raise NotTaken(PhotoFault.CARRIES_MORE)
    return size[0], size[1]


_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"EXIF", b"XMP "})


def _webp(content: bytes) -> tuple[int, int]:
    """Walks the chunks; the size is that of the picture, not of the canvas that a header may claim."""
    (size,) = struct.unpack("<I", content[4:8])
    if size + 8 > len(content):
        raise NotTaken(PhotoFault.DAMAGED)
    if size + 8 < len(content):
        raise NotTaken(PhotoFault.CARRIES_MORE)
    at, found, canvas = 12, None, None
    while at < len(content):
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        if len(data) != length:
            raise NotTaken(PhotoFault.DAMAGED)
        if kind in (b"ANIM", b"ANMF"):
            raise NotTaken(PhotoFault.ANIMATED)
        if kind not in _WEBP_CHUNKS:
            raise NotTaken(PhotoFault.CARRIES_MORE)
        if kind == b"VP8X":
            if data[0] & 0x02:
                raise NotTaken(PhotoFault.ANIMATED)
            canvas = (1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little"))
        elif kind in (b"VP8 ", b"VP8L"):
            if found is not None:
                raise NotTaken(PhotoFault.DAMAGED)
            found = _webp_size(kind, data)
        elif kind in (b"EXIF", b"XMP ", b"ICCP"):
            _search(data)
        at += 8 + length + (length & 1)
    if found is None or (canvas is not None and canvas != found):
        raise NotTaken(PhotoFault.DAMAGED)
    return found


def _webp_size(kind: bytes, data: bytes) -> tuple[int, int]:
    if kind == b"VP8L":
        if data[0] != 0x2F:
            raise NotTaken(PhotoFault.DAMAGED)
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if data[3:6] != b"\x9d\x01\x2a":
        raise NotTaken(PhotoFault.DAMAGED)
    width, height = struct.unpack("<HH", data[6:10])
    return width & 0x3FFF, height & 0x3FFF
