"""Who is the same owner: the same kind of document with the same normalised number, never a phone or a name."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from domain.rules.terms import DocumentKind

MIDDLE_DOT = "·"
MIDDLE_DOTS = str.maketrans(dict.fromkeys(("•", "・", "‧", "．", "･", "∙", "⋅"), MIDDLE_DOT))
SEPARATORS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff_]+")
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SPACE_AT_HAN = re.compile(rf"(?<=[{HAN}·])\s+|\s+(?=[{HAN}·])")

OLD_ID_CARD = re.compile(r"[0-9]{15}")
ID_CARD = re.compile(r"[0-9]{17}[0-9X]")
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"

ORGANISATION_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_CODE = re.compile(rf"[{ORGANISATION_ALPHABET}]{{18}}")
ORGANISATION_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))

# The cards that follow GB 11643: 18 characters with a birth date and a check digit.
EIGHTEEN_DIGIT_CARDS = frozenset({DocumentKind.ID_CARD, DocumentKind.RESIDENCE_PERMIT})
OTHER_NUMBERS = {
    DocumentKind.PERMANENT_RESIDENCE: re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]"),
    DocumentKind.PASSPORT: re.compile(r"[A-Z0-9]{5,17}"),
    DocumentKind.OFFICER_CARD: re.compile(rf"[0-9A-Z{HAN}()〔〕\[\]/]{{4,30}}"),
    DocumentKind.OTHER: re.compile(r".{2,60}"),
}


class DocumentFault(StrEnum):
    """What is wrong with a document number."""

    EMPTY = "empty"
    SHAPE = "shape"
    BIRTH_DATE = "birth_date"
    CHECK_DIGIT = "check_digit"


def normalise_document(kind: DocumentKind, number: str) -> str:
    """The one way in which a number is stored and compared.

    Full width becomes half width, letters upper case, spaces and hyphens go. A 15-digit ID card (issued until 1999,
    still in old titles) becomes the 18-digit number of the same person: the century 19 is added with the check digit,
    so that its holder is one head with whoever shows the new card. The suffixes 996 to 999 belonged to people born
    before 1900 and, like anything that is not a date, stay as they are.
    """
    plain = _settled(lambda text: SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper(), number)
    if kind is DocumentKind.ID_CARD and OLD_ID_CARD.fullmatch(plain) and plain[12:] < "996":
        longer = f"{plain[:6]}19{plain[6:]}"
        if _birth_date(longer) is not None:
            return longer + id_check_digit(longer)
    return plain


def document_faults(kind: DocumentKind, number: str) -> tuple[DocumentFault, ...]:
    """Everything wrong with a number, after normalising it; empty when it can be a document of this kind."""
    plain = normalise_document(kind, number)
    if not plain:
        return (DocumentFault.EMPTY,)
    if kind in EIGHTEEN_DIGIT_CARDS:
        return _card_faults(plain)
    if kind is DocumentKind.ORGANISATION_CODE:
        if ORGANISATION_CODE.fullmatch(plain) is None:
            return (DocumentFault.SHAPE,)
        return () if organisation_check_character(plain) == plain[17] else (DocumentFault.CHECK_DIGIT,)
    return () if OTHER_NUMBERS[kind].fullmatch(plain) else (DocumentFault.SHAPE,)


def _card_faults(plain: str) -> tuple[DocumentFault, ...]:
    if ID_CARD.fullmatch(plain) is None:
        return (DocumentFault.SHAPE,)
    faults = [] if _birth_date(plain) is not None else [DocumentFault.BIRTH_DATE]
    return tuple(faults) if id_check_digit(plain) == plain[17] else (*faults, DocumentFault.CHECK_DIGIT)


def _birth_date(card: str) -> date | None:
    """The birth date written in an 18-digit card, where it is a day of the calendar from 1800 on."""
    try:
        born = date(int(card[6:10]), int(card[10:12]), int(card[12:14]))
    except ValueError:
        return None
    return born if born.year >= 1800 else None


def id_check_digit(card: str) -> str:
    """The check digit of an ID card from its first 17 digits (GB 11643, ISO 7064 MOD 11-2): 0–9 or X."""
    weighed = sum(int(digit) * weight for digit, weight in zip(card[:17], ID_WEIGHTS, strict=True))
    return ID_CHECKS[weighed % 11]


def organisation_check_character(code: str) -> str:
    """The check character of a unified social credit code from its first 17 (GB 32100, MOD 31)."""
    weighed = sum(
        ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(code[:17], ORGANISATION_WEIGHTS, strict=True)
    )
    return ORGANISATION_ALPHABET[-weighed % 31]


def normalise_name(name: str) -> str:
    """A name as it is compared: full width becomes half width, every middle dot `·`, letters upper case.

    Spaces next to a Chinese character or a dot go; elsewhere several become one.
    """
    return _settled(_plain_name, name)


def _plain_name(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name.translate(MIDDLE_DOTS)).translate(MIDDLE_DOTS).strip()
    plain = "".join(character for character in plain if unicodedata.category(character) != "Cf")
    return " ".join(SPACE_AT_HAN.sub("", plain).upper().split())


def _settled(step: Callable[[str], str], text: str) -> str:
    """Repeat a step until nothing changes: what one pass removes may have kept two characters apart."""
    while (following := step(text)) != text:
        text = following
    return text


def normalise_phone(phone: str) -> str | None:
    """The 11 digits of a mainland mobile number, or None when it is not one; +86, 0086, spaces and hyphens go."""
    plain = re.sub(r"[().]", "", SEPARATORS.sub("", unicodedata.normalize("NFKC", phone)))
    found = re.fullmatch(r"(?:\+86|0086|86)?(1[3-9][0-9]{9})", plain)
    return found[1] if found else None


def mask_name(name: str) -> str:
    """张* for two characters, 张*三 for three, 欧**华 for more; a single character is hidden whole."""
    name = name.strip()
    if len(name) < 2:
        return "*" * len(name)
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_document(number: str) -> str:
    """110***********1234 of a card; of a shorter number less is left, so that most of it stays hidden."""
    number = number.strip()
    first, last = (3, 4) if len(number) >= 15 else (1, 2) if len(number) >= 7 else (0, 1)
    if len(number) <= first + last:
        return "*" * len(number)
    return f"{number[:first]}{'*' * (len(number) - first - last)}{number[len(number) - last :]}"


def mask_phone(phone: str) -> str:
    """138****1234; anything that is not 11 digits is masked like a document."""
    return f"{phone[:3]}****{phone[7:]}" if re.fullmatch(r"[0-9]{11}", phone) else mask_document(phone)
