"""Same owner = same kind of document and same normalised number; masks are those of P4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.identity import (
    DocumentFault,
    document_faults,
    id_check_digit,
    mask_document,
    mask_name,
    mask_phone,
    normalise_document,
    normalise_name,
    normalise_phone,
)
from domain.rules.terms import DocumentKind

ID_CARD = DocumentKind.ID_CARD
BORN_1900 = "11010519000101000"
NUMBER = BORN_1900 + id_check_digit(BORN_1900)


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002x ",
        "110105-19491231-002X",
        "110105－19491231–002X",
        "110105\u300019491231\u00a0002X",
        "110105491231002",
    ],
)
def test_gb_11643_one_person_has_one_number_however_it_is_written(written: str) -> None:
    assert normalise_document(ID_CARD, written) == "11010519491231002X"
    assert document_faults(ID_CARD, written) == ()


@pytest.mark.parametrize("written", ["110105001231996", "110105991332123"])
def test_an_old_card_that_cannot_be_told_stays_as_it_is(written: str) -> None:
    assert normalise_document(ID_CARD, written) == written
    assert document_faults(ID_CARD, written) == (DocumentFault.SHAPE,)


@pytest.mark.parametrize(
    ("number", "faults"),
    [
        (NUMBER, ()),
        ("", (DocumentFault.EMPTY,)),
        (" - ", (DocumentFault.EMPTY,)),
        (NUMBER[:-1], (DocumentFault.SHAPE,)),
        (NUMBER + "1", (DocumentFault.SHAPE,)),
        ("X" + NUMBER[1:], (DocumentFault.SHAPE,)),
        ("110105194912310021", (DocumentFault.CHECK_DIGIT,)),
        ("11010519490229000" + id_check_digit("11010519490229000"), (DocumentFault.BIRTH_DATE,)),
        ("11010519480229000" + id_check_digit("11010519480229000"), ()),
        ("110105000013320000", (DocumentFault.BIRTH_DATE, DocumentFault.CHECK_DIGIT)),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", (DocumentFault.SHAPE,)),
    ],
)
def test_gb_11643_an_id_card_number_is_checked(number: str, faults: tuple[DocumentFault, ...]) -> None:
    assert document_faults(ID_CARD, number) == faults


@given(st.from_regex(r"[0-9]{17}", fullmatch=True).filter(str.isascii), st.integers(0, 16), st.integers(1, 9))
def test_gb_11643_one_wrong_digit_is_always_found(body: str, place: int, change: int) -> None:
    wrong = body[:place] + str((int(body[place]) + change) % 10) + body[place + 1 :]
    assert id_check_digit(body) != id_check_digit(wrong)


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("91350100M000100Y43", ()),
        ("91350100m000100y43", ()),
        ("9135 0100-M000100Y43", ()),
        ("91350100M000100Y44", (DocumentFault.CHECK_DIGIT,)),
        ("91350100M000100Y4", (DocumentFault.SHAPE,)),
        ("91350100I000100Y43", (DocumentFault.SHAPE,)),
    ],
)
def test_gb_32100_an_organisation_code_is_checked(code: str, faults: tuple[DocumentFault, ...]) -> None:
    assert document_faults(DocumentKind.ORGANISATION_CODE, code) == faults


@pytest.mark.parametrize(
    ("kind", "number", "is_possible"),
    [
        (DocumentKind.PASSPORT, "e1234 5678", True),
        (DocumentKind.PASSPORT, "护照", False),
        (DocumentKind.OFFICER_CARD, "军字第1234567号", True),
        (DocumentKind.OFFICER_CARD, "1", False),
        (DocumentKind.PERMANENT_RESIDENCE, "chn110000000001", True),
        (DocumentKind.PERMANENT_RESIDENCE, "12", False),
        (DocumentKind.RESIDENCE_PERMIT, "81000019000101" + "001" + id_check_digit("81000019000101001"), True),
        (DocumentKind.OTHER, "A-1", True),
    ],
)
def test_other_documents_have_a_shape(kind: DocumentKind, number: str, is_possible: bool) -> None:
    assert (document_faults(kind, number) == ()) is is_possible


@pytest.mark.parametrize("dot", "·•・‧．")
def test_every_middle_dot_is_one_middle_dot(dot: str) -> None:
    assert normalise_name(f"买买提 {dot} 艾力") == "买买提·艾力"


@pytest.mark.parametrize(
    ("written", "compared"),
    [("张 三", "张三"), ("张\u3000三 ", "张三"), ("Ｊｏｈｎ   Smith", "JOHN SMITH"), ("张\u200b三", "张三")],
)
def test_names_are_compared_without_their_typing(written: str, compared: str) -> None:
    assert normalise_name(written) == compared


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)
    for kind in DocumentKind:
        once = normalise_document(kind, text)
        assert normalise_document(kind, once) == once


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("19900001234", "19900001234"),
        ("+86 199-0000-1234", "19900001234"),
        ("008619900001234", "19900001234"),
        ("8619900001234", "19900001234"),
        ("１９９００００１２３４", "19900001234"),
        ("12900001234", None),
        ("1990000123", None),
        ("199000012345", None),
        ("+8219900001234", None),
        ("01064000000", None),
        ("", None),
    ],
)
def test_a_mainland_mobile_number_has_eleven_digits(written: str, number: str | None) -> None:
    assert normalise_phone(written) == number


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (mask_name, "张三", "张*"),
        (mask_name, "张小三", "张*三"),
        (mask_name, "欧阳小三", "欧**三"),
        (mask_name, "张", "*"),
        (mask_name, "", ""),
        (mask_document, "110105190001011234", "110***********1234"),
        (mask_document, "E12345678", "E******78"),
        (mask_document, "123", "**3"),
        (mask_document, "1", "*"),
        (mask_phone, "13800001234", "138****1234"),
        (mask_phone, "1234", "***4"),
    ],
)
def test_p4_masks(mask: object, plain: str, shown: str) -> None:
    assert callable(mask)
    assert mask(plain) == shown
