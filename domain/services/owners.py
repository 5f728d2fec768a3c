"""Owners: known by their document, found or made by its blind index, and shown in full only against a reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.identity import mask_name, normalise_document, normalise_name
from domain.rules.people import number_faults
from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound
from domain.rules.register import reason_faults, text_faults
from domain.rules.terms import DocumentKind, OwnerKind
from domain.services.access import require_around
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.selects import one_of
from domain.store.tables import Owner, Title, TitleOwner, Unit

Document: TypeAlias = tuple[DocumentKind, str]
"""A kind of document and a normalised number."""

MOST_OWNERS = 50
# What one statement inserts; a driver takes some 30,000 values.
MADE_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """An owner as a clerk names them. Whether it is a person or an organisation follows from the document."""

    # Left out of its repr: what is printed of a failure names nobody.
    name: str = field(repr=False)
    document_kind: DocumentKind
    document_number: str = field(repr=False)
    share: str | None = None

    @property
    def kind(self) -> OwnerKind:
        """An organisation's code belongs to an organisation, every other document to a person."""
        organisation = self.document_kind is DocumentKind.ORGANISATION_CODE
        return OwnerKind.ORGANISATION if organisation else OwnerKind.PERSON

    @property
    def document(self) -> Document:
        """What tells this owner from every other: the kind of document and its normalised number."""
        return self.document_kind, normalise_document(self.document_kind, self.document_number)


def owner_faults(path: str, owners: Iterable[NamedOwner]) -> Iterator[Fault]:
    """Every fault of a unit's owners; paths are `path.0.name` and so on."""
    listed = list(owners)
    if not listed:
        yield Fault(path, "请至少填写一位产权人。", "Name at least one owner.")
    if len(listed) > MOST_OWNERS:
        yield Fault(path, f"一套房屋最多 {MOST_OWNERS} 位产权人。", f"A unit has at most {MOST_OWNERS} owners.")
    seen: set[Document] = set()
    for place, owner in enumerate(listed):
        at = f"{path}.{place}"
        yield from text_faults(f"{at}.name", owner.name, 100)
        if owner.share is not None:
            yield from text_faults(f"{at}.share", owner.share, 50)
        yield from number_faults(f"{at}.documentNumber", owner.document_kind, owner.document_number)
        if owner.document in seen:
            yield Fault(f"{at}.documentNumber", "同一产权人填写了两次。", "The same owner is named twice.")
        seen.add(owner.document)


def document_index(crypto: FieldCrypto, document: Document) -> bytes:
    """The blind index under which an owner with this document is written."""
    kind, number = document
    return crypto.index(f"document:{kind.value}", number)


def document_indexes(crypto: FieldCrypto, document: Document) -> list[bytes]:
    """Every blind index under which a person with this document may be found, whichever key it was made with."""
    kind, number = document
    return crypto.indexes(f"document:{kind.value}", number)


def indexed_documents(crypto: FieldCrypto, documents: Iterable[Document]) -> dict[bytes, Document]:
    """Each document by every blind index under which its owner may be found, whichever key it was made with."""
    return {index: document for document in documents for index in document_indexes(crypto, document)}


async def owners_by_document(
    session: AsyncSession, crypto: FieldCrypto, documents: Iterable[Document]
) -> dict[Document, Owner]:
    """The owners that the register knows, of those with these documents, whichever key they were indexed with."""
    wanted = indexed_documents(crypto, documents)
    if not wanted:
        return {}
    found = await session.scalars(select(Owner).where(one_of(Owner.document_index, wanted)))
    return {wanted[owner.document_index]: owner for owner in found}


def name_faults(
    crypto: FieldCrypto, named: Iterable[tuple[str, NamedOwner]], known: Mapping[Document, Owner]
) -> Iterator[Fault]:
    """Owners whose document the register knows under another name; `named` are (path, owner)."""
    for path, owner in named:
        found = known.get(owner.document)
        if found is None:
            continue
        name = crypto.decrypt("owners.name", found.id, found.name)
        if normalise_name(name) != normalise_name(owner.name):
            yield Fault(
                f"{path}.name",
                f"该证件号码已登记在“{mask_name(name)}”名下，与所填姓名不一致，请核对；登记的姓名有误的，先更正姓名。",
                f"This document is registered for {mask_name(name)}, not for the name given. Check both; "
                "if the registered name is wrong, correct it first.",
            )


async def write_owners(
    tx: Transaction, owners: Iterable[NamedOwner], found: Mapping[Document, Owner] | None = None
) -> dict[Document, UUID]:
    """Find or make every owner; the id by document. Two transactions that make the same owner make one. `found` are
    those whom the caller has looked up already.
    """
    named = list(owners)
    known = found or await owners_by_document(tx.session, tx.crypto, [owner.document for owner in named])
    made = await make_missing(tx, named, known)
    missing = [owner.document for owner in named if owner.document not in known and owner.document not in made]
    there = await owners_by_document(tx.session, tx.crypto, missing)
    return {document: owner.id for document, owner in {**known, **made, **there}.items()}


