"""The text block of a card: 256 bytes of UTF-16LE at fixed places, in four layouts. Pure.

What the block says of itself must agree: the number's check digit, the birth date and the sex that the number holds.
A line's one-byte checksum misses one corruption in 256; this is the second. What does not agree is refused as a whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FOREVER = "长期"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
NUMBER_OF_18 = re.compile(r"[0-9]{17}[0-9X]")
NUMBER_OF_15 = re.compile(r"[A-Z]{3}[0-9]{12}")
DAY = re.compile(r"[0-9]{8}")
PADDING = "\u0020\u0000\u3000"
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# A name of controls or of noncharacters was not written by an authority: it was damaged on its way.
NOT_WRITTEN = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
TYPE_FLAG = slice(248, 250)
UNSTATED_SEXES = ("0", "9")
SEXES = ("0", "1", "2", "9")


class Kind(StrEnum):
    """Whose card it is."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    PR_2017 = "pr_2017"
    PR_2023 = "pr_2023"


class Refused(StrEnum):
    """Why a text block is nobody's card."""

    CHECK_DIGIT = "check_digit"
    BIRTH_MISMATCH = "birth_mismatch"
    SEX_MISMATCH = "sex_mismatch"
    UNKNOWN_TYPE = "unknown_type"
    UNDECODABLE = "undecodable"
    IMPOSSIBLE_DATE = "impossible_date"


class Flag(StrEnum):
    """What a person should look at in a card that is read."""

    PRIVATE_USE_NAME = "private_use_name"
    EXPIRED = "expired"


class CardRefused(Exception):
    """The text block cannot be a card's; it says why and nothing of what it holds."""

    def __init__(self, reason: Refused) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Card:
    """What the bridge takes from a card. `valid_to` None is for ever. Printed, it shows nothing of its holder.

    `sex` is 0 unknown, 1 male, 2 female, 9 not stated, as on the card. `name` may be empty on a foreigner's card.
    """

    kind: Kind
    number: str = field(repr=False)
    name: str = field(repr=False)
    name_en: str = field(repr=False)
    sex: str = field(repr=False)
    birth: date = field(repr=False)
    valid_from: date = field(repr=False)
    valid_to: date | None = field(repr=False)

    def flags(self, today: date) -> tuple[Flag, ...]:
        """What a person should look at on this day."""
        private = PRIVATE_USE.search(self.name + self.name_en)
        expired = self.valid_to is not None and self.valid_to < today
        return (*([Flag.PRIVATE_USE_NAME] if private else []), *([Flag.EXPIRED] if expired else []))


Place = tuple[int, int]
RESIDENT_PLACES: Mapping[str, Place] = {
    "name": (0, 30),
    "sex": (30, 2),
    "nation": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
PLACES: Mapping[Kind, Mapping[str, Place]] = {
    Kind.RESIDENT: RESIDENT_PLACES,
    Kind.HMT_PERMIT: {**RESIDENT_PLACES, "pass_number": (220, 18), "issues": (238, 4)},
    Kind.PR_2017: {
        "name_en": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "country": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth": (220, 16),
        "version": (236, 4),
        "agency": (240, 8),
    },
    Kind.PR_2023: {
        "name": (0, 30),
        "sex": (30, 2),
        "renewals": (32, 4),
        "birth": (36, 16),
        "name_en": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "name_en_rest": (220, 22),
        "country": (242, 6),
        "old_number": (250, 6),
    },
}
KINDS: Mapping[str, Kind] = {
    " ": Kind.RESIDENT,
    "\x00": Kind.RESIDENT,
    "J": Kind.HMT_PERMIT,
    "I": Kind.PR_2017,
    "Y": Kind.PR_2023,
}


def read_text(block: bytes) -> Card:
    """The card of a text block of 256 bytes. Raises `CardRefused`."""
    kind = _kind(block)
    # What is not used is decoded, too, and forgotten: where it is damaged so may be the rest.
    raw = {name: _decoded(block[start : start + size]) for name, (start, size) in PLACES[kind].items()}
    # The second part of a long name continues the first in the middle of a word or after a space.
    raw["name_en"] = raw.get("name_en", "") + raw.pop("name_en_rest", "")
    text = {name: value.rstrip(PADDING) for name, value in raw.items()}
    if NOT_WRITTEN.search(text["name"] + text["name_en"]) or not (text["name"] or text["name_en"]):
        raise CardRefused(Refused.UNDECODABLE)
    birth = _day(text["birth"])
    valid_from = _day(text["valid_from"])
    valid_to = None if text["valid_to"] == FOREVER else _day(text["valid_to"])
    _check_number(kind, text["number"], birth, text["sex"])
    return Card(kind, text["number"], text["name"], text["name_en"], text["sex"], birth, valid_from, valid_to)


def _kind(block: bytes) -> Kind:
    try:
        return KINDS[block[TYPE_FLAG].decode("utf-16-le")]
    except (KeyError, UnicodeDecodeError):
        raise CardRefused(Refused.UNKNOWN_TYPE) from None


def _decoded(field_bytes: bytes) -> str:
    try:
        return field_bytes.decode("utf-16-le")
    except UnicodeDecodeError:
        # Not as its cause: that carries the bytes.
        raise CardRefused(Refused.UNDECODABLE) from None


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise CardRefused(Refused.IMPOSSIBLE_DATE)


def _check_number(kind: Kind, number: str, birth: date, sex: str) -> None:
    if kind is Kind.PR_2017:
        if NUMBER_OF_15.fullmatch(number) is None:
            raise CardRefused(Refused.CHECK_DIGIT)
        if sex not in SEXES:
            raise CardRefused(Refused.SEX_MISMATCH)
        return
    if NUMBER_OF_18.fullmatch(number) is None or check_digit(number) != number[17]:
        raise CardRefused(Refused.CHECK_DIGIT)
    if number[6:14] != f"{birth:%Y%m%d}":
        raise CardRefused(Refused.BIRTH_MISMATCH)
    if sex not in UNSTATED_SEXES and sex != ("1" if int(number[16]) % 2 else "2"):
        raise CardRefused(Refused.SEX_MISMATCH)


def check_digit(number: str) -> str:
    """The last character that the first 17 digits ask for (GB 11643)."""
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False)) % 11]
