"""Who stands behind an account: whether two accounts are one person, whichever key their indexes were made with.

A blind index can be compared with another of the same key only. So phone and document are kept encrypted beside their
indexes, and a person is looked for under every key that there is: after a change of keys too, nobody becomes two.
"""

from dataclasses import dataclass

from domain.rules.terms import DocumentKind
from domain.services.owners import Document, document_index, document_indexes
from domain.store.crypto import FieldCrypto
from domain.store.tables import Account


@dataclass(frozen=True, slots=True)
class KnownAs:
    """The blind indexes by which a person's phone and document can be found."""

    phones: frozenset[bytes] = frozenset()
    documents: frozenset[bytes] = frozenset()

    def is_same_as(self, other: "KnownAs") -> bool:
        """Whether both have a phone or a document in common. What is not known of a person is nobody's."""
        return not (self.phones.isdisjoint(other.phones) and self.documents.isdisjoint(other.documents))


def known_as(crypto: FieldCrypto, account: Account) -> KnownAs:
    """The person of an account, under every key."""
    phones, documents = {account.phone_index}, {account.person_index}
    if account.phone is not None:
        phones |= set(crypto.indexes("phone", crypto.decrypt("accounts.phone", account.id, account.phone)))
    if account.document is not None:
        kind, _, number = crypto.decrypt("accounts.document", account.id, account.document).partition(":")
        documents |= set(document_indexes(crypto, (DocumentKind(kind), number)))
    return KnownAs(
        frozenset(index for index in phones if index is not None),
        frozenset(index for index in documents if index is not None),
    )


def write_document(crypto: FieldCrypto, account: Account, document: Document) -> None:
    """Keep the document of a member of staff: to tell persons apart, never to be shown."""
    kind, number = document
    account.document = crypto.encrypt("accounts.document", account.id, f"{kind.value}:{number}")
    account.person_index = document_index(crypto, document)