async def make_missing(
    tx: Transaction, owners: Iterable[NamedOwner], known: Mapping[Document, Owner]
) -> dict[Document, Owner]:
    """Make every owner who is not `known`; those that were made, by document. One whom another transaction made
    meanwhile is left out.
    """
    named = {owner.document: owner for owner in owners}
    # In the order of their index, so that two transactions never wait for each other.
    missing = sorted((document_index(tx.crypto, document), document) for document in named if document not in known)
    made: dict[Document, Owner] = {}
    for start in range(0, len(missing), MADE_AT_ONCE):
        group = missing[start : start + MADE_AT_ONCE]
        by_index = dict(group)
        rows = [_row(tx, index, named[document], document[1]) for index, document in group]
        statement = insert(Owner).values(rows).on_conflict_do_nothing(index_elements=["document_index"])
        inserted = await tx.session.scalars(statement.returning(Owner))
        made |= {by_index[owner.document_index]: owner for owner in inserted}
    return made


def _row(tx: Transaction, index: bytes, owner: NamedOwner, number: str) -> dict[str, object]:
    owner_id = uuid7()
    return {
        "id": owner_id,
        "kind": owner.kind,
        "document_kind": owner.document_kind,
        "document_number": tx.crypto.encrypt("owners.document_number", owner_id, number),
        "document_index": index,
        "index_version": tx.crypto.index_version,
        "name": tx.crypto.encrypt("owners.name", owner_id, owner.name.strip()),
    }


@dataclass(frozen=True, slots=True)
class RevealOwner:
    """Whom to show in full, as an owner of which unit, and why."""

    unit_id: UUID
    owner_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class OwnerRevealed:
    """The full name and document number. It is answered once and kept nowhere."""

    owner_id: UUID
    name: str
    document_kind: DocumentKind
    document_number: str


async def reveal(tx: Transaction, command: RevealOwner) -> OwnerRevealed:
    """Show an owner of a unit in full, against a reason of at least five characters; every look leaves its record."""
    of_unit = select(Unit.estate_id).where(Unit.id == command.unit_id)
    held, estate_id = await require_around(tx, Permission.REVEAL_PEOPLE, of_unit)
    owner = await _owner_of(tx, command.unit_id, command.owner_id)
    faults = list(reason_faults("reason", command.reason))
    if faults:
        raise InvalidInput(faults)
    tx.record(
        "owner.revealed",
        "owner",
        owner.id,
        estate_id=estate_id,
        role=held.role,
        after={"unit_id": str(command.unit_id)},
        reason=command.reason.strip(),
    )
    return OwnerRevealed(
        owner.id,
        tx.crypto.decrypt("owners.name", owner.id, owner.name),
        owner.document_kind,
        tx.crypto.decrypt("owners.document_number", owner.id, owner.document_number),
    )


@dataclass(frozen=True, slots=True)
class CorrectOwnerName:
    """An owner of a unit whose name the register has wrong, or who has changed it, and what shows that."""

    unit_id: UUID
    owner_id: UUID
    name: str = field(repr=False)
    reason: str


@dataclass(frozen=True, slots=True)
class OwnerNameCorrected:
    """The register has the new name; the document, and so the head, stay."""

    owner_id: UUID
    masked_name: str


async def correct_name(tx: Transaction, command: CorrectOwnerName) -> OwnerNameCorrected:
    """Correct the name under which a document is known (个人信息保护法 46). Raises `InvalidInput`."""
    of_unit = select(Unit.estate_id).where(Unit.id == command.unit_id)
    held, estate_id = await require_around(tx, Permission.MAINTAIN_REGISTER, of_unit)
    owner = await _owner_of(tx, command.unit_id, command.owner_id)
    await tx.session.refresh(owner, with_for_update={"key_share": True})
    before, name = tx.crypto.decrypt("owners.name", owner.id, owner.name), command.name.strip()
    faults = [*text_faults("name", name, 100), *reason_faults("reason", command.reason)]
    if name == before:
        faults.append(Fault("name", "与现有姓名相同。", "This is the present name."))
    if faults:
        raise InvalidInput(faults)
    owner.name = tx.crypto.encrypt("owners.name", owner.id, name)
    tx.record(
        "owner.name_corrected",
        "owner",
        owner.id,
        estate_id=estate_id,
        role=held.role,
        before={"name": mask_name(before)},
        after={"name": mask_name(name), "unit_id": str(command.unit_id)},
        reason=command.reason.strip(),
    )
    return OwnerNameCorrected(owner.id, mask_name(name))


async def _owner_of(tx: Transaction, unit_id: UUID, owner_id: UUID) -> Owner:
    found = await tx.session.execute(
        select(Owner)
        .join(TitleOwner, TitleOwner.owner_id == Owner.id)
        .join(Title, Title.id == TitleOwner.title_id)
        .where(Title.unit_id == unit_id, Owner.id == owner_id)
        .limit(1)
    )
    owner = found.scalar_one_or_none()
    if owner is None:
        raise NotFound()
    return owner
