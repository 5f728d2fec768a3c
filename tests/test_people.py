"""The people whom tests invent."""

from domain.rules.identity import document_faults
from domain.rules.terms import DocumentKind
from tests.people import new_id_card, new_phone

MANY = 20_000


def test_no_two_people_of_a_run_have_one_document_or_one_phone() -> None:
    assert len({new_id_card() for _ in range(MANY)}) == MANY
    assert len({new_phone() for _ in range(MANY)}) == MANY


def test_every_invented_identity_number_is_well_formed_and_of_a_birth_in_1900() -> None:
    for _ in range(2000):
        number = new_id_card()
        assert document_faults(DocumentKind.ID_CARD, number) == ()
        assert number[6:10] == "1900"
