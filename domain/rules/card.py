"""What a card said, as a bridge sends it, and whether its name is the name that the register has.

A read lives in memory only while it is matched. Its fields never show in a representation, so that no log or error
can carry them.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.rules.identity import document_faults, normalise_document, normalise_name
from domain.rules.terms import DocumentKind

SAM_ID = re.compile(r"[0-9]{2}\.[0-9]{2}-[0-9]{8}-[0-9]{10}-[0-9]{10}")
_MOST_TIMINGS = 64
_PRIVATE_USE = range(0xE000, 0xF900)


class CardKind(StrEnum):
    """The four layouts of a card's text (device.md section 3)."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    PR_2017 = "pr_2017"
    PR_2023 = "pr_2023"


DOCUMENT_OF: dict[CardKind, DocumentKind] = {
    CardKind.RESIDENT: DocumentKind.ID_CARD,
    CardKind.HMT_PERMIT: DocumentKind.RESIDENCE_PERMIT,
    CardKind.PR_2017: DocumentKind.PERMANENT_RESIDENCE,
    CardKind.PR_2023: DocumentKind.PERMANENT_RESIDENCE,
}


class CardNotReadable(ValueError):
    """The plaintext is not a read; it is not repeated."""


@dataclass(frozen=True, slots=True)
class Card:
    """One read: the document, and how the reader came by it. `timings` are microseconds, `valid_to` None for 长期."""

    kind: CardKind
    number: str = field(repr=False)
    name: str = field(repr=False)
    valid_to: date | None = field(repr=False)
    sam_id: str
    attempts: int
    find_misses: int
    timings: tuple[int, ...] = field(repr=False)

    @property
    def document_kind(self) -> DocumentKind:
        """The kind of document that the register knows such a card as."""
        return DOCUMENT_OF[self.kind]

    def expired_on(self, day: date) -> bool:
        """Whether the card is no longer valid on `day`; its last day still counts."""
        return self.valid_to is not None and self.valid_to < day


def parse_card(plaintext: bytes) -> Card:
    """The read of an opened envelope, strictly: `{kind, number, name, validTo, samId, attempts, findMisses, timings}`.

    Raises `CardNotReadable`, which says nothing of what was read.
    """
    try:
        given: Any = json.loads(plaintext)
        card = Card(
            kind=CardKind(given["kind"]),
            number=_text(given["number"], 40),
            name=_text(given["name"], 140),
            valid_to=None if given["validTo"] is None else date.fromisoformat(given["validTo"]),
            sam_id=_text(given["samId"], 40),
            attempts=_count(given["attempts"]),
            find_misses=_count(given["findMisses"]),
            timings=tuple(_count(one) for one in given["timings"][:_MOST_TIMINGS]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CardNotReadable("not a card read") from None
    plain = normalise_document(card.document_kind, card.number)
    if document_faults(card.document_kind, plain) or not SAM_ID.fullmatch(card.sam_id) or not card.timings:
        raise CardNotReadable("not a card read")
    return card


def _text(given: object, longest: int) -> str:
    if not isinstance(given, str) or not 0 < len(given) <= longest:
        raise ValueError
    return given


def _count(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= 10**9:
        raise ValueError
    return given


class NameCompared(StrEnum):
    """How a card's name stands to the register's."""

    SAME = "same"
    FOR_A_PERSON = "for_a_person"
    DIFFERENT = "different"


def compare_names(on_card: str, registered: str) -> NameCompared:
    """Compare a card's name with the register's, dots and widths normalised (device.md section 3).

    A rare character stands on old cards in the private-use area, where only the issuing office knows what it means:
    such a name is neither the same nor different, and a person looks, if all the other characters agree.
    """
    card, register = normalise_name(on_card), normalise_name(registered)
    private = has_private_use(card) or has_private_use(register)
    if not private:
        return NameCompared.SAME if card == register else NameCompared.DIFFERENT
    if len(card) != len(register):
        return NameCompared.DIFFERENT
    agree = all(
        one == other or has_private_use(one) or has_private_use(other)
        for one, other in zip(card, register, strict=True)
    )
    return NameCompared.FOR_A_PERSON if agree else NameCompared.DIFFERENT


def has_private_use(text: str) -> bool:
    """Whether a character of the private-use area is among these."""
    return any(ord(character) in _PRIVATE_USE for character in text)
