"""Data into PDF: typst with the product's own fonts, no text ever read as markup, no glyph ever missing."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import manimgx_fonts_cjk
import segno

from domain.services.documents.glyphs import Coverage, read_coverage

if TYPE_CHECKING:
    # At run time with the first document: a process that has made none does without its 7 MB.
    import typst

FAMILY = "Noto Sans CJK SC"
FONT_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
TEMPLATES = Path(__file__).parent

# What Chinese print has always set for a character that the case does not hold.
SUBSTITUTE = "〓"

# A run longer than any word, such as a code, would leave its column: it may break after every sixth letter.
UNBROKEN = re.compile(r"[!-~]{25,}")
SIX_LETTERS = re.compile(r".{6}(?=.)")
BREAK = "\u200b"

Data: TypeAlias = "str | int | bool | Sequence[Data] | Mapping[str, Data] | None"


class Verbatim(str):
    """A text that is copied out by readers, such as a hash or an address: never broken, never altered."""

    __slots__ = ()


class DocumentFault(Exception):
    """The document could not be typeset as it must be; nothing was produced."""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished PDF. `substituted` lists, in order of appearance, the characters that no font here can draw: they
    are printed as 〓 and named by code point at the end of the document.
    """

    pdf: bytes
    substituted: tuple[str, ...]


@dataclass(slots=True)
class _Drawable:
    """Turns texts into what the font can draw and remembers what it could not."""

    coverage: Coverage
    missing: dict[str, None] = field(default_factory=dict)

    def data(self, value: Data) -> Data:
        if isinstance(value, Verbatim):
            return str(value)
        if isinstance(value, str):
            return UNBROKEN.sub(_breakable, self.text(value))
        if isinstance(value, Mapping):
            return {key: self.data(item) for key, item in value.items()}
        if isinstance(value, Sequence):
            return [self.data(item) for item in value]
        return value

    def text(self, text: str) -> str:
        return " ".join("".join(self._character(c) for c in text).split())

    def _character(self, character: str) -> str:
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp"):
            return " "
        # Invisible marks go: they could turn the direction of a posted line round, or hide in a name. So do variation
        # selectors, which only choose among shapes of the character before them.
        if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
            return ""
        if character in self.coverage:
            return character
        self.missing[character] = None
        return SUBSTITUTE


def _breakable(run: re.Match[str]) -> str:
    return SIX_LETTERS.sub(lambda letters: letters[0] + BREAK, run[0])


def typeset(template: str, data: Mapping[str, Data], *, created_at: datetime) -> Document:
    """The PDF (PDF/A-2a, PDF/UA-1) of `template`, a .typ file of this package, filled with `data`.

    The same template, data and `created_at` (with its zone) give the same bytes. Texts are data to typst, not markup.
    Raises DocumentFault on any warning of typst, and on any error.
    """
    drawable = _Drawable(_coverage())
    drawn = drawable.data(data)
    inputs = {
        "data": json.dumps(drawn, ensure_ascii=False, sort_keys=True),
        "substituted": json.dumps([f"U+{ord(character):04X}" for character in drawable.missing]),
    }
    pdf = _compile(template, inputs, created_at)
    return Document(pdf=pdf, substituted=tuple(drawable.missing))


def qr_svg(address: str) -> Verbatim:
    """`address` as a QR code in SVG, which survives a crease or a stain on a quarter of it."""
    svg = BytesIO()
    segno.make(address, error="q", micro=False).save(svg, kind="svg", border=0, xmldecl=False, svgclass=None)
    return Verbatim(svg.getvalue().decode())


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONT_FOLDER])


@cache
def _coverage() -> Coverage:
    face = next(info for info in _fonts().fonts() if info.family == FAMILY)
    if face.path is None:
        raise DocumentFault(f"the font {FAMILY} is not a file")
    return read_coverage(Path(face.path), face.index)


def _compile(template: str, inputs: dict[str, str], created_at: datetime) -> bytes:
    if created_at.tzinfo is None:
        raise ValueError("a document's date must carry its time zone")
    import typst

    moment = created_at.replace(microsecond=0)  # PDF knows no smaller part of time than a second
    try:
        pdf, warnings = typst.Compiler(
            input=TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
        ).compile_with_warnings(format="pdf", timestamp=moment, pdf_standards=["a-2a", "ua-1"])
    except typst.TypstError as failure:
        raise DocumentFault(f"{template}: {failure}") from failure
    if warnings:
        raise DocumentFault(f"{template}: {'; '.join(warning.message for warning in warnings)}")
    if not isinstance(pdf, bytes):
        raise DocumentFault(f"{template}: typst returned no document")
    return pdf
